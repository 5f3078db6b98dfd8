"""The end of an account."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.utils import timezone

from accounts.models import KeptSending, Token, User
from accounts.streams import stream_of
from audit import trail


@transaction.atomic
def close_account(user: User, *, by: User) -> None:
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
