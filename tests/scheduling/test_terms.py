"""School holidays: what is known and what is not, and changing them by hand."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import SchoolHoliday
from agencies.queries import school_holidays, terms_missing
from audit.queries import trail_of
from jtai import schoolyears
from jtai.errors import Changed, Invalid, NotAllowed, NotNow
from scheduling.commands import add_school_holiday, change_school_holiday, open_year, remove_school_holiday
from scheduling.queries import TermsFilter, areas_with_terms, mark_of_holiday, terms_counted
from tests.scheduling.holidays import holiday, recorded, whole_year
from tests.walk import cast, local_area

pytestmark = pytest.mark.django_db
CHRISTMAS = {
    "school_year": 2026, "name": "Christmas", "first_day": date(2026, 12, 21), "last_day": date(2027, 1, 1), "half_term": False,
}  # fmt: skip


@pytest.fixture(autouse=True)
def people():
    return cast()


def test_a_school_year_runs_from_september_to_august():
    assert [schoolyears.school_year_of(date(2026, 8, 31)), schoolyears.school_year_of(date(2026, 9, 1))] == [2025, 2026]
    assert (schoolyears.first_day(2026), schoolyears.last_day(2026)) == (date(2026, 9, 1), date(2027, 8, 31))
    assert (schoolyears.school_years_of(2026), schoolyears.named(2099)) == ((2025, 2026), "2099-00")


@pytest.mark.parametrize("words", ["2026-27", "2026/27", "2026-2027", " 2026 ", "2026–27"])
def test_a_school_year_is_written_in_several_ways(words):
    assert schoolyears.written(words) == 2026


@pytest.mark.parametrize("words", ["2026-28", "26-27", "2026-27 or so", "", "2026-2127"])
def test_what_is_no_school_year_is_refused(words):
    with pytest.raises(ValueError, match=r"^"):
        schoolyears.written(words)


def test_the_holidays_of_several_areas_come_in_one_query_and_an_unknown_area_has_none():
    first, second, third = (local_area(code) for code in ("X001", "X002", "X003"))
    half = holiday(first, name="Half-term", first_day=date(2026, 10, 26), last_day=date(2026, 10, 30), half_term=True)
    christmas = holiday(first)
    holiday(first, name="Summer", first_day=date(2027, 7, 22), last_day=date(2027, 8, 31))
    other = holiday(second)
    with CaptureQueriesContext(connection) as asked:
        found = school_holidays([first, second.pk, third], date(2026, 10, 30), date(2026, 12, 21))
    assert (found, len(asked)) == ({first.pk: [half, christmas], second.pk: [other], third.pk: []}, 1)


@pytest.mark.parametrize(
    ("days", "without"),
    [
        ([(date(2026, 12, 21), date(2027, 1, 1))], "Christmas"),
        ([(date(2026, 12, 25), date(2026, 12, 25))], ""),
        ([(date(2026, 12, 21), date(2026, 12, 24)), (date(2026, 12, 28), date(2026, 12, 30))], "Christmas"),
        ([(date(2026, 10, 19), date(2026, 10, 30))], "autumn half-term"),
        ([(date(2027, 2, 15), date(2027, 2, 17))], "spring half-term"),
        ([(date(2027, 4, 24), date(2027, 5, 10))], "Easter"),
        ([(date(2027, 4, 25), date(2027, 5, 10))], ""),
        ([(date(2027, 7, 10), date(2027, 7, 29))], ""),
        ([(date(2027, 7, 22), date(2027, 9, 3))], "summer"),
        ([(date(2026, 9, 1), date(2026, 9, 4))], ""),
    ],
)
def test_a_holiday_stands_for_the_part_of_the_school_year_in_whose_usual_time_enough_of_it_lies(days, without):
    missing = {str(part.name) for part in schoolyears.missing(2026, days)}
    every = {"autumn half-term", "Christmas", "spring half-term", "Easter", "summer half-term", "summer"}
    assert missing == every - {without}


def test_a_school_year_lacks_its_parts_area_by_area_in_one_query(django_assert_num_queries):
    areas = [local_area(code) for code in ("X001", "X002", "X003")]
    whole_year(areas[0])
    whole_year(areas[1], without=["Easter"])
    holiday(areas[2], school_year=2025)
    with django_assert_num_queries(1):
        found = terms_missing(areas, [2026])
    assert {key: [part.code for part in parts] for key, parts in found.items()} == {
        (areas[0].pk, 2026): [], (areas[1].pk, 2026): ["easter"],
    }  # fmt: skip


def test_the_list_says_which_areas_are_known_and_counts_both_kinds(people):
    year = open_year(2026, by=people.programme_lead)
    local_area("X004")
    whole_year("X001")
    whole_year("X001", 2025)
    whole_year("X002")
    holiday("X003")
    whole_year("X003", 2025, without=["Easter", "Summer"])

    def listed(**asked):
        return [
            (row.code, row.before_count, row.now_count)
            for row in areas_with_terms(people.cqc_programme_lead, year, TermsFilter(**asked))
        ]

    assert listed() == [("X001", 6, 6), ("X002", 0, 6), ("X003", 4, 1), ("X004", 0, 0)]
    assert listed(terms="known") == [("X001", 6, 6)]
    assert listed(terms="partly") == [("X003", 4, 1)]
    assert listed(terms="unknown", sort="unknown") == [("X004", 0, 0), ("X002", 0, 6)]
    assert listed(sort="known") == [("X001", 6, 6), ("X003", 4, 1), ("X002", 0, 6), ("X004", 0, 0)]
    assert listed(text="fell") == [("X001", 6, 6)]
    assert listed(region="nowhere") == []
    assert [(one.name, one.known, one.partly, one.unknown) for one in terms_counted(people.programme_lead, year)] == [
        ("2025-26", 1, 1, 2), ("2026-27", 2, 1, 1),
    ]  # fmt: skip
    with pytest.raises(NotAllowed):
        areas_with_terms(people.stranger, year)


def test_a_holiday_is_added_once_and_stands_in_the_trail(people):
    area = local_area("X001")
    made = [add_school_holiday(area, **CHRISTMAS, by=people.programme_lead) for _twice in range(2)]
    assert made[0] == made[1]
    assert recorded() == [("X001", 2026, "Christmas", "2026-12-21", "2027-01-01", False)]
    assert [event.verb for event in trail_of("reference")] == ["school_holiday.add"]


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"last_day": date(2026, 12, 20)}, "last_day", "The last day lies before the first day."),
        (
            {"first_day": date(2026, 8, 31)}, "first_day",
            "A holiday of 2026-27 begins from 1 September 2026 to 31 August 2027.",
        ),
        (
            {"first_day": date(2027, 9, 1), "last_day": date(2027, 9, 2)}, "first_day",
            "A holiday of 2026-27 begins from 1 September 2026 to 31 August 2027.",
        ),
        (
            {"first_day": date(2027, 7, 22), "last_day": date(2027, 9, 16)}, "last_day",
            "A holiday of 2026-27 ends by 15 September 2027.",
        ),
        (
            {"first_day": date(2026, 10, 30), "last_day": date(2026, 11, 1)}, "first_day",
            "These days overlap with another holiday: Half-term, 26 October 2026 to 30 October 2026.",
        ),
        (
            {"first_day": date(2027, 7, 1), "last_day": date(2027, 8, 30)}, "last_day",
            "Check the days: this holiday would last 61 days. Enter at most 60.",
        ),
        ({"school_year": 2014}, "school_year", "School years are from 2015-16 to 2100-01."),
    ],
)  # fmt: skip
def test_days_that_cannot_be_a_holiday_of_the_year_are_refused(people, changes, field, sentence):
    area = local_area("X001")
    holiday(area, name="Half-term", first_day=date(2026, 10, 26), last_day=date(2026, 10, 30))
    holiday("X002", first_day=date(2026, 12, 1))
    with pytest.raises(Invalid) as refused:
        add_school_holiday(area, **{**CHRISTMAS, **changes}, by=people.programme_lead)
    assert (str(refused.value), refused.value.field) == (sentence, field)
    assert SchoolHoliday.objects.count() == 2


def test_a_summer_holiday_may_run_into_september_and_others_may_touch(people):
    area = local_area("X001")
    summer = {"first_day": date(2027, 7, 22), "last_day": date(2027, 9, 15)}
    add_school_holiday(area, **{**CHRISTMAS, **summer}, by=people.programme_lead)
    after = {"school_year": 2027, "first_day": date(2027, 9, 16), "last_day": date(2027, 9, 16)}
    add_school_holiday(area, **{**CHRISTMAS, **after}, by=people.programme_lead)
    assert len(recorded()) == 2


def test_a_holiday_is_changed_and_may_overlap_with_what_it_was(people):
    made = holiday()
    mark = mark_of_holiday(made)
    change_school_holiday(made, **{**CHRISTMAS, "last_day": date(2027, 1, 4)}, seen=mark, by=people.programme_lead)
    assert recorded() == [("X001", 2026, "Christmas", "2026-12-21", "2027-01-04", False)]
    event = trail_of("reference")[0]
    assert (event.verb, event.words.data["before"]) == (
        "school_holiday.change",
        "Christmas, 21 December 2026 to 1 January 2027",
    )


def test_who_was_slower_is_told_what_stands_and_changes_nothing(people):
    made = holiday()
    mark = mark_of_holiday(made)
    change_school_holiday(made, **{**CHRISTMAS, "name": "Winter"}, seen=mark, by=people.programme_lead)
    with pytest.raises(Changed, match="It now says: Winter, 21 December 2026 to 1 January 2027"):
        change_school_holiday(made, **{**CHRISTMAS, "name": "Yule"}, seen=mark, by=people.programme_lead)
    with pytest.raises(Changed):
        remove_school_holiday(made, seen=mark, by=people.programme_lead)
    assert recorded() == [("X001", 2026, "Winter", "2026-12-21", "2027-01-01", False)]


def test_a_holiday_is_removed_and_cannot_be_changed_afterwards(people):
    made = holiday()
    mark = mark_of_holiday(made)
    remove_school_holiday(made, seen=mark, by=people.programme_lead)
    assert (recorded(), [event.verb for event in trail_of("reference")]) == ([], ["school_holiday.remove"])
    with pytest.raises(NotNow, match="Somebody removed this holiday meanwhile"):
        change_school_holiday(made, **CHRISTMAS, seen=mark, by=people.programme_lead)


def test_only_ofsteds_programme_leads_change_school_holidays(people):
    made = holiday()
    mark = mark_of_holiday(made)
    for person in (people.cqc_programme_lead, people.stranger, people.co_ordinator, people.administrator):
        with pytest.raises(NotAllowed):
            add_school_holiday(made.local_area, **{**CHRISTMAS, "school_year": 2025}, by=person)
        with pytest.raises(NotAllowed):
            change_school_holiday(made, **CHRISTMAS, seen=mark, by=person)
        with pytest.raises(NotAllowed):
            remove_school_holiday(made, seen=mark, by=person)
    assert len(recorded()) == 1


def test_a_name_is_written_on_one_line_and_says_something(people):
    area = local_area("X001")
    assert (
        add_school_holiday(area, **{**CHRISTMAS, "name": " Winter \n break"}, by=people.programme_lead).name == "Winter break"
    )
    with pytest.raises(Invalid, match="Enter the name of the holiday"):
        add_school_holiday(area, **{**CHRISTMAS, "name": " \t"}, by=people.programme_lead)
