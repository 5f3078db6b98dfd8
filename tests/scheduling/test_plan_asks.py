"""What a plan asks, on its form: nothing that was typed is lost, and what is wrong stands beside its field."""

from datetime import date

import pytest
from django.urls import reverse

from agencies.models import LocalArea
from inspections.models import DeepDiveTopic
from scheduling import commands
from scheduling.models import Plan
from tests.scheduling import planning
from tests.scheduling.planning import at, form_of, typed, words
from tests.walk import FRONT_DOOR, THEMATIC, framework_version

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("before_the_year")]
MONDAY, LATER = date(2026, 6, 8), date(2026, 11, 9)


def test_a_plan_is_made_with_what_is_usual_and_stands_in_the_list(there, lead):
    year = planning.year_to_plan()
    framework_version(FRONT_DOOR)
    framework_version(THEMATIC)
    assert "There is no plan of this year yet." in words(there.get(reverse("plans", args=[year.year])))
    page = there.get(reverse("plan_add", args=[year.year]))
    usual = form_of(page)
    assert (usual["set_1_count"], usual["weight_recency"], usual["clash_ilacs"], usual["clash_ilacs_self_assessment"]) == (
        10, "3", 90, None,
    )  # fmt: skip
    asks = there.post(page.request["PATH_INFO"], typed(page, name="Neglect first"))
    assert (asks.status_code, "First set: select a framework" in words(asks), Plan.objects.count()) == (422, True, 0)
    sent = typed(page, name="Neglect first", set_1_count="3", set_1_framework=str(framework_version(FRONT_DOOR).pk))
    answer = there.post(page.request["PATH_INFO"], sent, follow=True)
    made = Plan.objects.get()
    assert answer.redirect_chain == [(made.get_absolute_url(), 302)]
    assert (made.name, made.sets.get().count, made.sets.get().framework.has_topic, made.made_by) == (
        "Neglect first", 3, False, lead,
    )  # fmt: skip
    assert made.rules["clash"]["ilacs"] == 90
    assert made.rules["clash"]["ilacs/self-assessment"] is None
    listed = words(there.get(reverse("plans", args=[year.year])))
    assert "1 plan " in listed
    assert "0 of 3" in listed


def test_the_front_door_is_no_topic_to_choose_but_where_a_set_has_it(there, plan):
    door = DeepDiveTopic.objects.create(
        code="initial-need-and-risk", name="Initial need and risk", short_name="Door", description=""
    )
    assert "Initial need and risk" not in words(there.get(reverse("plan_add", args=[2026])))
    assert "Initial need and risk" not in words(there.get(reverse("plan_inspection", args=[2026])))
    plan.sets.update(topic=door)
    assert "Initial need and risk" in words(there.get(at(plan, "plan_edit")))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Enter a name for the plan"),
        ({"set_1_count": ""}, "Enter how many local areas are wanted"),
        ({"set_1_framework": ""}, "First set: select a framework"),
        ({"set_4_count": "1", "set_4_framework": ""}, "Set 4: select a framework"),
        ({"set_2_count": "2", "set_2_framework": "thematic"}, "Set 2: select a deep-dive topic, which this framework has"),
        ({"set_1_topic": "topic"}, "First set: this framework looks at the front door only. Select “No topic”."),
        ({"set_1_count": "61"}, "First set, how many local areas: enter 60 or less"),
        ({"set_3_count": "x"}, "Set 3, how many local areas: enter a whole number, like 15"),
        ({"set_3_count": "9" * 5000}, "Set 3, how many local areas: enter a whole number, like 15"),
        ({"years_apart": "x"}, "Years between two joint inspections of a local area: enter a whole number, like 15"),
        ({"force_weeks": "99"}, "Weeks between two inspections at one police force: enter 52 or less"),
        ({"busy_after": ""}, "Weeks after fieldwork in which its team is at work: enter a number"),
        ({"weight_recency": "9"}, "Select an option from the list"),
        ({"left_out": "capacity"}, "Say why the plan goes without the rule on the number of inspectors"),
        ({"seed": "0"}, "Number from which the search draws by lot: enter 1 or more"),
        ({"clash_peel": "-1"}, "PEEL at its police force: enter 0 or more"),
    ],
)
def test_what_cannot_be_is_said_and_everything_typed_stays(there, plan, changes, sentence):
    keys = {"thematic": framework_version(THEMATIC).pk, "topic": planning.topic().pk}
    page = there.get(at(plan, "plan_edit"))
    sent = typed(page, note="A note that stays.") | {name: keys.get(value, value) for name, value in changes.items()}
    answer = there.post(at(plan, "plan_edit"), sent)
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert "A note that stays." in words(answer)
    assert Plan.objects.get().version == 1


