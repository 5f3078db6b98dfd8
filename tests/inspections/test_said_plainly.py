"""The list of candidates is by organisation, and what was done is said in a sentence."""

import re

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from inspections.models import Part
from tests.walk import inspection_at

pytestmark = pytest.mark.django_db


def test_candidates_stand_under_their_inspectorate_without_those_who_cannot_have_a_place(client, people):
    inspection = inspection_at("planned")
    client.force_login(people.programme_lead)
    page = client.get(reverse("team_add", args=[inspection.pk])).content.decode()
    groups = dict(re.findall(r'<optgroup label="([^"]+)">(.*?)</optgroup>', page, re.DOTALL))
    assert f">{people.stranger.name}, " in groups["Ofsted"]
    assert f">{people.cqc_programme_lead.name}, " in groups["Care Quality Commission"]
    for nobody in (
        people.governance,
        people.ofsted_governance,
        people.ofsted_administrator,
        people.second_administrator,
        people.cqc_administrator,
    ):
        assert f">{nobody.name}, " not in page


def test_a_place_is_given_and_handed_over_in_sentences(client, people):
    inspection = inspection_at("planned")
    client.force_login(people.programme_lead)
    sent = {"person": people.stranger.pk, "part": Part.INSPECTOR}
    answer = client.post(reverse("team_add", args=[inspection.pk]), sent)
    assert [str(one) for one in get_messages(answer.wsgi_request)] == ["Stranger has a place on the team."]
    place = inspection.team.get(user=people.stranger)
    answer = client.post(reverse("team_end", args=[inspection.pk, place.pk]), {})
    assert str(list(get_messages(answer.wsgi_request))[-1]) == "Stranger has left the team."


def test_the_tags_of_the_team_do_not_break_where_there_is_room(client, people):
    inspection = inspection_at("planned")
    client.force_login(people.programme_lead)
    page = client.get(reverse("team", args=[inspection.pk])).content.decode()
    assert '<strong class="govuk-tag govuk-tag--yellow app-tag--wide">Interests not declared</strong>' in page
