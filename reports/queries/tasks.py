"""What there is to do on a report: task lists of one inspection, and what waits for one person over all of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from agencies.models import RoleKind
from agencies.queries import has_role, membership_of
from inspections import access
from inspections.models import Inspection, MilestoneKind, Part, TeamPlace
from inspections.policies import can_see_evidence
from inspections.queries import REACHED, passed
from inspections.workflow import MAIN_LINE, REPORTED, VIEW, Status
from reports.models import (
    AccuracyPoint,
    AccuracyRound,
    Freeze,
    NamedReader,
    Publication,
    QualityComment,
    QualityDecision,
    QualityReview,
    Report,
    Signature,
)

NOT_STARTED, IN_PROGRESS, DONE, WAITING = "not-started", "in-progress", "done", "waiting"
DECIDING = [Status.DRAFTING, Status.QUALITY_ASSURANCE, Status.FACTUAL_ACCURACY, Status.SIGN_OFF]


@dataclass(frozen=True)
class Task:
    """One row of a task list. href: "" while it cannot be opened; status: not-started, in-progress, done or waiting."""

    text: str
    href: str
    status: str
    hint: str = ""


@dataclass(frozen=True)
class Waiting:
    """One thing that waits for a person. kind: a word for tests and styles. late: the day that it leads to has passed."""

    kind: str
    inspection: Inspection
    text: str
    href: str
    late: bool = False


def _counted(rows: QuerySet[Any], by: str = "report") -> Subquery:
    return Subquery(rows.order_by().values(by).annotate(number=Count("pk")).values("number"))


def _facts(reports: QuerySet[Report], user: User) -> QuerySet[Report]:
    """Reports with all that the task lists say, in one query."""
    rounds = AccuracyRound.objects.filter(report=OuterRef("pk")).order_by("-pk")
    freezes = Freeze.objects.filter(report=OuterRef("pk")).order_by("-number")
    reviews = QualityReview.objects.filter(report=OuterRef("pk"), edition=OuterRef("edition")).order_by("-pk")
    membership = membership_of(user)
    own = membership.inspectorate_id if membership else None
    newest = Freeze.objects.filter(report=OuterRef("freeze__report")).order_by("-number").values("pk")[:1]
    current = Q(freeze__edition=F("freeze__report__edition")) & (
        Q(freeze__report__decided_at=None) | Q(freeze__report__decided_at__lte=F("freeze__frozen_at"))
    )
    signatures = Signature.objects.filter(freeze__report=OuterRef("pk"), freeze=Subquery(newest)).filter(current)
    newest_round = AccuracyRound.objects.filter(report=OuterRef("round__report")).order_by("-pk").values("pk")[:1]
    points = AccuracyPoint.objects.filter(round__report=OuterRef("pk"), round=Subquery(newest_round))
    return reports.select_related("inspection__local_area", "inspection__topic").annotate(
        comments_open=_counted(QualityComment.objects.filter(report=OuterRef("pk"), resolved_at=None)),
        reviewed=Subquery(reviews.values("decision")[:1]),
        round_key=Subquery(rounds.values("pk")[:1]),
        round_submitted=Subquery(rounds.values("submitted_at")[:1]),
        round_closed=Subquery(rounds.values("closed_reason")[:1]),
        points_made=_counted(points, "round__report"),
        points_open=_counted(points.filter(answer=""), "round__report"),
        frozen=Subquery(freezes.values("number")[:1]),
        frozen_edition=Subquery(freezes.values("edition")[:1]),
        signed=_counted(signatures, "freeze__report"),
        signed_by_own=Exists(signatures.filter(inspectorate=own)),
        readers_named=_counted(NamedReader.objects.filter(report=OuterRef("pk"))),
        is_reader=Exists(NamedReader.objects.filter(report=OuterRef("pk"), user=user)),
        slug=Subquery(Publication.objects.filter(report=OuterRef("pk")).values("slug")[:1]),
        received=Subquery(Publication.objects.filter(report=OuterRef("pk")).values("receipt__received_on")[:1]),
        acknowledged=Subquery(Publication.objects.filter(report=OuterRef("pk")).values("statement__acknowledged_at")[:1]),
        needed=_counted(Inspection.inspectorates.through.objects.filter(inspection=OuterRef("inspection")), "inspection"),
    )


def _stage(inspection: Inspection) -> Status:
    """Where the inspection stands on the main line; a paused one, where it was paused."""
    status = Status(inspection.paused_from) if inspection.status == Status.PAUSED else Status(inspection.status)
    return status if status in MAIN_LINE else Status.PLANNED


def _state(inspection: Inspection, begins: Status, ends: Status | None = None) -> str:
    here = MAIN_LINE.index(_stage(inspection))
    if here < MAIN_LINE.index(begins):
        return WAITING
    return DONE if here > MAIN_LINE.index(ends or begins) else IN_PROGRESS


def tasks_for(user: User, inspection: Inspection) -> list[Task]:
    """The report's part of an inspection's task list, as far as this person may open it. At most three queries."""
    report: Any = _facts(Report.objects.filter(inspection=inspection), user).first()
    sees = can_see_evidence(user, inspection)
    if report is None:
        state = NOT_STARTED if inspection.status == Status.MODERATION else WAITING
        address = reverse("report", args=[inspection.pk]) if sees and state == NOT_STARTED else ""
        return [Task(_("Draft the report"), address, state)]
    decides = VIEW in access.grants_of(user, inspection) and has_role(user, RoleKind.DECISION_MAKER)
    reads = sees or inspection.status in REPORTED
    stage = partial(_state, inspection)
    decided = DONE if report.decided_at else IN_PROGRESS
    rows = [
        (_("Draft the report"), "report", stage(Status.DRAFTING), _comments(report), sees),
        (_("Quality assurance"), "report_quality", stage(Status.QUALITY_ASSURANCE), _reviewed(report), sees),
        (_("Factual accuracy"), "report_accuracy", stage(Status.FACTUAL_ACCURACY), _points(report), sees),
        (_("Decision on the statement"), "report_decision", decided, _decision(report), reads or decides),
        (_("Sign-off"), "report_sign_off", stage(Status.SIGN_OFF), _signed(report), sees),
        (
            _("Pre-publication readers"),
            "report_readers",
            stage(Status.SIGN_OFF, Status.PRE_PUBLICATION),
            _readers(report),
            sees,
        ),
        (_("Publication"), "report_publish", DONE if report.slug else stage(Status.PRE_PUBLICATION), "", reads),
        (_("Receipt and statement"), "report_statement", _statement_state(inspection), _statement(report), reads),
    ]
    return [
        Task(text, reverse(name, args=[inspection.pk]) if opens and stands != WAITING else "", stands, hint)
        for text, name, stands, hint, opens in rows
    ]


def _comments(report: Any) -> str:
    if not report.comments_open:
        return ""
    return ngettext(
        "%(count)d comment of the reviewer is open", "%(count)d comments of the reviewer are open", report.comments_open
    ) % {"count": report.comments_open}


def _reviewed(report: Any) -> str:
    return str(QualityDecision(report.reviewed).label) if report.reviewed else ""


def _points(report: Any) -> str:
    if report.round_key is None:
        return ""
    if report.round_closed:
        return _("Closed without comments")
    if report.round_submitted is None:
        return _("With the local area")
    made, left = report.points_made or 0, report.points_open or 0
    return ngettext("%(done)d of %(count)d point answered", "%(done)d of %(count)d points answered", made) % {
        "done": made - left,
        "count": made,
    }


def _decision(report: Any) -> str:
    if report.statement_required is None:
        return _("Not decided yet")
    return _("A statement is required") if report.statement_required else _("No statement is required")


def _signed(report: Any) -> str:
    if report.frozen is None:
        return ""
    return _("%(signed)d of %(needed)d inspectorates have signed") % {
        "signed": report.signed or 0,
        "needed": report.needed or 0,
    }


def _readers(report: Any) -> str:
    count = report.readers_named or 0
    return ngettext("%(count)d person named", "%(count)d people named", count) % {"count": count}


def _statement_state(inspection: Inspection) -> str:
    return DONE if _stage(inspection) == Status.CLOSED else _state(inspection, Status.PUBLISHED, Status.STATEMENT_RECEIVED)


def _statement(report: Any) -> str:
    if report.statement_required is False:
        return _("No statement is required")
    return ""


def area_tasks_for(user: User, inspection: Inspection) -> list[Task]:
    """The same for the local area's people: only what their stage gives them. At most two queries."""
    report: Any = _facts(Report.objects.filter(inspection=inspection), user).first()
    if report is None or (report.round_key is None and not report.slug):
        return []
    tasks = []
    if report.round_key is not None:
        state = DONE if report.round_submitted else IN_PROGRESS
        made = report.points_made or 0
        hint = ngettext("%(count)d point", "%(count)d points", made) % {"count": made}
        tasks.append(Task(_("Check the facts of the draft"), reverse("response_accuracy", args=[inspection.pk]), state, hint))
    if (inspection.status == Status.PRE_PUBLICATION and report.is_reader) or report.slug:
        text = _("Download the published report") if report.slug else _("Download the report under embargo")
        state = DONE if report.slug else NOT_STARTED
        tasks.append(Task(text, reverse("response_report", args=[inspection.pk]), state))
    if report.slug and report.statement_required and inspection.status in REPORTED:
        waits = {Status.PUBLISHED: WAITING, Status.STATEMENT_DUE: NOT_STARTED}
        state = waits.get(Status(inspection.status), DONE)
        hint = _("Once receipt of the report is recorded") if state == WAITING else ""
        tasks.append(
            Task(
                _("Send the statement of proposed action"),
                reverse("response_statement", args=[inspection.pk]) if state != WAITING else "",
                state,
                hint,
            )
        )
    return tasks