def test_what_is_wrong_is_listed_in_the_order_of_the_page(there, plan):
    wrong = {
        "seed": "x", "set_3_count": "x", "busy_after": "x", "clash_peel": "x", "left_out": ["capacity"], "name": "", "set_2_count": "1",
    }  # fmt: skip
    page = there.get(at(plan, "plan_edit"))
    answer = there.post(at(plan, "plan_edit"), typed(page, **wrong)).content.decode()
    summary = answer.split("govuk-error-summary__list")[1].split("</ul>")[0]
    places = [summary.index(f"#id_{name}") for name in (
        "name", "set_2_framework", "set_3_count", "busy_after", "clash_peel", "why_capacity", "seed",
    )]  # fmt: skip
    assert places == sorted(places)
    assert len(places) == summary.count("<li>")


def test_what_is_folded_is_open_where_its_numbers_are_wrong_and_nowhere_else(there, plan):
    def opened(**changes):
        page = there.post(at(plan, "plan_edit"), typed(there.get(at(plan, "plan_edit")), **changes)).content.decode()
        folded = ("Distance from routine visits", "Have the search begin elsewhere")
        return [
            f'<details class="govuk-details" open><summary class="govuk-details__summary"><span class="govuk-details__summary-text">{name}'
            in page
            for name in folded
        ]

    assert [opened(name=""), opened(clash_peel="x"), opened(seed="x")] == [[False, False], [True, False], [False, True]]


def test_a_framework_is_chosen_already_where_there_is_one_alone(there):
    year = planning.year_to_plan()
    only = framework_version(FRONT_DOOR)
    assert form_of(there.get(reverse("plan_add", args=[year.year])))["set_1_framework"] == str(only.pk)


def test_a_name_that_is_taken_is_said_beside_it(there, plan):
    planning.plan("Second")
    page = there.get(at(plan, "plan_edit"))
    answer = there.post(at(plan, "plan_edit"), typed(page, name="Second"))
    assert answer.status_code == 422
    assert answer.context["form"].errors["name"] == ["There is a plan “Second” of this year already. Enter another name."]


def test_a_rule_that_is_left_out_keeps_its_reason_and_its_sets(there, plan):
    page = there.get(at(plan, "plan_edit"))
    sent = typed(page, left_out=["capacity"], why_capacity="More people come.", set_2_count="1", set_2_topic="")
    there.post(at(plan, "plan_edit"), sent | {"set_2_framework": plan.sets.get().framework_id})
    plan.refresh_from_db()
    assert plan.rules["left_out"] == {"capacity": "More people come."}
    assert [one.count for one in plan.sets.all()] == [3, 1]
    again = form_of(there.get(at(plan, "plan_edit")))
    assert (again["left_out"], again["why_capacity"], again["set_2_count"]) == (["capacity"], "More people come.", 1)


def test_a_stale_change_is_shown_beside_what_stands_and_can_be_sent_again(there, plan, lead):
    page = there.get(at(plan, "plan_edit"))
    commands.edit_plan(plan, commands.Asked("Other", [planning.front_door(2)]), version=1, by=lead)
    sent = typed(page, note="Mine.")
    answer = there.post(at(plan, "plan_edit"), sent)
    assert answer.status_code == 409
    assert "Somebody has changed this plan since you opened the page." in words(answer)
    assert dict(answer.context["differences"]) == {"Name": "Other", "Note (optional)": "Nothing", "How many local areas": "2"}
    again = there.post(at(plan, "plan_edit"), typed(answer))
    assert again.status_code == 302
    plan.refresh_from_db()
    assert (plan.name, plan.note, plan.sets.get().count) == ("First", "Mine.", 3)


def test_where_plans_know_invented_areas_alone_the_form_says_so(there, plan, areas):
    said = "its plans choose among these, and no real one gets a place"
    address = reverse("plan_add", args=[plan.year.year])
    assert said in words(there.get(address))
    LocalArea.objects.update(demonstration=False)
    assert len(areas) > 0
    assert said not in words(there.get(address))
