"""Who needs a second factor, and whether a session has shown one. No row is read: the person came with their membership."""

from django.conf import settings
from django.http import HttpRequest

from accounts.models import User
from accounts.proof import second_factor_shown
from agencies.queries import membership_of


def is_spared(user: User) -> bool:
    """The invented people of a demonstration, so that it can be tried; nobody where no demonstration is shown."""
    return bool(settings.DEMONSTRATION) and user.demonstration


def needs_second_factor(user: User) -> bool:
    """Everybody with casework: whoever belongs to an organisation, and system administrators."""
    return (user.is_system_administrator or membership_of(user) is not None) and not is_spared(user)


def lacks_second_factor(request: HttpRequest, user: User) -> bool:
    """Whether this session must show a second factor before anything opens."""
    return needs_second_factor(user) and not second_factor_shown(request, user)
