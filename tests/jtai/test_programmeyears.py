"""The programme year begins on 1 April, and every day lies in exactly one."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from jtai.programmeyears import first_day, last_day, year_of


def test_a_year_runs_from_april_to_march():
    assert (first_day(2025), last_day(2025)) == (date(2025, 4, 1), date(2026, 3, 31))
    assert [year_of(date(2025, 3, 31)), year_of(date(2025, 4, 1)), year_of(date(2026, 3, 31))] == [2024, 2025, 2025]


@given(day=st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_every_day_lies_in_one_year(day):
    year = year_of(day)
    assert first_day(year) <= day <= last_day(year)
    assert last_day(year) + timedelta(days=1) == first_day(year + 1)
