"""Who records evidence and findings, who sees them, and who agrees."""

from django.utils.translation import gettext as _

from accounts.models import User
from agencies.queries import inspectorate_of, membership_of
from inspections import access
from inspections.models import Evaluation, EvidenceNote, Finding, Inspection, RequestItem, RequestState
from inspections.workflow import (
    ANSWER,
    EVALUATING,
    LEAD,
    RECORD,
    RECORDING,
    REVIEW,
    SECRET,
    SEE_EVIDENCE,
    Status,
)
from jtai.errors import NotAllowed, NotNow
from jtai.policy import policy


@policy
def can_see_evidence(user: User, inspection: Inspection) -> None:
    """The team and the signatories; the reviewer while the draft is with quality assurance."""
    grants = access.grants_of(user, inspection)
    reviewing = REVIEW in grants and inspection.status == Status.QUALITY_ASSURANCE
    if SEE_EVIDENCE not in grants and not reviewing:
        raise NotAllowed(_("Only the inspection team can see evidence."))


def _records(user: User, inspection: Inspection) -> None:
    if RECORD not in access.grants_of(user, inspection):
        raise NotAllowed(_("Only inspectors on the team can record evidence and findings."))


def _own(user: User, thing: EvidenceNote | Finding | Evaluation) -> None:
    if thing.inspectorate_id != inspectorate_of(user).pk:
        raise NotAllowed(_("Only the inspectorate that recorded this can change it."))


@policy
def can_add_child(user: User, inspection: Inspection) -> None:
    """Children are chosen in set-up, and more can come in during fieldwork."""
    _records(user, inspection)
    if inspection.status not in RECORDING:
        raise NotNow(_("Children are chosen during set-up and fieldwork."))


@policy
def can_record_note(user: User, inspection: Inspection) -> None:
    """From set-up to the end of moderation."""
    _records(user, inspection)
    if inspection.status not in RECORDING | EVALUATING:
        raise NotNow(_("Evidence is recorded from set-up to moderation. Ask the lead inspector if you still hold some."))


@policy
def can_edit_note(user: User, note: EvidenceNote) -> None:
    """The author's inspectorate, while evidence is recorded."""
    can_record_note.check(user, note.inspection)
    _own(user, note)


@policy
def can_record_finding(user: User, inspection: Inspection) -> None:
    """In fieldwork and moderation."""
    _records(user, inspection)
    if inspection.status not in EVALUATING:
        raise NotNow(_("Findings are recorded during fieldwork and moderation."))


@policy
def can_edit_finding(user: User, finding: Finding) -> None:
    """Its inspectorate during fieldwork; in moderation the lead as well, who words what all agree."""
    can_record_finding.check(user, finding.inspection)
    moderating = finding.inspection.status == Status.MODERATION
    if not (moderating and LEAD in access.grants_of(user, finding.inspection)):
        _own(user, finding)


@policy
def can_share(user: User, thing: EvidenceNote | Finding) -> None:
    """An inspectorate shares its own with the team, at any time while evidence is recorded."""
    can_record_note.check(user, thing.inspection)
    _own(user, thing)
    if thing.shared:
        raise NotNow(_("This is already shared with the team."))


@policy
def can_agree_finding(user: User, finding: Finding) -> None:
    """Any inspector of the team agrees for the own inspectorate; nobody agrees for another."""
    _records(user, finding.inspection)
    if finding.inspection.status != Status.MODERATION:
        raise NotNow(_("Findings are agreed in moderation."))
    if hasattr(finding, "set_aside"):
        raise NotNow(_("This finding is set aside. Take it up again before agreeing it."))
    # all(): a list of findings brings their agreements with it.
    own = inspectorate_of(user).pk
    if any(agreement.inspectorate_id == own for agreement in finding.agreements.all()):
        raise NotNow(_("Your inspectorate has agreed this finding."))


@policy
def can_set_aside(user: User, finding: Finding) -> None:
    """The lead leaves a finding out, with a reason, in moderation."""
    if LEAD not in access.grants_of(user, finding.inspection):
        raise NotAllowed(_("Only the lead inspector can set a finding aside."))
    if finding.inspection.status != Status.MODERATION:
        raise NotNow(_("Findings are set aside in moderation."))


@policy
def can_evaluate(user: User, inspection: Inspection) -> None:
    """Evaluations are written in fieldwork and moderation."""
    _records(user, inspection)
    if inspection.status not in EVALUATING:
        raise NotNow(_("Evaluations are written during fieldwork and moderation."))


@policy
def can_edit_evaluation(user: User, evaluation: Evaluation) -> None:
    """Its own inspectorate."""
    can_evaluate.check(user, evaluation.inspection)
    _own(user, evaluation)


@policy
def can_answer_request(user: User, item: RequestItem) -> None:
    """The area's people; inside an area the owner agency and the co-ordinators."""
    inspection = item.inspection
    if ANSWER not in access.grants_of(user, inspection):
        raise NotAllowed(_("Only the local area’s people can answer."))
    membership = membership_of(user)
    owner = membership is not None and (membership.co_ordinator or membership.agency_id == item.agency_id)
    if item.agency_id and not owner:
        raise NotAllowed(_("Only %(agency)s or the co-ordinator can answer this.") % {"agency": item.agency})
    if inspection.status in SECRET or inspection.status not in RECORDING:
        raise NotNow(_("The information request is open from set-up to the end of fieldwork."))
    if item.state == RequestState.RECEIVED:
        raise NotNow(_("This has been answered. The inspectors can return it if they need more."))


@policy
def can_change_request_files(user: User, item: RequestItem) -> None:
    """Who may answer may put files to the answer, and take them back, for as long as it can be answered."""
    can_answer_request.check(user, item)


@policy
def can_return_request_item(user: User, item: RequestItem) -> None:
    """An inspector of the team sends an answer back for more."""
    _records(user, item.inspection)
    if item.inspection.status not in RECORDING:
        raise NotNow(_("The information request is open from set-up to the end of fieldwork."))
    if item.state not in {RequestState.RECEIVED, RequestState.NOT_HELD}:
        raise NotNow(_("There is no answer to return yet."))
