"""Words that another than their author changed say whose they are now, on every page that shows the author's name."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from inspections import commands
from tests.walk import finding, inspection_at, note, ready_to_draft, strand_of
from tests.walk_reports import report_at

pytestmark = pytest.mark.django_db
CHANGED = "changed by Stranger"
FACTS = {"activity": "interview"}


def page(client, person, name, *args):
    client.force_login(person)
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().partition("<main")[2].split())


def queries(client, name, *args):
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse(name, args=args))
    return len([query for query in asked if "SAVEPOINT" not in query["sql"]])


def handed_over(inspection, people):
    """Ofsted's inspector gives way to the stranger, who takes their open work over."""
    place = inspection.team.get(user=people.ofsted, ended_at=None)
    commands.replace(place, person=people.stranger, by=people.programme_lead)


def change_note(row, text, by):
    row.text.refresh_from_db()
    return commands.edit_note(row, base=row.text.version, text=text, activity="interview", strand=row.strand, by=by)


def test_a_note_and_a_finding_name_their_successor_everywhere(client, people):
    inspection = inspection_at("fieldwork")
    written = note(inspection, by=people.ofsted)
    found = finding(inspection, by=people.ofsted, notes=[written])
    handed_over(inspection, people)
    addresses = [("notes",), ("note", written.pk), ("findings",), ("finding", found.pk)]
    for name, *args in addresses:
        assert CHANGED not in page(client, people.stranger, name, inspection.pk, *args)
    change_note(written, "Seen again, and not well.", people.stranger)
    assert CHANGED in page(client, people.stranger, "notes", inspection.pk)
    shown = page(client, people.stranger, "note", inspection.pk, written.pk)
    assert f"{people.ofsted.name} · <time" in shown
    assert f"· {CHANGED}, <time" in shown
    # As the note that supports it; the finding itself is not changed yet.
    assert page(client, people.stranger, "finding", inspection.pk, found.pk).count(CHANGED) == 1
    assert CHANGED not in page(client, people.stranger, "findings", inspection.pk)
    words = {"kind": found.kind, "effect": found.effect, "level": found.level, "strand": found.strand}
    commands.edit_finding(found, base=1, statement="They do not.", **words, by=people.stranger)
    assert page(client, people.stranger, "finding", inspection.pk, found.pk).count(CHANGED) == 2
    assert CHANGED in page(client, people.stranger, "findings", inspection.pk)


def test_words_kept_beside_and_words_of_the_author_do_not_count(client, people):
    inspection = inspection_at("fieldwork")
    written = note(inspection, by=people.ofsted)
    change_note(written, "Her own second thoughts.", people.ofsted)
    handed_over(inspection, people)
    late = commands.edit_note(
        written, base=1, text="From an old page.", activity="interview", strand=written.strand, by=people.stranger
    )
    assert late.kept is not None
    assert CHANGED not in page(client, people.stranger, "note", inspection.pk, written.pk)
    assert CHANGED not in page(client, people.stranger, "notes", inspection.pk)


def test_an_evaluation_and_what_it_draws_together(client, people):
    inspection = ready_to_draft(inspection_at("moderation"))
    row = inspection.evaluations.get(strand=strand_of(inspection))
    handed_over(inspection, people)
    for name, *args in [("evaluations",), ("evaluation", row.pk)]:
        assert CHANGED not in page(client, people.stranger, name, inspection.pk, *args)
    commands.edit_evaluation(
        row, base=1, text="Other words.", effect=row.effect, findings=row.findings.all(), by=people.stranger
    )
    for name, *args in [("evaluations",), ("evaluation", row.pk)]:
        assert CHANGED in page(client, people.stranger, name, inspection.pk, *args)


def test_a_paragraph_says_it_of_its_findings(client, people):
    report = report_at("drafting")
    paragraph = report.paragraphs.filter(findings__isnull=False).first()
    found = paragraph.findings.first()
    assert "changed by" not in page(client, people.lead, "report_paragraph", report.inspection_id, paragraph.pk)
    revision = found.text.revisions.get()
    found.text.revisions.create(
        number=2, base=1, body="Other.", sha256=revision.sha256, author=people.stranger, values=revision.values
    )
    type(found.text).objects.filter(pk=found.text_id).update(body="Other.", version=2, revisions_made=2)
    assert CHANGED in page(client, people.lead, "report_paragraph", report.inspection_id, paragraph.pk)


def test_three_changed_cost_what_one_costs_and_none_costs_nothing(client, people):
    inspection = inspection_at("fieldwork")
    rows = [note(inspection, by=people.ofsted) for _ in range(3)]
    handed_over(inspection, people)
    page(client, people.stranger, "notes", inspection.pk)
    none = queries(client, "notes", inspection.pk)
    change_note(rows[0], "One.", people.stranger)
    one = queries(client, "notes", inspection.pk)
    for row in rows[1:]:
        change_note(row, "Another.", people.stranger)
    assert page(client, people.stranger, "notes", inspection.pk).count(CHANGED) == 3
    assert (one, queries(client, "notes", inspection.pk)) == (none + 1, none + 1)
    assert one <= 12
