"""Pages of local areas: the list with its filters, and one area as far as the viewer may see it."""

from datetime import date

import pytest

from agencies.loading import load_bank_holidays
from agencies.queries import ATTRIBUTION
from inspections.loading import AGENCIES
from inspections.models import DeepDiveTopic, PastInspection
from tests.factories import LocalAreaFactory, MembershipFactory, RegionFactory
from tests.walk import AREA, cast, inspection_at

pytestmark = pytest.mark.django_db
PAGE = f"/local-areas/{AREA}/"


def words(answer):
    return " ".join(answer.content.decode().split())


@pytest.fixture
def reader(client):
    client.force_login(MembershipFactory().user)
    return client


@pytest.fixture
def areas():
    north = RegionFactory(code="north", name="North")
    return [
        LocalAreaFactory(name="Fellmoor", region=north, type="metropolitan"),
        LocalAreaFactory(name="Saltmere", type="county"),
        LocalAreaFactory(name="Ravenholt", region=north, type="county", demonstration=True),
    ]


def names(answer):
    return [row["area"].name for row in answer.context["rows"]]


@pytest.mark.usefixtures("areas")
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["Fellmoor", "Ravenholt", "Saltmere"]),
        ({"text": "MOOR"}, ["Fellmoor"]),
        ({"region": "north"}, ["Fellmoor", "Ravenholt"]),
        ({"type": "county"}, ["Ravenholt", "Saltmere"]),
        ({"show": "real", "type": "county"}, ["Saltmere"]),
        ({"show": "demonstration"}, ["Ravenholt"]),
        ({"text": "nowhere"}, []),
    ],
)
def test_areas_are_narrowed_down(reader, asked, found):
    answer = reader.get("/local-areas/", asked)
    assert answer.status_code == 200
    assert names(answer) == found
    if not found:
        assert "No local area fits these filters." in words(answer)


@pytest.mark.usefixtures("areas")
@pytest.mark.parametrize("asked", [{"region": "nowhere"}, {"text": "\x00"}, {"text": "x" * 101}, {"type": "village"}])
def test_a_filter_that_cannot_be_used_is_said(reader, asked):
    answer = reader.get("/local-areas/", asked)
    assert answer.status_code == 422
    assert "There is a problem" in words(answer)


@pytest.mark.parametrize("page", ["2", "0", "x", "9" * 50, "\x00"])
def test_any_page_number_shows_a_page_and_keeps_the_filters(reader, page):
    for _number in range(30):
        LocalAreaFactory(type="county")
    answer = reader.get("/local-areas/", {"type": "county", "page": page})
    assert answer.status_code == 200
    assert "30 local areas" in words(answer)
    assert "?type=county&amp;page=" in words(answer)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_area_as_for_three(client, django_assert_num_queries, count):
    for _number in range(count):
        LocalAreaFactory()
    client.force_login(MembershipFactory().user)
    with django_assert_num_queries(6):  # session, person, roles for the bar, regions, count, rows
        client.get("/local-areas/")
    with django_assert_num_queries(4):  # session, person, count, rows
        client.get("/api/v1/local-areas/")


def test_a_real_area_says_where_its_figures_come_from(reader):
    area = LocalAreaFactory(name="Saltmere", population_0_17=41_234)
    page = words(reader.get(area.get_absolute_url()))
    assert "41,234 aged 0 to 17 (2023)" in page
    assert str(ATTRIBUTION) in page
    assert "invented" not in page
    assert "No joint targeted area inspection that you can see." in page


def test_the_attribution_is_the_one_of_the_reference_data():
    text = (AGENCIES / "ATTRIBUTION.md").read_text(encoding="utf-8")
    assert f"> {ATTRIBUTION}" in text


def test_an_invented_area_says_so(reader):
    area = LocalAreaFactory(demonstration=True)
    page = words(reader.get(area.get_absolute_url()))
    assert "This local area, its people and everything found here are invented." in page
    assert str(ATTRIBUTION) not in page


def test_an_area_shows_who_looks_at_whom_and_what_happened(client):
    play = cast()
    area = play.co_ordinator.membership.local_area
    topic = DeepDiveTopic.objects.get(code="walk-topic")
    PastInspection.objects.create(
        local_area=area, year=2018, month=5, fieldwork_start=date(2018, 5, 14), fieldwork_end=date(2018, 5, 18),
        published=date(2018, 7, 3), topic=topic, kind="thematic", evidence="ofsted_report_read",
    )  # fmt: skip
    client.force_login(play.stranger)
    page = words(client.get(PAGE))
    for sentence in ("Fellmoor Police", "HMICFRS", "Statutory safeguarding partner", "14 May 2018", "3 July 2018", "Neglect"):
        assert sentence in page


def test_a_planned_inspection_is_seen_by_those_who_may_and_by_nobody_else(client):
    load_bank_holidays()
    play = cast()
    inspection = inspection_at("planned")
    address = f'href="/inspections/{inspection.pk}/"'
    for person, seen in (
        (play.programme_lead, True),
        (play.cqc, True),
        (play.stranger, False),
        (play.co_ordinator, False),
        (play.other_area, False),
        (play.administrator, False),
    ):
        client.force_login(person)
        page = words(client.get(PAGE))
        assert (address in page) is seen
        assert ("9 March 2026" in page) is seen
        assert ("No joint targeted area inspection that you can see." in page) is not seen


def test_a_notified_inspection_is_seen_by_the_areas_own_people(client):
    load_bank_holidays()
    play = cast()
    inspection = inspection_at("notified")
    for person, seen in ((play.co_ordinator, True), (play.other_area, False)):
        client.force_login(person)
        assert (f'href="/responses/{inspection.pk}/"' in words(client.get(PAGE))) is seen


def test_a_stranger_to_the_service_sees_no_area(client):
    area = LocalAreaFactory()
    assert [client.get(address).status_code for address in ("/local-areas/", area.get_absolute_url())] == [302, 302]
    client.force_login(MembershipFactory().user)
    assert client.get("/local-areas/nowhere/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_an_area_costs_the_same_for_one_agency_and_event_as_for_three(client, django_assert_num_queries, count):
    play = cast()
    area = play.co_ordinator.membership.local_area
    members = list(area.partnership.members.all())
    for member in members[count:]:
        member.delete()
    for year in range(2016, 2016 + count):
        PastInspection.objects.create(local_area=area, year=year, kind="thematic", evidence="press")
    client.force_login(play.stranger)
    # session, person, roles, area, agencies, inspections, reports, past; activities, programmes, items, what is open
    with django_assert_num_queries(13):
        client.get(PAGE)
