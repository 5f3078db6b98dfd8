"""Whole tables at once: the team by inspectorate, and moderation as findings × inspectorates."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from accounts.models import User
from agencies.models import Inspectorate
from agencies.queries import people_of, without_role
from inspections import access, policies, visibility
from inspections.models import Finding, FindingAgreement, Inspection, Part, Participation, TeamPlace
from inspections.queries.conflicts import Doubts, doubts_about
from inspections.queries.empty import EmptyPlace, PastPlace, places_of
from inspections.queries.evidence import findings_seen, viewer_of
from inspections.queries.reference import assignable, assignable_people, framework_choices
from inspections.workflow import ENDS, Status


def inspectorates_of(inspection: Inspection) -> list[Inspectorate]:
    """The inspectorates that take part, in the order in which they sign."""
    return list(inspection.inspectorates.order_by("position"))


@dataclass(frozen=True)
class Bench:
    """One inspectorate's part of the team. typical: how many inspectors it usually sends under this framework.

    doubts: about its people's interests, for those who may staff it. empty: for them and for the lead inspector. past: for everybody who sees the team.
    """

    inspectorate: Inspectorate
    typical: int
    places: list[TeamPlace]
    inspecting: int
    may_staff: bool
    doubts: Doubts
    empty: list[EmptyPlace]
    past: list[PastPlace]


@dataclass(frozen=True)
class Filled:
    """How many of the places that the framework wants inspectors for are filled. led: a lead inspector stands."""

    filled: int
    wanted: int
    led: bool

    @property
    def whole(self) -> bool:
        """Whether nobody is missing."""
        return self.led and self.filled >= self.wanted


INSPECTING = {"lead", "inspector"}
_ENDED = sorted(status.value for status in ENDS)


def filled_of(inspection: Inspection, team: Collection[TeamPlace], *, assembling: bool) -> Filled:
    """How far this team is assembled; what one inspectorate has too many does not make up for another.

    assembling: until fieldwork, in one query; from then on the team is who they are, and nothing is wanted of it.
    """
    there = Counter(place.inspectorate_id for place in team if place.part in INSPECTING)
    typical = framework_choices(inspection.framework).teams
    wanted = {row.pk: typical.get(row.pk, 0) for row in inspection.inspectorates.all()} if assembling else {}
    filled = sum(min(there[key], count) for key, count in wanted.items())
    return Filled(filled, sum(wanted.values()), any(place.part == Part.LEAD for place in team))


def team_board(user: User, inspection: Inspection) -> list[Bench]:
    """The team by inspectorate, in the order in which they sign, and whether this person may staff it."""
    typical = dict(Participation.objects.filter(framework=inspection.framework_id).values_list("inspectorate", "typical_team"))
    found = places_of(inspection)
    places = found.now
    for place in places:
        place.inspection = inspection
    leads = any(place.part == Part.LEAD and place.user_id == user.pk for place in places)
    board = []
    benches = [(row, policies.can_staff(user, inspection, row)) for row in inspectorates_of(inspection)]
    staffed = {row.pk for row, may_staff in benches if may_staff}
    doubts = doubts_about(inspection, {place.user: place.part for place in places if place.inspectorate_id in staffed})
    for inspectorate, may_staff in benches:
        own = [place for place in places if place.inspectorate_id == inspectorate.pk]
        own.sort(key=lambda place: Part.values.index(place.part))
        board.append(
            Bench(
                inspectorate,
                typical.get(inspectorate.pk, 0),
                own,
                sum(place.part in INSPECTING for place in own),
                may_staff,
                doubts,
                [one for one in found.empty if one.place.inspectorate_id == inspectorate.pk and (leads or may_staff)],
                [one for one in found.past if one.place.inspectorate_id == inspectorate.pk],
            )
        )
    return board


def people_to_assign(user: User, inspection: Inspection) -> dict[Inspectorate, list[User]]:
    """Whom this person may give a place, by inspectorate."""
    return {
        inspectorate: people
        for inspectorate, people in assignable_people(inspection).items()
        if policies.can_staff(user, inspection, inspectorate)
    }


def people_to_replace(place: TeamPlace) -> QuerySet[User]:
    """Who could take this place over: the active people of its inspectorate, but its holder and those who may have none."""
    people = people_of(place.inspectorate).exclude(pk=place.user_id).select_related("membership")
    return without_role(people, access.APART)


def at_work_elsewhere(user: User, inspection: Inspection, people: Iterable[User]) -> frozenset[int]:
    """The keys of those who inspect on another live inspection whose fieldwork is in the same days; of those that this person sees."""
    others = access.visible_to(user).exclude(pk=inspection.pk).exclude(status__in=[Status.DEFERRED.value, *_ENDED])
    others = others.filter(fieldwork_start__lte=inspection.fieldwork_end, fieldwork_end__gte=inspection.fieldwork_start)
    rows = TeamPlace.objects.filter(user__in=[person.pk for person in people], part__in=INSPECTING, ended_at=None)
    return frozenset(rows.filter(inspection__in=others.order_by().values("pk")).order_by().values_list("user", flat=True))


def parts_on_team(inspection: Inspection) -> dict[int, str]:
    """The Part that each person on the team has now, by the person's key."""
    return dict(TeamPlace.objects.filter(inspection=inspection, ended_at=None).values_list("user", "part"))


def candidates_for(user: User, inspection: Inspection) -> QuerySet[User]:
    """The same as rows for a list: only people of those inspectorates whose places this person may fill."""
    own = [row.pk for row in inspectorates_of(inspection) if policies.can_staff(user, inspection, row)]
    return assignable(inspection).filter(membership__inspectorate__in=own)


@dataclass(frozen=True)
class Line:
    """One finding in moderation. agreements: each inspectorate with its agreement or None, in the order of the board's head."""

    finding: Finding
    agreements: list[tuple[Inspectorate, FindingAgreement | None]]
    settled: bool
    mine_to_agree: bool


@dataclass(frozen=True)
class Board:
    """Moderation at a glance. settled: findings that every inspectorate agrees. set_aside are not counted in total."""

    head: list[Inspectorate]
    lines: list[Line]
    settled: int
    total: int
    set_aside: int
    mine_to_agree: int
    viewer: Inspectorate | None


def moderation_board(user: User, inspection: Inspection, *, mine: bool = False) -> Board:
    """Who agrees which finding, of those that this person may see. mine: only what waits for their own inspectorate."""
    head = inspectorates_of(inspection)
    rows = findings_seen(user, inspection).prefetch_related(
        Prefetch("agreements", queryset=FindingAgreement.objects.select_related("inspectorate", "user"))
    )
    lines = []
    for finding in rows:
        finding.inspection = inspection
        by = {row.inspectorate_id: row for row in finding.agreements.all()}
        agreements = [(inspectorate, by.get(inspectorate.pk)) for inspectorate in head]
        settled = len(by) == len(head)
        lines.append(Line(finding, agreements, settled, policies.can_agree_finding(user, finding)))
    counted = [line for line in lines if not hasattr(line.finding, "set_aside")]
    waiting = [line for line in lines if line.mine_to_agree]
    return Board(
        head,
        waiting if mine else lines,
        sum(line.settled for line in counted),
        len(counted),
        len(lines) - len(counted),
        len(waiting),
        viewer_of(user),
    )


def is_together(inspection: Inspection) -> bool:
    """True from moderation on: every inspectorate sees every finding."""
    return visibility.together(inspection.status, inspection.paused_from)
