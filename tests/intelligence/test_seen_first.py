"""What changes while somebody looks is neither closed, sent nor decided unseen."""

import re

import pytest
from django.urls import reverse

from audit.models import Event
from intelligence import commands
from intelligence.models import Decision, Delivery, Letter
from jtai.errors import NotNow
from tests.api.asking import Program
from tests.factories import MembershipFactory, RoleFactory, UserFactory
from tests.hidden import hidden
from tests.letters import about_letter, fresh_letter, letter
from tests.sharing import about, draft, fresh, inspectorates, sent
from tests.walk import cast

pytestmark = pytest.mark.django_db
ALL = "/api/v1/intelligence/"


def test_a_withdrawal_is_not_acknowledged_by_whoever_read_the_page_before_it(client):
    people = cast()
    item = sent(by=people.ofsted)
    address = reverse("item_acknowledge", args=[item.pk])
    client.force_login(people.cqc)
    assert b'name="withdrawn"' not in client.get(item.get_absolute_url()).content
    commands.withdraw_item(item, why="Another area", by=people.ofsted)
    answer = client.post(address, {"version": 1})
    assert (answer.status_code, "withdrawn while you read it" in answer.content.decode()) == (409, True)
    assert Delivery.objects.get().withdrawal_seen_at is None
    body = {"version": 1, "withdrawn": hidden(client.get(item.get_absolute_url()), "withdrawn")}
    assert client.post(address, body).status_code == 302
    assert Delivery.objects.get().withdrawal_seen_by == people.cqc


def test_a_withdrawal_is_acknowledged_over_the_api_by_whoever_says_that_they_saw_it():
    people = cast()
    item, program = sent(by=people.ofsted), Program(people.cqc)
    commands.withdraw_item(item, why="Another area", by=people.ofsted)
    address = f"{ALL}{item.pk}/acknowledge/"
    assert program.ask("post", address, {"version": 1}).status_code == 409
    assert program.ask("post", address, {"version": 1, "withdrawn": True}).status_code == 200


def test_other_words_than_those_that_were_checked_are_not_sent_and_then_shown(client):
    people = cast()
    item = draft(by=people.ofsted)
    client.force_login(people.programme_lead)
    address = reverse("item_send", args=[item.pk])
    body = {
        "marking": "official",
        "recipients": [inspectorates("cqc")[0].pk],
        "version": hidden(client.get(address), "version"),
    }
    commands.edit_item(item, base=1, text="They wait for weeks.", about=about(), by=people.ofsted)
    answer = client.post(address, body)
    assert (answer.status_code, "changed since you looked" in answer.content.decode()) == (409, True)
    assert ("They wait for weeks." in answer.content.decode(), fresh(item).sent_at) == (True, None)
    assert 'value="official"' in answer.content.decode()
    assert client.post(address, {**body, "version": hidden(answer, "version")}).status_code == 302
    assert fresh(item).sent_at is not None


def change(row, base, text):
    """The draft is saved in other words: of a letter by a colleague, of an item by its author in another window."""
    if isinstance(row, Letter):
        return commands.edit_letter(row, base=base, text=text, about=about_letter(), by=cast().programme_lead)
    return commands.edit_item(row, base=base, text=text, about=about(), by=row.author)


def test_a_letter_that_somebody_changed_is_read_again_and_then_sent(client):
    row = letter(by=cast().ofsted)
    client.force_login(cast().ofsted)
    address = reverse("letter_send", args=[row.pk])
    body = {"marking": "official", "version": hidden(client.get(address), "version")}
    change(row, 1, "They are asked by nobody.")
    answer = client.post(address, body)
    said = answer.content.decode()
    assert (answer.status_code, "Somebody changed the letter" in said, "They are asked by nobody." in said) == (409, True, True)
    assert re.search(r'value="official" id="id_marking_\d" checked', said)
    assert fresh_letter(row).sent_at is None
    assert client.post(address, {**body, "version": hidden(answer, "version")}).status_code == 302
    assert (fresh_letter(row).marking, fresh_letter(row).sent_by) == ("official", cast().ofsted)


