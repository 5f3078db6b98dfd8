"""A decision after a correction: confirmed as it stands, or changed, and no typed reason is lost."""

import re

import pytest
from django.urls import reverse

from intelligence import commands
from intelligence.models import Decision, Delivery
from tests.hidden import hidden
from tests.sharing import sent
from tests.walk import cast

pytestmark = pytest.mark.django_db
STALE = "It has to be confirmed or replaced."


@pytest.fixture
def decided():
    """Acknowledged and decided at CQC, then corrected."""
    people = cast()
    item = sent(by=people.ofsted)
    commands.acknowledge(item, version=1, by=people.cqc)
    reason = "It is the third."
    commands.decide(item, outcome="selection", reason=reason, version=1, by=people.cqc_programme_lead)
    commands.correct_item(item, base=1, text="They wait for hours.", correction="Not days", by=people.ofsted)
    return item


def test_a_decision_is_confirmed_after_a_correction_with_one_press(client, decided):
    people = cast()
    commands.acknowledge(decided, version=2, by=people.cqc)
    client.force_login(people.cqc_programme_lead)
    address = reverse("item_decide", args=[decided.pk])
    said = client.get(decided.get_absolute_url()).content.decode()
    assert (STALE in said, "Confirm or change the decision" in said) == (True, True)
    page = client.get(address)
    said = page.content.decode()
    assert ("save it as it stands below" in said, "Not days" in said) == (True, True)
    assert re.search(r'value="selection"[^>]* checked', said)
    assert ">\nIt is the third.</textarea>" in said
    body = {name: hidden(page, name) for name in ("version", "after")}
    assert client.post(address, {**body, "outcome": "selection", "reason": "It is the third."}).status_code == 302
    assert list(Decision.objects.values_list("version", "reason")) == [(2, "It is the third."), (1, "It is the third.")]
    said = client.get(decided.get_absolute_url()).content.decode()
    assert (STALE in said, "Confirm or change the decision" in said, "Change the decision" in said) == (False, False, True)


def test_what_was_withdrawn_does_not_ask_to_confirm_a_decision(client, decided):
    people = cast()
    for person in (people.ofsted, people.cqc):
        client.force_login(person)
        assert STALE in client.get(decided.get_absolute_url()).content.decode()
    commands.withdraw_item(decided, why="Another area", by=people.ofsted)
    for person in (people.ofsted, people.cqc):
        client.force_login(person)
        assert STALE not in client.get(decided.get_absolute_url()).content.decode()


def test_a_correction_is_acknowledged_from_the_page_of_the_decision_and_the_typed_reason_stays(client, decided):
    people = cast()
    client.force_login(people.cqc_programme_lead)
    address = reverse("item_decide", args=[decided.pk])
    typed = {"after": Decision.objects.get().pk, "outcome": "no-action", "reason": "We know of it."}
    refused = client.post(address, {**typed, "version": 1})
    said = refused.content.decode()
    told = (
        "Acknowledge the correction first" in said,
        "We know of it." in said,
        "They wait for hours." in said,
        "Not days" in said,
    )
    assert (refused.status_code, told) == (409, (True,) * 4)
    assert re.search(r'name="read" value="yes">Acknowledge the new words', said)
    assert "Save the decision" not in said
    read = client.post(address, {**typed, "version": hidden(refused, "version"), "read": "yes"})
    said = read.content.decode()
    assert (read.status_code, "We know of it.</textarea>" in said, "The decision is not saved yet." in said) == (
        200,
        True,
        True,
    )
    assert "There is a problem" not in said
    assert (Delivery.objects.get().acknowledged_version, Decision.objects.count()) == (2, 1)
    assert client.post(address, {**typed, "version": hidden(read, "version")}).status_code == 302
    assert Decision.objects.first().reason == "We know of it."


def test_words_that_changed_once_more_are_not_acknowledged_from_the_page_of_the_decision(client, decided):
    people = cast()
    client.force_login(people.cqc_programme_lead)
    commands.correct_item(decided, base=2, text="They wait for minutes.", correction="Not hours", by=people.ofsted)
    address = reverse("item_decide", args=[decided.pk])
    typed = {"after": Decision.objects.get().pk, "outcome": "no-action", "reason": "", "read": "yes"}
    answer = client.post(address, {**typed, "version": 2})
    said = answer.content.decode()
    assert (answer.status_code, "Read what stands now" in said, "They wait for minutes." in said) == (409, True, True)
    assert Delivery.objects.get().acknowledged_version == 1
    assert client.post(address, {**typed, "version": hidden(answer, "version")}).status_code == 200
    assert Delivery.objects.get().acknowledged_version == 3
