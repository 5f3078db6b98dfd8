"""The team: assignment grants, removal revokes."""

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from agencies.models import RoleKind
from agencies.queries import has_role, inspectorate_of, membership_of
from audit.trail import record
from inspections import access, notices, policies, queries
from inspections.commands.locks import own
from inspections.models import Inspection, Part, TeamPlace
from inspections.workflow import ENDS, REPORTED, Status
from jtai.errors import Invalid, NotNow

WITHOUT_ROLE = {
    Part.QUALITY: gettext_lazy("%(name)s does not hold the quality assurance role."),
    Part.SIGNATORY: gettext_lazy("%(name)s does not hold the signatory role."),
    Part.OBSERVER: gettext_lazy("%(name)s does not hold the observer role."),
}


@transaction.atomic
def assign(inspection: Inspection, *, person: User, part: str, by: User) -> TeamPlace:
    """Give a person a place, and with it the grants of that place.

    A new lead or signatory takes over from the one before, whose place and grants end in the same transaction.
    """
    inspection = own(inspection)
    inspectorate = inspectorate_of(person)
    policies.can_assign.check(by, inspection, inspectorate, part)
    if TeamPlace.objects.filter(inspection=inspection, user=person, ended_at=None).exists():
        raise NotNow(_("%(name)s is already on the team.") % {"name": person.name})
    _check_person(inspection, person, part, by)
    replaced = TeamPlace.objects.filter(inspection=inspection, part=part, ended_at=None).select_related("user", "inspectorate")
    before = None
    if part == Part.LEAD:
        before = _end_all(replaced.exclude(user=person), inspection, by)
    elif part == Part.SIGNATORY:
        before = _end_all(replaced.filter(inspectorate=inspectorate).exclude(user=person), inspection, by)
    if before is not None:
        notices.relieved(before.user, person)
    return _give(inspection, person, part, before, by)


def _check_person(inspection: Inspection, person: User, part: str, by: User) -> None:
    """Here, not kept apart from teams, with the role that the part needs, and without an interest that nobody has allowed."""
    if not person.is_active:
        raise Invalid(_("%(name)s has left.") % {"name": person.name}, field="person")
    policies.can_have_place.check(person)
    if part in access.ROLE_OF and not has_role(person, access.ROLE_OF[Part(part)]):
        raise Invalid(WITHOUT_ROLE[Part(part)] % {"name": person.name}, field="part")
    policies.stands_free.check(by, inspection, person, part)


def _give(inspection: Inspection, person: User, part: str, before: TeamPlace | None, by: User) -> TeamPlace:
    """The place, its grants, and the word of it. before: the place whose open work comes with it."""
    try:
        with transaction.atomic():
            place = TeamPlace.objects.create(
                inspection=inspection,
                user=person,
                inspectorate=inspectorate_of(person),
                part=part,
                assigned_by=by,
                took_over_from=before,
            )
    except IntegrityError as error:
        raise NotNow(_("%(name)s is already on the team.") % {"name": person.name}) from error
    access.admit(place)
    if part == Part.SIGNATORY and inspection.status == Status.SIGN_OFF:
        lead = queries.lead_of(inspection)
        if lead is not None and lead.user_id != by.pk:
            notices.signatory_changed(inspection, lead.user, place.inspectorate)
    record("inspection.assign", place, stream=inspection.stream, by=by, person=person.name, part=part)
    notices.assigned(inspection, person, str(place.get_part_display()))
    return place


@transaction.atomic
def replace(place: TeamPlace, *, person: User, by: User) -> TeamPlace:
    """Somebody else takes this place over: the old grants end, the new ones begin, and open work goes on in other hands.

    What was written stays under its author's name; `access.whose_work` says whose work is now whose. An inspector of the
    team who becomes the lead gives the old place up. person: of the same inspectorate.
    """
    inspection = own(place.inspection)
    place.inspection = inspection
    place.refresh_from_db(fields=["ended_at", "ended_by"])
    policies.can_replace.check(by, place, person)
    _check_person(inspection, person, place.part, by)
    _end(place, by)
    _end_all(TeamPlace.objects.filter(inspection=inspection, user=person, ended_at=None), inspection, by)
    made = _give(inspection, person, place.part, place, by)
    notices.relieved(place.user, person)
    words = {"person": place.user.name, "successor": person.name, "part": place.part}
    record("inspection.replace", made, stream=inspection.stream, by=by, **words)
    return made


@transaction.atomic
def fill(place: TeamPlace, *, person: User, by: User) -> TeamPlace:
    """Somebody takes over this place, which stands empty, and goes on with its open work. person: of the same inspectorate.

    Given with `assign`, a place fills the one of its kind that stands empty longest.
    """
    inspection = own(place.inspection)
    place.inspection = inspection
    place.refresh_from_db(fields=["ended_at", "left_empty_at"])
    policies.can_assign.check(by, inspection, place.inspectorate, place.part)
    if why := queries.why_not_empty(place):
        raise NotNow(why)
    policies.can_succeed.check(place, person)
    _check_person(inspection, person, place.part, by)
    return _give(inspection, person, place.part, place, by)


