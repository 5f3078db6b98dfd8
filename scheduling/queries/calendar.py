"""The year as a calendar: every date of the inspections that the viewer may see, what is closed, and routine visits there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q, TextChoices
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agencies.models import ClosedPeriod, PartnershipMember
from agencies.queries import closed_periods, holidays
from inspections.models import Inspection, Milestone, MilestoneKind
from inspections.queries import caseload
from inspections.workflow import NO_PLACE, Status
from jtai.programmeyears import first_day, last_day
from jtai.workingdays import FRIDAY
from programmes.models import Activity, Standing
from programmes.queries import activities_seen
from scheduling.asked import silent_days
from scheduling.models import ProgrammeYear
from scheduling.proposing.facts import Span
from scheduling.proposing.words import days
from scheduling.queries.years import year_for

WEEK = timedelta(days=7)
# What lies beyond is in the table, and not in the picture: a slip of a date must not make it as long as a decade.
WEEKS_BEFORE, WEEKS_AFTER = 8, 39
ORDER = {kind: place for place, kind in enumerate(MilestoneKind.values)}


class How(TextChoices):
    """Where a date comes from."""

    COMPUTED = "computed", _("Computed")
    OVERRIDDEN = "overridden", _("Changed by hand")
    HAPPENED = "happened", _("Happened")


@dataclass(frozen=True)
class YearDate:
    """One date of an inspection: the day on which it happened, else the one that a person chose, else the computed one.

    reason: why it was changed by hand, if it was.
    """

    kind: str
    day: date
    how: How
    computed: date | None
    override: date | None
    reason: str

    @classmethod
    def of(cls, row: Milestone) -> "YearDate | None":
        """None while it counts from a day that is not known yet."""
        day = row.happened_on or row.day
        if day is None:
            return None
        how = How.HAPPENED if row.happened_on else How.OVERRIDDEN if row.override else How.COMPUTED
        return cls(row.kind, day, how, row.computed, row.override, row.override_reason)

    @property
    def label(self) -> str:
        """What it is called."""
        return str(MilestoneKind(self.kind).label)

    @property
    def changed(self) -> bool:
        """Whether a person put it in the place of the computed date."""
        return self.override is not None

    @property
    def happened(self) -> bool:
        """Whether its day is no longer a plan."""
        return self.how == How.HAPPENED


@dataclass(frozen=True)
class Visit:
    """What stands under a routine programme at the local area of an inspection, or at one of its agencies."""

    activity: Activity

    @property
    def name(self) -> str:
        """Of its programme."""
        return self.activity.programme.short_name

    @property
    def what(self) -> str:
        """Its kind; without the programme's name where the kind begins with it."""
        return self.activity.kind.name

    @property
    def subject(self) -> str:
        """At whom."""
        return str(self.activity.agency or self.activity.local_area)


@dataclass(frozen=True)
class YearRow:
    """One inspection with its dates by kind, and what else takes place there."""

    inspection: Inspection
    dates: Mapping[str, YearDate]
    visits: Sequence[Visit] = ()

    @property
    def ordered(self) -> list[YearDate]:
        """Its dates in the order of the steps."""
        return sorted(self.dates.values(), key=lambda one: ORDER[one.kind])

    @property
    def changed(self) -> list[YearDate]:
        """Those that a person changed."""
        return [one for one in self.ordered if one.changed]

    @property
    def codes(self) -> set[str]:
        """Which inspectorates take part."""
        return {row.code for row in self.inspection.inspectorates.all()}

    @property
    def topic(self) -> str:
        """The code of its topic; empty for the front door alone."""
        return self.inspection.topic.code if self.inspection.topic else ""


@dataclass(frozen=True)
class CalendarFilter:
    """What a person asks of the calendar, by codes; empty: everything. topic "front-door": inspections without one."""

    inspectorate: str = ""
    status: str = ""
    topic: str = ""

    FRONT_DOOR = "front-door"

    def narrows(self) -> bool:
        """Whether it may leave anything out."""
        return bool(self.inspectorate or self.status or self.topic)

    def fits(self, row: YearRow) -> bool:
        """Whether this inspection is shown."""
        topic = "" if self.topic == self.FRONT_DOOR else self.topic
        return (
            (not self.inspectorate or self.inspectorate in row.codes)
            and (not self.status or row.inspection.status == self.status)
            and (not self.topic or row.topic == topic)
        )


