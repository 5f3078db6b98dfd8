"""Statements of proposed action in the profile of a local area and of its agencies: how far each is, to those who see the inspection."""

import re
from datetime import timedelta

import pytest
import time_machine as clock
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from reports.models import Receipt
from tests.programmes import acting
from tests.walk import AREA, cast
from tests.walk_reports import report_at

pytestmark = pytest.mark.django_db
PROFILES = [
    pytest.param(lambda: reverse("local_area", args=[AREA]), id="local area"),
    pytest.param(lambda: reverse("agency", args=[acting.council(kind="police").code]), id="force"),
]


def told(client, person, address) -> list[str]:
    """The cells of the table of statements, without their markup; empty where there is none."""
    client.force_login(person)
    page = client.get(address).content.decode()
    found = re.search(
        r'<caption class="govuk-visually-hidden">Statements of proposed action</caption>(.*?)</table>', page, re.DOTALL
    )
    if found is None:
        return []
    cells = re.findall(r"<td[^>]*>(.*?)</td>", found[1], re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", "", cell).split()) for cell in cells]


@pytest.mark.parametrize("address", PROFILES)
@pytest.mark.parametrize(
    ("status", "standing"),
    [
        ("published", "Report published on {today}, receipt not recorded yet"),
        ("statement-due", "Waiting for the statement since {today}"),
        ("statement-received", "Sent on {today}, not acknowledged yet"),
        ("closed", "Sent on {today}, acknowledged on {today}"),
    ],
)
def test_it_says_how_far_a_statement_is(client, address, status, standing):
    report = report_at(status)
    receipt = Receipt.objects.filter(publication__report=report).first()
    due = date_format(receipt.due_on, "j F Y") if receipt else "Not known yet"
    today = date_format(timezone.localdate(), "j F Y")
    assert told(client, cast().cqc, address()) == [due, "Fellmoor", "Fellmoor Council", standing.format(today=today)]


@pytest.mark.parametrize("address", PROFILES)
def test_one_that_is_late_says_so(client, address):
    report = report_at("statement-due")
    due = Receipt.objects.get(publication__report=report).due_on
    with clock.travel(due + timedelta(days=1)):
        assert told(client, cast().cqc, address())[0] == f"{date_format(due, 'j F Y')} Late"
    with clock.travel(due):
        assert told(client, cast().cqc, address())[0] == date_format(due, "j F Y")


@pytest.mark.parametrize("address", PROFILES)
def test_who_does_not_see_the_inspection_learns_of_no_statement(client, address):
    report_at("statement-due")
    people = cast()
    assert told(client, people.lead, address()) != []
    # An inspector who is not on the team; the area's people, who have a page of their own.
    for person in (people.stranger, people.co_ordinator, people.other_area, people.administrator):
        assert told(client, person, address()) == []


def test_before_publication_there_is_none(client):
    report_at("pre-publication")
    assert told(client, cast().lead, reverse("local_area", args=[AREA])) == []
