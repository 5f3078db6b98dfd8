"""The only writers of memberships, roles and days."""

from agencies.commands.days import add_bank_holiday
from agencies.commands.people import (
    OFFICE_ROLES,
    end_role,
    give_role,
    join,
    leave,
    on_join,
    on_leave,
)

__all__ = ["OFFICE_ROLES", "add_bank_holiday", "end_role", "give_role", "join", "leave", "on_join", "on_leave"]
