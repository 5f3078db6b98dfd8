"""What is late says so in words, and comes first: at home, and in the information request."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from agencies import commands as people_commands
from inspections import commands
from inspections.models import Milestone, MilestoneKind
from tests.walk import WEEK, inspection_at
from tests.walk_reports import report_at

pytestmark = pytest.mark.django_db
LATE = '<strong class="govuk-tag app-tag--overdue">Late</strong>'
OVERDUE = '<strong class="govuk-tag app-tag--overdue">Overdue</strong>'
YESTERDAY = timedelta(days=1)


def page(client, person, name="home", *args):
    client.force_login(person)
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().partition("<main")[2].partition("</main>")[0].split())


def line(page, words):
    """The item of a list in which these words stand."""
    before, found, after = page.partition(words)
    assert found, words
    return before.rpartition("<li")[2] + found + after.partition("</li>")[0]


def passes(inspection, *kinds, day=None):
    """These dates, and no other that has not been reached, lie on this day: yesterday, unless said otherwise."""
    rows = Milestone.objects.filter(inspection=inspection, happened_on=None)
    rows.update(computed=localdate() + timedelta(days=40), override=None, override_by=None, override_reason="")
    rows.filter(kind__in=kinds).update(computed=day or localdate() - YESTERDAY)


def test_a_report_that_should_be_out_comes_before_what_waits_beside_it_and_is_tagged(client, people):
    inspection = report_at("pre-publication").inspection
    people_commands.leave(people.reviewer, by=people.ofsted_administrator)
    passes(inspection)
    words = f"Publish the report, {inspection.local_area.name}"
    assert LATE not in page(client, people.lead)
    passes(inspection, MilestoneKind.PUBLICATION)
    shown = page(client, people.lead)
    assert LATE in line(shown, words)
    assert "stands empty" in shown
    assert shown.index(words) < shown.index("stands empty")
    assert LATE in line(shown, "A day has passed")
    assert f"(this day has passed) {LATE}</p>" in shown


def test_what_is_late_of_mine_comes_first(client, people):
    first = inspection_at("moderation")
    second = inspection_at("moderation", area="X101", week=WEEK + timedelta(weeks=1))
    for inspection in (first, second):
        passes(inspection)
    shown = page(client, people.cqc)
    assert (LATE in shown, shown.index(first.local_area.name) < shown.index(second.local_area.name)) == (False, True)
    passes(second, MilestoneKind.DRAFT_DUE)
    shown = page(client, people.cqc)
    assert (shown.count(LATE), shown.index(second.local_area.name) < shown.index(first.local_area.name)) == (1, True)


def test_a_programme_lead_is_told_which_inspections_are_late(client, people):
    inspection = inspection_at("fieldwork")
    passes(inspection)
    words = f"{inspection.local_area.name}: a day has passed"
    parts = ("programme_lead", "cqc_programme_lead", "lead", "cqc", "observer", "stranger", "co_ordinator", "administrator")
    assert [part for part in parts if words in page(client, getattr(people, part))] == []
    passes(inspection, MilestoneKind.PUBLICATION, MilestoneKind.DRAFT_DUE, MilestoneKind.FIELDWORK_END)
    Milestone.objects.filter(inspection=inspection, kind=MilestoneKind.PUBLICATION).update(computed=localdate() - 3 * YESTERDAY)
    told = [part for part in parts if words in page(client, getattr(people, part))]
    assert told == ["programme_lead", "cqc_programme_lead"]
    shown = page(client, people.cqc_programme_lead)
    assert shown.count(words) == 1
    assert f'href="{inspection.get_absolute_url()}">{words}</a> (Publication, ' in shown
    assert LATE in line(shown, words)
    commands.take_step("pause", inspection, by=people.lead, reason="A child died")
    assert words not in page(client, people.programme_lead)


def test_a_programme_leads_own_inspectorate_has_to_take_part(client, people):
    inspection = inspection_at("fieldwork")
    passes(inspection, MilestoneKind.DRAFT_DUE)
    words = f"{inspection.local_area.name}: a day has passed"
    assert words in page(client, people.cqc_programme_lead)
    inspection.inspectorates.remove(people.cqc.membership.inspectorate)
    assert words not in page(client, people.cqc_programme_lead)
    assert words in page(client, people.programme_lead)


def test_three_late_inspections_cost_a_programme_lead_what_one_costs(client, people):
    inspections = [inspection_at("fieldwork", area=f"X10{number}", week=WEEK + timedelta(weeks=number)) for number in range(3)]

    def cost(late):
        for inspection in inspections:
            passes(inspection, *([MilestoneKind.DRAFT_DUE] if inspection in late else []))
        with CaptureQueriesContext(connection) as asked:
            shown = page(client, people.programme_lead)
        client.get(reverse("home"))
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("home"))
        return shown.count("a day has passed</a>"), len([query for query in asked if "SAVEPOINT" not in query["sql"]])

    one, three = cost(inspections[:1]), cost(inspections)
    assert (one[0], three) == (1, (3, one[1]))
    assert one[1] <= 12


def test_an_area_is_told_what_is_overdue_and_what_was_returned(client, people):
    inspection = inspection_at("set-up")
    passes(inspection)
    tomorrow = localdate() + YESTERDAY
    inspection.request_items.update(due_on=tomorrow)
    assert OVERDUE not in page(client, people.co_ordinator)
    item = inspection.request_items.filter(agency__kind__code="police").first()
    item.inspection = inspection
    commands.answer_request_item(item, held=True, answer="Sent", by=people.police)
    commands.return_request_item(item, why="The last two years are missing.", by=people.lead)
    assert "(1 was returned for more)" in page(client, people.co_ordinator)
    inspection.request_items.filter(pk=item.pk).update(due_on=localdate() - YESTERDAY)
    for person in (people.co_ordinator, people.police):
        shown = line(page(client, person), "items to answer")
        assert "(1 is overdue; 1 was returned for more)" in shown
        assert OVERDUE in shown
    assert OVERDUE in line(page(client, people.cqc), "Information request")
    # Who only signs can do nothing about it.
    assert "items answered" not in page(client, people.ofsted_signatory)


def test_both_sides_of_the_request_say_what_is_overdue(client, people):
    inspection = inspection_at("set-up")
    items = list(inspection.request_items.filter(agency__kind__code="police"))
    inspection.request_items.update(due_on=localdate())
    sides = ((people.cqc, "request", "request_item"), (people.police, "response_request", "response_request_item"))
    for person, table, one in sides:
        for name, args in ((table, []), (one, [items[0].pk])):
            assert OVERDUE not in page(client, person, name, inspection.pk, *args)
    inspection.request_items.filter(pk__in=[row.pk for row in items[:2]]).update(due_on=localdate() - YESTERDAY)
    for person, table, one in sides:
        assert page(client, person, table, inspection.pk).count(OVERDUE) == 2
        assert page(client, person, one, inspection.pk, items[0].pk).count(OVERDUE) == 1
    items[0].inspection = inspection
    commands.answer_request_item(items[0], held=True, answer="Sent", by=people.police)
    assert page(client, people.cqc, "request", inspection.pk).count(OVERDUE) == 1
    # When no answer is taken any more, none is overdue.
    commands.take_step("pause", inspection, by=people.lead, reason="A child died")
    assert OVERDUE not in page(client, people.cqc, "request", inspection.pk)


def test_an_areas_own_days_are_tagged(client, people):
    inspection = report_at("factual-accuracy").inspection
    passes(inspection, MilestoneKind.PRE_PUBLICATION)
    words = f"Check the facts of the draft report, {inspection.local_area.name}"
    assert LATE not in line(page(client, people.co_ordinator), words)
    passes(inspection, MilestoneKind.COMMENTS_DUE)
    assert LATE in line(page(client, people.co_ordinator), words)


def test_a_decision_is_late_only_when_it_holds_something_up(client, people):
    inspection = report_at("drafting").inspection
    passes(inspection, MilestoneKind.DRAFT_DUE)
    words = f"Decide whether a statement is required, {inspection.local_area.name}"
    assert LATE not in line(page(client, people.decision_maker), words)
    type(inspection).objects.filter(pk=inspection.pk).update(status="sign-off")
    assert LATE in line(page(client, people.decision_maker), words)
