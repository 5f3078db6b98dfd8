"""A plan as its pages show it: each place with what it breaks and what speaks against it, and how far the search is."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.queries import holidays
from inspections import calendar
from inspections.models import Inspection
from inspections.queries import offset_rules
from inspections.workflow import NO_PLACE
from jobs.models import Job
from scheduling.models import Plan, PlanArea, PlanPlace, PlanSet, PlanState, Proposal, Stance
from scheduling.proposing.facts import Place, Problem, Span
from scheduling.proposing.scoring import Scale
from scheduling.proposing.stored import is_same, read
from scheduling.proposing.words import days, listed
from scheduling.queries.facts import Gathered, gathered, week_number
from scheduling.queries.pins import barred_pins
from scheduling.queries.plans import Judged, job_of_proposal, judged, places_as_asked, places_of, proposal_of
from scheduling.queries.taking import taking, unbroken
from scheduling.queries.yearly import YearFacts, mondays, with_rules
from scheduling.queries.years import inspections_of


def week_said(monday: date) -> str:
    """“9 to 13 March 2027”."""
    return days(Span(monday, calendar.week_end(monday)))


def weeks_to_choose(year: int) -> list[tuple[str, str]]:
    """The weeks of a year, to choose one."""
    return [(day.isoformat(), week_said(day)) for day in mondays(year)]


@dataclass(frozen=True)
class Shown:
    """One place of a plan. said: what a person said of its local area. broken, soft: sentences.

    passed_over: the local area has a place in the year already, so that adopting the plan plans nothing for it.
    """

    row: PlanPlace
    said: PlanArea | None
    broken: Sequence[str] = ()
    soft: Sequence[str] = ()
    passed_over: bool = False

    @property
    def week(self) -> str:
        """From Monday to Friday."""
        return week_said(self.row.week)

    @property
    def pinned(self) -> bool:
        """Whether no proposal takes it out."""
        return self.said is not None and self.said.stance == Stance.IN


@dataclass(frozen=True)
class Pinned:
    """A local area that is pinned in. why: a sentence, if no proposal can give it a place; nothing where the next one does."""

    name: str
    code: str
    why: str = ""


@dataclass(frozen=True)
class PlanShown:
    """A plan with its places in the order of their weeks. looked: how it was judged; None where nothing is judged any more.

    fixed: the inspections that have their place in the year already. out: how many local areas are ruled out. unplaced: those that
    are pinned in and have no place. barred: those that the next proposal leaves without one, whether they have one now or not.
    """

    plan: Plan
    sets: Sequence[PlanSet]
    rows: Sequence[Shown]
    fixed: Sequence[Inspection]
    out: int
    looked: Judged | None
    unplaced: Sequence[Pinned] = ()
    barred: Sequence[Pinned] = ()

    @property
    def wanted(self) -> int:
        """How many local areas the plan asks for."""
        return sum(one.count for one in self.sets)

    @property
    def placed(self) -> int:
        """How many places it gives: those of local areas that have one in the year already are passed over."""
        return len(self.rows) - len(self.passed_over)

    @property
    def short(self) -> int:
        """How many of them have no place: more of one set is none of another."""
        return sum(max(0, one.count - self._has[one.pk]) for one in self.sets)

    @property
    def _has(self) -> Counter[int]:
        return Counter(one.row.set_id for one in self.rows if not one.passed_over)

    @property
    def too_many_of(self) -> Sequence[str]:
        """Of which sets it has more than it asks for, and how many."""
        words = _("%(set)s: %(has)d, and %(wanted)d asked for")
        over = (one for one in self.sets if self._has[one.pk] > one.count)
        return [words % {"set": one, "has": self._has[one.pk], "wanted": one.count} for one in over]

    @property
    def breaking(self) -> Sequence[Shown]:
        """The places that break a rule."""
        return [one for one in self.rows if one.broken]

    @property
    def passed_over(self) -> Sequence[Shown]:
        """The places of local areas that have one in the year already."""
        return [one for one in self.rows if one.passed_over]

    @property
    def by_hand(self) -> Sequence[Shown]:
        """The places that the next proposal would take away from a person: put by hand, and not pinned."""
        return [one for one in self.rows if one.row.by_hand and not one.pinned]

    @property
    def crowded(self) -> str:
        """The months in which several inspections of the year begin, the fixed ones too: “2 in March 2027 and 3 in May 2027”.

        A local area counts once: where its inspection is there, its place in the plan is none beside it.
        """
        there = {one.local_area_id for one in self.fixed}
        own = [one.row.week for one in self.rows if one.row.local_area_id not in there]
        begins = [*own, *(one.fieldwork_start for one in self.fixed)]
        counted = Counter(day.replace(day=1) for day in begins)
        words = [
            _("%(count)d in %(month)s") % {"count": number, "month": date_format(month, "F Y")}
            for month, number in sorted(counted.items())
            if number > 1
        ]
        return listed(words)

    @property
    def demonstration(self) -> bool:
        """Whether an invented local area is among them."""
        return any(one.row.local_area.demonstration for one in self.rows)


def sets_of(plan: Plan) -> list[PlanSet]:
    """What the plan asks for, in order."""
    return list(plan.sets.select_related("framework", "topic"))


def looked_at(user: User, plan: Plan, rows: Sequence[PlanPlace] | None = None, facts: YearFacts | None = None) -> Judged:
    """The plan judged by what stands now; one that was adopted by what stood then. facts: of its year, where they are known."""
    rows = places_of(plan) if rows is None else rows
    kept = _as_adopted(plan)
    if kept is not None:
        return judged(kept, places_as_asked(kept, rows))
    found = gathered(plan, facts or YearFacts(user, plan.year))
    return judged(found.problem, places_as_asked(found.problem, rows), found)


def _as_adopted(plan: Plan) -> Problem | None:
    """The facts by which a plan was adopted, which were kept with it; None for every other plan."""
    kept = proposal_of(plan) if plan.state == PlanState.ADOPTED else None
    return read(kept.problem) if kept else None


def plan_shown(user: User, plan: Plan) -> PlanShown:
    """Everything of its page. A plan that is no draft is not judged any more."""
    rows = places_of(plan)
    looked = looked_at(user, plan, rows) if plan.state == PlanState.DRAFT else None
    known = looked.gathered if looked else None
    said = {one.local_area_id: one for one in (known.said if known else plan.areas.all())}
    fixed = known.placed if known else [one for one in inspections_of(user, plan.year) if one.status not in NO_PLACE]
    mine = {row.inspection_id for row in rows if row.inspection_id}
    there = {row.local_area_id for row in rows} | {one.local_area_id for one in fixed}
    pins = _pins(looked, known) if looked and known else {}
    return PlanShown(
        plan=plan,
        sets=known.sets if known else sets_of(plan),
        rows=_shown(rows, said, looked) if looked else _kept(plan, rows, said, fixed),
        fixed=[one for one in fixed if one.pk not in mine],
        out=sum(one.stance == Stance.OUT for one in said.values()),
        looked=looked,
        unplaced=[one for key, one in pins.items() if key not in there],
        barred=[one for one in pins.values() if one.why],
    )


def _pins(looked: Judged, known: Gathered) -> Mapping[int, Pinned]:
    """Everybody who is pinned in, by name."""
    why, rows = barred_pins(looked), known.areas
    named = sorted(looked.problem.pinned, key=looked.words.area)
    return {key: Pinned(looked.words.area(key), rows[key].code, why.get(key, "")) for key in named}


def _kept(plan: Plan, rows: Sequence[PlanPlace], said: Mapping[int, PlanArea], fixed: Iterable[Inspection]) -> list[Shown]:
    """Of a plan that is no draft any more. One that was discarded gives no place to whom the year has given one."""
    there = {one.local_area_id for one in fixed} if plan.state == PlanState.DISCARDED else set()
    return [
        Shown(row, said.get(key), soft=[_passed_over()] if key in there else (), passed_over=key in there)
        for row in rows
        for key in [row.local_area_id]
    ]


def _passed_over() -> str:
    return _("It has its place in the year already, and is passed over")


def _shown(rows: Sequence[PlanPlace], said: Mapping[int, PlanArea], looked: Judged) -> list[Shown]:
    broken, places = looked.broken, {one.area: one for one in looked.plan if not one.fixed}
    found = []
    for row in rows:
        place, key = places.get(row.local_area_id), row.local_area_id
        soft = looked.words.softly(place) if place else [_passed_over()]
        found.append(Shown(row, said.get(key), broken.get(key, ()), soft, passed_over=place is None))
    return found


# How far the search for a better plan is.


@dataclass(frozen=True)
class Search:
    """The newest proposal beside what the plan has now, as taking it would make it.

    gain: by how many points it is better; more: by how many local areas; breaks: how many of its places break a rule by now, and
    count for nothing. of_now: the plan is still as the proposal left it, and so is what it was made from: else nothing is known of
    how good it is. keeps_rules: no place of the plan breaks one, as far as it was judged.
    """

    proposal: Proposal
    job: Job | None
    gain: int
    more: int
    of_now: bool
    breaks: int = 0
    keeps_rules: bool = False

    @property
    def runs(self) -> bool:
        """Whether something better may still be found."""
        return self.proposal.ended_at is None and self.job is not None and self.job.shown_as in {"waiting", "building"}

    @property
    def better(self) -> bool:
        """Whether there is something to take."""
        return self.gain > 0

    @property
    def wanted(self) -> int:
        """How many local areas were asked for."""
        return sum(one["count"] for one in self.proposal.problem["sets"] if one["key"] > 0)

    @property
    def placed(self) -> int:
        """To how many of them it gives a place, beside what has one in the year."""
        return sum(not fixed for _area, _week, _set, fixed in self.proposal.best)

    @property
    def found_nothing(self) -> bool:
        """Whether all that it has is what the plan had at first: once people have changed that, it is nothing better to take."""
        return bool(self.proposal.best == self.proposal.first)

    @property
    def none_can_be(self) -> bool:
        """Whether nothing could be placed: the first plan would have had whoever can have a place at all."""
        return self.of_now and not self.placed

    @property
    def can_go_on(self) -> bool:
        """Whether it ended before all was looked at, and the plan that stands can be bettered."""
        ended = self.proposal.ended_at is not None and not self.proposal.proven
        return ended and self.keeps_rules and not self.none_can_be


def search_of(plan: Plan, looked: Judged | None = None) -> Search | None:
    """The newest proposal beside the plan as it is judged now; None before the first.

    looked: None where it is not judged, while the search runs: then a plan that was changed since is compared with nothing.
    """
    proposal = proposal_of(plan)
    if proposal is None:
        return None
    job, unchanged = job_of_proposal(proposal), proposal.plan_version == plan.version
    if looked is None and unchanged:
        return Search(proposal, job, *_beyond(plan, proposal), of_now=True)
    if looked is None:
        return Search(proposal, job, 0, 0, of_now=False)
    of_now = unchanged and is_same(looked.problem, proposal.problem)
    will = [*looked.problem.fixed, *taking(proposal, looked).places]
    then, now = unbroken(looked, will), unbroken(looked, looked.plan)
    keeps, breaks = len(now) == len(looked.plan), len(will) - len(then)
    if not unchanged and proposal.best == proposal.first:
        return Search(proposal, job, 0, 0, of_now, breaks, keeps)
    scale = Scale(looked.problem)
    return Search(proposal, job, scale.points(then) - scale.points(now), len(then) - len(now), of_now, breaks, keeps)


def _beyond(plan: Plan, proposal: Proposal) -> tuple[int, int]:
    """By how many points, and how many local areas, the best is beyond the plan, by the facts of the search: the first, or what was taken."""
    if proposal.taken_at is None:
        return proposal.best_points - proposal.first_points, len(proposal.best) - len(proposal.first)
    problem = read(proposal.problem)
    there = places_as_asked(problem, places_of(plan))
    return proposal.best_points - Scale(problem).points(there), len(proposal.best) - len(there)


# What adopting a plan would make.


@dataclass(frozen=True)
class ToBe:
    """One inspection that adopting would make, with the first and the last of its dates."""

    row: PlanPlace
    first: date
    last: date

    @property
    def week(self) -> str:
        """From Monday to Friday."""
        return week_said(self.row.week)


def to_be(rows: Sequence[PlanPlace]) -> list[ToBe]:
    """For each place; what waits for something to happen counts for nothing."""
    with_rules(row.set.framework for row in rows)
    found = []
    for row in rows:
        dates = calendar.milestones(offset_rules(row.set.framework), row.week, holidays())
        known = [one.day for one in dates if one.day is not None] or [row.week]
        found.append(ToBe(row, min(known), max(known)))
    return found


def place_now(looked: Judged, key: int, week: date, of: PlanSet | None) -> Place:
    """This local area in this week, as the proposer takes it."""
    mondays_ = [one.monday for one in looked.problem.weeks]
    there = looked.place(key)
    own = [one.key for one in looked.problem.sets if one.key > 0]
    return Place(key, week_number(mondays_, week), of.pk if of else (there.set if there else own[0]))
