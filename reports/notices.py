"""What people are told by e-mail about a report. Rows of the outbox, written with the change; no casework in them."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from agencies.queries import people_of_area
from agencies.telling import tell_of_casework
from inspections.models import Part
from reports.models import AccuracyRound, Freeze, Publication, QualityReview, Receipt, Report, Signature


def _holders(report: Report, *parts: str) -> list[User]:
    places = report.inspection.team.filter(part__in=parts, ended_at=None).select_related("user")
    return [place.user for place in places if place.user.is_active]


def _area(report: Report) -> str:
    return report.inspection.local_area.name


def _inside(name: str, report: Report) -> str:
    return reverse(name, args=[report.inspection_id])


def to_review(report: Report) -> None:
    """The reviewer has a draft to read."""
    tell_of_casework(
        _holders(report, Part.QUALITY),
        _("A draft report to review"),
        _("A draft report has been sent to you for quality assurance."),
        address=_inside("report_quality", report),
    )


def reviewed(report: Report, review: QualityReview) -> None:
    """The lead learns what the reviewer decided."""
    tell_of_casework(
        _holders(report, Part.LEAD),
        _("Your draft report: %(decision)s") % {"decision": review.get_decision_display().lower()},
        _("%(name)s has reviewed the draft report.") % {"name": review.reviewer.name},
        address=_inside("report_quality", report),
    )


def delivered(report: Report, accuracy_round: AccuracyRound) -> None:
    """The area's people have the draft and know until when they can comment."""
    tell_of_casework(
        people_of_area(report.inspection.local_area),
        _("Draft report on %(area)s: check the facts") % {"area": _area(report)},
        _("The draft report is ready for you to check its facts. Comment until %(due)s.")
        % {"due": date_format(accuracy_round.due_on, "l j F Y")},
        _("The draft is OFFICIAL-SENSITIVE. Do not share it outside the partnership."),
        address=_inside("response_accuracy", report),
    )


def points_sent(report: Report, points: int) -> None:
    """The lead and the inspectors have points to answer."""
    tell_of_casework(
        _holders(report, Part.LEAD),
        _("The local area has checked the facts"),
        ngettext("It has sent %(count)d point.", "It has sent %(count)d points.", points) % {"count": points},
        address=_inside("report_accuracy", report),
    )


def round_closed(report: Report) -> None:
    """The area learns that its time to comment has ended."""
    tell_of_casework(
        people_of_area(report.inspection.local_area),
        _("Draft report on %(area)s: the check of facts has ended") % {"area": _area(report)},
        _("No comments had been sent by the due date, so the lead inspector has closed the check of facts."),
        address=_inside("response_accuracy", report),
    )


def to_sign(report: Report, freeze: Freeze) -> None:
    """The signatories have words to read and sign."""
    tell_of_casework(
        _holders(report, Part.SIGNATORY),
        _("A report to sign"),
        _("Version %(number)d of a report is frozen and ready for your signature.") % {"number": freeze.number},
        address=_inside("report_sign_off", report),
    )


def signed(report: Report, freeze: Freeze, signature: Signature) -> None:
    """The lead learns of each signature."""
    tell_of_casework(
        _holders(report, Part.LEAD),
        _("%(name)s has signed") % {"name": signature.inspectorate.short_name},
        _("%(name)s has signed version %(number)d of the report.")
        % {"name": signature.inspectorate.name, "number": freeze.number},
        address=_inside("report_sign_off", report),
    )


def withdrawn(report: Report, signature: Signature) -> None:
    """The lead learns that a signature is gone."""
    tell_of_casework(
        _holders(report, Part.LEAD),
        _("%(name)s has withdrawn its signature") % {"name": signature.inspectorate.short_name},
        _("The report cannot be published until %(name)s signs again.") % {"name": signature.inspectorate.name},
        address=_inside("report_sign_off", report),
    )


def named(report: Report, person: User) -> None:
    """Somebody may read the copy under embargo."""
    tell_of_casework(
        [person],
        _("You are named as a reader of a report on %(area)s") % {"area": _area(report)},
        _("You can download the signed report before publication, under embargo, as soon as pre-publication begins."),
        address=_inside("response_report", report),
    )


def copy_ready(report: Report, readers: Iterable[User]) -> None:
    """Pre-publication has begun."""
    tell_of_casework(
        readers,
        _("Report on %(area)s, under embargo") % {"area": _area(report)},
        _("You can download the signed report now. It is under embargo until publication. Each download is recorded."),
        address=_inside("response_report", report),
    )


def published(report: Report, publication: Publication) -> None:
    """The area's people learn that their report is public."""
    tell_of_casework(
        people_of_area(report.inspection.local_area),
        _("The report on %(area)s is published") % {"area": _area(report)},
        _("You can read and download it. Tell the lead inspector when the principal authority has received it.")
        if report.statement_required
        else _("You can read and download it. No written statement of proposed action is required."),
        address=publication.get_absolute_url(),
        public=True,
    )


def statement_due(report: Report, receipt: Receipt) -> None:
    """The area's people know the date of their statement."""
    tell_of_casework(
        people_of_area(report.inspection.local_area),
        _("Statement of proposed action for %(area)s") % {"area": _area(report)},
        _("The statement is due on %(due)s.") % {"due": date_format(receipt.due_on, "l j F Y")},
        address=_inside("response_statement", report),
    )


def statement_sent(report: Report) -> None:
    """The lead has a statement to acknowledge."""
    tell_of_casework(
        _holders(report, Part.LEAD),
        _("A statement of proposed action has arrived"),
        _("The local area has sent its statement of proposed action."),
        address=_inside("report_statement", report),
    )


def acknowledged(report: Report) -> None:
    """The area's people know that it arrived."""
    tell_of_casework(
        people_of_area(report.inspection.local_area),
        _("Statement of proposed action for %(area)s: received") % {"area": _area(report)},
        _("The inspectorates have acknowledged the statement. The inspection is closed."),
        address=_inside("response_statement", report),
    )
