"""A letter whose item was withdrawn says so wherever it says what it rests on; it is not sent until the item is taken out."""

import re
from html import unescape

import pytest
from django.urls import reverse

from intelligence import commands, queries
from intelligence.printing import html
from jobs.models import Job, State
from tests.letters import BODY, SIGNS, fresh_letter, letter, posted
from tests.sharing import sent
from tests.walk import cast

pytestmark = pytest.mark.django_db


def says(answer):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


@pytest.fixture
def people():
    return cast()


@pytest.fixture
def item(people):
    return sent(by=people.ofsted)


@pytest.fixture
def draft(people, item):
    return letter(by=people.ofsted, items=(item,))


def withdraw(item):
    commands.withdraw_item(item, why="It was wrong.", by=item.author)


def test_the_page_of_a_draft_and_its_form_say_so_and_it_is_sent_once_the_item_is_taken_out(client, people, item, draft):
    client.force_login(people.ofsted)
    page, send = draft.get_absolute_url(), reverse("letter_send", args=[draft.pk])
    edit = reverse("letter_edit", args=[draft.pk])
    for address in (page, send, edit):
        assert "ithdrawn" not in says(client.get(address))
    withdraw(item)
    refused = f"Item {item.pk} was withdrawn. Nothing new can rest on it: take it out of the letter."
    told = says(client.get(page))
    assert ("change the draft and take it out" in told, refused in told, "Check and send" in told) == (True, True, False)
    answer = client.get(send)
    assert (answer.status_code, refused in says(answer)) == (409, True)
    assert "It was withdrawn: take it out" in says(client.get(edit))
    body = {"base": 1, "recipient": draft.recipient_id, "subject": draft.subject, "text": BODY, **SIGNS}
    answer = client.post(edit, {**body, "items": [item.pk]})
    assert (answer.status_code, refused in says(answer)) == (422, True)
    assert client.post(edit, body).status_code == 302
    assert "ithdrawn" not in says(client.get(page))
    assert client.post(send, {"version": 2, "marking": "official"}).status_code == 302
    assert fresh_letter(draft).sent_at is not None


def test_what_is_withdrawn_while_somebody_reads_the_send_page_comes_back_with_it(client, people, item, draft):
    client.force_login(people.ofsted)
    send = reverse("letter_send", args=[draft.pk])
    client.get(send)
    withdraw(item)
    answer = client.post(send, {"version": 1, "marking": "official"})
    told = says(answer)
    assert (answer.status_code, f"Item {item.pk} was withdrawn" in told, "change the draft and take it out" in told) == (
        409,
        True,
        True,
    )
    assert fresh_letter(draft).sent_at is None


def test_the_pdf_of_a_draft_says_so_and_one_of_before_is_offered_anew(client, people, item, draft):
    before = commands.print_letter(draft, by=people.ofsted)
    assert queries.letter_shown(fresh_letter(draft)).current
    assert ("withdrawn" in before.content["items"][0], "Withdrawn" in html(before.content)) == (False, False)
    withdraw(item)
    assert not queries.letter_shown(fresh_letter(draft)).current
    client.force_login(people.ofsted)
    assert "Something on which it rests was withdrawn" in says(client.get(draft.get_absolute_url()))
    Job.objects.filter(pk=before.job_id).update(state=State.FAILED, error="The file store did not answer.")
    page = says(client.get(draft.get_absolute_url()))
    assert ("Try again" in page, "Make a PDF of the draft" in page) == (False, True)
    after = commands.print_letter(draft, by=people.ofsted)
    assert (after.pk != before.pk, "Withdrawn on" in html(after.content)) == (True, True)
    assert queries.letter_shown(fresh_letter(draft)).current


def test_the_page_of_a_sent_letter_says_that_it_was_withdrawn_afterwards(client, people, item):
    row = posted(by=people.ofsted, items=(item,))
    for person in (people.ofsted, people.cqc):
        client.force_login(person)
        assert "ithdrawn" not in says(client.get(row.get_absolute_url()))
    withdraw(item)
    for person in (people.ofsted, people.cqc):
        client.force_login(person)
        told = says(client.get(row.get_absolute_url()))
        assert "It was withdrawn after this letter was sent." in told
        assert "take it out" not in told
