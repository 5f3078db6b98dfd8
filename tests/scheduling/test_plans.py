"""Plans of a year: who makes them, what is refused, what people say of local areas, and what is adopted."""

from dataclasses import replace
from datetime import date

import pytest
import time_machine

from agencies.models import ClosedPeriod, LocalArea, PartnershipMember, SchoolHoliday
from inspections.commands import take_step
from inspections.models import Inspection
from jtai.errors import Changed, Invalid, NotAllowed, NotNow
from jtai.programmeyears import year_of
from programmes.models import Sharing
from scheduling import commands, queries
from scheduling.asked import AskedRules
from scheduling.commands import Asked
from scheduling.models import PlanState
from scheduling.proposing.facts import Rule
from tests.programmes import acting
from tests.scheduling import planning
from tests.walk import FRONT_DOOR, cast, framework_version

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("before_the_year")]
MONDAY, LATER = date(2026, 6, 8), date(2026, 11, 9)
# Of a joint inspection of another year, two years being wanted between: when its fieldwork began, and what that breaks.
LAST = (
    (date(2024, 6, 3), set()),
    (date(2024, 6, 5), set()),  # a Wednesday: it ended on the Friday, the 7th
    (date(2024, 6, 6), {Rule.AGAIN}),  # a Thursday: it ended on the Monday, the 10th
    (date(2028, 6, 9), {Rule.AGAIN}),
    (date(2028, 6, 12), set()),
)


def rules_broken(plan, area):
    found = planning.judged(plan)
    place = found.place(area.pk)
    return {one.rule for one in found.breaks.get(place, ())}


# Who makes plans, and what is refused.


