"""Letters over the API: the same rules, versions in tags, and what was refused named by its field."""

import pytest

from intelligence.models import Letter
from jobs import runner
from jobs.models import Job
from tests.api.asking import Program
from tests.letters import BODY, SIGNS, letter
from tests.sharing import sent
from tests.walk import AREA, cast

pytestmark = pytest.mark.django_db
ALL = "/api/v1/intelligence/letters/"
NEW = {"recipient": "cqc", "subject": "Strategy meetings", "text": BODY, **SIGNS}


def at(row, more=""):
    return f"{ALL}{row.pk}/{more}"


def test_a_letter_from_its_first_words_to_its_acknowledgement():
    people = cast()
    item = sent(by=people.ofsted, to=("cqc",))
    ofsted, cqc = Program(people.ofsted), Program(people.cqc)
    made = ofsted.ask("post", ALL, {**NEW, "local_area": AREA, "items": [item.pk]})
    assert (made.status_code, made.headers["ETag"], made.json()["items"], made.json()["pdf"]) == (201, '"1"', [item.pk], None)
    row = Letter.objects.get()
    assert ofsted.ask("post", at(row, "print/")).json()["draft"] is True
    edited = ofsted.ask("put", at(row), {**NEW, "text": "Shorter."}, If_Match='"1"')
    assert (edited.status_code, edited.headers["ETag"], edited.json()["items"]) == (200, '"2"', [])
    assert cqc.ask("get", at(row)).status_code == 404
    done = ofsted.ask("post", at(row, "send/"), {"marking": "official", "version": 2}).json()
    assert (done["marking"], done["pdf"]["draft"], done["pdf"]["state"]) == ("official", False, "waiting")
    assert cqc.ask("get", at(row, "pdf/")).status_code == 404
    assert runner.run(Job.objects.filter(kind="intelligence.letter").latest("pk").pk)
    assert cqc.ask("get", at(row, "pdf/")).getvalue().startswith(b"%PDF")
    assert [one["id"] for one in cqc.get(f"{ALL}?state=waiting&way=received")["results"]] == [row.pk]
    assert cqc.ask("post", at(row, "acknowledge/")).json()["acknowledged_by"]["name"] == people.cqc.name
    assert cqc.ask("get", at(row, "revisions/")).status_code == 404
    assert Program(people.hmicfrs).get(ALL)["count"] == 0


def test_what_is_missing_or_would_tell_too_much_is_named():
    people = cast()
    untold = sent(by=people.ofsted, to=("hmicfrs",))
    ofsted = Program(people.ofsted)
    answer = ofsted.ask("post", ALL, {**NEW, "items": [untold.pk]})
    assert (answer.status_code, [row["field"] for row in answer.json()["errors"]]) == (422, ["items"])
    foreign = sent(by=people.cqc, to=("hmicfrs",))
    assert ofsted.ask("post", ALL, {**NEW, "items": [foreign.pk]}).status_code == 400
    assert ofsted.ask("post", ALL, {**NEW, "recipient": "ofsted"}).status_code == 422
    row = letter(by=people.ofsted)
    answer = ofsted.ask("post", at(row, "send/"), {"version": 1})
    assert (answer.status_code, [one["field"] for one in answer.json()["errors"]]) == (422, ["marking"])
    assert ofsted.ask("put", at(row), NEW).status_code == 428


def test_a_stale_edit_is_kept_beside_and_settled():
    people = cast()
    row, ofsted = letter(by=people.ofsted), Program(people.ofsted)
    ofsted.ask("put", at(row), {**NEW, "text": "New words."}, If_Match='"1"')
    stale = ofsted.ask("put", at(row), {**NEW, "text": "Mine."}, If_Match='"1"')
    assert stale.status_code == 412
    kept = stale.json()["kept"]
    assert ofsted.get(at(row, f"revisions/{kept}/"))["body"] == "Mine."
    settled = ofsted.ask("post", at(row, f"revisions/{kept}/settle/"), {"keep": "mine", "base": 2})
    assert (settled.status_code, ofsted.get(at(row))["text"]) == (200, "Mine.")


def test_how_often_a_draft_was_changed_is_not_its_recipients_to_know():
    people = cast()
    row = letter(by=people.ofsted)
    ofsted, cqc = Program(people.ofsted), Program(people.cqc)
    assert ofsted.ask("put", at(row), {**NEW, "text": "Shorter."}, If_Match='"1"').json()["version"] == 2
    ofsted.ask("post", at(row, "send/"), {"marking": "official", "version": 2})
    answer = cqc.ask("get", at(row))
    told = answer.json()
    assert (answer.status_code, answer.headers.get("ETag"), told["version"], told["pdf"]["version"]) == (200, None, None, None)
    assert [one["version"] for one in cqc.get(ALL)["results"]] == [None]
