"""What was recorded by mistake is withdrawn, and can be brought back: it counts nowhere meanwhile, and can still be read."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.trail import record
from jtai.errors import NotNow
from programmes import policies
from programmes.commands.keeping import locked_breach, locked_recommendation, said
from programmes.models import Breach, BreachState, Recommendation

Row = Breach | Recommendation
COLUMNS = ["state", "withdrawn_on", "withdrawn_from", "withdrawn_why"]


def _locked(row: Row) -> Row:
    return locked_breach(row) if isinstance(row, Breach) else locked_recommendation(row)


def _verb(row: Row, what: str) -> str:
    return f"{row._meta.model_name}.{what}"  # noqa: SLF001 -- documented model API


@transaction.atomic
def withdraw_followed(row: Row, *, state: str, reason: str, by: User) -> Row:
    """Say that a breach or recommendation was recorded by mistake, and why.

    state: what the person saw; raises NotNow when somebody took another step meanwhile.
    """
    row = _locked(row)
    policies.can_withdraw.check(by, row)
    if row.state != state:
        now = {"state": row.get_state_display()}
        raise NotNow(
            _("Somebody took another step meanwhile: it is recorded as “%(state)s” now. Look at it again first.") % now
        )
    reason = said(reason, _("Enter why it was a mistake."), "reason")
    row.withdrawn_on, row.withdrawn_from, row.withdrawn_why = timezone.localdate(), row.state, reason
    row.state = BreachState.WITHDRAWN.value
    row.save(update_fields=COLUMNS)
    record(_verb(row, "withdraw"), row, stream=row.activity.stream, by=by, reason=reason)
    return row


@transaction.atomic
def bring_back_followed(row: Row, *, reason: str, by: User) -> Row:
    """It was no mistake after all: it stands as it did before it was withdrawn."""
    row = _locked(row)
    policies.can_bring_back.check(by, row)
    reason = said(reason, _("Enter why it is brought back."), "reason")
    row.state, row.withdrawn_on, row.withdrawn_from, row.withdrawn_why = row.withdrawn_from, None, "", ""
    row.save(update_fields=COLUMNS)
    record(_verb(row, "bring_back"), row, stream=row.activity.stream, by=by, reason=reason)
    return row
