"""What a search found is narrowed to an inspection or to a kind, and one comes back to where one was."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from disclosure import commands, queries
from disclosure.models import AccessRequest, Search
from disclosure.queries import Narrowed
from inspections.models import Inspection
from tests.disclosure.test_answering import request_of
from tests.walk import cast, finding, inspection_at, note

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_work")]


@pytest.fixture
def at_work() -> Inspection:
    inspection = inspection_at("fieldwork")
    for number in range(22):
        note(inspection, by=cast().cqc, text=f"The lantern of visit {number}.")
    finding(inspection, by=cast().cqc, statement="A lantern was seen.")
    return inspection


@pytest.fixture
def request_() -> AccessRequest:
    return request_of(cast().governance)


@pytest.fixture
def search(request_: AccessRequest) -> Search:
    return commands.search(request_, words="lantern", by=cast().governance)


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(cast().governance)
    return client


def address_of(search: Search) -> str:
    return reverse("access_search", args=[search.request_id, search.pk])


def test_the_tally_counts_what_is_found(at_work: Inspection, request_: AccessRequest) -> None:
    tally = queries.tally_of(request_.inspectorate, "lantern")
    assert dict(tally.of) == {(str(at_work.pk), "note"): 22, (str(at_work.pk), "finding"): 1}
    assert tally.inspections == {at_work.pk: at_work}
    for narrowed in (Narrowed(), Narrowed("note"), Narrowed("finding", str(at_work.pk)), Narrowed(inspection="none")):
        found = queries.found_in(request_.inspectorate, "lantern", narrowed=narrowed)
        assert tally.count(narrowed) == len(found), narrowed


def test_a_search_is_narrowed_and_its_pages_stay_narrowed(client: Client, at_work: Inspection, search: Search) -> None:
    page = client.get(address_of(search))
    assert "23 things found" in page.content.decode()
    assert f"{at_work.local_area.name}, " in page.content.decode()
    assert "Note (22)" in page.content.decode()
    narrowed = client.get(address_of(search), {"kind": "note", "inspection": at_work.pk}).content.decode()
    assert "22 things found" in narrowed
    assert f"?kind=note&amp;inspection={at_work.pk}&amp;page=2" in narrowed
    assert "1 thing found" in client.get(address_of(search), {"kind": "finding"}).content.decode()
    elsewhere = inspection_at("fieldwork", year=2026, week=date(2026, 6, 8))
    note(elsewhere, by=cast().cqc, text="A lantern elsewhere.")
    assert "24 things found" in client.get(address_of(search)).content.decode()
    alone = client.get(address_of(search), {"inspection": elsewhere.pk}).content.decode()
    assert "1 thing found" in alone
    assert "elsewhere" in alone
    assert "The lantern of visit" not in alone


def test_what_is_not_there_cannot_be_chosen(client: Client, search: Search) -> None:
    for asked in ({"kind": "email"}, {"kind": "nonsense"}, {"inspection": "999999"}, {"inspection": "none"}):
        page = client.get(address_of(search), asked)
        assert page.status_code == 422, asked
        assert "0 things found" in page.content.decode()


def test_the_way_back_leads_to_where_one_came_from(client: Client, request_: AccessRequest, search: Search) -> None:
    commands.search(request_, words="another", by=cast().governance)
    page = client.get(address_of(search), {"kind": "note", "page": "2"}).content.decode()
    made = next(row for row in queries.found_in(request_.inspectorate, "lantern") if row["item_kind"] == "note")
    item = reverse("access_item", args=[request_.pk, "note", made["item_number"]])
    came = f"?search={search.pk}&kind=note&page=2"
    assert came.replace("&", "&amp;") in page
    shown = client.get(item + came).content.decode()
    assert f'href="{address_of(search)}?kind=note&amp;page=2"' in shown
    assert "Back to what was found for “lantern”" in shown
    answer = client.post(item + came, {"passages": "", "reason": ""})
    assert answer["Location"] == item + came
    # Of another request, or of none: the newest of this one.
    theirs = commands.search(request_of(cast().governance, reference="SAR-2"), words="lantern", by=cast().governance)
    for wrong in (f"?search={theirs.pk}", "?search=99999", "?search=x", "?search=" + "9" * 40):
        assert "Back to what was found for “another”" in client.get(item + wrong).content.decode()
