"""What the doors of signing in need beside the world: factors, two sign-ins that stand half way, words that were kept."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.test import Client

from accounts.commands import add_passkey, keep_sending
from accounts.models import KeptSending, User
from tests.factors import Passkey, with_totp

KEPT = "a-cookie-of-the-inspectors-browser"
VISITOR = "visitor@walk.example"
HALF_WAY = "half@walk.example"


@dataclass
class SignIns:
    """sessions, cookies: by part. half: signs in and was asked for the code; registering: was asked for a new passkey."""

    passkey: Any  # CQC's inspector's, beside an app
    kept: KeptSending  # CQC's inspector's
    credential: dict[str, Any] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, dict[str, str]] = field(default_factory=dict)


def _someone(email: str, password: str) -> User:
    return User.objects.create_user(email, email.partition("@")[0].title(), password)


def _session(client: Client) -> str:
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def build_sign_ins(inspector: User, password: str) -> SignIns:
    """Through the real pages where a session has to stand half way."""
    with_totp(inspector)
    key = Passkey()
    options = {"publicKey": {"challenge": "AAAA"}}
    passkey = add_passkey("blue key", key.registers(options), by=inspector)[0]
    fields = [("text", "The nurse knew the family well."), ("activity", "interview")]
    made = SignIns(passkey, keep_sending(inspector, path="/account/password/", fields=fields, cookie=KEPT))
    made.cookies["inspector"] = {"kept": KEPT}

    _someone(VISITOR, password)
    with_totp(_someone(HALF_WAY, password))
    client = Client(HTTP_HOST="localhost")
    client.post("/sign-in/", {"email": HALF_WAY, "password": password})
    made.sessions["half"] = _session(client)

    registering = Client(HTTP_HOST="localhost")
    registering.force_login(_someone("registering@walk.example", password))
    asked = registering.post("/sign-in/passkey/", {"for": "add"}).json()
    made.credential = Passkey().registers(asked)
    made.sessions["registering"] = _session(registering)
    return made
