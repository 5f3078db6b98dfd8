"""Findings, and their moderation into agreed ones."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Agency
from agencies.queries import inspectorate_of
from audit.trail import record
from inspections import policies, visibility
from inspections.commands.locks import shared, shared_with_agencies
from inspections.commands.notes import ELSEWHERE, check_belongs, sent_before
from inspections.models import (
    Child,
    Criterion,
    Effect,
    EvidenceNote,
    Finding,
    FindingAgreement,
    FindingKind,
    Inspection,
    SetAside,
    Strand,
)
from inspections.workflow import Status
from jtai.errors import Invalid, NotNow
from writing.commands import Saved, rewrite, write

GOOD = {FindingKind.STRENGTH, FindingKind.PRACTICE_STUDY}


@dataclass(frozen=True)
class _About:
    """What a finding has beside its words."""

    strand: Strand
    criterion: Criterion | None
    agency: Agency | None
    level: str
    kind: str
    effect: str
    responsible: Agency | None
    child: Child | None

    def columns(self) -> dict[str, Any]:
        """The same as the finding's columns hold it and as its versions keep it."""
        return {
            "strand_id": self.strand.pk,
            "criterion_id": self.criterion and self.criterion.pk,
            "agency_id": self.agency and self.agency.pk,
            "level": self.level,
            "kind": self.kind,
            "effect": self.effect,
            "responsible_id": self.responsible and self.responsible.pk,
            "child_id": self.child and self.child.pk,
        }


def _check(inspection: Inspection, agencies: frozenset[int], about: _About, statement: str) -> None:
    check_belongs(inspection, agencies, strand=about.strand, criterion=about.criterion, child=about.child, agency=about.agency)
    if not statement.strip():
        raise Invalid(_("Enter the statement of the finding."), field="statement")
    if about.kind in GOOD and about.effect != Effect.IMPROVES:
        raise Invalid(_("A strength or practice study improves children’s experiences. Select “Improves”."), field="effect")
    if about.kind == FindingKind.PRIORITY_ACTION and about.effect != Effect.HINDERS:
        raise Invalid(_("A priority action says what hinders children’s experiences. Select “Hinders”."), field="effect")
    if about.kind == FindingKind.PRIORITY_ACTION and about.responsible is None:
        raise Invalid(_("Select the agency that is responsible for the priority action."), field="responsible")
    if about.responsible is not None and about.responsible.pk not in agencies:
        raise Invalid(str(ELSEWHERE), field="responsible")


def add_finding(
    inspection: Inspection,
    *,
    strand: Strand,
    criterion: Criterion | None = None,
    agency: Agency | None = None,
    level: str,
    kind: str,
    effect: str,
    responsible: Agency | None = None,
    child: Child | None = None,
    statement: str,
    notes: Iterable[EvidenceNote] = (),
    client_id: UUID | None = None,
    by: User,
) -> Finding:
    """Record a finding of the person's inspectorate. In moderation everybody sees it at once, and the notes it cites.

    client_id: drawn where it was written; the same one again returns what was recorded the first time, and raises Invalid
    when something else is sent under it.
    """
    about = _About(strand, criterion, agency, level, kind, effect, responsible, child)
    try:
        return _add_finding(inspection, about, statement, notes=notes, client_id=client_id, by=by)
    except IntegrityError:
        twice = Finding.objects.select_related("text").filter(client_id=client_id).first() if client_id else None
        if twice is None:
            raise
        sent_before(twice, inspection, statement, about.columns(), by)
        return twice


@transaction.atomic
def _add_finding(
    inspection: Inspection, about: _About, statement: str, *, notes: Iterable[EvidenceNote], client_id: UUID | None, by: User
) -> Finding:
    inspection, agencies = shared_with_agencies(inspection)
    policies.can_record_finding.check(by, inspection)
    _check(inspection, agencies, about, statement)
    finding = Finding.objects.create(
        **vars(about),
        inspection=inspection,
        inspectorate=inspectorate_of(by),
        author=by,
        text=write(statement, values=about.columns(), by=by),
        shared=visibility.together(inspection.status),
        recorded_at=timezone.now(),
        client_id=client_id,
    )
    if chosen := list(notes):
        _cite(finding, chosen)
    record("finding.add", finding, stream=inspection.stream, by=by, kind=about.kind)
    return finding


def _cite(finding: Finding, notes: list[EvidenceNote]) -> None:
    if any(note.inspection_id != finding.inspection_id for note in notes):
        raise Invalid(_("Select notes of this inspection."), field="notes")
    finding.notes.set(notes)
    if visibility.together(finding.inspection.status):
        EvidenceNote.objects.filter(pk__in=[note.pk for note in notes], shared=False).update(shared=True)


