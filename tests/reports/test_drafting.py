"""The first draft, and paragraphs that several people word without losing a word."""

from datetime import date

import pytest

from inspections import commands as inspecting
from inspections.models import Finding, Inspection
from jtai.errors import Invalid, NotAllowed, NotNow
from reports import commands, queries
from reports.models import Paragraph, Report
from reports.plain import text_of
from tests.walk import cast, finding, inspection_at, note, ready_to_draft, walk_on
from tests.walk_reports import evidence, first_paragraph, go_on, read_anew, report_at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stages")]
STAGES = ("drafting", "quality-assurance", "factual-accuracy", "sign-off", "pre-publication", "published")
RESTING = {"bullets", "paragraphs", "boxes"}


def texts(report, section):
    rows = report.paragraphs.filter(section__kind=section, removed_at=None).order_by("position")
    return [row.text.body for row in rows.select_related("text")]


def save(paragraph, text, *, base=1, by, heading=None):
    heading = paragraph.heading if heading is None else heading
    return commands.edit_paragraph(paragraph, base=base, text=text, heading=heading, by=by)


def test_the_draft_follows_the_framework_and_rests_on_findings():
    report = report_at(rich=True)
    rows = report.paragraphs.select_related("section").order_by("position")
    kinds = list(dict.fromkeys(row.section.kind for row in rows))
    order = list(report.inspection.framework.sections.order_by("position").values_list("kind", flat=True))
    assert kinds == [kind for kind in order if kind != "signatories"]
    assert [row for row in rows if row.section.form in RESTING and not row.findings.exists()] == []
    drawn = set(Finding.objects.filter(paragraphs__report=report).values_list("kind", flat=True))
    assert drawn == {"strength", "improvement", "priority-action", "practice-study"}


def test_what_is_set_aside_stays_out_and_each_kind_has_its_section():
    people = cast()
    inspection = inspection_at("fieldwork")
    evidence(inspection)
    aside = finding(inspection, by=people.cqc, statement="Said twice.", notes=[note(inspection, by=people.cqc)])
    inspection = walk_on(inspection, "moderation")
    aside.inspection = inspection
    inspecting.set_finding_aside(aside, reason="It is in another finding.", by=people.lead)
    report = commands.draft(ready_to_draft(inspection), by=people.lead)
    assert not Paragraph.objects.filter(findings=aside).exists()
    assert not Paragraph.objects.filter(report=report, text__body__contains="Said twice.").exists()
    assert set(texts(report, "improvements")) == {"Some children wait too long for a health assessment."}
    study = first_paragraph(report, "practice-study")
    assert (study.text.body, study.heading) == ("A joint team visits families in the evening.", "")
    assert "Fellmoor Council is responsible" in first_paragraph(report, "priority-action").text.body


def test_addressees_and_scope_say_what_is_true():
    report = report_at()
    assert texts(report, "addressees")[0] == "Director of children’s services\nFellmoor Council"
    assert texts(report, "addressees")[-1] == "Independent scrutineer\nFellmoor Safeguarding Partnership"
    assert "from 9 to 13 March 2026" in texts(report, "scope")[0]
    assert texts(report, "context")[1] == "About 50,000 children and young people under 18 lived in Fellmoor in 2024."


def test_only_the_lead_drafts_and_only_once_and_only_when_all_is_agreed():
    people = cast()
    inspection = inspection_at("moderation")
    with pytest.raises(NotNow, match="neither agreed by every inspectorate nor set aside"):
        commands.draft(inspection, by=people.lead)
    assert not Report.objects.filter(inspection=inspection).exists()
    inspection = ready_to_draft(inspection)
    with pytest.raises(NotAllowed, match="lead inspector"):
        commands.draft(inspection, by=people.cqc)
    commands.draft(inspection, by=people.lead)
    with pytest.raises(NotNow, match="“Drafting”"):
        commands.draft(inspection, by=cast().lead)
    assert Report.objects.filter(inspection=inspection).count() == 1


def test_two_people_saving_one_paragraph_lose_nothing():
    people = cast()
    report = report_at()
    paragraph = first_paragraph(report)
    assert save(paragraph, "By the lead.", by=people.lead).kept is None
    kept = save(paragraph, "By CQC.", by=people.cqc, heading="Other heading").kept
    paragraph.text.refresh_from_db()
    assert (paragraph.text.body, kept.body, kept.values) == ("By the lead.", "By CQC.", {"heading": "Other heading"})
    assert [row.body for row in queries.waiting_beside(paragraph.text)] == ["By CQC."]
    with pytest.raises(NotNow, match="One paragraph has two versions"):
        commands.send_to_quality_assurance(report.inspection, by=people.lead)


