"""People by address, and a person's own tokens, factors and kept sendings."""

import hashlib
from collections.abc import Iterable

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp
from django.conf import settings
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.models import KeptSending, SingleSignOn, Token, User
from accounts.streams import stream_of
from audit.queries import trail_of

# In a quarter of an hour, over all addresses. Who guesses has the password already: a chance in 30 000 each time.
MOST_WRONG_CODES = 10


def tokens_of(user: User) -> QuerySet[Token]:
    """All tokens of this person, newest first."""
    return Token.objects.filter(user=user).order_by("-created_at", "-pk")


def token_for(user: User, pk: int) -> Token:
    """One of this person's own tokens, else 404."""
    return get_object_or_404(tokens_of(user), pk=pk)


def token_by_digest(digest: str) -> Token | None:
    """The token with its person, in one query; None if there is no such token."""
    return Token.objects.select_related("user").filter(digest=digest).first()


def live_tokens(user: User) -> int:
    """How many of this person's tokens still open something."""
    return tokens_of(user).filter(revoked_at=None, expires_at__gt=timezone.now()).count()


def person_of_address(address: str) -> User | None:
    """The active person with this e-mail address, whatever its case."""
    return User.objects.filter(email__iexact=address, is_active=True).first()


def factors_of(user: User) -> QuerySet[Authenticator]:
    """The authenticator app and passkeys of this person, oldest first; not the recovery codes."""
    rows: QuerySet[Authenticator] = Authenticator.objects.filter(user=user)
    return rows.exclude(type=Authenticator.Type.RECOVERY_CODES).order_by("pk")


def with_second_factor(people: Iterable[User]) -> set[int]:
    """The keys of those who have one: of their own, or that of an organisation's own sign-in where it counts. One query."""
    keys = [person.pk for person in people]
    counts = SingleSignOn.objects.filter(second_factor=True).values("app__provider_id")
    bound = SocialAccount.objects.filter(user__in=keys, provider__in=counts).order_by().values_list("user", flat=True)
    own = Authenticator.objects.filter(user__in=keys).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return set(own.order_by().values_list("user", flat=True).union(bound))


def factor_for(user: User, pk: int) -> Authenticator:
    """One of this person's own factors, else 404."""
    return get_object_or_404(factors_of(user), pk=pk)


def has_totp(user: User) -> bool:
    """Whether an authenticator app is set up."""
    return bool(factors_of(user).filter(type=Authenticator.Type.TOTP).exists())


def has_passkey(user: User) -> bool:
    """Whether a passkey is set up."""
    return bool(factors_of(user).filter(type=Authenticator.Type.WEBAUTHN).exists())


def recovery_codes_left(user: User) -> int:
    """How many recovery codes have not been used."""
    row = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    return len(row.wrap().get_unused_codes()) if row else 0


def digest_of_cookie(cookie: str) -> str:
    """What a row has of the cookie's value: 256 random bits, so one round of SHA-256 is enough."""
    return hashlib.sha256(f"cookie\n{cookie}".encode()).hexdigest()


def kept_by(user: User, cookie: str) -> QuerySet[KeptSending]:
    """What this browser kept for this person, newest first."""
    rows = KeptSending.objects.filter(user=user, cookie_digest=digest_of_cookie(cookie), expires_at__gt=timezone.now())
    return rows.order_by("-pk")


def kept_for(user: User, pk: int, cookie: str) -> KeptSending:
    """One of them, else 404: with another browser or for another person it is not there."""
    return get_object_or_404(kept_by(user, cookie), pk=pk)


def sign_ons() -> list[SocialApp]:
    """The inspectorates' own sign-ins, by name."""
    return list(SocialApp.objects.filter(single_sign_on__isnull=False).order_by("name"))


def sign_on_of(app: SocialApp) -> SingleSignOn | None:
    """What this provider is bound to."""
    return SingleSignOn.objects.filter(app=app).first()


def sign_on_domains(inspectorate: str) -> list[str]:
    """The domains of an inspectorate's e-mail addresses, by its code, as its single sign-on names them; empty: not named."""
    rows = SingleSignOn.objects.filter(inspectorate=inspectorate).values_list("domains", flat=True)
    return sorted({str(domain) for domains in rows for domain in domains})


def codes_closed(user: User) -> bool:
    """Whether too many wrong codes came for this account lately, from wherever: no code opens it for the time being."""
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    return trail_of(stream_of(user)).filter(verb="person.wrong_code", at__gt=since).count() >= MOST_WRONG_CODES
