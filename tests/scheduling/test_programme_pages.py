"""The programme's pages: years, places, and planning in three steps without losing a typed value."""

from datetime import date

import pytest
import time_machine

from agencies.loading import load_bank_holidays, load_closed_periods
from inspections.loading import AGENCIES
from inspections.models import Inspection
from scheduling.commands import open_year, place_inspection
from scheduling.models import ProgrammeYear
from tests.factories import LocalAreaFactory, RegionFactory
from tests.scheduling import planning
from tests.walk import AREA, OTHER_AREA, THEMATIC, cast, framework_version, local_area

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("spring")]
PLAN = "/programme-years/2026/plan/"


@pytest.fixture
def play():
    people = cast()
    planning.people()  # a week in which nobody can inspect needs a reason
    framework_version("2018")
    framework_version("2022-front-door")
    framework_version(THEMATIC)
    load_bank_holidays()
    load_closed_periods(AGENCIES / "closed_periods.csv")
    return people


@pytest.fixture
def year(play):
    return open_year(2026, 3, by=play.programme_lead)


@pytest.fixture
def lead(client, play, year):  # noqa: ARG001 -- the year is open
    client.force_login(play.programme_lead)
    return client


def typed(day="14", month="9", **changes):
    return {
        "area": AREA,
        "framework": THEMATIC,
        "topic": "walk-topic",
        "fieldwork_start_day": day,
        "fieldwork_start_month": month,
        "fieldwork_start_year": "2026",
        **changes,
    }


def confirmed(day="2026-09-14", **changes):
    return {"area": AREA, "framework": THEMATIC, "topic": "walk-topic", "fieldwork_start": day, **changes}


def words(answer):
    return " ".join(answer.content.decode().split())


def test_a_year_is_opened_and_shows_its_empty_places(client, play):
    client.force_login(play.programme_lead)
    assert "No programme year has been opened yet." in words(client.get("/programme-years/"))
    answer = client.post("/programme-years/open/", {"year": "2026", "target": "3"}, follow=True)
    assert answer.redirect_chain == [("/programme-years/2026/", 302)]
    assert words(answer).count("Empty") == 3
    assert "The programme year 2026-27 is open." in words(answer)


@time_machine.travel("2026-11-27T12:00Z")
def test_the_first_year_that_is_not_open_is_offered(client, play, year):
    client.force_login(play.programme_lead)

    def offered():
        return client.get("/programme-years/open/").context["form"]["year"].value()

    assert (year.year, offered()) == (2026, 2027)
    open_year(2028, by=play.programme_lead)
    assert offered() == 2027
    open_year(2027, by=play.programme_lead)
    assert offered() == 2029


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"year": "", "target": "10"}, "Enter the calendar year in which it begins"),
        ({"year": "2026", "target": ""}, "Enter how many local areas should be inspected"),
        ({"year": "1999", "target": "10"}, "2016 or more"),
        ({"year": "9" * 400, "target": "10"}, "2100 or less"),
        ({"year": "2026", "target": "10"}, "The programme year 2026-27 is open already"),
    ],
)
def test_a_year_with_a_mistake_is_not_opened(lead, sent, sentence):
    answer = lead.post("/programme-years/open/", sent)
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert "<title>Error: " in words(answer)
    assert ProgrammeYear.objects.count() == 1


def test_only_programme_leads_see_the_programme_and_only_ofsteds_change_it(client, play, year):
    for person in (play.stranger, play.co_ordinator, play.administrator):
        client.force_login(person)
        assert [client.get(address).status_code for address in ("/programme-years/", "/programme-years/2026/", PLAN)] == [
            403
        ] * 3
    client.force_login(play.cqc_programme_lead)
    page = words(client.get(year.get_absolute_url()))
    assert "Plan an inspection" not in page
    assert "Places that look empty may be taken by others" in page
    assert [client.get(PLAN).status_code, client.get("/programme-years/open/").status_code] == [403, 403]
    assert client.post(PLAN, confirmed()).status_code == 403
    assert client.get("/programme-years/2031/").status_code == 404
    client.logout()
    assert client.get("/programme-years/").status_code == 302


def test_an_inspection_is_chosen_looked_at_and_planned(lead, play):
    assert "Fellmoor" in words(lead.get(PLAN))

    look = lead.get(PLAN, {**typed(), "step": "preview"})
    page = words(look)
    assert look.status_code == 200
    for sentence in (
        "Friday 28 August 2026",  # notification: ten working days before, over the August bank holiday
        "Monday 14 September 2026",
        "10 working days before the start of fieldwork",
        "Open: counts from a day that is not known yet",
    ):
        assert sentence in page
    assert "This week should not stand" not in page
    assert Inspection.objects.count() == 0

    answer = lead.post(PLAN, confirmed())
    inspection = Inspection.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/inspections/{inspection.pk}/")
    assert (inspection.local_area.code, inspection.framework.code, inspection.topic.code) == (AREA, THEMATIC, "walk-topic")
    assert (inspection.programme_year, inspection.fieldwork_start, inspection.planned_by) == (
        2026,
        date(2026, 9, 14),
        play.programme_lead,
    )
    year_page = words(lead.get("/programme-years/2026/"))
    assert year_page.count(">Empty<") == 2
    assert "Fellmoor" in year_page


