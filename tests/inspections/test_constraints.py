"""Every constraint of every room, tried to be broken behind the commands' backs."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from accounts.models import Token, User
from agencies.models import AgencyKind, ClosedPeriod, LocalArea, Membership, PartnershipMember, Region, Role
from audit.models import Event
from audit.sealing import seal
from audit.trail import record
from disclosure.models import AccessRequest, Chosen, Export, Redaction
from files.models import StoredFile
from inspections import commands
from inspections.models import (
    Child,
    Criterion,
    DeepDiveTopic,
    Deferral,
    Evaluation,
    EvidenceNote,
    Finding,
    FindingAgreement,
    FrameworkVersion,
    Inspection,
    Milestone,
    Offset,
    Participation,
    PastInspection,
    RequestFile,
    RequestItem,
    RequestTemplate,
    SectionKind,
    SetAside,
    Strand,
    TeamPlace,
)
from jobs.models import Job
from reports.models import (
    AccuracyPoint,
    AccuracyRound,
    BuiltFile,
    Freeze,
    NamedReader,
    Paragraph,
    QualityComment,
    QualityReview,
    Receipt,
    Report,
    Signature,
    Statement,
)
from retention.models import Hold, Removal, Run
from scheduling.models import ProgrammeYear
from tests.agencies import holidays_kept
from tests.audit.guards import keep_tables
from tests.inspections import people_kept
from tests.intelligence import items_kept, letters_kept
from tests.programmes import tried
from tests.scheduling import kept as years_kept
from tests.walk import FRONT_DOOR, cast, finding, inspection_at, local_area, note
from tests.walk_reports import report_at
from writing.commands import write
from writing.models import Revision, Text

pytestmark = pytest.mark.django_db
LATE, EARLY = date(2099, 1, 1), date(1999, 1, 1)


def put(model: type[models.Model], **values: object) -> Callable[[], object]:
    """Change one row past every command."""

    def act() -> None:
        row = model._default_manager.order_by("-pk").first()
        assert row is not None, f"the world has no {model.__name__}"
        model._default_manager.filter(pk=row.pk).update(**values)

    return act


def again(
    model: type[models.Model], *fresh: str, having: dict[str, object] | None = None, **values: object
) -> Callable[[], object]:
    """A copy of one row. fresh: one-to-one texts, written anew so that only the constraint in question is broken."""

    def act() -> None:
        row = model._default_manager.filter(**(having or {})).order_by("-pk").first()
        assert row is not None, f"the world has no such {model.__name__}"
        row.pk = None
        row._state.adding = True
        for name in fresh:
            setattr(row, name, write("x", by=User.objects.first()))
        for name, value in values.items():
            setattr(row, name, value)
        model._default_manager.bulk_create([row])

    return act


def one_more_live_inspection() -> None:
    row = Inspection.objects.filter(status="planned").first()
    row.pk = None
    Inspection.objects.bulk_create([row])


NOW = timezone.now()
TRIES: dict[str, Callable[[], object]] = {
    **people_kept.TRIES,
    **tried.TRIES,
    **holidays_kept.TRIES,
    **items_kept.TRIES,
    **letters_kept.TRIES,
    **years_kept.TRIES,
    "event_sequence_once_a_stream": again(Event),
    "job_state_is_known": put(Job, state="x"),
    "job_claim_with_heartbeat_at": put(Job, claim=None, heartbeat_at=NOW, state="done"),
    "job_progress_is_a_percentage": put(Job, progress=101),
    "job_running_has_a_claim": put(Job, state="running", claim=None, heartbeat_at=None),
    "job_failed_says_why": put(Job, state="failed", error=""),
    "user_email_once_whatever_case": lambda: User.objects.bulk_create([User(email="LEAD@walk.example", name="x")]),
    "user_nobody_is_superuser": put(User, is_superuser=True),
    "token_scope_is_known": put(Token, scope="x"),
    "token_expires_later": put(Token, expires_at=NOW - timedelta(days=9000)),
    "file_is_not_empty": put(StoredFile, size=0),
    "file_digest_is_sha256": put(StoredFile, sha256="x"),
    "text_version_was_made": put(Text, version=99),
    "revision_number_once_a_text": again(Revision),
    "revision_settled_at_with_settled_by": put(Revision, settled_at=NOW, settled_by=None),
    "revision_base_is_older": put(Revision, base=999),
    "agency_kind_valid_from_before_valid_to": put(AgencyKind, valid_from=LATE, valid_to=EARLY),
    "local_area_has_its_own_hex": lambda: LocalArea.objects.update(hex_q=1, hex_r=1),
    "agency_once_a_partnership": again(PartnershipMember),
    "membership_of_one_organisation": put(Membership, inspectorate=None, local_area=None, agency=None, co_ordinator=False),
    "membership_agency_within_an_area": lambda: Membership.objects.filter(local_area=None).update(
        agency=PartnershipMember.objects.first().agency
    ),
    "membership_co_ordinator_of_an_area": lambda: Membership.objects.filter(local_area=None).update(co_ordinator=True),
    "role_kind_is_known": put(Role, kind="x"),
    "role_valid_from_before_valid_to": put(Role, valid_from=LATE, valid_to=EARLY),
    "role_held_once_at_a_time": again(Role),
    "closed_period_first_day_before_last_day": put(ClosedPeriod, first_day=LATE),
    "closed_period_once": again(ClosedPeriod),
    "framework_valid_from_before_valid_to": put(FrameworkVersion, valid_from=LATE, valid_to=EARLY),
    "participation_once": again(Participation),
    "strand_once_a_framework": again(Strand),
    "criterion_once_a_strand": again(Criterion),
    "offset_once_a_framework": again(Offset),
    "offset_milestone_is_known": put(Offset, milestone="x"),
    "offset_anchor_is_known": put(Offset, anchor="x"),
    "offset_counting_is_known": put(Offset, counting="x"),
    "offset_inclusive_counts_from_one": put(Offset, counting="inclusive", days=0),
    "section_once_a_framework": again(SectionKind),
    "section_form_is_known": put(SectionKind, form="x"),
    "section_shown_empty_says_so": put(SectionKind, shows_empty=True, empty_text=""),
    "request_item_once_a_framework": again(RequestTemplate),
    "topic_age_from_before_age_to": put(DeepDiveTopic, age_from=9, age_to=1),
    "topic_used_from_before_used_to": put(DeepDiveTopic, used_from=LATE, used_to=EARLY),
    "inspection_status_is_known": put(Inspection, status="x"),
    "inspection_fieldwork_start_before_fieldwork_end": put(Inspection, fieldwork_start=LATE),
    "inspection_notified_at_with_notified_by": put(Inspection, notified_at=NOW, notified_by=None),
    "inspection_paused_from_somewhere": put(Inspection, status="paused", paused_from=""),
    "inspection_one_live_an_area_and_year": one_more_live_inspection,
    "milestone_once_an_inspection": again(Milestone),
    "milestone_kind_is_known": put(Milestone, kind="x"),
    "milestone_override_with_override_by": put(Milestone, override=LATE, override_reason="x", override_by=None),
    "milestone_override_says_why": lambda: Milestone.objects.update(override=LATE, override_by=User.objects.first()),
    "place_part_is_known": put(TeamPlace, part="x"),
    "place_ended_at_with_ended_by": put(TeamPlace, ended_at=NOW, ended_by=None),
    "place_left_empty_at_with_left_empty_by": put(TeamPlace, ended_at=NOW, ended_by_id=1, left_empty_at=NOW),
    "place_left_empty_has_ended": put(TeamPlace, ended_at=None, ended_by=None, left_empty_at=NOW, left_empty_by_id=1),
    "place_one_a_person": again(TeamPlace, having={"part": "observer"}),
    "place_one_lead": again(TeamPlace, having={"part": "lead"}, user_id=0),
    "place_one_signatory_an_inspectorate": again(TeamPlace, having={"part": "signatory"}, user_id=0),
    "deferral_says_who_and_why": put(Deferral, reason=""),
    "child_kind_is_known": put(Child, kind="x"),
    "child_age_band_is_known": put(Child, age_band="x"),
    "child_reference_once_an_inspection": again(Child),
    "child_is_a_reference": put(Child, reference="Ann"),
    "note_activity_is_known": put(EvidenceNote, activity="x"),
    "finding_level_is_known": put(Finding, level="x"),
    "finding_kind_is_known": put(Finding, kind="x"),
    "finding_effect_is_known": put(Finding, kind="improvement", effect="x"),
    "finding_kind_and_effect_agree": put(Finding, kind="strength", effect="hinders"),
    "finding_priority_action_names_who": put(Finding, kind="priority-action", effect="hinders", responsible=None),
    "agreement_once_an_inspectorate": again(FindingAgreement),
    "set_aside_says_why": lambda: SetAside.objects.bulk_create(
        [SetAside(finding=Finding.objects.first(), by=User.objects.first(), reason="")]
    ),
    "evaluation_effect_is_known": put(Evaluation, effect="x"),
    "evaluation_once": again(Evaluation, "text"),
    "past_inspection_once": again(PastInspection),
    "request_item_state_is_known": lambda: RequestItem.objects.update(
        state="x", answered_at=NOW, answered_by=User.objects.first()
    ),
    "request_item_answered_at_with_answered_by": put(RequestItem, answered_at=NOW, answered_by=None),
    "request_file_scan_is_known": put(RequestFile, scan="perhaps"),
    "request_file_digest_is_sha256": put(RequestFile, sent_sha256="a"),
    "request_file_once_an_item": again(RequestFile),
    "request_item_once_an_agency": again(RequestItem),
    "request_item_answered_by_somebody": put(RequestItem, state="received", answered_at=None, answered_by=None),
    "year_is_plausible": put(ProgrammeYear, year=1999),
    "year_target_is_plausible": put(ProgrammeYear, target=0),
    "report_decided_at_with_decided_by": put(Report, decided_by=None),
    "report_statement_names_the_principal_authority": put(Report, principal_authority=None),
    "paragraph_removed_at_with_removed_by": put(Paragraph, removed_at=NOW, removed_by=None),
    "review_decision_is_known": put(QualityReview, decision="x"),
    "review_says_something": put(QualityReview, summary=""),
    "comment_resolved_at_with_resolved_by": put(QualityComment, resolved_at=NOW, resolved_by=None),
    "comment_says_something": put(QualityComment, body=""),
    "accuracy_round_submitted_at_with_submitted_by": put(AccuracyRound, submitted_at=NOW, submitted_by=None),
    "accuracy_round_closed_only_once": put(AccuracyRound, closed_reason="x", submitted_at=None, submitted_by=None),
    "point_answered_at_with_answered_by": put(AccuracyPoint, answered_by=None),
    "point_answer_is_known": put(AccuracyPoint, answer="x"),
    "point_says_something": put(AccuracyPoint, body=""),
    "point_answer_says_why": put(AccuracyPoint, answer_reason=""),
    "freeze_number_once_a_report": again(Freeze),
    "freeze_content_digest": put(Freeze, content_digest="x"),
    "freeze_provenance_digest": put(Freeze, provenance_digest="x"),
    "signature_once_an_inspectorate": again(Signature),
    "built_file_once_a_format": again(BuiltFile),
    "built_file_format_is_known": put(BuiltFile, format="x"),
    "reader_named_once": again(NamedReader),
    "receipt_due_after_receipt": put(Receipt, due_on=EARLY),
    "receipt_says_by_whom": put(Receipt, received_by=""),
    "statement_says_something": put(Statement, body=""),
    "hold_says_why": put(Hold, reason=""),
    "hold_released_at_with_released_by": put(Hold, released_at=NOW, released_by=None),
    "hold_once_at_a_time": again(Hold),
    "removal_once": again(Removal),
    "access_request_kind_is_known": put(AccessRequest, kind="x"),
    "access_request_outcome_is_known": put(AccessRequest, outcome="x"),
    "access_request_closed_on_with_closed_by": put(AccessRequest, closed_on=LATE),
    "access_request_received_on_before_due_on": put(AccessRequest, due_on=EARLY),
    "access_request_received_on_before_reopened_on": put(AccessRequest, reopened_on=EARLY),
    "access_request_reference_once": again(AccessRequest),
    "chosen_once_a_request": again(Chosen),
    "redaction_reason_is_known": put(Redaction, reason="x"),
    "redaction_takes_something": put(Redaction, passage=""),
    "export_number_once_a_request": again(Export),
}

# PostgreSQL names the first that fails; this one says all that the other says, and more.
STOPPED_BY = {"finding_kind_is_known": "finding_kind_and_effect_agree", **tried.STOPPED_BY}


def furnish() -> None:
    """A row of everything: a report that was closed, one inspection of each state that leaves rows of its own, and the rest."""
    people = cast()
    report = report_at("closed", rich=True)
    inspection_at("deferred", area="X020")
    inspection_at("planned", area="X021")
    note(inspection_at("fieldwork", area="X022"), by=people.cqc)
    QualityComment.objects.get_or_create(report=report, defaults={"body": "x", "author": people.reviewer})
    rounds = AccuracyRound.objects.filter(report=report).first()
    answered = {"answer": "accepted", "answer_reason": "x", "answered_at": NOW, "answered_by": people.lead}
    AccuracyPoint.objects.filter(round=rounds).delete()
    AccuracyPoint.objects.create(round=rounds, about="1", body="x", author=people.co_ordinator, **answered)
    NamedReader.objects.get_or_create(report=report, user=people.co_ordinator, defaults={"named_by": people.lead})
    Token.objects.create(user=people.cqc, name="x", digest="x" * 64, ending="xxxx", expires_at=NOW + timedelta(days=1))
    people_kept.furnish()
    holidays_kept.furnish()
    tried.furnish()
    items_kept.furnish()
    letters_kept.furnish()
    years_kept.furnish()
    RequestFile.objects.create(
        item=RequestItem.objects.earliest("pk"), file=StoredFile.objects.earliest("pk"), name="x.txt",
        sent_sha256="a" * 64, scan="clean", added_by=people.co_ordinator,
    )  # fmt: skip
    Hold.objects.create(key="x", reason="x", by=people.administrator)
    asked = AccessRequest.objects.create(
        inspectorate=people.governance.membership.inspectorate, kind="subject-access", reference="x", about="x",
        received_on=date(2026, 3, 2), due_on=date(2026, 4, 2), opened_by=people.governance,
    )  # fmt: skip
    chosen = Chosen.objects.create(request=asked, kind="note", number=1, by=people.governance)
    Redaction.objects.create(chosen=chosen, passage="x", reason="FOIA s 40", by=people.governance)
    Export.objects.create(
        request=asked, number=1, file=StoredFile.objects.earliest("pk"), items=1, redactions=1, by=people.governance
    )
    Removal.objects.create(policy="x", key="x", number=1, digest="x", run=Run.objects.create(table_digest="x"))
    ClosedPeriod.objects.create(name="x", first_day=EARLY, last_day=EARLY, reason="x")
    PastInspection.objects.create(local_area=local_area("X020"), year=2017, kind="thematic", evidence="press")
    for year in (2023, 2024):
        ProgrammeYear.objects.get_or_create(year=year, defaults={"opened_by": people.programme_lead})


def test_each_constraint_holds() -> None:
    furnish()
    gave_way = {}
    for name, attempt in TRIES.items():
        try:
            with transaction.atomic():
                attempt()
            gave_way[name] = "nothing stopped it"
        except IntegrityError as error:
            if STOPPED_BY.get(name, name) not in str(error):
                gave_way[name] = str(error)
    assert gave_way == {}


def models_of_ours() -> list[type[models.Model]]:
    """Those of our own rooms: a package tests its own."""
    return [model for model in apps.get_models() if (Path(settings.BASE_DIR) / model._meta.app_label).is_dir()]


def test_each_constraint_is_tried() -> None:
    there = {constraint.name for model in models_of_ours() for constraint in model._meta.constraints}
    assert set(TRIES) == there


# Columns that are unique by themselves, and triggers


def unique_columns() -> Iterator[tuple[type[models.Model], models.Field]]:
    """Of every room of ours; also every one-to-one."""
    for model in models_of_ours():
        yield from ((model, field) for field in model._meta.fields if field.unique and not field.primary_key)


def furnish_twice() -> None:
    """A second row of what furnish() makes one of."""
    people = cast()
    report_at("closed", framework=FRONT_DOOR, year=2031)
    inspection = inspection_at("moderation", area="X024")
    for _number in range(2):
        commands.set_finding_aside(finding(inspection, by=people.cqc), reason="One case", by=people.lead)
    Region.objects.create(code="second", name="Second")
    DeepDiveTopic.objects.create(code="second", name="Second", short_name="Second", description="x")
    Token.objects.create(user=people.cqc, name="y", digest="y" * 64, ending="yyyy", expires_at=NOW + timedelta(days=1))


def test_each_unique_column_holds() -> None:
    furnish()
    furnish_twice()
    alone = {model.__name__ for model, _field in unique_columns() if model._default_manager.count() < 2}
    assert alone == set(), "one row cannot break what two must not share"
    gave_way = {}
    for model, field in unique_columns():
        first, second = model._default_manager.order_by("pk")[:2]
        value = people_kept.same(field, first)
        try:
            with transaction.atomic():
                model._default_manager.filter(pk__in=[first.pk, second.pk]).update(**{field.attname: value})
            gave_way[str(field)] = "nothing stopped it"
        except IntegrityError as error:
            if f"({field.column})" not in str(error).replace('"', ""):
                gave_way[str(field)] = str(error)
    assert gave_way == {}


# Statements that a trigger stops. tests/audit has what the chain says when somebody takes the trigger away.
STOPPED = {
    "audit_event_is_append_only": ["UPDATE audit_event SET verb = 'x'", "DELETE FROM audit_event"],
    "audit_event_is_never_emptied": ["TRUNCATE audit_event, audit_words"],
    "audit_words_are_append_only": [
        "UPDATE audit_words SET data = '{\"a\": 1}'",
        "UPDATE audit_words SET data = '{}'",
        "UPDATE audit_words SET data = '{}', erased_by = event_id",
        "DELETE FROM audit_words",
    ],
    "audit_words_are_never_emptied": ["TRUNCATE audit_words"],
    "audit_head_only_moves_on": [
        "UPDATE audit_head SET sequence = sequence + 2",
        "UPDATE audit_head SET sequence = sequence - 1",
        "UPDATE audit_head SET digest = 'x'",
        "UPDATE audit_head SET stream = stream || 'x'",
    ],
    "audit_head_is_kept": ["DELETE FROM audit_head"],
    "audit_head_is_never_emptied": ["TRUNCATE audit_head"],
    "audit_seal_is_append_only": ["UPDATE audit_seal SET root = 'x'", "DELETE FROM audit_seal"],
    "audit_seal_is_never_emptied": ["TRUNCATE audit_seal, audit_mark"],
    "audit_mark_is_append_only": ["UPDATE audit_mark SET digest = 'x'", "DELETE FROM audit_mark"],
    "audit_mark_is_never_emptied": ["TRUNCATE audit_mark"],
    "audit_read_is_append_only": ["UPDATE audit_read SET thing = 'x'", "DELETE FROM audit_read"],
    "audit_read_is_never_emptied": ["TRUNCATE audit_read", "TRUNCATE audit_read_default"],
}


def test_each_trigger_holds() -> None:
    record("note.add", cast().cqc, stream="inspection:7", by=None)
    keep_tables()
    seal()
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO audit_read (quarter, actor, stream, thing) VALUES (now(), 'x', 'x', 'x')")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'")
        assert {name for (name,) in cursor.fetchall()} == set(STOPPED)
    for statements in STOPPED.values():
        for statement in statements:
            with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
    assert Event.objects.filter(verb="note.add").count() == 1
