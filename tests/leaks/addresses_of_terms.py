"""The addresses of school holidays: whether an area has an inspection in the year shows in none of them."""

from tests.leaks.rows import HUNDRED, Kwargs, Row, sent
from tests.leaks.targets import ABSENT, Target


def year(target: Target) -> list[Kwargs]:
    """Of the inspection."""
    return [{"year": target.inspection.programme_year}]


def area(target: Target) -> list[Kwargs]:
    """Its own, in its year."""
    return [{**kwargs, "code": target.inspection.local_area.code} for kwargs in year(target)]


def a_file(target: Target) -> list[Kwargs]:
    """As either kind of file."""
    return [{**kwargs, "kind": kind} for kwargs in year(target) for kind in ("csv", "xlsx")]


def holiday(target: Target) -> list[Kwargs]:
    """One that is not there: none is planted."""
    return [{**kwargs, "pk": ABSENT} for kwargs in area(target)]


HOLIDAY = {"school_year": 2026, "name": "Christmas", "first_day": "2026-12-21", "last_day": "2027-01-01"}
TERMS: dict[str, Row] = {
    "school_holidays": Row(year, ("", "?text=Fell", "?terms=unknown")),
    "school_holidays_of_area": Row(area),
    "school_holidays_export": Row(a_file),
    "school_holidays_template": Row(a_file),
    "school_holidays_import": Row(year, sends=sent(what="check")),
    "school_holiday_add": Row(area, sends=sent(**HOLIDAY)),
    "school_holiday_change": Row(holiday, sends=sent(**HOLIDAY, seen="x")),
    "school_holiday_remove": Row(holiday, sends=sent(seen="x")),
    "api_school_holidays": Row(year, (*HUNDRED, "?text=Fell")),
    "api_school_holidays_of_area": Row(area, sends=sent(**HOLIDAY)),
    "api_school_holiday": Row(holiday, sends=sent(**HOLIDAY, seen="x")),
    "api_school_holidays_import": Row(year, sends=sent(name="a.csv", document="QQ==", only_check=True)),
}
