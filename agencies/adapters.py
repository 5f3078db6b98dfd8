"""What allauth asks us while somebody signs in. Named by string in settings, since sign-in lies below the organisations."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.internal.stagekit import clear_login
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.stages import AuthenticateStage
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _

from accounts import commands, proof
from accounts.addresses import client_address
from accounts.forms import locked_out, locked_sentence
from accounts.keeping import remember_whose_forms
from accounts.models import User
from accounts.opening import waits_for_recovery
from accounts.queries import person_of_address, sign_on_of
from accounts.sealing import seal_factor, unseal_factor
from accounts.views.going import next_of
from accounts.views.sign_on import not_finished, refused
from agencies.queries import membership_of
from jtai.errors import NotAllowed


class SecondFactorStage(AuthenticateStage):
    """Asks for the second factor, unless the inspectorate's own sign-in did and that counts."""

    def _should_handle(self, request: HttpRequest) -> bool:
        user = self.login.user
        return bool(super()._should_handle(request)) and not proof.second_factor_shown(request, user)


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in with our rules: invited people only, locked-out ones not, sessions with clocks, events in the trail."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 -- allauth calls it with one
        """Never: accounts come by invitation."""
        return False

    def add_message(self, *_given: Any, **_more: Any) -> None:
        """Our pages say themselves what was done."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Our commands send what is to be sent."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """As the lock-out sees it."""
        return client_address(request)

    def get_login_stages(self) -> list[str]:
        """The second factor only: no address is confirmed and no code is sent at sign-in."""
        return ["agencies.adapters.SecondFactorStage"]

    def is_reauthentication_required(self, *, app: str, **_more: Any) -> bool:  # noqa: ARG002 -- allauth names it
        """Before passwords, factors and tokens are changed, when the last proof is a quarter of an hour old."""
        request = context.request
        return not (isinstance(request.user, User) and proof.confirmed_lately(request, request.user))

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, str]]:  # noqa: ARG002 -- allauth calls it with one
        """One page for all of them."""
        return [{"id": "reauthenticate", "description": "", "url": resolve_url("account_reauthenticate")}]

    def pre_login(self, request: HttpRequest, user: User, **hook: Any) -> HttpResponse | None:
        """A closed account and one that is locked out from here are refused; a provider's second factor is written down."""
        bound = self._sign_on(hook)
        if not user.is_active or locked_out(request, user.email):
            clear_login(request)
            return refused(request, _not_signed_in() if not user.is_active else locked_sentence())
        if waits_for_recovery(user):
            clear_login(request)
            return refused(request, _("Your account is being recovered. Open the link in the email that you were sent first."))
        if bound is not None and bound.second_factor:
            record_authentication(request, user, "socialaccount", second_factor=True)
        return None

    def _sign_on(self, hook: dict[str, Any]) -> Any:
        login: SocialLogin | None = (hook.get("signal_kwargs") or {}).get("sociallogin")
        return sign_on_of(login.provider.app) if login is not None else None

    def login(self, request: HttpRequest, user: User) -> None:
        """A session under a new key, with its clocks."""
        super().login(request, user)
        proof.begin(request.session)

    def post_login(self, request: HttpRequest, user: User, *, redirect_url: str | None, **_hook: Any) -> HttpResponse:
        """Goes on to a page of ours; says in the trail how it was opened."""
        records = get_authentication_records(request, user)
        ways = [str(record.get("type") or record.get("provider") or record.get("method")) for record in records]
        commands.note_sign_in(by=user, ways=tuple(dict.fromkeys(ways)))
        response = redirect(next_of(request, user, redirect_url or "") or settings.LOGIN_REDIRECT_URL)
        remember_whose_forms(request, response, user)
        return response


def _not_signed_in() -> str:
    return _(
        "Your organisation signed you in, but there is no open account here for you. Ask the administrator of your organisation."
    )


class FactorAdapter(DefaultMFAAdapter):
    """Secrets of factors are encrypted; a passkey belongs to the service by name."""

    def encrypt(self, text: str) -> str:
        """Before it is stored."""
        return seal_factor(text)

    def decrypt(self, encrypted_text: str) -> str:
        """After it was read."""
        return unseal_factor(encrypted_text)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The host is what the browser checks; the name is what it shows."""
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return {**entity, "name": settings.MFA_TOTP_ISSUER}


class SignOnAdapter(DefaultSocialAccountAdapter):
    """Single sign-on of an inspectorate signs in its own invited people, and makes nobody."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002 -- allauth's
        """Never: accounts come by invitation."""
        return False

    def send_notification_mail(self, *_given: Any, **_more: Any) -> None:
        """The trail has it."""

    def on_authentication_error(self, request: HttpRequest, provider: Any, **_more: Any) -> None:  # noqa: ARG002 -- allauth's
        """Cancelled there, out of date, or the provider could not be reached."""
        raise ImmediateHttpResponse(not_finished(request))

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the invited person by verified e-mail address, every time anew; refuse everybody else with a sentence."""
        person = self._person(sociallogin)
        if person is None or sociallogin.state.get("process") != "login":
            raise ImmediateHttpResponse(refused(request, _not_signed_in()))
        if sociallogin.user is not None and sociallogin.user.pk is not None and sociallogin.user.pk != person.pk:
            # The provider gave an address to somebody else, or an account to another address.
            raise ImmediateHttpResponse(refused(request, _not_signed_in()))
        if sociallogin.account.pk is None:
            try:
                commands.connect_sign_on(sociallogin, request, by=person)
            except NotAllowed as error:
                raise ImmediateHttpResponse(refused(request, str(error))) from error
            except IntegrityError as error:  # the same first sign-in came twice at once
                raise ImmediateHttpResponse(not_finished(request)) from error
        sociallogin.user = person

    def _person(self, sociallogin: SocialLogin) -> User | None:
        bound = sign_on_of(sociallogin.provider.app)
        verified = [address.email for address in sociallogin.email_addresses if address.verified is True]
        if bound is None or len(verified) != 1 or verified[0].rpartition("@")[2].lower() not in bound.domains:
            return None
        person = person_of_address(verified[0])
        membership = membership_of(person) if person else None
        inspectorate = membership.inspectorate if membership else None
        return person if inspectorate is not None and inspectorate.code == bound.inspectorate else None
