"""Plans and proposals: the doors to them, and what stands in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Count, QuerySet, Sum
from django.shortcuts import get_object_or_404

from accounts.models import User
from agencies.models import LocalArea
from agencies.queries import AREA_TYPES, holidays, inspectorates
from inspections.models import Inspection
from inspections.queries import caseload
from inspections.workflow import Status
from jobs.models import Job
from jobs.queries import job_for
from scheduling import policies
from scheduling.models import Plan, PlanPlace, PlanState, ProgrammeYear, Proposal
from scheduling.proposing.facts import Place, Problem
from scheduling.proposing.greedy import Greedy
from scheduling.proposing.reasons import Explainer
from scheduling.proposing.rules import Break
from scheduling.proposing.why import Why
from scheduling.proposing.words import Words
from scheduling.queries.facts import Gathered, week_number

IMPROVE = "scheduling.improve"
PLAN_STATES = {state.value for state in PlanState}


def plans_of(user: User, year: ProgrammeYear, *, state: str = "", text: str = "", sort: str = "") -> QuerySet[Plan]:
    """The plans of a year, newest first or by "name", for those who make them. placed: how many local areas."""
    policies.can_plan_year.check(user)
    rows = Plan.objects.filter(year=year).select_related("made_by", "ended_by", "copied_from", "year")
    if state in PLAN_STATES:
        rows = rows.filter(state=state)
    if text:
        rows = rows.filter(name__icontains=text)
    order = ("name", "-pk") if sort == "name" else ("-made_at", "-pk")
    return rows.annotate(placed=Count("places", distinct=True)).order_by(*order)


def wanted_by(plans: Sequence[Plan]) -> Mapping[int, int]:
    """How many local areas each of these plans wants, by key. One query."""
    rows = Plan.objects.filter(pk__in=[plan.pk for plan in plans]).order_by()
    return dict(rows.annotate(wanted=Sum("sets__count")).values_list("pk", "wanted"))


def plan_for(user: User, year: int, pk: int) -> Plan:
    """One plan of this year with its year; NotAllowed for those who make none, 404 when it is not of this year."""
    policies.can_plan_year.check(user)
    rows = Plan.objects.select_related("year", "made_by", "ended_by", "copied_from")
    return get_object_or_404(rows, pk=pk, year__year=year)


def inspection_in(user: User, year: ProgrammeYear, area: LocalArea) -> Inspection | None:
    """The inspection of the local area in this year, but a cancelled one; one that is deferred is its own, to be brought back."""
    rows = caseload(user, year=year.year).filter(local_area=area)
    return rows.exclude(status=Status.CANCELLED).first()


def proposal_of(plan: Plan) -> Proposal | None:
    """The newest one."""
    return plan.proposals.order_by("-asked_at", "-pk").first()


def job_of_proposal(proposal: Proposal) -> Job | None:
    """The work of making it better."""
    return job_for(proposal, IMPROVE)


def places_of(plan: Plan) -> list[PlanPlace]:
    """In the order of their weeks. One query."""
    return list(plan.places.select_related("local_area__region", "set__framework", "set__topic", "inspection"))


def places_as_asked(problem: Problem, rows: Sequence[PlanPlace]) -> list[Place]:
    """What stands in a plan as the proposer takes it, with what has its place in the year already."""
    mondays = [week.monday for week in problem.weeks]
    own = [Place(row.local_area_id, week_number(mondays, row.week), row.set_id) for row in rows]
    taken = {one.area for one in problem.fixed}
    return [*problem.fixed, *(one for one in own if one.area not in taken and one.area in problem.area)]


@dataclass(frozen=True)
class Judged:
    """A plan as things stand now: its places, what each breaks, and all that is needed to say why.

    gathered: the rows behind it; None where the facts were kept with the plan, or are of no plan.
    """

    problem: Problem
    plan: Sequence[Place]
    breaks: Mapping[Place, Sequence[Break]]
    explainer: Explainer
    words: Words
    gathered: Gathered | None = None

    @property
    def why(self) -> Why:
        """Says why areas are in and out."""
        return Why(self.words, AREA_TYPES)

    @property
    def broken(self) -> Mapping[int, list[str]]:
        """By key of the local area: a sentence for each rule that its place breaks; what is fixed is not asked."""
        return {
            place.area: [self.words.broken(place, one) for one in breaks]
            for place, breaks in self.breaks.items()
            if not place.fixed
        }

    @property
    def points(self) -> int:
        """What the plan is worth."""
        return self.explainer.scale.points(self.plan)

    def place(self, area: int) -> Place | None:
        """Of this local area, if it has one."""
        return next((one for one in self.plan if one.area == area), None)

    def moved(self, area: int, week: int, of: int) -> "Judged":
        """The same plan with this local area in this week."""
        rest = [one for one in self.plan if one.area != area]
        plan = [*rest, Place(area, week, of)]
        return replace(self, plan=plan, breaks=self.explainer.judge.of(plan))


def judged(problem: Problem, plan: Sequence[Place], gathered: Gathered | None = None) -> Judged:
    """Judge these places of a problem."""
    explainer = Explainer(Greedy(problem))
    names = gathered.inspectorates if gathered else {row.code: row.short_name for row in inspectorates()}
    return Judged(problem, plan, explainer.judge.of(plan), explainer, Words(problem, holidays(), names), gathered)
