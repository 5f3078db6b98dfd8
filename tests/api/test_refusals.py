"""Bad input and wrong states over the API: a problem document with a sentence, nothing lost, no fault."""

import json

import pytest

from inspections.models import Part
from jtai.forms.words import MAX_TEXT
from tests.api.asking import Program
from tests.walk import WEEK_TO_COME, agency_of, cast, finding, inspection_at, note, strand_of

# The mark has the test database made; the world stands in it for the whole module.
pytestmark = pytest.mark.django_db


@pytest.fixture
def place(there):
    """An inspection in fieldwork, the address of its notes, and CQC's program."""
    inspection = there.fieldwork
    return inspection, f"/api/v1/inspections/{inspection.pk}/notes/", Program(cast().cqc)


def body_for(inspection, **other):
    return {"text": "Seen.", "activity": "interview", "strand": strand_of(inspection).pk, **other}


def told(answer):
    """Status, and which members were named."""
    assert answer.headers["Content-Type"] == "application/problem+json", answer.content
    says = answer.json()
    assert says["status"] == answer.status_code
    assert says["detail"]
    return answer.status_code, [error["field"] for error in says.get("errors", [])]


@pytest.mark.parametrize(
    ("member", "value", "status"),
    [
        ("text", "", 400),
        ("text", "   ", 422),
        ("text", "a\x00b", 400),
        ("text", "a\x1bb", 400),
        ("text", "x" * (MAX_TEXT + 1), 400),
        ("text", 7, 400),
        ("text", None, 400),
        ("strand", 0, 400),
        ("strand", 2**63, 400),
        ("strand", 10**40, 400),
        ("strand", 999_999_999, 400),
        ("strand", "one", 400),
        ("child", 999_999_999, 400),
        ("agency", "no-such-agency", 400),
        ("agency", {"code": "x"}, 400),
        ("activity", "guessing", 400),
        ("client_id", "no", 400),
    ],
)
def test_what_cannot_be_used_is_named(place, member, value, status):
    inspection, address, program = place
    before = inspection.notes.count()
    assert told(program.ask("post", address, body_for(inspection, **{member: value}))) == (status, [member])
    assert inspection.notes.count() == before


def test_a_text_of_the_greatest_length_is_kept_whole(place):
    inspection, address, program = place
    words = "é" * MAX_TEXT
    answer = program.ask("post", address, body_for(inspection, text=words))
    assert (answer.status_code, answer.json()["text"]) == (201, words)


def test_a_misspelt_member_is_refused_not_dropped(place):
    inspection, address, program = place
    assert told(program.ask("post", address, body_for(inspection, chidl=1))) == (400, ["chidl"])


def test_an_agency_of_another_area_cannot_be_named(place):
    inspection, address, program = place
    other = agency_of(inspection_at("planned", area="X003"), "police")
    assert told(program.ask("post", address, body_for(inspection, agency=other.code))) == (400, ["agency"])


def test_another_inspection_s_child_cannot_be_named(place):
    inspection, address, program = place
    other = inspection_at("fieldwork", area="X003").children.first()
    assert told(program.ask("post", address, body_for(inspection, child=other.pk))) == (400, ["child"])


def test_a_criterion_must_belong_to_the_strand(place):
    inspection, address, program = place
    criterion = strand_of(inspection, 2).criteria.first()
    assert told(program.ask("post", address, body_for(inspection, criterion=criterion.pk))) == (422, ["criterion"])


@pytest.mark.parametrize(
    ("sent", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b'{"text": "\\ud800"}', "application/json", 400),
        (b'{"\\ud800": 1}', "application/json", 400),
        (b'{"text": NaN}', "application/json", 400),
        (b"[" * 200_000, "application/json", 400),
        (b"text=hello", "application/x-www-form-urlencoded", 415),
        (b"x", "multipart/form-data; boundary=x", 415),
        (b'{"text": "' + b"x" * (6 * 1024 * 1024) + b'"}', "application/json", 413),
    ],
    ids=["cut", "list", "half character", "half character in a name", "nan", "deep", "form", "upload", "six megabytes"],
)
def test_a_body_that_is_none_is_refused(place, sent, kind, status):
    _inspection, address, program = place
    assert told(program.client.post(address, data=sent, content_type=kind))[0] == status


@pytest.mark.parametrize("address", ["999999999", "0", str(2**63), str(10**40)])
def test_what_is_not_there_is_404(place, address):
    _inspection, notes, program = place
    assert told(program.ask("get", f"{notes}{address}/")) == (404, [])
    assert told(program.ask("get", f"/api/v1/inspections/{address}/")) == (404, [])


def test_what_is_not_yours_looks_as_if_it_were_not_there(place):
    inspection, notes, _program = place
    stranger = Program(cast().stranger)
    there, nowhere = stranger.ask("get", notes), stranger.ask("get", f"/api/v1/inspections/{inspection.pk + 1000}/notes/")
    assert (there.status_code, there.content) == (nowhere.status_code, nowhere.content)


def test_a_stranger_is_told_nothing_about_the_body(place):
    _inspection, notes, _program = place
    assert told(Program(cast().stranger).ask("post", notes, {"nonsense": 1})) == (404, [])


