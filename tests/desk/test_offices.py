"""Home of those who work on no inspection: information governance, analysts, the decision maker. It leads nowhere in vain."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from agencies.commands import state_interests
from agencies.models import LocalArea
from disclosure.commands import close_request
from disclosure.models import AccessRequest
from tests.disclosure.test_answering import request_of
from tests.factories import MembershipFactory, RoleFactory
from tests.walk_reports import report_at

pytestmark = pytest.mark.django_db
DEAD_ENDS = ("no place on a live inspection", "All inspections that you can see")


def home(client: Client, person) -> str:
    client.force_login(person)
    return " ".join(client.get(reverse("home")).content.decode().partition("<main")[2].split())


def due(request: AccessRequest, days: int) -> AccessRequest:
    """Moved so that its last day lies so many days ahead."""
    today = timezone.localdate()
    AccessRequest.objects.filter(pk=request.pk).update(
        received_on=today - timedelta(days=60), due_on=today + timedelta(days=days)
    )
    request.refresh_from_db()
    return request


def test_information_governance_is_told_of_what_is_overdue_and_what_is_due_soon(client, people):
    late = due(request_of(people.governance, reference="SAR-late"), -1)
    soon = due(request_of(people.governance, reference="SAR-soon"), 5)
    due(request_of(people.governance, reference="SAR-far"), 25)
    close_request(due(request_of(people.governance, reference="SAR-done"), -9), outcome="refused", by=people.governance)
    due(request_of(people.ofsted_governance, reference="SAR-theirs"), -1)
    page = home(client, people.governance)
    assert f'href="{late.get_absolute_url()}">Answer the access request SAR-late</a> (it was due on' in page
    day = date_format(soon.due_on, "j F Y")
    assert f'href="{soon.get_absolute_url()}">Answer the access request SAR-soon</a> (due on {day})' in page
    for reference in ("SAR-far", "SAR-done", "SAR-theirs"):
        assert reference not in page
    assert "3 are open, the first due on" in page
    for other in (people.cqc, people.cqc_administrator, people.administrator, people.co_ordinator):
        assert "SAR-" not in home(client, other)


def test_nothing_leads_information_governance_or_an_analyst_to_an_empty_list(client, people):
    analyst = MembershipFactory(inspectorate=people.ofsted.membership.inspectorate).user
    RoleFactory(user=analyst, kind="analyst")
    for person, address in ((people.governance, "access_requests"), (analyst, "published_reports")):
        state_interests(nothing=True, by=person)
        page = home(client, person)
        assert "Nothing needs you today. You look after:" in page
        assert f'href="{reverse(address)}"' in page
        for sentence in DEAD_ENDS:
            assert sentence not in page, (person, sentence)


def test_three_requests_cost_what_one_costs(client, people):
    def cost(number: int) -> int:
        due(request_of(people.governance, reference=f"SAR-{number}"), -1)
        home(client, people.governance)
        with CaptureQueriesContext(connection) as asked:
            page = home(client, people.governance)
        assert page.count("Answer the access request") == number
        return len([query for query in asked if "SAVEPOINT" not in query["sql"]])

    assert len({cost(number) for number in (1, 2, 3)}) == 1


def test_the_decision_maker_sees_dates_and_what_is_invented(client, people):
    report = report_at("drafting")
    LocalArea.objects.update(demonstration=True)
    client.force_login(people.decision_maker)
    page = " ".join(client.get(reverse("home")).content.decode().split())
    assert "Decide whether a statement is required" in page
    assert date_format(report.inspection.fieldwork_start, "j F Y") in page
    assert "Invented</strong>" in page
    assert 'class="app-demonstration"' in page
