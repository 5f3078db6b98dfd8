"""The walker reaches every state of a report through the real commands."""

from datetime import date

import pytest

from audit.trail import trail_of, verify
from inspections.policies import READY, READY_FROM_DRAFTING
from inspections.workflow import MAIN_LINE
from tests.walk_reports import report_at

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("status", MAIN_LINE[5:])
def test_a_report_gets_there(status):
    assert report_at(status, rich=True).inspection.status == status


@pytest.mark.parametrize(("framework", "where"), [("2018", {"week": date(2018, 9, 17), "year": 2018}), ("2022-front-door", {})])
def test_under_every_framework(framework, where):
    report = report_at("published", rich=True, framework=framework, **where)
    assert report.publication.content["framework"] == report.inspection.framework.name


def test_every_step_from_drafting_on_has_a_rule():
    assert {name for name in READY_FROM_DRAFTING if not READY.get(name)} == set()


def test_all_of_it_is_in_one_unbroken_chain():
    inspection = report_at("closed").inspection
    verbs = {event.verb for event in trail_of(inspection.stream)}
    assert {
        "report.draft",
        "report.review",
        "report.deliver",
        "accuracy.submit",
        "report.decide_statement",
        "report.freeze",
        "report.sign",
        "report.name_reader",
        "report.publish",
        "report.receipt",
        "report.statement",
        "report.acknowledge",
    } <= verbs
    assert list(verify(inspection.stream)) == []
