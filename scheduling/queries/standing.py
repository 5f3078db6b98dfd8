"""How a year stands, and why places of it are empty: counted and named from the inspections that the viewer may see."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

from accounts.models import User
from agencies.policies import OFFICE_OF_THE_YEAR
from agencies.queries import inspectorate_of
from audit.queries import trail_of
from inspections.models import Deferral, Inspection
from inspections.queries import Stop, caseload, stops_of
from inspections.workflow import NO_PLACE, REPORTED, Status
from jtai.programmeyears import last_day
from scheduling import policies
from scheduling.models import ProgrammeYear, Replacement
from scheduling.queries.given_back import MOVED, GivenBack, linked

DONE = frozenset(status.value for status in REPORTED)
TARGETS = ("programme_year.open", "programme_year.change_target")


@dataclass(frozen=True)
class Placed:
    """An inspection with its place, and what it stands in for. gone_is_back: that has a place in the year again.

    paused: since when, by whom and why, if it is.
    """

    inspection: Inspection
    instead_of: Replacement | None
    gone_is_back: bool
    paused: Stop | None = None

    @property
    def is_planned(self) -> bool:
        """Nobody of its local area knows of it yet."""
        return self.inspection.status == Status.PLANNED


@dataclass(frozen=True)
class Standing:
    """How a year stands, as far as this viewer sees it.

    placed: in the order of their weeks. given_back: those that had a place and have none. whole: whether the viewer sees every
    inspection; only then is known what is missing. stands_in: by the key of what was placed, what it stands in for. stops: by
    key, of those placed that are paused.
    """

    year: ProgrammeYear
    placed: tuple[Inspection, ...] = ()
    given_back: tuple[GivenBack, ...] = ()
    stands_in: tuple[Replacement, ...] = ()
    whole: bool = True
    stops: Mapping[int, Stop] = field(default_factory=dict)

    @property
    def rows(self) -> list["Placed"]:
        """Each that has a place, with what it stands in for."""
        pairs = {pair.instead_id: pair for pair in self.stands_in}
        back = {row.pk for row in self.placed}
        return [
            Placed(row, pairs.get(row.pk), row.pk in pairs and pairs[row.pk].gone_id in back, self.stops.get(row.pk))
            for row in self.placed
        ]

    @property
    def planned(self) -> int:
        """How many have a place."""
        return len(self.placed)

    @property
    def waits(self) -> bool:
        """Whether any of them is planned and no more: its local area was not notified."""
        return any(row.status == Status.PLANNED for row in self.placed)

    @property
    def done(self) -> int:
        """How many of them are published."""
        return sum(row.status in DONE for row in self.placed)

    @property
    def deferred(self) -> int:
        """How many have no week."""
        return sum(row.how == Status.DEFERRED for row in self.given_back)

    @property
    def paused(self) -> list[Inspection]:
        """Those that have a place and stand still."""
        return [row for row in self.placed if row.status == Status.PAUSED]

    @property
    def put_off(self) -> list[GivenBack]:
        """Those without a week whose place waits for one: no other has it, or what took it has none any more either."""
        return [row for row in self.given_back if row.how == Status.DEFERRED and row.holder is None]

    @property
    def replaced(self) -> list[GivenBack]:
        """Those of them whose place another has."""
        return [row for row in self.given_back if row.how == Status.DEFERRED and row.holder is not None]

    @property
    def empty(self) -> list[GivenBack]:
        """Each place that was given back and that nothing has now, once: of whoever had it first."""
        return [row for row in self.given_back if row.holder is None and row.stood_in_for is None]

    @property
    def shortfall(self) -> int:
        """Places that are still empty: known only to who sees all of them."""
        return max(0, self.year.target - self.planned)

    @property
    def known_shortfall(self) -> int | None:
        """The same, or None for who does not see all of them."""
        return self.shortfall if self.whole else None

    @property
    def why(self) -> list[str]:
        """Why places are empty, each reason as a sentence; empty where none is, or where the viewer cannot know."""
        return reasons(self) if self.whole and self.shortfall else []

    @property
    def summed(self) -> str:
        """The same in one sentence."""
        if not self.whole:
            return ""
        words = {"target": self.year.target, "planned": self.planned, "why": "; ".join(self.why)}
        if not self.shortfall:
            return _("%(target)d wanted, %(planned)d planned.") % words
        return _("%(target)d wanted, %(planned)d planned: %(why)s.") % words


NOT_REPLACED = {
    Status.DEFERRED.value: ngettext_lazy(
        "%(count)d was deferred and not replaced: %(names)s", "%(count)d were deferred and not replaced: %(names)s", "count"
    ),
    MOVED: ngettext_lazy(
        "%(count)d was deferred to another year and not replaced: %(names)s",
        "%(count)d were deferred to another year and not replaced: %(names)s",
        "count",
    ),
    Status.CANCELLED.value: ngettext_lazy(
        "%(count)d was cancelled and not replaced: %(names)s", "%(count)d were cancelled and not replaced: %(names)s", "count"
    ),
}


def reasons(standing: Standing) -> list[str]:
    """The parts of a shortfall, which add up to it; the places that were given back are named."""
    open_ones = standing.empty
    said = []
    for how, sentence in NOT_REPLACED.items():
        names = [row.words for row in open_ones if row.how == how]
        if names:
            said.append(sentence % {"count": len(names), "names": ", ".join(names)})
    never = standing.shortfall - len(open_ones)
    if never > 0:
        over = timezone.localdate() > last_day(standing.year.year)
        to_come = ngettext("%(count)d is not planned yet", "%(count)d are not planned yet", never)
        gone = ngettext("%(count)d was never planned", "%(count)d were never planned", never)
        said.append((gone if over else to_come) % {"count": never})
    if never < 0:
        beyond = ngettext(
            "%(count)d had been planned beyond the target", "%(count)d had been planned beyond the target", -never
        )
        said.append(beyond % {"count": -never})
    return said


def sees_all(user: User) -> bool:
    """Ofsted takes part in every inspection; another inspectorate sees only those in which it does."""
    return inspectorate_of(user).code == OFFICE_OF_THE_YEAR


def standings(user: User, rows: list[ProgrammeYear]) -> list[Standing]:
    """How these years stand, from the inspections that this person may see: three queries, and one where any was stopped."""
    policies.can_see_years.check(user)
    years = [row.year for row in rows]
    moved = Deferral.objects.filter(granted=True, old_year__in=years, new_start__isnull=False)
    stood_in = Replacement.objects.filter(year__in=rows)  # perhaps in a week of another year now
    here = Q(programme_year__in=years) | Q(pk__in=moved.values("inspection")) | Q(pk__in=stood_in.values("instead"))
    found = caseload(user).filter(here)
    found = found.select_related("framework").order_by("fieldwork_start", "pk")
    inspections = {row.pk: row for row in found}
    deferrals = Deferral.objects.filter(inspection__in=inspections, granted=True).order_by("decided_at", "pk")
    # Of a pair the viewer has to see both: who does not see what stands in is not told that something does.
    pairs = Replacement.objects.filter(year__in=rows, gone__in=inspections, instead__in=inspections)
    # Why one was deferred stands in the deferral.
    stops = stops_of(row for row in inspections.values() if row.status in {Status.CANCELLED, Status.PAUSED})
    told = _Told(inspections, list(deferrals), list(pairs), sees_all(user), stops)
    return [told.standing(row) for row in rows]


@dataclass(frozen=True)
class _Told:
    """All that was read of some years."""

    inspections: dict[int, Inspection]
    deferrals: list[Deferral]
    pairs: list[Replacement]
    whole: bool
    stops: Mapping[int, Stop]

    def standing(self, year: ProgrammeYear) -> Standing:
        """One of the years."""
        own = [row for row in self.inspections.values() if row.programme_year == year.year]
        pairs = {pair.gone_id: self._with_both(pair) for pair in self.pairs if pair.year_id == year.pk}
        given_back = [
            GivenBack(row, row.status, self._deferral(row), pairs.get(row.pk), self.stops.get(row.pk))
            for row in own
            if row.status in NO_PLACE
        ]
        given_back += [GivenBack(row, MOVED, deferral, pairs.get(row.pk)) for row, deferral in self._moved_from(year)]
        placed = tuple(row for row in own if row.status not in NO_PLACE)
        here, there = {row.pk for row in own}, {row.pk for row in placed}
        stands_in = tuple(pair for pair in pairs.values() if pair.instead_id in here)
        back = linked(given_back, there, {pair.instead_id: pair.gone for pair in pairs.values()})
        return Standing(year, placed, back, stands_in, self.whole, {pk: stop for pk, stop in self.stops.items() if pk in there})

    def _deferral(self, inspection: Inspection) -> Deferral | None:
        """The last one."""
        return next((row for row in reversed(self.deferrals) if row.inspection_id == inspection.pk), None)

    def _moved_from(self, year: ProgrammeYear) -> list[tuple[Inspection, Deferral]]:
        """Those that a deferral took out of this year into another, each with its last deferral here.

        What came back to this year from its deferral and was moved to another one while it was planned was not deferred to it.
        """
        last = {row.inspection_id: row for row in self.deferrals if row.old_year == year.year and row.new_year is not None}
        found = [(self.inspections[key], deferral) for key, deferral in last.items() if deferral.new_year != year.year]
        return [(row, deferral) for row, deferral in found if row.programme_year != year.year]

    def _with_both(self, pair: Replacement) -> Replacement:
        pair.gone, pair.instead = self.inspections[pair.gone_id], self.inspections[pair.instead_id]
        return pair


def standing_of(user: User, year: ProgrammeYear) -> Standing:
    """How one year stands."""
    return standings(user, [year])[0]


def given_back_for(standing: Standing, pk: int) -> GivenBack:
    """One inspection that gave its place of this year back; else 404."""
    for row in standing.given_back:
        if row.inspection.pk == pk:
            return row
    raise Http404


def replacement_for(standing: Standing, pk: int) -> Replacement:
    """What stands in for this inspection, which may be back in the year meanwhile, or stood in for it; else 404."""
    fell = [row.replacement for row in standing.given_back if row.replacement]
    known = {row.gone_id: row for row in (*standing.stands_in, *fell)}
    if pk not in known:
        raise Http404
    return known[pk]


def free_to_stand_in(standing: Standing) -> list[Inspection]:
    """The planned inspections of the year that stand in for no other yet."""
    taken = {row.instead_id for row in standing.stands_in}
    return [row for row in standing.placed if row.status == Status.PLANNED and row.pk not in taken]


def pairs_of(user: User, inspection: Inspection) -> list[Replacement]:
    """What this inspection stands in for, and what stands in for it, where this person may see the other too.

    One query where there is neither, which is so of most: what a person may see is long to ask.
    """
    if not Replacement.objects.filter(Q(gone=inspection) | Q(instead=inspection)).exists():
        return []
    seen = caseload(user).order_by().values("pk")
    rows = Replacement.objects.filter(Q(gone=inspection, instead__in=seen) | Q(instead=inspection, gone__in=seen))
    return list(rows.select_related("year", "gone__local_area", "instead__local_area", "decided_by").order_by("pk"))


def said_of_place(user: User, inspection: Inspection) -> list[str]:
    """What has to be known before an inspection leaves its place in the year."""
    return _said_of_pairs(
        user, inspection, stands_in=_("It stands in for %(gone)s. Without it, that place in the year is empty again.")
    )


def said_of_another_week(user: User, inspection: Inspection) -> list[str]:
    """What has to be known before it comes back to its place, or gets another week."""
    return _said_of_pairs(
        user,
        inspection,
        stands_in=_("It stands in for %(gone)s. In a week of another year it does not, and that place is empty again."),
    )


def _said_of_pairs(user: User, inspection: Inspection, *, stands_in: str) -> list[str]:
    said = []
    for pair in pairs_of(user, inspection):
        if pair.year.year != inspection.programme_year:
            continue
        if pair.gone_id == inspection.pk and inspection.status == Status.DEFERRED:
            said += _said_of_holder(_holder(user, pair))
        elif pair.instead_id == inspection.pk:
            said.append(stands_in % {"gone": pair.gone.local_area.name})
    return said


def _said_of_holder(holder: Inspection | None) -> list[str]:
    if holder is None:
        return []
    keeps = _("Its place in the year was given to %(instead)s, which keeps it. With a new week in the year both stand.")
    return [keeps % {"instead": holder.local_area.name}]


def _holder(user: User, pair: Replacement) -> Inspection | None:
    """What has the place that this pair is about, where what stood in was replaced too; None where nothing has it."""
    met = {pair.gone_id}
    while pair.instead.status in NO_PLACE and pair.instead_id not in met:
        met.add(pair.instead_id)
        after = (row for row in pairs_of(user, pair.instead) if row.gone_id == pair.instead_id and row.year_id == pair.year_id)
        pair = next(after, pair)
    return None if pair.instead.status in NO_PLACE else pair.instead


@dataclass(frozen=True)
class Target:
    """A target that a year had, from when on, by whom and why."""

    number: int
    since: datetime
    by: str
    reason: str


def targets_of(year: ProgrammeYear) -> list[Target]:
    """The targets of a year from the trail, the newest first."""
    events = list(trail_of(f"programme-year:{year.year}").filter(verb__in=TARGETS))
    keys = {row.pk: row.actor.partition(":")[2] for row in events}
    names = {str(pk): name for pk, name in User.objects.filter(pk__in=set(keys.values())).values_list("pk", "name")}
    said = {row.pk: row.words.data if hasattr(row, "words") else {} for row in events}
    return [
        Target(said[row.pk].get("target", 0), row.at, names.get(keys[row.pk], ""), said[row.pk].get("reason", ""))
        for row in events
    ]
