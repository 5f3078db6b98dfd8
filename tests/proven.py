"""Sessions that have shown a second factor: the one place where tests make them.

`client.force_login(person)` is Django's shortcut past every door; here it gets what a real sign-in leaves in a session: its
clocks, a password and a second factor. Who wants a session without takes `half_signed_in`.
"""

from typing import Any

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY, record_authentication
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest
from django.test import Client

from accounts.models import User
from accounts.proof import begin

A_YEAR = 365 * 24 * 60 * 60
# For searches that sign people in once and then go on for hours: nobody is idle, no session ends, every sign-in is fresh.
PATIENT = {
    "SESSION_IDLE_SECONDS": A_YEAR,
    "SESSION_LONGEST_SECONDS": A_YEAR,
    "SESSION_COOKIE_AGE": A_YEAR,
    "ACCOUNT_REAUTHENTICATION_TIMEOUT": A_YEAR,
}


def prove(request: HttpRequest, user: User) -> None:
    """As after password and code."""
    begin(request.session)
    record_authentication(request, user, "password")
    record_authentication(request, user, "mfa", type="totp")


def _proves(request: HttpRequest, user: User, **_more: Any) -> None:
    # The shortcut has a request of its own, without an address; a real sign-in has one.
    if not request.path:
        prove(request, user)


def start() -> None:
    """Called by tests/conftest.py."""
    user_logged_in.connect(_proves, dispatch_uid="tests.proven")


def half_signed_in(client: Client, person: User) -> Client:
    """With a password only."""
    client.force_login(person)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = session[AUTHENTICATION_METHODS_SESSION_KEY][:1]
    session.save()
    return client
