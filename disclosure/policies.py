"""Who answers requests for access to information, and until when."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from agencies.models import Inspectorate, RoleKind
from agencies.queries import has_role, membership_of
from disclosure.models import AccessRequest, Export, Outcome
from jtai.errors import Invalid, NotAllowed, NotNow
from jtai.policy import policy

LONGEST_AGO = timedelta(days=2 * 365)


def governed_by(user: User) -> Inspectorate | None:
    """The inspectorate whose information governance this person is today."""
    membership = membership_of(user)
    own = None if membership is None else membership.inspectorate
    return own if own is not None and has_role(user, RoleKind.INFORMATION_GOVERNANCE) else None


@policy
def can_govern(by: User) -> None:
    """Holders of the role, in their own inspectorate."""
    if governed_by(by) is None:
        raise NotAllowed(_("Only information governance of an inspectorate answers requests for access."))


@policy
def can_be_received_on(day: date) -> None:
    """Not in the future, and not so long ago that it must be a slip of the finger: the law gives a month."""
    today = timezone.localdate()
    if day > today:
        raise Invalid(_("Enter today or an earlier day"), "received_on")
    if day < today - LONGEST_AGO:
        raise Invalid(_("Enter a day in the last two years"), "received_on")


@policy
def can_work_on(by: User, request: AccessRequest) -> None:
    """Their own inspectorate's, until it is closed."""
    can_govern.check(by)
    if governed_by(by) != request.inspectorate:
        raise NotAllowed(_("This request is another inspectorate’s to answer."))
    if request.closed_on is not None:
        raise NotNow(_("This request is closed. Open a new one for what is asked now."))


@policy
def can_export(by: User, request: AccessRequest) -> None:
    """While it is open, and once something is chosen."""
    can_work_on.check(by, request)
    if not request.chosen.exists():
        raise NotNow(_("Nothing is chosen yet. Search, open what was found and add it to the disclosure."))


@policy
def can_close_as(by: User, request: AccessRequest, outcome: str) -> None:
    """With an answer that fits the newest disclosure: in full without redactions, in part once there is one."""
    can_work_on.check(by, request)
    if outcome not in Outcome.values:
        raise Invalid(_("Select how it was answered."), "outcome")
    newest = request.exports.first()
    if outcome in {Outcome.IN_FULL, Outcome.IN_PART} and newest is None:
        raise Invalid(
            _("Nothing has been disclosed for this request. Export the disclosure first, or select another answer."), "outcome"
        )
    if outcome == Outcome.IN_FULL and newest is not None and newest.redactions:
        raise Invalid(
            ngettext(
                "Disclosure %(number)s has %(count)s redaction, so it is not in full. Select “Disclosed in part”, "
                "or lift what is redacted and export again.",
                "Disclosure %(number)s has %(count)s redactions, so it is not in full. Select “Disclosed in part”, "
                "or lift what is redacted and export again.",
                newest.redactions,
            )
            % {"number": newest.number, "count": newest.redactions},
            "outcome",
        )


def kept_as(export: Export) -> str:
    """The name of its file. It names nobody."""
    return f"disclosure-{export.request_id}-{export.number}.html"
