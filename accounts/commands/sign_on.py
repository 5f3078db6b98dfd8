"""Single sign-on of an inspectorate, set up by data."""

from allauth.socialaccount.models import SocialApp
from django.db import transaction

from accounts.models import SingleSignOn
from audit import trail


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
    app, _made = SocialApp.objects.update_or_create(provider="openid_connect", provider_id=code, defaults=facts)
    rules = {
        "inspectorate": inspectorate,
        "domains": sorted(domain.lower() for domain in domains),
        "second_factor": second_factor,
    }
    bound, _made = SingleSignOn.objects.update_or_create(app=app, defaults=rules)
    trail.record("sign_on.bind", bound, stream=f"sign-on:{code}", by=None, name=name, server=server, client=client, **rules)
    return bound
