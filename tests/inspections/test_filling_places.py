"""An empty place is filled by a form that knows which one it is: whose, for what, and by whom of which inspectorate."""

import re

import pytest
from django.urls import reverse

from agencies import commands as people_commands
from inspections import access, commands, queries
from inspections.models import Part
from jtai.errors import NotNow
from tests.factories import MembershipFactory
from tests.walk import inspection_at, note

pytestmark = pytest.mark.django_db


def colleague(person):
    return MembershipFactory(inspectorate=person.membership.inspectorate).user


def address(place) -> str:
    return f"{reverse('team_add', args=[place.inspection_id])}?place={place.pk}"


def shown(answer) -> str:
    return " ".join(answer.content.decode().partition("<main")[2].split())


def two_left(people):
    """Two places of CQC's inspectors that stand empty, in the order in which they were left, and who could fill them."""
    inspection = inspection_at("fieldwork")
    second, new = colleague(people.cqc), colleague(people.cqc)
    commands.assign(inspection, person=second, part=Part.INSPECTOR, by=people.cqc_programme_lead)
    written = note(inspection, by=second)
    places = [inspection.team.get(user=person) for person in (people.cqc, second)]
    for person in (people.cqc, second):
        people_commands.leave(person, by=people.cqc_administrator)
    return inspection, places, new, written


def test_the_form_says_which_place_it_fills_and_fills_that_one(client, people):
    inspection, (older, newer), new, written = two_left(people)
    client.force_login(people.programme_lead)
    said = shown(client.get(address(newer)))
    assert f"Place of {newer.user.name}, Team inspector, Care Quality Commission" in said
    assert re.findall(r'<optgroup label="([^"]+)">', said) == ["Care Quality Commission"]
    assert 'name="part"' not in said
    answer = client.post(address(newer), {"person": people.stranger.pk})  # of Ofsted
    assert (answer.status_code, inspection.team.filter(user=people.stranger).exists()) == (422, False)
    answer = client.post(address(newer), {"person": new.pk}, follow=True)
    assert f"{new.name} has taken over the place of {newer.user.name}." in answer.content.decode()
    assert [one.place.pk for one in queries.places_of(inspection).empty] == [older.pk]
    # With the place comes what is open in it.
    assert written.author_id in access.whose_work(new, inspection)


def test_who_comes_too_late_is_told_so(client, people):
    _inspection, (older, newer), new, _written = two_left(people)
    third = colleague(people.cqc_programme_lead)
    commands.fill(newer, person=new, by=people.cqc_programme_lead)
    client.force_login(people.cqc_programme_lead)
    sentence = f"{new.name} has taken this place over."
    said = shown(client.get(address(newer)))
    assert (sentence in said, 'name="person"' in said, "Back to the team" in said) == (True, False, True)
    answer = client.post(address(newer), {"person": third.pk})
    assert (answer.status_code, sentence in shown(answer)) == (409, True)
    commands.leave_empty(older, by=people.programme_lead)
    assert "A programme lead has decided that this place stays empty." in shown(client.get(address(older)))


def test_a_place_is_filled_by_whoever_may_fill_it_with_somebody_of_its_inspectorate(client, people):
    inspection, (place, _newer), new, _written = two_left(people)
    client.force_login(people.lead)
    assert (client.get(address(place)).status_code, client.post(address(place), {"person": new.pk}).status_code) == (403, 403)
    with pytest.raises(NotNow, match="whose successor comes from CQC"):
        commands.fill(place, person=people.stranger, by=people.programme_lead)
    people_commands.leave(people.hmicfrs, by=people.administrator)
    client.force_login(people.cqc_programme_lead)
    assert client.get(address(inspection.team.get(user=people.hmicfrs))).status_code == 403


@pytest.mark.parametrize("key", ["", "x", "0", "9" * 30, "-1", "999999999"])
def test_a_place_that_is_not_there_is_not_found(client, people, key):
    inspection = inspection_at("planned")
    client.force_login(people.programme_lead)
    assert client.get(reverse("team_add", args=[inspection.pk]), {"place": key}).status_code == 404
