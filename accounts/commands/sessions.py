"""Signing in and out, and being kept out."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.queries import MOST_WRONG_CODES, codes_closed, person_of_address
from accounts.streams import stream_of
from audit import trail
from jobs.commands import send_email


@transaction.atomic
def note_sign_in(*, by: User, ways: tuple[str, ...] = ("password",)) -> None:
    """Somebody opened a session. ways: what they proved it with: password, totp, webauthn, recovery_codes, a provider's code."""
    trail.record("person.sign_in", by, stream=stream_of(by), by=by, ways=list(ways))


@transaction.atomic
def note_sign_out(*, by: User) -> None:
    """Somebody closed their session."""
    trail.record("person.sign_out", by, stream=stream_of(by), by=by)


@transaction.atomic
def note_lock_out(address: str) -> None:
    """Too many wrong passwords or codes for this e-mail address: its person is told, if there is one.

    For an unknown address the same is written and taken back, so that it takes as long.
    """
    person = person_of_address(address)
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    send_email(
        person.email if person else address[:254],
        _("Wrong passwords for your account"),
        _(
            "Somebody entered a wrong password or code for your account several times, so signing in from where they are is"
            " closed for %(minutes)d minutes.\n\n"
            "If it was you, wait, or choose a new password: %(link)s\n\n"
            "If it was not you, your account is still safe. Tell the administrator of your organisation."
        )
        % {"minutes": minutes, "link": f"{settings.PUBLIC_ADDRESS}/sign-in/password/"},
    )
    if person is None:
        transaction.set_rollback(True)
        return
    trail.record("person.lock_out", person, stream=stream_of(person), by=None, minutes=minutes)


@transaction.atomic
def note_wrong_code(user: User) -> None:
    """A wrong second factor by somebody who knows the password. When it closes the account to codes, the person is told."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if codes_closed(user):
        return
    trail.record("person.wrong_code", user, stream=stream_of(user), by=None)
    if not codes_closed(user):
        return
    send_email(
        user.email,
        _("Wrong codes for your account"),
        _(
            "Somebody who knows your password entered %(number)d wrong codes, so no code is taken for a quarter of an hour.\n\n"
            "If it was not you, choose a new password at once: %(link)s\n\nTell the administrator of your organisation as well."
        )
        % {"number": MOST_WRONG_CODES, "link": f"{settings.PUBLIC_ADDRESS}/sign-in/password/"},
    )
