"""School holidays of the demonstration: of most invented local areas, of no real one."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from django.db.models import Count

from agencies.loading import BadFile, load_school_holidays
from agencies.models import LocalArea, SchoolHoliday
from agencies.queries import terms_missing
from inspections.loading import AGENCIES
from scheduling.bounds import check_school_holiday
from scheduling.demonstration import invent_school_holidays
from scheduling.importing.checking import overlap
from tests.factories import LocalAreaFactory

pytestmark = pytest.mark.django_db
LOCAL_AREAS = AGENCIES / "demonstration" / "local_areas.csv"
HEAD = "gss_code,name,first_week,last_week,half_term\n"


@pytest.fixture
def invented() -> list[LocalArea]:
    """With the codes of the reference file."""
    codes = [line.partition(",")[0] for line in LOCAL_AREAS.read_text(encoding="utf-8").splitlines()[1:]]
    return [LocalAreaFactory(code=code, demonstration=True) for code in codes]


def test_most_invented_areas_have_holidays_and_two_are_not_known(invented):
    real = LocalAreaFactory()
    assert invent_school_holidays({2024, 2025}) == 22 * 6 * 4
    assert invent_school_holidays({2024, 2025}) == 0
    rows = SchoolHoliday.objects.filter(local_area__in=invented).order_by("school_year").values_list("school_year")
    assert list(rows.annotate(areas=Count("local_area", distinct=True))) == [(year, 22) for year in (2023, 2024, 2025, 2026)]
    assert SchoolHoliday.objects.filter(local_area=real).count() == 0
    first = SchoolHoliday.objects.filter(local_area__code="DEMO0001", school_year=2026)
    assert [(row.name, row.first_day, row.last_day, row.half_term) for row in first[:2]] == [
        ("Autumn half-term", date(2026, 10, 26), date(2026, 10, 30), True),
        ("Christmas", date(2026, 12, 21), date(2027, 1, 1), False),
    ]


def test_they_obey_the_rules_of_what_people_record(invented):
    invent_school_holidays(set(range(2016, 2060)))
    assert not any(terms_missing(invented, range(2016, 2060)).values())
    for area in invented:
        rows = list(SchoolHoliday.objects.filter(local_area=area))
        for row in rows:
            check_school_holiday(row.school_year, row.first_day, row.last_day)
        assert not any(overlap(one, other) for one, other in pairwise(rows))


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("E06000001,Christmas,16,17,no", "“E06000001” is not known"),
        ("DEMO0001,Christmas,17,16,no", "lies before first_week"),
        ("DEMO0001,Christmas,16,54,no", "54 is not between 0 and 53"),
        ("DEMO0001,,16,17,perhaps", "is empty"),
    ],
)
def test_a_mistake_in_the_file_is_named_and_nothing_is_loaded(invented, tmp_path: Path, line, what):
    assert invented
    LocalAreaFactory(code="E06000001")
    path = tmp_path / "school_holidays.csv"
    path.write_text(HEAD + line)
    with pytest.raises(BadFile, match=what):
        load_school_holidays(path, [2026])
    assert SchoolHoliday.objects.count() == 0
