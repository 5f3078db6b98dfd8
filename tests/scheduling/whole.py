"""A whole year of all of England, made up from a seed: 153 areas, 52 weeks, 60 inspectors, 400 routine visits."""

from datetime import date, timedelta
from random import Random

from scheduling.proposing.facts import Area, Inspector, Problem, Rule, Span, ThematicSet, Visit, Week, Weight

AREAS, WEEKS, PEOPLE, VISITS, FORCES = 153, 52, 60, 400, 39
FIRST = date(2026, 4, 6)
CLOSED = (Span(date(2026, 7, 20), date(2026, 9, 11), "Summer"), Span(date(2026, 12, 17), date(2027, 1, 9), "Winter"))
HOLIDAYS = (date(2026, 4, 6), date(2026, 5, 4), date(2026, 5, 25), date(2027, 3, 26), date(2027, 3, 29))
FAR = Span(date(2022, 1, 1), date(2031, 1, 1))
OFFICES = ("ofsted", "cqc", "hmicfrs", "hmi-probation")
TEAM = {"ofsted": 3, "cqc": 2, "hmicfrs": 2, "hmi-probation": 2}
SETS = (ThematicSet(1, "Topic", 6, TEAM, FAR), ThematicSet(2, "Front door", 4, {"ofsted": 2, "cqc": 2, "hmicfrs": 2}, FAR))


def week(monday: date) -> Week:
    """With what shuts it."""
    span = Span(monday, monday + timedelta(days=4))
    shut = [(Rule.CLOSED, one) for one in CLOSED if one.meets(span)]
    return Week(monday, (*shut, *((Rule.HOLIDAY, Span(day, day)) for day in HOLIDAYS if span.first <= day <= span.last)))


def problem(seed: int) -> Problem:
    """Areas of which some were inspected not long ago, and people who are away for three fortnights each."""
    luck = Random(seed)
    visits: dict[int, list[Visit]] = {}
    for number in range(VISITS):
        first = FIRST + timedelta(days=luck.randrange(7 * WEEKS))
        span = Span(first, first + timedelta(days=luck.choice((1, 4, 11))), "A visit")
        gap = timedelta(days=28 if number % 3 else 90)
        visits.setdefault(luck.randrange(AREAS), []).append(Visit(span, gap))
    areas = tuple(
        Area(
            key,
            f"Area {key}",
            {key % FORCES: f"Force {key % FORCES}"},
            {
                Weight.REGION: luck.choice("ABCDEFGH"),
                Weight.TYPE: luck.choice("clmu"),
                Weight.SIZE: luck.choice("sml"),
                Weight.DEPRIVATION: luck.choice("12345"),
            },
            concerns=luck.choice((0, 0, 0, 1, 2, 5)),
            inspected=luck.choice((None, date(2017, 5, 1), date(2023, 5, 1), date(2020, 1, 1))),
            visits=tuple(visits.get(key, ())),
        )
        for key in range(AREAS)
    )
    starts = [[FIRST + timedelta(days=luck.randrange(360)) for _time in range(3)] for _person in range(PEOPLE)]
    inspectors = tuple(
        Inspector(
            key, OFFICES[key % 4], leads=key % 8 == 0, away=tuple(Span(day, day + timedelta(days=13)) for day in starts[key])
        )
        for key in range(PEOPLE)
    )
    weeks = tuple(week(FIRST + timedelta(days=7 * number)) for number in range(WEEKS))
    return Problem(areas, weeks, SETS, inspectors, weights=dict.fromkeys(Weight, 5))
