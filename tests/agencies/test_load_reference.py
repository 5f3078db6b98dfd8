"""manage.py load_reference: idempotent, whole or not at all, every mistake named by file, line and column."""

import io
import json
import shutil
from datetime import date
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count

from agencies.loading import BadFile, load_inspectorates, load_regions
from agencies.models import Agency, AgencyKind, BankHoliday, Inspectorate, LocalArea, Partnership, PartnershipMember, Region
from agencies.queries import partnership_agencies
from inspections.framework_loading import load_framework
from inspections.loading import AGENCIES, INSPECTIONS
from inspections.models import (
    Criterion,
    DeepDiveTopic,
    FrameworkVersion,
    Inspection,
    Offset,
    PastInspection,
    RequestTemplate,
    SectionKind,
    Strand,
)
from tests.factories import LocalAreaFactory, UserFactory

pytestmark = pytest.mark.django_db
ALL = [
    Agency, AgencyKind, BankHoliday, Criterion, DeepDiveTopic, FrameworkVersion, Inspectorate, LocalArea, Offset,
    Partnership, PartnershipMember, PastInspection, Region, RequestTemplate, SectionKind, Strand,
]  # fmt: skip


@pytest.fixture
def files(tmp_path):
    """Copies of the project's own files, to be spoilt."""
    shutil.copytree(AGENCIES, tmp_path / "agencies")
    shutil.copytree(INSPECTIONS, tmp_path / "inspections")
    return tmp_path


def load(folder=None, *flags):
    """Run the command; returns (what it said, what it complained of, whether it failed)."""
    places = [f"--agencies={folder / 'agencies'}", f"--inspections={folder / 'inspections'}"] if folder else []
    said, complained, failed = io.StringIO(), io.StringIO(), ""
    try:
        call_command("load_reference", *places, *flags, stdout=said, stderr=complained)
    except CommandError as error:
        failed = str(error)
    return said.getvalue().splitlines(), complained.getvalue().splitlines(), failed


def everything():
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in ALL}


