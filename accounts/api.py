"""Signing in, and one's own tokens, over the API."""

from typing import Any, cast

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import logout
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import commands, queries
from accounts.forms import LONGEST_PASSWORD, SignInForm
from accounts.models import LONGEST_DAYS, Scope, Token, User
from accounts.proof import confirmed_lately
from accounts.requests import SignedIn, SignedInCall
from jtai.api import In, ListOperation, body_of, listed, refusals
from jtai.errors import NotAllowed


class SessionIn(In):
    """What one signs in with."""

    email = serializers.EmailField(max_length=254)
    password = serializers.CharField(max_length=LONGEST_PASSWORD, trim_whitespace=False, style={"input_type": "password"})


class SessionOperation(APIView):
    """Open or close a session. A body must be JSON, which another site cannot send without asking first."""

    authentication_classes = [SessionAuthentication]  # the framework's: one can sign out before any second factor
    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="sign_in", request=SessionIn, responses={204: None, **refusals(400, 403)}, auth=[], tags=["session"]
    )
    def post(self, request: Request) -> Response:
        """Sign in with e-mail address and password: sets the session cookie and the CSRF cookie.

        Only for accounts without a second factor; programs of everybody else use a personal token.
        """
        body = body_of(request, SessionIn)
        plain = cast("SignedIn", request._request)  # noqa: SLF001 -- the framework's documented way to Django's own request
        form = SignInForm(plain, body)
        if not form.is_valid() or form.user is None:
            if form.locks:
                commands.note_lock_out(form.locks)
            raise ValidationError({"": [str(words) for words in form.non_field_errors()] or [str(SignInForm.wrong)]})
        if plain.needs_second_factor(form.user) or queries.factors_of(form.user).exists():
            raise NotAllowed(
                _(
                    "This account needs a second factor, which is asked in a browser only. Make a personal token there, and use it."
                )
            )
        record_authentication(plain, form.user, "password")
        get_adapter().login(plain, form.user)
        commands.note_sign_in(by=form.user)
        get_token(plain)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(operation_id="sign_out", request=None, responses={204: None, **refusals(403)}, tags=["session"])
    def delete(self, request: Request) -> Response:
        """Sign out. Without a session nothing happens."""
        if isinstance(request.user, User):
            commands.note_sign_out(by=request.user)
        logout(request._request)  # noqa: SLF001 -- as above
        return Response(status=status.HTTP_204_NO_CONTENT)


class TokenIn(In):
    """A token to make. days: until it expires."""

    name = serializers.CharField(max_length=80)
    scope = serializers.ChoiceField(choices=Scope.choices)
    days = serializers.IntegerField(min_value=1, max_value=LONGEST_DAYS)


class PersonOut(serializers.Serializer[Any]):
    """A person by name."""

    id = serializers.IntegerField()
    name = serializers.CharField()


class TokenOut(serializers.Serializer[Any]):
    """A token without its secret. ending: its last four characters."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    scope = serializers.ChoiceField(choices=Scope.choices)
    ending = serializers.CharField()
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    revoked_at = serializers.DateTimeField(allow_null=True)
    last_used_at = serializers.DateTimeField(allow_null=True)


class TokenMadeOut(TokenOut):
    """A new token with its secret, which is never shown again."""

    secret = serializers.SerializerMethodField()

    def get_secret(self, _token: Token) -> str:
        """Comes beside the row: the row has only its digest."""
        return str(self.context["secret"])


class TokensOperation(ListOperation):
    """One's own tokens."""

    @extend_schema(operation_id="list_tokens", responses={200: TokenOut(many=True), **refusals(401, 404)}, tags=["tokens"])
    def get(self, request: SignedInCall) -> Response:
        """Your tokens, newest first, without their secrets."""
        return listed(request, queries.tokens_of(request.user), TokenOut)

    @extend_schema(
        operation_id="create_token",
        request=TokenIn,
        responses={201: TokenMadeOut, **refusals(400, 401, 403, 409)},
        tags=["tokens"],
    )
    def post(self, request: SignedInCall) -> Response:
        """Make a token. Its secret is in this answer only. A token cannot make another: sign in with your password."""
        if isinstance(request.auth, Token):
            raise NotAllowed(_("A token cannot make another token. Sign in with your password."))
        if not confirmed_lately(request._request, request.user):  # noqa: SLF001 -- as above
            raise NotAllowed(_("Your sign-in is some time ago. Confirm who you are on your account page, then make the token."))
        token, secret = commands.create_token(**body_of(request, TokenIn), by=request.user)
        return Response(TokenMadeOut(token, context={"secret": secret}).data, status=status.HTTP_201_CREATED)


class TokenOperation(APIView):
    """One of one's own tokens."""

    @extend_schema(operation_id="get_token", responses={200: TokenOut, **refusals(401, 404)}, tags=["tokens"])
    def get(self, request: SignedInCall, pk: int) -> Response:
        """One of your tokens."""
        return Response(TokenOut(queries.token_for(request.user, pk)).data)

    @extend_schema(operation_id="revoke_token", responses={204: None, **refusals(401, 403, 404)}, tags=["tokens"])
    def delete(self, request: SignedInCall, pk: int) -> Response:
        """Revoke it: from now on it opens nothing. It stays in the list."""
        commands.revoke_token(queries.token_for(request.user, pk), by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)
