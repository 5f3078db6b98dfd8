"""All that a proposal depends on, gathered from the rows that one programme lead may see, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import LocalArea, PartnershipMember, SchoolHoliday
from agencies.queries import closed_periods, holidays
from inspections import calendar
from inspections.models import FrameworkVersion, Inspection, PastInspection
from inspections.queries import caseload, offset_rules
from inspections.workflow import Status
from intelligence.queries import signals_of_areas
from jtai.programmeyears import first_day, last_day
from programmes.models import Activity, Standing
from programmes.queries import activities_seen, invented_only
from scheduling.asked import AskedRules, read_weights
from scheduling.models import Plan, PlanArea, PlanSet, Stance
from scheduling.policies import NO_PLACE
from scheduling.proposing.facts import Area, Inspector, Place, Problem, Rule, Span, ThematicSet, Visit, Week, Weight
from scheduling.queries.available import Tied, inspectors_for_proposer, ties_for_proposer

WEEK = timedelta(days=7)
FOREVER = date(2100, 12, 31)
POLICE = "police"
THIRDS = ("low", "middle", "high")


def mondays(year: int) -> list[date]:
    """The Mondays of a programme year: of the weeks in which fieldwork can begin."""
    first, last = first_day(year), last_day(year)
    monday = first + timedelta(days=-first.weekday() % 7)
    return [monday + WEEK * number for number in range((last - monday).days // 7 + 1)]


def week_number(mondays_: Sequence[date], day: date) -> int:
    """The number of the week in which a day lies; the first or last one for days outside."""
    return min(max((day - mondays_[0]).days // 7, 0), len(mondays_) - 1)


def areas_asked() -> QuerySet[LocalArea]:
    """The local areas that plans ask about: of the demonstration alone, where one is loaded."""
    rows = LocalArea.objects.all()
    return rows.filter(demonstration=True) if invented_only() else rows


def area_asked(code: str) -> LocalArea:
    """One of them, or 404."""
    return get_object_or_404(areas_asked(), code=code)


def gather(user: User, plan: Plan) -> Problem:
    """The problem of a plan as things stand now, from what this person may see."""
    return _Gathering(user, plan).problem()


@dataclass(frozen=True)
class _Gathering:
    user: User
    plan: Plan

    @cached_property
    def asked(self) -> AskedRules:
        return AskedRules.read(self.plan.rules)

    @cached_property
    def mondays(self) -> list[date]:
        return mondays(self.plan.year.year)

    @cached_property
    def span(self) -> Span:
        return Span(self.mondays[0], self.mondays[-1] + timedelta(days=4))

    @cached_property
    def areas(self) -> list[LocalArea]:
        """Of the demonstration alone, where one is loaded: nothing invented is said of real ones."""
        return list(areas_asked().select_related("region").order_by("pk"))

    @cached_property
    def sets(self) -> list[PlanSet]:
        rows = self.plan.sets.select_related("framework", "topic")
        return list(rows.prefetch_related("framework__participations__inspectorate"))

    @cached_property
    def inspections(self) -> list[Inspection]:
        """Every inspection of these areas that this person may see, of whatever year."""
        rows = caseload(self.user).filter(local_area__in=self.areas).select_related("framework", "topic")
        return list(rows.prefetch_related("framework__participations__inspectorate").order_by("pk"))

    @cached_property
    def of_year(self) -> list[Inspection]:
        """Those that have their place in the year already."""
        return [one for one in self.inspections if self._is_of_year(one) and one.status not in NO_PLACE]

    def _is_of_year(self, one: Inspection) -> bool:
        return one.programme_year == self.plan.year.year

    @cached_property
    def inspectors(self) -> tuple[Inspector, ...]:
        return tuple(inspectors_for_proposer(self.plan.year, [one.pk for one in self.of_year]))

    def problem(self) -> Problem:
        fixed = self._fixed()
        return Problem(
            areas=tuple(self._areas()),
            weeks=tuple(self._weeks()),
            sets=(*self._fixed_sets(), *(self._set(one) for one in self.sets)),
            inspectors=self.inspectors,
            rules=self.asked.rules(),
            weights=read_weights(self.plan.weights),
            fixed=tuple(fixed),
            pinned=self._pinned({one.area for one in fixed}),
        )

    # Sets and what stands already.

    def _set(self, one: PlanSet) -> ThematicSet:
        return self._thematic(one.framework, one.pk, str(one), one.count)

    def _thematic(self, framework: FrameworkVersion, key: int, name: str, count: int) -> ThematicSet:
        team = {row.inspectorate.code: row.typical_team for row in framework.participations.all()}
        valid = Span(framework.valid_from, framework.valid_to or FOREVER)
        return ThematicSet(key, name, count, team, valid, self._published_after(framework))

    def _published_after(self, framework: FrameworkVersion) -> timedelta:
        """Calendar days from the Monday of fieldwork until publication, as they are without bank holidays."""
        rows = calendar.milestones(self.offsets(framework), self.mondays[0], frozenset())
        day = next((row.day for row in rows if row.kind == "publication"), None)
        return (day or self.mondays[0]) - self.mondays[0]

    def offsets(self, framework: FrameworkVersion) -> list[calendar.OffsetRule]:
        """How its dates are computed; asked once of each framework."""
        if framework.pk not in self._offsets:
            self._offsets[framework.pk] = list(offset_rules(framework))
        return self._offsets[framework.pk]

    @cached_property
    def _offsets(self) -> dict[int, list[calendar.OffsetRule]]:
        return {}

    def _fixed(self) -> list[Place]:
        return [
            Place(one.local_area_id, week_number(self.mondays, one.fieldwork_start), -one.framework_id, fixed=True)
            for one in self.of_year
        ]

    def _fixed_sets(self) -> list[ThematicSet]:
        """What has its place already counts in sets of its own, below nothing so that they are no set of the plan."""
        counted: dict[int, list[Inspection]] = defaultdict(list)
        for one in self.of_year:
            counted[one.framework_id].append(one)
        return [
            self._thematic(several[0].framework, -key, _("Planned already"), len(several)) for key, several in counted.items()
        ]

    def _pinned(self, taken: set[int]) -> Mapping[int, int | None]:
        known = {row.pk for row in self.areas}
        return {
            one.local_area_id: None if one.week is None else week_number(self.mondays, one.week)
            for one in self._said
            if one.stance == Stance.IN and one.local_area_id not in taken and one.local_area_id in known
        }

    @cached_property
    def _said(self) -> list[PlanArea]:
        return list(self.plan.areas.all())

    # Weeks.

    def _weeks(self) -> Iterable[Week]:
        days, closed = holidays(), closed_periods(self.span.first, self.span.last)
        named = dict.fromkeys(days, "")
        for monday in self.mondays:
            week = Span(monday, monday + timedelta(days=4))
            shut = [
                (Rule.CLOSED, Span(row.first_day, row.last_day, row.name))
                for row in closed
                if week.meets(Span(row.first_day, row.last_day))
            ]
            shut += [
                (Rule.HOLIDAY, Span(day, day, date_format(day, "l"))) for day in sorted(named) if week.first <= day <= week.last
            ]
            yield Week(monday, (*shut, *self._passed(monday)))

    def _passed(self, monday: date) -> Iterable[tuple[Rule, Span]]:
        """A week that is over or too near: the local area would have been notified already."""
        today, told = timezone.localdate(), []
        for framework in {one.framework_id: one.framework for one in self.sets}.values():
            rows = calendar.milestones(self.offsets(framework), monday, holidays())
            told += [row.day for row in rows if row.kind == "notification" and row.day is not None]
        first = min([*told, monday])
        if first <= today:
            yield Rule.PASSED, Span(first, first)

    # Local areas.

    def _areas(self) -> Iterable[Area]:
        signals, places = signals_of_areas(self.user, self.areas), self._places()
        visits, terms = self._visits(places), self._terms()
        size = _thirds({row.pk: row.population_0_17 for row in self.areas})
        deprived = _thirds({row.pk: -row.deprivation_rank for row in self.areas})
        ties = ties_for_proposer(self.plan.year, [one.key for one in self.inspectors], self.of_year)
        before, after, out = self._before(), self._after(), self._out()
        for row in self.areas:
            known = terms.get(row.pk)
            signal, tied = signals[row.pk], ties.get(row.pk, Tied())
            yield Area(
                key=row.pk,
                name=_("%(name)s (demonstration)") % {"name": row.name} if row.demonstration else row.name,
                forces={one.agency_id: one.agency.name for one in places[row.pk] if one.agency.kind.code == POLICE},
                groups={
                    Weight.REGION: row.region.name, Weight.TYPE: row.type, Weight.SIZE: size[row.pk],
                    Weight.DEPRIVATION: deprived[row.pk],
                },
                concerns=signal.concerns + signal.urgent,
                inspected=before.get(row.pk),
                inspected_next=after.get(row.pk),
                visits=tuple(visits.get(row.pk, ())),
                holidays=None if known is None else tuple(_span(one) for one in known if not one.half_term),
                half_terms=tuple(_span(one) for one in known or () if one.half_term),
                tied=tied.people,
                allowed=tied.allowed,
                allowed_to_lead=tied.allowed_to_lead,
                out=out.get(row.pk, ""),
            )  # fmt: skip

    def _places(self) -> Mapping[int, list[PartnershipMember]]:
        found: dict[int, list[PartnershipMember]] = defaultdict(list)
        rows = PartnershipMember.objects.filter(partnership__local_area__in=self.areas)
        for row in rows.select_related("agency__kind", "partnership").order_by("pk"):
            found[row.partnership.local_area_id].append(row)
        return found

    def _visits(self, places: Mapping[int, list[PartnershipMember]]) -> Mapping[int, list[Visit]]:
        of_agency: dict[int, list[int]] = defaultdict(list)
        for area, several in places.items():
            for one in several:
                of_agency[one.agency_id].append(area)
        first, last = self.span.first - self.asked.widest, self.span.last + self.asked.widest
        rows = activities_seen(self.user).filter(starts_on__lte=last, ends_on__gte=first)
        rows = rows.exclude(standing=Standing.CANCELLED).order_by("starts_on", "pk")
        found: dict[int, list[Visit]] = defaultdict(list)
        known = {row.pk for row in self.areas}
        for row in rows:
            gap = self.asked.gap(row.programme.code, row.kind.code)
            if gap is not None:
                at = [row.local_area_id] if row.local_area_id in known else of_agency.get(row.agency_id or 0, [])
                for area in at:
                    found[area].append(Visit(Span(row.starts_on, row.ends_on, what_of(row)), gap))
        return found

    def _terms(self) -> Mapping[int, list[SchoolHoliday]]:
        found: dict[int, list[SchoolHoliday]] = defaultdict(list)
        years = (self.plan.year.year - 1, self.plan.year.year)
        for row in SchoolHoliday.objects.filter(local_area__in=self.areas, school_year__in=years):
            found[row.local_area_id].append(row)
        return dict(found)

    def _before(self) -> Mapping[int, date]:
        """The last day of the fieldwork of its last joint inspection; where only a month or year is known, its last day."""
        found: dict[int, date] = {}
        for past in PastInspection.objects.filter(local_area__in=self.areas):
            _latest(found, past.local_area_id, past.fieldwork_end or past.published or _end_of(past.year, past.month))
        for one in self.inspections:
            if one.programme_year < self.plan.year.year and one.status not in NO_PLACE:
                _latest(found, one.local_area_id, one.fieldwork_end)
        return found

    def _after(self) -> Mapping[int, date]:
        found: dict[int, date] = {}
        for one in self.inspections:
            if one.programme_year > self.plan.year.year and one.status not in NO_PLACE:
                found[one.local_area_id] = min(found.get(one.local_area_id, one.fieldwork_start), one.fieldwork_start)
        return found

    def _out(self) -> Mapping[int, str]:
        out = {
            one.local_area_id: _("its inspection of this year is deferred; bring that one back instead")
            for one in self.inspections
            if self._is_of_year(one) and one.status == Status.DEFERRED
        }
        return out | {one.local_area_id: one.reason for one in self._said if one.stance == Stance.OUT}


def what_of(activity: Activity) -> str:
    """“ILACS standard inspection”; with the agency where it is not the council's."""
    words = {"programme": activity.programme.short_name, "kind": activity.kind.name[:1].lower() + activity.kind.name[1:]}
    if activity.agency is not None and activity.agency.kind_id and not activity.agency.name.startswith(words["programme"]):
        return _("%(programme)s %(kind)s (%(agency)s)") % {**words, "agency": activity.agency.name}
    return _("%(programme)s %(kind)s") % words


def _span(row: SchoolHoliday) -> Span:
    return Span(row.first_day, row.last_day, row.name)


def _latest(found: dict[int, date], key: int, day: date) -> None:
    found[key] = max(found.get(key, day), day)


def _end_of(year: int, month: int | None) -> date:
    return date(year + (month or 12) // 12, (month or 12) % 12 + 1, 1) - timedelta(days=1)


def _thirds(values: Mapping[int, int]) -> Mapping[int, str]:
    """Which third each is in, from the lowest; equal values share the lower one."""
    ordered = sorted(values.values())
    return {key: THIRDS[min(2, 3 * ordered.index(value) // len(ordered))] for key, value in values.items()}