def replace(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_project_carries_the_real_places():
    load()
    counted = dict(Agency.objects.values_list("kind__code").annotate(count=Count("pk")))
    assert LocalArea.objects.count() == Partnership.objects.count() == 153
    assert counted == {
        "local-authority": 153,
        "police": 43,
        "icb": 42,
        "probation-service": 12,
        "youth-justice-service": Agency.objects.filter(code__startswith="youth-justice-service-").count(),
    }
    assert PastInspection.objects.count() == 71
    assert list(FrameworkVersion.objects.order_by("code").values_list("code", flat=True)) == [
        "2018",
        "2022-front-door",
        "2022-thematic",
    ]
    assert Region.objects.filter(demonstration=True).exists() is False


def test_one_partnership_as_it_really_is():
    load()
    area = LocalArea.objects.get(name="Middlesbrough")
    assert [(agency.name, agency.kind.inspectorate.code, agency.share) for agency in partnership_agencies(area)] == [
        ("Middlesbrough Borough Council", "ofsted", None),
        ("NHS North East and North Cumbria Integrated Care Board", "cqc", Decimal("100.0")),
        ("Cleveland Police", "hmicfrs", None),
        ("Probation Service: North East", "hmi-probation", None),
        ("South Tees Youth Justice Service", "hmi-probation", None),
    ]
    # A joint service and a force are one agency in several partnerships.
    assert Agency.objects.get(name="South Tees Youth Justice Service").places.count() == 2
    assert Agency.objects.get(name="Cleveland Police").places.count() == 4


def test_kinds_are_dated_and_follow_one_another():
    load()
    crc, board = AgencyKind.objects.get(code="crc"), AgencyKind.objects.get(code="icb")
    assert (crc.valid_to, crc.successor.code, crc.successor.valid_from) == (
        date(2021, 6, 25),
        "probation-service",
        date(2021, 6, 26),
    )
    assert (board.valid_from, [kind.code for kind in board.predecessors.all()]) == (date(2022, 7, 1), ["ccg"])
    assert Agency.objects.filter(kind__successor__isnull=False).exists() is False


def test_hmi_probation_is_absent_from_the_front_door_model():
    load()
    taking_part = {row.code: row.inspectorates.count() for row in FrameworkVersion.objects.all()}
    assert taking_part == {"2018": 4, "2022-front-door": 3, "2022-thematic": 4}


def test_a_second_run_changes_nothing_and_says_so(django_assert_max_num_queries):
    load(None, "--demonstration")
    before = everything()
    with django_assert_max_num_queries(250):
        said, complained, failed = load(None, "--demonstration")
    assert said[-1] == "Everything is loaded already. Nothing changed."
    assert (complained, failed) == ([], "")
    assert everything() == before


def test_the_demonstration_is_marked_and_left_out_unless_asked():
    load()
    real = LocalArea.objects.count()
    load(None, "--demonstration")
    assert LocalArea.objects.filter(demonstration=True).count() == 24
    assert LocalArea.objects.filter(demonstration=False).count() == real
    providers = Agency.objects.filter(kind__code="health-provider")
    assert (providers.count(), providers.filter(demonstration=False).count()) == (18, 0)
    mixed = PartnershipMember.objects.exclude(agency__demonstration=False, partnership__local_area__demonstration=False)
    assert mixed.exclude(agency__demonstration=True, partnership__local_area__demonstration=True).count() == 0


def test_a_changed_row_is_updated_and_nothing_else(files):
    load(files)
    ids = dict(LocalArea.objects.values_list("code", "pk"))
    replace(files / "agencies/local_areas.csv", "20417", "20500")

    said, _complained, failed = load(files)

    assert failed == ""
    assert said[-1] == "Loaded: 1 changed, " + said[-1].split(", ", 1)[1]
    assert LocalArea.objects.get(name="Hartlepool").population_0_17 == 20500
    assert dict(LocalArea.objects.values_list("code", "pk")) == ids


def test_an_area_that_changes_its_care_board_loses_the_old_one(files):
    load(files)
    replace(files / "agencies/local_areas.csv", "cleveland,QHM,QHM:100.0", "cleveland,QWO,QWO:100.0")
    load(files)
    area = LocalArea.objects.get(name="Hartlepool")
    assert [agency.name for agency in partnership_agencies(area) if agency.kind.code == "icb"] == [
        "NHS West Yorkshire Integrated Care Board"
    ]


def test_checking_says_what_would_change_and_writes_nothing():
    before = everything()
    said, _complained, failed = load(None, "--check")
    assert failed == ""
    assert said[-1].startswith("Only checked, nothing written. It would be: ")
    assert everything() == before


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        ("E06000001,", "E06000001 x,", "line 2, column gss_code", "is not a code"),
        ("E06000002,", "E06000001,", "line 3, column gss_code", "stands in line 2 already"),
        ("Hartlepool,", ",", "line 2, column name", "is empty"),
        ("Hartlepool,", "x" * 101 + ",", "line 2, column name", "has 101 characters, and 100 is the most"),
        ("Hartlepool,", "Hartle\x07pool,", "line 2, column name", "has a hidden character"),
        (",unitary,", ",village,", "line 2, column type", "“village” is not known"),
        (",cleveland,", ",gotham,", "line 2, column police_force_code", "“gotham” is not known"),
        (",QHM,QHM:100.0,", ",QXX,QXX:100.0,", "line 2, column icb_codes", "“QXX” is not known"),
        (",QHM,QHM:100.0,", ",QHM,QWO:100.0,", "line 2, column icb_shares", "has no share of “QHM”"),
        (",QHM,QHM:100.0,", ",QHM,QHM:lots,", "line 2, column icb_shares", "“lots” is not a number"),
        (",20417,", ",many,", "line 2, column population_0_17", "“many” is not a whole number"),
        (",37.58,", ",137.58,", "line 2, column imd2025_average_score", "137.58 is not between 0 and 100"),
        (",37.58,5", ",37.58", "line 2", "has 16 cells, and there are 17 columns"),
        ("yjs_joint", "joint", "line 1, column yjs_joint", "is missing"),
        (",9,18,", ",9,16,", "line 3, column hex_r", "stands in line 2 already"),
        (
            "South Tees Youth Justice Service,yes,9,17",
            "South Tees Youth Justice Service,no,9,17",
            "line 4, column yjs_joint",
            "is joint",
        ),
    ],
)
def test_a_bad_row_is_named_and_nothing_of_its_file_is_loaded(files, old, new, where, what):
    replace(files / "agencies/local_areas.csv", old, new)

    _said, complained, failed = load(files)

    assert f"agencies/local_areas.csv, {where}" in " ".join(complained)
    assert what in " ".join(complained)
    assert "files could not be loaded" in failed
    assert LocalArea.objects.count() == Partnership.objects.count() == 0
    # What stands on it is left out, and says for whose sake; the rest is loaded.
    assert "past_jtais.csv: not loaded, because of local_areas.csv" in complained
    assert PastInspection.objects.count() == 0
    assert Inspectorate.objects.count() == 4


def test_a_bad_file_leaves_what_was_loaded_before(files):
    load(files)
    before = everything()
    replace(files / "agencies/local_areas.csv", "20417", "-5")
    replace(files / "agencies/local_areas.csv", "34791", "99999")
    load(files)
    assert everything() == before


def test_every_mistake_of_a_file_is_named_in_one_run(files):
    replace(files / "agencies/local_areas.csv", "20417", "many")
    replace(files / "agencies/local_areas.csv", "34791", "more")
    _said, complained, _failed = load(files)
    assert [line.split("local_areas.csv")[1] for line in complained if "column" in line] == [
        ", line 2, column population_0_17: “many” is not a whole number",
        ", line 3, column population_0_17: “more” is not a whole number",
    ]


