"""The programme years, and what each viewer sees in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from accounts.models import User
from agencies.models import LocalArea
from agencies.queries import AreaFilter, holidays, local_areas
from inspections import calendar
from inspections.commands import objections_to
from inspections.models import FrameworkVersion, Inspection, MilestoneKind
from inspections.queries import caseload, frameworks, offset_rules
from inspections.workflow import Status
from jtai.programmeyears import first_day, last_day
from scheduling import policies
from scheduling.models import ProgrammeYear
from scheduling.queries.by_hand import AgainstByHand


def years() -> QuerySet[ProgrammeYear]:
    """The programme years, newest first."""
    return ProgrammeYear.objects.order_by("-year")


def year_for(user: User, year: int) -> ProgrammeYear:
    """One year. NotAllowed for people who are no programme lead, 404 when it was not opened."""
    policies.can_see_years.check(user)
    return get_object_or_404(ProgrammeYear, year=year)


def inspections_of(user: User, year: ProgrammeYear) -> QuerySet[Inspection]:
    """The inspections of a year that this person may see, in the order of their weeks."""
    policies.can_see_years.check(user)
    return caseload(user, year=year.year).select_related("local_area", "framework", "topic").order_by("fieldwork_start", "pk")


def free_areas(user: User, year: ProgrammeYear, asked: AreaFilter) -> QuerySet[LocalArea]:
    """The local areas that fit and have no live inspection in this year."""
    taken = caseload(user, year=year.year).exclude(status__in=[Status.CANCELLED, Status.CLOSED])
    return local_areas(asked).exclude(pk__in=taken.values("local_area")).order_by("demonstration", "region__name", "name")


def frameworks_of(year: ProgrammeYear) -> list[FrameworkVersion]:
    """The framework versions that are in force on some day of this year."""
    start, end = first_day(year.year), last_day(year.year)
    rows = frameworks().filter(valid_from__lte=end)
    return [row for row in rows if row.valid_to is None or row.valid_to >= start]


@dataclass(frozen=True)
class PlannedDate:
    """One date of the preview. day: None while it waits for something to happen."""

    label: str
    day: date | None
    explanation: str


@dataclass(frozen=True)
class Preview:
    """What planning this week would mean: every date, and why the week should perhaps not stand.

    against: what one local area would break in it; None where none was named, or for those who may not know.
    """

    dates: list[PlannedDate]
    objections: list[str]
    against: AgainstByHand | None = None

    @property
    def broken(self) -> Sequence[str]:
        """A sentence for each rule that the local area would break."""
        return self.against.broken if self.against else ()

    @property
    def needs_reason(self) -> bool:
        """Whether something speaks against it that has to be answered."""
        return bool(self.objections or self.broken)


def preview(framework: FrameworkVersion, start: date, against: AgainstByHand | None = None) -> Preview:
    """The dates of an inspection under this framework with fieldwork from this day, in working days; nothing is written."""
    computed = calendar.milestones(offset_rules(framework), start, holidays())
    rows = [PlannedDate(str(MilestoneKind(row.kind).label), row.day, row.explanation) for row in computed]
    return Preview(rows, objections_to(start, framework), against)
