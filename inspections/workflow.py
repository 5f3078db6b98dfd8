"""The life of an inspection as one table. Imports nothing of ours; buttons, API, tests and docs/workflow.md are derived from it."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    """Where an inspection stands."""

    PLANNED = "planned", _("Planned")
    NOTIFIED = "notified", _("Notified")
    SET_UP = "set-up", _("Set-up")
    FIELDWORK = "fieldwork", _("Fieldwork")
    MODERATION = "moderation", _("Moderation")
    DRAFTING = "drafting", _("Drafting")
    QUALITY_ASSURANCE = "quality-assurance", _("Quality assurance")
    FACTUAL_ACCURACY = "factual-accuracy", _("Factual accuracy")
    SIGN_OFF = "sign-off", _("Sign-off")
    PRE_PUBLICATION = "pre-publication", _("Pre-publication")
    PUBLISHED = "published", _("Published")
    STATEMENT_DUE = "statement-due", _("Statement due")
    STATEMENT_RECEIVED = "statement-received", _("Statement received")
    CLOSED = "closed", _("Closed")
    DEFERRED = "deferred", _("Deferred")
    PAUSED = "paused", _("Paused")
    CANCELLED = "cancelled", _("Cancelled")


S = Status
ENDS = {S.CLOSED, S.CANCELLED}
# These have given back their place in the year.
NO_PLACE = frozenset({S.DEFERRED.value, S.CANCELLED.value})
# In the order of the main line; the side states stand apart.
MAIN_LINE = [
    S.PLANNED, S.NOTIFIED, S.SET_UP, S.FIELDWORK, S.MODERATION, S.DRAFTING, S.QUALITY_ASSURANCE, S.FACTUAL_ACCURACY,
    S.SIGN_OFF, S.PRE_PUBLICATION, S.PUBLISHED, S.STATEMENT_DUE, S.STATEMENT_RECEIVED, S.CLOSED,
]  # fmt: skip
SECRET = {S.PLANNED}
# Until moderation each inspectorate judges apart.
TOGETHER = set(MAIN_LINE[4:])
RECORDING = {S.SET_UP, S.FIELDWORK}
EVALUATING = {S.FIELDWORK, S.MODERATION}
PAUSABLE = (S.NOTIFIED, S.SET_UP, S.FIELDWORK, S.MODERATION, S.DRAFTING, S.QUALITY_ASSURANCE, S.FACTUAL_ACCURACY, S.SIGN_OFF)
EDITING = {S.DRAFTING, S.FACTUAL_ACCURACY, S.SIGN_OFF}
REPORTED = {S.PUBLISHED, S.STATEMENT_DUE, S.STATEMENT_RECEIVED, S.CLOSED}

VIEW, SCHEDULE, SEE_EVIDENCE, RECORD, LEAD, REVIEW, ANSWER = (
    "view_inspection",
    "schedule_inspection",
    "view_evidence",
    "record_evidence",
    "lead_inspection",
    "review_inspection",
    "answer_inspection",
)


@dataclass(frozen=True, slots=True)
class Step:
    """One way from some states to another.

    needs: the grant that lets someone take it. alone: False where only another command may take it (publish comes with a
    report). target None: back to where the inspection was paused. reason: it must be said why.
    """

    label: str | Promise
    sources: tuple[Status, ...]
    target: Status | None
    needs: str
    done: str | Promise
    explains: str | Promise
    alone: bool = True
    reason: bool = False


STEPS = {
    "notify": Step(
        _("Notify the local area"), (S.PLANNED,), S.NOTIFIED, LEAD, _("The local area has been notified"),
        _("The local area’s co-ordinator gets the notification. From then on the area can see the inspection."),
    ),
    "start_set_up": Step(
        _("Start set-up"), (S.NOTIFIED,), S.SET_UP, LEAD, _("Set-up started and the information request was sent"),
        _("Sends the information request to the local area and opens the choice of children."),
    ),
    "start_fieldwork": Step(
        _("Start fieldwork"), (S.SET_UP,), S.FIELDWORK, LEAD, _("Fieldwork started"),
        _("Inspectors can record findings. Each inspectorate’s findings stay its own until moderation."),
    ),
    "begin_moderation": Step(
        _("Begin moderation"), (S.FIELDWORK,), S.MODERATION, LEAD, _("Moderation began"),
        _("Every inspectorate sees every finding, and the notes that findings cite are shared with the team."),
    ),
    "begin_drafting": Step(
        _("Begin drafting"), (S.MODERATION,), S.DRAFTING, LEAD, _("The report was drafted from the agreed findings"),
        _("Composes the report from the agreed findings, in the framework’s order."), alone=False,
    ),
    "send_to_quality_assurance": Step(
        _("Send to quality assurance"), (S.DRAFTING,), S.QUALITY_ASSURANCE, LEAD, _("Sent to quality assurance"),
        _("The reviewer, who is not an author, reads the draft and approves or returns it."), alone=False,
    ),
    "return_draft": Step(
        _("Return the draft"), (S.QUALITY_ASSURANCE,), S.DRAFTING, REVIEW, _("The draft was returned with comments"),
        _("Sends the draft back to its authors with the reviewer’s comments."), alone=False, reason=True,
    ),
    "send_to_factual_accuracy": Step(
        _("Send for factual accuracy"), (S.QUALITY_ASSURANCE,), S.FACTUAL_ACCURACY, LEAD,
        _("The draft was delivered to the local area"),
        _("Delivers the draft to the local area; its working days for comments start now."), alone=False,
    ),
    "begin_sign_off": Step(
        _("Begin sign-off"), (S.FACTUAL_ACCURACY,), S.SIGN_OFF, LEAD, _("Sign-off began"),
        _("Freezes the words and asks each participating inspectorate to sign them."), alone=False,
    ),
    "return_to_drafting": Step(
        _("Return to drafting"), (S.FACTUAL_ACCURACY, S.SIGN_OFF, S.PRE_PUBLICATION), S.DRAFTING, LEAD,
        _("The report went back to drafting"),
        _("Opens the words again. Signatures fall when the words change."), reason=True,
    ),
    "begin_pre_publication": Step(
        _("Begin pre-publication"), (S.SIGN_OFF,), S.PRE_PUBLICATION, LEAD, _("Pre-publication began"),
        _("Named readers can download the signed report under embargo."), alone=False,
    ),
    "publish": Step(
        _("Publish"), (S.PRE_PUBLICATION,), S.PUBLISHED, LEAD, _("The report was published"),
        _("Puts the signed report on its permanent public page."), alone=False,
    ),
    "record_receipt": Step(
        _("Record receipt"), (S.PUBLISHED,), S.STATEMENT_DUE, LEAD, _("Receipt recorded and the statement’s due date computed"),
        _("Says when, and by whom, the principal authority received the report; the time for its statement starts then."), alone=False,
    ),
    "receive_statement": Step(
        _("Receive the statement"), (S.STATEMENT_DUE,), S.STATEMENT_RECEIVED, ANSWER, _("The statement was sent"),
        _("The principal authority sends its statement of proposed action."), alone=False,
    ),
    "close": Step(
        _("Close"), (S.STATEMENT_RECEIVED,), S.CLOSED, LEAD, _("The inspection was closed"),
        _("Acknowledges the statement of proposed action and ends the inspection."), alone=False,
    ),
    "close_without_statement": Step(
        _("Close without a statement"), (S.PUBLISHED,), S.CLOSED, LEAD, _("The inspection was closed"),
        _("Ends an inspection for which no statement of proposed action is required."), alone=False,
    ),
    "reschedule": Step(
        _("Choose another week"), (S.PLANNED, S.DEFERRED), S.PLANNED, SCHEDULE, _("The inspection has another week"),
        _("Computes every date anew from the new fieldwork week, and tells the team."), alone=False, reason=True,
    ),
    "defer": Step(
        _("Defer the inspection"), (S.PLANNED, S.NOTIFIED, S.SET_UP), S.DEFERRED, SCHEDULE, _("The inspection was deferred"),
        _("Only in exceptional circumstances. Its place in the year stays open until a new week is chosen."), reason=True,
    ),
    "pause": Step(
        _("Pause the inspection"), PAUSABLE, S.PAUSED, LEAD, _("The inspection was paused"),
        _("Stops the work; nothing is lost and it resumes where it stood."), reason=True,
    ),
    "resume": Step(
        _("Resume the inspection"), (S.PAUSED,), None, LEAD, _("The inspection resumed"),
        _("Returns to where the inspection was paused."),
    ),
    "cancel": Step(
        _("Cancel the inspection"), (S.PLANNED, S.NOTIFIED, S.SET_UP, S.FIELDWORK, S.DEFERRED, S.PAUSED), S.CANCELLED, SCHEDULE,
        _("The inspection was cancelled"),
        _("Ends the inspection without a report. Its evidence is kept."), reason=True,
    ),
}  # fmt: skip
BY_HAND = [name for name, step in STEPS.items() if step.alone]


def steps_from(status: str) -> list[str]:
    """The names of the steps that leave this state, in the table's order."""
    return [name for name, step in STEPS.items() if status in step.sources]