def test_the_version_that_is_sent_back_is_that_of_the_words_on_the_page(client, monkeypatch):
    row = letter(by=cast().ofsted)
    client.force_login(cast().ofsted)
    send = commands.send_letter

    def changed_first(found, **facts):
        change(row, 1, "They are asked by nobody.")
        return send(found, **facts)

    monkeypatch.setattr(commands, "send_letter", changed_first)
    answer = client.post(reverse("letter_send", args=[row.pk]), {"marking": "official", "version": 1})
    assert (answer.status_code, "They are asked by nobody." in answer.content.decode(), hidden(answer, "version")) == (
        409,
        True,
        "2",
    )


def test_a_refusal_of_another_kind_leaves_the_version_as_it_was(client):
    row = letter(by=cast().ofsted, signs_name="", signs_role="")
    client.force_login(cast().ofsted)
    commands.edit_letter(row, base=1, text="Anew.", about=about_letter(signs_name="", signs_role=""), by=cast().ofsted)
    answer = client.post(reverse("letter_send", args=[row.pk]), {"marking": "official", "version": 1})
    assert (answer.status_code, "not said who signs" in answer.content.decode()) == (409, True)
    assert hidden(answer, "version") == "1"


@pytest.mark.parametrize(("made", "page"), [(letter, "letter_versions"), (draft, "item_versions")])
@pytest.mark.parametrize("keep", ["mine", "current"])
def test_words_that_came_while_two_versions_were_compared_are_read_and_then_one_is_chosen(client, made, page, keep):
    row = made(by=cast().ofsted)
    change(row, 1, "Second.")
    kept = change(row, 1, "Kept.").kept
    client.force_login(cast().ofsted)
    address = reverse(page, args=[row.pk, kept.number])
    body = {"keep": keep, "merged": "Half of a text.", "base": hidden(client.get(address), "base")}
    change(row, 2, "Fourth.")
    answer = client.post(address, body)
    said = answer.content.decode()
    assert (answer.status_code, "Somebody wrote again" in said, "Fourth." in said, "Half of a text." in said) == (
        409,
        True,
        True,
        True,
    )
    assert client.post(address, {**body, "base": hidden(answer, "base")}).status_code == 302
    row.text.refresh_from_db()
    assert row.text.body == {"mine": "Kept.", "current": "Fourth."}[keep]


def test_a_text_made_from_both_stays_on_the_page_where_nothing_can_be_settled_any_more(client):
    row = sent(by=cast().ofsted)
    for text in ("Second.", "Kept."):
        saved = commands.correct_item(row, base=1, text=text, correction="A slip", by=cast().ofsted)
    client.force_login(cast().ofsted)
    address = reverse("item_versions", args=[row.pk, saved.kept.number])
    commands.withdraw_item(row, why="Another area", by=cast().ofsted)
    assert 'name="merged"' not in client.get(address).content.decode()
    answer = client.post(address, {"keep": "merged", "merged": "Written from both.", "base": 2})
    said = answer.content.decode()
    assert (answer.status_code, "This was withdrawn." in said, "Written from both." in said) == (409, True, True)


def test_other_files_than_those_that_were_checked_are_not_sent(client):
    people = cast()
    item = draft(by=people.ofsted)
    client.force_login(people.programme_lead)
    address = reverse("item_send", args=[item.pk])
    body = {"marking": "official", "recipients": [inspectorates("cqc")[0].pk], "version": 1}
    commands.add_attachment(item, data=b"a,b\r\n", name="march.csv", by=people.ofsted)
    answer = client.post(address, body)
    assert (answer.status_code, "files were changed" in answer.content.decode(), fresh(item).sent_at) == (409, True, None)
    assert client.post(address, {**body, "attached": hidden(answer, "attached")}).status_code == 302


