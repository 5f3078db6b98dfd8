"""Plans of the year in the world of the doors: a draft with places, one that can be adopted, one whose search failed, and a discarded one."""

from dataclasses import dataclass
from datetime import date

from accounts.models import User
from agencies.models import LocalArea
from inspections.models import DeepDiveTopic
from scheduling import commands, queries
from scheduling.asked import AskedRules
from scheduling.commands import Asked, AskedSet
from scheduling.models import Plan, ProgrammeYear, Proposal
from scheduling.proposing.facts import Rule
from tests.walk import FRONT_DOOR, OTHER_AREA, THEMATIC, Cast, framework_version, local_area

# Fewer people than any real programme has: what they cannot do is left out of the rules, or nothing could be proposed.
WITHOUT = {
    rule.value: "The doors have few people." for rule in (Rule.CAPACITY, Rule.OF_YEAR, Rule.LEAD, Rule.HOLIDAY, Rule.CLOSED)
}
FIRST, SECOND = date(2098, 6, 9), date(2098, 10, 6)  # Mondays


@dataclass(frozen=True)
class Plans:
    """Names for what the doors speak of. In the draft: one local area put by hand, one pinned in, one ruled out."""

    draft: Plan
    failed: Plan
    discarded: Plan
    put: LocalArea
    said: LocalArea
    out: LocalArea
    free: LocalArea


def fresh(plan: Plan) -> Plan:
    """As a new request finds it."""
    return Plan.objects.select_related("year").get(pk=plan.pk)


def build_plans(people: Cast, year: ProgrammeYear) -> Plans:
    """By the real commands."""
    by = people.programme_lead
    put, said, out, free = (local_area(code) for code in (OTHER_AREA, "X061", "X062", "X063"))
    draft = _made(year, "A draft", by)
    commands.propose(draft, by=by)
    commands.take_out(draft, draft.places.latest("pk").local_area, by=by)
    commands.put(draft, put, week=FIRST, by=by)
    commands.pin(draft, said, week=SECOND, reason="Its turn.", by=by)
    commands.put(draft, said, week=SECOND, by=by)
    commands.rule_out(draft, out, reason="Not this year.", by=by)
    failed = _made(year, "A plan whose search failed", by)
    proposal = commands.propose(failed, by=by)
    _fail(proposal)
    discarded = _made(year, "A plan that was put aside", by)
    commands.discard_plan(discarded, by=by)
    return Plans(fresh(draft), fresh(failed), fresh(discarded), put, said, out, free)


def _made(year: ProgrammeYear, name: str, by: User) -> Plan:
    topic = DeepDiveTopic.objects.get(code="walk-topic")
    sets = [AskedSet(framework_version(FRONT_DOOR), None, 2), AskedSet(framework_version(THEMATIC), topic, 1)]
    return commands.make_plan(year, Asked(name, sets, "A note.", rules=AskedRules(left_out=WITHOUT)), by=by)


def _fail(proposal: Proposal) -> None:
    job = queries.job_of_proposal(proposal)
    assert job is not None
    type(job).objects.filter(pk=job.pk).update(state="failed", error="The worker was lost.", finished_at=job.created_at)
