"""One's account and interests, the people whom one manages, and the bank holidays."""

from agencies.views.account import account, bank_holidays
from agencies.views.admission import (
    invitation_accept,
    invitation_send,
    invitation_withdraw,
    invitations,
    invite,
    recovery,
    recovery_ask,
    recovery_use,
    recovery_withdraw,
)
from agencies.views.interests import interest_add, interest_change, interest_end, interests, interests_state
from agencies.views.people import people, person, person_change, person_leave, role_end, role_give

__all__ = [
    "account",
    "bank_holidays",
    "interest_add",
    "interest_change",
    "interest_end",
    "interests",
    "interests_state",
    "invitation_accept",
    "invitation_send",
    "invitation_withdraw",
    "invitations",
    "invite",
    "people",
    "person",
    "person_change",
    "person_leave",
    "recovery",
    "recovery_ask",
    "recovery_use",
    "recovery_withdraw",
    "role_end",
    "role_give",
]
