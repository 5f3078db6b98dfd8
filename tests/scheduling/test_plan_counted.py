"""What pages of a plan count, each local area once, and what they say of one that is no draft any more."""

from datetime import date, timedelta

import pytest

from agencies.models import ClosedPeriod, LocalArea
from inspections.commands import defer
from inspections.models import Inspection
from programmes.models import Activity
from scheduling import commands, queries
from scheduling.asked import AskedRules
from scheduling.models import Plan, Proposal
from scheduling.proposing.facts import Found
from scheduling.proposing.scoring import Scale
from scheduling.proposing.stored import read_places
from tests.programmes import acting
from tests.scheduling import planning
from tests.scheduling.planning import at, words
from tests.walk import FRONT_DOOR, framework_version, local_area

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("before_the_year")]
MONDAY, LATER = date(2026, 6, 8), date(2026, 11, 9)
NEVER = "No joint inspection of it is known (300 of at most 300 points)."
BALANCE = (
    "What it does for the balance, in points: regions (Invented North) +100, kinds of council (Unitary authority) +50, "
    "sizes (third with the fewest children) +50, deprivation (least deprived third) +50."
)


def placed(plan, area, week, lead):
    """An inspection of the front door."""
    framework = framework_version(FRONT_DOOR)
    commands.place_inspection(plan.year, local_area=area, framework=framework, topic=None, fieldwork_start=week, by=lead)


def forms_of(answer):
    """How many the page itself has."""
    return answer.content.decode().partition("<main")[2].partition("</main>")[0].count("<form")


def test_months_and_points_count_an_area_once_where_its_inspection_is_there(areas, lead):
    plan = planning.plan(sets=[planning.front_door(2)])
    commands.put(plan, areas[0], week=MONDAY, by=lead)
    placed(plan, areas[0], MONDAY, lead)
    placed(plan, areas[1], LATER, lead)

    def counted():
        shown = queries.plan_shown(lead, plan)
        return shown.crowded, shown.looked.explainer.scale.parts(shown.looked.plan)["calm"]

    assert counted() == ("", 0)
    commands.put(plan, areas[2], week=MONDAY + timedelta(weeks=2), by=lead)
    assert counted() == ("2 in June 2026", -10)
    commands.discard_plan(plan, by=lead)
    plan.refresh_from_db()
    assert queries.plan_shown(lead, plan).crowded == "2 in June 2026"


def test_what_proposing_anew_would_fill_is_said_first_and_only_rules_that_add_to_it(there, areas, lead):
    rules = AskedRules(left_out={"capacity": "People come later"})
    plan = planning.plan(sets=[planning.front_door(4)], rules=rules)
    commands.put(plan, areas[0], week=MONDAY, by=lead)
    reasons = queries.reasons_of(lead, plan)
    assert (reasons.short, reasons.anew, list(reasons.relaxed)) == (3, 3, [])
    page = words(there.get(at(plan, "plan_reasons")))
    assert "Proposing anew would fill 3 places under the rules as they are." in page
    assert "Without the rule" not in page
    for one in (*areas[2:], local_area("X001"), local_area("X002")):
        commands.rule_out(plan, one, reason="Not this year", by=lead)
    reasons = queries.reasons_of(lead, plan)
    ruled_out = "Without the rule on local areas that were ruled out 2 places more could be filled."
    assert (reasons.short, reasons.anew, list(reasons.relaxed)) == (3, 1, [ruled_out])
    assert "Proposing anew would fill 1 place under the rules as they are." in words(there.get(at(plan, "plan_reasons")))


@pytest.mark.parametrize("reason", ["", "Its director asked"])
def test_no_rule_lets_in_an_area_whose_inspection_of_the_year_is_deferred(areas, lead, reason):
    rules = AskedRules(
        left_out={"capacity": "People come later", "lead-inspector": "As they do", "capacity-of-year": "And these"}
    )
    plan = planning.plan(sets=[planning.front_door(LocalArea.objects.count())], rules=rules)
    placed(plan, areas[0], MONDAY, lead)
    defer(Inspection.objects.get(), asked_by="Director", reason="Flood", by=lead)
    if reason:
        commands.rule_out(plan, areas[0], reason=reason, by=lead)
    commands.propose(plan, by=lead)
    reasons = queries.reasons_of(lead, plan)
    assert (reasons.short, list(reasons.relaxed)) == (1, [])


def test_an_area_could_be_in_where_one_set_has_room_though_another_has_too_many(areas, lead):
    plan = planning.plan(sets=[planning.front_door(1), planning.thematic(1)])
    first = plan.sets.get(position=1)
    for area, week in ((areas[0], MONDAY), (areas[1], LATER)):
        commands.put(plan, area, week=week, of=first, by=lead)
    assert queries.area_in_plan(lead, plan, areas[2].code).why == ["It could be in: 44 weeks are open to it."]


def test_more_of_one_set_is_none_of_another_and_is_said_before_it_is_adopted(there, areas, lead):
    plan = planning.plan(sets=[planning.front_door(1), planning.thematic(1)])
    first, other = plan.sets.order_by("position")
    for area, week in ((areas[0], MONDAY), (areas[1], LATER)):
        commands.put(plan, area, week=week, of=first, by=lead)
    shown = queries.plan_shown(lead, plan)
    said = f"{first}: 2, and 1 asked for"
    assert (shown.placed, shown.wanted, shown.short, list(shown.too_many_of)) == (2, 2, 1, [said])
    for page in ("plan", "plan_adopt"):
        assert f"More than the plan asks for: {said}." in words(there.get(at(plan, page)))
    commands.put(plan, areas[1], week=LATER, of=other, by=lead)
    again = queries.plan_shown(lead, Plan.objects.get(pk=plan.pk))
    assert (again.short, list(again.too_many_of)) == (0, [])


