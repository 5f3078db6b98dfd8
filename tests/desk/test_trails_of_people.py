"""What an administrator learns from the trail of one of their people: nothing that is only planned, no words by searching."""

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import Read
from audit.queries import key_of
from inspections import commands
from tests.walk import Cast, cast, inspection_at

pytestmark = pytest.mark.django_db
WHY = "A-word-of-the-reason"


@pytest.fixture
def people() -> Cast:
    return cast()


def trail_of(client: Client, person, query: str = "", name: str = "person_trail") -> str:
    answer = client.get(reverse(name, args=[person.pk]) + query)
    assert answer.status_code == 200
    return answer.getvalue().decode()


@pytest.mark.parametrize("name", ["person_trail", "person_trail_csv"])
def test_a_week_that_is_only_planned_stands_in_no_trail_of_a_person(people, client, name):
    known, planned = inspection_at("notified", year=2024), inspection_at("planned")
    for inspection in (known, planned):
        Read.objects.create(
            stream=inspection.stream, actor=key_of(people.lead), thing="inspection", quarter="2026-01-05T10:00Z"
        )
    client.force_login(people.ofsted_administrator)
    for person in (people.lead, people.programme_lead):
        shown = trail_of(client, person, name=name)
        assert f"Inspection {known.pk}" in shown
        assert f"Inspection {planned.pk}" not in shown


def test_once_it_is_known_it_does(people, client):
    planned = inspection_at("planned")
    commands.take_step("notify", planned, by=people.lead)
    client.force_login(people.ofsted_administrator)
    assert f"Inspection {planned.pk}" in trail_of(client, people.lead)


def test_words_that_are_not_shown_are_not_found_either(people, client):
    known = inspection_at("notified")
    commands.take_step("cancel", known, reason=WHY, by=people.programme_lead)
    client.force_login(people.ofsted_administrator)
    assert f"Inspection {known.pk}" in trail_of(client, people.programme_lead)
    assert f"Inspection {known.pk}" not in trail_of(client, people.programme_lead, f"?text={WHY}")
