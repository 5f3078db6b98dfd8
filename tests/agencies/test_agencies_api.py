"""Places and agencies over the API."""

import pytest

from agencies.models import PartnershipMember, RoleKind
from tests.factories import AgencyFactory, AgencyKindFactory, LocalAreaFactory, MembershipFactory, RegionFactory, RoleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    client.force_login(MembershipFactory(inspectorate__code="cqc").user)
    return client


def names(answer):
    return [row["name"] for row in answer.json()["results"]]


@pytest.fixture
def places():
    north = RegionFactory(code="north")
    police = AgencyFactory(name="Fell Police", code="police-fell", kind=AgencyKindFactory(code="police", statutory=True))
    board = AgencyFactory(name="Fell Board", code="icb-fell", kind=AgencyKindFactory(code="icb", inspectorate=None))
    moor = LocalAreaFactory(code="E1", name="Fellmoor", region=north, partnership__agencies=[police, board])
    LocalAreaFactory(code="E2", name="Saltmere", type="county", partnership__agencies=[police])
    LocalAreaFactory(code="D1", name="Ravenholt", region=north, demonstration=True)
    PartnershipMember.objects.filter(agency=board).update(share="61.5")
    return moor


@pytest.mark.usefixtures("places")
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ["Fellmoor", "Ravenholt", "Saltmere"]),
        ("text=fell", ["Fellmoor"]),
        ("region=north", ["Fellmoor", "Ravenholt"]),
        ("type=county", ["Saltmere"]),
        ("demonstration=true", ["Ravenholt"]),
        ("demonstration=false&page_size=1&page=2", ["Saltmere"]),
        ("text=&region=", ["Fellmoor", "Ravenholt", "Saltmere"]),
    ],
)
def test_areas_are_filtered_and_paged(reader, asked, found):
    answer = reader.get(f"/api/v1/local-areas/?{asked}")
    assert (answer.status_code, names(answer)) == (200, found)


@pytest.mark.usefixtures("places")
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ["Fell Board", "Fell Police"]),
        ("kind=police", ["Fell Police"]),
        ("local_area=E2", ["Fell Police"]),
        ("text=board", ["Fell Board"]),
        ("demonstration=true", []),
    ],
)
def test_agencies_are_filtered(reader, asked, found):
    answer = reader.get(f"/api/v1/agencies/?{asked}")
    assert (answer.status_code, names(answer)) == (200, found)


@pytest.mark.usefixtures("places")
@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("local-areas/?region=nowhere", "region"),
        ("local-areas/?type=village", "type"),
        ("local-areas/?text=%00", "text"),
        ("local-areas/?text=" + "x" * 101, "text"),
        ("local-areas/?region=a%20b", "region"),
        ("local-areas/?demonstration=perhaps", "demonstration"),
        ("local-areas/?colour=red", "colour"),
        ("agencies/?kind=nothing", "kind"),
        ("agencies/?inspectorate=nobody", "inspectorate"),
        ("agencies/?local_area=E9", "local_area"),
    ],
)
def test_a_filter_that_cannot_be_used_is_a_400_that_names_it(reader, address, field):
    answer = reader.get(f"/api/v1/{address}")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert [error["field"] for error in answer.json()["errors"]] == [field]


@pytest.mark.parametrize("page", ["0", "9", "x", "9" * 5000, "%00"])
def test_a_page_that_is_not_there_is_a_404(reader, page):
    answer = reader.get(f"/api/v1/agencies/?page={page}")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_one_area_with_its_partnership(reader, places):
    answer = reader.get("/api/v1/local-areas/E1/").json()
    assert (answer["code"], answer["region"]["code"], answer["partnership"]) == ("E1", "north", "Fellmoor partnership")
    assert answer["deprivation_score"] == "20.10"
    assert [(row["code"], row["statutory"], row["inspectorate"], row["share"]) for row in answer["agencies"]] == [
        ("police-fell", True, places.partnership.agencies.get(code="police-fell").kind.inspectorate.code, None),
        ("icb-fell", False, None, "61.5"),
    ]


@pytest.mark.usefixtures("places")
def test_one_agency_with_its_areas(reader):
    answer = reader.get("/api/v1/agencies/police-fell/").json()
    assert (answer["kind"]["code"], answer["areas"]) == ("police", 2)
    assert [row["name"] for row in answer["local_areas"]] == ["Fellmoor", "Saltmere"]


@pytest.mark.usefixtures("places")
def test_inspectorates_with_their_remit(reader):
    remits = {
        row["code"]: [kind["code"] for kind in row["remit"]] for row in reader.get("/api/v1/inspectorates/").json()["results"]
    }
    assert remits["cqc"] == []
    assert ["police"] in remits.values()
    assert reader.get("/api/v1/inspectorates/cqc/").json()["short_name"] == "Cqc"


@pytest.mark.parametrize("address", ["local-areas/E9/", "agencies/nothing/", "inspectorates/nobody/"])
def test_what_is_not_there_is_a_404(reader, address):
    answer = reader.get(f"/api/v1/{address}")
    assert (answer.status_code, answer.json()["detail"]) == (404, "There is nothing at this address that you can see.")


@pytest.mark.parametrize(
    "address", ["me/", "local-areas/", "local-areas/E1/", "agencies/", "agencies/x/", "inspectorates/", "inspectorates/x/"]
)
def test_everything_is_closed_to_strangers_and_read_only(client, reader, address):
    assert reader.post(f"/api/v1/{address}", {}, content_type="application/json").status_code == 405
    client.logout()
    assert client.get(f"/api/v1/{address}").status_code == 401


def test_who_am_i(client):
    member = MembershipFactory(inspectorate__code="cqc", inspectorate__name="Care Quality Commission", job_title="Inspector")
    RoleFactory(user=member.user, kind=RoleKind.SIGNATORY, title="Director")
    RoleFactory(user=member.user, kind=RoleKind.ANALYST, valid_to="2021-01-01")
    client.force_login(member.user)
    assert client.get("/api/v1/me/").json() == {
        "id": member.user.pk,
        "name": member.user.name,
        "email": member.user.email,
        "is_system_administrator": False,
        "inspectorate": {"code": "cqc", "name": "Care Quality Commission"},
        "local_area": None,
        "agency": None,
        "job_title": "Inspector",
        "co_ordinator": False,
        "roles": [{"kind": "signatory", "title": "Director", "valid_from": "2020-01-01", "valid_to": None}],
    }


@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same_for_one_row_as_for_three(reader, django_assert_num_queries, count):
    for number in range(count):
        agency = AgencyFactory(code=f"a{number}")
        LocalAreaFactory(code=f"E{number}", partnership__agencies=[agency])
    for address, queries in (
        ("agencies/", 4),
        ("local-areas/", 4),
        ("inspectorates/", 5),
        ("agencies/a0/", 4),
        ("local-areas/E0/", 4),
    ):
        with django_assert_num_queries(queries):
            assert reader.get(f"/api/v1/{address}").status_code == 200
