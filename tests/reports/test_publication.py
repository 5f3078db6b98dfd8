"""Embargo, publication in one transaction, receipt and the statement of proposed action."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from agencies.models import BankHoliday
from agencies.queries import forget_holidays
from audit.models import Event
from inspections.models import MilestoneKind
from jobs.models import Email
from jtai.errors import Invalid, NotAllowed, NotNow
from reports import commands, policies
from reports.models import AccuracyRound, EmbargoedDownload, NamedReader, Paragraph, Publication, Receipt, Report, Statement
from tests.factors import with_factors
from tests.walk import agency_of, cast
from tests.walk_reports import decide, go_on, read_anew, report_at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stages")]
STAGES = ("drafting", "sign-off", "pre-publication", "published", "statement-due", "statement-received")
LONDON = ZoneInfo("Europe/London")


def noon(day):
    return datetime(day.year, day.month, day.day, 12, tzinfo=LONDON)


# The decision


@pytest.mark.parametrize("part", ["lead", "programme_lead", "ofsted_signatory", "reviewer", "stranger", "co_ordinator"])
def test_only_the_decision_maker_decides(part):
    report = report_at()
    with pytest.raises(NotAllowed, match="Only the Chief Inspector’s decision maker"):
        commands.decide_statement(report, required=False, reason="Minor.", by=getattr(cast(), part))


def test_a_decision_names_an_agency_of_the_area_or_none():
    report = report_at()
    by, council = cast().decision_maker, agency_of(report.inspection, "local-authority")
    other = agency_of(report_at(area="X003").inspection, "local-authority")
    for words, sentence in (
        ({"required": True, "reason": "Serious."}, "Select the principal authority"),
        ({"required": True, "principal_authority": other, "reason": "Serious."}, "of this local area’s partnership"),
        ({"required": False, "principal_authority": council, "reason": "Minor."}, "No principal authority is named"),
        ({"required": True, "principal_authority": council, "reason": " "}, "Enter the reason"),
    ):
        with pytest.raises(Invalid, match=sentence):
            commands.decide_statement(report, **words, by=by)
    assert decide(report).principal_authority == council


def test_the_decision_can_change_until_sign_off_ends():
    report = report_at("pre-publication")
    with pytest.raises(NotNow, match="between drafting and sign-off"):
        decide(report, required=False)


# Readers and the embargo


def test_only_the_areas_people_are_named_and_once():
    report = report_at("sign-off")
    people = cast()
    for stranger in (people.other_area, people.cqc, people.stranger):
        with pytest.raises(Invalid, match="local area’s people"):
            commands.name_reader(report, person=stranger, by=people.lead)
    commands.name_reader(report, person=people.police, by=people.lead)
    with pytest.raises(Invalid, match="who is not named yet"):
        commands.name_reader(report, person=people.police, by=people.lead)
    with pytest.raises(NotAllowed):
        commands.name_reader(report, person=people.co_ordinator, by=people.cqc)


def test_the_stage_decides_who_of_the_area_has_the_file():
    people, report = cast(), None
    for status in ("drafting", "quality-assurance", "factual-accuracy", "sign-off"):
        report = go_on(report_at() if status == "drafting" else report, status)
        assert not policies.can_have_file(people.co_ordinator, report)
    report = report_at("pre-publication")
    assert policies.can_have_file(people.co_ordinator, report)
    assert not policies.can_have_file(people.police, report)
    assert not policies.can_have_file(people.other_area, report)
    report = go_on(report, "published")
    people = cast()
    assert policies.can_have_file(people.co_ordinator, report)
    assert policies.can_have_file(people.police, report)
    assert not policies.can_have_file(people.other_area, report)


def test_a_reader_who_is_no_longer_named_reads_no_more_and_the_log_stays():
    report = report_at("pre-publication")
    people = cast()
    freeze = policies.latest_freeze(report)
    commands.log_embargoed_download(report, freeze, format="pdf", by=people.co_ordinator)
    with pytest.raises(NotNow):
        commands.log_embargoed_download(report, freeze, format="pdf", by=people.police)
    reader = NamedReader.objects.get(report=report)
    reader.report = report
    commands.unname_reader(reader, by=people.lead)
    assert not policies.can_have_file(people.co_ordinator, report)
    assert list(EmbargoedDownload.objects.filter(freeze=freeze).values_list("user__name", "format")) == [
        ("Co ordinator", "pdf")
    ]


def test_named_readers_are_told_when_pre_publication_begins():
    Email.objects.all().delete()
    with_factors(cast())
    report_at("pre-publication", year=2024)
    told = Email.objects.filter(subject__contains="under embargo").values_list("to", flat=True)
    assert list(told) == ["co.ordinator@walk.example"]


# Publication


def test_publication_freezes_words_files_and_facts_in_one_transaction():
    report = report_at("published")
    publication = report.publication
    freeze = policies.latest_freeze(report)
    assert (publication.content, publication.freeze) == (freeze.content, freeze)
    assert publication.slug.startswith(f"fellmoor-{timezone.localdate().year}-walk-topic")
    assert (publication.area_name, publication.region_code, publication.topic_name) == (
        "Fellmoor",
        "walk",
        "Children who live with neglect",
    )
    assert publication.pdf.content_type == "application/pdf"
    milestone = report.inspection.milestones.get(kind=MilestoneKind.PUBLICATION)
    assert milestone.happened_on == timezone.localdate()


def test_pressing_twice_publishes_once():
    report = report_at("pre-publication")
    people = cast()
    first = commands.publish(report.inspection, by=people.lead)
    mails = Email.objects.count()
    assert commands.publish(report.inspection, by=people.lead) == first
    assert (Publication.objects.filter(report=report).count(), Email.objects.count()) == (1, mails)
    assert Event.objects.filter(stream=report.inspection.stream, verb="report.publish").count() == 1
    with pytest.raises(NotAllowed):
        commands.publish(report.inspection, by=people.cqc)


def test_the_same_area_and_topic_again_gets_an_address_of_its_own():
    taken = set(Publication.objects.values_list("slug", flat=True))
    slugs = [report_at("published", year=year).publication.slug for year in (2024, 2025)]
    assert len({*slugs, *taken}) == len(taken) + 2
    assert re.fullmatch(r"fellmoor-\d{4}-walk-topic-\d+", slugs[1])


def test_a_refused_publication_leaves_nothing_behind():
    report = report_at("sign-off")
    with pytest.raises(NotNow, match="“Sign-off”"):
        commands.publish(report.inspection, by=cast().lead)
    assert not Publication.objects.filter(report=report).exists()


# Receipt and statement


@pytest.mark.parametrize(
    ("received", "due"),
    [(date(2023, 1, 6), date(2023, 4, 18)), (date(2025, 3, 13), date(2025, 6, 25))],
)
def test_the_statement_is_due_seventy_working_days_after_receipt(received, due):
    for day in ("2023-04-07", "2023-04-10", "2023-05-01", "2025-04-18", "2025-04-21", "2025-05-05", "2025-05-26"):
        BankHoliday.objects.create(day=day, name="Bank holiday")
    forget_holidays()
    with time_machine.travel(noon(received)):
        report = report_at("published", year=2024)
        made = commands.record_receipt(report, received_on=received, received_by="The director", by=cast().lead)
    assert made.due_on == due
    assert report.inspection.milestones.get(kind=MilestoneKind.STATEMENT_DUE).computed == due
    assert read_anew(report).inspection.status == "statement-due"


def test_a_receipt_is_neither_before_publication_nor_in_the_future():
    report = report_at("published")
    people, today = cast(), timezone.localdate()
    for day, sentence in (
        (today - timedelta(days=1), "cannot have been received before"),
        (today + timedelta(days=1), "cannot be in the future"),
    ):
        with pytest.raises(Invalid, match=sentence):
            commands.record_receipt(report, received_on=day, received_by="The director", by=people.lead)
    with pytest.raises(Invalid, match="Enter who received"):
        commands.record_receipt(report, received_on=today, received_by=" ", by=people.lead)
    assert not Receipt.objects.filter(publication__report=report).exists()
    assert read_anew(report).inspection.status == "published"


def test_the_statement_comes_from_the_co_ordinator_or_the_principal_authority():
    report = report_at("statement-due")
    people = cast()
    with pytest.raises(NotAllowed, match="Only the co-ordinator or the people of Fellmoor Council"):
        commands.send_statement(report.inspection, body="We will.", by=people.police)
    with pytest.raises(NotAllowed):
        commands.send_statement(report.inspection, body="We will.", by=people.lead)
    with pytest.raises(Invalid, match="Enter the statement"):
        commands.send_statement(report.inspection, body=" ", by=people.co_ordinator)
    words = "We will meet each week. " * 2_000
    made = commands.send_statement(report.inspection, body=words, by=people.co_ordinator)
    assert made.body == words
    with pytest.raises(NotNow, match="No statement of proposed action is due"):
        commands.send_statement(report.inspection, body="Again.", by=people.co_ordinator)


def test_a_force_that_is_the_principal_authority_sends_it():
    report = report_at("sign-off")
    people = cast()
    decide(report, authority=agency_of(report.inspection, "police"))
    commands.freeze(read_anew(report), by=people.lead)
    report = go_on(report, "statement-due")
    assert commands.send_statement(report.inspection, body="We will.", by=cast().police).sent_by == people.police


def test_acknowledging_ends_the_inspection_without_a_grade():
    report = report_at("statement-received")
    people = cast()
    with pytest.raises(NotAllowed):
        commands.acknowledge_and_close(report.inspection, by=people.cqc)
    found = commands.acknowledge_and_close(report.inspection, by=people.lead)
    assert found.acknowledged_by == people.lead
    assert read_anew(report).inspection.status == "closed"
    assert not [field.name for field in Statement._meta.get_fields() if "grade" in field.name or "judgement" in field.name]


def test_an_inspection_without_a_statement_is_closed_after_publication():
    report = report_at("drafting")
    decide(report, required=False)
    report = go_on(report, "published")
    people = cast()
    with pytest.raises(NotNow, match="No statement of proposed action is required"):
        commands.record_receipt(report, received_on=timezone.localdate(), received_by="The director", by=people.lead)
    commands.close_without_statement(report.inspection, by=people.lead)
    assert read_anew(report).inspection.status == "closed"


def test_an_inspection_that_needs_a_statement_is_not_closed_without():
    report = report_at("published")
    with pytest.raises(NotNow, match="A statement of proposed action is required"):
        commands.close_without_statement(report.inspection, by=cast().lead)


# The database holds what must always hold


def test_constraints_of_a_report_are_kept():
    report = report_at("statement-received")
    people = cast()
    publication, now = report.publication, timezone.now()
    council = agency_of(report.inspection, "local-authority")
    broken = [
        (Report.objects.filter(pk=report.pk), {"statement_required": True, "principal_authority": None}),
        (Report.objects.filter(pk=report.pk), {"statement_required": False, "principal_authority": council}),
        (Report.objects.filter(pk=report.pk), {"statement_required": None}),
        (Report.objects.filter(pk=report.pk), {"decided_by": None}),
        (Paragraph.objects.filter(report=report), {"removed_at": now}),
        (AccuracyRound.objects.filter(report=report), {"submitted_at": None}),
        (AccuracyRound.objects.filter(report=report), {"submitted_at": None, "submitted_by": None, "closed_reason": "Late"}),
        (Receipt.objects.filter(publication=publication), {"due_on": publication.receipt.received_on}),
        (Receipt.objects.filter(publication=publication), {"received_by": ""}),
        (Statement.objects.filter(publication=publication), {"body": ""}),
    ]
    for rows, change in broken:
        assert rows.exists(), change
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
    for make in (
        lambda: Report.objects.create(inspection=report.inspection, drafted_by=people.lead),
        lambda: NamedReader.objects.create(report=report, user=people.co_ordinator, named_by=people.lead),
        lambda: Statement.objects.create(publication=publication, body="Again.", sent_by=people.co_ordinator),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            make()
