"""A plan and what goes on beside it: weeks that move meanwhile, pins that bar each other, later years, and a late worker."""

import re
import threading
from datetime import date, timedelta

import pytest
from django.db import connection, transaction

from accounts.models import User
from inspections.commands import give_another_week
from jtai.errors import Invalid
from scheduling import commands
from scheduling.proposing.facts import Found
from tests.jobs.test_running import waits_for_a_lock
from tests.scheduling import planning
from tests.scheduling.planning import at, words
from tests.scheduling.test_plans_meanwhile import at_one_force, placed, searched

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("before_the_year", "areas")]
MONDAY = date(2026, 6, 8)


@pytest.mark.django_db(transaction=True)
def test_another_week_waits_for_a_plan_that_is_adopted_and_is_judged_by_it(lead, areas):
    force = at_one_force(areas[0], areas[1])
    far = date(2027, 3, 1)
    planned = placed(planning.year_to_plan(), areas[0], far, lead)
    plan = planning.plan(sets=[planning.front_door(1)])
    commands.put(plan, areas[1], week=MONDAY, by=lead)
    plan.refresh_from_db()
    said = []

    def move():
        try:
            person = User.objects.get(pk=lead.pk)
            give_another_week(planned, fieldwork_start=MONDAY + timedelta(days=14), reason="Wanted", by=person)
        except Invalid as refusal:
            said.append(str(refusal))
        finally:
            connection.close()

    other = threading.Thread(target=move)
    with transaction.atomic():
        commands.adopt_plan(plan, version=plan.version, by=lead)
        other.start()
        waits_for_a_lock()
    other.join(60)
    [refused] = said
    assert f"{force} is inspected in {areas[1].name}" in refused
    planned.refresh_from_db()
    assert planned.fieldwork_start == far


def test_two_pins_that_cannot_both_stand_are_said_as_the_second_is_made(there, areas):
    force = at_one_force(areas[0], areas[1])
    plan = planning.plan(sets=[planning.front_door(3)])

    def pinned(area, week):
        page = words(there.post(at(plan, "plan_pin", area.code), {"week": week and week.isoformat()}, follow=True))
        return re.findall(r"These two pins cannot both stand: ([^<]*)\.", page)

    assert pinned(areas[0], MONDAY) == []
    assert pinned(areas[2], MONDAY + timedelta(days=7)) == []
    [said] = pinned(areas[1], MONDAY + timedelta(days=7))
    assert said.startswith(
        f"{force} is inspected in {areas[0].name} (invented), 8 to 12 June 2026, and 26 weeks must lie between"
    )
    assert pinned(areas[1], "") == []


def test_of_two_inspections_in_later_years_the_first_counts(lead, areas):
    for year, week in ((2028, date(2028, 6, 5)), (2027, date(2027, 6, 7))):
        placed(commands.open_year(year, by=lead), areas[0], week, lead)
    [area] = [one for one in planning.problem_of(planning.plan()).areas if one.key == areas[0].pk]
    assert area.inspected_next == date(2027, 6, 7)


def test_what_a_worker_finds_after_the_search_has_ended_changes_nothing(lead):
    proposal = searched(planning.plan(sets=[planning.front_door(2)]), lead)
    commands.keep_better(proposal, Found([], proposal.best_points + 1))
    was, points = proposal.best, proposal.best_points
    proposal.refresh_from_db()
    assert (proposal.best, proposal.best_points) == (was, points)
