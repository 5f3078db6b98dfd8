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
from scheduling.queries.facts import gathered, week_number
from scheduling.queries.plans import Judged, job_of_proposal, judged, places_as_asked, places_of, proposal_of
from scheduling.queries.taking import taking
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
class PlanShown:
    """A plan with its places in the order of their weeks. looked: how it was judged; None where nothing is judged any more.

    fixed: the inspections that have their place in the year already. out: how many local areas are ruled out. unplaced: names of
    those that are pinned in and have no place.
    """

    plan: Plan
    sets: Sequence[PlanSet]
    rows: Sequence[Shown]
    fixed: Sequence[Inspection]
    out: int
    looked: Judged | None
    unplaced: Sequence[str] = ()

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
        """How many of them have no place."""
        return max(0, self.wanted - self.placed)

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
    return PlanShown(
        plan=plan,
        sets=known.sets if known else sets_of(plan),
        rows=_shown(rows, said, looked),
        fixed=[one for one in fixed if one.pk not in mine],
        out=sum(one.stance == Stance.OUT for one in said.values()),
        looked=looked,
        unplaced=_unplaced(rows, said.values(), looked) if looked else (),
    )


def _unplaced(rows: Sequence[PlanPlace], said: Iterable[PlanArea], looked: Judged) -> list[str]:
    there = {row.local_area_id for row in rows} | {one.area for one in looked.problem.fixed}
    keys = [one.local_area_id for one in said if one.stance == Stance.IN and one.local_area_id not in there]
    return sorted(looked.words.area(key) for key in keys if key in looked.problem.area)


def _shown(rows: Sequence[PlanPlace], said: Mapping[int, PlanArea], looked: Judged | None) -> list[Shown]:
    if looked is None:
        return [Shown(row, said.get(row.local_area_id)) for row in rows]
    broken, places = looked.broken, {one.area: one for one in looked.plan if not one.fixed}
    found = []
    for row in rows:
        place, key = places.get(row.local_area_id), row.local_area_id
        soft = looked.words.softly(place) if place else [_("It has its place in the year already, and is passed over")]
        found.append(Shown(row, said.get(key), broken.get(key, ()), soft, passed_over=place is None))
    return found


# How far the search for a better plan is.


@dataclass(frozen=True)
class Search:
    """The newest proposal beside what the plan has now, as taking it would make it.

    gain: by how many points it is better; more: by how many local areas; breaks: how many of its places break a rule by now.
    of_now: the plan is still as the proposal left it, and so is what it was made from: else nothing is known of how good it is.
    """

    proposal: Proposal
    job: Job | None
    gain: int
    more: int
    of_now: bool
    breaks: int = 0

    @property
    def runs(self) -> bool:
        """Whether something better may still be found."""
        return self.proposal.ended_at is None and self.job is not None and self.job.shown_as in {"waiting", "building"}

    @property
    def better(self) -> bool:
        """Whether there is something to take."""
        return self.gain > 0


def search_of(plan: Plan, looked: Judged | None = None) -> Search | None:
    """The newest proposal beside the plan as it is judged now; None before the first.

    looked: None where it is not judged, while the search runs: then a plan that was changed since is compared with nothing.
    """
    proposal = proposal_of(plan)
    if proposal is None:
        return None
    job, unchanged = job_of_proposal(proposal), proposal.plan_version == plan.version
    if looked is None:
        gain, more = proposal.best_points - proposal.first_points, len(proposal.best) - len(proposal.first)
        return Search(proposal, job, gain, more, of_now=True) if unchanged else Search(proposal, job, 0, 0, of_now=False)
    will = [*looked.problem.fixed, *taking(proposal, looked).places]
    gain, more = Scale(looked.problem).points(will) - looked.points, len(will) - len(looked.plan)
    breaks = sum(not one.fixed for one in looked.explainer.judge.of(will))
    return Search(proposal, job, gain, more, unchanged and is_same(looked.problem, proposal.problem), breaks)


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
