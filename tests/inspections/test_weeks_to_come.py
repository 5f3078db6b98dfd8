"""A new week is one that is still to come, in which the framework is in force: said beside the date, on the page and by the API."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from inspections.models import FrameworkVersion, Inspection
from tests.api.asking import Program
from tests.walk import WEEK_TO_COME, cast, inspection_at

pytestmark = pytest.mark.django_db
BESIDE = '<a href="#id_fieldwork_start_day">{said}</a>'


@pytest.fixture
def deferred():
    return inspection_at("deferred")


def tried(client, inspection: Inspection, day: date):
    client.force_login(cast().programme_lead)
    address = reverse("step", args=[inspection.pk, "reschedule"])
    return client.post(address, {"fieldwork_start": str(day), "reason": "Dry again"})


@pytest.mark.parametrize("back", [0, 7, 2000])
def test_a_week_that_has_begun_or_is_over_is_refused_beside_the_date(client, deferred, back):
    today = timezone.localdate()
    page = tried(client, deferred, today - timedelta(days=back))
    said = f"Fieldwork must start in the future. Enter a date after {date_format(today, 'j F Y')}."
    assert page.status_code == 422
    assert BESIDE.format(said=said) in page.content.decode()
    assert page.context["form"].errors == {"fieldwork_start": [said]}
    office = Program(cast().programme_lead)
    body = {"fieldwork_start": str(today - timedelta(days=back)), "reason": "Dry again"}
    answer = office.ask("post", reverse("api_reschedule", args=[deferred.pk]), body)
    assert (answer.status_code, answer.json()["errors"]) == (422, [{"field": "fieldwork_start", "detail": said}])
    assert Inspection.objects.get(pk=deferred.pk).status == "deferred"


def test_a_week_that_starts_on_a_weekend_is_refused_whatever_the_reason(client, deferred):
    saturday = WEEK_TO_COME + timedelta(days=5)
    client.force_login(cast().programme_lead)
    typed = {"fieldwork_start": str(saturday), "reason": "Dry again", "week_reason": "The area asked for it"}
    page = client.post(reverse("step", args=[deferred.pk, "reschedule"]), typed)
    said = "14 March 2099 is a Saturday. Fieldwork starts on a day from Monday to Friday."
    assert page.context["form"].errors == {"fieldwork_start": [said]}
    answer = Program(cast().programme_lead).ask("post", reverse("api_reschedule", args=[deferred.pk]), typed)
    assert (answer.status_code, answer.json()["errors"]) == (422, [{"field": "fieldwork_start", "detail": said}])


@pytest.mark.parametrize(
    ("force", "said"),
    [
        (
            {"valid_to": date(2099, 1, 1)},
            "The framework of this inspection is in force until 1 January 2099. Enter an earlier week.",
        ),
        (
            {"valid_from": date(2099, 4, 1)},
            "The framework of this inspection is in force from 1 April 2099. Enter a later week.",
        ),
    ],
)
def test_a_week_outside_the_framework_is_refused_beside_the_date(client, deferred, force, said):
    FrameworkVersion.objects.filter(pk=deferred.framework_id).update(**force)
    page = tried(client, deferred, WEEK_TO_COME)
    assert page.status_code == 422
    assert BESIDE.format(said=said) in page.content.decode()
    assert Inspection.objects.get(pk=deferred.pk).status == "deferred"


def test_a_week_to_come_is_taken(client, deferred):
    page = tried(client, deferred, WEEK_TO_COME)
    assert page.status_code == 302
    assert Inspection.objects.get(pk=deferred.pk).fieldwork_start == WEEK_TO_COME


def test_a_week_that_leaves_no_time_to_notify_needs_a_reason(client, deferred):
    """Ten working days before fieldwork the area is notified: of a Monday within a week from now that day has passed."""
    today = timezone.localdate()
    monday = today + timedelta(days=7 - today.weekday())
    FrameworkVersion.objects.filter(pk=deferred.framework_id).update(valid_from=date(2026, 1, 1), valid_to=None)
    page = tried(client, deferred, monday)
    said = page.context["form"].errors["week_reason"][0]
    assert page.status_code == 422
    assert said.startswith("The local area would have been notified on ")
    assert "say why this one must stand" in said
    body = {"fieldwork_start": str(monday), "reason": "Dry again"}
    answer = Program(cast().programme_lead).ask("post", reverse("api_reschedule", args=[deferred.pk]), body)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "week_reason")
    client.post(
        reverse("step", args=[deferred.pk, "reschedule"]),
        {"fieldwork_start": str(monday), "reason": "Dry again", "week_reason": "The area agreed"},
    )
    assert Inspection.objects.get(pk=deferred.pk).fieldwork_start == monday
