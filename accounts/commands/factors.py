"""Second factors: set up, used, taken away. Their secrets stand in allauth's rows, encrypted by agencies.adapters."""

from typing import Any

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import policies
from accounts.models import User
from accounts.streams import stream_of
from audit import trail
from jobs.commands import send_email

# allauth's key in a row's data for ours: the last time step whose code was taken, so that none is taken twice by any process.
TAKEN = "last_step"


def _tell(user: User, what: str) -> None:
    send_email(
        user.email,
        _("Your second factor was changed"),
        _("%(what)s\n\nIf it was not you, tell the administrator of your organisation at once.") % {"what": what},
    )


def _with_codes(user: User) -> list[str]:
    """The recovery codes if these are the first ones, else nothing: they are shown once."""
    if Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).exists():
        return []
    codes: list[str] = RecoveryCodes.activate(user).generate_codes()
    return codes


@transaction.atomic
def add_totp(secret: str, *, by: User) -> tuple[Authenticator, list[str]]:
    """The authenticator app that has shown that it knows this secret; and the recovery codes, when they are the first."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    policies.can_add_totp.check(by)
    made = TOTP.activate(by, secret).instance
    codes = _with_codes(by)
    _tell(by, _("An authenticator app was added to your account."))
    trail.record("factor.add", made, stream=stream_of(by), by=by, kind="totp")
    return made, codes


@transaction.atomic
def add_passkey(name: str, credential: dict[str, Any], *, by: User) -> tuple[Authenticator, list[str]]:
    """The passkey whose registration was verified; and the recovery codes, when they are the first."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    policies.can_add_passkey.check(by)
    made = WebAuthn.add(by, name, credential).instance
    codes = _with_codes(by)
    _tell(by, _("A passkey was added to your account."))
    trail.record("factor.add", made, stream=stream_of(by), by=by, kind="passkey", name=name)
    return made, codes


@transaction.atomic
def remove_factor(factor: Authenticator, *, needed: bool, by: User) -> None:
    """An authenticator app or a passkey goes; the recovery codes go with the last. needed: the person may not be without."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    policies.can_remove_factor.check(by, factor, needed)
    kind = "totp" if factor.type == Authenticator.Type.TOTP else "passkey"
    trail_of_it = {"kind": kind, "name": str(factor)}
    left = Authenticator.objects.filter(user=by).exclude(pk=factor.pk)
    if not left.exclude(type=Authenticator.Type.RECOVERY_CODES).exists():
        left.delete()
    _tell(by, _("A second factor was removed from your account."))
    trail.record("factor.remove", factor, stream=stream_of(by), by=by, **trail_of_it)
    factor.delete()


@transaction.atomic
def new_recovery_codes(*, by: User) -> list[str]:
    """Ten new codes; the old ones open nothing any more. They are shown in this answer only."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    policies.can_make_recovery_codes.check(by)
    Authenticator.objects.filter(user=by, type=Authenticator.Type.RECOVERY_CODES).delete()
    made = RecoveryCodes.activate(by)
    _tell(by, _("New recovery codes were made for your account; the old ones no longer work."))
    trail.record("factor.new_recovery_codes", made.instance, stream=stream_of(by), by=by)
    codes: list[str] = made.generate_codes()
    return codes


@transaction.atomic
def use_code(user: User, code: str) -> Authenticator | None:
    """The factor that this code belongs to: the app's of now, or a recovery code; None for a wrong or used one."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES)
    rows = Authenticator.objects.select_for_update(no_key=True).filter(user=user, type__in=kinds)
    for factor in sorted(rows, key=lambda row: kinds.index(row.type)):
        taken = _takes(factor, code) if factor.type == kinds[0] else RecoveryCodes(factor).validate_code(code)
        if taken:
            factor.refresh_from_db()
            factor.record_usage()
            return factor
    return None


def _takes(factor: Authenticator, code: str) -> bool:
    secret = decrypt(factor.data["secret"])
    if not secret:
        return False
    for step in yield_hotp_counters_from_time():
        later = step > factor.data.get(TAKEN, 0)
        if later and compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, step))):
            factor.data[TAKEN] = step
            factor.save(update_fields=["data"])
            return True
    return False


@transaction.atomic
def note_used(factor: Authenticator) -> None:
    """A passkey was used just now."""
    factor.record_usage()