@pytest.mark.parametrize(
    ("keep", "stands", "heading"),
    [("mine", "By CQC.", "Other"), ("current", "By the lead.", "Deep dive"), ("merged", "From both.", "Deep dive")],
)
def test_two_versions_are_settled(keep, stands, heading):
    people = cast()
    paragraph = first_paragraph(report_at())
    save(paragraph, "By the lead.", by=people.lead)
    kept = save(paragraph, "By CQC.", by=people.cqc, heading="Other").kept
    commands.settle_paragraph(paragraph, kept, keep=keep, base=2, merged="From both.", by=people.lead)
    paragraph = Paragraph.objects.select_related("text").get(pk=paragraph.pk)
    assert (paragraph.text.body, paragraph.heading) == (stands, heading)
    assert not queries.waiting_beside(paragraph.text).exists()
    bodies = set(paragraph.text.revisions.values_list("body", flat=True))
    assert {"By the lead.", "By CQC."} <= bodies


def test_words_merged_from_an_old_version_are_kept_beside_too():
    people = cast()
    paragraph = first_paragraph(report_at())
    save(paragraph, "By the lead.", by=people.lead)
    kept = save(paragraph, "By CQC.", by=people.cqc).kept
    save(paragraph, "By the lead again.", base=2, by=people.lead)
    with pytest.raises(NotNow, match="Somebody wrote again"):
        commands.settle_paragraph(paragraph, kept, keep="mine", base=2, by=people.lead)
    saved = commands.settle_paragraph(paragraph, kept, keep="merged", base=2, merged="From both.", by=people.lead)
    assert saved.kept.body == "From both."


def test_every_change_is_a_new_edition_and_no_change_is_none():
    people = cast()
    report = report_at()
    paragraph = first_paragraph(report)
    seen = [report.edition]

    def edition():
        seen.append(Report.objects.get(pk=report.pk).edition)
        return seen[-1] - seen[-2]

    save(paragraph, paragraph.text.body, by=people.lead)
    assert edition() == 0
    save(paragraph, "Reworded.", by=people.lead)
    assert edition() == 1
    save(paragraph, "Stale.", by=people.lead)
    assert edition() == 0
    commands.link_findings(paragraph, findings=list(paragraph.findings.all()), by=people.lead)
    assert edition() == 0
    commands.link_findings(paragraph, findings=[], by=people.lead)
    assert edition() == 1
    commands.move_paragraph(first_paragraph(report, "addressees"), direction="down", by=people.lead)
    assert edition() == 1
    commands.remove_paragraph(paragraph, by=people.lead)
    assert edition() == 1
    commands.restore_paragraph(paragraph, by=people.lead)
    assert edition() == 1


def test_a_paragraph_taken_out_keeps_everything_and_comes_back():
    people = cast()
    report = report_at(rich=True)
    paragraph = first_paragraph(report, "strengths")
    before, findings = texts(report, "strengths"), set(paragraph.findings.values_list("pk", flat=True))
    commands.remove_paragraph(paragraph, by=people.lead)
    assert texts(report, "strengths") == before[1:]
    with pytest.raises(NotNow, match="taken out"):
        save(paragraph, "More.", by=people.lead)
    commands.restore_paragraph(paragraph, by=people.lead)
    assert texts(report, "strengths") == before
    assert set(paragraph.findings.values_list("pk", flat=True)) == findings


def test_moving_changes_the_letter_and_stops_at_the_ends():
    people = cast()
    report = report_at()
    first, second, *rest = texts(report, "addressees")
    commands.move_paragraph(first_paragraph(report, "addressees"), direction="down", by=people.lead)
    assert texts(report, "addressees") == [second, first, *rest]
    assert queries.words_of(read_anew(report))["addressees"][0] == second.split("\n")
    with pytest.raises(NotNow, match="first paragraph"):
        commands.move_paragraph(first_paragraph(report, "addressees"), direction="up", by=people.lead)


