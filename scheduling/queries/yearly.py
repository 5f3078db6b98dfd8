"""What is gathered for plans of one year, whatever a plan asks: each table is asked once, for one plan as for several side by side."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Prefetch, prefetch_related_objects

from accounts.models import User
from agencies.models import ClosedPeriod, LocalArea, PartnershipMember, SchoolHoliday
from agencies.queries import closed_periods
from inspections.models import FrameworkVersion, Inspection, Part, Participation
from inspections.queries import caseload
from inspections.workflow import NO_PLACE
from intelligence.queries import Signal, signals_of_areas
from jtai.programmeyears import first_day, last_day
from programmes.models import Activity, Standing
from programmes.queries import activities_seen
from scheduling.candidates.facts import Joint
from scheduling.models import ProgrammeYear
from scheduling.proposing.facts import Inspector, Span
from scheduling.queries.available import Tied, inspectors_for_proposer, live_places, ties_for_proposer
from scheduling.queries.candidates import before_this_service

WEEK = timedelta(days=7)


def mondays(year: int) -> list[date]:
    """The Mondays of a programme year: of the weeks in which fieldwork can begin."""
    first, last = first_day(year), last_day(year)
    monday = first + timedelta(days=-first.weekday() % 7)
    return [monday + WEEK * number for number in range((last - monday).days // 7 + 1)]


def with_rules(frameworks: Iterable[FrameworkVersion]) -> None:
    """Read how these compute their dates and who takes part in them, in two queries; nothing where it is known already."""
    taking_part = Participation.objects.select_related("inspectorate")
    prefetch_related_objects(list(frameworks), Prefetch("participations", taking_part), "offsets")


def activities_between(user: User, first: date, last: date) -> list[Activity]:
    """The activities of routine programmes that meet these days, as far as this person may see them. One query."""
    rows = activities_seen(user).filter(starts_on__lte=last, ends_on__gte=first)
    return list(rows.exclude(standing=Standing.CANCELLED).order_by("starts_on", "pk"))


def members_of(areas: Iterable[int]) -> Mapping[int, list[PartnershipMember]]:
    """The agencies of each of these local areas. One query."""
    found: dict[int, list[PartnershipMember]] = defaultdict(list)
    rows = PartnershipMember.objects.filter(partnership__local_area__in=list(areas))
    for row in rows.select_related("agency__kind", "partnership").order_by("pk"):
        found[row.partnership.local_area_id].append(row)
    return found


@dataclass(frozen=True)
class ByHand:
    """An inspection that somebody gives its week by hand. moved: the one that is there already, and gets another week."""

    local_area: LocalArea
    framework: FrameworkVersion
    start: date
    moved: Inspection | None = None


@dataclass(frozen=True)
class YearFacts:
    """Of one year, from the rows that this person may see. one: an inspection that is looked at beside them."""

    user: User
    year: ProgrammeYear
    one: ByHand | None = None

    @cached_property
    def mondays(self) -> list[date]:
        """Of its weeks."""
        return mondays(self.year.year)

    @cached_property
    def span(self) -> Span:
        """From the first Monday to the last Friday."""
        return Span(self.mondays[0], self.mondays[-1] + timedelta(days=4))

    @cached_property
    def areas(self) -> Mapping[int, LocalArea]:
        """By key; of the demonstration alone, where one is loaded: nothing invented is said of real ones."""
        rows = {row.pk: row for row in LocalArea.objects.select_related("region").order_by("pk")}
        asked = {key: row for key, row in rows.items() if row.demonstration} or rows
        return {key: row for key, row in rows.items() if key in asked or (self.one and key == self.one.local_area.pk)}

    @cached_property
    def inspections(self) -> list[Inspection]:
        """Every inspection of these areas that this person may see, of whatever year."""
        rows = caseload(self.user).filter(local_area__in=list(self.areas))
        if self.one and self.one.moved:
            rows = rows.exclude(pk=self.one.moved.pk)
        return list(rows.select_related("local_area", "framework", "topic").order_by("fieldwork_start", "pk"))

    @cached_property
    def placed(self) -> list[Inspection]:
        """Those that have their place in the year already."""
        return [one for one in self.inspections if one.programme_year == self.year.year and one.status not in NO_PLACE]

    @cached_property
    def past(self) -> list[tuple[int, Joint]]:
        """Those that took place before there was this service, each with the key of its local area."""
        return list(before_this_service(list(self.areas)))

    @cached_property
    def staffed(self) -> list[Inspection]:
        """Those that are judged with their whole team here, so that who is on it is not away for it: what is placed, and what is moved."""
        return [*self.placed, *([self.one.moved] if self.one and self.one.moved else [])]

    @cached_property
    def inspectors(self) -> tuple[Inspector, ...]:
        """Who can have a place on a team."""
        return tuple(inspectors_for_proposer(self.year, [one.pk for one in self.staffed]))

    def teams_of(self, inspections: Iterable[Inspection]) -> Mapping[int, tuple[Counter[str], bool]]:
        """By key of these inspections: how many people each inspectorate has on it, and whether somebody leads. One query, or none."""
        found = {one.pk: (Counter[str](), False) for one in inspections}
        if found:
            for pk, code, part in (
                live_places().filter(inspection__in=found).values_list("inspection", "inspectorate__code", "part")
            ):
                has, leads = found[pk]
                has[code] += 1
                found[pk] = has, leads or part == Part.LEAD
        return found

    @cached_property
    def ties(self) -> Mapping[int, Tied]:
        """By key of the local area."""
        return ties_for_proposer(self.year, [one.key for one in self.inspectors], self.staffed)

    @cached_property
    def signals(self) -> Mapping[int, Signal]:
        """What was shared about each local area."""
        return signals_of_areas(self.user, list(self.areas.values()))

    @cached_property
    def members(self) -> Mapping[int, list[PartnershipMember]]:
        """The agencies of each local area."""
        return members_of(self.areas)

    @cached_property
    def terms(self) -> Mapping[int, list[SchoolHoliday]]:
        """The school holidays of each local area that has any."""
        found: dict[int, list[SchoolHoliday]] = defaultdict(list)
        years = (self.year.year - 1, self.year.year)
        for row in SchoolHoliday.objects.filter(local_area__in=list(self.areas), school_year__in=years):
            found[row.local_area_id].append(row)
        return dict(found)

    def activities(self, reach: timedelta) -> Iterable[Activity]:
        """What takes place, as far as this person may see it, in the year and so many days around it."""
        return activities_between(self.user, self.span.first - reach, self.span.last + reach)

    @cached_property
    def closed(self) -> list[ClosedPeriod]:
        """The periods without fieldwork in this year."""
        return [row for row in self.closed_from_now_on if row.first_day <= self.span.last]

    @cached_property
    def closed_from_now_on(self) -> list[ClosedPeriod]:
        """Those of this year and of all that are recorded after it."""
        return closed_periods(self.span.first, date.max)
