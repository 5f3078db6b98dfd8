"""Whose form it was that came too late, and the cookies by which a browser gets back what it sent.

Two cookies. "forms" says who has signed in at this browser, signed: pairs of a person's key and a digest of the CSRF secret
that was given out at that sign-in. A form carries that secret, so one that comes late tells whose it was, also when somebody
else has signed in meanwhile. "kept" opens what was kept: 256 random bits that the server does not have.
"""

import hashlib
import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.middleware import csrf

from accounts import commands
from accounts.models import KeptSending, User
from accounts.sealing import Fields
from jtai.errors import typed
from jtai.forms import KEPT

# Over https a browser takes them only from this very host, as the session's (jtai.settings).
HOST = "__Host-" if settings.SESSION_COOKIE_SECURE else ""
FORMS, COOKIE = f"{HOST}forms", f"{HOST}kept"
SALT = "accounts.forms"
MOST_SIGN_INS = 6
LONGEST_PATH = 2_000
LONGEST_NUMBER = 19
TWO_DAYS = 2 * 24 * 60 * 60
NEVER_KEPT = {"csrfmiddlewaretoken", "password", "code", "credential", "setup", KEPT}


def _digest(secret: str) -> str:
    return hashlib.sha256(f"form\n{secret}".encode()).hexdigest()[:24]


def _signed_in_here(request: HttpRequest) -> list[tuple[int, str]]:
    try:
        pairs = signing.loads(request.COOKIES.get(FORMS, ""), salt=SALT, max_age=TWO_DAYS)
    except signing.BadSignature:
        return []
    return [(int(pk), str(digest)) for pk, digest in pairs]


def _give(response: HttpResponseBase, name: str, value: str) -> None:
    response.set_cookie(name, value, max_age=TWO_DAYS, httponly=True, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax")


def remember_whose_forms(request: HttpRequest, response: HttpResponseBase, user: User) -> None:
    """After a sign-in: forms that are opened from now on are this person's."""
    secret = str(request.META.get("CSRF_COOKIE", ""))
    pairs = [(user.pk, _digest(secret)), *_signed_in_here(request)][:MOST_SIGN_INS]
    _give(response, FORMS, signing.dumps(pairs, salt=SALT, compress=True))


def _secret_of_the_form(request: HttpRequest) -> str:
    token = request.POST.get("csrfmiddlewaretoken", "")
    try:
        csrf._check_token_format(token)  # type: ignore[attr-defined]  # noqa: SLF001 -- Django opens its own token nowhere else
    except csrf.InvalidTokenFormat:
        return ""
    return str(csrf._unmask_cipher_token(token)) if len(token) == csrf.CSRF_TOKEN_LENGTH else token  # type: ignore[attr-defined]  # noqa: SLF001


def whose_form(request: HttpRequest) -> User | None:
    """The person who opened the form that was sent, if they signed in at this browser and may still come."""
    secret = _secret_of_the_form(request)
    for pk, digest in _signed_in_here(request):
        if secret and secrets.compare_digest(digest, _digest(secret)):
            return User.objects.filter(pk=pk, is_active=True).first()
    return None


def fields_of(request: HttpRequest) -> Fields:
    """What the form sent, every value of every field, without secrets. Files are not among them."""
    return [(name, str(value)) for name, sent in request.POST.lists() if name not in NEVER_KEPT for value in sent]


def keep(request: HttpRequest) -> KeptSending | None:
    """Keep what was typed for the person whose form it was; None when nothing was, or when that cannot be known.

    The page that refuses it shows the words as well, so nothing is lost even then. Gives the request's answer its cookie
    through `request.kept_cookie`.
    """
    if not typed(request) or len(request.get_full_path()) > LONGEST_PATH:
        return None
    person = whose_form(request)
    if person is None:
        return None
    cookie = request.COOKIES.get(COOKIE) or secrets.token_urlsafe(32)
    kept = commands.keep_sending(person, path=request.get_full_path(), fields=fields_of(request), cookie=cookie)
    request.kept_cookie = cookie  # type: ignore[attr-defined]  # -- read by `give_cookie`
    return kept


def give_cookie(request: HttpRequest, response: HttpResponseBase) -> None:
    """Give the browser what opens the sendings that were kept for it."""
    cookie = getattr(request, "kept_cookie", "")
    if cookie:
        _give(response, COOKIE, cookie)


def arrived(request: HttpRequest, response: HttpResponseBase) -> None:
    """What was kept was sent again and taken: it is forgotten."""
    again = request.POST.get(KEPT, "")
    if isinstance(request.user, User) and again.isascii() and again.isdecimal() and len(again) < LONGEST_NUMBER:
        left = commands.forget_kept(int(again), cookie=request.COOKIES[COOKIE], by=request.user)
        if not left:
            response.delete_cookie(COOKIE, samesite="Lax")
