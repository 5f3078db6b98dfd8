"""Why an inspection stands still, or ended early: the reason, who recorded it, and since when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import BigIntegerField, Case, OuterRef, Subquery, Value, When
from django.db.models.functions import Cast, Substr
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy

from accounts.models import User
from audit.queries import done, words_of
from inspections.models import Inspection
from inspections.workflow import Status

# The step that brought it to where it stands.
STOPPED_BY = {Status.PAUSED: "inspection.pause", Status.DEFERRED: "inspection.defer", Status.CANCELLED: "inspection.cancel"}
SINCE = {
    Status.PAUSED: gettext_lazy("Paused since %(day)s"),
    Status.DEFERRED: gettext_lazy("Deferred on %(day)s"),
    Status.CANCELLED: gettext_lazy("Cancelled on %(day)s"),
}
PERSON = f"{User._meta.label_lower}:"  # noqa: SLF001 -- _meta is Django's documented model API


@dataclass(frozen=True)
class Stop:
    """That an inspection was paused, deferred or cancelled. reason: empty once retention has erased it. by: the name of who recorded it."""

    status: Status
    at: datetime
    by: str
    reason: str

    @property
    def day(self) -> date:
        """The day on which it was recorded."""
        return localtime(self.at).date()

    @property
    def since(self) -> str:
        """The day in words, without who and why."""
        return str(SINCE[self.status] % {"day": date_format(self.day, "j F Y")})


def stops_of(inspections: Iterable[Inspection]) -> dict[int, Stop]:
    """Of those among them that are paused, deferred or cancelled. For who may see them; one query, none where there is no such one."""
    stopped = {row.stream: row for row in inspections if row.status in STOPPED_BY}
    if not stopped:
        return {}
    number = Cast(Substr("actor", len(PERSON) + 1), BigIntegerField())
    person = Case(When(actor__startswith=PERSON, then=number), default=Value(None))
    name = Subquery(User.objects.filter(pk=OuterRef("person")).values("name")[:1])
    found = {}
    for event in done(list(stopped), STOPPED_BY.values()).annotate(person=person).annotate(by=name):
        row = stopped[event.stream]
        status = Status(row.status)
        if event.verb == STOPPED_BY[status]:
            found[row.pk] = Stop(status, event.at, event.by or "", str(words_of(event).get("reason", "")))
    return found


def stop_of(inspection: Inspection) -> Stop | None:
    """The same of one; None for one that goes on."""
    return stops_of([inspection]).get(inspection.pk)
