"""Proposals of a plan and what becomes of them: the same again, made better by a worker, taken, adopted whole or not at all."""

from datetime import date

import pytest

from agencies.models import ClosedPeriod, PartnershipMember, SchoolHoliday
from audit import trail
from inspections.commands import defer
from inspections.models import Inspection
from jobs.models import Job
from jobs.runner import run as run_job
from jtai.errors import Changed, Invalid, NotNow
from scheduling import commands, queries
from scheduling.asked import AskedRules
from scheduling.commands import Asked
from scheduling.proposing.facts import Found, Weight
from tests.programmes import acting
from tests.scheduling import independent, planning
from tests.walk import FRONT_DOOR, framework_version, local_area

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("before_the_year")]
MONDAY, LATER = date(2026, 6, 8), date(2026, 11, 9)


# Proposing.


@pytest.mark.usefixtures("areas")
def test_a_proposal_comes_at_once_keeps_what_it_was_made_from_and_gives_the_same_again(lead):
    plan = planning.plan(sets=[planning.front_door(2), planning.thematic(2)])
    proposal = commands.propose(plan, by=lead)
    first = [(row.local_area, row.week, row.set) for row in queries.places_of(plan)]
    assert len(first) == 4
    again = commands.propose(plan, by=lead)
    assert [(row.local_area, row.week, row.set) for row in queries.places_of(plan)] == first
    assert (again.first, again.problem, again.first_points) == (proposal.first, proposal.problem, proposal.first_points)
    proposal.refresh_from_db()
    assert proposal.stop_asked_at is not None
    assert [event.verb for event in trail.trail_of("programme-year:2026")][:2] == ["plan.propose", "plan.propose"]


@pytest.mark.usefixtures("areas")
def test_the_worker_keeps_the_best_and_says_when_there_is_none_better(lead):
    plan = planning.plan(sets=[planning.front_door(2)])
    proposal = commands.propose(plan, by=lead)
    job = Job.objects.get(kind=queries.IMPROVE)
    assert run_job(job.pk)
    proposal.refresh_from_db()
    job.refresh_from_db()
    assert (job.state, proposal.best_points >= proposal.first_points, proposal.ended_at is not None) == ("done", True, True)
    plan.refresh_from_db()
    commands.take_best(proposal, version=plan.version, by=lead)
    assert planning.judged(plan).points == proposal.best_points
    with pytest.raises(Changed):
        commands.take_best(proposal, version=plan.version - 1, by=lead)


@pytest.mark.usefixtures("areas")
def test_a_worker_that_comes_late_or_twice_never_makes_it_worse(lead):
    plan = planning.plan(sets=[planning.front_door(2)])
    proposal = commands.propose(plan, by=lead)
    places = queries.places_as_asked(planning.problem_of(plan), queries.places_of(plan))
    for points, kept in (
        (proposal.first_points - 1, proposal.first_points),
        (proposal.first_points + 5, proposal.first_points + 5),
    ):
        commands.keep_better(proposal, Found(places[:1], points))
        proposal.refresh_from_db()
        assert proposal.best_points == kept
    assert len(proposal.best) == 1


# Adopting.


def test_an_adopted_plan_gives_every_area_its_place_in_one_go(areas, lead):
    plan = planning.plan(sets=[planning.front_door(2), planning.thematic(2)])
    commands.propose(plan, by=lead)
    plan.refresh_from_db()
    wanted = {(row.local_area_id, row.week, row.set.topic_id, row.set.framework_id) for row in queries.places_of(plan)}
    made = commands.adopt_plan(plan, version=plan.version, by=lead)
    assert {(one.local_area_id, one.fieldwork_start, one.topic_id, one.framework_id) for one in made} == wanted
    plan.refresh_from_db()
    assert (plan.state, plan.ended_by, [row.inspection for row in queries.places_of(plan)]) == ("adopted", lead, made)
    [standing] = queries.standings(lead, [plan.year])
    assert standing.planned == 4
    for refused in (
        lambda: commands.put(plan, areas[5], week=MONDAY, by=lead),
        lambda: commands.discard_plan(plan, by=lead),
        lambda: commands.bring_back_plan(plan, by=lead),
        lambda: commands.adopt_plan(plan, version=plan.version, by=lead),
    ):
        with pytest.raises(NotNow, match="was adopted"):
            refused()


