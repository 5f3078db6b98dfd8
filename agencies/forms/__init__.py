"""What people type about days, people and interests."""

from agencies.forms.days import EARLIEST, LATEST, BankHolidayForm
from agencies.forms.interests import InterestForm
from agencies.forms.people import ChangeForm, InviteForm, PasswordForm, PeopleSearch, ReasonForm, RoleForm

__all__ = [
    "EARLIEST",
    "LATEST",
    "BankHolidayForm",
    "ChangeForm",
    "InterestForm",
    "InviteForm",
    "PasswordForm",
    "PeopleSearch",
    "ReasonForm",
    "RoleForm",
]
