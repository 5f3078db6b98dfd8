"""The only writers of what is recorded under the programmes."""

from programmes.commands.activities import edit_activity, record_activity
from programmes.commands.checking import add_check_item, add_check_items, credit_jtai, look_at_check_item, take_back_jtai
from programmes.commands.following import (
    add_breach,
    add_recommendation,
    close_recommendation,
    follow_breach,
    reopen_breach,
    reopen_recommendation,
)
from programmes.commands.judging import field_of, judge
from programmes.commands.report import put_report, remove_report
from programmes.commands.rewording import beside, edit_breach, edit_recommendation, settle_followed
from programmes.commands.settling import settle_versions
from programmes.commands.sharing import set_sharing
from programmes.commands.standing import cancel_activity, mark_done, publish_activity, take_back
from programmes.commands.withdrawing import bring_back_followed, withdraw_followed

__all__ = [
    "add_breach",
    "add_check_item",
    "add_check_items",
    "add_recommendation",
    "beside",
    "bring_back_followed",
    "cancel_activity",
    "close_recommendation",
    "credit_jtai",
    "edit_activity",
    "edit_breach",
    "edit_recommendation",
    "field_of",
    "follow_breach",
    "judge",
    "look_at_check_item",
    "mark_done",
    "publish_activity",
    "put_report",
    "record_activity",
    "remove_report",
    "reopen_breach",
    "reopen_recommendation",
    "set_sharing",
    "settle_followed",
    "settle_versions",
    "take_back",
    "take_back_jtai",
    "withdraw_followed",
]
