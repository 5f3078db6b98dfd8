"""Proposals: asked for, stopped, and taken into the plan; and a plan that is adopted."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from audit import trail
from inspections.commands import objections_to
from inspections.models import Inspection
from jobs.commands import enqueue, retry
from jtai.errors import Invalid, NotNow
from scheduling import queries
from scheduling.asked import AskedRules
from scheduling.commands.plans import own, stop_searches, touch
from scheduling.commands.replacing import own_year
from scheduling.commands.years import place_inspection
from scheduling.models import Plan, PlanPlace, PlanState, Proposal
from scheduling.proposing.facts import Found, Place, Problem, Rule
from scheduling.proposing.greedy import Greedy
from scheduling.proposing.stored import read, read_places, stored, stored_places

# Rules of the calendar, of which an inspection itself wants a reason (`inspections.commands.objections_to`).
OF_THE_WEEK = (Rule.CLOSED, Rule.HOLIDAY)


@transaction.atomic
def propose(plan: Plan, *, version: int | None = None, by: User) -> Proposal:
    """A first plan at once, put into the plan in place of what it had; a worker then looks for a better one.

    What people pinned stays in; what they put by hand without pinning is proposed anew. Everything that it was made from is kept.
    version: of the plan as the person saw it. Raises Changed when somebody changed it since.
    """
    plan = own(plan, by, version)
    problem = queries.gather(by, plan)
    greedy = Greedy(problem)
    places = greedy.plan(0)
    _write_places(plan, problem, places)
    touch(plan)
    proposal = _search(plan, greedy, places, places, by)
    words = {"name": plan.name, "seed": plan.seed, "placed": len(places), "points": proposal.first_points}
    trail.record("plan.propose", plan, stream=plan.stream, by=by, **words)
    return proposal


def _search(plan: Plan, greedy: Greedy, stands: Sequence[Place], best: Sequence[Place], by: User) -> Proposal:
    """Have a worker look for something better. stands: what the plan has; best: where to begin, at least as good."""
    stop_searches(plan)
    proposal = Proposal.objects.create(
        plan=plan,
        plan_version=plan.version,
        seed=plan.seed,
        problem=stored(greedy.problem),
        first=stored_places(stands),
        first_points=greedy.scale.points(stands),
        best=stored_places(best),
        best_points=greedy.scale.points(best),
        parts=dict(greedy.scale.parts(best)),
        asked_by=by,
    )
    enqueue(queries.IMPROVE, key=f"{queries.IMPROVE}:{proposal.pk}", target=proposal, arguments={"proposal": proposal.pk})
    return proposal


@transaction.atomic
def stop_improving(proposal: Proposal, *, by: User) -> None:
    """Somebody has enough: the worker ends within a second with the best that it has. Twice is the same as once."""
    plan = own(proposal.plan, by)
    if _ask_to_stop(proposal):
        trail.record("plan.stop", plan, stream=plan.stream, by=by, name=plan.name)


@transaction.atomic
def search_again(proposal: Proposal, *, by: User) -> None:
    """The search has failed: have it tried again. It has ended: search on from what stands, or from the better plan that it found.

    One that runs goes on as it is. Raises NotNow where a place of the plan breaks a rule: nothing can be searched from there.
    """
    plan = own(proposal.plan, by)
    proposal = Proposal.objects.get(pk=proposal.pk)
    if proposal.ended_at is not None:
        if proposal == queries.proposal_of(plan):
            _search_on(plan, proposal, by)
        return
    job = queries.job_of_proposal(proposal)
    if job is not None:
        Proposal.objects.filter(pk=proposal.pk, ended_at=None).update(stop_asked_at=None)
        retry(job, by=by)


def _search_on(plan: Plan, proposal: Proposal, by: User) -> None:
    looked = queries.looked_at(by, plan)
    if looked.broken:
        raise NotNow(_("A place of this plan breaks a rule. Move it, take it out, or propose anew."))
    search, stands = queries.search_of(plan, looked), list(looked.plan)
    will = [*looked.problem.fixed, *queries.taking(proposal, looked).places]
    goes_on = search is not None and search.better and not search.breaks
    _search(plan, looked.explainer.greedy, stands, will if goes_on else stands, by)
    trail.record("plan.search_on", plan, stream=plan.stream, by=by, name=plan.name)


def _ask_to_stop(proposal: Proposal) -> int:
    return Proposal.objects.filter(pk=proposal.pk, ended_at=None, stop_asked_at=None).update(stop_asked_at=Now())


@transaction.atomic
def take_best(proposal: Proposal, *, version: int, by: User) -> Plan:
    """Put the best plan so far in place of what the plan has; at any time, whether the worker is done or not.

    What was said of local areas since, and what has its place in the year by now, holds (`queries.taking`). Where something of
    the plan was changed since the search was asked for, what the search says stays said of the plan as it was.
    version: of the plan as the person saw it. Raises Changed when somebody changed it since.
    """
    plan = own(proposal.plan, by, version)
    proposal = Proposal.objects.select_for_update(no_key=True).get(pk=proposal.pk)
    taken = queries.taking(proposal, queries.looked_at(by, plan))
    unchanged = proposal.plan_version == plan.version and taken.whole
    _write_places(plan, taken.problem, taken.places)
    touch(plan)
    Proposal.objects.filter(pk=proposal.pk).update(
        taken_at=Now(), plan_version=plan.version if unchanged else proposal.plan_version
    )
    trail.record("plan.take", plan, stream=plan.stream, by=by, name=plan.name, points=proposal.best_points)
    return plan


def keep_better(proposal: Proposal, found: Found) -> None:
    """What a worker has found so far, if it is better than what stands: said twice, or late, it changes nothing."""
    values = {"best": stored_places(found.plan), "best_points": found.points}
    Proposal.objects.filter(pk=proposal.pk, best_points__lt=found.points, ended_at=None).update(**values)


def end_proposal(proposal: Proposal, found: Found) -> None:
    """The last word of a worker, in the transaction that says that its work is done."""
    keep_better(proposal, found)
    row = Proposal.objects.select_for_update(no_key=True).get(pk=proposal.pk)
    greedy = Greedy(read(row.problem))
    row.parts, row.proven, row.ended_at = dict(greedy.scale.parts(read_places(row.best))), found.best, timezone.now()
    row.save(update_fields=["parts", "proven", "ended_at"])


def _write_places(plan: Plan, problem: Problem, places: Sequence[Place]) -> None:
    """These, in place of what the plan has."""
    plan.places.all().delete()
    PlanPlace.objects.bulk_create(
        PlanPlace(
            plan=plan,
            set_id=one.set,
            local_area_id=one.area,
            week=problem.weeks[one.week].monday,
            by_hand=problem.pinned.get(one.area) is not None,
        )
        for one in places
        if not one.fixed
    )


@transaction.atomic
def adopt_plan(plan: Plan, *, version: int, by: User) -> list[Inspection]:
    """Give every local area of the plan its place in the year: all of them, or none.

    Those that have a place in the year already are passed over. It is judged anew, by what stands now, which is kept, so that
    the reasons can be read later. Raises Invalid with a sentence for each rule that is broken, Changed when the plan is not what
    the person saw, NotNow when it has no places, or none that the year has not. The year is locked: no other plan of it is
    adopted, and nothing planned in it, between the judgement and the adoption.
    """
    plan = own(plan, by, version)
    own_year(plan.year)
    rows = queries.places_of(plan)
    if not rows:
        raise NotNow(_("This plan has no local areas yet. Propose some, or put them in by hand."))
    problem = queries.gather(by, plan)
    judged = queries.judged(problem, queries.places_as_asked(problem, rows))
    _check_unbroken(judged)
    taken = {one.area for one in problem.fixed}
    rows = [row for row in rows if row.local_area_id not in taken]
    if not rows:
        raise NotNow(_("Every local area of this plan has its place in the year already."))
    asked = AskedRules.read(plan.rules)
    made = [_planned(plan, row, asked, by) for row in rows]
    stop_searches(plan)
    plan.state, plan.ended_by, plan.ended_at = PlanState.ADOPTED, by, timezone.now()
    touch(plan, "state", "ended_by", "ended_at")
    _keep(plan, judged, by)
    words = {"name": plan.name, "placed": len(made), "left_out": dict(asked.left_out)}
    trail.record("plan.adopt", plan, stream=plan.stream, by=by, **words)
    return made


def _keep(plan: Plan, judged: queries.Judged, by: User) -> None:
    """By which facts it was adopted, as a proposal that found what was there."""
    places, points, now = stored_places(judged.plan), judged.points, timezone.now()
    Proposal.objects.create(
        plan=plan,
        plan_version=plan.version,
        seed=plan.seed,
        problem=stored(judged.problem),
        first=places,
        first_points=points,
        best=places,
        best_points=points,
        parts=dict(judged.explainer.scale.parts(judged.plan)),
        asked_by=by,
        ended_at=now,
        taken_at=now,
    )


def _check_unbroken(judged: queries.Judged) -> None:
    said = [f"{judged.words.area(key)}: {'; '.join(sentences)}." for key, sentences in judged.broken.items()]
    if said:
        head = ngettext("%(count)d place of this plan breaks a rule.", "%(count)d places of this plan break a rule.", len(said))
        raise Invalid(" ".join([head % {"count": len(said)}, *said]), "places")


def _planned(plan: Plan, row: PlanPlace, asked: AskedRules, by: User) -> Inspection:
    """Why the week must stand is why the plan goes without the rules of the calendar; other rules are no matter of its team."""
    reasons = " ".join(dict.fromkeys(asked.left_out[rule] for rule in OF_THE_WEEK if rule in asked.left_out))
    objections = objections_to(row.week, row.set.framework)
    inspection = place_inspection(
        plan.year,
        local_area=row.local_area,
        framework=row.set.framework,
        topic=row.set.topic,
        fieldwork_start=row.week,
        week_reason=reasons if objections else "",
        by=by,
    )
    PlanPlace.objects.filter(pk=row.pk).update(inspection=inspection)
    return inspection