def waiting_for(user: User) -> list[Waiting]:
    """All that waits for this person on reports, over every inspection. At most three queries of its own."""
    membership = membership_of(user)
    if membership is None:
        return []
    if membership.local_area_id is not None:
        return [found for report in _live(access.answerable_by(user), user) for found in _for_area(report, membership)]
    parts = dict(TeamPlace.objects.filter(user=user, ended_at=None).values_list("inspection", "part"))
    seen = access.visible_to(user)
    decides = has_role(user, RoleKind.DECISION_MAKER)
    wanted = Q(inspection__in=parts)
    if decides:
        wanted |= Q(inspection__in=seen.values("pk"), inspection__status__in=DECIDING, statement_required=None)
    missed = passed(localdate()).filter(inspection=OuterRef("inspection"), kind__in=REACHED)
    rows = _facts(Report.objects.filter(wanted).exclude(inspection__status=Status.CLOSED), user).annotate(late=Exists(missed))
    found: list[Waiting] = []
    for report in rows.order_by("inspection__fieldwork_start", "pk"):
        found += _for_part(report, parts.get(report.inspection_id, ""))
        if decides and report.statement_required is None and report.inspection.status in DECIDING:
            found.append(_waiting(report, "decide", _("Decide whether a statement is required"), "report_decision"))
    return found