def _locked(finding: Finding, inspection: Inspection) -> Finding:
    locked = (
        Finding.objects.select_for_update(no_key=True, of=("self", "text"))
        .select_related("text", "set_aside")
        .get(pk=finding.pk)
    )
    locked.inspection = inspection
    return locked


@transaction.atomic
def edit_finding(
    finding: Finding,
    *,
    base: int,
    strand: Strand,
    criterion: Criterion | None = None,
    agency: Agency | None = None,
    level: str,
    kind: str,
    effect: str,
    responsible: Agency | None = None,
    child: Child | None = None,
    statement: str,
    by: User,
) -> Saved:
    """Save what started from version `base`. In moderation a change asks every inspectorate to agree again.

    A stale save is kept beside with all its fields, never lost.
    """
    inspection, agencies = shared_with_agencies(finding.inspection)
    finding = _locked(finding, inspection)
    policies.can_edit_finding.check(by, finding)
    about = _About(strand, criterion, agency, level, kind, effect, responsible, child)
    _check(inspection, agencies, about, statement)
    fields = about.columns()
    changed = any(getattr(finding, name) != value for name, value in fields.items())
    version = finding.text.version
    saved = rewrite(finding.text, statement, base=base, values=fields, changed=changed, by=by)
    if saved.kept is None and changed:
        for name, value in fields.items():
            setattr(finding, name, value)
        finding.save(update_fields=[name.removesuffix("_id") for name in fields])
    if saved.text.version != version and inspection.status == Status.MODERATION:
        finding.agreements.all().delete()
    record("finding.edit", finding, stream=inspection.stream, by=by, kept_beside=saved.kept is not None)
    return saved


@transaction.atomic
def choose_notes(finding: Finding, *, notes: Iterable[EvidenceNote], seen: Iterable[EvidenceNote], by: User) -> Finding:
    """Say which notes support a finding. seen: the notes that the person could choose from; links to others stay."""
    inspection = shared(finding.inspection)
    finding = _locked(finding, inspection)
    policies.can_edit_finding.check(by, finding)
    offered = {note.pk for note in seen}
    chosen = {note.pk: note for note in notes if note.pk in offered}
    kept = [note for note in finding.notes.all() if note.pk not in offered]
    _cite(finding, [*kept, *chosen.values()])
    record("finding.choose_notes", finding, stream=inspection.stream, by=by, notes=sorted(chosen))
    return finding


@transaction.atomic
def share_finding(finding: Finding, *, by: User) -> Finding:
    """Let the whole team see this finding before moderation; the notes it cites are shared with it."""
    inspection = shared(finding.inspection)
    finding = _locked(finding, inspection)
    policies.can_share.check(by, finding)
    finding.shared = True
    finding.save(update_fields=["shared"])
    finding.notes.filter(shared=False).update(shared=True)
    record("finding.share", finding, stream=inspection.stream, by=by)
    return finding


@transaction.atomic
def agree_finding(finding: Finding, *, version: int, by: User) -> Finding:
    """The person's inspectorate agrees the words of this version. Raises NotNow when they have changed since."""
    inspection = shared(finding.inspection)
    finding = _locked(finding, inspection)
    policies.can_agree_finding.check(by, finding)
    if version != finding.text.version:
        raise NotNow(_("The finding was reworded while you read it. Read the new words, then agree."))
    FindingAgreement.objects.create(finding=finding, inspectorate=inspectorate_of(by), user=by, version=version)
    record("finding.agree", finding, stream=inspection.stream, by=by, version=version)
    return finding


@transaction.atomic
def set_finding_aside(finding: Finding, *, reason: str, by: User) -> Finding:
    """Leave a finding out of the report, with the reason; nothing of it is deleted."""
    inspection = shared(finding.inspection)
    finding = _locked(finding, inspection)
    policies.can_set_aside.check(by, finding)
    if not reason.strip():
        raise Invalid(_("Enter why this finding is set aside."), field="reason")
    if hasattr(finding, "set_aside"):
        raise NotNow(_("This finding is already set aside."))
    SetAside.objects.create(finding=finding, reason=reason.strip(), by=by)
    finding.agreements.all().delete()
    record("finding.set_aside", finding, stream=inspection.stream, by=by, reason=reason)
    return finding


@transaction.atomic
def take_finding_up(finding: Finding, *, by: User) -> Finding:
    """Undo a setting aside; every inspectorate is asked to agree again."""
    inspection = shared(finding.inspection)
    finding = _locked(finding, inspection)
    policies.can_set_aside.check(by, finding)
    removed, _counts = SetAside.objects.filter(finding=finding).delete()
    if not removed:
        raise NotNow(_("This finding is not set aside."))
    record("finding.take_up", finding, stream=inspection.stream, by=by)
    return finding
