"""Passwords: chosen, changed, forgotten. None is ever written down here, in a log or in the trail."""

from axes.utils import reset
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

from accounts.models import Token, User
from accounts.opening import waits_for_recovery
from accounts.queries import person_of_address
from accounts.streams import stream_of
from audit import trail
from jobs.commands import send_email
from jtai.errors import Invalid


def password_link(user: User) -> str:
    """An address at which this person, and nobody else, can choose a new password: once, within an hour."""
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    path = reverse("password_reset", args=[uid, default_token_generator.make_token(user)])
    return f"{settings.PUBLIC_ADDRESS}{path}"


def _set(user: User, password: str) -> int:
    """Returns how many tokens ended with the old password: whoever had it could have made one."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Invalid(" ".join(error.messages), "password") from error
    user.set_password(password)
    user.save(update_fields=["password"])
    return Token.objects.filter(user=user, revoked_at=None).update(revoked_at=timezone.now())


@transaction.atomic
def send_password_link(address: str) -> None:
    """Somebody forgot the password of this e-mail address: its person is sent a link, if there is one and it is not being recovered.

    For an unknown address the same is written and taken back, so that it takes as long.
    """
    person = person_of_address(address)
    if person is not None and waits_for_recovery(person):
        person = None
    link = password_link(person or User(pk=0, email=address, password="!"))  # noqa: S106 -- of nobody, for the time it takes
    send_email(
        person.email if person else address[:254],
        _("Choose a new password"),
        _(
            "Somebody, probably you, said that they forgot the password of your account.\n\n"
            "Choose a new one within an hour: %(link)s\n\n"
            "You will be asked for your second factor as always. If it was not you, do nothing: your password stays as it is."
        )
        % {"link": link},
        forget=True,
    )
    if person is None:
        transaction.set_rollback(True)
        return
    trail.record("person.ask_password", person, stream=stream_of(person), by=None)


def _tell(user: User) -> None:
    send_email(
        user.email,
        _("Your password was changed"),
        _(
            "The password of your account was changed, every other session of yours was ended and your tokens were revoked.\n\n"
            "If it was not you, tell the administrator of your organisation at once."
        ),
    )


@transaction.atomic
def reset_password(user: User, password: str) -> None:
    """A new password by a link that was sent. Ends sessions, tokens and a lock-out. Raises Invalid for one that is too weak."""
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    tokens = _set(user, password)
    reset(username=user.email.lower())
    _tell(user)
    trail.record("person.reset_password", user, stream=stream_of(user), by=user, tokens=tokens)


@transaction.atomic
def change_password(password: str, *, by: User) -> None:
    """A new password by its person, whose other sessions and tokens end. Raises Invalid for one that is too weak."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    tokens = _set(by, password)
    _tell(by)
    trail.record("person.change_password", by, stream=stream_of(by), by=by, tokens=tokens)


@transaction.atomic
def create_system_administrator(email: str, name: str) -> tuple[User, str]:
    """Somebody who keeps people and reference data, and a link at which they choose their password within an hour.

    A closed account of this address is opened again. Raises Invalid when the e-mail address has one that is open.
    """
    person = User.objects.select_for_update(no_key=True).filter(email__iexact=email).first()
    if person is not None and person.is_active:
        raise Invalid(_("There is an account with this email address."), "email")
    person = person or User.objects.create_user(email, name)
    person.is_active = person.is_system_administrator = True
    person.save(update_fields=["is_active", "is_system_administrator"])
    trail.record("person.create_system_administrator", person, stream=stream_of(person), by=None, name=name, email=email)
    return person, password_link(person)
