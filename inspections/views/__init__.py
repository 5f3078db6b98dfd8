"""Request into response: fetch through the door, bind the form, call the command, redirect."""

from inspections.views.caseload import inspections
from inspections.views.children import child_add, child_remove, children
from inspections.views.dates import date, date_withdraw, dates
from inspections.views.evaluations import evaluation, evaluation_add, evaluation_edit, evaluations
from inspections.views.findings import finding, finding_add, finding_edit, finding_notes, findings
from inspections.views.moderation import finding_agree, finding_set_aside, finding_share, finding_take_up, moderation
from inspections.views.notes import note, note_add, note_edit, note_share, notes
from inspections.views.request import request_item, request_items, response_request, response_request_item
from inspections.views.request_files import request_file, response_file_remove, response_files, response_item_file
from inspections.views.steps import deferral_refuse, deferrals, step
from inspections.views.team import (
    override,
    override_ask,
    override_withdraw,
    team,
    team_add,
    team_end,
    team_leave_empty,
    team_replace,
)
from inspections.views.versions import text_history, text_versions

__all__ = [
    "child_add",
    "child_remove",
    "children",
    "date",
    "date_withdraw",
    "dates",
    "deferral_refuse",
    "deferrals",
    "evaluation",
    "evaluation_add",
    "evaluation_edit",
    "evaluations",
    "finding",
    "finding_add",
    "finding_agree",
    "finding_edit",
    "finding_notes",
    "finding_set_aside",
    "finding_share",
    "finding_take_up",
    "findings",
    "inspections",
    "moderation",
    "note",
    "note_add",
    "note_edit",
    "note_share",
    "notes",
    "override",
    "override_ask",
    "override_withdraw",
    "request_file",
    "request_item",
    "request_items",
    "response_file_remove",
    "response_files",
    "response_item_file",
    "response_request",
    "response_request_item",
    "step",
    "team",
    "team_add",
    "team_end",
    "team_leave_empty",
    "team_replace",
    "text_history",
    "text_versions",
]
