"""Plans side by side: what each has and breaks, where its points come from, and what each asks."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inspections.models import DeepDiveTopic
from scheduling import commands, queries
from scheduling.commands import open_year
from scheduling.models import Plan
from scheduling.queries.comparing import InPlan
from tests.scheduling.boards import SPRING, calendar, planned
from tests.walk import AREA, OTHER_AREA, cast, local_area

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("spring")]
COMPARE = "/programme-years/2026/plans/compare/"
CLOSED = date(2026, 12, 21)


@pytest.fixture
def play():
    people = cast()
    calendar()
    return people


@pytest.fixture
def year(play):
    return open_year(2026, 2, by=play.programme_lead)


@pytest.fixture
def plans(year):
    """Both with Fellmoor, the second in another week, which is closed, and without Ravenholt."""
    weights = {"recency": 5, "concerns": 0, "region": 2, "type": 1, "size": 1, "deprivation": 1}
    return planned(year, SPRING), planned(year, {AREA: CLOSED}, name="Second", clash=30, weights=weights, seed=7)


@pytest.fixture
def comparison(play, year, plans):
    return queries.compared(play.programme_lead, year, [str(plan.pk) for plan in plans])


def asked(plans):
    return {"plan": [plan.pk for plan in plans]}


def words(answer):
    return " ".join(answer.content.decode().split())


def test_numbers_stand_side_by_side(comparison):
    assert [(line.name, list(line.values)) for line in comparison.sums][:5] == [
        ("Local areas wanted", ["2", "2"]),
        ("Local areas placed", ["2", "1"]),
        ("Fixed in the year already", ["0", "0"]),
        ("Places that break a rule", ["0", "1"]),
        ("Rules broken", ["0", "2"]),
    ]


def test_points_are_those_of_the_scale_and_said_in_words(comparison):
    part = comparison.parts[0]
    # Nothing is known of earlier inspections: each local area brings all that the weight gives, 3 and 5 times a hundred.
    assert (part.name, [bar.points for bar in part.bars], part.said) == (
        "Time since the last joint inspection", [600, 500], "First has 100 points more.",
    )  # fmt: skip
    assert [(bar.x, bar.width) for bar in part.bars] == [(200, 200), (200, 166.7)]
    whole = comparison.wholes[1].judged
    parts = sum(part.bars[1].points for part in comparison.parts)
    assert parts == whole.points - whole.explainer.scale.worth
    assert comparison.weights_differ


def test_local_areas_in_all_come_first_with_their_weeks_and_for_what_they_count(comparison):
    topic = DeepDiveTopic.objects.get(code="walk-topic").name
    fellmoor = [InPlan("1 to 5 March 2027", topic), InPlan("21 to 25 December 2026", topic)]
    assert [(one.name, list(one.places), one.said) for one in comparison.areas] == [
        ("Fellmoor (invented)", fellmoor, "In different weeks"),
        ("Ravenholt (invented)", [InPlan("1 to 5 February 2027", topic), None], "Only in First"),
    ]


def test_balance_is_told_against_the_share(comparison):
    deprivation = comparison.balances[3]
    assert (deprivation.name, [(group.name, list(group.pairs)) for group in deprivation.groups]) == (
        "Deprivation", [("Least deprived third", [(2, 2.0), (1, 2.0)])],
    )  # fmt: skip


def test_what_differs_in_what_they_ask_is_marked_in_words(comparison):
    different = [(line.name, list(line.values)) for line in comparison.asked if line.differs]
    assert different == [
        ("Weight: time since the last joint inspection", ["3", "5"]),
        ("Weight: concerns that were shared", ["2", "0"]),
        ("Distance from routine visits: ILACS: inspections, focused and monitoring visits", ["90 days", "30 days"]),
        ("Number from which the search draws by lot", ["1", "7"]),
    ]


def test_who_is_pinned_in_and_ruled_out_is_told_where_it_differs_and_that_points_are_of_two_measures(client, play, year):
    one, other = planned(year, SPRING), planned(year, SPRING, name="Second")
    third = local_area("X003")

    def compared():
        return queries.compared(play.programme_lead, year, [str(one.pk), str(other.pk)])

    for plan in (one, other):
        commands.rule_out(plan, third, reason="Not this year", by=play.programme_lead)
    client.force_login(play.programme_lead)
    assert "Points only compare plans that ask the same." in words(client.get(COMPARE, asked([one, other])))
    assert ([line.name for line in compared().asked if line.differs], compared().unlike) == ([], "")
    commands.pin(other, local_area(AREA), week=SPRING[AREA], by=play.programme_lead)
    commands.leave_open(one, third, by=play.programme_lead)
    assert [(line.name, list(line.values)) for line in compared().asked if line.differs] == [
        ("Pinned in", ["Nobody", "Fellmoor (invented) (1 to 5 March 2027)"]),
        ("Ruled out", ["Nobody", f"{third.name} (invented)"]),
    ]
    said = "These plans do not ask the same. They differ in: local areas that are ruled out."
    assert said in words(client.get(COMPARE, asked([one, other])))
    assert compared().unlike == "local areas that are ruled out"
    commands.adopt_plan(one, version=Plan.objects.get(pk=one.pk).version, by=play.programme_lead)
    there = "local areas that are ruled out and inspections that have their place in the year already"
    assert compared().unlike == there


def test_the_page_says_all_of_it(client, play, plans):
    client.force_login(play.programme_lead)
    page = words(client.get(COMPARE, asked(plans)))
    for sentence in (
        "These plans do not ask the same. They differ in: weights. Each counts points by what it asks",
        "Fellmoor (invented): Winter closure, 17 December 2026 to 9 January 2027; allowed from 11 January 2027",
        "In different weeks",
        "Points, all of those below together",
        "in proportion to all local areas but those that the plan rules out",
        "21 to 25 December 2026<br>Children who live with neglect",
        "Left out: People come later.",
    ):
        assert sentence in page


def test_one_plan_or_four_are_refused_and_others_are_passed_over(client, play, year, plans):
    client.force_login(play.programme_lead)
    more = [planned(year, {}, name=f"More {number}") for number in range(2)]
    for chosen in ([plans[0]], [*plans, *more], [plans[0], plans[0]]):
        answer = client.get(COMPARE, asked(chosen))
        assert (answer.status_code, "Select two or three plans" in words(answer)) == (422, True)
    assert client.get(COMPARE, {"plan": [plans[0].pk, "x", "9" * 30, more[0].pk]}).status_code == 200
    elsewhere = planned(open_year(2027, 2, by=play.programme_lead), {}, name="Elsewhere")
    assert client.get(COMPARE, asked([plans[0], elsewhere])).status_code == 422


def test_the_newest_plans_that_stand_are_offered_and_the_others_counted(client, play, plans, monkeypatch):
    client.force_login(play.programme_lead)
    gone, newest = planned(plans[0].year, {}, name="Gone"), planned(plans[0].year, {}, name="Newest")
    commands.discard_plan(gone, by=play.programme_lead)

    def offered():
        page = words(client.get(COMPARE))
        return re.findall(r'name="plan" type="checkbox" value="(\d+)"', page), re.findall(
            r"\d+ older plans? can be chosen", page
        )

    assert offered() == ([str(one.pk) for one in (newest, plans[1], plans[0])], [])
    monkeypatch.setattr("scheduling.queries.comparing.OFFERED", 2)
    assert offered() == ([str(newest.pk), str(plans[1].pk)], ["1 older plan can be chosen"])


def test_more_places_cost_no_more_questions(client, play, plans):
    client.force_login(play.programme_lead)
    client.get(COMPARE, asked(plans))
    with CaptureQueriesContext(connection) as before:
        client.get(COMPARE, asked(plans))
    for number in range(3):
        week = queries.mondays(2026)[20 + number]
        commands.put(plans[1], local_area(f"X{number:03}"), week=week, by=play.programme_lead)
    with CaptureQueriesContext(connection) as after:
        client.get(COMPARE, asked(plans))
    assert len(after) == len(before)


def test_nobody_but_those_who_make_plans_compares_any(client, play, plans):
    for person in (play.cqc_programme_lead, play.stranger, play.co_ordinator):
        client.force_login(person)
        assert client.get(COMPARE, asked(plans)).status_code == 403
    assert plans[0].places.filter(local_area__code=OTHER_AREA).exists()
