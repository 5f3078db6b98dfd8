"""The pages of people: all of them with their weeks, one of them, their leave, and one's own."""

from datetime import date

import pytest
import time_machine

from scheduling.commands import open_year, record_absence, set_capacity
from scheduling.models import Absence, Capacity
from tests.factories import MembershipFactory, UserFactory
from tests.walk import OTHER_AREA, inspection_at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("spring", "play")]
PEOPLE = "/programme-years/2026/people/"
MARKING = "OFFICIAL-SENSITIVE"


def page(client, address, **asked):
    answer = client.get(address, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def days(first="6 7 2026", last="17 7 2026", kind="leave"):
    typed = {"kind": kind}
    for name, value in (("first_day", first), ("last_day", last)):
        typed |= dict(zip([f"{name}_day", f"{name}_month", f"{name}_year"], value.split(), strict=True))
    return typed


def leave_of(person, first=date(2026, 7, 6), last=date(2026, 7, 17)):
    return record_absence(person=person, kind="leave", first_day=first, last_day=last, by=person)


def test_the_page_shows_places_leave_and_what_is_too_much_in_words(cqc, play):
    inspection_at("planned", week=date(2026, 6, 8), year=2026)
    inspection_at("planned", week=date(2026, 6, 15), year=2026, area=OTHER_AREA)
    leave_of(play.cqc)
    shown = page(cqc, PEOPLE)
    assert "At work on Fellmoor and on Ravenholt at once, 8 to 12 June 2026." in shown
    assert "1 person has too much" in shown
    assert "2 of 4" in shown
    assert "Leave, 6 to 17 July 2026" in shown
    assert "Fieldwork in Fellmoor, 8 to 12 June 2026" in shown
    assert MARKING in shown


def test_of_the_others_it_shows_numbers_alone(cqc, play):
    inspection_at("planned", week=date(2026, 6, 8), year=2026)
    leave_of(play.hmicfrs, date(2026, 8, 3), date(2026, 8, 7))
    shown = page(cqc, PEOPLE)
    assert (play.hmicfrs.name in shown, "August" in shown, "HMICFRS" in shown or "Constabulary" in shown) == (
        False,
        False,
        True,
    )


def test_people_are_found_by_name_and_by_having_too_much(cqc, play):
    inspection_at("planned", week=date(2026, 6, 8), year=2026)
    leave_of(play.cqc, date(2026, 6, 8), date(2026, 6, 8))
    other = MembershipFactory(user=UserFactory(name="Sunniva Ashgrove"), inspectorate=play.cqc.membership.inspectorate).user
    assert "1 person</p>" in page(cqc, PEOPLE, text="ASHGROVE")
    assert other.name not in page(cqc, PEOPLE, overloaded="on")
    assert "Nobody fits these filters." in page(cqc, PEOPLE, text="zzz")


def test_ofsted_is_told_that_nobody_has_said_who_leads(there, play):
    said = "Nobody has said yet who may be a lead inspector"
    assert said in page(there, PEOPLE)
    set_capacity(_year(), person=play.lead, inspections=3, leads=True, by=play.programme_lead)
    assert said not in page(there, PEOPLE)


def _year():
    from scheduling.models import ProgrammeYear  # noqa: PLC0415 -- used once

    return ProgrammeYear.objects.get(year=2026)


def test_only_ofsteds_people_are_asked_whether_they_lead(cqc, play):
    shown = page(cqc, f"{PEOPLE}{play.cqc.pk}/")
    assert "May they be the lead inspector?" not in shown
    assert "the usual number is 4" in shown


def test_who_holds_a_role_stands_apart_and_can_be_counted_all_the_same(cqc, play):
    shown = page(cqc, PEOPLE)
    assert "People with other work" in shown
    assert ("Cqc signatory</a>: Signatory" in shown, "0 of 4" in shown) == (True, True)
    address = f"{PEOPLE}{play.cqc_signatory.pk}/"
    assert "Whoever holds a role has other work and counts as no inspector" in page(cqc, address)
    cqc.post(address, {"inspections": "2"})
    assert "counts as no inspector" not in page(cqc, address)
    shown = page(cqc, PEOPLE)
    assert ("0 of 2" in shown, "Cqc signatory</a>: Signatory" in shown) == (True, False)


@pytest.mark.parametrize("later", [2027, 2029])
def test_a_new_year_says_that_it_begins_with_the_numbers_of_an_earlier_one(cqc, play, later):
    set_capacity(_year(), person=play.cqc, inspections=2, by=play.cqc_programme_lead)
    open_year(later, by=play.programme_lead)
    following = PEOPLE.replace("2026", str(later))
    shown = page(cqc, following)
    assert (
        "Of 1 person nobody has said yet what they can take on in this year: what was said of them for an earlier year" in shown
    )
    assert ("0 of 2" in shown, "as in <span" in shown) == (True, True)
    assert "what was said of 2026-27 goes on, 2." in page(cqc, f"{following}{play.cqc.pk}/")
    assert "nobody has said yet what they can take on" not in page(cqc, PEOPLE)


def test_leave_over_fieldwork_is_entered_and_answered_with_a_warning(client, play):
    inspection_at("planned", week=date(2026, 7, 6), year=2026)
    client.force_login(play.cqc)
    shown = client.post("/account/leave/add/", days(), follow=True).content.decode()
    said = "You have a place on the team of Fellmoor, which is at work 29 June to 10 July 2026"
    assert ("The leave was entered: 6 to 17 July 2026." in shown, shown.count(said)) == (True, 2)
    assert "whoever has the link sees these days too" in shown
    assert page(client, "/account/leave/").count(said) == 1
    client.force_login(play.cqc_programme_lead)
    [entered] = Absence.objects.all()
    address = f"{PEOPLE}{play.cqc.pk}/leave/{entered.pk}/change/"
    shown = client.post(address, days(first="10 7 2026"), follow=True).content.decode()
    assert "Cqc has a place on the team of Fellmoor" in shown
    shown = client.post(address, days(first="13 7 2026"), follow=True).content.decode()
    assert "has a place on the team of Fellmoor" not in shown


def test_the_example_of_a_day_lies_in_the_year_that_is_planned(cqc, client, play):
    open_year(2027, by=play.programme_lead)
    assert "For example, 27 7 2027" in page(cqc, f"{PEOPLE.replace('2026', '2027')}{play.cqc.pk}/leave/add/")
    with time_machine.travel("2026-11-02T12:00Z"):
        client.force_login(play.cqc)
        assert "For example, 15 2 2027" in page(client, "/account/leave/add/")


def test_what_somebody_can_take_on_is_typed_on_their_page(there, play):
    address = f"{PEOPLE}{play.ofsted.pk}/"
    answer = there.post(address, {"inspections": "3"})
    assert (answer.status_code, "Select whether they may be the lead inspector" in answer.content.decode()) == (422, True)
    answer = there.post(address, {"inspections": "3", "leads": "no"}, follow=True)
    assert "What Ofsted can take on was saved." in answer.content.decode()
    [row] = Capacity.objects.all()
    assert (row.user, row.inspections, row.leads, row.set_by) == (play.ofsted, 3, False, play.programme_lead)


def test_the_programme_lead_enters_changes_and_removes_leave(cqc, play):
    address = f"{PEOPLE}{play.cqc.pk}/"
    answer = cqc.post(f"{address}leave/add/", days(), follow=True)
    assert "The leave was entered: 6 to 17 July 2026." in answer.content.decode()
    [entered] = Absence.objects.all()
    assert (entered.user, entered.first_day, entered.last_day) == (play.cqc, date(2026, 7, 6), date(2026, 7, 17))
    assert 'value="17"' in page(cqc, f"{address}leave/{entered.pk}/change/")
    answer = cqc.post(f"{address}leave/{entered.pk}/change/", days(last="10 7 2026", kind="training"), follow=True)
    assert "The leave was changed: 6 to 10 July 2026." in answer.content.decode()
    assert "Training" in page(cqc, f"{address}leave/{entered.pk}/remove/")
    answer = cqc.post(f"{address}leave/{entered.pk}/remove/", follow=True)
    assert "The leave was removed." in answer.content.decode()
    assert not Absence.objects.exists()


def test_a_refusal_leaves_the_typing_where_it_is(cqc, play):
    leave_of(play.cqc)
    answer = cqc.post(f"{PEOPLE}{play.cqc.pk}/leave/add/", days(first="17 7 2026", last="20 7 2026"))
    shown = answer.content.decode()
    assert (answer.status_code, "from 6 July 2026 to 17 July 2026 already" in shown, 'value="20"' in shown) == (409, True, True)
    answer = cqc.post(f"{PEOPLE}{play.cqc.pk}/leave/add/", days(first="17 8 2026", last="16 8 2026"))
    assert (answer.status_code, "first day or a later one" in answer.content.decode()) == (422, True)


def test_leave_of_another_person_or_inspectorate_is_not_there(cqc, play):
    entered, other = leave_of(play.cqc), leave_of(play.hmicfrs)
    for address in (
        f"{PEOPLE}{play.hmicfrs.pk}/",
        f"{PEOPLE}{play.hmicfrs.pk}/leave/add/",
        f"{PEOPLE}{play.hmicfrs.pk}/leave/{other.pk}/change/",
        f"{PEOPLE}{play.cqc_signatory.pk}/leave/{entered.pk}/change/",
        f"{PEOPLE}{play.cqc.pk}/leave/{other.pk}/remove/",
        f"/account/leave/{entered.pk}/change/",
    ):
        assert cqc.get(address).status_code == 404


def test_everybody_who_can_have_a_place_enters_their_own_leave(client, play):
    client.force_login(play.cqc)
    assert "You have entered no leave that is to come." in page(client, "/account/leave/")
    assert "/account/leave/" in page(client, "/account/")
    client.post("/account/leave/add/", days())
    [entered] = Absence.objects.all()
    assert (entered.user, entered.recorded_by) == (play.cqc, play.cqc)
    assert "17 July 2026" in page(client, "/account/leave/")
    client.post(f"/account/leave/{entered.pk}/change/", days(last="9 7 2026"))
    assert "9 July 2026" in page(client, "/account/leave/")
    client.post(f"/account/leave/{entered.pk}/remove/")
    assert not Absence.objects.exists()


def test_who_can_have_no_place_has_no_page_of_leave(client, play):
    for person in (play.cqc_administrator, play.co_ordinator, play.governance):
        client.force_login(person)
        assert "/account/leave/" not in page(client, "/account/")
        for address in ("/account/leave/", "/account/leave/add/"):
            assert client.get(address).status_code == 404
        assert client.post("/account/leave/add/", days()).status_code == 404


def test_the_year_leads_to_people_and_teams(there):
    shown = page(there, "/programme-years/2026/")
    assert PEOPLE in shown
    assert "/programme-years/2026/teams/" in shown
