"""Second factors of people in tests: an app whose code one can compute, a passkey whose key one holds."""

import hashlib
import json
import os
import time
from dataclasses import dataclass, field, fields
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

from accounts.commands import add_totp
from accounts.models import User
from tests.walk import Cast

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PERIOD = 30


def code_now(secret: str = SECRET, *, later: int = 0) -> str:
    """What the app shows. later: so many codes on."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD + later))


def with_totp(person: User) -> list[str]:
    """Gives them an app with SECRET. Returns the recovery codes."""
    return add_totp(SECRET, by=person)[1]


@dataclass
class Passkey:
    """An authenticator in memory, on the site at `host`."""

    host: str = "localhost"
    origin: str = "http://localhost"
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential: bytes = field(default_factory=lambda: os.urandom(16))
    count: int = 0

    def _client_data(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": f"webauthn.{kind}", "challenge": challenge, "origin": self.origin}).encode()

    def _data(self, *more: Any, flags: int) -> AuthenticatorData:
        self.count += 1
        return AuthenticatorData.create(hashlib.sha256(self.host.encode()).digest(), flags, self.count, *more)

    def _answer(self, **response: bytes) -> dict[str, Any]:
        known = websafe_encode(self.credential)
        made = {name: websafe_encode(value) for name, value in response.items()}
        return {"id": known, "rawId": known, "type": "public-key", "response": made, "clientExtensionResults": {}}

    def registers(self, options: dict[str, Any]) -> dict[str, Any]:
        """What a browser answers to navigator.credentials.create()."""
        public = ES256.from_cryptography_key(self.key.public_key())
        attested = AttestedCredentialData.create(b"\0" * 16, self.credential, public)
        data = self._data(attested, flags=0x45)
        return self._answer(
            clientDataJSON=self._client_data("create", options["publicKey"]["challenge"]),
            attestationObject=bytes(AttestationObject.create("none", data, {})),
        )

    def answers(self, options: dict[str, Any]) -> dict[str, Any]:
        """What a browser answers to navigator.credentials.get()."""
        data, client = self._data(flags=0x05), self._client_data("get", options["publicKey"]["challenge"])
        signature = self.key.sign(bytes(data) + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(clientDataJSON=client, authenticatorData=bytes(data), signature=signature)


def with_factors(people: Cast) -> Cast:
    """The same people, each with a second factor, without which an e-mail names nothing. Sessions have shown one anyway."""
    Authenticator.objects.bulk_create(
        Authenticator(user=getattr(people, field.name), type=Authenticator.Type.TOTP, data={"secret": SECRET})
        for field in fields(Cast)
    )
    return people