def test_over_the_api_words_and_files_are_named_that_were_checked():
    people = cast()
    item, program = draft(by=people.ofsted), Program(people.ofsted)
    commands.edit_item(item, base=1, text="They wait for weeks.", about=about(), by=people.ofsted)
    file = commands.add_attachment(item, data=b"a,b\r\n", name="march.csv", by=people.ofsted).pk
    body, address = {"marking": "official", "recipients": ["cqc"]}, f"{ALL}{item.pk}/send/"
    assert program.ask("post", address, {**body, "files": [file]}).status_code == 428
    assert program.ask("post", address, {**body, "files": [file]}, If_Match='"1"').status_code == 409
    assert program.ask("post", address, body, If_Match='"2"').status_code == 409
    assert program.ask("post", address, {**body, "files": [file]}, If_Match='"2"').status_code == 200


@pytest.fixture
def second():
    """Another programme lead of CQC."""
    person = UserFactory()
    MembershipFactory(user=person, inspectorate=inspectorates("cqc")[0])
    RoleFactory(user=person, kind="programme-lead")
    return person


@pytest.fixture
def read():
    """An item that CQC has acknowledged."""
    item = sent(by=cast().ofsted)
    commands.acknowledge(item, version=1, by=cast().cqc)
    return item


def test_a_second_programme_lead_does_not_replace_a_decision_unseen_and_their_words_stay(client, read, second):
    client.force_login(second)
    address = reverse("item_decide", args=[read.pk])
    page = client.get(address)
    body = {name: hidden(page, name) for name in ("version", "after")} | {"outcome": "no-action", "reason": "We know."}
    commands.decide(read, outcome="selection", reason="It is the third.", version=1, by=cast().cqc_programme_lead)
    answer = client.post(address, body)
    said = answer.content.decode()
    assert (answer.status_code, "decided meanwhile" in said, "It is the third." in said, "We know." in said) == (
        409,
        True,
        True,
        True,
    )
    assert Decision.objects.count() == 1
    assert client.post(address, {**body, "after": hidden(answer, "after")}).status_code == 302
    assert list(Decision.objects.values_list("reason", flat=True)) == ["We know.", "It is the third."]


def test_a_decision_that_is_sent_twice_is_one(client, read):
    client.force_login(cast().cqc_programme_lead)
    body = {"version": 1, "after": 0, "outcome": "selection", "reason": "It is the third."}
    for _time in range(2):
        assert client.post(reverse("item_decide", args=[read.pk]), body).status_code == 302
    assert (Decision.objects.count(), Event.objects.filter(verb="intelligence.decide").count()) == (1, 1)


def test_the_api_names_the_newest_decision_that_was_seen(read, second):
    first = commands.decide(read, outcome="selection", reason="Third", version=1, by=cast().cqc_programme_lead)
    program, address = Program(second), f"{ALL}{read.pk}/decisions/"
    body = {"version": 1, "outcome": "no-action", "reason": "Known"}
    assert program.ask("post", address, body).status_code == 409
    assert program.ask("post", address, {**body, "after": first.pk}).status_code == 201


def test_a_correction_while_somebody_decides_keeps_their_words_on_the_page(client, read):
    people = cast()
    client.force_login(people.cqc_programme_lead)
    address = reverse("item_decide", args=[read.pk])
    body = {"version": hidden(client.get(address), "version"), "after": 0, "outcome": "no-action", "reason": "We know."}
    commands.correct_item(read, base=1, text="They wait for hours.", correction="Not days", by=people.ofsted)
    commands.acknowledge(read, version=2, by=people.cqc)
    answer = client.post(address, body)
    assert (answer.status_code, "We know." in answer.content.decode()) == (409, True)
    with pytest.raises(NotNow):
        commands.decide(read, outcome="no-action", reason="We know.", version=1, by=people.cqc_programme_lead)
    assert client.post(address, {**body, "version": hidden(answer, "version")}).status_code == 302
