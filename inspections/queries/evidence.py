"""Notes, findings and evaluations, as far as this viewer sees them."""

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404

from accounts.models import User
from agencies.models import Inspectorate
from agencies.queries import membership_of
from audit.queries import key_of
from inspections import access, policies, visibility
from inspections.models import (
    Child,
    Deferral,
    Evaluation,
    EvidenceNote,
    Finding,
    FindingAgreement,
    Inspection,
    RequestItem,
    RequestState,
)
from intelligence.models import Use


def viewer_of(user: User) -> Inspectorate | None:
    """The inspectorate with whose eyes this person looks; None for everybody else."""
    membership = membership_of(user)
    return membership.inspectorate if membership else None


def notes_seen(
    user: User,
    inspection: Inspection,
    *,
    text: str = "",
    strand: int | None = None,
    agency: int | None = None,
    activity: str = "",
    mine: bool = False,
) -> QuerySet[EvidenceNote]:
    """The notes that this person may see, newest first. Raises NotAllowed for people who see no evidence."""
    policies.can_see_evidence.check(user, inspection)
    rows = EvidenceNote.objects.filter(visibility.notes_seen_by(viewer_of(user)), inspection=inspection)
    if text:
        rows = rows.filter(text__body__icontains=text)
    if strand:
        rows = rows.filter(strand_id=strand)
    if agency:
        rows = rows.filter(agency_id=agency)
    if activity:
        rows = rows.filter(activity=activity)
    if mine:
        rows = rows.filter(author__in=access.whose_work(user, inspection))
    return rows.select_related("inspectorate", "author", "strand", "criterion", "agency", "child", "text")


def note_for(user: User, inspection: Inspection, pk: int) -> EvidenceNote:
    """One note, or 404 when this person may not see it."""
    note = get_object_or_404(notes_seen(user, inspection), pk=pk)
    note.inspection = inspection
    return note


def findings_seen(
    user: User,
    inspection: Inspection,
    *,
    text: str = "",
    strand: int | None = None,
    kind: str = "",
    agency: int | None = None,
    inspectorate: int | None = None,
) -> QuerySet[Finding]:
    """The findings that this person may see, by strand; each with how many inspectorates agree it."""
    rows = _findings(user, inspection)
    if text:
        rows = rows.filter(text__body__icontains=text)
    if strand:
        rows = rows.filter(strand_id=strand)
    if kind:
        rows = rows.filter(kind=kind)
    if agency:
        rows = rows.filter(agency_id=agency)
    if inspectorate:
        rows = rows.filter(inspectorate_id=inspectorate)
    agreements = FindingAgreement.objects.filter(finding=OuterRef("pk")).values("finding").annotate(number=Count("pk"))
    return (
        rows.select_related(
            "inspectorate", "author", "strand", "criterion", "agency", "responsible", "child", "text", "set_aside__by"
        )
        # Not Count over a join: grouping by every column of ten tables took the planner longer than all the rest.
        .annotate(agreed=Coalesce(Subquery(agreements.values("number")), 0))
        .order_by("strand__position", "pk")
    )


def _findings(user: User, inspection: Inspection) -> QuerySet[Finding]:
    policies.can_see_evidence.check(user, inspection)
    seen = visibility.findings_seen_by(viewer_of(user), inspection.status, inspection.paused_from)
    return Finding.objects.filter(seen, inspection=inspection)


def finding_to_change(user: User, inspection: Inspection, pk: int) -> Finding:
    """One finding with its words alone, as a form needs it, or 404."""
    finding = get_object_or_404(_findings(user, inspection).select_related("text"), pk=pk)
    finding.inspection = inspection
    return finding


def finding_for(user: User, inspection: Inspection, pk: int) -> Finding:
    """One finding with its agreements and the notes this person may see, or 404."""
    notes = EvidenceNote.objects.filter(visibility.notes_seen_by(viewer_of(user))).select_related(
        "text", "author", "inspectorate"
    )
    rows = findings_seen(user, inspection).prefetch_related(
        Prefetch("notes", queryset=notes, to_attr="seen_notes"),
        Prefetch("agreements", queryset=FindingAgreement.objects.select_related("inspectorate", "user")),
    )
    finding = get_object_or_404(rows, pk=pk)
    finding.inspection = inspection
    return finding


