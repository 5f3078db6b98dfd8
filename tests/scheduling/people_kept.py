"""The constraints on what people can take on and on their leave, each tried to be broken."""

from collections.abc import Callable
from datetime import date

from scheduling.commands import open_year, set_capacity
from scheduling.models import Absence, Capacity, ProgrammeYear
from tests.inspections.people_kept import again, put
from tests.walk import cast

LATE = date(2099, 1, 1)
TRIES: dict[str, Callable[[], object]] = {
    "capacity_once_a_year": again(Capacity),
    "capacity_is_plausible": put(Capacity, inspections=21),
    "absence_kind_is_known": put(Absence, kind="x"),
    "absence_first_day_before_last_day": put(Absence, first_day=LATE),
    "absence_once": again(Absence),
}


def furnish() -> None:
    """A row of each."""
    people = cast()
    year = ProgrammeYear.objects.filter(year=2023).first() or open_year(2023, by=people.programme_lead)
    set_capacity(year, person=people.cqc, inspections=3, by=people.cqc_programme_lead)
    day = date(2026, 7, 6)
    Absence.objects.get_or_create(user=people.cqc, first_day=day, last_day=day, kind="leave", recorded_by=people.cqc)