def _end_all(places: QuerySet[TeamPlace], inspection: Inspection, by: User) -> TeamPlace | None:
    """The last of those that ended."""
    ended = None
    for place in places.select_related("user", "inspectorate"):
        place.inspection = inspection
        _end(place, by)
        ended = place
    return ended


def _end(place: TeamPlace, by: User) -> None:
    place.ended_at, place.ended_by = timezone.now(), by
    place.save(update_fields=["ended_at", "ended_by"])
    access.dismiss(place)
    record(
        "inspection.end_place",
        place,
        stream=place.inspection.stream,
        by=by,
        person=place.user.name,
        part=place.part,
    )


def end_all_places(user: User, by: User) -> None:
    """The person leaves their inspectorate: every place ends, in the caller's transaction; who has to fill it is told."""
    _end_and_tell(TeamPlace.objects.filter(user=user, ended_at=None), by)


def _end_and_tell(places: QuerySet[TeamPlace], by: User) -> None:
    """End them where nobody of the inspection did it: its lead and the person's programme leads learn which place is empty."""
    for place in places.select_related("inspection__local_area", "user", "inspectorate"):
        inspection = place.inspection
        _end(place, by)
        # Once the report is out nobody is looked for but a lead (queries.needed).
        if inspection.status in ENDS or (inspection.status in REPORTED and place.part != Part.LEAD):
            continue
        lead = queries.lead_of(inspection)
        told = {person.pk: person for person in queries.may_look_after(inspection, place.inspectorate, place.user_id, by.pk)}
        if lead is not None:
            told[lead.user_id] = lead.user
        notices.place_empty(place, told.values())


def end_places_of_role(user: User, kind: str, by: User) -> None:
    """A role has ended: every place that needs it ends with it, in the caller's transaction."""
    _end_and_tell(TeamPlace.objects.filter(user=user, part__in=access.parts_of_role(kind), ended_at=None), by)


STILL_ON_A_TEAM = {
    RoleKind.ADMINISTRATOR: gettext_lazy(
        "%(name)s has a place on a team, and an administrator sees no casework. Ask a programme lead to hand the place over first."
    ),
    RoleKind.INFORMATION_GOVERNANCE: gettext_lazy(
        "%(name)s has a place on a team, and whoever answers requests for access to information has none. Ask a programme lead to hand the place over first."
    ),
}


def keep_apart(user: User, kind: str, by: User) -> None:
    """Somebody is about to get a role whose holder has no place (`access.APART`); in the caller's transaction.

    Places on inspections that are over end. Raises NotNow while there is one that is not: work is handed over first.
    """
    if kind not in access.APART:
        return
    places = TeamPlace.objects.filter(user=user, ended_at=None)
    if places.exclude(inspection__status__in=ENDS).exists():
        raise NotNow(STILL_ON_A_TEAM[RoleKind(kind)] % {"name": user.name})
    for place in places.select_related("inspection", "user", "inspectorate"):
        _end(place, by)


def open_live_inspections(user: User, by: User) -> None:
    """A person joined a local area: they answer for its inspections that are known there, in the caller's transaction."""
    membership = membership_of(user)
    if membership is None or membership.local_area is None:
        return
    # Who changes their job there is in already: nothing opened, and nothing is written down.
    there = set(user.groups.values_list("name", flat=True))
    for inspection in Inspection.objects.filter(local_area=membership.local_area, notified_at__isnull=False):
        if access.group_of_area(inspection)[0] in there:
            continue
        access.open_to_area(inspection, [user])
        record("inspection.open_to", inspection, stream=inspection.stream, by=by, person=user.name)


@transaction.atomic
def end_place(place: TeamPlace, *, by: User) -> TeamPlace:
    """The person leaves the team and is told; their grants end now, their work stays theirs by name."""
    _end_own(place, by)
    if place.user_id != by.pk:
        notices.dismissed(place.user)
    return place


@transaction.atomic
def make_lead(place: TeamPlace, *, by: User) -> TeamPlace:
    """An inspector of the team becomes its lead inspector: their place ends, and the lead's begins, in one step."""
    _end_own(place, by)
    return assign(place.inspection, person=place.user, part=Part.LEAD, by=by)


def _end_own(place: TeamPlace, by: User) -> None:
    """Lock the inspection, read the place anew and end it, where this person may."""
    place.inspection = own(place.inspection)
    place.refresh_from_db(fields=["ended_at", "ended_by"])
    policies.can_end_place.check(by, place)
    _end(place, by)


@transaction.atomic
def leave_empty(place: TeamPlace, *, by: User) -> TeamPlace:
    """Nobody has to take this ended place over: it waits for nobody any more. Said a second time, nothing changes."""
    place.inspection = own(place.inspection)
    place.refresh_from_db(fields=["ended_at", "left_empty_at"])
    policies.can_leave_empty.check(by, place)
    if place.left_empty_at is None:
        if why := queries.why_not_empty(place):
            raise NotNow(why)
        place.left_empty_at, place.left_empty_by = timezone.now(), by
        place.save(update_fields=["left_empty_at", "left_empty_by"])
        words = {"person": place.user.name, "part": place.part}
        record("inspection.leave_empty", place, stream=place.inspection.stream, by=by, **words)
    return place
