"""Quality assurance and factual accuracy: who, when, and that no word is lost on the way."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from agencies.models import Role, RoleKind
from agencies.queries import forget
from inspections.commands import assign, end_place, override_date, take_step
from inspections.models import MilestoneKind, Part
from jobs.models import Email
from jtai.errors import Invalid, NotAllowed, NotNow
from reports import commands, policies, queries
from reports.models import QualityReview
from tests.factors import with_factors
from tests.walk import cast
from tests.walk_reports import first_paragraph, go_on, read_anew, report_at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stages")]
STAGES = ("drafting", "quality-assurance", "factual-accuracy")


def status_of(report):
    return read_anew(report).inspection.status


def a_round(report=None):
    report = report or report_at("factual-accuracy")
    return policies.latest_round(read_anew(report))


# Quality assurance


def test_the_reviewer_comments_and_returns_and_the_authors_deal_with_it():
    people = cast()
    report = report_at("quality-assurance")
    made = commands.comment(report, paragraph=first_paragraph(report), body="What was different?", by=people.reviewer)
    commands.review(report, decision="returned", summary="Say what changed for children.", by=people.reviewer)
    report = read_anew(report)
    assert report.inspection.status == "drafting"
    with pytest.raises(NotNow, match="1 comment of the reviewer is still open"):
        commands.send_to_quality_assurance(report.inspection, by=people.lead)
    made.report = report
    commands.resolve_comment(made, by=people.cqc)
    assert go_on(report, "quality-assurance").inspection.status == "quality-assurance"


def test_nobody_reviews_their_own_work():
    people = cast()
    report = report_at("drafting")
    commands.edit_paragraph(first_paragraph(report), base=1, text="By CQC.", by=people.cqc)
    place = report.inspection.team.get(user=people.cqc, ended_at=None)
    place.inspection = report.inspection
    end_place(place, by=people.programme_lead)
    Role.objects.create(user=people.cqc, kind=RoleKind.QUALITY, valid_from=date(2020, 1, 1))
    forget(people.cqc)
    assign(report.inspection, person=people.cqc, part=Part.QUALITY, by=people.programme_lead)
    report = go_on(report, "quality-assurance")
    with pytest.raises(NotAllowed, match="Nobody reviews their own work"):
        commands.review(report, decision="approved", summary="Fine.", by=people.cqc)


@pytest.mark.parametrize("part", ["lead", "cqc", "cqc_signatory", "programme_lead", "observer"])
def test_only_the_reviewer_reviews(part):
    report = report_at("quality-assurance")
    with pytest.raises(NotAllowed, match="Only the quality assurance reviewer"):
        commands.review(report, decision="approved", summary="Fine.", by=getattr(cast(), part))
    assert not QualityReview.objects.filter(report=report).exists()


def test_a_draft_is_not_delivered_before_it_is_approved_and_approved_once():
    people = cast()
    report = report_at("quality-assurance")
    with pytest.raises(NotNow, match="has not approved this draft"):
        commands.deliver_for_accuracy(report.inspection, by=people.lead)
    commands.review(report, decision="approved", summary="Clear.", by=people.reviewer)
    with pytest.raises(NotNow, match="Reviewer has approved this draft"):
        commands.review(report, decision="returned", summary="No.", by=people.reviewer)
    assert status_of(report) == "quality-assurance"


def test_a_review_says_what_was_found():
    report = report_at("quality-assurance")
    with pytest.raises(Invalid, match="Enter what you have found"):
        commands.review(report, decision="approved", summary=" ", by=cast().reviewer)


def test_comments_are_on_paragraphs_of_this_report():
    people = cast()
    report, other = report_at("quality-assurance"), report_at("quality-assurance", area="X003")
    with pytest.raises(Invalid, match="Select a paragraph of this report"):
        commands.comment(report, paragraph=first_paragraph(other), body="Which?", by=people.reviewer)
    with pytest.raises(Invalid, match="Enter the comment"):
        commands.comment(report, body=" ", by=people.reviewer)


def test_a_draft_without_a_finding_under_it_goes_nowhere():
    people = cast()
    report = report_at("drafting")
    for paragraph in report.paragraphs.filter(findings__isnull=False).distinct():
        paragraph.report = report
        commands.link_findings(paragraph, findings=[], by=people.lead)
    with pytest.raises(NotNow, match="No paragraph rests on a finding"):
        commands.send_to_quality_assurance(report.inspection, by=people.lead)


# Factual accuracy


def test_the_clock_runs_from_actual_delivery():
    # Haringey: draft 3 January 2018, comments 16 January, ten working days with the day of delivery as day 1.
    report = report_at("quality-assurance", framework="2018", week=date(2017, 12, 4), year=2017)
    commands.review(report, decision="approved", summary="Clear.", by=cast().reviewer)
    with time_machine.travel(datetime(2018, 1, 3, 15, tzinfo=UTC)):
        made = commands.deliver_for_accuracy(report.inspection, by=cast().lead)
    assert made.due_on == date(2018, 1, 16)
    milestone = report.inspection.milestones.get(kind=MilestoneKind.COMMENTS_DUE)
    assert (milestone.computed, milestone.day) == (date(2018, 1, 16), date(2018, 1, 16))
    assert report.inspection.milestones.get(kind=MilestoneKind.DRAFT_DUE).happened_on == date(2018, 1, 3)


def test_what_was_delivered_does_not_move():
    people = cast()
    report = report_at("factual-accuracy")
    before = a_round(report).content
    commands.edit_paragraph(first_paragraph(report), base=1, text="Reworded after delivery.", by=people.lead)
    assert a_round(report).content == before
    assert "Reworded after delivery." in str(queries.words_of(read_anew(report)))


def test_points_are_the_areas_own_until_its_co_ordinator_sends_them():
    people = cast()
    newest = a_round()
    point = commands.add_point(newest, place=0, body="It was four days.", by=people.police)
    assert not policies.can_see_points(people.lead, newest)
    with pytest.raises(NotAllowed, match="co-ordinator"):
        commands.submit_points(newest, by=people.police)
    with pytest.raises(NotNow, match="has not sent this point"):
        commands.answer_point(point, answer="accepted", reason="Yes.", by=people.lead)
    commands.submit_points(newest, by=people.co_ordinator)
    assert policies.can_see_points(people.lead, a_round(newest.report))
    with pytest.raises(NotNow, match="Co ordinator has sent your area’s points"):
        commands.add_point(newest, body="One more.", by=people.police)


@pytest.mark.parametrize("part", ["lead", "other_area", "stranger", "administrator"])
def test_only_the_areas_people_make_points(part):
    with pytest.raises(NotAllowed, match="Only the local area’s people"):
        commands.add_point(a_round(), body="It was four days.", by=getattr(cast(), part))


def test_a_point_finds_the_paragraph_that_it_is_about():
    people = cast()
    newest = a_round()
    labels = queries.printed_labels(newest.content)
    place = next(index for index, label in enumerate(labels) if label.startswith("Main findings, paragraph 1"))
    point = commands.add_point(newest, place=place, body="It was four days.", by=people.police)
    assert point.paragraph_id == first_paragraph(newest.report).pk
    assert point.about == labels[place]
    whole = commands.add_point(newest, body="The name is wrong.", by=people.police)
    assert (whole.paragraph, whole.about) == (None, "The draft as a whole")
    with pytest.raises(Invalid, match="Select a paragraph"):
        commands.add_point(newest, place=len(labels), body="Where?", by=people.police)


def test_a_point_may_be_as_long_as_it_needs():
    words = "The record of the meeting shows it. " * 2_500
    assert commands.add_point(a_round(), body=words, by=cast().police).body == words


def test_two_colleagues_rewording_one_point_lose_nothing():
    people = cast()
    newest = a_round()
    point = commands.add_point(newest, body="Three days.", by=people.police)
    commands.edit_point(point, before="Three days.", body="Four days.", by=people.co_ordinator)
    beside = commands.edit_point(point, before="Three days.", body="Five days.", by=people.police)
    assert beside.pk != point.pk
    assert sorted(queries.points_of(newest).values_list("body", flat=True)) == ["Five days.", "Four days."]


def test_a_point_is_taken_back_only_before_it_is_sent():
    people = cast()
    newest = a_round()
    point = commands.add_point(newest, body="Three days.", by=people.police)
    other = commands.add_point(newest, body="Four days.", by=people.police)
    commands.remove_point(other, by=people.co_ordinator)
    commands.submit_points(newest, by=people.co_ordinator)
    with pytest.raises(NotNow, match="has sent"):
        commands.remove_point(point, by=people.co_ordinator)
    assert newest.points.count() == 1


def test_sign_off_waits_for_points_and_for_every_answer():
    people = cast()
    newest = a_round()
    report = newest.report
    point = commands.add_point(newest, body="Three days.", by=people.police)
    with pytest.raises(NotNow, match="has not sent its comments"):
        commands.begin_sign_off(report.inspection, by=people.lead)
    commands.submit_points(newest, by=people.co_ordinator)
    with pytest.raises(NotNow, match="1 point of the local area has no answer"):
        commands.begin_sign_off(report.inspection, by=people.lead)
    point.round = a_round(report)
    with pytest.raises(Invalid, match="Enter the reason"):
        commands.answer_point(point, answer="partly", reason=" ", by=people.cqc)
    commands.answer_point(point, answer="partly", reason="The rota shows it.", by=people.cqc)
    assert not policies.can_see_answers(people.police, read_anew(report))
    commands.begin_sign_off(report.inspection, by=people.lead)
    assert policies.can_see_answers(people.police, read_anew(report))


def test_no_comments_is_an_answer():
    newest = a_round()
    commands.submit_points(newest, by=cast().co_ordinator)
    assert go_on(newest.report, "sign-off").inspection.status == "sign-off"


def test_the_lead_closes_an_unanswered_round_only_after_its_days():
    people = cast()
    newest = a_round()
    commands.add_point(newest, body="Not sent in time.", by=people.police)
    with pytest.raises(NotNow, match="can comment until"):
        commands.record_no_answer_from_area(newest, reason="Nothing came.", by=people.lead)
    with time_machine.travel(datetime.combine(newest.due_on, datetime.min.time(), UTC).replace(hour=12)):
        assert not policies.can_close_round(people.lead, newest)
    with time_machine.travel(datetime.combine(newest.due_on, datetime.min.time(), UTC).replace(hour=12) + timedelta(days=1)):
        with pytest.raises(NotAllowed):
            commands.record_no_answer_from_area(newest, reason="Nothing came.", by=people.cqc)
        commands.record_no_answer_from_area(newest, reason="Nothing came.", by=people.lead)
        newest = a_round(newest.report)
        assert not policies.can_see_points(people.lead, newest)
        commands.begin_sign_off(newest.report.inspection, by=people.lead)
    assert queries.points_of(newest).count() == 1


def test_a_longer_time_to_comment_counts():
    people = cast()
    newest = a_round()
    milestone = newest.report.inspection.milestones.get(kind=MilestoneKind.COMMENTS_DUE)
    milestone.inspection = newest.report.inspection
    later = date(newest.due_on.year + 1, 1, 15)
    override_date(milestone, day=later, reason="The area asked.", by=people.lead)
    assert policies.comments_due(newest) == later


def test_back_to_drafting_and_a_second_delivery_keeps_the_first_points():
    people = cast()
    newest = a_round()
    report = newest.report
    commands.add_point(newest, body="Three days.", by=people.police)
    take_step("return_to_drafting", report.inspection, reason="A finding is wrong.", by=people.lead)
    with pytest.raises(NotNow, match="Points are made during factual accuracy"):
        commands.add_point(newest, body="More.", by=people.police)
    report = go_on(report, "factual-accuracy")
    with pytest.raises(NotNow, match="A newer draft"):
        commands.add_point(newest, body="More.", by=people.police)
    assert [old.pk for old in queries.earlier_rounds(report)] == [newest.pk]
    assert a_round(report).points.count() == 0


def test_the_area_is_told_and_the_mail_holds_no_casework():
    with_factors(cast())
    report = report_at("factual-accuracy", year=2024)
    told = Email.objects.filter(subject__contains="check the facts").order_by("pk")[:2]
    assert sorted(mail.to for mail in told) == ["co.ordinator@walk.example", "police@walk.example"]
    assert report.inspection.topic.name not in told[0].body