def test_a_wrong_method_is_405(place):
    inspection, notes, program = place
    assert told(program.ask("delete", notes))[0] == 405
    assert told(program.ask("put", f"/api/v1/inspections/{inspection.pk}/steps/"))[0] == 405


def test_only_json_is_answered(place):
    _inspection, notes, program = place
    assert told(program.ask("get", notes, Accept="text/html"))[0] == 406


@pytest.mark.parametrize("query", ["page=0", "page=1000", "page=x", f"page={10**30}"])
def test_a_page_that_is_not_there_is_404(place, query):
    _inspection, notes, program = place
    assert told(program.ask("get", f"{notes}?{query}"))[0] == 404


@pytest.mark.parametrize(
    "query", ["strand=x", f"strand={2**70}", "activity=guessing", "mine=perhaps", "colour=red", "text=%00"]
)
def test_a_filter_that_makes_no_sense_is_400(place, query):
    _inspection, notes, program = place
    assert told(program.ask("get", f"{notes}?{query}"))[0] == 400


def test_a_step_from_the_wrong_state_says_why(place):
    inspection, _notes, _program = place
    lead = Program(cast().lead)
    answer = lead.ask("post", f"/api/v1/inspections/{inspection.pk}/steps/", {"step": "notify"})
    assert told(answer) == (409, [])
    assert "Fieldwork" in answer.json()["detail"]


def test_the_sentence_is_the_one_the_inspection_shows(place):
    inspection, _notes, _program = place
    lead = Program(cast().lead)
    address = f"/api/v1/inspections/{inspection.pk}/"
    shown = {step["name"]: step["why_not"] for step in lead.get(address)["steps"]}
    answer = lead.ask("post", f"{address}steps/", {"step": "begin_moderation"})
    assert (answer.status_code, answer.json()["detail"]) == (409, shown["begin_moderation"])


def test_a_step_that_needs_a_reason_names_it(place):
    inspection, _notes, _program = place
    answer = Program(cast().lead).ask("post", f"/api/v1/inspections/{inspection.pk}/steps/", {"step": "pause"})
    assert told(answer) == (422, ["reason"])


def test_deferring_is_not_a_plain_step(place):
    inspection, _notes, _program = place
    office = Program(cast().programme_lead)
    answer = office.ask("post", f"/api/v1/inspections/{inspection.pk}/steps/", {"step": "defer", "reason": "Flood"})
    assert told(answer) == (400, ["step"])


def test_a_read_token_changes_nothing(place):
    inspection, notes, _program = place
    reader = Program(cast().cqc, scope="read")
    assert reader.get(notes)["count"] == inspection.notes.count()
    assert told(reader.ask("post", notes, body_for(inspection))) == (403, [])


def test_the_last_day_of_the_calendar_cannot_be_counted_from(there):
    inspection = there.deferred
    address = f"/api/v1/inspections/{inspection.pk}/reschedule/"
    office = Program(cast().programme_lead)
    for day in ("9999-12-31", "0001-01-01", "2026-02-30", "soon"):
        assert told(office.ask("post", address, {"fieldwork_start": day, "reason": "New week"})) == (400, ["fieldwork_start"])
    # Too few people to inspect are there.
    sent = {"fieldwork_start": str(WEEK_TO_COME), "reason": "New week", "week_reason": "Nobody else is wanted"}
    assert office.ask("post", address, sent).status_code == 200


def test_somebody_already_on_the_team_is_said_to_be(there):
    inspection = there.planned
    people = cast()
    office = Program(people.programme_lead)
    body = {"person": people.cqc.pk, "part": Part.OBSERVER.value}
    assert told(office.ask("post", f"/api/v1/inspections/{inspection.pk}/team/", body)) == (409, [])


def test_evidence_of_another_inspectorate_counts_for_nobody_else(place):
    inspection, notes, _program = place
    people = cast()
    others = Program(people.lead).get(notes)["count"]
    note(inspection, by=people.cqc)
    assert Program(people.cqc).get(notes)["count"] == inspection.notes.count()
    assert Program(people.lead).get(notes)["count"] == others
    assert Program(people.lead).get(f"/api/v1/inspections/{inspection.pk}/")["tally"]["notes"] == others


def test_a_problem_document_is_json_with_its_members(there):  # noqa: ARG001 -- the people
    answer = Program(cast().cqc).ask("get", "/api/v1/nonsense/")
    assert json.loads(answer.content) == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": "There is nothing at this address.",
    }


def test_lists_are_narrowed_by_the_codes_that_the_rows_carry(place):
    inspection, address, program = place
    police, icb = agency_of(inspection, "police"), agency_of(inspection, "icb")
    for agency in (police, icb):
        note(inspection, by=cast().cqc, agency=agency)
        finding(inspection, by=cast().cqc, agency=agency)
    for tail in ("notes", "findings"):
        rows = program.get(f"/api/v1/inspections/{inspection.pk}/{tail}/?agency={police.code}")["results"]
        assert {row["agency"]["code"] for row in rows} == {police.code}, tail
    found = f"/api/v1/inspections/{inspection.pk}/findings/?inspectorate="
    assert program.get(f"{found}cqc")["count"] == inspection.findings.filter(inspectorate__code="cqc").count()
    assert program.get(f"{found}hmicfrs")["count"] == 0
    assert program.get(f"{address}?agency=no-such-agency")["count"] == 0
