"""Freezing the words and signing them: each inspectorate for itself, and exactly these."""

from django.utils.translation import gettext as _

from accounts.models import User
from inspections import access
from inspections.models import Part, TeamPlace
from inspections.workflow import LEAD, RECORD, SEE_EVIDENCE, Status
from jobs.models import State
from jtai.errors import NotAllowed, NotNow
from jtai.policy import policy
from reports.models import Freeze, Report, Signature
from reports.policies.standing import is_signatory, latest_freeze, signatories_named, stale_because, unrepresented, unsigned


def printed(freeze: Freeze) -> list[tuple[str, str, str]]:
    """The signatories that the frozen letter names."""
    return [(one["name"], one["title"], one["inspectorate"]) for one in freeze.content["signatories"]]


def names_have_changed(freeze: Freeze) -> bool:
    """Whether others would sign now than the frozen letter says."""
    now = [(one.name, one.title, one.inspectorate) for one in signatories_named(freeze.report.inspection)]
    return [row[0] for row in printed(freeze)] != [row[0] for row in now]


def overtaken(freeze: Freeze) -> list[str]:
    """The inspectorates for which somebody else would have to sign now than the frozen letter names: it cannot go out any more.

    An inspectorate that has signed is none of them: the signature counts, whoever has the place since.
    """
    now = {one.inspectorate: one.name for one in signatories_named(freeze.report.inspection)}
    then = {inspectorate: name for name, _title, inspectorate in printed(freeze)}
    return [row.name for row in unsigned(freeze) if then.get(row.name) != now.get(row.name)]


@policy
def can_freeze(user: User, report: Report) -> None:
    """The lead during sign-off, when something differs from what was frozen last and each inspectorate has its signatory."""
    if LEAD not in access.grants_of(user, report.inspection):
        raise NotAllowed(_("Only the lead inspector can freeze the words."))
    if report.inspection.status != Status.SIGN_OFF:
        raise NotNow(_("The words are frozen during sign-off."))
    if reason := unrepresented(report.inspection):
        raise NotNow(reason)
    freeze = latest_freeze(report)
    if freeze is not None and not stale_because(report, freeze) and not names_have_changed(freeze):
        raise NotNow(_("Nothing has changed since version %(number)d was frozen.") % {"number": freeze.number})


def place_of(user: User, report: Report) -> TeamPlace:
    """The signatory's place that this person holds now; raises NotAllowed when there is none or the role has ended."""
    place = (
        TeamPlace.objects.filter(inspection=report.inspection, user=user, part=Part.SIGNATORY, ended_at=None)
        .select_related("inspectorate")
        .first()
    )
    if place is not None:
        place.user = user
    if place is None or not is_signatory(place):
        raise NotAllowed(_("Only the signatory of a participating inspectorate can sign, and only for their own."))
    return place


@policy
def can_sign(user: User, freeze: Freeze) -> None:
    """The signatory, for their own inspectorate, and only what is frozen now."""
    report = freeze.report
    place = place_of(user, report)
    if report.inspection.status != Status.SIGN_OFF:
        raise NotNow(_("The report is signed during sign-off."))
    newest = latest_freeze(report)
    if newest is None or newest.pk != freeze.pk:
        raise NotNow(_("A newer version has been frozen. Read it, then sign that one."))
    if reason := stale_because(report, freeze):
        raise NotNow(_("%(reason)s The lead inspector freezes the words again.") % {"reason": reason})
    if freeze.signatures.filter(inspectorate=place.inspectorate).exists():
        raise NotNow(_("%(name)s has signed this version.") % {"name": place.inspectorate})
    if user.name not in [name for name, _title, inspectorate in printed(freeze) if inspectorate == place.inspectorate.name]:
        raise NotNow(_("The frozen letter does not name you as signatory. The lead inspector freezes the words again."))
    if names := overtaken(freeze):
        said = _("The signatory of %(names)s has changed since the words were frozen. The lead inspector freezes them again.")
        raise NotNow(said % {"names": ", ".join(names)})


@policy
def can_withdraw_signature(user: User, signature: Signature) -> None:
    """Whoever signs for that inspectorate, until publication."""
    report = signature.freeze.report
    place = place_of(user, report)
    if place.inspectorate_id != signature.inspectorate_id:
        raise NotAllowed(_("Only the signatory of %(name)s can withdraw this signature.") % {"name": signature.inspectorate})
    if report.inspection.status not in {Status.SIGN_OFF, Status.PRE_PUBLICATION}:
        raise NotNow(_("A signature can be withdrawn until publication."))


@policy
def can_retry_build(user: User, freeze: Freeze) -> None:
    """Anybody of the team or a signatory may ask for a failed build again."""
    if not {LEAD, RECORD, SEE_EVIDENCE} & access.grants_of(user, freeze.report.inspection):
        raise NotAllowed(_("Only the inspection team can do this."))
    if freeze.job is None or freeze.job.state != State.FAILED:
        raise NotNow(_("This build has not failed."))
