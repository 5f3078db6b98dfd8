"""What the public reads, signed out: frozen values and files, and nothing behind them."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from inspections.models import DeepDiveTopic
from reports import queries
from reports.models import Receipt
from tests.factories import RegionFactory, UserFactory
from tests.reports import letters, rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def three():
    """Two real ones and an invented one."""
    north, south = RegionFactory(name="North"), RegionFactory(name="South")
    topic = DeepDiveTopic.objects.create(code="neglect", name="Neglect", short_name="Neglect")
    return [
        rows.published(rows.frozen(name="Barnsley", region=north), on=date(2024, 2, 1), topic=topic),
        rows.published(rows.frozen(name="Kent", region=south), on=date(2026, 5, 1)),
        rows.published(rows.frozen(name="Fellmoor", region=north), on=date(2026, 6, 1), demonstration=True),
    ]


def names(response) -> list[str]:
    return [report.area_name for report in response.context["page"].object_list]


@pytest.mark.usefixtures("three")
def test_the_list_is_open_to_everyone_and_newest_first(client, settings):
    response = client.get(reverse("published_reports"))
    assert response.status_code == 200
    assert names(response) == ["Kent", "Barnsley"]
    settings.DEMONSTRATION = True
    assert names(client.get(reverse("published_reports"))) == ["Fellmoor", "Kent", "Barnsley"]


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("text=kent", ["Kent"]),
        ("text=inspection+barns", ["Barnsley"]),
        ("text=nothing", []),
        ("text=%25_", []),
        ("year=2026", ["Kent"]),
        ("topic=neglect", ["Barnsley"]),
        ("show=all", ["Fellmoor", "Kent", "Barnsley"]),
        ("show=all&year=2026", ["Fellmoor", "Kent"]),
        ("page=99", ["Kent", "Barnsley"]),
    ],
)
def test_the_list_can_be_filtered(client, query, found):
    assert names(client.get(f"{reverse('published_reports')}?{query}")) == found


def test_filters_by_area_and_region(client, three):
    address = reverse("published_reports")
    assert names(client.get(address, {"area": three[1].area_code})) == ["Kent"]
    assert names(client.get(address, {"region": three[0].region_code, "show": "all"})) == ["Fellmoor", "Barnsley"]


@pytest.mark.usefixtures("three")
def test_a_filter_that_makes_no_sense_is_named(client):
    response = client.get(reverse("published_reports"), {"year": "soon", "area": "nowhere", "text": "\x00"})
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"year", "area", "text"}
    assert names(response) == ["Kent", "Barnsley"]


def test_an_empty_list_says_so(client):
    assert "No report has been published yet" in client.get(reverse("published_reports")).content.decode()


def test_a_list_costs_the_same_with_one_and_with_more(client, django_assert_num_queries):
    rows.published()
    with django_assert_num_queries(3):
        client.get(reverse("published_reports"))
    rows.published()
    rows.published()
    with django_assert_num_queries(3):
        client.get(reverse("published_reports"))


def test_pages_of_a_list_keep_the_filters(client):
    freeze = rows.frozen()
    for _ in range(21):
        rows.published(rows.frozen(region=freeze.report.inspection.local_area.region))
    said = client.get(reverse("published_reports"), {"text": "area"}).content.decode()
    assert "?text=area&amp;page=2" in said
    assert len(names(client.get(reverse("published_reports"), {"text": "area", "page": 2}))) == 1


@pytest.fixture
def public():
    freeze = rows.built(rows.frozen(letters.eight_pages()))
    return rows.published(freeze, demonstration=True)


def test_a_report_is_read_in_the_browser(client, public):
    response = client.get(reverse("published_report", args=[public.slug]))
    said = response.content.decode()
    assert response.status_code == 200
    assert '<h1 class="letter__title">Joint targeted area inspection of Fellmoor</h1>' in said
    for section in public.content["sections"]:
        assert section["kind"] == "signatories" or section["title"] in said
        assert section["kind"] == "signatories" or f'href="#section-{section["kind"]}"' in said
    assert "8 pages" in said
    assert reverse("published_report_pdf", args=[public.slug]) in said
    assert "Demonstration" in said


def test_the_page_shows_when_the_statement_is_due_once_the_report_was_received(client, public):
    address = reverse("published_report", args=[public.slug])
    first = client.get(address)
    assert "Statement of proposed action due" not in first.content.decode()
    Receipt.objects.create(
        publication=public,
        received_on=date(2026, 5, 1),
        received_by="Chief executive",
        recorded_by=UserFactory(),
        due_on=date(2026, 8, 11),
    )
    second = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert "11 August 2026" in second.content.decode()


def test_an_unchanged_page_is_not_sent_again(client, public):
    address = reverse("published_report", args=[public.slug])
    first = client.get(address)
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert client.get(address, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304
    client.force_login(UserFactory())
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_the_pdf_is_the_stored_one(client, public):
    address = reverse("published_report_pdf", args=[public.slug])
    response = client.get(address)
    data = b"".join(response.streaming_content)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'inline; filename="{public.slug}.pdf"'
    assert "public" in response["Cache-Control"]
    assert len(PdfReader(BytesIO(data)).pages) == 8
    assert client.get(address, headers={"If-None-Match": response["ETag"]}).status_code == 304
    assert client.get(f"{address}?download")["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("name", ["published_report", "published_report_pdf", "api_published_report"])
def test_what_is_not_published_is_not_there(client, name):
    rows.built(rows.frozen())
    assert client.get(reverse(name, args=["report-1"])).status_code == 404


@pytest.mark.parametrize("name", ["published_reports", "api_published_reports"])
def test_nobody_can_write_to_the_public_site(client, name):
    assert client.post(reverse(name)).status_code == 405


def test_the_api_needs_no_sign_in(client, three):
    listed = client.get(reverse("api_published_reports")).json()
    assert [row["area_name"] for row in listed["results"]] == ["Fellmoor", "Kent", "Barnsley"]
    real = client.get(reverse("api_published_reports"), {"demonstration": "false", "year": 2024}).json()
    assert [row["slug"] for row in real["results"]] == [three[0].slug]
    read = client.get(reverse("api_published_report", args=[three[1].slug])).json()
    assert read["content"] == three[1].content
    assert read["digest"] == three[1].freeze.content_digest
    assert read["pdf_url"].endswith(reverse("published_report_pdf", args=[three[1].slug]))


@pytest.mark.parametrize("query", [{"year": "x"}, {"year": "99999999999"}, {"text": "a" * 201}, {"demonstration": "perhaps"}])
def test_the_api_says_what_it_cannot_use(client, query):
    response = client.get(reverse("api_published_reports"), query)
    assert response.status_code == 400
    assert response.json()["errors"][0]["field"] == next(iter(query))


def test_the_public_gets_values_not_rows(three):
    for value in (*queries.search(), queries.published(three[0].slug)):
        assert not any(hasattr(getattr(value, name), "_meta") for name in value.__dataclass_fields__)
