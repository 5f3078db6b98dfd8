"""load_reference --providers: an installation's own health providers, without which CQC's programmes have nobody to look at."""

import pytest
from django.core.management import CommandError, call_command

from agencies.models import Agency, LocalArea
from agencies.queries import partnership_agencies
from programmes.models import Programme

pytestmark = pytest.mark.django_db
HEAD = "code,name,kind,local_areas\n"


@pytest.fixture
def load(tmp_path, capsys):
    """Loads lines as the file, with or without the demonstration; gives what was complained of."""

    def run(*lines, demonstration=False):
        path = tmp_path / "providers.csv"
        path.write_text(HEAD + "".join(f"{line}\n" for line in lines), encoding="utf-8")
        flags = ["--demonstration"] if demonstration else []
        try:
            call_command("load_reference", f"--providers={path}", *flags)
        except CommandError:
            return capsys.readouterr().err
        capsys.readouterr()
        return ""

    return run


def providers():
    rows = Agency.objects.filter(kind__scope="provider", demonstration=False).order_by("code")
    return [(row.code, row.name, row.kind.code) for row in rows]


def served(code):
    return sorted(Agency.objects.get(code=code).places.values_list("partnership__local_area__code", flat=True))


def test_real_providers_come_from_a_file_of_their_own(load):
    assert (
        load("rxx,Trust of the trial,health-provider,E06000001;E06000002", "sxx,Service,sexual-assault-service,E06000001") == ""
    )
    assert providers() == [("rxx", "Trust of the trial", "health-provider"), ("sxx", "Service", "sexual-assault-service")]
    assert served("rxx") == ["E06000001", "E06000002"]
    kinds = {kind.code for kind in Programme.objects.get(code="fundamental-standards").kinds.all()}
    assert "health-provider" in kinds
    assert "rxx" in {agency.code for agency in partnership_agencies(LocalArea.objects.get(code="E06000001"))}


def test_a_second_file_renames_and_moves_and_what_it_does_not_name_stays(load):
    load("rxx,Trust,health-provider,E06000001;E06000002", "ryy,Other,health-provider,E06000001")
    assert load("rxx,Trust renamed,health-provider,E06000002") == ""
    assert providers() == [("rxx", "Trust renamed", "health-provider"), ("ryy", "Other", "health-provider")]
    assert (served("rxx"), served("ryy")) == (["E06000002"], ["E06000001"])


def test_real_and_invented_ones_leave_each_other_alone(load):
    load("rxx,Trust,health-provider,E06000001", demonstration=True)
    invented = Agency.objects.filter(kind__scope="provider", demonstration=True)
    before = sorted(invented.values_list("code", "name", "places__partnership"))
    assert load("rxx,Trust,health-provider,E06000001", demonstration=True) == ""
    assert (sorted(invented.values_list("code", "name", "places__partnership")), served("rxx")) == (before, ["E06000001"])


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("police-cleveland,Trust,health-provider,E06000001", "is the code of another agency already"),
        ("demo-norvale-acute,Trust,health-provider,E06000001", "is the code of another agency already"),
        ("rxx,Trust,health-provider,DEMO0001", "“DEMO0001” is not known"),
        ("rxx,Trust,police,E06000001", "“police” is not known"),
        ("rxx,,health-provider,E06000001", "column name: is empty"),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_loaded(load, line, said):
    load(demonstration=True)
    told = load("ryy,Good,health-provider,E06000001", line)
    assert "line 3" in told
    assert said in told
    assert providers() == []
