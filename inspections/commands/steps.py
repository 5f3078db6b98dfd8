"""Taking a step, and what each step does besides moving the state."""

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Agency
from agencies.queries import partnership_agencies, people_of_area
from audit.trail import key_of, record
from inspections import access, notices, policies, queries
from inspections.commands.locks import own
from inspections.models import Deferral, EvidenceNote, Inspection, Milestone, MilestoneKind, RequestItem, RequestTemplate
from inspections.workflow import STEPS
from jtai.errors import Invalid
from programmes.commands import credit_jtai, take_back_jtai

# No such agency in the partnership: the partnership itself answers.
NOBODY: list[Agency | None] = [None]
REACHED = {
    "notify": MilestoneKind.NOTIFICATION,
    "start_set_up": MilestoneKind.SET_UP_START,
    "start_fieldwork": MilestoneKind.FIELDWORK_START,
    "begin_moderation": MilestoneKind.FIELDWORK_END,
    "send_to_factual_accuracy": MilestoneKind.DRAFT_DUE,
    "begin_pre_publication": MilestoneKind.PRE_PUBLICATION,
    "publish": MilestoneKind.PUBLICATION,
    "receive_statement": MilestoneKind.STATEMENT_DUE,
}


@transaction.atomic
def take_step(name: str, inspection: Inspection, *, reason: str = "", by: User) -> Inspection:
    """Move an inspection along the workflow table, with all that the step brings about.

    Raises NotAllowed or NotNow with the sentence that the button shows, and Invalid when a needed reason is missing.
    """
    inspection = own(inspection)
    policies.can_take_step.check(by, name, inspection)
    step = STEPS[name]
    if step.reason and not reason.strip():
        raise Invalid(_("Enter a reason."), field="reason")
    before = inspection.status
    if name == "pause":
        inspection.paused_from = before
    inspection.status = step.target if step.target is not None else inspection.paused_from
    if name != "pause":
        inspection.paused_from = ""
    inspection.save(update_fields=["status", "paused_from"])
    if name in EFFECTS:
        EFFECTS[name](inspection, by)
    if name in REACHED:
        Milestone.objects.filter(inspection=inspection, kind=REACHED[name]).update(happened_on=timezone.localdate())
    record(
        f"inspection.{name}", inspection, stream=inspection.stream, by=by, before=before, after=inspection.status, reason=reason
    )
    return inspection


def _notify(inspection: Inspection, by: User) -> None:
    """From now on, and not before, the local area has a group and knows."""
    people = people_of_area(inspection.local_area)
    inspection.notified_at, inspection.notified_by = timezone.now(), by
    inspection.save(update_fields=["notified_at", "notified_by"])
    access.announce(inspection, people)
    notices.notified(inspection, people)


def _start_set_up(inspection: Inspection, by: User) -> None:
    """The information request goes to the agencies of the partnership that it concerns.

    After a deferral it was perhaps sent before: what was answered then stays answered, and all of it has the new day.
    """
    del by
    due = inspection.milestones.get(kind=MilestoneKind.REQUEST_DUE).day or inspection.fieldwork_start
    agencies = partnership_agencies(inspection.local_area)
    rows = []
    for template in RequestTemplate.objects.filter(framework=inspection.framework):
        concerned: list[Agency | None] = [agency for agency in agencies if agency.kind_id == template.agency_kind_id]
        rows += [
            RequestItem(
                inspection=inspection,
                code=template.code,
                title=template.title,
                detail=template.detail,
                agency=agency,
                contains_child_level=template.contains_child_level,
                position=template.position,
                due_on=due,
            )
            for agency in concerned or NOBODY
        ]
    RequestItem.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["inspection", "code", "agency"], update_fields=["due_on"]
    )
    notices.request_sent(inspection, people_of_area(inspection.local_area), len(rows))


def _begin_moderation(inspection: Inspection, by: User) -> None:
    """Findings come together, and the notes they cite are shared; uncited notes stay their inspectorate's own."""
    del by
    EvidenceNote.objects.filter(inspection=inspection, findings__isnull=False, shared=False).update(shared=True)
    inspection.findings.update(shared=True)


def _take_back_from_area(inspection: Inspection, by: User) -> None:
    """A cancelled inspection of which the area never knew leaves no trace there; one it knows of stays readable."""
    if inspection.notified_at is None:
        access.take_back(inspection)
    else:
        notices.stopped(inspection, people_of_area(inspection.local_area), by)


