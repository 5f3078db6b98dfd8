"""What stands in a session about its sign-in: when it began, when it was last used, and what was proven. No row is read."""

import time
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from accounts.models import User

BEGAN, SEEN = "sign_in_began", "sign_in_seen"
# A session's row is not written on every request.
SEEN_NOTED_EVERY = 60


def begin(session: SessionBase) -> None:
    """The clocks of a session that has just been signed in start."""
    session[BEGAN] = session[SEEN] = int(time.time())


def is_signed_in(session: SessionBase) -> bool:
    """Whether the session is somebody's."""
    return SESSION_KEY in session


def seconds_left(session: SessionBase) -> int:
    """Until the session ends by itself if nothing is asked any more; 0 or less: it has ended. One without clocks has."""
    now = int(time.time())
    idle = session.get(SEEN, 0) + settings.SESSION_IDLE_SECONDS - now
    return int(min(idle, session.get(BEGAN, 0) + settings.SESSION_LONGEST_SECONDS - now))


def note_seen(session: SessionBase, *, at_once: bool = False) -> None:
    """It was used: written down at most once a minute, unless at_once."""
    now = int(time.time())
    if at_once or now - session.get(SEEN, 0) >= SEEN_NOTED_EVERY:
        session[SEEN] = now


def _records(request: HttpRequest, user: User) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = get_authentication_records(request, user)
    return records


def second_factor_shown(request: HttpRequest, user: User) -> bool:
    """Whether this session showed a second factor: ours, or that of an inspectorate's own sign-in where it counts."""
    return any(record.get("method") == "mfa" or record.get("second_factor") is True for record in _records(request, user))


def confirmed_lately(request: HttpRequest, user: User) -> bool:
    """Whether the person proved who they are in this session within the last quarter of an hour."""
    newest = max((float(record.get("at", 0)) for record in _records(request, user)), default=0.0)
    return time.time() - newest < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def confirm_first(request: HttpRequest) -> None:
    """Leads to the page that asks who one is, and back, when that was long ago; the sending is kept meanwhile."""
    raise_if_reauthentication_required(request, app="accounts")