def test_no_page_promises_a_place_to_what_is_pinned_where_the_rules_allow_none(there, plan, areas, lead):
    ClosedPeriod.objects.create(name="Summer", first_day=MONDAY, last_day=MONDAY + timedelta(days=4), reason="Because")
    commands.put(plan, areas[0], week=MONDAY, by=lead)
    commands.pin(plan, areas[0], week=MONDAY, by=lead)
    asked = words(there.get(at(plan, "plan_propose")))
    assert "What is pinned in stays in, but for what is named below. What is ruled out stays out." in asked
    commands.propose(plan, by=lead)
    assert areas[0] not in [row.local_area for row in queries.places_of(plan)]
    [unplaced] = queries.plan_shown(lead, plan).unplaced
    assert (unplaced.name, unplaced.why) == (
        "Saltmere X100 (invented)",
        "Summer, 8 to 12 June 2026; allowed from 15 June 2026.",
    )
    page = words(there.get(at(plan, "plan_area", areas[0].code)))
    assert "No proposal can give it a place as it is pinned. Why it is not in" in page.replace("  ", " ")
    assert "Why it is not in In the week to which it is pinned: Summer, 8 to 12 June 2026; allowed from 15 June 2026." in page


def test_what_was_taken_while_the_search_runs_is_not_offered_again(there, plan, lead):
    proposal = commands.propose(plan, by=lead)
    problem, best = planning.problem_of(plan), read_places(proposal.best)
    worth = Scale(problem).points
    fewer = {
        "first": proposal.first[:2],
        "best": proposal.best[:2],
        "first_points": worth(best[:2]),
        "best_points": worth(best[:2]),
    }
    Proposal.objects.filter(pk=proposal.pk).update(**fewer)
    plan.places.get(local_area=best[2].area).delete()
    commands.keep_better(proposal, Found(best, worth(best)))
    progress = at(plan, "plan_progress")
    assert "Take the better plan: 1 local area more" in there.get(progress).content.decode()
    plan.refresh_from_db()
    commands.take_best(proposal, version=plan.version, by=lead)
    said = there.get(progress).content.decode()
    assert ("Stop the search" in said, "Take the better plan" in said) == (True, False)


# Read once it is no draft any more.


def test_an_adopted_plan_says_of_each_area_why_it_is_in_by_what_was_known_then(there, areas, lead):
    plan = planning.plan(sets=[planning.front_door(2)])
    acting.activity(
        "ilacs", "monitoring-visit", agency=acting.council(areas[0].code), starts_on=date(2027, 1, 5), ends_on=date(2027, 1, 6)
    )
    commands.put(plan, areas[0], week=MONDAY, by=lead)
    commands.pin(plan, areas[1], reason="Its turn", by=lead)
    commands.put(plan, areas[1], week=LATER, by=lead)
    plan.refresh_from_db()
    made = commands.adopt_plan(plan, version=plan.version, by=lead)
    Activity.objects.all().delete()
    for address in (at(plan), at(plan, "plan_reasons")):
        page = there.get(address).content.decode()
        for area, inspection in zip(areas, made, strict=False):
            assert f'<a class="govuk-link" href="{at(plan, "plan_area", area.code)}">{area.name}</a>' in page
            assert f'<a class="govuk-link" href="{inspection.get_absolute_url()}">Go to its inspection' in page
    plan.refresh_from_db()
    reasons = queries.reasons_of(lead, plan)
    assert [(one.row.local_area, one.week, list(one.why)) for one in reasons.chosen] == [
        (
            areas[0],
            "8 to 12 June 2026",
            [NEVER, BALANCE, "Fellmoor (invented) could have this very week: the plan would be as good."],
        ),
        (areas[1], "9 to 13 November 2026", ["It is pinned in.", NEVER, BALANCE]),
    ]
    answer = there.get(at(plan, "plan_area", areas[0].code))
    page = words(answer)
    for sentence in (
        "The plan was adopted. This page says what was known then.",
        "In the plan: 8 to 12 June 2026",
        f"Why it is in {NEVER}",
        "5 to 6 January 2027: fieldwork not from",
    ):
        assert sentence in page
    assert forms_of(answer) == 0
    assert "Pin it in" not in page
    assert "Pinned in, in any week. Why: Its turn" in words(there.get(at(plan, "plan_area", areas[1].code)))
    assert "Why it is not in" in words(there.get(at(plan, "plan_area", areas[2].code)))
    assert there.get(at(plan, "plan_area", "nowhere")).status_code == 404
    assert there.get(at(plan, "plan_pin", areas[0].code)).status_code == 409


def test_a_discarded_plan_is_read_too_and_has_nothing_to_press(there, plan, areas, lead):
    commands.put(plan, areas[0], week=MONDAY, by=lead)
    commands.pin(plan, areas[1], by=lead)
    commands.discard_plan(plan, by=lead)
    answer = there.get(at(plan, "plan_area", areas[0].code))
    assert "The plan was discarded. This page says what is known now." in words(answer)
    assert forms_of(answer) == 0
    assert "The next proposal gives it a place" not in words(there.get(at(plan, "plan_area", areas[1].code)))
    assert at(plan, "plan_area", areas[0].code) in there.get(at(plan)).content.decode()
