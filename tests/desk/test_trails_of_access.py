"""What was done to answer a request for access: on the page of the request, on one's own trail, and by number for an administrator."""

import csv

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agencies.commands import ask_recovery
from agencies.models import Role
from audit.models import Read
from audit.queries import key_of
from audit.reads import quarter_of
from disclosure import commands, queries
from disclosure.models import AccessRequest
from tests.desk.test_trails import words
from tests.disclosure.test_answering import request_of
from tests.walk import Cast, inspection_at, note

pytestmark = pytest.mark.django_db
WHOSE = "Zebra-Crossing"


@pytest.fixture
def worked(people: Cast) -> tuple[AccessRequest, int]:
    """A request with a note chosen, redacted and taken out, whose reference and words name somebody."""
    request = request_of(people.governance, reference=f"SAR-{WHOSE}", about=WHOSE)
    commands.search(request, words=WHOSE, by=people.governance)
    made = note(inspection_at("fieldwork"), by=people.cqc, text=f"{WHOSE} called.")
    item = queries.item_for(request.inspectorate, "note", made.pk)
    commands.choose(request, item, passages="called", reason="DPA sch 3", by=people.governance)
    commands.lift_redactions(request, item, by=people.governance)
    commands.take_out(request, item, by=people.governance)
    return request, made.pk


def test_oneself_reads_which_request_and_which_item(client: Client, people: Cast, worked: tuple[AccessRequest, int]) -> None:
    request, pk = worked
    for name in ("own_trail", "own_trail_csv"):
        page = words(client, people.governance, name)
        assert f"Access request {request.reference}" in page
        assert f"Note {pk}, redactions: 1" in page
        assert "called" not in page.replace("Called the recovery", "")
    found = words(client, people.governance, "own_trail", query=f"?text=note {pk}").partition("<tbody")[2]
    assert "Took something out of a disclosure" in found
    assert "Searched for a request for access" not in found


def test_an_administrator_reads_numbers_and_neither_reference_nor_words(
    client: Client, people: Cast, worked: tuple[AccessRequest, int]
) -> None:
    request, pk = worked
    for name in ("person_trail", "person_trail_csv"):
        page = words(client, people.cqc_administrator, name, people.governance.pk)
        assert f"Access request {request.pk}" in page
        assert f"Note {pk}, redactions: 1" in page
        assert WHOSE not in page
    query = f"?text={WHOSE}"
    page = words(client, people.cqc_administrator, "person_trail", people.governance.pk, query=query)
    assert "Nothing fits these filters." in page, "what is not shown is not found either"
    assert "Added something" not in words(client, people.administrator, "person_trail", people.governance.pk)


def test_who_no_longer_answers_requests_reads_the_number(
    client: Client, people: Cast, worked: tuple[AccessRequest, int]
) -> None:
    Role.objects.filter(user=people.governance).delete()
    page = words(client, people.governance, "own_trail")
    assert WHOSE not in page
    assert f"Access request {worked[0].pk}" in page


def test_the_page_of_a_request_says_what_was_done_by_whom(
    client: Client, people: Cast, worked: tuple[AccessRequest, int]
) -> None:
    request, pk = worked
    page = words(client, people.governance, "access_request", request.pk).partition("What was done</h2>")[2]
    told = ["Took something out", "Lifted the redactions", "Added something", "Searched for a request", "Recorded a request"]
    places = [page.index(f"{people.governance.name}: {what}") for what in told]
    assert places == sorted(places)
    assert f"(Note {pk}, redactions: 1)" in page

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(request.get_absolute_url())
        return len([query for query in asked if "SAVEPOINT" not in query["sql"]])

    first = cost()
    for number in range(2):
        commands.name_third_parties(request, names=f"Ann {number}", by=people.governance)
    assert cost() == first


def test_the_table_of_a_person_is_one_list_from_the_newest(client: Client, people: Cast) -> None:
    inspection = inspection_at("fieldwork")
    for number in range(2):
        now = timezone.now()
        reading = {"actor": key_of(people.cqc), "quarter": quarter_of(now), "at": now}
        Read.objects.create(stream=inspection.stream, thing=f"note:{number}", **reading)
        note(inspection, by=people.cqc, text=f"Something {number}.")
    client.force_login(people.cqc)
    sheet = client.get(reverse("own_trail_csv")).getvalue().decode("utf-8-sig")
    # The oldest is what somebody else decided about their place.
    told = [row[3].partition(" (")[0] for row in list(csv.reader(sheet.splitlines()))[1:]]
    assert told == ["Added a note", "Opened: note 1", "Added a note", "Opened: note 0", "Gave a place on the team"]


def test_what_was_done_to_somebody_else_stands_beside_another_account(client: Client, people: Cast) -> None:
    ask_recovery(people.ofsted, reason="Lost", by=people.ofsted_administrator)
    for person, elsewhere in ((people.ofsted_administrator, True), (people.ofsted, False)):
        table = words(client, person, "own_trail").partition("<tbody")[2]
        line = table.partition("Asked to recover the account")[2].partition("</tr>")[0]
        assert ("Another account" in line) is elsewhere
        assert "Account" in line or elsewhere