def _live(inspections: QuerySet[Inspection], user: User) -> Iterable[Any]:
    """Of the local area's people. late: their own day has passed, for their comments or for their statement."""
    rows = Report.objects.filter(inspection__in=inspections.values("pk")).exclude(inspection__status=Status.CLOSED)
    commenting = Q(kind=MilestoneKind.COMMENTS_DUE, inspection__status=Status.FACTUAL_ACCURACY)
    theirs = commenting | Q(kind=MilestoneKind.STATEMENT_DUE, inspection__status=Status.STATEMENT_DUE)
    missed = passed(localdate()).filter(theirs, inspection=OuterRef("inspection"))
    return _facts(rows, user).annotate(late=Exists(missed)).order_by("inspection__fieldwork_start", "pk")


def _waiting(report: Any, kind: str, text: str, name: str) -> Waiting:
    # The decision has no day of its own: it holds nothing up before the report is signed.
    late = report.late and (kind != "decide" or report.inspection.status == Status.SIGN_OFF)
    return Waiting(kind, report.inspection, text, reverse(name, args=[report.inspection_id]), late)


def _for_part(report: Any, part: str) -> list[Waiting]:
    status = report.inspection.status
    found = []
    if part == Part.QUALITY and status == Status.QUALITY_ASSURANCE and report.reviewed != QualityDecision.APPROVED:
        found.append(_waiting(report, "review", _("Review the draft report"), "report_quality"))
    stale = report.frozen_edition != report.edition
    if part == Part.SIGNATORY and status == Status.SIGN_OFF and not report.signed_by_own and not stale:
        found.append(_waiting(report, "sign", _("Read and sign the report"), "report_sign_off"))
    if part in {Part.LEAD, Part.INSPECTOR}:
        found += _for_inspector(report)
    if part == Part.LEAD:
        found += _for_lead(report)
    return found


