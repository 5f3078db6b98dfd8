"""What really happened, put to the rules by which weeks are planned: three weeks were not Monday to Friday, and no other is refused."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from agencies.loading import load_bank_holidays, load_closed_periods
from agencies.queries import closed_periods, forget_holidays, holidays
from inspections.commands import objections_to
from inspections.loading import AGENCIES
from jtai.workingdays import add, between
from scheduling.management.commands import print_calendar
from scheduling.management.commands.print_calendar import (
    KNOWN,
    KNOWN_DATES,
    bank_holidays,
    computed_of_known,
    distances,
    notice_of,
    past,
    rules_of,
    statements,
)
from scheduling.proposing.facts import Area, Inspector, Place, Problem, Rule, Rules, Span, ThematicSet, Week, Weight
from scheduling.proposing.rules import Judge

NOT_MONDAY_TO_FRIDAY = [("Oxfordshire", 2016), ("Hounslow", 2017), ("Harrow", 2023)]


@pytest.fixture
def days(db):  # noqa: ARG001 -- opens the database
    load_bank_holidays()
    load_closed_periods(AGENCIES / "closed_periods.csv")
    forget_holidays()
    yield holidays()
    forget_holidays()


def test_three_were_not_monday_to_friday_and_all_others_are_accepted():
    rows = past()
    assert len(rows) == 64
    assert [(one.area, one.start.year) for one in rows if one.objections] == NOT_MONDAY_TO_FRIDAY
    assert all("Monday to Friday" in sentence for one in rows for sentence in one.objections)


def test_the_calendar_of_this_service_says_the_same(days):
    """By its rows, as a page asks: no closed period and no bank holiday lies in a week in which people really worked."""
    refused = [(one.area, one.start.year) for one in past() if objections_to(one.start)]
    # Oxfordshire began on a Monday; that it went on into Saturday is no matter of the first day.
    assert refused == NOT_MONDAY_TO_FRIDAY[1:]
    assert {day for day in bank_holidays() if day.weekday() < 5 and date(2016, 1, 1) <= day < date(2027, 1, 1)} == {
        day for day in days if date(2016, 1, 1) <= day < date(2027, 1, 1)
    }


def judged(one, days):
    """The rules that its week breaks by the proposer's judge, with a team that is there and nothing else in the way."""
    week = Span(one.start, one.start + timedelta(days=4))
    shut = [(Rule.CLOSED, Span(row.first_day, row.last_day)) for row in closed_periods(week.first, week.last)]
    shut += [(Rule.HOLIDAY, Span(day, day)) for day in days if week.first <= day <= week.last]
    people = tuple(Inspector(key, "ofsted", leads=True) for key in range(2))
    wanted = ThematicSet(1, "Topic", 1, {"ofsted": 2}, Span(date(2016, 1, 1), date(2030, 1, 1)))
    area = Area(1, one.area, {1: "A force"}, dict.fromkeys(Weight, ""))
    problem = Problem((area,), (Week(one.start, tuple(shut)),), (wanted,), people, Rules(busy_before=0))
    return [found.rule for found in Judge(problem).alone(Place(1, 0, 1))]


def test_the_proposer_keeps_none_of_these_weeks_out(days):
    assert {one.area: rules for one in past() if (rules := judged(one, days))} == {}


def test_a_week_in_the_summer_or_over_a_bank_holiday_would_be_refused(days):
    """So that the test above can fail."""
    [summer, may] = [
        print_calendar.Past("Elsewhere", "2018", monday, monday + timedelta(days=4), monday, 0, ())
        for monday in (date(2018, 7, 30), date(2018, 5, 7))
    ]
    assert (judged(summer, days), judged(may, days)) == ([Rule.CLOSED], [Rule.HOLIDAY])
    assert [len(list(print_calendar.objections(one.start, one.end))) for one in (summer, may)] == [1, 1]


def test_every_publication_lies_between_25_and_66_working_days_and_its_framework_plans_the_most_frequent():
    assert (min(one.distance for one in past()), max(one.distance for one in past())) == (25, 66)
    assert [(one.framework, one.modes, one.rule) for one in distances()] == [
        ("2018", [30], 30),
        ("2022-front-door", [34], 34),
        ("2022-thematic", [34], 34),
    ]
    assert sum(len(one.values) for one in distances()) == 64
    assert all(add(one.end, one.distance, bank_holidays()) == one.published for one in past())


def test_every_notice_would_have_been_a_working_day_before_fieldwork():
    found = {one.area: notice_of(one) for one in past() if not one.objections}
    assert all(day.weekday() < 5 and day not in bank_holidays() for day in found.values())
    assert found[KNOWN] == date(2017, 11, 21)


def test_haringey_by_its_dates():
    [one] = [row for row in past() if row.area == KNOWN]
    assert (one.framework, one.start, one.end, one.published) == (
        "2018", KNOWN_DATES["fieldwork_start"], KNOWN_DATES["fieldwork_end"], KNOWN_DATES["publication"],
    )  # fmt: skip
    differing = {name for name, day in computed_of_known().items() if day != KNOWN_DATES[name]}
    assert differing == {"publication"}
    end = KNOWN_DATES["fieldwork_end"]
    assert between(end, KNOWN_DATES["publication"], bank_holidays()) == 34
    assert between(end, computed_of_known()["publication"], bank_holidays()) == rules_of("2018")["publication"].days == 30


def test_seventy_working_days_from_receipt():
    assert [computed for _received, due, computed in statements() if computed != due] == []
    assert len(statements()) == 5


def test_the_page_is_in_step(tmp_path, monkeypatch):
    call_command("print_calendar", "--check")
    monkeypatch.setattr(print_calendar, "PAGE", tmp_path / "calendar.md")
    with pytest.raises(CommandError, match="out of step"):
        call_command("print_calendar", "--check")
