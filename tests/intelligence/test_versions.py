"""Two versions of an item or a letter: what differs is seen, nothing wrong is saved with one press, and a note is true."""

import pytest
from django.urls import reverse
from django.utils.html import escape

from agencies.queries import partnership_agencies
from intelligence import commands
from tests.api.asking import Program
from tests.letters import about_letter, fresh_letter, letter
from tests.sharing import about, draft, fresh, inspectorates, sent
from tests.walk import AREA, cast, local_area

pytestmark = pytest.mark.django_db
STANDS = "They wait for hours."
KEPT = "They wait for minutes."


def says(answer):
    return " ".join(answer.content.decode().split())


@pytest.fixture
def corrected():
    """Sent, corrected, and with another correction beside; the address of the page that compares them."""
    item = sent(by=cast().ofsted)
    commands.correct_item(item, base=1, text=STANDS, correction="Not days", by=cast().ofsted)
    kept = commands.correct_item(item, base=1, text=KEPT, correction="Much less", by=cast().ofsted).kept
    return item, reverse("item_versions", args=[item.pk, kept.number])


def stand(item):
    found = fresh(item)
    return found.text.body, found.correction


def test_the_page_of_two_versions_of_a_draft_shows_every_field_that_differs(client):
    people = cast()
    agency = partnership_agencies(local_area(AREA)).first()
    item = draft(by=people.ofsted)
    commands.edit_item(item, base=1, text=STANDS, about=about(), by=people.ofsted)
    other = about(kind="exceptional-practice", urgent=True, strand="leadership", agencies=frozenset([agency.pk]))
    kept = commands.edit_item(item, base=1, text=STANDS, about=other, by=people.ofsted).kept
    client.force_login(people.ofsted)
    page = says(client.get(reverse("item_versions", args=[item.pk, kept.number])))
    for label, stands, beside in (
        ("Kind", "Concern", "Exceptional practice"),
        ("Urgent", "No", "Yes"),
        ("Strand", "None", "Leadership and multi-agency safeguarding arrangements"),
        ("Agencies", "None", agency.name),
    ):
        assert f'{label}</dt><dd class="govuk-summary-list__value">Stands: {stands}<br>Kept beside: {beside}</dd>' in page
    assert "Topic</dt>" not in page
    history = says(client.get(reverse("item_history", args=[item.pk])))
    assert (history.count("Exceptional practice"), history.count(agency.name)) == (1, 1)


def test_the_page_of_two_versions_of_a_letter_shows_to_whom_each_goes(client):
    people = cast()
    item = sent(by=people.ofsted, to=("cqc", "hmicfrs"))
    row = letter(by=people.ofsted)
    commands.edit_letter(row, base=1, text=STANDS, about=about_letter(), by=people.ofsted)
    to = escape(inspectorates("hmicfrs")[0].name)
    other = about_letter(to="hmicfrs", subject="Another matter", items=(item,))
    kept = commands.edit_letter(row, base=1, text=STANDS, about=other, by=people.ofsted).kept
    client.force_login(people.ofsted)
    page = says(client.get(reverse("letter_versions", args=[row.pk, kept.number])))
    assert f"Kept beside: {to}</dd>" in page
    assert "Kept beside: Another matter</dd>" in page
    assert f"Kept beside: Concern {item.pk}, " in page
    history = says(client.get(reverse("letter_history", args=[row.pk])))
    assert (history.count(to), history.count("Another matter")) == (1, 1)


def test_what_the_version_beside_left_as_it_found_it_is_not_brought_back():
    people = cast()
    item = draft(by=people.ofsted)
    commands.edit_item(item, base=1, text=STANDS, about=about(urgent=True), by=people.ofsted)
    kept = commands.edit_item(item, base=1, text=KEPT, about=about(strand="leadership"), by=people.ofsted).kept
    commands.settle_versions(item, kept, keep="mine", base=2, by=people.ofsted)
    assert (fresh(item).text.body, fresh(item).urgent, fresh(item).strand) == (KEPT, True, "leadership")
    row = letter(by=people.ofsted)
    commands.edit_letter(row, base=1, text=STANDS, about=about_letter(subject="Another matter"), by=people.ofsted)
    kept = commands.edit_letter(row, base=1, text=KEPT, about=about_letter(signs_role="Director"), by=people.ofsted).kept
    commands.settle_letter(row, kept, keep="mine", base=2, by=people.ofsted)
    found = fresh_letter(row)
    assert (found.text.body, found.subject, found.signs_role) == (KEPT, "Another matter", "Director")


def test_the_text_of_both_starts_from_the_words_that_stand_and_is_refused_unchanged(client, corrected):
    item, address = corrected
    client.force_login(cast().ofsted)
    page = client.get(address).content.decode()
    assert f">\n{STANDS}</textarea>" in page
    answer = client.post(address, {"keep": "merged", "merged": f"{STANDS}\r\n", "correction": "A slip", "base": 2})
    assert (answer.status_code, "These are the words that stand." in says(answer)) == (422, True)
    assert stand(item) == (STANDS, "Not days")
    assert item.text.revisions.get(number=3).settled_at is None


@pytest.mark.parametrize(("keep", "body"), [("mine", KEPT), ("merged", "They wait for hours or minutes.")])
def test_settling_what_was_sent_asks_what_was_wrong_and_the_note_on_top_is_that(client, corrected, keep, body):
    item, address = corrected
    client.force_login(cast().ofsted)
    data = {"keep": keep, "merged": "They wait for hours or minutes.", "base": 2}
    answer = client.post(address, data)
    assert (answer.status_code, "Enter what was wrong, and what is right now." in says(answer)) == (422, True)
    assert stand(item) == (STANDS, "Not days")
    assert client.post(address, {**data, "correction": "Not only hours"}).status_code == 302
    assert stand(item) == (body, "Not only hours")
    client.force_login(cast().cqc)
    assert says(client.get(item.get_absolute_url())).count("Much less") == 0


