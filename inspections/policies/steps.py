"""When a step may be taken. Higher rooms hang their own readiness rules into READY when they start."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from inspections import access
from inspections.models import ChildKind, Finding, Inspection, Part
from inspections.policies.team import schedules
from inspections.workflow import LEAD, MAIN_LINE, SCHEDULE, STEPS, Status
from jtai.errors import NotAllowed, NotNow
from jtai.policy import policy

WHO = {
    LEAD: gettext_lazy("Only the lead inspector can do this."),
    SCHEDULE: gettext_lazy("Only Ofsted’s programme office can do this."),
}


def team_is_complete(inspection: Inspection) -> None:
    """A lead, and at least one inspector of each participating inspectorate."""
    places = inspection.team.filter(ended_at=None, part__in=[Part.LEAD, Part.INSPECTOR])
    if not places.filter(part=Part.LEAD).exists():
        raise NotNow(_("Assign a lead inspector first."))
    missing = inspection.inspectorates.exclude(pk__in=places.values("inspectorate"))
    if names := ", ".join(missing.values_list("short_name", flat=True)):
        raise NotNow(_("Assign at least one inspector of: %(names)s.") % {"names": names})


def children_are_chosen(inspection: Inspection) -> None:
    """At least the framework's minimum of tracked children (2018 paper: at least five)."""
    minimum = inspection.framework.minimum_tracked
    missing = minimum - inspection.children.filter(kind=ChildKind.TRACKED).count()
    if missing > 0:
        raise NotNow(
            ngettext("Add %(count)d more tracked child first.", "Add %(count)d more tracked children first.", missing)
            % {"count": missing}
        )


def findings_are_in(inspection: Inspection) -> None:
    """At least one finding of each participating inspectorate: judge apart comes before moderate together."""
    missing = inspection.inspectorates.exclude(pk__in=inspection.findings.values("inspectorate"))
    if names := ", ".join(missing.values_list("short_name", flat=True)):
        raise NotNow(_("No finding yet from: %(names)s.") % {"names": names})


def unsettled_findings(inspection: Inspection) -> int:
    """How many findings are neither agreed by every participating inspectorate, in their present words, nor set aside."""
    needed = inspection.inspectorates.count()
    return (
        Finding.objects.filter(inspection=inspection, set_aside=None)
        .annotate(agreed=Count("agreements"))
        .filter(agreed__lt=needed)
        .count()
    )


def findings_are_agreed(inspection: Inspection) -> None:
    """Each finding is agreed or set aside, and something is left to report."""
    if open_ones := unsettled_findings(inspection):
        raise NotNow(
            ngettext(
                "%(count)d finding is neither agreed by every inspectorate nor set aside.",
                "%(count)d findings are neither agreed by every inspectorate nor set aside.",
                open_ones,
            )
            % {"count": open_ones}
        )
    if not Finding.objects.filter(inspection=inspection, set_aside=None).exists():
        raise NotNow(_("Every finding is set aside. Agree at least one before drafting."))


def strands_are_evaluated(inspection: Inspection) -> None:
    """Each strand of the framework has at least one evaluation."""
    missing = inspection.framework.strands.exclude(pk__in=inspection.evaluations.values("strand"))
    if names := ", ".join(missing.values_list("name", flat=True)):
        raise NotNow(_("Write an evaluation of: %(names)s.") % {"names": names})


READY: dict[str, list[Callable[[Inspection], None]]] = {
    "notify": [team_is_complete],
    "start_fieldwork": [children_are_chosen],
    "begin_moderation": [findings_are_in],
    "begin_drafting": [findings_are_agreed, strands_are_evaluated],
}
# What a higher room has to say, to whoever is about to take a step: sentences on the page that asks.
SAID_BEFORE: dict[str, list[Callable[[User, Inspection], list[str]]]] = {}


@dataclass(frozen=True)
class SaidOfWeek:
    """What speaks against a week. broken: a sentence for each rule that it breaks, which needs a reason; soft: what is to be known."""

    broken: Sequence[str] = ()
    soft: Sequence[str] = ()


# What a higher room knows against a new week of an inspection, as far as this person may know it.
AGAINST_WEEK: list[Callable[[User, Inspection, date], SaidOfWeek]] = []


def against_week(user: User, inspection: Inspection, start: date) -> SaidOfWeek:
    """All that higher rooms say against a new week of this inspection."""
    said = [say(user, inspection, start) for say in AGAINST_WEEK]
    return SaidOfWeek([one for each in said for one in each.broken], [one for each in said for one in each.soft])


# From drafting on a step stands on facts of a higher room: without a registered rule it is refused.
READY_FROM_DRAFTING = {
    name
    for name, step in STEPS.items()
    if not step.alone and step.target in MAIN_LINE and set(step.sources) & set(MAIN_LINE[MAIN_LINE.index(Status.DRAFTING) :])
}


@policy
def can_take_step(user: User, name: str, inspection: Inspection) -> None:
    """Who (the grant), then when (the state), then what is missing (READY)."""
    step = STEPS[name]
    if step.needs not in access.grants_of(user, inspection) or (step.needs == SCHEDULE and not schedules(user, inspection)):
        raise NotAllowed(str(WHO.get(step.needs, _("This step is not yours to take."))))
    if inspection.status not in step.sources:
        raise NotNow(
            _("This inspection is at “%(status)s”. “%(step)s” is not possible from there.")
            % {"status": inspection.get_status_display(), "step": step.label}
        )
    if name in READY_FROM_DRAFTING and name not in READY:
        raise NotNow(_("“%(step)s” is not available: nothing says when it is ready.") % {"step": step.label})
    for ready in READY.get(name, ()):
        ready(inspection)


@policy
def can_refuse_deferral(user: User, inspection: Inspection) -> None:
    """Whoever may defer may also write down that a request was refused, as long as the inspection could be deferred."""
    can_take_step.check(user, "defer", inspection)
