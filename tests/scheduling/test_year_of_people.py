"""What people can take on in a year, in plans: no more is asked of an inspectorate than its inspectors can do together."""

from datetime import date

import pytest

from jtai.errors import Invalid
from scheduling import commands, queries
from scheduling.models import Capacity
from scheduling.proposing.facts import Rule
from tests.scheduling import planning

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("before_the_year")]
WEEKS = (date(2026, 5, 11), date(2026, 6, 15), date(2026, 11, 9))
SAID = "HMI Probation’s inspectors can be on 2 inspections of the year; this plan asks for 3"


@pytest.fixture
def plan(lead):
    """Three thematic places wanted, while HMI Probation's people can be on two inspections together."""
    planning.people()
    made = planning.plan(sets=[planning.thematic(3)])
    probation = [one.key for one in queries.inspectors_for_proposer(made.year) if one.inspectorate == "hmi-probation"]
    Capacity.objects.bulk_create(
        Capacity(year=made.year, user_id=key, inspections=int(number < 2), set_by=lead) for number, key in enumerate(probation)
    )
    return made


def test_a_plan_that_asks_more_than_people_can_do_in_the_year_says_of_whom_and_is_not_adopted(lead, plan):
    areas = planning.areas(3)
    for area, week in zip(areas[:2], WEEKS, strict=False):
        commands.put(plan, area, week=week, by=lead)
    assert planning.judged(plan).broken == {}
    commands.put(plan, areas[2], week=WEEKS[2], by=lead)
    assert planning.judged(plan).broken == {area.pk: [SAID] for area in areas}
    plan.refresh_from_db()
    with pytest.raises(Invalid, match="can be on 2 inspections of the year"):
        commands.adopt_plan(plan, version=plan.version, by=lead)


def test_where_people_run_out_a_proposal_leaves_places_empty_and_the_reasons_name_it(lead, plan):
    planning.areas(4)
    commands.propose(plan, by=lead)
    assert plan.places.count() == 2
    reasons = queries.reasons_of(lead, plan)
    assert list(reasons.relaxed) == [
        "Without the rule on what inspectors can take on in the year 1 place more could be filled."
    ]
    Capacity.objects.filter(inspections=1).update(inspections=2)
    problem = planning.problem_of(plan)
    assert (problem.in_the_year["hmi-probation"], Rule.OF_YEAR in problem.rules.without) == (4, False)
    commands.propose(plan, by=lead)
    assert plan.places.count() == 3
