"""Who manages people, admits them, declares interests and keeps reference data."""

from agencies.policies.admission import (
    can_accept,
    can_ask_recovery,
    can_be_accepted,
    can_confirm_recovery,
    can_invite,
    can_invite_address,
    can_send_again,
    can_use_recovery,
    can_withdraw_invitation,
    can_withdraw_recovery,
)
from agencies.policies.days import OFFICE_OF_THE_YEAR, can_add_bank_holiday
from agencies.policies.interests import can_declare, can_end_interest, can_see_interests
from agencies.policies.people import (
    APART_FROM_CASEWORK,
    NAMED_FROM_OUTSIDE,
    WITHOUT_PLACE,
    can_change,
    can_end_role,
    can_give_role,
    can_give_roles,
    can_join,
    can_leave,
    can_manage_people,
    does_casework,
)

__all__ = [
    "APART_FROM_CASEWORK",
    "NAMED_FROM_OUTSIDE",
    "OFFICE_OF_THE_YEAR",
    "WITHOUT_PLACE",
    "can_accept",
    "can_add_bank_holiday",
    "can_ask_recovery",
    "can_be_accepted",
    "can_change",
    "can_confirm_recovery",
    "can_declare",
    "can_end_interest",
    "can_end_role",
    "can_give_role",
    "can_give_roles",
    "can_invite",
    "can_invite_address",
    "can_join",
    "can_leave",
    "can_manage_people",
    "can_see_interests",
    "can_send_again",
    "can_use_recovery",
    "can_withdraw_invitation",
    "can_withdraw_recovery",
    "does_casework",
]