@dataclass(frozen=True)
class YearCalendar:
    """All of it. first, last: a Monday and a Sunday, between which everything lies that is drawn.

    among: every inspection of the year that the viewer may see and that has its place, fitting or not: what can be chosen from.
    """

    year: ProgrammeYear
    rows: Sequence[YearRow]
    among: Sequence[YearRow]
    first: date
    last: date
    closed: Sequence[ClosedPeriod]
    bank_holidays: Sequence[date]
    silent: Sequence[Span]  # days on which nothing is published if it can be avoided
    today: date = field(default_factory=localdate)

    @property
    def weeks(self) -> list[date]:
        """The Mondays."""
        return [self.first + WEEK * number for number in range(((self.last - self.first).days + 1) // 7)]

    @property
    def visits(self) -> list[tuple[YearRow, Visit]]:
        """Every routine visit beside its inspection, by day."""
        pairs = [(row, visit) for row in self.rows for visit in row.visits]
        return sorted(pairs, key=lambda pair: (pair[1].activity.starts_on, pair[1].activity.pk))

    def silent_on(self, one: YearDate) -> str:
        """Of a publication that is to come: into which such days it falls, “Local elections, 25 March to 6 May 2027”; else nothing."""
        if one.kind != MilestoneKind.PUBLICATION or one.happened:
            return ""
        spans = (span for span in self.silent if span.first <= one.day <= span.last)
        return next((gettext("%(what)s, %(days)s") % {"what": span.what, "days": days(span)} for span in spans), "")

    @property
    def published_in_silence(self) -> list[tuple[YearRow, YearDate, str]]:
        """Every publication that falls into such days, and into which."""
        found = [(row, one, self.silent_on(one)) for row in self.rows for one in row.ordered]
        return [line for line in found if line[2]]

    @property
    def notified_while_closed(self) -> list[tuple[YearRow, YearDate, ClosedPeriod]]:
        """Every notification to come that falls into a closed period, and into which."""
        return [
            (row, one, period)
            for row in self.rows
            for one in row.ordered
            if one.kind == MilestoneKind.NOTIFICATION and not one.happened
            for period in self.closed
            if period.first_day <= one.day <= period.last_day
        ]

    @property
    def programmes(self) -> list[tuple[str, str]]:
        """The short names that stand in it, and what they are short for."""
        named = {(visit.name, visit.activity.programme.name) for _row, visit in self.visits}
        return sorted((short, name) for short, name in named if short != name)

    @property
    def changed(self) -> list[tuple[YearRow, YearDate]]:
        """Every date that a person changed."""
        return [(row, one) for row in self.rows for one in row.changed]


def calendar_of(user: User, year: int, asked: CalendarFilter | None = None) -> YearCalendar:
    """The calendar of a programme year as far as this person may see it. A fixed number of queries.

    Raises NotAllowed for people who are no programme lead; 404 for a year that was not opened. Inspections that gave their
    place back have no dates that hold, and are left out.
    """
    programme = year_for(user, year)
    rows = caseload(user, year=year, sort="oldest").exclude(status__in=NO_PLACE).select_related("local_area", "topic")
    among = [_row(one) for one in rows.prefetch_related("milestones", "inspectorates")]
    shown = [row for row in among if (asked or CalendarFilter()).fits(row)]
    first, last = _span(year, shown)
    visits = _visits(user, shown, first, last)
    return YearCalendar(
        programme,
        [YearRow(row.inspection, row.dates, visits.get(row.inspection.local_area_id, ())) for row in shown],
        among,
        first,
        last,
        closed_periods(first, last),
        sorted(day for day in holidays() if first <= day <= last and day.weekday() <= FRIDAY),
        [span for span in silent_days() if span.meets(Span(first, last))],
    )


def _row(inspection: Inspection) -> YearRow:
    dates = [YearDate.of(row) for row in inspection.milestones.all()]
    return YearRow(inspection, {one.kind: one for one in dates if one is not None})


def _span(year: int, rows: Iterable[YearRow]) -> tuple[date, date]:
    """From a Monday to a Sunday: the programme year, and what of its inspections lies around it."""
    start, end = first_day(year), last_day(year)
    days = [one.day for row in rows for one in row.dates.values()]
    near = [day for day in days if start - WEEK * WEEKS_BEFORE <= day <= end + WEEK * WEEKS_AFTER]
    first, last = min([start, *near]), max([end, *near])
    return first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())


def _visits(user: User, rows: Iterable[YearRow], first: date, last: date) -> dict[int, list[Visit]]:
    """By local area, of what this person may see: what is planned or took place in these days. Two queries."""
    areas = {row.inspection.local_area_id for row in rows}
    if not areas:
        return {}
    served: dict[int, list[int]] = {}
    members = PartnershipMember.objects.filter(partnership__local_area__in=areas)
    for agency, area in members.values_list("agency", "partnership__local_area"):
        served.setdefault(agency, []).append(area)
    there = Q(local_area__in=areas) | Q(agency__in=served)
    found: dict[int, list[Visit]] = {}
    activities = activities_seen(user).filter(there, starts_on__lte=last, ends_on__gte=first)
    for row in activities.exclude(standing=Standing.CANCELLED).order_by("starts_on", "pk"):
        for area in [row.local_area_id] if row.local_area_id else served[row.agency_id or 0]:
            found.setdefault(area, []).append(Visit(row))
    return found


def statuses_among(calendar: YearCalendar) -> list[tuple[str, str]]:
    """The statuses that there are, in the order of the life of an inspection."""
    found = {row.inspection.status for row in calendar.among}
    return [(value, str(label)) for value, label in Status.choices if value in found]