def test_paragraphs_rest_only_on_findings_that_all_agree():
    people = cast()
    report = report_at()
    other = finding(inspection_at("fieldwork", area="X003"), by=people.cqc)
    with pytest.raises(Invalid, match="every inspectorate agrees"):
        commands.link_findings(first_paragraph(report), findings=[other], by=people.lead)
    section = report.inspection.framework.sections.get(kind="strengths")
    with pytest.raises(Invalid, match="every inspectorate agrees"):
        commands.add_paragraph(report, section=section, text="New.", findings=[other], by=people.lead)
    added = commands.add_paragraph(
        report, section=section, text="New.", findings=list(report.inspection.findings.all()[:1]), by=people.lead
    )
    assert texts(report, "strengths")[-1] == "New."
    assert added.findings.count() == 1


@pytest.mark.parametrize("text", ["", "  \n "])
def test_a_paragraph_says_something(text):
    people = cast()
    report = report_at()
    with pytest.raises(Invalid, match="Enter the words"):
        save(first_paragraph(report), text, by=people.lead)
    with pytest.raises(Invalid, match="Enter the words"):
        commands.add_paragraph(report, section=report.inspection.framework.sections.first(), text=text, by=people.lead)


@pytest.mark.parametrize(
    ("status", "part", "refusal"),
    [
        ("drafting", "cqc", None),
        ("drafting", "cqc_signatory", "Only inspectors on the team"),
        ("drafting", "reviewer", "Only inspectors on the team"),
        ("quality-assurance", "lead", "The reviewer is reading"),
        ("factual-accuracy", "lead", None),
        ("factual-accuracy", "cqc", "only the lead inspector changes the words"),
        ("sign-off", "lead", None),
        ("sign-off", "cqc", "only the lead inspector changes the words"),
        ("pre-publication", "lead", "return the report to drafting"),
        ("published", "lead", "The words are closed"),
    ],
)
def test_who_words_it_when(status, part, refusal):
    report = report_at(status)
    person, paragraph = getattr(cast(), part), first_paragraph(report)
    if refusal is None:
        assert save(paragraph, "Reworded.", by=person).text.body == "Reworded."
    else:
        with pytest.raises((NotAllowed, NotNow), match=refusal):
            save(paragraph, "Reworded.", by=person)


def test_nothing_is_worded_while_paused():
    people = cast()
    report = report_at()
    inspecting.take_step("pause", report.inspection, reason="A serious incident", by=people.lead)
    with pytest.raises(NotNow, match="The words are closed at “Paused”"):
        save(first_paragraph(read_anew(report)), "Reworded.", by=cast().lead)


def test_the_draft_can_be_taken_away_as_plain_text_at_every_stage():
    report = report_at(rich=True)
    text = text_of(queries.words_of(report), marking="DRAFT OFFICIAL-SENSITIVE")
    assert text.startswith("DRAFT OFFICIAL-SENSITIVE\n")
    assert text.rstrip().endswith("DRAFT OFFICIAL-SENSITIVE")
    assert "A joint team visits families in the evening." in text
    assert max(len(line) for line in text.split("\n")) <= 100


def test_the_overview_costs_the_same_for_any_number_of_paragraphs(django_assert_num_queries):
    people = cast()
    report = report_at(rich=True)
    section = report.inspection.framework.sections.get(kind="strengths")
    for extra in (0, 2):
        for number in range(extra):
            commands.add_paragraph(read_anew(report), section=section, text=f"More {number}.", by=people.lead)
        user, fresh = cast().lead, read_anew(report)
        with django_assert_num_queries(6):
            seen = queries.overview(user, fresh)
            assert [line.findings for chapter in seen.chapters for part in chapter.gatherings for line in part.lines]


def test_people_without_evidence_see_no_findings_of_a_report():
    seen = queries.overview(cast().decision_maker, read_anew(report_at()))
    assert not seen.shows_findings


def test_a_report_under_the_old_model_is_split_by_strand():
    people = cast()
    report = report_at(framework="2018", week=date(2018, 9, 17), year=2018, rich=True)
    section = report.inspection.framework.sections.get(kind="strengths")
    with pytest.raises(Invalid, match="Select the strand"):
        commands.add_paragraph(report, section=section, text="More.", by=people.lead)
    titles = [
        group["title"]
        for row in queries.words_of(report)["sections"]
        if row["kind"] == "improvements"
        for group in row["groups"]
    ]
    assert titles == ["Front door"]
    assert Inspection.objects.get(pk=report.inspection_id).status == "drafting"
    assert go_on(report, "quality-assurance").inspection.status == "quality-assurance"
