"""Who sees the programmes, records what was done under them, and follows it up."""

from programmes.policies.following import (
    BREACH_STEPS,
    can_close_recommendation,
    can_follow_breach,
    can_look_at_check_item,
    can_reopen_recommendation,
    can_reword,
    is_acted_on,
)
from programmes.policies.recording import (
    SHOWN,
    can_cancel_activity,
    can_edit_activity,
    can_judge,
    can_mark_done,
    can_publish_activity,
    can_record,
    can_say_what_it_showed,
    can_see_due,
    can_see_inside,
    can_see_programmes,
    can_set_sharing,
    can_take_back,
)

__all__ = [
    "BREACH_STEPS",
    "SHOWN",
    "can_cancel_activity",
    "can_close_recommendation",
    "can_edit_activity",
    "can_follow_breach",
    "can_judge",
    "can_look_at_check_item",
    "can_mark_done",
    "can_publish_activity",
    "can_record",
    "can_reopen_recommendation",
    "can_reword",
    "can_say_what_it_showed",
    "can_see_due",
    "can_see_inside",
    "can_see_programmes",
    "can_set_sharing",
    "can_take_back",
    "is_acted_on",
]
