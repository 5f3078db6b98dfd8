"""A deferred inspection begins again: its new week is as secret as the first one was, and every step can be taken anew."""

from datetime import date

import pytest
from django.urls import reverse

from inspections import commands, queries
from inspections.models import Milestone, MilestoneKind, RequestItem
from tests.api.asking import Program
from tests.walk import cast, inspection_at

pytestmark = pytest.mark.django_db
NEW_WEEK = date(2026, 6, 8)


@pytest.fixture
def again(people):
    """An inspection that was in set-up, with one answer of the police, deferred and given a new week."""
    inspection = inspection_at("set-up")
    item = RequestItem.objects.filter(inspection=inspection, agency__kind__code="police").first()
    commands.answer_request_item(item, held=True, answer="Sent by courier.", by=people.police)
    commands.defer(inspection, asked_by="The director", reason="Flood", by=people.programme_lead)
    return commands.reschedule(inspection, fieldwork_start=NEW_WEEK, reason="Dry again", by=cast().programme_lead)


def test_a_deferred_inspection_stays_with_the_area_that_knew_of_it(people):
    inspection = inspection_at("set-up")
    commands.defer(inspection, asked_by="The director", reason="Flood", by=people.programme_lead)
    assert list(queries.answers_of(cast().co_ordinator)) == [inspection]


def test_the_new_week_is_not_given_away(client, again):
    person = cast().co_ordinator
    assert list(queries.answers_of(person)) == []
    client.force_login(person)
    assert client.get(reverse("response", args=[again.pk])).status_code == 404
    assert "8 June 2026" not in client.get(reverse("home")).content.decode()
    assert Program(cast().co_ordinator).get("/api/v1/responses/")["count"] == 0
    assert again.notified_at is None


def test_what_happened_before_the_deferral_is_still_to_come(again):
    assert set(Milestone.objects.filter(inspection=again).values_list("happened_on", flat=True)) == {None}


def test_set_up_can_start_again_and_keeps_what_was_answered(again):
    asked = RequestItem.objects.filter(inspection=again).count()
    commands.take_step("notify", again, by=cast().lead)
    commands.take_step("start_set_up", again, by=cast().lead)
    items = list(RequestItem.objects.filter(inspection=again))
    assert len(items) == asked
    assert {item.due_on for item in items} == {again.milestones.get(kind=MilestoneKind.REQUEST_DUE).day}
    assert [item.answer for item in items if item.state == "received"] == ["Sent by courier."]
    assert list(queries.answers_of(cast().co_ordinator)) == [again]