def evaluations_seen(user: User, inspection: Inspection) -> QuerySet[Evaluation]:
    """Evaluations follow the rule of findings: apart until moderation."""
    policies.can_see_evidence.check(user, inspection)
    viewer = viewer_of(user)
    seen = Q() if visibility.together(inspection.status, inspection.paused_from) else Q(inspectorate=viewer)
    return (
        Evaluation.objects.filter(seen, inspection=inspection)
        .select_related("inspectorate", "author", "strand", "agency", "text")
        .annotate(drawn=Count("findings"))
        .order_by("strand__position", "inspectorate__position", "pk")
    )


def evaluation_for(user: User, inspection: Inspection, pk: int) -> Evaluation:
    """One evaluation, or 404."""
    evaluation = get_object_or_404(evaluations_seen(user, inspection), pk=pk)
    evaluation.inspection = inspection
    return evaluation


def children_of(user: User, inspection: Inspection) -> QuerySet[Child]:
    """The children by reference, tracked ones first, with what this person's notes show about them."""
    policies.can_see_evidence.check(user, inspection)
    seen = visibility.notes_seen_by(viewer_of(user))
    mine = EvidenceNote.objects.filter(seen, inspection=inspection)
    return (
        Child.objects.filter(inspection=inspection)
        .prefetch_related("agencies")
        .annotate(noted=Count("notes", filter=Q(notes__in=mine)))
        .order_by("-kind", "pk")
    )


def request_items_of(inspection: Inspection) -> QuerySet[RequestItem]:
    """The information request in order."""
    return RequestItem.objects.filter(inspection=inspection).select_related("agency", "answered_by").order_by("position", "pk")


def request_item_for(inspection: Inspection, pk: int) -> RequestItem:
    """One item, or 404."""
    item = get_object_or_404(request_items_of(inspection), pk=pk)
    item.inspection = inspection
    return item


@dataclass(frozen=True)
class Tally:
    """What an inspection holds, as far as the viewer may see it."""

    notes: int
    findings: int
    evaluations: int
    children: int


@dataclass(frozen=True)
class Progress:
    """How far the work is: the request's items, how many are answered or not held, and the tally.

    deferrals: requests to defer it. used: how many shared items were said to be used in it, whoever may see them.
    """

    items: int
    answered: int
    deferrals: int
    used: int
    tally: Tally | None


def progress(user: User, inspection: Inspection) -> Progress:
    """Counts for the inspection's page in one query; the tally is None for people who see no evidence, and of what they see only."""
    items = RequestItem.objects.filter(inspection=inspection)
    answered = items.filter(state__in=[RequestState.RECEIVED, RequestState.NOT_HELD])
    deferrals, used = Deferral.objects.filter(inspection=inspection), Use.objects.filter(target=key_of(inspection))
    about = items, answered, deferrals, used
    asked, done, deferred, uses, *seen = _numbers_of(*about, *_evidence_seen(user, inspection))
    return Progress(asked, done, deferred, uses, Tally(*seen) if seen else None)


def tally(user: User, inspection: Inspection) -> Tally | None:
    """The counts of evidence alone; None for people who see none."""
    seen = _evidence_seen(user, inspection)
    return Tally(*_numbers_of(*seen)) if seen else None


def _evidence_seen(user: User, inspection: Inspection) -> list[QuerySet[Any]]:
    """Notes, findings, evaluations and children that this person sees, in the order of Tally; empty without the right."""
    if not policies.can_see_evidence(user, inspection):
        return []
    viewer = viewer_of(user)
    together = visibility.together(inspection.status, inspection.paused_from)
    return [
        EvidenceNote.objects.filter(visibility.notes_seen_by(viewer), inspection=inspection),
        _findings(user, inspection),
        Evaluation.objects.filter(Q() if together else Q(inspectorate=viewer), inspection=inspection),
        Child.objects.filter(inspection=inspection),
    ]


def _numbers_of(*rows: QuerySet[Any]) -> tuple[int, ...]:
    """How many rows each holds, in one round trip. Put together as text: as one expression it cost as much as six queries."""
    counted = [each.order_by().values("pk").query.sql_with_params() for each in rows]
    sql = ", ".join(f"(SELECT COUNT(*) FROM ({sql}) AS counted)" for sql, _params in counted)  # noqa: S608 -- the ORM's own SQL
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sql}", [param for _sql, params in counted for param in params])
        numbers: tuple[int, ...] = cursor.fetchone()
    return numbers
