"""Edits over the API: versions, stale saves that are kept, and what makes them stand."""

import pytest

from inspections import commands
from tests.api.asking import Program
from tests.walk import cast, finding, inspection_at, note, strand_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def noted():
    """An inspection in fieldwork with CQC's note, its address, CQC's program, and a body that changes it."""
    inspection = inspection_at("fieldwork")
    person = cast().cqc
    written = note(inspection, by=person)
    address = f"/api/v1/inspections/{inspection.pk}/notes/{written.pk}/"
    return written, address, Program(person), {"text": "New words.", "activity": "interview", "strand": written.strand_id}


def test_a_note_carries_the_tag_of_its_version(noted):
    _written, address, program, _body = noted
    answer = program.ask("get", address)
    assert (answer.headers["ETag"], answer.json()["version"]) == ('"1"', 1)


def test_an_edit_that_starts_from_the_present_version_stands(noted):
    written, address, program, body = noted
    answer = program.ask("put", address, body, If_Match='"1"')
    assert (answer.status_code, answer.headers["ETag"]) == (200, '"2"')
    written.text.refresh_from_db()
    assert written.text.body == "New words."


def test_an_edit_must_say_where_it_started(noted):
    _written, address, program, body = noted
    for sent in ({}, {"If_Match": "*"}, {"If_Match": 'W/"1"'}, {"If_Match": '"1", "2"'}, {"If_Match": '"9999999999"'}):
        answer = program.ask("put", address, body, **sent)
        assert (answer.status_code, answer.headers["Content-Type"]) == (428, "application/problem+json"), sent


def test_a_stale_edit_is_kept_beside_and_says_where(noted):
    written, address, program, body = noted
    program.ask("put", address, body, If_Match='"1"')
    answer = program.ask("put", address, {**body, "text": "Other words.", "activity": "document"}, If_Match='"1"')
    assert answer.status_code == 412
    written.text.refresh_from_db()
    assert written.text.body == "New words."
    kept = program.get(f"{address}revisions/{answer.json()['kept']}/")
    assert (kept["body"], kept["kept_beside"], kept["base"]) == ("Other words.", True, 1)
    assert {"name": "activity", "value": "document"} in kept["values"]


def test_a_version_that_never_was_is_stale(noted):
    _written, address, program, body = noted
    assert program.ask("put", address, body, If_Match='"7"').status_code == 412


def test_the_kept_words_can_be_made_to_stand_with_their_fields(noted):
    written, address, program, body = noted
    program.ask("put", address, body, If_Match='"1"')
    kept = program.ask("put", address, {**body, "text": "Other words.", "activity": "document"}, If_Match='"1"').json()["kept"]
    answer = program.ask("post", f"{address}revisions/{kept}/settle/", {"keep": "mine", "base": 2})
    assert (answer.status_code, answer.json()["text"]) == (200, "Other words.")
    written.refresh_from_db()
    assert written.activity == "document"
    assert program.ask("post", f"{address}revisions/{kept}/settle/", {"keep": "mine", "base": 4}).status_code == 409


def test_two_versions_can_be_made_into_one(noted):
    _written, address, program, body = noted
    program.ask("put", address, body, If_Match='"1"')
    kept = program.ask("put", address, {**body, "text": "Other words."}, If_Match='"1"').json()["kept"]
    merged = {"keep": "merged", "base": 2, "merged": "New and other words."}
    assert program.ask("post", f"{address}revisions/{kept}/settle/", merged).json()["text"] == "New and other words."
    bodies = [row["body"] for row in program.get(f"{address}revisions/")["results"]]
    assert bodies == ["New and other words.", "Other words.", "New words.", "The worker knew the child well."]


def test_sent_twice_it_is_recorded_once():
    inspection = inspection_at("fieldwork")
    program = Program(cast().cqc)
    body = {
        "text": "Once.",
        "activity": "interview",
        "strand": strand_of(inspection).pk,
        "client_id": "5f0c8a52-6c0f-4b1e-9d4a-0a4d9f6f7c11",
    }
    address = f"/api/v1/inspections/{inspection.pk}/notes/"
    first, second = program.ask("post", address, body), program.ask("post", address, body)
    assert (first.status_code, second.status_code, first.json()["id"]) == (201, 201, second.json()["id"])
    assert inspection.notes.count() == 1


def test_a_stale_finding_and_a_stale_evaluation_are_kept_too():
    inspection = inspection_at("fieldwork")
    person = cast().cqc
    found = finding(inspection, by=person)
    strand = strand_of(inspection)
    written = commands.add_evaluation(inspection, strand=strand, agency=None, effect="both", text="Mixed.", by=person)
    program = Program(person)
    bodies = {
        f"findings/{found.pk}/": {
            "statement": "Other.", "strand": strand.pk, "level": "practice", "kind": "strength", "effect": "improves",
        },
        f"evaluations/{written.pk}/": {"text": "Other.", "effect": "improves", "findings": [found.pk]},
    }  # fmt: skip
    for tail, body in bodies.items():
        address = f"/api/v1/inspections/{inspection.pk}/{tail}"
        answer = program.ask("put", address, body, If_Match='"5"')
        assert answer.status_code == 412
        assert program.get(f"{address}revisions/{answer.json()['kept']}/")["body"] == "Other."
