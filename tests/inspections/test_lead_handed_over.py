"""Where a place cannot be ended, the page leads to handing it over."""

import pytest
from django.urls import reverse

from tests.walk import inspection_at

pytestmark = pytest.mark.django_db


def test_the_page_that_does_not_end_the_leads_place_leads_to_handing_it_over(client, people):
    inspection = inspection_at("fieldwork")
    at = [inspection.pk, inspection.team.get(user=people.lead).pk]
    way = f'href="{reverse("team_replace", args=at)}"'
    client.force_login(people.programme_lead)
    page = client.get(reverse("team_end", args=at)).content.decode()
    assert "hand the place over to a new lead inspector, which ends it." in page
    assert way in page
    client.force_login(people.cqc)
    assert way not in client.get(reverse("team_end", args=at)).content.decode()
    other = [inspection.pk, inspection.team.get(user=people.ofsted).pk]
    client.force_login(people.programme_lead)
    assert reverse("team_replace", args=other) not in client.get(reverse("team_end", args=other)).content.decode()
