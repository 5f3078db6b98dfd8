"""The end of an account."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import KeptSending, Token, User
from accounts.streams import stream_of
from audit import trail
from jtai.errors import Invalid


@transaction.atomic
def close_account(user: User, *, by: User | None) -> None:
    """Sign-ins, sessions, tokens, second factors, single sign-on and kept words of this person end together.

    A new unusable password changes the hash that every session carries, so none of them is accepted again; nor is a link
    for a new password.
    """
    user.is_active = False
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password"])
    ended = Token.objects.filter(user=user, revoked_at=None).update(revoked_at=timezone.now())
    factors = Authenticator.objects.filter(user=user).delete()[0]
    for rows in (SocialAccount, EmailAddress, KeptSending):
        rows.objects.filter(user=user).delete()
    trail.record("person.close_account", user, stream=stream_of(user), by=by, tokens=ended, factors=factors)


@transaction.atomic
def close_system_administrator(email: str) -> User:
    """A system administrator is let out, by whoever runs the service. Raises Invalid when there is none with this address."""
    rows = User.objects.select_for_update(no_key=True).filter(is_system_administrator=True, is_active=True)
    person = rows.filter(email__iexact=email).first()
    if person is None:
        raise Invalid(_("There is no system administrator with this email address."), "email")
    person.is_system_administrator = False
    person.save(update_fields=["is_system_administrator"])
    close_account(person, by=None)
    return person
