"""Local areas, their agencies, and whose remit they are."""

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from agencies import queries
from agencies.models import AgencyKind, LocalArea, PartnershipMember
from agencies.queries import AreaFilter
from tests.factories import AgencyFactory, AgencyKindFactory, InspectorateFactory, LocalAreaFactory, RegionFactory

pytestmark = pytest.mark.django_db


def names(rows):
    return [row.name for row in rows]


def test_areas_are_found_by_either_name_region_type_and_kind_of_world():
    north = RegionFactory(code="north")
    LocalAreaFactory(name="Fellmoor", official_name="Fellmoor City Council", region=north, type="metropolitan")
    LocalAreaFactory(name="Saltmere", official_name="The Fell Council", type="county")
    LocalAreaFactory(name="Ravenholt", region=north, demonstration=True)

    assert names(queries.local_areas()) == ["Fellmoor", "Ravenholt", "Saltmere"]
    assert names(queries.local_areas(AreaFilter(text="fell"))) == ["Fellmoor", "Saltmere"]
    assert names(queries.local_areas(AreaFilter(region="north"))) == ["Fellmoor", "Ravenholt"]
    assert names(queries.local_areas(AreaFilter(type="county"))) == ["Saltmere"]
    assert names(queries.local_areas(AreaFilter(demonstration=True))) == ["Ravenholt"]
    assert names(queries.local_areas(AreaFilter(text="fell", region="north", demonstration=False))) == ["Fellmoor"]
    assert names(queries.local_areas(AreaFilter(text="100%"))) == []


def test_the_statutory_partners_stand_first_in_the_order_of_their_inspectorates():
    ofsted, cqc = InspectorateFactory(code="ofsted", position=1), InspectorateFactory(code="cqc", position=2)
    council = AgencyKindFactory(code="local-authority", inspectorate=ofsted, statutory=True)
    board = AgencyKindFactory(code="icb", inspectorate=cqc, statutory=True)
    school = AgencyKindFactory(code="education", inspectorate=ofsted)
    charity = AgencyKindFactory(code="charity", inspectorate=None)
    agencies = [
        AgencyFactory(kind=kind, name=name)
        for kind, name in ((charity, "A"), (school, "B"), (board, "C"), (board, "D"), (council, "E"))
    ]
    area = LocalAreaFactory(partnership__agencies=agencies)
    LocalAreaFactory(partnership__agencies=agencies[:2])
    PartnershipMember.objects.filter(agency__name="C", partnership__local_area=area).update(share=12)
    PartnershipMember.objects.filter(agency__name="D", partnership__local_area=area).update(share=88)

    found = queries.partnership_agencies(area)

    assert [(agency.name, agency.share) for agency in found] == [("E", None), ("D", 88), ("C", 12), ("B", None), ("A", None)]


def test_one_thing_is_found_by_its_code_or_not_at_all():
    area = LocalAreaFactory()
    agency = AgencyFactory()
    assert queries.local_area_for(area.code) == area
    assert queries.agency_for(agency.code) == agency
    assert queries.inspectorate_for(agency.kind.inspectorate.code) == agency.kind.inspectorate
    for find in (queries.local_area_for, queries.agency_for, queries.inspectorate_for):
        with pytest.raises(Http404):
            find("nowhere")


def test_the_database_keeps_places_whole():
    agency = AgencyFactory()
    area = LocalAreaFactory(partnership__agencies=[agency])
    other = LocalAreaFactory()
    with pytest.raises(IntegrityError, match="local_area_has_its_own_hex"), transaction.atomic():
        LocalArea.objects.filter(pk=other.pk).update(hex_q=area.hex_q, hex_r=area.hex_r)
    with pytest.raises(IntegrityError, match="agency_once_a_partnership"), transaction.atomic():
        PartnershipMember.objects.create(partnership=area.partnership, agency=agency)
    with pytest.raises(IntegrityError, match="agency_kind_valid_from_before_valid_to"), transaction.atomic():
        AgencyKind.objects.filter(pk=agency.kind_id).update(valid_from="2022-07-01", valid_to="2021-01-01")
