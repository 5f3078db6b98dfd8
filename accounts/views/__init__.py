"""Pages of signing in, of proving who one is, and of one's own passwords, factors, tokens and kept words."""

from accounts.views.entrance import sign_in, sign_out
from accounts.views.factors import factor_remove, passkey_add, passkey_options, recovery_codes, second_factor, totp_add
from accounts.views.keeping import kept, kept_discard, stale_form
from accounts.views.passwords import password_change, password_forgotten, password_reset
from accounts.views.proving import code, confirm
from accounts.views.sessions import session_extend
from accounts.views.sign_on import sign_on, sign_on_back
from accounts.views.tokens import token_add, token_revoke

__all__ = [
    "code",
    "confirm",
    "factor_remove",
    "kept",
    "kept_discard",
    "passkey_add",
    "passkey_options",
    "password_change",
    "password_forgotten",
    "password_reset",
    "recovery_codes",
    "second_factor",
    "session_extend",
    "sign_in",
    "sign_on",
    "sign_on_back",
    "sign_out",
    "stale_form",
    "token_add",
    "token_revoke",
    "totp_add",
]