def test_over_the_api_settling_what_was_sent_says_what_was_wrong(corrected):
    item, _address = corrected
    program = Program(cast().ofsted)
    address = f"/api/v1/intelligence/{item.pk}/revisions/{item.text.revisions.get(number=3).pk}/settle/"
    refused = program.ask("post", address, {"keep": "mine", "base": 2})
    assert (refused.status_code, [row["field"] for row in refused.json()["errors"]]) == (422, ["correction"])
    assert program.ask("post", address, {"keep": "mine", "base": 2, "correction": "Not hours"}).status_code == 200
    assert stand(item) == (KEPT, "Not hours")


def test_the_card_of_what_stands_has_its_correction_and_once_settled_no_form_is_offered(client, corrected):
    item, address = corrected
    client.force_login(cast().ofsted)
    page = says(client.get(address))
    assert ("</strong> Not days</p>" in page, "</strong> Much less</p>" in page, "Which should stand?" in page) == (True,) * 3
    assert "Version 2 by Ofsted" in page
    client.post(address, {"keep": "current", "base": 2})
    page = says(client.get(address))
    assert ("have been settled" in page, "Which should stand?" in page, "<textarea" in page) == (True, False, False)
    assert stand(item) == (STANDS, "Not days")


def notes_for(client, person, item):
    client.force_login(person)
    page = says(client.get(item.get_absolute_url()))
    return [note for note in ("First note", "Second note", "Third note") if f"{note}</p>" in page]


def test_a_recipient_reads_every_correction_since_the_one_that_it_acknowledged(client):
    people = cast()
    item = sent(by=people.ofsted, to=("cqc", "hmicfrs"))
    commands.acknowledge(item, version=1, by=people.cqc)
    commands.correct_item(item, base=1, text=STANDS, correction="First note", by=people.ofsted)
    commands.acknowledge(item, version=2, by=people.cqc)
    commands.correct_item(item, base=2, text=KEPT, correction="Second note", by=people.ofsted)
    commands.correct_item(item, base=3, text="They wait.", correction="Third note", by=people.ofsted)
    commands.add_recipients(item, recipients=inspectorates("hmi-probation"), by=people.ofsted)
    assert notes_for(client, people.cqc, item) == ["Second note", "Third note"]
    assert notes_for(client, people.hmicfrs, item) == ["First note", "Second note", "Third note"]
    assert notes_for(client, people.ofsted, item) == ["Third note"]
    commands.acknowledge(item, version=4, by=people.cqc)
    assert notes_for(client, people.cqc, item) == ["Third note"]


def test_a_removed_file_hides_no_correction_before_it_and_the_button_says_what_happened(client):
    people = cast()
    item = draft(by=people.ofsted)
    file = commands.add_attachment(item, data=b"a,b\r\n", name="march.csv", by=people.ofsted)
    other = commands.add_attachment(item, data=b"c,d\r\n", name="april.csv", by=people.ofsted)
    to = inspectorates("cqc", "hmicfrs")
    keys = (file.pk, other.pk)
    commands.send_item(item, version=1, attached=keys, marking="official", recipients=to, by=people.ofsted)
    commands.acknowledge(item, version=1, by=people.cqc)
    commands.take_back_attachment(file, why="Of another child", by=people.ofsted)
    client.force_login(people.cqc)
    page = says(client.get(item.get_absolute_url()))
    assert ("Acknowledge that a file was removed" in page, "Acknowledge the new words" in page) == (True, False)
    commands.correct_item(fresh(item), base=2, text=STANDS, correction="First note", by=people.ofsted)
    commands.take_back_attachment(other, why="Of the same child", by=people.ofsted)
    page = says(client.get(item.get_absolute_url()))
    told = "Of another child" in page, "First note" in page, "Of the same child" in page, "Acknowledge the new words" in page
    assert told == (True,) * 4


def test_the_history_says_which_version_was_sent_and_a_holder_reads_no_numbers(client):
    people = cast()
    item = draft(by=people.ofsted)
    commands.edit_item(item, base=1, text="They wait for weeks.", about=about(), by=people.ofsted)
    commands.send_item(item, version=2, attached=(), marking="official", recipients=inspectorates("cqc"), by=people.ofsted)
    commands.correct_item(item, base=2, text=STANDS, correction="First note", by=people.ofsted)
    address = reverse("item_history", args=[item.pk])
    client.force_login(people.ofsted)
    page = says(client.get(address))
    assert ('Version 2 <strong class="govuk-tag app-tag--shared">Sent</strong>' in page, page.count(">Sent<")) == (True, 1)
    client.force_login(people.cqc)
    page = says(client.get(address))
    told = ">As it was sent</h2>" in page, ">Corrected <strong" in page, "Version 2" in page, "Kind</dt>" in page
    assert told == (True, True, False, False)


def test_a_letters_history_says_which_version_was_sent(client):
    people = cast()
    row = letter(by=people.ofsted)
    commands.edit_letter(row, base=1, text=STANDS, about=about_letter(), by=people.ofsted)
    client.force_login(people.ofsted)
    address = reverse("letter_history", args=[row.pk])
    assert ">Sent<" not in says(client.get(address))
    commands.send_letter(row, marking="official", version=2, by=people.ofsted)
    page = says(client.get(address))
    assert "Version 2 <strong" in page
    assert page.partition("Version 1")[0].count(">Sent<") == 1
