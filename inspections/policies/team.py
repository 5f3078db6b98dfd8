"""Who plans, staffs and dates an inspection."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from agencies.models import Inspectorate, RoleKind
from agencies.queries import has_role, inspectorate_of
from inspections import access
from inspections.models import Inspection, Milestone, Part, TeamPlace
from inspections.workflow import ENDS, LEAD, REPORTED, SCHEDULE, Status
from jtai.errors import NotAllowed, NotNow
from jtai.policy import policy


def schedules(user: User, inspection: Inspection) -> bool:
    """Whether the person is a programme lead of the office that plans. The decision maker sits in it too, and only looks."""
    return SCHEDULE in access.grants_of(user, inspection) and has_role(user, RoleKind.PROGRAMME_LEAD)


@policy
def can_plan(user: User) -> None:
    """Ofsted's programme leads own the year."""
    if inspectorate_of(user).code != access.OFFICE_OF_THE_YEAR or not has_role(user, RoleKind.PROGRAMME_LEAD):
        raise NotAllowed(_("Only a programme lead of Ofsted can plan an inspection."))


@policy
def can_assign(user: User, inspection: Inspection, inspectorate: Inspectorate, part: str) -> None:
    """Ofsted's office staffs every place; each inspectorate's programme lead fills its own. The lead comes from Ofsted."""
    own = has_role(user, RoleKind.PROGRAMME_LEAD) and inspectorate_of(user) == inspectorate
    if not own and not schedules(user, inspection):
        raise NotAllowed(_("Only programme leads can change the team."))
    if inspection.status in ENDS:
        raise NotNow(_("This inspection has ended. Its team cannot change."))
    if not inspection.inspectorates.filter(pk=inspectorate.pk).exists():
        raise NotNow(_("%(name)s does not take part in this inspection.") % {"name": inspectorate.short_name})
    if part == Part.LEAD and inspectorate.code != access.OFFICE_OF_THE_YEAR:
        raise NotNow(_("The lead inspector comes from Ofsted."))


@policy
def can_staff(user: User, inspection: Inspection, inspectorate: Inspectorate | None = None) -> None:
    """Whether somebody may fill places at all: Ofsted's office all of them, another programme lead the own inspectorate's.

    inspectorate: one that takes part; without it, any of those that the person may staff.
    """
    if not schedules(user, inspection):
        if not has_role(user, RoleKind.PROGRAMME_LEAD) or inspectorate not in {None, inspectorate_of(user)}:
            raise NotAllowed(_("Only programme leads can change the team."))
        if inspectorate is None and not inspection.inspectorates.filter(pk=inspectorate_of(user).pk).exists():
            raise NotAllowed(_("Your inspectorate does not take part in this inspection."))
    if inspection.status in ENDS:
        raise NotNow(_("This inspection has ended. Its team cannot change."))


WHY_APART = {
    RoleKind.ADMINISTRATOR: gettext_lazy(
        "%(name)s is an inspectorate administrator, who sees no casework. Choose somebody else."
    ),
    RoleKind.INFORMATION_GOVERNANCE: gettext_lazy(
        "%(name)s answers requests for access to information, so has no place on a team. Choose somebody else."
    ),
}


@policy
def can_have_place(person: User) -> None:
    """Inspectors need no role; some roles keep their holder apart from every team."""
    for kind, sentence in WHY_APART.items():
        if has_role(person, kind):
            raise NotNow(sentence % {"name": person.name})


@policy
def can_end_place(user: User, place: TeamPlace) -> None:
    """Whoever may assign may end; the lead of a notified inspection is replaced, not removed.

    So is a signatory until the report is out, without whom it would be frozen and signed without that inspectorate.
    """
    inspection = place.inspection
    can_assign.check(user, inspection, place.inspectorate, place.part)
    if place.ended_at is not None:
        raise NotNow(_("%(name)s has already left the team.") % {"name": place.user})
    if place.part == Part.LEAD and inspection.status != Status.PLANNED:
        raise NotNow(_("The inspection is under way: hand the place over to a new lead inspector, which ends it."))
    if place.part == Part.SIGNATORY and inspection.status not in {Status.PLANNED, *REPORTED}:
        raise NotNow(_("Each inspectorate signs the report: hand the place over to another signatory, which ends it."))


@policy
def can_leave_empty(user: User, place: TeamPlace) -> None:
    """Whoever may fill a place may say that nobody has to; never the lead's, without whom nothing goes on.

    Nor a signatory's, without whom the report would be frozen and signed without that inspectorate.
    """
    can_assign.check(user, place.inspection, place.inspectorate, place.part)
    if place.ended_at is None:
        raise NotNow(_("%(name)s holds this place.") % {"name": place.user})
    if place.part == Part.LEAD:
        raise NotNow(_("An inspection needs a lead inspector: give the place to somebody."))
    if place.part == Part.SIGNATORY:
        raise NotNow(_("Each inspectorate signs the report: give the place to somebody."))


@policy
def can_succeed(place: TeamPlace, person: User) -> None:
    """Whoever takes a place over comes from its inspectorate."""
    if inspectorate_of(person) != place.inspectorate:
        words = {"holder": place.user.name, "name": place.inspectorate.short_name}
        raise NotNow(
            _("This is the place of %(holder)s, whose successor comes from %(name)s. Choose somebody of %(name)s.") % words
        )


@policy
def can_replace(user: User, place: TeamPlace, person: User | None = None) -> None:
    """Whoever may give the place may give it to another one of the same inspectorate; also the lead's, at any time.

    Nobody loses a place by it unsaid: the successor has none here, or is the inspector who becomes the lead.
    """
    can_assign.check(user, place.inspection, place.inspectorate, place.part)
    if place.ended_at is not None:
        raise NotNow(_("%(name)s has already left the team.") % {"name": place.user})
    if person is not None and person.pk == place.user_id:
        raise NotNow(_("%(name)s holds this place.") % {"name": person})
    if person is not None:
        can_succeed.check(place, person)
        other = TeamPlace.objects.filter(inspection=place.inspection, user=person, ended_at=None).first()
        if other is not None and not moves(place.part, other.part):
            raise NotNow(
                _("%(name)s already has the place of %(part)s here. End that place first, or choose somebody else.")
                % {"name": person.name, "part": other.get_part_display().lower()}
            )


def moves(part: str, held: str) -> bool:
    """Whether who holds the place `held` gives it up by taking over a place of this part: only the inspector who becomes the lead."""
    return part == Part.LEAD and held == Part.INSPECTOR


@policy
def can_override_date(user: User, inspection: Inspection) -> None:
    """The office of the year and the lead inspector may override a date, with a reason."""
    if LEAD not in access.grants_of(user, inspection) and not schedules(user, inspection):
        raise NotAllowed(_("Only the lead inspector or Ofsted’s programme office can change a date."))
    if inspection.status in ENDS:
        raise NotNow(_("This inspection has ended. Its dates cannot change."))


@policy
def can_change_date(user: User, milestone: Milestone) -> None:
    """Whoever may change dates, one that is still to come: what has happened has its day."""
    can_override_date.check(user, milestone.inspection)
    if milestone.happened_on is not None:
        words = {"what": milestone.get_kind_display(), "day": date_format(milestone.happened_on, "j F Y")}
        raise NotNow(_("“%(what)s” happened on %(day)s. Its date cannot change any more.") % words)
