"""Every address that shows rows costs the same queries for one more row as for three more."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.queries import forget_holidays, holidays
from scheduling import commands
from scheduling.commands import Asked, AskedSet
from tests.doors.parts import Door, client_of
from tests.doors.tables import DOORS
from tests.doors.world import World
from tests.lists.growing import GROWS, STANDS
from tests.lists.more import Grow
from tests.lists.plans import COSTS
from tests.walk import FRONT_DOOR, framework_version

# The mark has the test database made; the world stands in it for the whole module.
pytestmark = pytest.mark.django_db
REPORTS = True  # read by the fixture `world`
# Whoever comes first of these and is let in looks; the parts that only some rows know come after them.
LOOKS = ("inspector", "lead", "programme_lead", "area", "nobody")
# Whose page it is, where the first of those sees less of it.
WHOSE = {
    "home": "stranger",
    "report_decision": "decision_maker",
    "report_readers": "lead",
    "api_responses": "area",
    "api_candidates": "programme_lead",
}
WHOSE |= dict.fromkeys(("people", "invite", "invitations", "api_people", "api_invitations"), "area")
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')


def door_of(name: str) -> Door:
    """The row of the matrix that lets somebody read it."""
    return next(door for door in DOORS if door.name == name and door.method == "get" and "200" in reading(door))


def reading(door: Door) -> list[str]:
    return [door.expected(part) for part in door.parts]


def who(door: Door) -> str:
    return next(
        part for part in (WHOSE.get(door.name), *LOOKS, *door.parts) if part in door.parts and door.expected(part) == "200"
    )


def read(client: Client, door: Door, world: World) -> tuple[int, bytes]:
    """How many queries it costs, and what there is to read. The bank holidays, kept for a minute, are asked for before."""
    forget_holidays()
    holidays()
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(reverse(door.name, kwargs=dict(door.at(world))) + door.query)
        content = answer.getvalue()  # of a stream too
    assert answer.status_code == 200
    return len([query for query in asked if "SAVEPOINT" not in query["sql"]]), TOKEN.sub(b"", content)


@pytest.mark.parametrize(
    ("name", "grow"),
    [pytest.param(name, grow, id=f"{name}-{grow.__name__}") for name, grown in GROWS.items() for grow in grown],
)
def test_three_rows_cost_what_one_costs(there: World, name: str, grow: Grow) -> None:
    door = door_of(name)
    client = client_of(there, who(door))
    grow(there, 0)
    read(client, door, there)
    cost_of_one, one = read(client, door, there)
    for number in (1, 2):
        grow(there, number)
    cost_of_three, three = read(client, door, there)
    assert three != one, f"{name} as {who(door)} does not show what was added"
    assert cost_of_three == cost_of_one


@pytest.mark.parametrize(("name", "cost"), COSTS.items())
def test_a_page_that_judges_a_plan_asks_each_table_once(there: World, name: str, cost: int) -> None:
    door = door_of(name)
    client = client_of(there, who(door))
    read(client, door, there)
    assert read(client, door, there)[0] == cost


def test_plans_side_by_side_share_what_stands_in_their_year(there: World) -> None:
    year, by, client = there.year, there.people.programme_lead, client_of(there, "programme_lead")
    wanted, costs = [AskedSet(framework_version(FRONT_DOOR), None, 1)], []
    plans = [commands.make_plan(year, Asked(f"Side {one}", wanted), by=by) for one in range(3)]
    for several in (plans[:2], plans[:2], plans):
        forget_holidays()
        holidays()
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("plan_compare", args=[year.year]), {"plan": [one.pk for one in several]})
        costs.append(len(asked))
    # Of each plan: what it asks, what was said, its places, its frameworks, and the visits as far off as it asks.
    assert costs[1:] == [30, 36]  # what is kept from one request to the next was asked for by the first


def test_every_address_that_is_read_grows_or_says_why_it_does_not() -> None:
    read_ones = {door.name for door in DOORS if door.method == "get"}
    assert (set(GROWS) & set(STANDS), set(GROWS) | set(STANDS)) == (set(), read_ones)
