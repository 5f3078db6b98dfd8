"""What the pages of a team say when something is missing or refused."""

import pytest
from django.urls import reverse

from agencies import commands as people_commands
from tests.walk import inspection_at

pytestmark = pytest.mark.django_db


def page(client, viewer, name, *args, **sent):
    client.force_login(viewer)
    address = reverse(name, args=args)
    answer = client.post(address, sent, follow=True) if sent else client.get(address)
    return " ".join(answer.content.decode().split())


def test_an_inspection_whose_lead_has_left_does_not_wait_for_its_first(client, people):
    inspection = inspection_at("fieldwork")
    people_commands.leave(people.lead, by=people.ofsted_administrator)
    said = page(client, people.programme_lead, "inspection", inspection.pk)
    assert "Nobody at present" in said
    assert "Nobody yet" not in said
    assert "No lead inspector is named at present." in page(client, people.co_ordinator, "response", inspection.pk)


def test_who_asked_for_an_override_reads_who_was_told(client, people):
    inspection = inspection_at("planned")
    people_commands.declare_interest(kind="lives", local_area=inspection.local_area, by=people.stranger)
    sent = {"part": "inspector", "reason": "Nobody else"}
    said = page(client, people.programme_lead, "override_ask", inspection.pk, people.stranger.pk, **sent)
    assert "A second person has to decide. The programme leads who may decide were told by email." in said


def test_a_new_week_without_a_day_is_asked_for_in_english(client, people):
    inspection = inspection_at("deferred")
    said = page(client, people.programme_lead, "step", inspection.pk, "reschedule", reason="A flood")
    assert "Enter the first day of fieldwork" in said
