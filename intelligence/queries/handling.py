"""What waits at each inspectorate that has an item, and since when. Days are working days, from settings.INTELLIGENCE_DAYS."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from agencies.queries import holidays
from intelligence.models import Decision, Delivery, Waits
from intelligence.visibility import office_of
from jtai import workingdays


def days_for(*, urgent: bool) -> tuple[int, int]:
    """Within how many working days an item is acknowledged, and decided."""
    days: dict[str, int] = settings.INTELLIGENCE_DAYS
    end = "_urgent" if urgent else ""
    acknowledge = days[f"acknowledge{end}"]
    return acknowledge, max(acknowledge, days[f"decide{end}"])


def day_after(start: date, days: int) -> date:
    """The last of so many working days after this one."""
    return workingdays.add(start, days, holidays())


def standing(rows: QuerySet[Delivery]) -> QuerySet[Any]:
    """Each with `waits` (of Waits, or empty), `due` (the day by which) and `decided_version` (of the words, or null)."""
    newest = Decision.objects.filter(delivery=OuterRef("pk")).order_by("-pk").values("version")[:1]
    current = F("item__text__version")
    waits = Case(
        When(item__withdrawn_at__isnull=False, withdrawal_seen_at=None, then=Value(Waits.WITHDRAWN.value)),
        When(item__withdrawn_at__isnull=False, then=Value("")),
        When(acknowledged_version=None, then=Value(Waits.ACKNOWLEDGE.value)),
        When(acknowledged_version__lt=current, then=Value(Waits.READ_AGAIN.value)),
        When(Q(decided_version=None) | Q(decided_version__lt=current), then=Value(Waits.DECIDE.value)),
        default=Value(""),
        output_field=models.CharField(),
    )
    due = Case(When(waits=Waits.DECIDE.value, then=F("decide_by")), default=F("acknowledge_by"))
    return rows.annotate(decided_version=Subquery(newest)).annotate(waits=waits).annotate(due=due)


def late_deliveries(today: date) -> QuerySet[Any]:
    """What waits although its day has passed, and of which the programme office was not told yet.

    What nobody acknowledges is late a second time when the day for deciding passes too.
    """
    first = Q(escalated_at=None, due__lt=today)
    unread = Q(waits__in=[Waits.ACKNOWLEDGE.value, Waits.READ_AGAIN.value], decide_by__lt=today)
    again = unread & Q(escalated_at__date__lte=F("decide_by"))
    return standing(Delivery.objects.all()).exclude(waits="").filter(first | again)


@dataclass(frozen=True)
class Counted:
    """A day by which something is due. days: working days until then, negative when it is late; age: since it came."""

    due: date
    days: int
    age: int

    @property
    def late(self) -> bool:
        """The day has passed."""
        return self.due < localdate()

    @property
    def said(self) -> str:
        """How long there is, in words."""
        if self.late:
            number = max(1, -self.days)
            return ngettext("%(count)d working day late", "%(count)d working days late", number) % {"count": number}
        if self.days <= 0:
            return _("Due today")
        return ngettext("Due in %(count)d working day", "Due in %(count)d working days", self.days) % {"count": self.days}

    @property
    def age_said(self) -> str:
        """How long it has been here, in words."""
        if self.age <= 0:
            return _("Received today")
        words = ngettext("Received %(count)d working day ago", "Received %(count)d working days ago", self.age)
        return words % {"count": self.age}

    @property
    def sent_said(self) -> str:
        """The same as its sender says it."""
        if self.age <= 0:
            return _("Sent today")
        words = ngettext("Sent %(count)d working day ago", "Sent %(count)d working days ago", self.age)
        return words % {"count": self.age}


def counted(due: date, since: datetime) -> Counted:
    """What is due on this day and came at that moment. The holidays are read once."""
    today, free = localdate(), holidays()
    return Counted(due, workingdays.between(today, due, free), workingdays.between(localdate(since), today, free))


@dataclass(frozen=True)
class Duty(Counted):
    """One thing that an inspectorate has to do."""

    delivery: Delivery
    waits: Waits

    @property
    def label(self) -> str:
        """What has to be done."""
        return str(self.waits.label)


@dataclass(frozen=True)
class QueueFilter:
    """What to show of the queue. local_area: its code."""

    waits: str = ""
    local_area: str = ""
    urgent: bool = False
    late: bool = False


def duties_of(user: User, asked: QueueFilter | None = None) -> QuerySet[Any]:
    """What this person's inspectorate has to do: what is urgent first, then the most overdue."""
    asked = asked or QueueFilter()
    own = office_of(user)
    rows = standing(Delivery.objects.filter(inspectorate=own) if own else Delivery.objects.none()).exclude(waits="")
    if asked.waits:
        rows = rows.filter(waits=asked.waits)
    if asked.local_area:
        rows = rows.filter(item__local_area__code=asked.local_area)
    if asked.urgent:
        rows = rows.filter(item__urgent=True)
    if asked.late:
        rows = rows.filter(due__lt=localdate())
    related = ("inspectorate", "item__local_area", "item__inspectorate", "item__text")
    return rows.select_related(*related).order_by("-item__urgent", "due", "delivered_at", "pk")


def duties(rows: Iterable[Any]) -> list[Duty]:
    """These deliveries, made by `standing`, with their days counted. Those of which nothing is waited for are left out."""
    return [Duty(**vars(counted(row.due, row.delivered_at)), delivery=row, waits=Waits(row.waits)) for row in rows if row.waits]


@dataclass(frozen=True)
class Tally:
    """How many things wait for an inspectorate, how many of them are late, and how many are urgent."""

    waits: Waits
    number: int
    late: int
    urgent: int


def tally_of(user: User) -> list[Tally]:
    """Of each kind of duty that there is. One query; none for people who do no casework."""
    if office_of(user) is None:
        return []
    rows = duties_of(user).order_by().values("waits")
    counted = rows.annotate(
        number=Count("pk"),
        late=Count("pk", filter=Q(due__lt=localdate())),
        urgent=Count("pk", filter=Q(item__urgent=True)),
    )
    found = {row["waits"]: Tally(Waits(row["waits"]), row["number"], row["late"], row["urgent"]) for row in counted}
    return [found[waits] for waits in Waits.values if waits in found]
