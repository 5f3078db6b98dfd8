"""Accounts opened by a link that only their person got: made, given a password, closed to every sign-in until then."""

import secrets
from collections.abc import Callable

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import Token, User
from accounts.tokens import digest_of
from audit import trail
from jtai.errors import Invalid

Check = Callable[[User], bool]
_closed_by: list[Check] = []
Hook = Callable[[User], None]
_end_together: list[Hook] = []


def closed_by(check: Check) -> None:
    """Have `check(user)` asked whether an account opens by a link of its recovery only.

    Called in AppConfig.ready() of a higher room; registering the same check twice is the same as once.
    """
    if check not in _closed_by:
        _closed_by.append(check)


def ends_with_sign_ins(hook: Hook) -> None:
    """Have `hook(user)` run in the transaction in which every sign-in of an account ends.

    Called in AppConfig.ready() of a higher room; registering the same hook twice is the same as once.
    """
    if hook not in _end_together:
        _end_together.append(hook)


def waits_for_recovery(user: User) -> bool:
    """Whether neither a link for a forgotten password nor single sign-on opens this account."""
    return not user.has_usable_password() and any(check(user) for check in _closed_by)


def new_secret() -> tuple[str, str]:
    """A secret for a link and the digest under which it is kept."""
    secret = secrets.token_urlsafe(32)
    return secret, digest_of(secret)


def check_password(password: str, user: User) -> None:
    """Raises Invalid with every sentence of the password rules that this one breaks."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Invalid(" ".join(error.messages), "password") from error


@transaction.atomic
def open_account(*, email: str, name: str, password: str) -> User:
    """A new person with this password. Raises Invalid when the password breaks the rules."""
    check_password(password, User(email=email, name=name))
    person = User.objects.create_user(email=email, name=name, password=password)
    trail.record("person.open_account", person, stream=f"person:{person.pk}", by=person)
    return person


@transaction.atomic
def choose_password(user: User, password: str) -> None:
    """The person chose a password through a link of theirs. Their former sessions stay closed."""
    check_password(password, user)
    user.set_password(password)
    user.save(update_fields=["password"])
    trail.record("person.choose_password", user, stream=f"person:{user.pk}", by=user)


@transaction.atomic
def end_sign_ins(user: User) -> None:
    """Password, second factors, single sign-on, sessions and tokens of this person end together, in the caller's audited change.

    So does what higher rooms opened without a sign-in.

    A new unusable password changes the hash that every session carries, so none of them is accepted again.
    """
    user.set_unusable_password()
    user.save(update_fields=["password"])
    Authenticator.objects.filter(user=user).delete()
    SocialAccount.objects.filter(user=user).delete()
    Token.objects.filter(user=user, revoked_at=None).update(revoked_at=timezone.now())
    for hook in _end_together:
        hook(user)