def _for_inspector(report: Any) -> list[Waiting]:
    status = report.inspection.status
    if status == Status.FACTUAL_ACCURACY and report.round_submitted and not report.round_closed and report.points_open:
        text = ngettext(
            "Answer %(count)d point of the local area", "Answer %(count)d points of the local area", report.points_open
        )
        return [_waiting(report, "answer", text % {"count": report.points_open}, "report_accuracy")]
    if status == Status.DRAFTING and report.comments_open:
        text = ngettext("Deal with %(count)d comment of the reviewer", "Deal with %(count)d comments of the reviewer", report.comments_open)  # fmt: skip
        return [_waiting(report, "comments", text % {"count": report.comments_open}, "report_quality")]
    return []


def _for_lead(report: Any) -> list[Waiting]:
    """Where only the lead moves the report on."""
    status = report.inspection.status
    approved = report.reviewed == QualityDecision.APPROVED
    heard = bool(report.round_submitted) and not (report.points_open and not report.round_closed)
    signed = (report.signed or 0) == (report.needed or 0)
    ready = {
        Status.QUALITY_ASSURANCE: (approved, _("Deliver the approved draft to the local area"), "report_accuracy"),
        Status.FACTUAL_ACCURACY: (heard, _("Begin sign-off"), "report_sign_off"),
        Status.SIGN_OFF: (signed, _("Begin pre-publication"), "report_sign_off"),
        Status.PRE_PUBLICATION: (signed, _("Publish the report"), "report_publish"),
        Status.PUBLISHED: (True, _("Record receipt, or close"), "report_statement"),
        Status.STATEMENT_RECEIVED: (True, _("Acknowledge the statement of proposed action"), "report_statement"),
    }
    is_ready, text, name = ready.get(Status(status), (False, "", ""))
    return [_waiting(report, "lead", text, name)] if is_ready else []


def _for_area(report: Any, membership: Any) -> list[Waiting]:
    status = report.inspection.status
    if status == Status.FACTUAL_ACCURACY and report.round_submitted is None and report.round_key is not None:
        return [_waiting(report, "check", _("Check the facts of the draft report"), "response_accuracy")]
    if status == Status.PRE_PUBLICATION and report.is_reader:
        return [_waiting(report, "embargo", _("Download the report under embargo"), "response_report")]
    may_send = membership.co_ordinator or membership.agency_id == report.principal_authority_id
    if status == Status.STATEMENT_DUE and may_send:
        return [_waiting(report, "statement", _("Send the statement of proposed action"), "response_statement")]
    return []
