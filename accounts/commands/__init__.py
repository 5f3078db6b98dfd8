"""The only writers of people's sign-ins, factors, passwords, tokens and kept sendings."""

from accounts.commands.closing import close_account, close_system_administrator
from accounts.commands.factors import add_passkey, add_totp, new_recovery_codes, note_used, remove_factor, use_code
from accounts.commands.keeping import forget_kept, keep_sending
from accounts.commands.passwords import change_password, create_system_administrator, reset_password, send_password_link
from accounts.commands.sessions import note_lock_out, note_sign_in, note_sign_out, note_wrong_code
from accounts.commands.sign_on import bind_single_sign_on, connect_sign_on
from accounts.commands.tokens import create_token, revoke_token, use_token
from accounts.streams import stream_of

__all__ = [
    "add_passkey",
    "add_totp",
    "bind_single_sign_on",
    "change_password",
    "close_account",
    "close_system_administrator",
    "connect_sign_on",
    "create_system_administrator",
    "create_token",
    "forget_kept",
    "keep_sending",
    "new_recovery_codes",
    "note_lock_out",
    "note_sign_in",
    "note_sign_out",
    "note_used",
    "note_wrong_code",
    "remove_factor",
    "reset_password",
    "revoke_token",
    "send_password_link",
    "stream_of",
    "use_code",
    "use_token",
]
