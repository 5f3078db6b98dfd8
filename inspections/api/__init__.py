"""The same job over the API, by noun: each operation fetches through the door, reads the body, calls the command."""

from inspections.api.children import ChildOperation, ChildrenOperation
from inspections.api.conflicts import OverrideOperation, OverridesOperation
from inspections.api.dates import DateOperation, DatesOperation
from inspections.api.evaluations import EvaluationOperation, EvaluationsOperation
from inspections.api.findings import FindingNotesOperation, FindingOperation, FindingShareOperation, FindingsOperation
from inspections.api.inspection import InspectionOperation, InspectionsOperation, ResponsesOperation
from inspections.api.moderation import AgreeOperation, SetAsideOperation
from inspections.api.notes import NoteOperation, NoteShareOperation, NotesOperation
from inspections.api.reference import FrameworkOperation, FrameworksOperation, TopicsOperation
from inspections.api.request import (
    RequestItemReturnOperation,
    RequestItemsOperation,
    ResponseItemAnswerOperation,
    ResponseItemsOperation,
)
from inspections.api.request_files import (
    RequestFileOperation,
    RequestFilesOperation,
    ResponseFilesOperation,
    ResponseItemFileOperation,
)
from inspections.api.steps import DeferOperation, DeferralsOperation, RescheduleOperation, StepsOperation
from inspections.api.team import CandidatesOperation, LeaveEmptyOperation, ReplaceOperation, TeamOperation, TeamPlaceOperation
from inspections.api.texts import RevisionOperation, RevisionsOperation, SettleOperation

__all__ = [
    "AgreeOperation",
    "CandidatesOperation",
    "ChildOperation",
    "ChildrenOperation",
    "DateOperation",
    "DatesOperation",
    "DeferOperation",
    "DeferralsOperation",
    "EvaluationOperation",
    "EvaluationsOperation",
    "FindingNotesOperation",
    "FindingOperation",
    "FindingShareOperation",
    "FindingsOperation",
    "FrameworkOperation",
    "FrameworksOperation",
    "InspectionOperation",
    "InspectionsOperation",
    "LeaveEmptyOperation",
    "NoteOperation",
    "NoteShareOperation",
    "NotesOperation",
    "OverrideOperation",
    "OverridesOperation",
    "ReplaceOperation",
    "RequestFileOperation",
    "RequestFilesOperation",
    "RequestItemReturnOperation",
    "RequestItemsOperation",
    "RescheduleOperation",
    "ResponseFilesOperation",
    "ResponseItemAnswerOperation",
    "ResponseItemFileOperation",
    "ResponseItemsOperation",
    "ResponsesOperation",
    "RevisionOperation",
    "RevisionsOperation",
    "SetAsideOperation",
    "SettleOperation",
    "StepsOperation",
    "TeamOperation",
    "TeamPlaceOperation",
    "TopicsOperation",
]
