"""A row for each address of the people and teams of a year, and of one's own leave."""

from tests.leaks.rows import At, Kwargs, Row, alone, nothing, sent
from tests.leaks.targets import ABSENT, ELSEWHERE, Target

# In it nothing is but the planted leave.
LEAVE_YEAR = 2047


def year_of(target: Target) -> int:
    """That of the inspection; elsewhere that of the leave."""
    return LEAVE_YEAR if target.key == ELSEWHERE else target.inspection.programme_year


def both_years(target: Target) -> list[Kwargs]:
    """The inspection's own year, and that of the leave."""
    return [{"year": year} for year in dict.fromkeys((target.inspection.programme_year, year_of(target)))]


def person(target: Target) -> list[Kwargs]:
    """Each planted person in the year."""
    return [{"year": year_of(target), "pk": pk} for pk in target.ids["person"] or [ABSENT]]


def entry(target: Target) -> list[Kwargs]:
    """An entry of leave, below its person."""
    pk, absence = target.ids["absence"] or [ABSENT, ABSENT]
    return [{"year": year_of(target), "pk": pk, "absence": absence}]


def within(argument: str) -> At:
    """Below the inspection's own year, for each planted thing of this kind."""

    def at(target: Target) -> list[Kwargs]:
        year = target.inspection.programme_year
        return [{"year": year, argument: value} for value in target.ids[argument] or [ABSENT]]

    return at


DAYS = sent(kind="training", first_day="2048-03-02", last_day="2048-03-03")
YEARS: dict[str, Row] = {
    "year_people": Row(both_years, ("", "?text=cqc&overloaded=on")),
    "year_person": Row(person, sends=sent(inspections=3, leads="yes")),
    "absence_add": Row(person, sends=DAYS),
    "absence_change": Row(entry, sends=DAYS),
    "absence_remove": Row(entry),
    "year_teams": Row(both_years, ("", "?text=Fell&missing=on")),
    "year_team_give": Row(lambda target: [{"year": target.inspection.programme_year, "pk": target.pk}]),
    "year_team_take_back": Row(within("place")),
    "own_leave": Row(nothing),
    "own_leave_add": Row(nothing, sends=DAYS),
    **{name: Row(alone("pk", "own absence"), sends=DAYS) for name in ("own_leave_change", "own_leave_remove")},
}
