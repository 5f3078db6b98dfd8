"""Leave and other days on which inspectors could be on no joint inspection: gone some time after they are over."""

from datetime import date

from django.db.models import QuerySet

from audit.queries import key_of
from retention.removing import Digest
from retention.table import Policy
from scheduling.models import Absence


def leave_due(policy: Policy, today: date) -> QuerySet[Absence]:
    """Over for so long."""
    return Absence.objects.filter(last_day__lte=policy.before(today)).order_by("pk")


def held_with(absence: Absence) -> list[str]:
    """What is on hold of a person keeps their leave."""
    return [key_of(absence), key_of(absence.user)]


def remove_leave(absence: Absence, digest: Digest, _policy: str) -> None:
    """The row. The digest is over its key alone: of so few days there are that they could be guessed from one."""
    digest.add(absence, "")
    Absence.objects.filter(pk=absence.pk).delete()
