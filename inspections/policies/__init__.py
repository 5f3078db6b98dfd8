"""Who may do what with an inspection, when, and what is still missing: one rule, three questions."""

from inspections.policies.recording import (
    can_add_child,
    can_agree_finding,
    can_answer_request,
    can_change_request_files,
    can_edit_evaluation,
    can_edit_finding,
    can_edit_note,
    can_evaluate,
    can_record_finding,
    can_record_note,
    can_return_request_item,
    can_see_evidence,
    can_set_aside,
    can_share,
)
from inspections.policies.steps import READY, READY_FROM_DRAFTING, can_take_step
from inspections.policies.team import can_assign, can_end_place, can_override_date, can_plan, can_staff, schedules

__all__ = [
    "READY",
    "READY_FROM_DRAFTING",
    "can_add_child",
    "can_agree_finding",
    "can_answer_request",
    "can_assign",
    "can_change_request_files",
    "can_edit_evaluation",
    "can_edit_finding",
    "can_edit_note",
    "can_end_place",
    "can_evaluate",
    "can_override_date",
    "can_plan",
    "can_record_finding",
    "can_record_note",
    "can_return_request_item",
    "can_see_evidence",
    "can_set_aside",
    "can_share",
    "can_staff",
    "can_take_step",
    "schedules",
]
