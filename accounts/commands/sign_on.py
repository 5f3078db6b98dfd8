"""Single sign-on of an inspectorate, set up by data."""

from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.models import SingleSignOn, User
from accounts.streams import stream_of
from audit import trail
from jtai.errors import NotAllowed


@transaction.atomic
def bind_single_sign_on(
    code: str, *, name: str, server: str, client: str, secret: str, inspectorate: str, domains: list[str], second_factor: bool
) -> SingleSignOn:
    """The OpenID provider at `server` signs in people of this inspectorate with addresses under these domains.

    code: names it in its address. second_factor: it asks for one itself. Again with the same code: changed. The secret is
    not written to the trail.
    """
    facts = {
        "name": name,
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": server, "oauth_pkce_enabled": True},
    }
    app, _new = SocialApp.objects.update_or_create(provider="openid_connect", provider_id=code, defaults=facts)
    rules = {
        "inspectorate": inspectorate,
        "domains": sorted(domain.lower() for domain in domains),
        "second_factor": second_factor,
    }
    bound, _new = SingleSignOn.objects.update_or_create(app=app, defaults=rules)
    trail.record("sign_on.bind", bound, stream=f"sign-on:{code}", by=None, name=name, server=server, client=client, **rules)
    return bound


@transaction.atomic
def connect_sign_on(login: SocialLogin, request: HttpRequest, *, by: User) -> None:
    """From now on this account at the provider signs in this person. Raises NotAllowed when another one there does already.

    An address that the provider gives to somebody else must not bring its former owner's rights along.
    """
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    provider = login.account.provider
    if SocialAccount.objects.filter(user=by, provider=provider).exclude(uid=login.account.uid).exists():
        raise NotAllowed(
            _(
                "Another account of your organisation signs you in here. Ask the administrator of your organisation to recover yours."
            )
        )
    login.connect(request, by)
    trail.record("sign_on.connect", by, stream=stream_of(by), by=by, provider=provider)
