"""Two change one person at once: each changes what they changed, and nothing goes back."""

import re

import pytest
from django.urls import reverse

from accounts.models import User
from agencies import commands
from agencies.models import Membership
from audit import trail
from tests.walk import cast

pytestmark = pytest.mark.django_db
INPUT = re.compile(r'<input[^>]* name="(\w+)"[^>]*>')
VALUE = re.compile(r' value="([^"]*)"')


def shown(client, address):
    """What the form of a page would send if nothing were typed."""
    page = client.get(address).content.decode()
    found = {}
    for tag in INPUT.finditer(page):
        value, box = VALUE.search(tag.group(0)), 'type="checkbox"' in tag.group(0)
        if not box or " checked" in tag.group(0):
            found[tag.group(1)] = value.group(1) if value else "on" * box
    for name, options in re.findall(r'<select[^>]* name="(\w+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = chosen.group(1) if chosen else ""
    return found


def test_a_stale_tab_undoes_nothing(client):
    people = cast()
    client.force_login(people.cqc_administrator)
    address = reverse("person_change", args=[people.cqc.pk])
    first, second = shown(client, address), shown(client, address)
    assert client.post(address, {**first, "name": "Ada Novak"}).status_code == 302
    assert client.post(address, {**second, "job_title": "Senior inspector"}).status_code == 302
    here = Membership.objects.get(user=people.cqc)
    assert (User.objects.get(pk=people.cqc.pk).name, here.job_title) == ("Ada Novak", "Senior inspector")
    verbs = [event.verb for event in trail.trail_of(f"person:{people.cqc.pk}")]
    assert verbs.count("person.rename") == 1


def test_also_not_the_agency_and_the_co_ordinating_of_a_contact(client):
    people = cast()
    client.force_login(people.co_ordinator)
    address = reverse("person_change", args=[people.police.pk])
    stale = shown(client, address)
    force = people.police.membership.agency
    assert stale["agency"] == str(force.pk)
    commands.change_membership(people.police, job_title="Chief", co_ordinator=True, by=people.co_ordinator)
    assert client.post(address, {**stale, "name": "Pia Police"}).status_code == 302
    here = Membership.objects.get(user=people.police)
    assert (here.job_title, here.agency, here.co_ordinator) == ("Chief", None, True)
    fresh = shown(client, address)
    fresh.pop("co_ordinator")
    assert client.post(address, {**fresh, "agency": str(force.pk)}).status_code == 302
    here.refresh_from_db()
    assert (here.agency, here.co_ordinator) == (force, False)


def test_an_error_on_the_page_forgets_nothing_of_it(client):
    people = cast()
    client.force_login(people.cqc_administrator)
    address = reverse("person_change", args=[people.cqc.pk])
    stale = shown(client, address)
    refused = client.post(address, {**stale, "job_title": ""})
    assert refused.status_code == 422
    assert f'name="was_job_title" value="{stale["was_job_title"]}"' in refused.content.decode()


def test_two_who_change_the_same_are_told_of_each_other_once_and_the_second_decides(client):
    people = cast()
    client.force_login(people.cqc_administrator)
    address = reverse("person_change", args=[people.cqc.pk])
    first, second = shown(client, address), shown(client, address)
    assert client.post(address, {**first, "job_title": "Analyst one"}).status_code == 302
    told = client.post(address, {**second, "job_title": "Analyst two"})
    page = told.content.decode()
    assert (told.status_code, "changed this to “Analyst one”" in page, 'value="Analyst two"' in page) == (422, True, True)
    assert Membership.objects.get(user=people.cqc).job_title == "Analyst one"
    again = dict(re.findall(r'name="(was_\w+)" value="([^"]*)"', page))
    assert client.post(address, {**second, **again, "job_title": "Analyst two"}).status_code == 302
    assert Membership.objects.get(user=people.cqc).job_title == "Analyst two"


def test_who_types_what_somebody_else_has_just_saved_is_told_nothing(client):
    people = cast()
    client.force_login(people.cqc_administrator)
    address = reverse("person_change", args=[people.cqc.pk])
    first, second = shown(client, address), shown(client, address)
    for sent in (first, second):
        assert client.post(address, {**sent, "job_title": "Analyst"}).status_code == 302
