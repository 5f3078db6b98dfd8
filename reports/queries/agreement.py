"""Quality assurance, factual accuracy, sign-off and what is built of the words."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import User
from agencies.models import Inspectorate
from agencies.queries import people_of_area
from files.models import StoredFile
from inspections.models import Part
from inspections.queries import answering_for, inspectorates_of
from inspections.workflow import Status
from reports import policies
from reports.models import (
    AccuracyPoint,
    AccuracyRound,
    BuiltFile,
    EmbargoedDownload,
    Freeze,
    NamedReader,
    Publication,
    QualityComment,
    QualityReview,
    Receipt,
    Report,
    Signature,
    Statement,
)


def comments_of(report: Report) -> QuerySet[QualityComment]:
    """The reviewer's comments, open ones first, then in the order in which they were made."""
    return (
        QualityComment.objects.filter(report=report)
        .select_related("author", "resolved_by", "paragraph__section", "paragraph__text")
        .order_by("resolved_at", "at", "pk")
    )


def comment_for(report: Report, pk: int) -> QualityComment:
    """One comment, or 404."""
    comment = get_object_or_404(comments_of(report), pk=pk)
    comment.report = report
    return comment


def reviews_of(report: Report) -> QuerySet[QualityReview]:
    """What reviewers decided, newest first."""
    return QualityReview.objects.filter(report=report).select_related("reviewer").order_by("-pk")


def points_of(accuracy_round: AccuracyRound) -> QuerySet[AccuracyPoint]:
    """The points of a round in the order in which they were made."""
    return (
        AccuracyPoint.objects.filter(round=accuracy_round)
        .select_related("author", "answered_by", "paragraph__section")
        .order_by("pk")
    )


def point_for(accuracy_round: AccuracyRound, pk: int) -> AccuracyPoint:
    """One point of this round, or 404."""
    point = get_object_or_404(points_of(accuracy_round), pk=pk)
    point.round = accuracy_round
    return point


def earlier_rounds(report: Report) -> list[AccuracyRound]:
    """Every delivery but the newest, each with its points."""
    points = AccuracyPoint.objects.select_related("author", "answered_by").order_by("pk")
    rows = AccuracyRound.objects.filter(report=report).select_related("submitted_by", "delivered_by").order_by("-pk")
    return list(rows.prefetch_related(Prefetch("points", queryset=points))[1:])


def report_answered(user: User, pk: int) -> Report:
    """The report of an inspection that this person answers for the area; 404 when there is nothing of it for them yet.

    What they may see of it the stage decides: ask policies.can_read_delivered, can_have_file and the others.
    """
    inspection = answering_for(user, pk)
    rows = Report.objects.select_related("principal_authority").filter(inspection=inspection)
    report = get_object_or_404(rows)
    report.inspection = inspection
    if not (AccuracyRound.objects.filter(report=report).exists() or Publication.objects.filter(report=report).exists()):
        raise Http404
    return report


@dataclass(frozen=True)
class Bench:
    """One inspectorate at sign-off. person: who signs for it; fallen: an earlier signature that no longer counts."""

    inspectorate: Inspectorate
    person: User | None
    signature: Signature | None
    fallen: Signature | None


def sign_off_board(report: Report, freeze: Freeze | None) -> list[Bench]:
    """Who has signed what, in the order of signing."""
    places = report.inspection.team.filter(part=Part.SIGNATORY, ended_at=None).select_related("user")
    people = {place.inspectorate_id: place.user for place in places}
    given = (
        Signature.objects.filter(freeze__report=report)
        .select_related("user", "freeze", "inspectorate")
        .order_by("freeze__number")
    )
    current = freeze if freeze is not None and not policies.stale_because(report, freeze) else None
    now: dict[int, Signature] = {}
    before: dict[int, Signature] = {}
    for signature in given:
        side = now if current is not None and signature.freeze_id == current.pk else before
        side[signature.inspectorate_id] = signature
    return [
        Bench(row, people.get(row.pk), now.get(row.pk), None if row.pk in now else before.get(row.pk))
        for row in inspectorates_of(report.inspection)
    ]


def signatures_that_count(report: Report) -> list[Signature]:
    """Given to the newest version while that holds the words of the report, in the order of signing; else none. During sign-off only."""
    freeze = policies.latest_freeze(report) if report.inspection.status == Status.SIGN_OFF else None
    if freeze is None or policies.stale_because(report, freeze):
        return []
    return list(freeze.signatures.select_related("user", "inspectorate").order_by("inspectorate__position"))


def freeze_for(report: Report, number: int) -> Freeze:
    """One frozen version with its signatures, or 404."""
    signatures = Prefetch("signatures", Signature.objects.select_related("inspectorate", "user"))
    rows = Freeze.objects.select_related("job", "frozen_by").prefetch_related(signatures)
    freeze = get_object_or_404(rows, report=report, number=number)
    freeze.report = report
    return freeze


def freezes_of(report: Report) -> QuerySet[Freeze]:
    """All frozen versions, newest first."""
    return Freeze.objects.filter(report=report).select_related("frozen_by", "job").order_by("-number")


def built_files(freeze: Freeze) -> list[BuiltFile]:
    """The files of a frozen version, web page first."""
    return list(BuiltFile.objects.filter(freeze=freeze).select_related("file").order_by("format"))


def built_file_of(report: Report, format: str) -> BuiltFile:  # noqa: A002 -- named like the column
    """The file of the newest frozen version, or 404 while it is not built."""
    newest = policies.latest_freeze(report)
    return get_object_or_404(BuiltFile.objects.select_related("file", "freeze"), freeze=newest, format=format)


def published_file_of(report: Report, format: str) -> StoredFile:  # noqa: A002 -- as above
    """The file as it was published, or 404."""
    publication = publication_of(report)
    if publication is None:
        raise Http404
    return publication.pdf if format == "pdf" else publication.html


def readers_of(report: Report) -> QuerySet[NamedReader]:
    """Who may read the copy under embargo, by name."""
    return (
        NamedReader.objects.filter(report=report).select_related("user__membership__agency", "named_by").order_by("user__name")
    )


def reader_for(report: Report, pk: int) -> NamedReader:
    """One named reader, or 404."""
    reader = get_object_or_404(readers_of(report), pk=pk)
    reader.report = report
    return reader


def people_to_name(report: Report) -> QuerySet[User]:
    """The area's people who are not named yet, co-ordinators first."""
    named = NamedReader.objects.filter(report=report).values("user")
    return people_of_area(report.inspection.local_area).exclude(pk__in=named)


def downloads_of(report: Report) -> QuerySet[EmbargoedDownload]:
    """Who took which copy under embargo, newest first."""
    return EmbargoedDownload.objects.filter(freeze__report=report).select_related("user", "freeze").order_by("-at")


def publication_of(report: Report) -> Publication | None:
    """What was published of it."""
    found = (
        Publication.objects.filter(report=report)
        .select_related("published_by", "freeze", "pdf", "html", "receipt__recorded_by", "statement__sent_by")
        .first()
    )
    if found is not None:
        found.report = report
    return found


def receipt_of(publication: Publication) -> Receipt | None:
    """When it was received, and by whom."""
    return getattr(publication, "receipt", None)


def statement_of(publication: Publication) -> Statement | None:
    """The statement of proposed action."""
    return getattr(publication, "statement", None)


def due_date_of(accuracy_round: AccuracyRound) -> date:
    """Until when the area can comment."""
    return policies.comments_due(accuracy_round)
