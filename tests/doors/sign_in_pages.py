"""The doors of signing in: password, second factor, single sign-on, the session, and words that were kept."""

import json
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.tokens import default_token_generator
from django.contrib.sessions.models import Session
from django.core import signing
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from accounts.models import KeptSending, User
from accounts.proof import SEEN
from accounts.views.factors import SALT
from jobs.models import Email
from tests.doors.api import SIGNED_IN_ALREADY, signings_in, signings_of
from tests.doors.parts import PARTS, Door
from tests.doors.sign_in_world import HALF_WAY
from tests.doors.world import PASSWORD, World
from tests.factors import SECRET, code_now

EVERYBODY = "200 200 200 200 200 200 200 200"
SIGNED_IN = "in 200 200 200 200 200 200 200"
NOWHERE = "404 404 404 404 404 404 404 404"
THE_INSPECTOR = "in 404 404 404 {} 404 404 404"
NEW = "three quite random words"


def at_link(world: World) -> dict[str, str]:
    person = User.objects.get(pk=world.people.stranger.pk)
    return {"uid": urlsafe_base64_encode(force_bytes(person.pk)), "token": default_token_generator.make_token(person)}


def passwords(_world: World) -> list[str]:
    return list(User.objects.order_by("pk").values_list("password", flat=True))


def factors(_world: World) -> list[object]:
    return list(Authenticator.objects.order_by("pk").values_list("pk", "data"))


def session_data(_world: World) -> list[dict[str, Any]]:
    """Without the moment in which somebody was last here."""
    kept = [session.get_decoded() for session in Session.objects.order_by("pk")]
    return [{name: value for name, value in data.items() if name != SEEN} for data in kept]


def at_kept(world: World) -> dict[str, int]:
    return {"pk": world.sign_ins.kept.pk}


def at_passkey(world: World) -> dict[str, int]:
    return {"pk": world.sign_ins.passkey.pk}


DOORS = [
    Door("account_login", "get", "200 302 302 302 302 302 302 302"),
    Door(
        "account_login", "post", "302 302 302 302 302 302 302 302",
        body=lambda world: {"email": world.people.stranger.email, "password": PASSWORD}, changes=signings_in, movers=("nobody",),
    ),
    Door("mfa_authenticate", "get", "in 302 302 302 302 302 302 302"),
    Door(
        "mfa_authenticate", "post", "in 302 302 302 302 302 302 302", also={"half": "302"},
        body=lambda _world: {"code": code_now()}, changes=lambda _world: signings_of(HALF_WAY), movers=("half",),
    ),
    Door("passkey_options", "post", "403 200 200 200 200 200 200 200", changes=session_data, movers=SIGNED_IN_ALREADY),
    Door("password_forgotten", "get", EVERYBODY),
    Door(
        "password_forgotten", "post", EVERYBODY,
        body=lambda world: {"email": world.people.stranger.email}, changes=lambda _world: Email.objects.count(),
    ),
    Door("password_reset", "get", EVERYBODY, at=at_link),
    Door(
        "password_reset", "post", "in in in in in in in in", at=at_link, body=lambda _world: {"password": NEW},
        changes=passwords, movers=PARTS,
    ),
    Door("openid_connect_login", "get", NOWHERE, at=lambda _world: {"provider_id": "nobody"}),
    Door("openid_connect_callback", "get", NOWHERE, at=lambda _world: {"provider_id": "nobody"}),
    # It changes only the moment in which somebody was last here (tests/accounts look at that).
    Door("session_extend", "post", SIGNED_IN),
    Door("kept", "get", THE_INSPECTOR.format(200), at=at_kept),
    Door(
        "kept_discard", "post", THE_INSPECTOR.format(302), at=at_kept,
        changes=lambda _world: KeptSending.objects.count(),
    ),
    Door("account_reauthenticate", "get", SIGNED_IN),
    Door(
        "account_reauthenticate", "post", "in 302 422 422 422 422 422 422",
        body=lambda _world: {"password": PASSWORD}, changes=session_data, movers=("stranger",),
    ),
    Door("password_change", "get", SIGNED_IN),
    Door(
        "password_change", "post", "in 302 302 302 302 302 302 302",
        body=lambda _world: {"password": NEW}, changes=passwords,
    ),
    Door("second_factor", "get", SIGNED_IN),
    Door("totp_add", "get", "in 200 200 200 409 200 200 200"),
    Door(
        "totp_add", "post", "in 200 422 422 409 422 422 422",
        body=lambda world: {"setup": signing.dumps([world.people.stranger.pk, SECRET], salt=SALT), "code": code_now()},
        changes=factors,
    ),
    Door("passkey_add", "get", SIGNED_IN),
    Door(
        "passkey_add", "post", "in 422 422 422 422 422 422 422", also={"registering": "200"},
        body=lambda world: {"name": "blue key", "credential": json.dumps(world.sign_ins.credential)}, changes=factors,
    ),
    Door("recovery_codes", "post", "in 409 409 409 200 409 409 409", changes=factors),
    Door("factor_remove", "get", THE_INSPECTOR.format(200), at=at_passkey),
    Door("factor_remove", "post", THE_INSPECTOR.format(302), at=at_passkey, changes=factors),
]  # fmt: skip
