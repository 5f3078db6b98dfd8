"""What the inspectorates share, over the API: the same rules, versions in tags, and what was refused named by its field."""

import base64

import pytest

from intelligence.models import Item
from tests.api.asking import Program
from tests.sharing import WORDS, draft, fresh, sent
from tests.walk import AREA, cast

pytestmark = pytest.mark.django_db
ALL = "/api/v1/intelligence/"
NEW = {"kind": "concern", "text": WORDS, "source_kind": "other"}


def at(item, more=""):
    return f"{ALL}{item.pk}/{more}"


def test_an_item_from_its_first_words_to_a_decision():
    people = cast()
    ofsted, cqc = Program(people.ofsted), Program(people.cqc)
    made = ofsted.ask("post", ALL, {**NEW, "local_area": AREA, "urgent": True})
    assert (made.status_code, made.headers["ETag"], made.json()["sent_at"]) == (201, '"1"', None)
    item = Item.objects.get()
    edited = ofsted.ask("put", at(item), {**NEW, "text": "They wait for weeks.", "topic": "walk-topic"}, If_Match='"1"')
    assert (edited.status_code, edited.headers["ETag"], edited.json()["topic"]) == (200, '"2"', "walk-topic")
    assert cqc.ask("get", at(item)).status_code == 404
    answer = ofsted.ask("post", at(item, "send/"), {"marking": "official", "recipients": ["cqc"]}, If_Match='"2"')
    held = answer.json()["held"]
    assert [(row["inspectorate"]["code"], row["waits"], row["late"]) for row in held] == [("cqc", "acknowledge", False)]
    queue = cqc.get(f"{ALL}queue/")["results"]
    assert [(row["item"]["id"], row["waits"]) for row in queue] == [(item.pk, "acknowledge")]
    assert cqc.ask("post", at(item, "acknowledge/"), {"version": 2}).json()["held"][0]["waits"] == "decide"
    body = {"version": 2, "outcome": "selection", "reason": "It is the third."}
    assert cqc.ask("post", at(item, "decisions/"), body).status_code == 403
    lead = Program(people.cqc_programme_lead)
    assert lead.ask("post", at(item, "decisions/"), body).json()["reason"] == "It is the third."
    assert ofsted.get(at(item))["held"][0]["decisions"][0]["outcome"] == "selection"


def test_what_is_missing_is_named():
    people = cast()
    item, ofsted = draft(by=people.ofsted), Program(people.ofsted)
    for body, field in (({"recipients": ["cqc"]}, "marking"), ({"marking": "official", "recipients": []}, "recipients")):
        answer = ofsted.ask("post", at(item, "send/"), body, If_Match='"1"')
        assert (answer.status_code, [row["field"] for row in answer.json()["errors"]]) == (422, [field])
    unknown = ofsted.ask("post", at(item, "send/"), {"marking": "official", "recipients": ["interpol"]}, If_Match='"1"')
    assert (unknown.status_code, fresh(item).sent_at) == (400, None)


def test_a_stale_edit_and_a_stale_correction_are_kept_beside():
    people = cast()
    item, ofsted = draft(by=people.ofsted), Program(people.ofsted)
    assert ofsted.ask("put", at(item), NEW).status_code == 428
    ofsted.ask("put", at(item), {**NEW, "text": "They wait for weeks."}, If_Match='"1"')
    stale = ofsted.ask("put", at(item), {**NEW, "text": "They wait for hours."}, If_Match='"1"')
    kept = stale.json()["kept"]
    assert (stale.status_code, ofsted.get(at(item, f"revisions/{kept}/"))["body"]) == (412, "They wait for hours.")
    settled = ofsted.ask("post", at(item, f"revisions/{kept}/settle/"), {"keep": "mine", "base": 2})
    assert (settled.status_code, fresh(item).text.body) == (200, "They wait for hours.")
    gone = sent(by=people.ofsted)
    for status in (200, 412):
        body = {"text": f"Answer {status}", "correction": "Wrong"}
        assert ofsted.ask("post", at(gone, "correct/"), body, If_Match='"1"').status_code == status
    assert fresh(gone).text.body == "Answer 200"


def test_files_travel_with_an_item():
    people = cast()
    item, ofsted = draft(by=people.ofsted), Program(people.ofsted)
    body = {"name": "march.csv", "content": base64.b64encode(b"a,b\r\n1,2\r\n").decode()}
    file = ofsted.ask("post", at(item, "files/"), body).json()
    assert [row["name"] for row in ofsted.get(at(item, "files/"))["results"]] == ["march.csv"]
    answer = ofsted.ask("get", at(item, f"files/{file['id']}/"))
    assert b"".join(answer.streaming_content) == b"a,b\r\n1,2\r\n"
    assert Program(people.cqc).ask("get", at(item, f"files/{file['id']}/")).status_code == 404
    assert ofsted.ask("delete", at(item, f"files/{file['id']}/")).status_code == 204


def test_lists_signals_and_what_is_alike_hold_what_one_may_see():
    people = cast()
    item = sent(by=people.ofsted, topic="walk-topic")
    asked = (
        ALL,
        f"{ALL}?text=missing&kind=concern&local_area={AREA}&topic=walk-topic&inspectorate=ofsted&state=open",
    )
    for address in asked:
        found = [Program(person).get(address) for person in (people.cqc, people.hmicfrs)]
        ids = [[row["id"] for row in (rows["results"] if isinstance(rows, dict) else rows)] for rows in found]
        assert (address, ids) == (address, [[item.pk], []])
    body = {"local_area": AREA, "words": "Referrals of missing children wait for days at the front door"}
    alike = [Program(person).ask("post", f"{ALL}similar/", body).json() for person in (people.cqc, people.hmicfrs)]
    assert [[row["id"] for row in rows] for rows in alike] == [[item.pk], []]
    for name in (f"local_area={AREA}", "topic=walk-topic"):
        concerns = [Program(person).get(f"{ALL}signals/?{name}")["concerns"] for person in (people.cqc, people.hmicfrs)]
        assert concerns == [1, 0]


@pytest.mark.parametrize("query", ["", "local_area=X999", "topic=unheard-of", f"local_area={AREA}&topic=walk-topic"])
def test_signals_are_of_one_area_or_one_topic(query):
    assert Program(cast().cqc).ask("get", f"{ALL}signals/?{query}").status_code == 422
