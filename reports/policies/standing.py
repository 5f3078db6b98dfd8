"""How a report stands: the facts that several rules ask for."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import Inspectorate, RoleKind
from agencies.queries import has_role, membership_of
from inspections.models import Inspection, Milestone, MilestoneKind, Part, TeamPlace
from jtai.errors import NotNow
from reports.content import SignatoryFacts
from reports.models import AccuracyRound, Freeze, Report


def report_of(inspection: Inspection) -> Report:
    """The report of an inspection, whose own `inspection` is this very object. Raises NotNow when nothing is drafted yet."""
    report = Report.objects.select_related("principal_authority", "drafted_by").filter(inspection=inspection).first()
    if report is None:
        raise NotNow(_("The report has not been drafted yet."))
    report.inspection = inspection
    return report


def latest_freeze(report: Report) -> Freeze | None:
    """The newest freeze; it counts only while `stale_because` says nothing."""
    freeze = Freeze.objects.filter(report=report).select_related("job", "frozen_by").order_by("-number").first()
    if freeze is not None:
        freeze.report = report
    return freeze


def stale_because(report: Report, freeze: Freeze) -> str:
    """Why a freeze no longer holds the words of its report; empty while it does."""
    if freeze.edition != report.edition:
        return _("The words have changed since version %(number)d was frozen, so its signatures no longer count.") % {
            "number": freeze.number
        }
    if report.decided_at is not None and report.decided_at > freeze.frozen_at:
        return _(
            "The decision on the statement changed after version %(number)d was frozen, so its signatures no longer count."
        ) % {"number": freeze.number}
    return ""


def unsigned(freeze: Freeze) -> list[Inspectorate]:
    """The participating inspectorates that have not signed this freeze, in the order in which they sign."""
    signed = freeze.signatures.values("inspectorate")
    return list(freeze.report.inspection.inspectorates.exclude(pk__in=signed).order_by("position"))


def unrepresented(inspection: Inspection) -> str:
    """Of which participating inspectorates nobody is on the team to sign, with what to do; empty when none lacks."""
    places = inspection.team.filter(part=Part.SIGNATORY, ended_at=None)
    missing = inspection.inspectorates.exclude(pk__in=places.values("inspectorate")).order_by("position")
    names = ", ".join(missing.values_list("short_name", flat=True))
    if not names:
        return ""
    return _("Nobody is assigned to sign for: %(names)s. A programme lead gives somebody the place of signatory first.") % {
        "names": names
    }


def latest_round(report: Report) -> AccuracyRound | None:
    """The newest delivery to the local area."""
    found = AccuracyRound.objects.filter(report=report).select_related("submitted_by", "delivered_by").order_by("-pk").first()
    if found is not None:
        found.report = report
    return found


def comments_due(accuracy_round: AccuracyRound) -> date:
    """Until when the area can comment: as computed from actual delivery, unless a person has since said otherwise."""
    delivered = timezone.localdate(accuracy_round.delivered_at)
    overridden: date | None = (
        Milestone.objects.filter(
            inspection_id=accuracy_round.report.inspection_id, kind=MilestoneKind.COMMENTS_DUE, override__gt=delivered
        )
        .values_list("override", flat=True)
        .first()
    )
    return overridden or accuracy_round.due_on


def signatories_named(inspection: Inspection) -> tuple[SignatoryFacts, ...]:
    """Who signs for each inspectorate as the team stands now, with the title of the role, in the order of signing."""
    places = (
        TeamPlace.objects.filter(inspection=inspection, part=Part.SIGNATORY, ended_at=None)
        .select_related("user__membership", "inspectorate")
        .prefetch_related("user__roles")
        .order_by("inspectorate__position")
    )
    today = timezone.localdate()
    return tuple(
        SignatoryFacts(place.user.name, _title(place, today), place.inspectorate.name, place.inspectorate.position)
        for place in places
    )


def _title(place: TeamPlace, today: date) -> str:
    held = [
        role.title
        for role in place.user.roles.all()
        if role.kind == RoleKind.SIGNATORY and role.valid_from <= today and (role.valid_to is None or today < role.valid_to)
    ]
    membership = getattr(place.user, "membership", None)
    return next((title for title in held if title), membership.job_title if membership else "")


def is_signatory(place: TeamPlace) -> bool:
    """Whether the holder of a signatory's place still holds the role and belongs to that inspectorate."""
    membership = membership_of(place.user)
    return (
        membership is not None
        and membership.inspectorate_id == place.inspectorate_id
        and has_role(place.user, RoleKind.SIGNATORY)
    )
