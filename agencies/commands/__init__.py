"""The only writers of memberships, roles, invitations, recoveries, interests and days."""

from agencies.commands.admission import (
    accept_invitation,
    ask_recovery,
    confirm_recovery,
    invite,
    send_again,
    use_recovery,
    withdraw_invitation,
    withdraw_recovery,
)
from agencies.commands.days import add_bank_holiday
from agencies.commands.interests import (
    change_interest,
    declare_interest,
    end_interest,
    on_interest_declared,
    state_interests,
)
from agencies.commands.people import (
    GROUPS_OF_ROLES,
    change_membership,
    end_role,
    give_role,
    join,
    leave,
    on_join,
    on_leave,
    on_role_end,
    on_role_given,
)

__all__ = [
    "GROUPS_OF_ROLES",
    "accept_invitation",
    "add_bank_holiday",
    "ask_recovery",
    "change_interest",
    "change_membership",
    "confirm_recovery",
    "declare_interest",
    "end_interest",
    "end_role",
    "give_role",
    "invite",
    "join",
    "leave",
    "on_interest_declared",
    "on_join",
    "on_leave",
    "on_role_end",
    "on_role_given",
    "send_again",
    "state_interests",
    "use_recovery",
    "withdraw_invitation",
    "withdraw_recovery",
]
