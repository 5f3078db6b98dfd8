"""How programs sign in: `Authorization: Bearer jtai_…`, a personal token that stands for its person within its scope.

And how the session of a browser does.
"""

from typing import cast

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import authentication, exceptions, permissions
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.request import Request

from accounts.models import Scope, Token, User
from accounts.queries import token_by_digest
from accounts.requests import SignedIn
from accounts.tokens import digest_of, use_token

SCHEME = "Bearer"


class TokenAuthentication(BaseAuthentication):
    """One query finds the token by its digest, with its person. Anything wrong is 401 with a sentence."""

    def authenticate(self, request: Request) -> tuple[User, Token] | None:
        """None when the request carries no bearer token, so that a session may answer instead."""
        scheme, _space, secret = get_authorization_header(request).decode("latin-1").partition(" ")
        if scheme.lower() != SCHEME.lower():
            return None
        token = token_by_digest(digest_of(secret.strip()))
        if token is None:
            raise exceptions.AuthenticationFailed(_("This token is not known. Make a new one on your account page."))
        if token.revoked_at is not None:
            raise exceptions.AuthenticationFailed(_("This token was revoked. Make a new one on your account page."))
        if token.expires_at <= timezone.now():
            raise exceptions.AuthenticationFailed(_("This token has expired. Make a new one on your account page."))
        if not token.user.is_active:
            raise exceptions.AuthenticationFailed(_("The account of this token is closed."))
        use_token(token)
        return token.user, token

    def authenticate_header(self, request: Request) -> str:  # noqa: ARG002 -- the framework calls it with one
        """Makes a missing sign-in 401 instead of 403."""
        return f'{SCHEME} realm="api"'


class SessionAuthentication(authentication.SessionAuthentication):
    """As the framework's, which also asks for the CSRF token; but it opens nothing before its second factor was shown."""

    def authenticate(self, request: Request) -> tuple[User, None] | None:
        """Raises PermissionDenied for somebody who needs a second factor and has shown none.

        The request itself knows (agencies.middleware): who has casework is not this room's to say.
        """
        found: tuple[User, None] | None = super().authenticate(request)
        if found is not None and cast("SignedIn", request._request).lacks_second_factor(found[0]):  # noqa: SLF001 -- the documented way to it
            raise exceptions.PermissionDenied(
                _("Set up a second factor first: open the service in a browser and follow “Your account”.")
            )
        return found


class TokenScope(permissions.BasePermission):
    """A read token reads; the policies decide everything else."""

    message = gettext_lazy("This token may only read. Make one that may also change things on your account page.")

    def has_permission(self, request: Request, view: object) -> bool:  # noqa: ARG002 -- the framework calls it with one
        """Sessions and write tokens pass."""
        reads_only = isinstance(request.auth, Token) and request.auth.scope == Scope.READ
        return not reads_only or request.method in permissions.SAFE_METHODS