def test_a_plan_that_breaks_a_rule_is_refused_with_all_that_it_breaks_and_nothing_is_planned(areas, lead):
    plan = planning.plan(sets=[planning.front_door(2)])
    commands.put(plan, areas[0], week=MONDAY, by=lead)
    commands.put(plan, areas[1], week=LATER, by=lead)
    ClosedPeriod.objects.create(name="Autumn", first_day=date(2026, 11, 10), last_day=date(2026, 11, 12), reason="Because")
    plan.refresh_from_db()
    with pytest.raises(Invalid) as refused:
        commands.adopt_plan(plan, version=plan.version, by=lead)
    assert str(refused.value) == (
        f"1 place of this plan breaks a rule. {areas[1].name} (invented): Autumn, 10 to 12 November 2026; allowed from "
        "16 November 2026."
    )
    assert (Inspection.objects.count(), plan.places.filter(inspection__isnull=False).count()) == (0, 0)
    rules = AskedRules(left_out={"closed-period": "The council asked for this week"})
    commands.edit_plan(plan, Asked("First", [planning.front_door(2)], rules=rules), version=plan.version, by=lead)
    plan.refresh_from_db()
    made = commands.adopt_plan(plan, version=plan.version, by=lead)
    assert [one.week_reason for one in made] == ["", "The council asked for this week"]


def test_one_place_that_fails_leaves_none(areas, lead):
    plan = planning.plan(sets=[planning.front_door(2)])
    commands.put(plan, areas[0], week=MONDAY, by=lead)
    commands.put(plan, areas[1], week=LATER, by=lead)
    # The second is in a week that the calendar of inspections refuses, though the plan goes without that rule and says nothing of it.
    ClosedPeriod.objects.create(name="Autumn", first_day=date(2026, 11, 10), last_day=date(2026, 11, 12), reason="Because")
    plan.refresh_from_db()
    plan.rules = {**plan.rules, "left_out": {"closed-period": ""}}
    plan.save()
    with pytest.raises(Invalid):
        commands.adopt_plan(plan, version=plan.version, by=lead)
    assert Inspection.objects.count() == 0


def test_who_has_a_place_by_another_plan_is_passed_over_and_what_was_adopted_keeps_its_reasons(areas, lead):
    first, second = planning.plan(), planning.plan("Second")
    for plan, which in ((first, areas[:1]), (second, areas[:2])):
        for area, week in zip(which, (MONDAY, LATER), strict=False):
            commands.put(plan, area, week=week, by=lead)
        plan.refresh_from_db()
    commands.adopt_plan(first, version=first.version, by=lead)
    shown = queries.plan_shown(lead, second)
    assert [(one.row.local_area, one.passed_over) for one in shown.rows] == [(areas[0], True), (areas[1], False)]
    [made] = commands.adopt_plan(second, version=second.version, by=lead)
    assert (made.local_area, Inspection.objects.count()) == (areas[1], 2)
    third = planning.plan("Third")
    commands.put(planning.plan("Fourth"), areas[2], week=LATER, by=lead)
    third.places.create(set=third.sets.get(), local_area=areas[0], week=MONDAY)
    with pytest.raises(NotNow, match="Every local area of this plan has its place in the year already"):
        commands.adopt_plan(third, version=third.version, by=lead)
    # What was adopted is judged by what stood then, whatever has come since.
    defer(made, asked_by="The council", reason="Flooding", by=lead)
    second.refresh_from_db()
    looked = queries.looked_at(lead, second)
    assert ({one.area for one in looked.plan}, looked.broken) == ({areas[0].pk, areas[1].pk}, {})


