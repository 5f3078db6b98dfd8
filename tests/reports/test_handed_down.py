"""A statement that was acknowledged is looked at when a programme next comes there, and nothing of its words goes along."""

import re

import pytest
from django.urls import reverse

from programmes.models import CheckItem
from reports import commands
from reports.models import Statement
from tests.programmes import acting
from tests.walk import AREA, OTHER_AREA, cast
from tests.walk_reports import report_at

pytestmark = pytest.mark.django_db
PROMISE = "We will meet each week."


def handed():
    return sorted(CheckItem.objects.values_list("programme__code", "local_area__code", "agency"))


@pytest.fixture
def closed():
    """A statement that waits to be acknowledged, where the programmes are loaded and no sexual assault or youth justice service is."""
    acting.programme()
    report = report_at("statement-due")
    commands.send_statement(report.inspection, body=PROMISE, by=cast().co_ordinator)
    return report


def test_every_programme_with_rules_of_who_took_part_has_it_once(closed):
    assert handed() == []
    commands.acknowledge_and_close(closed.inspection, by=cast().lead)
    assert handed() == [(code, AREA, None) for code in ("clas", "fundamental-standards", "ilacs", "ncpi", "peel")]
    statement = Statement.objects.get(publication__report=closed)
    assert set(CheckItem.objects.values_list("source", flat=True)) == {f"reports.statement:{statement.pk}"}
    words = set(CheckItem.objects.values_list("words", flat=True))
    assert len(words) == 1
    assert PROMISE not in words.pop()


def test_who_did_not_take_part_has_nothing(closed):
    closed.inspection.inspectorates.remove(*closed.inspection.inspectorates.exclude(code__in=["ofsted", "hmicfrs"]))
    commands.acknowledge_and_close(closed.inspection, by=cast().lead)
    assert [code for code, _area, _agency in handed()] == ["ilacs", "ncpi", "peel"]


def test_the_next_visit_there_shows_it_and_none_elsewhere(client, closed):
    commands.acknowledge_and_close(closed.inspection, by=cast().lead)
    client.force_login(cast().ofsted)
    here, elsewhere = acting.done(), acting.done(agency=acting.council(OTHER_AREA))
    shown = client.get(reverse("activity", args=[here.pk])).content.decode()
    assert "asked for a statement of proposed action" in shown
    (link,) = re.findall(r'href="(/check-items/[^"]+)"', shown)
    said, address = (
        "Statement of proposed action after the joint inspection of",
        reverse("report_statement", args=[closed.inspection.pk]),
    )
    assert (
        f'<a class="govuk-link" href="{address}">{said} {closed.inspection.local_area.name}</a>'
        in client.get(link).content.decode()
    )
    client.force_login(cast().stranger)
    assert said not in client.get(link).content.decode()
    client.force_login(cast().ofsted)
    assert (
        "asked for a statement of proposed action" not in client.get(reverse("activity", args=[elsewhere.pk])).content.decode()
    )
