"""A place of which there is one is not given past its holder: the form leads to the page that hands it over."""

import pytest
from django.urls import reverse

from inspections.models import Part
from tests.factories import MembershipFactory, RoleFactory
from tests.walk import inspection_at

pytestmark = pytest.mark.django_db


def another_signatory(person):
    other = MembershipFactory(inspectorate=person.membership.inspectorate).user
    RoleFactory(user=other, kind="signatory", title="Director")
    return other


@pytest.mark.parametrize("part", [Part.LEAD, Part.SIGNATORY])
def test_the_form_leads_to_the_handing_over_and_puts_nobody_out(client, people, part):
    inspection = inspection_at("fieldwork")
    holder = people.lead if part == Part.LEAD else people.cqc_signatory
    wanted = people.stranger if part == Part.LEAD else another_signatory(people.cqc_signatory)
    held = inspection.team.get(user=holder)
    client.force_login(people.programme_lead)
    answer = client.post(reverse("team_add", args=[inspection.pk]), {"person": wanted.pk, "part": part})
    address = f"{reverse('team_replace', args=[inspection.pk, held.pk])}?person={wanted.pk}"
    assert (answer.status_code, answer.headers["Location"]) == (302, address)
    held.refresh_from_db()
    assert (held.ended_at, inspection.team.filter(user=wanted).exists()) == (None, False)
    page = client.get(address).content.decode()
    assert f'<option value="{wanted.pk}" selected>' in page
    assert f"{holder.name} holds this place, so it is handed over. Nothing has changed yet." in page
    client.post(address, {"person": wanted.pk})
    assert inspection.team.get(user=wanted).took_over_from == held


def test_a_lead_of_another_inspectorate_is_refused_beside_the_list_by_the_name_of_the_present_one(client, people):
    inspection = inspection_at("fieldwork")
    wanted = MembershipFactory(inspectorate=people.cqc.membership.inspectorate).user
    client.force_login(people.programme_lead)
    answer = client.post(reverse("team_add", args=[inspection.pk]), {"person": wanted.pk, "part": Part.LEAD})
    sentence = "This is the place of Lead, whose successor comes from Ofsted. Choose somebody of Ofsted."
    assert (answer.status_code, f'<a href="#id_person">{sentence}' in answer.content.decode()) == (409, True)
    assert inspection.team.get(part=Part.LEAD, ended_at=None).user == people.lead


def test_a_place_that_nobody_holds_is_given_at_once(client, people):
    inspection = inspection_at("planned", staffed=False)
    client.force_login(people.programme_lead)
    for person, part in (
        (people.lead, Part.LEAD),
        (people.cqc_signatory, Part.SIGNATORY),
        (people.ofsted_signatory, Part.SIGNATORY),
    ):
        answer = client.post(reverse("team_add", args=[inspection.pk]), {"person": person.pk, "part": part})
        assert answer.headers["Location"] == reverse("team", args=[inspection.pk])
    assert inspection.team.filter(ended_at=None).count() == 3