def test_only_the_programme_leads_who_own_the_year_make_and_see_plans(areas, lead):
    plan = planning.plan()
    assert [row.name for row in queries.plans_of(lead, plan.year)] == ["First"]
    for other in (cast().cqc_programme_lead, cast().ofsted, cast().ofsted_administrator):
        for refused in (
            lambda by: queries.plans_of(by, plan.year),
            lambda by: queries.plan_for(by, plan.year, plan.pk),
            lambda by: commands.propose(plan, by=by),
            lambda by: commands.adopt_plan(plan, version=plan.version, by=by),
            lambda by: commands.put(plan, areas[0], week=MONDAY, by=by),
            lambda by: commands.make_plan(plan.year, Asked("Second", [planning.front_door(1)]), by=by),
        ):
            with pytest.raises(NotAllowed):
                refused(other)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": "  "}, "name"),
        ({"sets": []}, "sets"),
        ({"weights": {"recency": 6}}, "weights"),
        ({"seed": 0}, "seed"),
        ({"rules": AskedRules(years_apart=-1)}, "rules"),
        ({"rules": AskedRules(clash={"ilacs": -1})}, "rules"),
        ({"rules": AskedRules(left_out={"clash": " "})}, "left_out"),
        ({"rules": AskedRules(left_out={"nonsense": "Why not"})}, "left_out"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_field(lead, change, field):
    asked = Asked("First", [planning.front_door(3)])
    with pytest.raises(Invalid) as refused:
        commands.make_plan(planning.year_to_plan(), replace(asked, **change), by=lead)
    assert refused.value.field == field


def test_a_set_has_a_topic_exactly_where_its_framework_has_one():
    for wrong in (replace(planning.thematic(1), topic=None), replace(planning.front_door(1), topic=planning.topic())):
        with pytest.raises(Invalid) as refused:
            planning.plan(sets=[wrong])
        assert refused.value.field == "sets"


def test_a_name_is_taken_once_a_year_until_its_plan_is_discarded(lead):
    first = planning.plan()
    with pytest.raises(Invalid, match="There is a plan “First” of this year already"):
        planning.plan()
    commands.discard_plan(first, by=lead)
    second = planning.plan()
    with pytest.raises(Invalid, match="Enter another name"):
        commands.bring_back_plan(first, by=lead)
    first.refresh_from_db()
    assert (first.state, second.state) == (PlanState.DISCARDED, PlanState.DRAFT)


def test_who_looks_at_an_older_version_is_told_and_nothing_is_written(areas, lead):
    plan = planning.plan()
    seen = plan.version
    commands.put(plan, areas[0], week=MONDAY, by=lead)
    for stale in (
        lambda: commands.edit_plan(plan, Asked("Other", [planning.front_door(1)]), version=seen, by=lead),
        lambda: commands.adopt_plan(plan, version=seen, by=lead),
    ):
        with pytest.raises(Changed):
            stale()
    plan.refresh_from_db()
    assert (plan.name, Inspection.objects.count()) == ("First", 0)


def test_a_set_that_is_gone_takes_its_places_along_and_the_others_stay(areas, lead):
    plan = planning.plan(sets=[planning.front_door(1), planning.thematic(1)])
    first, second = plan.sets.all()
    commands.put(plan, areas[0], week=MONDAY, of=first, by=lead)
    commands.put(plan, areas[1], week=LATER, of=second, by=lead)
    plan.refresh_from_db()
    commands.edit_plan(plan, Asked("First", [planning.front_door(2)]), version=plan.version, by=lead)
    assert [(row.local_area, row.set.count) for row in queries.places_of(plan)] == [(areas[0], 2)]


def test_a_copy_has_all_that_its_plan_has_and_goes_its_own_way(areas, lead):
    plan = planning.plan(note="Why", seed=7)
    commands.pin(plan, areas[0], week=MONDAY, by=lead)
    commands.rule_out(plan, areas[1], reason="Asked us", by=lead)
    commands.put(plan, areas[0], week=MONDAY, by=lead)
    copy = commands.copy_plan(plan, "Second", by=lead)
    assert (copy.note, copy.seed, copy.copied_from, copy.weights, copy.rules) == ("Why", 7, plan, plan.weights, plan.rules)
    assert [(row.local_area, row.week, row.set.plan) for row in copy.places.all()] == [(areas[0], MONDAY, copy)]
    assert {(row.local_area, row.stance, row.week) for row in copy.areas.all()} == {
        (areas[0], "in", MONDAY), (areas[1], "out", None),
    }  # fmt: skip
    commands.take_out(copy, areas[0], by=lead)
    assert (copy.places.count(), plan.places.count()) == (0, 1)
    commands.propose(plan, by=lead)
    assert commands.copy_plan(plan, "Third", by=lead).places.count() == plan.places.count() == 3
    plan.refresh_from_db()
    commands.adopt_plan(plan, version=plan.version, by=lead)
    assert commands.copy_plan(plan, "Fourth", by=lead).places.count() == 0


# What people say of local areas.


def test_a_ruled_out_area_loses_its_place_and_comes_back_when_that_is_taken_back(areas, lead):
    plan = planning.plan(sets=[planning.front_door(20)])
    commands.put(plan, areas[0], week=MONDAY, by=lead)
    with pytest.raises(Invalid, match="Say why"):
        commands.rule_out(plan, areas[0], reason=" ", by=lead)
    commands.rule_out(plan, areas[0], reason="Its director has just left", by=lead)
    assert plan.places.count() == 0
    with pytest.raises(NotNow, match="is ruled out"):
        commands.put(plan, areas[0], week=MONDAY, by=lead)
    commands.propose(plan, by=lead)
    everywhere = set(LocalArea.objects.values_list("pk", flat=True))
    assert set(plan.places.values_list("local_area", flat=True)) == everywhere - {areas[0].pk}
    commands.leave_open(plan, areas[0], by=lead)
    commands.propose(plan, by=lead)
    assert set(plan.places.values_list("local_area", flat=True)) == everywhere


def test_what_is_pinned_is_in_whatever_it_costs_in_its_week(areas, lead):
    plan = planning.plan(sets=[planning.front_door(1)])
    for area in areas[4:]:
        commands.pin(plan, area, week=LATER if area == areas[5] else None, by=lead)
        commands.propose(plan, by=lead)
        assert [row.local_area for row in queries.places_of(plan)] == [area]
        commands.leave_open(plan, area, by=lead)
    commands.pin(plan, areas[5], week=LATER, by=lead)
    commands.propose(plan, by=lead)
    assert [(row.local_area, row.week) for row in queries.places_of(plan)] == [(areas[5], LATER)]


@pytest.mark.parametrize("day", [date(2026, 6, 9), date(2026, 3, 30), date(2027, 4, 5)])
def test_a_week_is_a_monday_of_the_year(areas, lead, day):
    plan = planning.plan()
    for refused in (
        lambda: commands.put(plan, areas[0], week=day, by=lead),
        lambda: commands.pin(plan, areas[0], week=day, by=lead),
    ):
        with pytest.raises(Invalid) as wrong:
            refused()
        assert wrong.value.field == "week"


def test_who_has_a_place_in_the_year_is_neither_pinned_nor_put(areas, lead):
    plan = planning.plan()
    inspection = commands.place_inspection(
        plan.year, local_area=areas[0], framework=framework_version(FRONT_DOOR), topic=None, fieldwork_start=MONDAY, by=lead
    )
    for refused in (lambda: commands.put(plan, areas[0], week=LATER, by=lead), lambda: commands.pin(plan, areas[0], by=lead)):
        with pytest.raises(NotNow, match="has its place in the year already"):
            refused()
    problem = planning.problem_of(plan)
    assert [(one.area, problem.weeks[one.week].monday) for one in problem.fixed] == [(areas[0].pk, MONDAY)]
    take_step("cancel", inspection, reason="The review was called off", by=lead)
    assert planning.problem_of(plan).fixed == ()


# What a plan breaks.


def test_each_rule_is_asked_of_what_stands_in_the_rows(areas, lead):
    plan = planning.plan(sets=[planning.front_door(3)])
    commands.put(plan, areas[0], week=MONDAY, by=lead)
    assert rules_broken(plan, areas[0]) == set()
    ClosedPeriod.objects.create(name="Shut", first_day=date(2026, 6, 12), last_day=date(2026, 6, 20), reason="Because")
    assert rules_broken(plan, areas[0]) == {Rule.CLOSED}
    ClosedPeriod.objects.all().delete()
    for half_term, broken in ((True, set()), (False, {Rule.HOLIDAYS})):
        row = SchoolHoliday.objects.create(
            local_area=areas[0], school_year=2025, name="Break", first_day=date(2026, 6, 12), last_day=date(2026, 6, 14),
            half_term=half_term,
        )  # fmt: skip
        assert rules_broken(plan, areas[0]) == broken
        row.delete()
    force = PartnershipMember.objects.get(partnership__local_area=areas[0], agency__kind__code="police").agency
    PartnershipMember.objects.create(partnership=areas[1].partnership, agency=force)
    commands.put(plan, areas[1], week=LATER, by=lead)
    assert (rules_broken(plan, areas[0]), rules_broken(plan, areas[1])) == ({Rule.FORCE}, {Rule.FORCE})


def test_a_routine_visit_keeps_fieldwork_away_as_far_as_is_set_and_counts_only_if_seen(areas, lead):
    plan = planning.plan(rules=AskedRules(clash={"youth-justice": 10}))
    commands.put(plan, areas[0], week=MONDAY, by=lead)
    service = acting.council(areas[0].code, "youth-justice-service")
    acting.activity("youth-justice", "inspection", agency=service, starts_on=date(2026, 6, 23), ends_on=date(2026, 6, 26))
    acting.programme("youth-justice", Sharing.OWN)
    assert rules_broken(plan, areas[0]) == set()
    acting.programme("youth-justice", Sharing.ALL)
    assert rules_broken(plan, areas[0]) == set()
    acting.activity("youth-justice", "inspection", agency=service, starts_on=date(2026, 6, 22), ends_on=date(2026, 6, 26))
    assert rules_broken(plan, areas[0]) == {Rule.CLASH}
    acting.programme("youth-justice", Sharing.OWN)
    assert rules_broken(plan, areas[0]) == set()


def test_the_last_joint_inspection_counts_from_its_last_day_and_a_later_one_too(areas, lead):
    plan = planning.plan(rules=AskedRules(years_apart=2))
    commands.put(plan, areas[0], week=MONDAY, by=lead)
    for week, broken in LAST:
        year = year_of(week)
        if not queries.years().filter(year=year).exists():
            commands.open_year(year, by=lead)
        made = commands.place_inspection(
            queries.year_for(lead, year), local_area=areas[0], framework=framework_version(FRONT_DOOR), topic=None,
            fieldwork_start=week, week_reason="The council asked", by=lead,
        )  # fmt: skip
        assert rules_broken(plan, areas[0]) == broken, week
        take_step("cancel", made, reason="Made for the test", by=lead)


def test_weeks_that_are_over_or_too_near_to_notify_are_barred(areas, lead):
    plan = planning.plan()
    with time_machine.travel("2026-06-01T12:00Z"):
        problem = planning.problem_of(plan)
        barred = [problem.weeks[number].monday for number in problem.asked[0].told]
        # Ten working days before the Monday, which is a fortnight: the 15th would be told on the 1st, which is today.
        assert (barred[0], barred[-1]) == (date(2026, 4, 6), date(2026, 6, 8))
        commands.put(plan, areas[0], week=MONDAY, by=lead)
        assert planning.judged(plan).broken[areas[0].pk] == [
            "The local area would have to be notified on 22 May 2026, which has passed; allowed from 15 June 2026"
        ]
