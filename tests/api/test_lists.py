"""Every list of the API costs the same queries for one row as for three."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inspections import commands
from inspections.models import AgeBand, ChildKind, EvaluationEffect
from tests.api.asking import Program
from tests.walk import cast, finding, inspection_at, note, strand_of

# The mark has the test database made; the world stands in it for the whole module.
pytestmark = pytest.mark.django_db


def _notes(world, number):
    note(world.fieldwork, by=world.people.cqc, text=f"Note {number}")


def _findings(world, number):
    finding(world.fieldwork, by=world.people.cqc, statement=f"Finding {number}", notes=[world.note])


def _children(world, _number):
    commands.add_child(world.fieldwork, kind=ChildKind.SAMPLED, age_band=AgeBand.UNDER_1, by=world.people.cqc)


def _evaluations(world, number):
    commands.add_evaluation(
        world.fieldwork,
        strand=strand_of(world.fieldwork, number + 1),
        agency=None,
        effect=EvaluationEffect.BOTH,
        text="Mixed.",
        findings=[world.finding],
        by=world.people.cqc,
    )


def _revisions(world, number):
    commands.edit_note(
        world.note, base=number + 2, text=f"Again {number}", activity="interview", strand=world.note.strand, by=world.people.cqc
    )


def _inspections(_world, number):
    inspection_at("notified", year=2030 + number)


LISTS = [
    ("/inspections/", _inspections, "inspector"),
    ("/responses/", _inspections, "area"),
    ("/inspections/{pk}/notes/", _notes, "inspector"),
    ("/inspections/{pk}/findings/", _findings, "inspector"),
    ("/inspections/{pk}/children/", _children, "inspector"),
    ("/inspections/{pk}/evaluations/", _evaluations, "inspector"),
    ("/inspections/{pk}/notes/{note}/revisions/", _revisions, "inspector"),
]
# These lists are long in every world; two sizes of page stand for fewer and more rows.
BY_PAGE = [
    ("/inspections/{pk}/dates/", "inspector"),
    ("/inspections/{pk}/team/", "inspector"),
    ("/inspections/{pk}/candidates/", "programme_lead"),
    ("/inspections/{pk}/request/", "inspector"),
    ("/responses/{pk}/request/", "area"),
    ("/frameworks/", "inspector"),
    ("/topics/", "inspector"),
    ("/agencies/", "inspector"),
    ("/local-areas/", "inspector"),
    ("/inspectorates/", "inspector"),
]


def _address(world, tail):
    return "/api/v1" + tail.format(pk=world.fieldwork.pk, note=world.note.pk)


def _program(part):
    people = cast()
    return Program({"area": people.co_ordinator, "inspector": people.cqc, "programme_lead": people.programme_lead}[part])


def _cost(program, address):
    with CaptureQueriesContext(connection) as asked:
        rows = len(program.get(address)["results"])
    return rows, len(asked)


@pytest.mark.parametrize(("tail", "add", "part"), LISTS)
def test_more_rows_cost_no_more_queries(there, tail, add, part):
    program = _program(part)
    address = _address(there, tail)
    program.get(address)
    few, cost_of_few = _cost(program, address)
    for number in range(2):
        add(there, number)
    many, cost_of_many = _cost(program, address)
    assert many >= few + 2
    assert cost_of_many == cost_of_few


@pytest.mark.parametrize(("tail", "part"), BY_PAGE)
def test_a_longer_page_costs_no_more_queries(there, tail, part):
    program = _program(part)
    address = _address(there, tail)
    program.get(address)
    few, cost_of_few = _cost(program, f"{address}?page_size=1")
    many, cost_of_many = _cost(program, f"{address}?page_size=3")
    assert (few, cost_of_many) == (1, cost_of_few)
    assert many in {1, 2, 3}
