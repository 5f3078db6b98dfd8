"""What belongs to an inspection that is not announced: it is left out until that is, whenever it was chosen.

A deferred inspection of which the local area was told stays known until it gets a new week, which is as secret as the first.
"""

from django.db.models import BigIntegerField, Exists, Func, OuterRef, Q

from inspections.models import Inspection
from jobs.models import Email


class _LeadsTo(Func):
    """The key of the inspection to which the address in an e-mail leads."""

    template = "substring(%(expressions)s from '/(?:inspections|responses)/([0-9]{1,18})/')::bigint"
    output_field = BigIntegerField()


# Of e-mails. They name neither area nor week, but two that lead to one inspection say more than each of them.
LEADS_TO_UNANNOUNCED = Exists(Inspection.objects.filter(pk=_LeadsTo(OuterRef("body")), notified_at=None))
# Of what was chosen.
WAITS = Q(inspection__isnull=False, inspection__notified_at=None) | Q(
    Exists(Email.objects.filter(LEADS_TO_UNANNOUNCED, pk=OuterRef("number"))), kind="email"
)
