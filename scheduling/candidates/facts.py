"""What is known of a local area as a candidate of a year, as far as one viewer may see it. Values alone; the words stand beside."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from inspections.workflow import NO_PLACE, Status
from intelligence.queries import Signal
from jtai.programmeyears import first_day, last_day
from jtai.schoolyears import Part

A_YEAR = 365.25  # days
DECEMBER = 12


class Terms(StrEnum):
    """How far the school holidays of the two school years that a programme year meets are known."""

    KNOWN = "known"
    PARTLY = "partly"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Visit:
    """A routine activity at the area or one of its agencies.

    key: of the activity. programme, kind: their codes; programme_name, kind_name: what they are called. inspectorate: its code.
    gap: days that fieldwork keeps away from it (`jtai.scheduled`); None for what is no visit, such as a self-assessment.
    """

    key: int
    programme: str
    programme_name: str
    inspectorate: str
    kind: str
    kind_name: str
    subject: str
    first: date
    last: date
    planned: bool
    gap: int | None


@dataclass(frozen=True)
class Joint:
    """A joint inspection of the area. key, status: None and nothing where it took place before this service.

    first, last: its fieldwork, where that is known; published: where that is known. programme_year: of those in this service.
    """

    year: int
    month: int | None = None
    first: date | None = None
    last: date | None = None
    published: date | None = None
    topic: str = ""
    key: int | None = None
    status: str = ""
    programme_year: int | None = None

    @property
    def day(self) -> date:
        """The last day of its fieldwork, or the last that it can have been at."""
        month = self.month or DECEMBER
        return self.last or self.published or date(self.year, month, monthrange(self.year, month)[1])

    @property
    def stands(self) -> bool:
        """Neither deferred nor cancelled."""
        return self.status not in NO_PLACE


@dataclass(frozen=True)
class Candidate:
    """A local area in a programme year. today: when it was asked.

    place: 1 for the most deprived of the `of` areas of its world (real or invented). forces: name by key. boards: (name, percent
    of the area's neighbourhoods or None). joint: all joint inspections, newest first. visits: routine activities that touch the year
    or the months around it, planned or done, by day. last_visits: the newest that took place, by code of the inspectorate.
    terms_missing: what is not known of the school holidays, by school year, of those that are not known whole.
    """

    key: int
    code: str
    name: str
    official_name: str
    demonstration: bool
    region_code: str
    region: str
    type: str
    children: int
    children_year: int
    place: int
    of: int
    hex_q: int
    hex_r: int
    year: int
    today: date
    forces: Mapping[int, str]
    boards: tuple[tuple[str, float | None], ...]
    joint: tuple[Joint, ...]
    visits: tuple[Visit, ...]
    last_visits: Mapping[str, Visit]
    signal: Signal
    terms: Terms
    terms_missing: Mapping[int, tuple[Part, ...]] = field(default_factory=dict)

    @property
    def third(self) -> int:
        """1 is the most deprived third, 3 the least deprived one."""
        return (self.place - 1) * 3 // self.of + 1

    @property
    def tenth(self) -> int:
        """1 is the most deprived tenth."""
        return (self.place - 1) * 10 // self.of + 1

    @cached_property
    def before(self) -> tuple[Joint, ...]:
        """The joint inspections whose fieldwork is over, or will be when the programme year begins, newest first.

        The last week of the year before may end in this one: its inspection counts as one of the year before, as in plans.
        """
        reached = max(self.today, first_day(self.year))
        return tuple(
            one for one in self.joint if one.stands and (one.day < reached or (one.programme_year or self.year) < self.year)
        )

    @property
    def last_joint(self) -> Joint | None:
        """The newest of them, as plans count it."""
        return self.before[0] if self.before else None

    @property
    def years_since(self) -> float | None:
        """From its last joint inspection to the first day of the programme year; 0 where that was later. None: none is known."""
        if self.last_joint is None:
            return None
        return max(0.0, (first_day(self.year) - self.last_joint.day).days / A_YEAR)

    @cached_property
    def here(self) -> Joint | None:
        """Its inspection in this programme year."""
        return next((one for one in self.joint if one.programme_year == self.year and one.stands), None)

    @property
    def free(self) -> bool:
        """Whether one can be planned for it in this programme year: one that was deferred gets a new week instead."""
        return not any(one.programme_year == self.year and one.status != Status.CANCELLED for one in self.joint)

    @cached_property
    def deferred(self) -> tuple[Joint, ...]:
        """Those that were deferred and have no new week yet."""
        return tuple(one for one in self.joint if one.status == Status.DEFERRED)

    @cached_property
    def coming(self) -> tuple[Visit, ...]:
        """What is planned at the area or its agencies in this programme year, by day."""
        first, last = first_day(self.year), last_day(self.year)
        return tuple(one for one in self.visits if one.planned and one.first <= last and one.last >= first)

    @property
    def next_visit(self) -> Visit | None:
        """The first of them that is not over."""
        return next((one for one in self.coming if one.last >= self.today), None)