def test_a_file_that_is_no_text_or_not_there_is_named(files, tmp_path):
    (files / "agencies/regions.csv").write_bytes(b"code,name,scheme\nnorth,N\xff,ofsted\n")
    with pytest.raises(BadFile, match=r"regions.csv, line 2: is not UTF-8 text"):
        load_regions(files / "agencies/regions.csv", demonstration=False)
    with pytest.raises(BadFile, match="cannot be read"):
        load_inspectorates(tmp_path / "nowhere.csv")
    (files / "agencies/regions.csv").write_text('code,name,scheme\nnorth,"North,ofsted\n')
    with pytest.raises(BadFile, match="is not CSV"):
        load_regions(files / "agencies/regions.csv", demonstration=False)


def test_a_row_that_the_database_refuses_leaves_its_file_out(files):
    LocalAreaFactory(name="Somewhere else", hex_q=9, hex_r=18)
    _said, complained, failed = load(files)
    assert "local_area_has_its_own_hex" in " ".join(complained)
    assert failed != ""
    assert LocalArea.objects.count() == 1


FRAMEWORK = "inspections/frameworks/2022-thematic.json"


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda raw: raw.pop("summary"), "column summary: is missing"),
        (lambda raw: raw.update(grade="good"), "column grade: is not known here"),
        (lambda raw: raw.update(valid_from="2022"), 'column valid_from: cannot be "2022"'),
        (lambda raw: raw.update(valid_to="2021-01-01"), "column valid_to: lies before valid_from"),
        (lambda raw: raw["inspectorates"].append("hmrc"), "column inspectorates: cannot be"),
        (lambda raw: raw["typical_team"].pop("cqc"), "column typical_team: does not name the same inspectorates"),
        (lambda raw: raw["strands"][0]["criteria"][2].update(title=""), 'column strands[0].criteria[2].title: cannot be ""'),
        (
            lambda raw: raw["strands"][1].update(code=raw["strands"][0]["code"]),
            "column strands[1].code: “deep-dive” stands there twice",
        ),
        (lambda raw: raw["offsets"][0].update(days="ten"), 'column offsets[0].days: cannot be "ten"'),
        (lambda raw: raw["offsets"][0].update(days=0, counting="inclusive"), "column offsets[0].days: cannot be 0"),
        (lambda raw: raw["sections"][0].update(form="song"), 'column sections[0].form: cannot be "song"'),
        (lambda raw: raw["sections"][0].update(shows_empty=True, empty_text=""), "column sections[0].empty_text: is empty"),
        (
            lambda raw: raw["request_items"][0].update(agency_kind="nobody"),
            'column request_items[0].agency_kind: cannot be "nobody"',
        ),
        (lambda raw: raw.update(strands=[7]), "column strands[0]: is not an object"),
    ],
)
def test_a_bad_framework_is_named_by_the_path_in_its_file(files, change, complaint):
    raw = json.loads((files / FRAMEWORK).read_text(encoding="utf-8"))
    change(raw)
    (files / FRAMEWORK).write_text(json.dumps(raw), encoding="utf-8")

    _said, complained, _failed = load(files)

    assert f"inspections/frameworks/2022-thematic.json, {complaint}" in " ".join(complained)
    assert FrameworkVersion.objects.filter(code="2022-thematic").exists() is False
    assert FrameworkVersion.objects.count() == 2


def test_a_framework_that_is_no_json_is_named_by_line_and_column(files):
    replace(files / FRAMEWORK, '"code": "2022-thematic",', '"code": "2022-thematic"')
    _said, complained, _failed = load(files)
    assert any("2022-thematic.json, line 3, column 2: is not JSON" in line for line in complained)


def test_a_version_that_an_inspection_uses_is_immutable(files):
    load(files)
    framework = FrameworkVersion.objects.get(code="2022-thematic")
    before = everything()
    Inspection.objects.create(
        local_area=LocalArea.objects.get(name="Hartlepool"),
        framework=framework,
        programme_year=2026,
        fieldwork_start=date(2026, 9, 14),
        fieldwork_end=date(2026, 9, 18),
        planned_by=UserFactory(),
    )
    replace(files / FRAMEWORK, '"minimum_tracked": 5', '"minimum_tracked": 6')

    with pytest.raises(BadFile, match="“2022-thematic” is used by inspections and cannot change"):
        load_framework(files / FRAMEWORK)
    load(files)
    assert everything() == before


def test_a_version_that_nothing_uses_is_written_anew(files):
    load(files)
    replace(files / FRAMEWORK, '"minimum_tracked": 5', '"minimum_tracked": 6')
    outcome = load_framework(files / FRAMEWORK)
    assert outcome.changed == 1
    assert FrameworkVersion.objects.get(code="2022-thematic").minimum_tracked == 6
    assert load_framework(files / FRAMEWORK).nothing is True
