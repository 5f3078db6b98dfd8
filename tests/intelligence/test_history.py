"""Who reads which versions of an item's words: the sender's people all, a holder what stood while they had it."""

import pytest
from django.urls import reverse

from intelligence import commands
from tests.api.asking import Program
from tests.programmes import acting
from tests.sharing import about, draft, inspectorates
from tests.walk import cast

pytestmark = pytest.mark.django_db
BEFORE, FIRST, SECOND, BESIDE = "Canary of the draft", "Canary as sent", "Canary as corrected", "Canary kept beside"
ALL = {BEFORE, FIRST, SECOND, BESIDE}


@pytest.fixture
def shared():
    """Drafted, rewritten, sent to CQC, corrected, and with another correction beside that nobody has settled."""
    people = cast()
    item = draft(by=people.ofsted, text=BEFORE)
    commands.edit_item(item, base=1, text=FIRST, about=about(), by=people.ofsted)
    commands.send_item(item, version=2, attached=(), marking="official", recipients=inspectorates("cqc"), by=people.ofsted)
    commands.correct_item(item, base=2, text=SECOND, correction="It was wrong", by=people.ofsted)
    kept = commands.correct_item(item, base=2, text=BESIDE, correction="Canary of why", by=people.ofsted).kept
    return item, kept


def said(answer, among=ALL):
    return {words for words in among if words in answer.content.decode()}


def test_a_holder_reads_no_draft_and_no_words_kept_beside(client, shared):
    item, _kept = shared
    for part, expected in (("ofsted", ALL), ("cqc", {FIRST, SECOND})):
        person = getattr(cast(), part)
        client.force_login(person)
        page = client.get(reverse("item_history", args=[item.pk]))
        rows = Program(person).get(f"/api/v1/intelligence/{item.pk}/revisions/")["results"]
        assert (part, said(page), {row["body"] for row in rows}) == (part, expected, expected)
        assert (b"Canary of why" in page.content) == (part == "ofsted")


def test_whoever_was_given_it_later_reads_what_stood_from_then_on(shared):
    item, _kept = shared
    commands.add_recipients(item, recipients=inspectorates("hmicfrs"), by=cast().ofsted)
    third = "Canary of the last"
    commands.correct_item(item, base=3, text=third, correction="Wrong again", by=cast().ofsted)
    for part, expected in (("hmicfrs", {SECOND, third}), ("cqc", {FIRST, SECOND, third})):
        rows = Program(getattr(cast(), part)).get(f"/api/v1/intelligence/{item.pk}/revisions/")["results"]
        assert (part, {row["body"] for row in rows}) == (part, expected)


def test_a_holders_page_says_neither_that_two_versions_stand_beside_each_other_nor_how_many_drafts_there_were(client, shared):
    item, _kept = shared
    for part, expected in (("ofsted", (True, "History: 4 versions")), ("cqc", (False, "History: 2 versions"))):
        client.force_login(getattr(cast(), part))
        page = client.get(item.get_absolute_url()).content.decode()
        assert (part, "Two versions" in page, expected[1] in page) == (part, expected[0], True)


def test_a_holder_finds_neither_the_page_of_two_versions_nor_an_older_revision(client, shared):
    item, kept = shared
    first = item.text.revisions.get(number=1)
    for part, expected in (("ofsted", [200, 200, 200]), ("cqc", [404, 404, 404])):
        person = getattr(cast(), part)
        client.force_login(person)
        page = client.get(reverse("item_versions", args=[item.pk, kept.number]))
        program = Program(person)
        rows = [program.ask("get", f"/api/v1/intelligence/{item.pk}/revisions/{row.pk}/") for row in (first, kept)]
        assert (part, [page.status_code, *(row.status_code for row in rows)]) == (part, expected)
    settle = f"/api/v1/intelligence/{item.pk}/revisions/{kept.pk}/settle/"
    assert Program(cast().cqc).ask("post", settle, {"keep": "current", "base": 3}).status_code == 404


def test_the_trail_tells_a_holder_of_no_correction_that_never_stood(client, shared):
    item, kept = shared
    commands.settle_versions(item, kept, keep="current", base=3, by=cast().ofsted)
    for part, expected in (("ofsted", (1, True, True)), ("cqc", (1, False, False))):
        client.force_login(getattr(cast(), part))
        for name in ("item_trail", "item_trail_csv"):
            answer = client.get(reverse(name, args=[item.pk]))
            said = b"".join(answer).decode() if answer.streaming else answer.content.decode().partition("<table")[2]
            found = said.count("Corrected something shared"), "Canary of why" in said, "which of two texts" in said
            assert (part, name, found) == (part, name, expected)


def test_the_key_of_a_source_is_in_the_versions_of_the_senders_people_alone():
    people = cast()
    key = f"programmes.activity:{acting.published('ilacs').pk}"
    item = draft(by=people.ofsted, source=key)
    commands.send_item(item, version=1, attached=(), marking="official", recipients=inspectorates("cqc"), by=people.ofsted)
    for person, expected in ((people.ofsted, [key]), (people.cqc, [])):
        rows = Program(person).get(f"/api/v1/intelligence/{item.pk}/revisions/")["results"]
        assert [value["value"] for row in rows for value in row["values"] if value["name"] == "source"] == expected
