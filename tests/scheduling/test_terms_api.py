"""School holidays over the API: the same rules and sentences as the pages."""

import base64

import pytest

from tests.api.asking import Program
from tests.scheduling.holidays import CHRISTMAS, HALF_TERM, as_csv, holiday, recorded

pytestmark = pytest.mark.django_db
LIST = "/api/v1/programme-years/2026/school-holidays/"
AREA, TABLE = f"{LIST}X001/", f"{LIST}import/"
CHRISTMAS_SENT = {"school_year": 2026, "name": "Christmas", "first_day": "2026-12-21", "last_day": "2027-01-01"}


@pytest.fixture
def lead(play):
    return Program(play.programme_lead)


def sent(rows, **more):
    return {"name": "terms.csv", "document": base64.b64encode(as_csv(rows)).decode(), "only_check": False, **more}


def test_local_areas_are_listed_with_what_is_known_of_them(lead):
    holiday()
    listed = lead.get(f"{LIST}?sort=known")["results"]
    assert [(row["local_area"]["code"], row["before"], row["now"]) for row in listed] == [("X001", 0, 1), ("X002", 0, 0)]
    assert (listed[0]["now_missing"], len(listed[0]["before_missing"])) == (
        ["autumn-half-term", "spring-half-term", "easter", "summer-half-term", "summer"], 6,
    )  # fmt: skip
    assert [row["local_area"]["code"] for row in lead.get(f"{LIST}?terms=unknown&text=raven")["results"]] == ["X002"]
    assert lead.ask("get", f"{LIST}?colour=red").status_code == 400


def test_a_holiday_is_added_read_changed_and_removed(lead):
    made = lead.ask("post", AREA, CHRISTMAS_SENT)
    said = made.json()
    assert (made.status_code, lead.get(AREA)) == (201, [said])
    assert {name: said[name] for name in CHRISTMAS_SENT} == CHRISTMAS_SENT
    assert lead.ask("post", AREA, CHRISTMAS_SENT).json()["id"] == said["id"]
    one = f"{AREA}{said['id']}/"
    changed = lead.ask("put", one, {**CHRISTMAS_SENT, "name": "Winter", "seen": said["seen"]})
    assert (changed.status_code, changed.json()["name"]) == (200, "Winter")
    assert lead.ask("put", one, {**CHRISTMAS_SENT, "seen": said["seen"]}).status_code == 409
    assert lead.ask("delete", f"{one}?seen={said['seen']}").status_code == 409
    assert lead.ask("delete", one).status_code == 400
    now = f"{one}?seen={changed.json()['seen']}"
    assert (lead.ask("delete", now).status_code, recorded(), lead.ask("delete", now).status_code) == (204, [], 404)


def test_a_holiday_of_a_school_year_that_is_not_of_this_programme_year_is_refused(lead):
    far = {**CHRISTMAS_SENT, "school_year": 2030, "first_day": "2030-12-23", "last_day": "2031-01-03"}
    answer = lead.ask("post", AREA, far)
    assert (answer.status_code, answer.json()["detail"]) == (422, "School year must be 2025 or 2026.")
    made = holiday()
    assert lead.ask("put", f"{AREA}{made.pk}/", {**far, "seen": "x"}).status_code == 422


def test_a_table_is_checked_and_loaded(lead):
    checked = lead.ask("post", TABLE, sent([CHRISTMAS, HALF_TERM], only_check=True)).json()
    assert (checked["loaded"], checked["added"], recorded()) == (False, 2, [])
    loaded = lead.ask("post", TABLE, sent([CHRISTMAS, HALF_TERM])).json()
    assert (loaded["loaded"], loaded["rows"], len(recorded())) == (True, 2, 2)


def test_a_table_replaces_only_what_was_seen(lead):
    holiday(name="Old")
    assert lead.ask("post", TABLE, sent([CHRISTMAS])).status_code == 409
    seen = lead.ask("post", TABLE, sent([CHRISTMAS], only_check=True)).json()["seen"]
    assert lead.ask("post", TABLE, sent([CHRISTMAS], seen=seen)).status_code == 200
    assert [row[2] for row in recorded()] == ["Christmas"]


def test_a_table_with_a_fault_says_which_and_loads_nothing(lead):
    answer = lead.ask("post", TABLE, sent([CHRISTMAS, ("Nowhere", *HALF_TERM[1:])]))
    assert (answer.status_code, answer.json()["loaded"], recorded()) == (200, False, [])
    what = "“Nowhere” is not a local area. Write the exact name or the code."
    assert answer.json()["faults"] == [{"line": 3, "column": "local_area", "what": what}]


def test_another_inspectorates_lead_reads_and_changes_nothing(play):
    holiday()
    cqc = Program(play.cqc_programme_lead)
    assert len(cqc.get(AREA)) == 1
    assert [cqc.ask("post", address, {}).status_code for address in (AREA, TABLE)] == [403, 403]