def tell_team(inspection: Inspection, by: User) -> None:
    """Those who have a place on it, but for who did it."""
    people = [place.user for place in queries.team_of(inspection) if place.user_id != by.pk]
    notices.team_told(inspection, people, by)


def tell_of_new_week(inspection: Inspection, by: User) -> None:
    """The same people: its week is as secret as it was, so not which."""
    notices.has_new_week(inspection, [place.user for place in queries.team_of(inspection) if place.user_id != by.pk], by)


def _pause(inspection: Inspection, by: User) -> None:
    """Whoever works on it, or waits for it, learns that it stands still."""
    if inspection.notified_at is not None:
        notices.stopped(inspection, people_of_area(inspection.local_area), by)
    tell_team(inspection, by)


def _resume(inspection: Inspection, by: User) -> None:
    """And that it goes on."""
    if inspection.notified_at is not None:
        notices.resumed(inspection, people_of_area(inspection.local_area), by)
    tell_team(inspection, by)


def _defer(inspection: Inspection, by: User) -> None:
    _take_back_from_area(inspection, by)
    tell_team(inspection, by)


def _start_fieldwork(inspection: Inspection, by: User) -> None:
    """From now on the JTAI stands for an activity of each programme that says so, such as one of ILACS' focused visits."""
    credit_jtai(source=key_of(inspection), local_area=inspection.local_area, on=inspection.fieldwork_start, by=by)


def _cancel(inspection: Inspection, by: User) -> None:
    """It stands for no other activity any more."""
    _take_back_from_area(inspection, by)
    take_back_jtai(source=key_of(inspection), by=by)
    tell_team(inspection, by)


EFFECTS: dict[str, Callable[[Inspection, User], None]] = {
    "notify": _notify,
    "start_set_up": _start_set_up,
    "start_fieldwork": _start_fieldwork,
    "begin_moderation": _begin_moderation,
    "cancel": _cancel,
    "defer": _defer,
    "pause": _pause,
    "resume": _resume,
}


@transaction.atomic
def defer(inspection: Inspection, *, asked_by: str, reason: str, decision: str = "", by: User) -> Inspection:
    """Defer in exceptional circumstances: who asked, why, and who decided are kept; the place in the year stays open."""
    _check_asked_by(asked_by)
    inspection = take_step("defer", inspection, reason=reason, by=by)
    _keep(inspection, by, asked_by=asked_by, reason=reason, decision=decision, granted=True)
    return inspection


@transaction.atomic
def refuse_deferral(inspection: Inspection, *, asked_by: str, reason: str, decision: str, by: User) -> Deferral:
    """Keep a request to defer that was refused: who asked, why, and why not. The inspection goes on as it was planned.

    The same request, sent again, is kept once.
    """
    inspection = own(inspection)
    policies.can_refuse_deferral.check(by, inspection)
    _check_asked_by(asked_by)
    if not reason.strip():
        raise Invalid(_("Enter the circumstances that were given."), field="reason")
    if not decision.strip():
        raise Invalid(_("Say why the request was refused."), field="decision")
    same = {"asked_by": asked_by.strip(), "reason": reason.strip(), "decision": decision.strip()}
    there = inspection.deferrals.filter(**same, granted=False, old_start=inspection.fieldwork_start).first()
    if there is not None:
        return there
    kept = _keep(inspection, by, asked_by=asked_by, reason=reason, decision=decision, granted=False)
    record(
        "inspection.refuse_deferral",
        inspection,
        stream=inspection.stream,
        by=by,
        asked_by=kept.asked_by,
        reason=kept.reason,
        decision=kept.decision,
    )
    return kept


def _check_asked_by(asked_by: str) -> None:
    if not asked_by.strip():
        raise Invalid(_("Enter who asked for the deferral."), field="asked_by")


def _keep(inspection: Inspection, by: User, *, granted: bool, **words: str) -> Deferral:
    stripped = {name: text.strip() for name, text in words.items()}
    before = {"old_start": inspection.fieldwork_start, "old_year": inspection.programme_year}
    return Deferral.objects.create(inspection=inspection, decided_by=by, granted=granted, **before, **stripped)