@pytest.mark.usefixtures("areas")
def test_an_empty_plan_is_not_adopted(lead):
    plan = planning.plan()
    with pytest.raises(NotNow, match="no local areas yet"):
        commands.adopt_plan(plan, version=plan.version, by=lead)


@pytest.mark.parametrize("seed", range(6))
def test_what_is_proposed_from_rows_breaks_nothing_by_rules_written_anew_and_can_be_adopted(lead, seed):
    """The rows are drawn by the seed: visits, holidays, forces that several share, leave."""
    planning.people(8)
    areas = planning.areas(9)
    for number, area in enumerate(areas):
        council = acting.council(area.code)
        day = date(2026, 4, 6 + (seed * 5 + number * 3) % 20)
        acting.activity("ilacs", "monitoring-visit", agency=council, starts_on=day, ends_on=day)
        if number % 3 == seed % 3:
            SchoolHoliday.objects.create(
                local_area=area, school_year=2026, name="Autumn", first_day=date(2026, 10, 19 + seed), last_day=date(2026, 11, 2 + number)
            )  # fmt: skip
        if number and number % 2 == seed % 2:
            force = PartnershipMember.objects.get(partnership__local_area=areas[number - 1], agency__kind__code="police").agency
            PartnershipMember.objects.create(partnership=area.partnership, agency=force)
    plan = planning.plan(sets=[planning.front_door(3), planning.thematic(3)], seed=seed + 1)
    commands.propose(plan, by=lead)
    problem = planning.problem_of(plan)
    places = queries.places_as_asked(problem, queries.places_of(plan))
    assert len(places) >= 4
    assert {one: rules for one, rules in independent.broken(problem, places).items() if rules} == {}
    plan.refresh_from_db()
    assert len(commands.adopt_plan(plan, version=plan.version, by=lead)) == len(places)


@pytest.mark.usefixtures("areas")
def test_weights_that_are_asked_reach_the_proposer():
    plan = planning.plan(weights={"recency": 0, "region": 5})
    weights = planning.problem_of(plan).weights
    assert (weights[Weight.RECENCY], weights[Weight.REGION], weights[Weight.SIZE]) == (0, 5, 1)


def test_the_deferred_inspection_of_a_year_keeps_its_area_out_and_says_so(areas, lead):
    plan = planning.plan()
    made = commands.place_inspection(
        plan.year, local_area=areas[0], framework=framework_version(FRONT_DOOR), topic=None, fieldwork_start=MONDAY, by=lead
    )
    defer(made, asked_by="The council", reason="Flooding", by=lead)
    problem = planning.problem_of(plan)
    assert (problem.fixed, problem.area[areas[0].pk].out) == (
        (), "its inspection of this year is deferred; bring that one back instead",
    )  # fmt: skip


@pytest.mark.usefixtures("areas")
def test_areas_are_those_of_the_invented_world_where_one_is_loaded():
    real = local_area("X990")
    real.demonstration = False
    real.save()
    plan = planning.plan()
    assert real.pk not in planning.problem_of(plan).area
    type(real).objects.exclude(pk=real.pk).update(demonstration=False)
    assert real.pk in planning.problem_of(plan).area


def test_what_the_search_found_says_nothing_of_a_plan_that_has_changed_since(areas, lead):
    plan = planning.plan(sets=[planning.front_door(2)])
    proposal = commands.propose(plan, by=lead)

    def of_now():
        plan.refresh_from_db()
        return queries.search_of(plan, planning.judged(plan)).of_now

    assert of_now()
    commands.take_best(proposal, version=planning_version(plan), by=lead)
    assert of_now()
    commands.pin(plan, areas[0], by=lead)
    assert not of_now()
    commands.propose(plan, by=lead)
    assert of_now()


def planning_version(plan):
    plan.refresh_from_db()
    return plan.version
