"""What each step from drafting on waits for. Registered into inspections.policies.READY when the app starts."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inspections.models import Inspection, Part
from jtai.errors import NotNow
from reports.models import BuiltFile, FileFormat, Paragraph, QualityDecision, Receipt, Report, Statement
from reports.policies.signing import overtaken
from reports.policies.standing import latest_freeze, latest_round, report_of, stale_because, unrepresented, unsigned
from writing.models import Revision


def versions_are_settled(inspection: Inspection) -> None:
    """No paragraph has two versions that wait for a choice."""
    report = report_of(inspection)
    standing = Paragraph.objects.filter(report=report, removed_at=None)
    waiting = Revision.objects.filter(text__in=standing.values("text"), kept_beside=True, settled_at=None).count()
    if waiting:
        raise NotNow(
            ngettext(
                "One paragraph has two versions. Choose which stands.",
                "%(count)d versions of paragraphs wait beside the current ones. Choose which stand.",
                waiting,
            )
            % {"count": waiting}
        )


def report_rests_on_findings(inspection: Inspection) -> None:
    """Something stands in it, and some of it leads back to evidence."""
    report = report_of(inspection)
    if not Paragraph.objects.filter(report=report, removed_at=None, findings__isnull=False).exists():
        raise NotNow(_("No paragraph rests on a finding. Link findings to the paragraphs first."))


def comments_are_dealt_with(inspection: Inspection) -> None:
    """The reviewer's comments of an earlier round have been answered."""
    open_ones = report_of(inspection).comments.filter(resolved_at=None).count()
    if open_ones:
        raise NotNow(
            ngettext(
                "%(count)d comment of the reviewer is still open.",
                "%(count)d comments of the reviewer are still open.",
                open_ones,
            )
            % {"count": open_ones}
        )


def reviewer_is_assigned(inspection: Inspection) -> None:
    """There is somebody to read it."""
    if not inspection.team.filter(part=Part.QUALITY, ended_at=None).exists():
        raise NotNow(_("Nobody is assigned for quality assurance. A programme lead gives the place."))


def _decided(report: Report, decision: str) -> bool:
    review = report.reviews.filter(edition=report.edition).order_by("-pk").first()
    return review is not None and review.decision == decision


def draft_was_returned(inspection: Inspection) -> None:
    """The reviewer has said so, and why."""
    if not _decided(report_of(inspection), QualityDecision.RETURNED):
        raise NotNow(_("The reviewer returns the draft with a review."))


def draft_was_approved(inspection: Inspection) -> None:
    """The reviewer has approved these very words."""
    if not _decided(report_of(inspection), QualityDecision.APPROVED):
        raise NotNow(_("The reviewer has not approved this draft yet."))


def area_has_been_heard(inspection: Inspection) -> None:
    """The points are in and each has its answer, or the lead recorded that none came."""
    found = latest_round(report_of(inspection))
    if found is None or found.submitted_at is None:
        raise NotNow(_("The local area has not sent its comments yet."))
    unanswered = 0 if found.closed_reason else found.points.filter(answer="").count()
    if unanswered:
        raise NotNow(
            ngettext(
                "%(count)d point of the local area has no answer yet.",
                "%(count)d points of the local area have no answer yet.",
                unanswered,
            )
            % {"count": unanswered}
        )


def signatories_are_named(inspection: Inspection) -> None:
    """Each participating inspectorate has somebody to sign."""
    if reason := unrepresented(inspection):
        raise NotNow(reason)


def statement_is_decided(inspection: Inspection) -> None:
    """The principal authority is named, or it is recorded that no statement is required."""
    if report_of(inspection).statement_required is None:
        raise NotNow(_("The Chief Inspector’s decision maker has not decided whether a statement is required."))


def everybody_has_signed(inspection: Inspection) -> None:
    """Each participating inspectorate signed exactly the words that are frozen now."""
    report = report_of(inspection)
    freeze = latest_freeze(report)
    if freeze is None:
        raise NotNow(_("The words have not been frozen yet."))
    if reason := stale_because(report, freeze):
        raise NotNow(reason)
    if missing := unsigned(freeze):
        raise NotNow(
            _("Version %(number)d is not yet signed by: %(names)s.")
            % {"number": freeze.number, "names": ", ".join(row.short_name for row in missing)}
        )


def files_are_built(inspection: Inspection) -> None:
    """Web page and PDF of the frozen words are there."""
    freeze = latest_freeze(report_of(inspection))
    if freeze is None or BuiltFile.objects.filter(freeze=freeze).count() < len(FileFormat.values):
        raise NotNow(_("The files of the report are not built yet."))


def receipt_is_recorded(inspection: Inspection) -> None:
    """It is known when, and by whom, the report was received."""
    if not Receipt.objects.filter(publication__report__inspection=inspection).exists():
        raise NotNow(_("Nobody has recorded that the principal authority received the report."))


def statement_is_there(inspection: Inspection) -> None:
    """The principal authority's words."""
    if not Statement.objects.filter(publication__report__inspection=inspection).exists():
        raise NotNow(_("The statement of proposed action has not been written."))


def statement_is_acknowledged(inspection: Inspection) -> None:
    """The lead has acknowledged it."""
    if not Statement.objects.filter(publication__report__inspection=inspection, acknowledged_at__isnull=False).exists():
        raise NotNow(_("Acknowledge the statement of proposed action to close the inspection."))


def no_statement_is_required(inspection: Inspection) -> None:
    """Recorded by the decision maker."""
    if report_of(inspection).statement_required is not False:
        raise NotNow(_("A statement of proposed action is required. Record when the report was received."))


def signatories_stand(inspection: Inspection) -> None:
    """The letter names those who sign."""
    freeze = latest_freeze(report_of(inspection))
    if freeze is not None and not stale_because(freeze.report, freeze) and overtaken(freeze):
        raise NotNow(_("The signatories have changed since the words were frozen. Freeze them again."))


READY_RULES: dict[str, list[Callable[[Inspection], None]]] = {
    "send_to_quality_assurance": [
        report_rests_on_findings,
        versions_are_settled,
        comments_are_dealt_with,
        reviewer_is_assigned,
    ],
    "return_draft": [draft_was_returned],
    "send_to_factual_accuracy": [draft_was_approved],
    "begin_sign_off": [area_has_been_heard, versions_are_settled, signatories_are_named],
    "begin_pre_publication": [statement_is_decided, signatories_stand, everybody_has_signed, files_are_built],
    "publish": [statement_is_decided, everybody_has_signed, files_are_built],
    "record_receipt": [receipt_is_recorded],
    "receive_statement": [statement_is_there],
    "close": [statement_is_acknowledged],
    "close_without_statement": [no_statement_is_required],
}
