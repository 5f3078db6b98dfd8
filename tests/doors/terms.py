"""The doors of school holidays: every inspectorate's programme leads look, Ofsted's change."""

import base64
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.models import SchoolHoliday
from scheduling.queries import mark_of_holiday
from tests.doors.pages import PROGRAMME, at_year
from tests.doors.parts import Door
from tests.doors.terms_world import christmas
from tests.doors.world import OPEN_YEAR, World
from tests.walk import AREA

SENDS = "in 403 403 403 403 403 302 403"
API_LOOKS = "401 403 403 403 403 403 200 403"
API_ADDS = "401 403 403 403 403 403 201 403"
LOOKS = {"cqc_programme_lead": "200"}
NOT_THEIRS = {"cqc_programme_lead": "403"}
TABLE = f"local_area,school_year,name,first_day,last_day\nX002,{OPEN_YEAR},Easter,{OPEN_YEAR + 1}-04-01,{OPEN_YEAR + 1}-04-12\n"

SEEN = f"?seen={mark_of_holiday(christmas(OPEN_YEAR))}"


def holiday() -> SchoolHoliday:
    return SchoolHoliday.objects.get(local_area__code=AREA)


def at_area(world: World) -> dict[str, Any]:
    return {**at_year(world), "code": AREA}


def at_holiday(world: World) -> dict[str, Any]:
    return {**at_area(world), "pk": holiday().pk}


def a_file(kind: str) -> Any:
    return lambda world: {**at_year(world), "kind": kind}


def easter(_world: World) -> dict[str, Any]:
    return {
        "school_year": OPEN_YEAR,
        "name": "Easter",
        "first_day": f"{OPEN_YEAR + 1}-04-01",
        "last_day": f"{OPEN_YEAR + 1}-04-12",
    }


def seen(_world: World) -> dict[str, Any]:
    return {"seen": mark_of_holiday(holiday())}


def changed(world: World) -> dict[str, Any]:
    return {**easter(world), **seen(world)}


def table(_world: World) -> dict[str, Any]:
    return {"document": SimpleUploadedFile("terms.csv", TABLE.encode()), "what": "load"}


def sent_in(_world: World) -> dict[str, Any]:
    return {"name": "terms.csv", "document": base64.b64encode(TABLE.encode()).decode(), "only_check": False}


def names(_world: World) -> list[tuple[int, str]]:
    return list(SchoolHoliday.objects.order_by("pk").values_list("pk", "name"))


DOORS = [
    Door("school_holidays", "get", PROGRAMME, at=at_year, also=LOOKS),
    Door("school_holidays_of_area", "get", PROGRAMME, at=at_area, also=LOOKS),
    *(Door("school_holidays_export", "get", PROGRAMME, at=a_file(kind), also=LOOKS) for kind in ("csv", "xlsx")),
    *(Door("school_holidays_template", "get", PROGRAMME, at=a_file(kind), also=LOOKS) for kind in ("csv", "xlsx")),
    Door("school_holidays_import", "get", PROGRAMME, at=at_year, also=NOT_THEIRS),
    Door("school_holidays_import", "post", SENDS, at=at_year, body=table, changes=names, also=NOT_THEIRS),
    Door("school_holiday_add", "get", PROGRAMME, at=at_area, also=NOT_THEIRS),
    Door("school_holiday_add", "post", SENDS, at=at_area, body=easter, changes=names, also=NOT_THEIRS),
    Door("school_holiday_change", "get", PROGRAMME, at=at_holiday, also=NOT_THEIRS),
    Door("school_holiday_change", "post", SENDS, at=at_holiday, body=changed, changes=names, also=NOT_THEIRS),
    Door("school_holiday_remove", "get", PROGRAMME, at=at_holiday, also=NOT_THEIRS),
    Door("school_holiday_remove", "post", SENDS, at=at_holiday, body=seen, changes=names, also=NOT_THEIRS),
    Door("api_school_holidays", "get", API_LOOKS, at=at_year, also=LOOKS),
    Door("api_school_holidays_of_area", "get", API_LOOKS, at=at_area, also=LOOKS),
    Door("api_school_holidays_of_area", "post", API_ADDS, at=at_area, body=easter, changes=names, also=NOT_THEIRS),
    Door("api_school_holiday", "put", API_LOOKS, at=at_holiday, body=changed, changes=names, also=NOT_THEIRS),
    Door(
        "api_school_holiday", "delete", "401 403 403 403 403 403 204 403",
        at=at_holiday, query=SEEN, changes=names, also=NOT_THEIRS,
    ),
    Door("api_school_holidays_import", "post", API_LOOKS, at=at_year, body=sent_in, changes=names, also=NOT_THEIRS),
]  # fmt: skip
