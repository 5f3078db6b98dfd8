"""What a proposal is made of. Pure: no database, no clock; days are dates, spans have both ends in them.

A place of a plan is (area, week, set): this local area has its fieldwork in this week as one of a thematic set. All keys are
those of rows; a week is its number in `Problem.weeks`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

FIELDWORK = timedelta(days=4)  # a Friday from its Monday
FOREVER = date.max  # the last day of what has none


class Rule(StrEnum):
    """The hard rules: no plan that is adopted breaks one."""

    CLOSED = "closed-period"
    HOLIDAY = "bank-holiday"
    PASSED = "passed"
    HOLIDAYS = "school-holidays"
    CLASH = "clash"
    AGAIN = "again-too-soon"
    FORCE = "police-force"
    CAPACITY = "capacity"
    OF_YEAR = "capacity-of-year"
    LEAD = "lead-inspector"
    PUBLICATION = "publication"
    FRAMEWORK = "framework"
    OUT = "ruled-out"


class Weight(StrEnum):
    """What makes one plan better than another that breaks no rule."""

    RECENCY = "recency"
    CONCERNS = "concerns"
    REGION = "region"
    TYPE = "type"
    SIZE = "size"
    DEPRIVATION = "deprivation"


BALANCED = (Weight.REGION, Weight.TYPE, Weight.SIZE, Weight.DEPRIVATION)


@dataclass(frozen=True)
class Span:
    """Days from first to last, both in it, and what takes place in them."""

    first: date
    last: date
    what: str = ""

    def meets(self, other: "Span") -> bool:
        """Whether they share a day."""
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True)
class Week:
    """Five days of fieldwork from a Monday. shut: why nobody does fieldwork in it, wherever it is."""

    monday: date
    shut: tuple[tuple[Rule, Span], ...] = ()

    @property
    def span(self) -> Span:
        """Monday to Friday."""
        return Span(self.monday, self.monday + FIELDWORK)


@dataclass(frozen=True)
class Visit:
    """A routine activity at the area or one of its agencies, and how many days fieldwork must lie away from it."""

    span: Span
    gap: timedelta

    @property
    def keeps_off(self) -> Span:
        """The days on which no fieldwork may lie because of it."""
        return Span(self.span.first - self.gap, self.span.last + self.gap, self.span.what)


@dataclass(frozen=True)
class Area:
    """A candidate.

    forces: keys of its police forces. groups: what it counts for in each kind of balance. concerns: points of what was shared
    about it that still stands. inspected: the last day of the fieldwork of its last JTAI; inspected_next: the first day of the
    next one, in a later year. waiting: programme years in which an inspection of it is deferred and has no new week. holidays: of
    its schools; half_terms: the short ones, which are soft; unknown: the school years of which nobody has said any, and the usual
    time of what (`what`) is missing of others. tied: keys of inspectors with a conflict of interest there. allowed: those of them
    who may inspect it all the same; allowed_to_lead: who may be its lead inspector all the same. out: why it is ruled out, or
    nothing; bound: by what stands in the year and not by somebody who could let it in again.
    """

    key: int
    name: str
    forces: Mapping[int, str]
    groups: Mapping[Weight, str]
    concerns: float = 0
    inspected: date | None = None
    inspected_next: date | None = None
    waiting: tuple[str, ...] = ()
    visits: tuple[Visit, ...] = ()
    holidays: tuple[Span, ...] = ()
    unknown: tuple[Span, ...] = ()
    half_terms: tuple[Span, ...] = ()
    tied: frozenset[int] = frozenset()
    allowed: frozenset[int] = frozenset()
    allowed_to_lead: frozenset[int] = frozenset()
    out: str = ""
    bound: bool = False


@dataclass(frozen=True)
class Inspector:
    """Somebody who can have a place on a team. away: leave and other inspections. leads: may be the lead inspector.

    most: on how many inspections of a plan they can be; None: it was not asked, so on as many as one likes.
    """

    key: int
    inspectorate: str
    leads: bool = False
    away: tuple[Span, ...] = ()
    most: int | None = None

    def is_there(self, span: Span) -> bool:
        """Whether nothing of theirs falls into these days."""
        return not any(span.meets(one) for one in self.away)


@dataclass(frozen=True)
class ThematicSet:
    """Some areas of one topic under one framework. team: inspectorate → how many of its people an inspection takes.

    valid: the days on which the framework is in force. published_after: calendar days from Monday until publication. told: of the
    weeks that come too near for it, by number, the day on which the local area would have had to be notified. notified: of all
    weeks, the day on which it is.
    """

    key: int
    name: str
    count: int
    team: Mapping[str, int]
    valid: Span
    published_after: timedelta = timedelta(days=47)
    told: Mapping[int, date] = field(default_factory=dict)
    notified: Mapping[int, date] = field(default_factory=dict)


@dataclass(frozen=True)
class Place:
    """One inspection of a plan. fixed: it exists already and is not moved."""

    area: int
    week: int
    set: int
    fixed: bool = False


@dataclass(frozen=True)
class Neighbour:
    """An inspection of another year that is so near to this one that its police forces, and its team, count here too.

    week: the weeks of the year counted on, so below nothing or beyond the last one. team: inspectorate → how many of its people it
    has still to get; leaderless: whether the lead inspector is among them. Who has a place on it is away (`Inspector.away`).
    """

    area: int
    week: int
    span: Span
    team: Mapping[str, int] = field(default_factory=dict)
    leaderless: bool = False


@dataclass(frozen=True)
class Found:
    """The best plan so far. best: nothing better can exist by this model. points: by the scale of the problem."""

    plan: Sequence[Place]
    points: int
    best: bool = False


@dataclass(frozen=True)
class Rules:
    """The numbers of the hard rules, all to be set.

    years_apart: between two JTAIs of one area. force_weeks: between two at one police force. busy_before, busy_after: weeks
    before and after fieldwork in which its team is at work. silent: days without publications, such as a pre-election period.
    without: rules that are left out, to see what one of them costs.
    """

    years_apart: int = 4
    force_weeks: int = 26
    busy_before: int = 1
    busy_after: int = 0
    silent: tuple[Span, ...] = ()
    without: frozenset[Rule] = frozenset()


@dataclass(frozen=True)
class Problem:
    """Everything that a proposal depends on. pinned: places that are in whatever they cost; a week of None: any.

    later: periods without fieldwork that end after the last of the weeks.
    """

    areas: tuple[Area, ...]
    weeks: tuple[Week, ...]
    sets: tuple[ThematicSet, ...]
    inspectors: tuple[Inspector, ...]
    rules: Rules = field(default_factory=Rules)
    weights: Mapping[Weight, int] = field(default_factory=dict)
    fixed: tuple[Place, ...] = ()
    pinned: Mapping[int, int | None] = field(default_factory=dict)
    neighbours: tuple[Neighbour, ...] = ()
    later: tuple[Span, ...] = ()

    @property
    def target(self) -> int:
        """How many local areas are wanted."""
        return sum(one.count for one in self.sets)

    @cached_property
    def asked(self) -> tuple[ThematicSet, ...]:
        """The sets that a plan asks: those of what has its place already have keys below nothing."""
        return tuple(one for one in self.sets if one.key > 0) or self.sets

    def span(self, number: int) -> Span:
        """Monday to Friday of a week, counted on beyond those of the year: teams prepare before its first and may go on after its last."""
        monday = self.weeks[0].monday + timedelta(weeks=number)
        return self.weeks[number].span if 0 <= number < len(self.weeks) else Span(monday, monday + FIELDWORK)

    def shut(self, number: int) -> tuple[tuple[Rule, Span], ...]:
        """Why there is no fieldwork in a week, wherever it is and of whatever set."""
        told = [one.told[number] for one in self.asked if number in one.told]
        passed = ((Rule.PASSED, Span(min(told), min(told))),) if told and len(told) == len(self.asked) else ()
        return (*self.weeks[number].shut, *passed)

    @cached_property
    def area(self) -> Mapping[int, Area]:
        """By key."""
        return {one.key: one for one in self.areas}

    @cached_property
    def set(self) -> Mapping[int, ThematicSet]:
        """By key."""
        return {one.key: one for one in self.sets}

    @cached_property
    def inspectorates(self) -> tuple[str, ...]:
        """Those whose people are needed, in order."""
        return tuple(dict.fromkeys(name for one in self.sets for name in one.team))

    @cached_property
    def in_the_year(self) -> Mapping[str, int]:
        """How many places on teams the people of each inspectorate can have together; without those of whom it was not asked."""
        found: dict[str, int] = {}
        for name in self.inspectorates:
            most = [one.most for one in self.inspectors if one.inspectorate == name]
            known = [one for one in most if one is not None]
            if len(known) == len(most):
                found[name] = sum(known)
        return found