def test_narrowing_the_list_keeps_what_was_typed(lead):
    answer = lead.get(PLAN, {**typed(day="x9", month=""), "text": "raven", "step": "find"})
    page = words(answer)
    assert answer.status_code == 200
    assert f'<option value="{AREA}" selected>Fellmoor' in page
    assert f'<option value="{OTHER_AREA}">Ravenholt' in page
    assert 'value="x9"' in page
    assert f'value="{THEMATIC}"' in page
    assert '<option value="walk-topic" selected>' in page
    assert "2 local areas to choose from." in page
    assert "There is a problem" not in page


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        (typed(area=""), "Select a local area"),
        (typed(area="nowhere"), "Select an option from the list"),
        (typed(framework=""), "Select a framework"),
        (typed(framework="2018"), "Select an option from the list"),
        (typed(topic=""), "Select a deep-dive topic: this framework has one."),
        (typed(framework="2022-front-door"), "Select “No topic”."),
        (typed(day="", month="", fieldwork_start_year=""), "Enter the day on which fieldwork starts"),
        (typed(day="31", month="2"), "Enter a real date"),
        (typed(day="30", month="3"), "from 1 April 2026 to 31 March 2027"),
        (typed(area="\x00"), "from the list"),
        (typed(day="1", month="4"), "Fieldwork must start in the future. Enter a date after 2 April 2026."),
        (typed(day="2", month="4"), "Fieldwork must start in the future. Enter a date after 2 April 2026."),
    ],
)
def test_a_mistake_is_said_and_the_rest_stays_typed(lead, sent, sentence):
    answer = lead.get(PLAN, {**sent, "step": "preview"})
    page = words(answer)
    assert answer.status_code == 422
    assert sentence in page
    assert "<title>Error: " in page
    if sent["fieldwork_start_day"]:
        assert f'value="{sent["fieldwork_start_day"]}"' in page


@pytest.mark.parametrize(
    ("day", "objection"),
    [
        ("2026-08-03", "Summer closure (20 July 2026 to 11 September 2026)"),
        ("2027-01-04", "Winter closure (17 December 2026 to 9 January 2027)"),
        ("2026-05-04", "Monday 4 May 2026 is a bank holiday."),
        ("2026-09-15", "Fieldwork runs from Monday to Friday, and 15 September 2026 is a Tuesday."),
    ],
)
def test_a_week_that_should_not_stand_is_explained_and_needs_a_reason(lead, day, objection):
    year, month, number = day.split("-")
    page = words(lead.get(PLAN, {**typed(number, month, fieldwork_start_year=year), "step": "preview"}))
    assert objection in page
    assert "Why must this week stand?" in page

    refused = lead.post(PLAN, confirmed(day, week_reason="  "))
    assert refused.status_code == 422
    assert "Say why this week must stand" in words(refused)
    assert f'name="fieldwork_start" value="{day}"' in words(refused)
    assert Inspection.objects.count() == 0

    lead.post(PLAN, confirmed(day, week_reason="The area asked for it."))
    assert Inspection.objects.get().week_reason == "The area asked for it."


def test_a_week_that_has_come_before_it_was_confirmed_leads_back(lead):
    answer = lead.post(PLAN, confirmed("2026-04-02"))
    page = words(answer)
    assert answer.status_code == 422
    assert '<a href="#id_fieldwork_start_day">Fieldwork must start in the future. Enter a date after 2 April 2026.</a>' in page
    assert 'name="fieldwork_start_day" value="2"' in page
    assert Inspection.objects.count() == 0


def test_a_confirmation_that_no_longer_fits_leads_back_with_everything_typed(lead, play, year):
    place_inspection(
        year,
        local_area=local_area(AREA),
        framework=framework_version("2022-front-door"),
        topic=None,
        fieldwork_start=date(2026, 6, 8),
        by=play.programme_lead,
    )
    answer = lead.post(PLAN, confirmed())
    page = words(answer)
    assert answer.status_code == 422
    assert "Select an option from the list" in page
    assert 'name="fieldwork_start_day" value="14"' in page
    assert Inspection.objects.count() == 1


def test_pressing_twice_plans_once(lead):
    first, second = lead.post(PLAN, confirmed()), lead.post(PLAN, confirmed())
    assert (first.status_code, second.status_code) == (302, 422)
    assert Inspection.objects.count() == 1


def test_invented_and_real_local_areas_stand_apart_where_one_is_chosen(lead):
    LocalAreaFactory(code="E1", name="Zedshire")
    LocalAreaFactory(code="D1", name="Aville", demonstration=True, region=RegionFactory(name="Eastmarch", demonstration=True))
    groups = dict(lead.get("/programme-years/2026/plan/").context["form"].fields["area"].choices[1:])
    assert next(iter(groups.items())) == ("Eastmarch (invented)", [("D1", "Aville (invented)")])
    assert ("E1", "Zedshire") in [one for group in list(groups.values())[1:] for one in group]
