"""Who answers requests for access to information, and until when."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from agencies.models import Inspectorate, RoleKind
from agencies.queries import has_role, holidays, membership_of
from audit.queries import key_of
from disclosure import due
from disclosure.models import AccessKind, AccessRequest, Export, Outcome, Redaction
from disclosure.waiting import WAITS
from jtai.errors import Invalid, NotAllowed, NotNow
from jtai.policy import policy
from retention.models import Removal

LONGEST_AGO = timedelta(days=2 * 365)
AT_MOST = {AccessKind.SUBJECT: due.three_months_after, AccessKind.FREEDOM: due.forty_working_days_after}


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
def can_answer_for(by: User, request: AccessRequest) -> None:
    """Their own inspectorate's."""
    can_govern.check(by)
    if governed_by(by) != request.inspectorate:
        raise NotAllowed(_("This request is another inspectorate’s to answer."))


@policy
def can_work_on(by: User, request: AccessRequest) -> None:
    """Their own inspectorate's, until it is closed."""
    can_answer_for.check(by, request)
    if request.closed_on is not None:
        raise NotNow(_("This request is closed. Reopen it if its answer has to change, or record a new one."))


@policy
def can_be_kind(request: AccessRequest, kind: str) -> None:
    """One of the two; the other one only until something was marked or went out under the law of the first."""
    if kind not in AccessKind.values:
        raise Invalid(_("Select the kind of request."), "kind")
    marked = Redaction.objects.filter(chosen__request=request)
    if kind != request.kind and (marked.exists() or request.exports.exists()):
        raise Invalid(
            _("The kind cannot change: passages are redacted, or a disclosure was made, for reasons of its law."), "kind"
        )


def longest(request: AccessRequest) -> date:
    """The last day up to which the law lets its time be extended."""
    return AT_MOST[AccessKind(request.kind)](request.counted_from, holidays())


@policy
def can_be_extended(by: User, request: AccessRequest) -> None:
    """While it is open, before its time is over (whoever asked has to hear of it until then), if the law leaves a day."""
    can_work_on.check(by, request)
    if request.is_overdue:
        raise NotNow(_("The time to answer this request is over. It can be extended only before that."))
    if request.due_on >= longest(request):
        raise NotNow(_("The time to answer this request cannot be extended any further."))


@policy
def can_extend_to(by: User, request: AccessRequest, day: date) -> None:
    """A later day, within what the law allows."""
    can_be_extended.check(by, request)
    last = longest(request)
    if not request.due_on < day <= last:
        days = {"first": date_format(request.due_on, "j F Y"), "last": date_format(last, "j F Y")}
        raise Invalid(_("Enter a day after %(first)s and not after %(last)s") % days, "due_on")


@policy
def can_reopen(by: User, request: AccessRequest) -> None:
    """Their own inspectorate's, once it is closed and until retention took what it consisted of."""
    can_answer_for.check(by, request)
    if request.closed_on is None:
        raise NotNow(_("This request is open."))
    if Removal.objects.filter(key=key_of(request)).exists():
        raise NotNow(_("What this request consisted of was removed under the retention policy. Record a new one."))


@policy
def can_export(by: User, request: AccessRequest) -> None:
    """While it is open, and once something is chosen of what is announced."""
    can_work_on.check(by, request)
    if request.chosen.exclude(WAITS).exists():
        return
    if request.chosen.exists():
        raise NotNow(_("All that is chosen belongs to inspections that are not announced. It can go out once they are."))
    raise NotNow(_("Nothing is chosen yet. Search, open what was found and add it to the disclosure."))


@policy
def can_close_as(by: User, request: AccessRequest, outcome: str) -> None:
    """With an answer that fits the newest disclosure: in full without redactions, in part once there is one.

    Nothing held and refused fit none: what was exported and did not go out after all is taken out first.
    """
    can_work_on.check(by, request)
    if outcome not in Outcome.values:
        raise Invalid(_("Select how it was answered."), "outcome")
    newest = request.exports.first()
    if outcome in {Outcome.NOTHING_HELD, Outcome.REFUSED} and newest is not None and request.chosen.exists():
        raise Invalid(
            _(
                "Disclosure %(number)s was made. Select “Disclosed in full” or “Disclosed in part”, or take everything out of the "
                "disclosure if it was not sent."
            )
            % {"number": newest.number},
            "outcome",
        )
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
