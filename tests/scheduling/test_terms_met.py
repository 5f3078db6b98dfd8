"""Fieldwork that falls into the school holidays of its local area: who is told of it, and where it stands."""

from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from scheduling import queries
from tests.scheduling.holidays import as_csv, holiday
from tests.walk import AREA, FRONT_DOOR, OTHER_AREA, inspection_at, local_area

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("spring", "play")]
YEAR = "/programme-years/2026/"
LIST = f"{YEAR}school-holidays/"
WEEK = date(2026, 6, 8)
DAYS = (date(2026, 6, 12), date(2026, 6, 16))
SAID = "Fieldwork in Fellmoor, 8 to 12 June 2026, falls in its school holidays (“Extra days”, 12 to 16 June 2026)"


def extra_days(area=AREA, **values):
    return holiday(area, **{"school_year": 2025, "name": "Extra days", "first_day": DAYS[0], "last_day": DAYS[1], **values})


def typed(**values):
    return {
        "school_year": "2025", "name": "Extra days", "first_day": str(DAYS[0]), "last_day": str(DAYS[1]), **values,
    }  # fmt: skip


def met(user, *areas):
    return [one.says for one in queries.fieldwork_in_holidays(user, [local_area(code).pk for code in areas])]


def test_a_holiday_over_planned_fieldwork_is_saved_and_named_when_it_is_added_and_changed(there):
    inspection_at("planned", week=WEEK, year=2026)
    answer = there.post(f"{LIST}{AREA}/add/", typed(), follow=True).content.decode()
    assert ("Extra days was added." in answer, SAID in answer) == (True, True)
    [row] = local_area(AREA).school_holidays.all()
    address = f"{LIST}{AREA}/{row.pk}/"
    later = typed(first_day="2026-06-15", seen=queries.mark_of_holiday(row))
    assert "Fieldwork in" not in there.post(address, later, follow=True).content.decode()
    row.refresh_from_db()
    answer = there.post(address, typed(seen=queries.mark_of_holiday(row)), follow=True).content.decode()
    assert ("Extra days was changed." in answer, SAID in answer) == (True, True)


def test_a_table_over_planned_fieldwork_is_loaded_and_named(there):
    inspection_at("planned", week=WEEK, year=2026)
    inspection_at("planned", week=WEEK, year=2026, area=OTHER_AREA)
    extra_days(OTHER_AREA)
    table = as_csv([(AREA, "2025-26", "Extra days", *map(str, DAYS), "no")])
    sent = {"document": SimpleUploadedFile("terms.csv", table), "what": "load"}
    answer = there.post(f"{LIST}import/", sent, follow=True).content.decode()
    assert ("1 local area and school year are loaded" in answer, SAID in answer, "Fieldwork in Ravenholt" in answer) == (
        True, True, False,
    )  # fmt: skip


def test_only_inspections_that_the_viewer_sees_and_that_are_to_come_are_named(play):
    inspection_at("planned", week=WEEK, year=2026, framework=FRONT_DOOR)
    inspection_at("deferred", week=WEEK, year=2026, area=OTHER_AREA)
    for area in (AREA, OTHER_AREA):
        extra_days(area)
    sentence = f"{SAID}: see whether its week can stand, or choose another week on the inspection’s page."
    assert met(play.programme_lead, AREA, OTHER_AREA) == [sentence]
    assert met(play.cqc_programme_lead, AREA) == [sentence]
    for nobody in (play.probation_signatory, play.stranger, play.co_ordinator):
        assert met(nobody, AREA, OTHER_AREA) == []
    with time_machine.travel("2026-06-13T12:00Z"):
        assert met(play.programme_lead, AREA) == []


def test_a_half_term_is_told_more_softly_and_a_longer_holiday_before_it(play):
    inspection_at("planned", week=WEEK, year=2026)
    half = extra_days(name="Summer half-term", half_term=True, first_day=date(2026, 6, 8), last_day=date(2026, 6, 11))
    assert met(play.programme_lead, AREA) == [
        "Fieldwork in Fellmoor, 8 to 12 June 2026, falls in a half-term of its schools (“Summer half-term”, 8 to 11 June 2026)."
    ]
    extra_days(first_day=date(2026, 6, 12), last_day=date(2026, 6, 12))
    [one] = queries.fieldwork_in_holidays(play.programme_lead, [half.local_area_id])
    assert one.holiday.name == "Extra days"


def test_the_year_marks_fieldwork_in_school_holidays(there, django_assert_max_num_queries):
    inspection = inspection_at("planned", week=WEEK, year=2026)
    inspection_at("planned", week=date(2026, 9, 14), year=2026, area=OTHER_AREA)
    assert "In its school holidays" not in there.get(YEAR).content.decode()
    extra_days()
    shown = there.get(YEAR).content.decode()
    assert shown.count("In its school holidays: “Extra days”, 12 to 16 June 2026") == 1
    # In its own row, and with every rule that its week breaks by now.
    assert shown.count(f"/inspections/{inspection.pk}/steps/reschedule/") == 2
    assert "School holidays of the local area, 12 to 16 June 2026" in shown
    with django_assert_max_num_queries(24):
        there.get(YEAR)


def test_the_dates_of_the_inspection_say_it_until_its_fieldwork_is_over(there):
    inspection = inspection_at("planned", week=WEEK, year=2026)
    extra_days()
    address = f"/inspections/{inspection.pk}/dates/"
    said = "Fieldwork falls in school holidays of the local area: Extra days, "
    assert said in there.get(address).content.decode()
    with time_machine.travel("2026-06-13T12:00Z"):
        assert said not in there.get(address).content.decode()
    inspection.status = "deferred"
    inspection.save()
    assert said not in there.get(address).content.decode()


def test_who_sees_no_plans_is_told_nothing_of_plans(client, play, there):
    said = "A plan keeps fieldwork out of a half-term where it can, and out of any other holiday always."
    assert said in there.get(LIST).content.decode()
    client.force_login(play.cqc_programme_lead)
    shown = client.get(LIST).content.decode()
    main = shown[shown.index("<main") : shown.index("</main>")]
    assert (" plan" in main.lower(), "fieldwork is kept out of them" in main) == (False, True)


def test_the_form_of_rules_says_what_the_rule_on_school_holidays_is(there):
    shown = there.get(f"{YEAR}plans/new/").content.decode()
    assert "A plan keeps fieldwork out of a half-term where it can, and out of any other holiday always." in shown
    assert "no more places on teams than its inspectors can be on together in the year" in shown
