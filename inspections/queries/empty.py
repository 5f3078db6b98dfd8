"""Places on live teams that stand empty: their person left or lost the role for it, and nobody has taken them over."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, When
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import PastMembership, Role, RoleKind
from agencies.queries import has_role, membership_of
from inspections import access
from inspections.models import Inspection, Part, TeamPlace
from inspections.workflow import ENDS, REPORTED


@dataclass(frozen=True)
class EmptyPlace:
    """left: its person has left the inspectorate; else the role that the place needs has ended."""

    place: TeamPlace
    left: bool


@dataclass(frozen=True)
class PastPlace:
    """A place that has ended. successor: who took it over, if it was handed over."""

    place: TeamPlace
    successor: User | None


@dataclass(frozen=True)
class Places:
    """All places of a team. now: by inspectorate; empty: in the order in which they were left; past: by inspectorate, oldest end first."""

    now: list[TeamPlace]
    empty: list[EmptyPlace]
    past: list[PastPlace]


def empty_places(user: User, *, leads: bool) -> list[EmptyPlace]:
    """Those that wait for this person, by the day of fieldwork: two queries at most, none for people who can have none.

    A programme lead's are those of the own inspectorate, a lead inspector's (leads) all of their inspection; both only where
    they see the inspection. They are the people whom `commands.end_all_places` tells by email.
    """
    membership = membership_of(user)
    if membership is None or membership.inspectorate is None:
        return []
    own = has_role(user, RoleKind.PROGRAMME_LEAD)
    if not own and not leads:
        return []
    led = TeamPlace.objects.filter(inspection=OuterRef("inspection"), user=user, part=Part.LEAD, ended_at=None)
    theirs = Q(Exists(led))
    if own:
        theirs |= Q(inspectorate=membership.inspectorate)
    rows = _emptied().filter(theirs, inspection__in=access.visible_to(user).order_by().values("pk"))
    return _not_filled(rows.order_by("inspection__fieldwork_start", "inspection", "ended_at", "pk"))


def places_of(inspection: Inspection) -> Places:
    """The places that people have now, those that stand empty, and all that have ended.

    One query; one more where a place has ended: why it did is long to ask, and of most teams nobody has to.
    """
    order = "inspectorate__position", "part", "user__name"
    rows = list(TeamPlace.objects.filter(inspection=inspection).select_related("user", "inspectorate").order_by(*order))
    if any(row.ended_at is not None for row in rows):
        marked = _marked(TeamPlace.objects.filter(inspection=inspection, ended_at__isnull=False))
        over = {row.pk: row for row in marked.select_related("user", "inspectorate", "left_empty_by")}
        rows = [over.get(row.pk, row) for row in rows]
    for row in rows:
        row.inspection = inspection
    ended = sorted((row for row in rows if row.ended_at is not None), key=lambda row: (row.ended_at, row.pk))
    after = {row.took_over_from_id: row.user for row in rows}
    emptied = [row for row in ended if getattr(row, "emptied")]  # noqa: B009 -- an annotation
    return Places(
        [row for row in rows if row.ended_at is None],
        _not_filled(emptied, rows),
        [PastPlace(row, after.get(row.pk)) for row in ended],
    )


def empty_place(place: TeamPlace) -> EmptyPlace | None:
    """This place of a team, while it stands empty."""
    return next((one for one in places_of(place.inspection).empty if one.place.pk == place.pk), None)


def why_not_empty(place: TeamPlace) -> str:
    """Why a place of this team waits for nobody now, in a sentence; empty while it stands empty."""
    if empty_place(place) is not None:
        return ""
    if place.ended_at is None:
        return _("%(name)s holds this place.") % {"name": place.user.name}
    if place.left_empty_at is not None:
        return _("A programme lead has decided that this place stays empty.")
    after = TeamPlace.objects.filter(took_over_from=place).select_related("user").first()
    if after is not None:
        return _("%(name)s has taken this place over.") % {"name": after.user.name}
    return _("This place does not stand empty any more.")


def _emptied() -> QuerySet[Any]:
    rows = _marked(TeamPlace.objects.all()).filter(emptied=True)
    return rows.select_related("user", "inspectorate", "inspection__local_area")


def needed() -> Q:
    """Which places have to be held by somebody, of TeamPlace: the others never stand empty."""
    reported = Q(inspection__status__in=[status.value for status in REPORTED])
    ends = Q(inspection__status__in=[status.value for status in ENDS])
    return (Q(part=Part.LEAD) | ~reported) & ~Q(part=Part.OBSERVER) & ~ends


def _marked(rows: QuerySet[TeamPlace]) -> QuerySet[Any]:
    """With `emptied`: ended because of the person on that day, without a successor, where somebody is still needed.

    A place that a programme lead ended, or leaves empty, is none of them: they wanted it so. Nor is an observer's, in which no
    work waits. Once the report is out, only the lead inspector has something to do.
    """
    there = PastMembership.objects.filter(
        user=OuterRef("user"), inspectorate=OuterRef("inspectorate"), until=OuterRef("ended_on")
    )
    role = Q(pk__in=())
    for part, kind in access.ROLE_OF.items():
        role |= Q(Exists(Role.objects.filter(user=OuterRef("user"), kind=kind, valid_to=OuterRef("ended_on"))), part=part)
    alone = ~Exists(TeamPlace.objects.filter(took_over_from=OuterRef("pk")))
    marked = rows.annotate(ended_on=TruncDate("ended_at"), left=Exists(there))
    emptied = Q(ended_at__isnull=False, left_empty_at=None) & needed() & (Q(left=True) | role) & alone
    return marked.annotate(emptied=Case(When(emptied, then=True), default=False, output_field=BooleanField()))


def _not_filled(rows: Iterable[TeamPlace], others: Iterable[TeamPlace] | None = None) -> list[EmptyPlace]:
    """Without those for which somebody of the same inspectorate has got the same part since. Each new place fills the oldest.

    others: all places of their inspections, where those are known.
    """
    empty = list(rows)
    if not empty:
        return []
    waiting: dict[tuple[int, int, str], list[TeamPlace]] = defaultdict(list)
    for place in sorted(empty, key=lambda place: (place.ended_at, place.pk)):
        waiting[place.inspection_id, place.inspectorate_id, place.part].append(place)
    # Who took a place over from somebody else fills that one, and no other.
    if others is None:
        others = TeamPlace.objects.filter(inspection__in={place.inspection_id for place in empty})
    given = [place for place in others if place.took_over_from_id is None]
    filled = set()
    for place in sorted(given, key=lambda place: (place.assigned_at, place.pk)):
        before = waiting.get((place.inspection_id, place.inspectorate_id, place.part), [])
        if before and before[0].ended_at is not None and before[0].ended_at < place.assigned_at:
            filled.add(before.pop(0).pk)
    return [EmptyPlace(place, getattr(place, "left")) for place in empty if place.pk not in filled]  # noqa: B009 -- an annotation
