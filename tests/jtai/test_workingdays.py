"""Working days: the field's check dates on the real bank holidays, and what must hold for any."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from agencies.loading import load_bank_holidays
from agencies.queries import holidays
from jtai.workingdays import Counting, add, between, days_of, is_working

DAYS = st.dates(date(2015, 1, 1), date(2031, 12, 31))
COUNTS = st.integers(-150, 150)
FREE = st.frozensets(st.dates(date(2014, 1, 1), date(2032, 12, 31)), max_size=40)


@pytest.fixture
def real(db):  # noqa: ARG001 -- opens the database
    load_bank_holidays()
    return holidays()


# DOMAIN: 70 working days from receipt of the report.
STATEMENTS = [
    (date(2018, 1, 30), date(2018, 5, 11)),
    (date(2018, 8, 24), date(2018, 12, 3)),
    (date(2023, 1, 6), date(2023, 4, 18)),
    (date(2023, 9, 1), date(2023, 12, 8)),
    (date(2025, 3, 13), date(2025, 6, 25)),
]


@pytest.mark.parametrize(("receipt", "due"), STATEMENTS)
def test_statements_fall_due_as_the_letters_say(real, receipt, due):
    assert add(receipt, 70, real) == due
    assert between(receipt, due, real) == 70


def test_the_one_fully_dated_inspection(real):
    notified, start, end = date(2017, 11, 21), date(2017, 12, 4), date(2017, 12, 8)
    draft, comments, copy, published = date(2018, 1, 3), date(2018, 1, 16), date(2018, 1, 26), date(2018, 1, 30)

    assert add(start, -9, real) == notified
    assert add(start, -10, real, Counting.INCLUSIVE) == notified
    assert add(end, 15, real) == draft
    assert add(draft, 9, real) == comments
    assert add(draft, 10, real, Counting.INCLUSIVE) == comments
    assert add(published, -2, real) == copy
    assert add(end, 34, real) == published


@pytest.mark.parametrize("day", [date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)])
def test_one_off_bank_holidays_are_no_working_days(real, day):
    assert is_working(day, real) is False
    assert is_working(day, real - {day}) is True


def test_bank_holidays_are_those_of_england_and_wales(real):
    of_2024 = sorted(day for day in real if day.year == 2024)
    assert of_2024 == [
        date(2024, 1, 1),
        date(2024, 3, 29),
        date(2024, 4, 1),
        date(2024, 5, 6),
        date(2024, 5, 27),
        date(2024, 8, 26),
        date(2024, 12, 25),
        date(2024, 12, 26),
    ]


@given(start=DAYS, count=COUNTS, free=FREE)
def test_between_takes_back_what_add_adds(start, count, free):
    assume(is_working(start, free))
    assert between(start, add(start, count, free), free) == count


@given(start=DAYS, end=DAYS, free=FREE)
def test_add_reaches_the_day_that_between_counts_to(start, end, free):
    assume(is_working(start, free) and is_working(end, free))
    assert add(start, between(start, end, free), free) == end


@given(start=DAYS, count=COUNTS, free=FREE)
def test_add_lands_on_a_working_day(start, count, free):
    assume(count != 0)
    assert is_working(add(start, count, free), free)


@given(start=DAYS, count=st.integers(0, 80), more=st.integers(0, 80), free=FREE)
def test_two_steps_are_one(start, count, more, free):
    assert add(add(start, count, free), more, free) == add(start, count + more, free)


@given(start=DAYS, count=st.integers(1, 80), free=FREE)
def test_inclusive_counts_the_first_day_as_day_one(start, count, free):
    inclusive = add(start, count, free, Counting.INCLUSIVE)
    expected = add(start, count - 1 if is_working(start, free) else count, free)
    assert inclusive == expected
    assert sum(is_working(day, free) for day in days_of(start, inclusive)) == count


@given(start=DAYS, count=COUNTS, day=DAYS, free=FREE)
def test_one_more_holiday_never_brings_a_date_nearer(start, count, day, free):
    before, after = add(start, count, free), add(start, count, free | {day})
    assert after >= before if count >= 0 else after <= before


@given(first=DAYS, length=st.integers(0, 60))
def test_days_of_names_each_day_once(first, length):
    days = list(days_of(first, first + timedelta(days=length)))
    assert days == [first + timedelta(days=number) for number in range(length + 1)]


def test_an_inclusive_count_of_nothing_is_refused():
    with pytest.raises(ValueError, match="begins with day 1"):
        add(date(2026, 3, 23), 0, frozenset(), Counting.INCLUSIVE)
