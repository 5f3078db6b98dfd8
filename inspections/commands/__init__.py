"""The only writers of inspections: lock, check, write, record, tell."""

from inspections.commands.conflicts import ask_override, decide_override, tell_of_interest, withdraw_asking
from inspections.commands.evaluating import add_evaluation, edit_evaluation
from inspections.commands.findings import (
    add_finding,
    agree_finding,
    choose_notes,
    edit_finding,
    set_finding_aside,
    share_finding,
    take_finding_up,
)
from inspections.commands.locks import own, shared
from inspections.commands.notes import add_child, add_note, edit_note, remove_child, share_note
from inspections.commands.planning import (
    before_new_week,
    check_week_ahead,
    give_another_week,
    milestone_happened,
    objections_to,
    override_date,
    plan,
    reschedule,
    set_computed_date,
    withdraw_override,
)
from inspections.commands.request import answer_request_item, return_request_item
from inspections.commands.request_files import add_request_file, remove_request_file
from inspections.commands.settling import settle_versions
from inspections.commands.steps import defer, refuse_deferral, take_step
from inspections.commands.team import (
    assign,
    end_all_places,
    end_place,
    end_places_of_role,
    fill,
    keep_apart,
    leave_empty,
    make_lead,
    open_live_inspections,
    replace,
)

__all__ = [
    "add_child",
    "add_evaluation",
    "add_finding",
    "add_note",
    "add_request_file",
    "agree_finding",
    "answer_request_item",
    "ask_override",
    "assign",
    "before_new_week",
    "check_week_ahead",
    "choose_notes",
    "decide_override",
    "defer",
    "edit_evaluation",
    "edit_finding",
    "edit_note",
    "end_all_places",
    "end_place",
    "end_places_of_role",
    "fill",
    "give_another_week",
    "keep_apart",
    "leave_empty",
    "make_lead",
    "milestone_happened",
    "objections_to",
    "open_live_inspections",
    "override_date",
    "own",
    "plan",
    "refuse_deferral",
    "remove_child",
    "remove_request_file",
    "replace",
    "reschedule",
    "return_request_item",
    "set_computed_date",
    "set_finding_aside",
    "settle_versions",
    "share_finding",
    "share_note",
    "shared",
    "take_finding_up",
    "take_step",
    "tell_of_interest",
    "withdraw_asking",
    "withdraw_override",
]
