"""Encryption of what must not be readable from the database alone."""

import base64
import hashlib
import json
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

# Name and value of each field, in the order in which they were sent.
Fields = list[tuple[str, str]]


def _fernet(purpose: str, secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"{purpose}\n{secret}".encode()).digest()))


def seal(fields: Fields, cookie: str) -> bytes:
    """Readable only with this cookie's value, which has 256 random bits."""
    return _fernet("kept sending", cookie).encrypt(json.dumps(fields).encode())


def unseal(sealed: bytes | memoryview, cookie: str) -> Fields:
    """What `seal` was given."""
    fields: list[list[Any]] = json.loads(_fernet("kept sending", cookie).decrypt(bytes(sealed)))
    return [(str(name), str(value)) for name, value in fields]


def _factors() -> MultiFernet:
    return MultiFernet([_fernet("second factor", str(key)) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def seal_factor(text: str) -> str:
    """The secret of a second factor as it stands in its row: readable with SECRET_KEY only."""
    return _factors().encrypt(text.encode()).decode()


def unseal_factor(sealed: str) -> str:
    """What `seal_factor` was given; nothing that any code fits when the key has gone."""
    try:
        return _factors().decrypt(sealed.encode()).decode()
    except InvalidToken:
        return ""
