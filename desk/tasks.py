"""The task list of an inspection: what there is to do in each part of its life, as far as this viewer may see it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from desk.line import place_of
from inspections.models import Inspection, Milestone, TeamPlace
from inspections.queries import Filled, Tally
from inspections.workflow import MAIN_LINE, Status
from reports.queries import Task

# So many of the report's tasks come up to publication; the rest after it.
BEFORE = 7

NOT_STARTED, IN_PROGRESS, DONE, WAITING, CLOSED = "not-started", "in-progress", "done", "waiting", "closed"
VOID = "void"  # of an inspection that will not be
LABELS = {
    NOT_STARTED: gettext_lazy("Not started"),
    IN_PROGRESS: gettext_lazy("In progress"),
    DONE: gettext_lazy("Done"),
    WAITING: gettext_lazy("Cannot start yet"),
    CLOSED: gettext_lazy("Not open to you"),
    VOID: gettext_lazy("Not needed any more"),
}


@dataclass(frozen=True)
class Asked:
    """How far the information request is."""

    items: int
    answered: int


@dataclass(frozen=True)
class Facts:
    """What the task list is made from. tally: None for people who see no evidence. report: empty until moderation.

    filled: how far the team is assembled. empty: how many of its places wait for somebody who takes over from another.
    """

    inspection: Inspection
    milestones: list[Milestone]
    team: list[TeamPlace]
    filled: Filled
    empty: int
    tally: Tally | None
    asked: Asked
    report: list[Task]


Row = dict[str, str]


def _row(text: str, address: str, status: str, hint: str = "") -> Row:
    row = {"text": text, "label": str(LABELS[status]), "hint": hint}
    if status not in {WAITING, CLOSED, VOID}:
        row["status"] = status
    if address:
        row["href"] = address
    return row


def reached(inspection: Inspection, status: Status) -> bool:
    """Whether it has come to this step of its life, or was there when it was put aside."""
    return MAIN_LINE.index(place_of(inspection)) >= MAIN_LINE.index(status)


def _over(inspection: Inspection, status: Status) -> bool:
    return MAIN_LINE.index(place_of(inspection)) > MAIN_LINE.index(status)


def sections(facts: Facts) -> list[dict[str, object]]:
    """The parts, each {id, heading, rows}."""
    reporting = _report(facts)
    built = [
        ("prepare", _("Prepare"), _prepare(facts)),
        ("evidence", _("Evidence"), _evidence(facts)),
        ("judge", _("Findings and moderation"), _judge(facts)),
        ("report", _("Report"), reporting[:BEFORE]),
        ("after", _("After publication"), reporting[BEFORE:]),
    ]
    return [{"id": name, "heading": heading, "rows": rows} for name, heading, rows in built if rows]


def _prepare(facts: Facts) -> list[Row]:
    rows = [_dates(facts), _team(facts)]
    if facts.tally is None:
        return rows
    return [*rows, _request(facts), _children(facts.inspection, facts.tally.children)]


def _dates(facts: Facts) -> Row:
    """Computed when the inspection is planned; none holds while it has no week."""
    inspection, address = facts.inspection, reverse("dates", args=[facts.inspection.pk])
    if inspection.status == Status.CANCELLED:
        return _row(_("Dates"), address, VOID, _("None holds: the inspection was cancelled"))
    if inspection.status == Status.DEFERRED:
        return _row(_("Dates"), address, NOT_STARTED, _("None holds until a new week is chosen"))
    changed = sum(row.override is not None for row in facts.milestones)
    dates = ngettext("%(count)d date", "%(count)d dates", len(facts.milestones)) % {"count": len(facts.milestones)}
    if changed:
        dates = _("%(dates)s, %(changed)d changed by hand") % {"dates": dates, "changed": changed}
    if inspection.status == Status.PAUSED:
        return _row(
            _("Dates"), address, IN_PROGRESS, _("%(dates)s, which rest until the inspection resumes") % {"dates": dates}
        )
    return _row(_("Dates"), address, DONE, dates)


def _team(facts: Facts) -> Row:
    """Assembled until fieldwork, by what the framework wants; from then on the team is who they are, if somebody leads it."""
    inspection, filled = facts.inspection, facts.filled
    people = ngettext("%(count)d person", "%(count)d people", len(facts.team)) % {"count": len(facts.team)}
    lacks = [people]
    if not filled.whole and not reached(inspection, Status.FIELDWORK):
        places = ngettext("%(filled)d of %(count)d place", "%(filled)d of %(count)d places", filled.wanted)
        lacks = [places % {"filled": filled.filled, "count": filled.wanted}]
    if not filled.led and not reached(inspection, Status.PUBLISHED):
        lacks.append(_("no lead inspector"))
    if facts.empty:
        lacks.append(ngettext("%(count)d place is empty", "%(count)d places are empty", facts.empty) % {"count": facts.empty})
    status = DONE if lacks == [people] else IN_PROGRESS if facts.team else NOT_STARTED
    if inspection.status == Status.CANCELLED:
        status, lacks = VOID, [people]
    return _row(_("Team"), reverse("team", args=[inspection.pk]), status, "; ".join(lacks))


def _request(facts: Facts) -> Row:
    asked = facts.asked
    if not asked.items:
        return _row(_("Information request"), "", WAITING, _("Goes to the local area when set-up starts"))
    hint = _("%(answered)d of %(items)d items answered") % {"answered": asked.answered, "items": asked.items}
    status = DONE if asked.answered == asked.items else IN_PROGRESS
    return _row(_("Information request"), reverse("request", args=[facts.inspection.pk]), status, hint)


def _children(inspection: Inspection, count: int) -> Row:
    if not reached(inspection, Status.SET_UP):
        return _row(_("Children"), "", WAITING, _("Chosen during set-up"))
    status = DONE if _over(inspection, Status.FIELDWORK) else IN_PROGRESS if count else NOT_STARTED
    hint = ngettext("%(count)d child", "%(count)d children", count) % {"count": count}
    return _row(_("Children"), reverse("children", args=[inspection.pk]), status, hint)


def _evidence(facts: Facts) -> list[Row]:
    inspection = facts.inspection
    if facts.tally is None:
        return [_row(_("Evidence notes"), "", CLOSED, _("Only the inspection team can see evidence"))]
    if not reached(inspection, Status.SET_UP):
        return [_row(_("Evidence notes"), "", WAITING, _("From set-up on"))]
    count = facts.tally.notes
    status = DONE if _over(inspection, Status.MODERATION) else IN_PROGRESS if count else NOT_STARTED
    hint = ngettext("%(count)d note that you can see", "%(count)d notes that you can see", count) % {"count": count}
    return [_row(_("Evidence notes"), reverse("notes", args=[inspection.pk]), status, hint)]


def _judge(facts: Facts) -> list[Row]:
    inspection, pk = facts.inspection, facts.inspection.pk
    if facts.tally is None:
        return [_row(_("Findings"), "", CLOSED, _("Only the inspection team can see evidence"))]
    if not reached(inspection, Status.FIELDWORK):
        return [_row(_("Findings"), "", WAITING, _("From fieldwork on"))]
    over = _over(inspection, Status.MODERATION)
    findings, evaluations = facts.tally.findings, facts.tally.evaluations
    found = ngettext("%(count)d finding that you can see", "%(count)d findings that you can see", findings)
    evaluated = ngettext("%(count)d evaluation that you can see", "%(count)d evaluations that you can see", evaluations)
    moderating = DONE if over else IN_PROGRESS if reached(inspection, Status.MODERATION) else NOT_STARTED
    apart = "" if moderating != NOT_STARTED else _("Each inspectorate’s findings stay its own until moderation begins")
    return [
        _row(
            _("Findings"),
            reverse("findings", args=[pk]),
            DONE if over else IN_PROGRESS if findings else NOT_STARTED,
            found % {"count": findings},
        ),
        _row(
            _("Evaluations"),
            reverse("evaluations", args=[pk]),
            DONE if over else IN_PROGRESS if evaluations else NOT_STARTED,
            evaluated % {"count": evaluations},
        ),
        _row(_("Moderation"), reverse("moderation", args=[pk]), moderating, apart),
    ]


def _report(facts: Facts) -> list[Row]:
    """The report's own tasks; until moderation there are none, and what is to come is only named."""
    if not facts.report:
        return [_row(text, "", WAITING, "") for text in (_("Draft the report"), _("Sign-off"), _("Publication"))]
    return [_row(task.text, task.href, task.status, task.hint) for task in facts.report]
