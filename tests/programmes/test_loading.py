"""The programmes come from one file; mistakes in it are named, and loading it again changes nothing."""

import json

import pytest

from agencies.loading import BadFile, load_agency_kinds, load_inspectorates
from inspections.loading import AGENCIES, PROGRAMMES
from programmes.loading import load_programmes
from programmes.models import ActivityKind, JudgementArea, Programme, Rule, ScaleValue, Sharing

pytestmark = pytest.mark.django_db
FILE = PROGRAMMES / "programmes.json"


@pytest.fixture(autouse=True)
def whose() -> None:
    load_inspectorates(AGENCIES / "inspectorates.csv")
    load_agency_kinds(AGENCIES / "agency_kinds.csv")


def test_every_programme_of_annex_a_is_there_with_its_rules():
    load_programmes(FILE)
    assert {row.code: row.rules.count() for row in Programme.objects.all()} == {
        "ilacs": 5,
        "peel": 1,
        "ncpi": 2,
        "fundamental-standards": 2,
        "clas": 1,
        "saas": 2,
        "youth-justice": 0,
        "other-ofsted": 0,
        "other-cqc": 0,
        "other-hmicfrs": 0,
        "other-hmi-probation": 0,
    }
    assert ActivityKind.objects.get(code="annual-conversation").after.code == "self-assessment"
    assert list(ActivityKind.objects.filter(counts_jtai=True).values_list("code", flat=True)) == ["focused-visit"]
    overall = JudgementArea.objects.get(programme__code="ilacs", code="overall-effectiveness")
    assert (overall.decides, str(overall.valid_to)) == (True, "2026-03-31")
    assert set(ScaleValue.objects.filter(failing=True).values_list("scale__code", "code")) == {
        ("four-points", "inadequate"),
        ("five-points", "inadequate"),
        ("standard", "breach"),
        ("saas", "not-met"),
        ("saas", "warning-notice"),
    }


def test_loading_again_changes_nothing_and_leaves_what_is_shared():
    load_programmes(FILE)
    Programme.objects.filter(code="peel").update(sharing=Sharing.OWN)
    keys = list(Rule.objects.values_list("pk", flat=True))
    assert load_programmes(FILE).nothing
    assert Programme.objects.get(code="peel").sharing == Sharing.OWN
    assert list(Rule.objects.values_list("pk", flat=True)) == keys


def test_a_changed_rule_is_changed_in_place(tmp_path):
    load_programmes(FILE)
    raw = json.loads(FILE.read_text())
    raw["programmes"][0]["rules"][2]["parameters"]["percent"] = 40
    changed = tmp_path / "programmes.json"
    changed.write_text(json.dumps(raw))
    done = load_programmes(changed)
    assert (done.added, done.changed, done.removed) == (0, 1, 0)
    assert Rule.objects.get(code="focused-visits").parameters["percent"] == 40


def test_a_rule_that_is_changed_from_a_day_on_is_a_second_row(tmp_path):
    raw = json.loads(FILE.read_text())
    rules = raw["programmes"][0]["rules"]
    rules.append({**rules[0], "valid_from": "2027-04-01"})
    rules[0] = {**rules[0], "valid_to": "2027-03-31"}
    changed = tmp_path / "programmes.json"
    changed.write_text(json.dumps(raw))
    load_programmes(changed)
    rows = Rule.objects.filter(programme__code="ilacs", code="self-assessment").order_by("valid_from")
    assert [str(row.valid_to) for row in rows] == ["2027-03-31", "None"]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda ilacs: ilacs.update(inspectorate="ofqual"), 'programmes[0].inspectorate: cannot be "ofqual"'),
        (lambda ilacs: ilacs.update(kinds=["council"]), 'programmes[0].kinds: cannot be ["council"]'),
        (lambda ilacs: ilacs["activities"][1].update(after="visit"), "programmes[0].activities[1].after: “visit” is no activity"),
        (lambda ilacs: ilacs["judgements"][0].update(scale="stars"), 'programmes[0].judgements[0].scale: cannot be "stars"'),
        (lambda ilacs: ilacs["rules"][0].update(valid_to="2017-01-01"), "programmes[0].rules[0].valid_to: lies before"),
        (lambda ilacs: ilacs["rules"][0].update(evaluator="sometimes"), 'programmes[0].rules[0].evaluator: cannot be "sometimes"'),
        (lambda ilacs: ilacs["rules"].append(ilacs["rules"][0]), "programmes[0].rules[5].code: “self-assessment, 2018-07-01” stands"),
        (
            lambda ilacs: ilacs["rules"].append({**ilacs["rules"][0], "valid_from": "2027-04-01"}),
            "programmes[0].rules[5].valid_from: “self-assessment” is in force then: end the row before by valid_to",
        ),
        (lambda ilacs: ilacs.pop("rules"), "programmes[0].rules: is missing"),
        (
            lambda ilacs: ilacs["rules"][2]["parameters"].update(percent=0),
            "programmes[0].rules[2].parameters: “percent” must be a whole number from 1 to 100.",
        ),
    ],
)  # fmt: skip
def test_a_mistake_is_named_by_its_path_and_nothing_is_loaded(tmp_path, spoil, said):
    raw = json.loads(FILE.read_text())
    spoil(raw["programmes"][0])
    spoilt = tmp_path / "programmes.json"
    spoilt.write_text(json.dumps(raw))
    with pytest.raises(BadFile) as refused:
        load_programmes(spoilt)
    assert said in str(refused.value)
    assert not Programme.objects.exists()
