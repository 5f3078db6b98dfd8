"""What stood in for a deferred inspection can give the place back as well: then it is empty, once, and counts so everywhere."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from accounts.models import User
from audit.models import Event
from inspections.commands import defer, reschedule, take_step
from inspections.models import Inspection
from jtai.errors import NotNow
from scheduling import queries
from scheduling.commands import open_year, place_inspection, replace, take_back_replacement
from scheduling.models import ProgrammeYear
from tests.scheduling import planning
from tests.walk import FRONT_DOOR, cast, framework_version, local_area

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("spring")]
MONDAYS = [date(2026, 4, 20), date(2026, 6, 8), date(2026, 9, 14), date(2026, 11, 2)]
ASKED = "(on 2 April 2026, asked by the director"


@pytest.fixture
def play():
    planning.people()
    return cast()


@pytest.fixture
def year(play):
    return open_year(2026, 2, by=play.programme_lead)


def place(year, play, number):
    area, framework = local_area(f"X1{number}"), framework_version(FRONT_DOOR)
    facts = {"local_area": area, "framework": framework, "topic": None, "fieldwork_start": MONDAYS[number]}
    return place_inspection(year, **facts, by=play.programme_lead)


def put_off(inspection, play):
    return defer(Inspection.objects.get(pk=inspection.pk), asked_by="the director", reason="Flood", by=play.programme_lead)


def cancelled(inspection, play):
    row = Inspection.objects.get(pk=inspection.pk)
    return take_step("cancel", row, reason="Merged council.", by=play.programme_lead)


def stand_in(year, gone, instead, play):
    return replace(year, gone=gone, instead=instead, reason="Near", by=play.programme_lead)


def standing(year, play):
    viewer = User.objects.get(pk=play.programme_lead.pk)
    return queries.standing_of(viewer, ProgrammeYear.objects.get(pk=year.pk))


@pytest.fixture
def chain(year, play):
    """The first is deferred, the second stood in for it and was cancelled."""
    first, second = put_off(place(year, play, 0), play), place(year, play, 1)
    stand_in(year, first, second, play)
    return first, cancelled(second, play)


def page(client, play, address):
    client.force_login(User.objects.get(pk=play.programme_lead.pk))
    return " ".join(client.get(address).content.decode().split())


def names(rows):
    return [row.name for row in rows]


def test_a_place_that_was_given_back_twice_is_empty_once(year, play, chain):
    first, second = (row.local_area.name for row in chain)
    seen = standing(year, play)
    assert (seen.planned, seen.shortfall, names(seen.put_off), names(seen.replaced)) == (0, 2, [first], [])
    assert seen.why == [
        f"1 was deferred and not replaced: {first} {ASKED}; {second} stood in, cancelled)",
        "1 is not planned yet",
    ]


def test_the_table_says_what_became_of_what_stood_in_and_offers_another(client, year, play, chain):
    first, second = chain
    shown = page(client, play, year.get_absolute_url())
    assert f'href="{second.get_absolute_url()}">{second.local_area.name}</a>, cancelled<br>Near' in shown
    assert f"It stood in for {first.local_area.name}." in shown
    day = date_format(localtime(Event.objects.get(verb="inspection.cancel").at), "j F Y")
    assert f">{day}</time></td>" in shown.partition("<br>Merged council.")[0].rpartition("Cancelled</strong>")[2]
    # One place: both rows lead to the same page.
    assert shown.count(f'href="{reverse("replacement_choose", args=[2026, second.pk])}"') == 2
    choose = page(client, play, reverse("replacement_choose", args=[2026, second.pk]))
    assert f"what takes its place now has the place of {first.local_area.name}" in choose
    assert "Merged council." in choose


def test_home_counts_it_among_those_that_need_a_week_or_a_replacement(client, play, chain):
    first, _second = chain
    client.force_login(play.programme_lead)
    [piece] = client.get(reverse("home")).context["years"]
    assert "; 1 deferred inspection needs a new week or a replacement" in piece.about
    assert f"{first.local_area.name} was deferred and is replaced" not in piece.about


def test_the_pages_of_both_say_so(client, play, chain):
    first, second = chain
    assert f">{second.local_area.name}, cancelled</a>" in page(client, play, first.get_absolute_url())
    assert "Stood in for" in page(client, play, second.get_absolute_url())
    said = page(client, play, reverse("step", args=[first.pk, "reschedule"]))
    assert "Its place in the year was given to" not in said


def test_the_place_goes_on_to_a_third(client, year, play, chain):
    first, second = chain
    third = place(year, play, 2)
    with pytest.raises(NotNow, match=f"{second.local_area.name} stood in for {first.local_area.name} and gave the place back"):
        stand_in(year, first, third, play)
    stand_in(year, second, third, play)
    seen = standing(year, play)
    assert (seen.planned, names(seen.put_off), names(seen.replaced)) == (1, [], [first.local_area.name])
    assert seen.why == ["1 is not planned yet"]
    assert f"The place has gone on to {third.local_area.name}." in page(client, play, year.get_absolute_url())
    said = page(client, play, reverse("step", args=[first.pk, "reschedule"]))
    assert f"Its place in the year was given to {third.local_area.name}, which keeps it." in said
    client.force_login(play.programme_lead)
    [piece] = client.get(reverse("home")).context["years"]
    assert f"{first.local_area.name} was deferred and is replaced by {third.local_area.name}" in piece.about
    rows = client.get("/api/v1/programme-years/2026/replacements/").json()["results"]
    assert [row["holder"]["id"] for row in rows] == [third.pk, third.pk]
    assert [row["cancelled"] and row["cancelled"]["reason"] for row in rows] == [None, "Merged council."]


def test_once_the_first_is_back_nothing_is_missing_for_what_stood_in(year, play, chain):
    first, _second = chain
    reschedule(Inspection.objects.get(pk=first.pk), fieldwork_start=MONDAYS[3], reason="Dry", by=play.programme_lead)
    assert standing(year, play).why == ["1 is not planned yet"]


def test_what_went_to_another_year_stands_in_no_more_and_is_taken_back(client, year, play):
    first, second = put_off(place(year, play, 0), play), place(year, play, 1)
    stand_in(year, first, second, play)
    reschedule(second, fieldwork_start=date(2027, 4, 12), reason="Later", by=play.programme_lead)
    assert names(standing(year, play).put_off) == [first.local_area.name]
    back = reverse("replacement_take_back", args=[2026, first.pk])
    shown = page(client, play, year.get_absolute_url())
    assert f"{second.local_area.name}</a>, without a place in this year now" in shown
    assert f'href="{back}"' in shown
    client.post(back)
    assert reverse("replacement_choose", args=[2026, first.pk]) in page(client, play, year.get_absolute_url())


def test_two_that_stood_in_for_each_other_end_no_page(client, year, play):
    first, second = put_off(place(year, play, 0), play), place(year, play, 1)
    stand_in(year, first, second, play)
    reschedule(first, fieldwork_start=MONDAYS[2], reason="Dry", by=play.programme_lead)
    second = put_off(second, play)
    stand_in(year, second, Inspection.objects.get(pk=first.pk), play)
    put_off(first, play)
    seen = standing(year, play)
    assert (seen.planned, seen.why, len(seen.put_off)) == (0, ["2 are not planned yet"], 2)
    assert page(client, play, year.get_absolute_url()).count(", deferred<br>Near") == 2
    assert "Its place" not in page(client, play, reverse("step", args=[first.pk, "reschedule"]))


def test_a_replacement_that_gave_its_place_back_can_be_taken_back(year, play, chain):
    first, second = (row.local_area.name for row in chain)
    take_back_replacement(year, queries.replacement_for(standing(year, play), chain[0].pk), by=play.programme_lead)
    assert [row.holder for row in standing(year, play).given_back] == [None, None]
    assert standing(year, play).why == [
        f"1 was deferred and not replaced: {first} {ASKED})",
        f"1 was cancelled and not replaced: {second} (Merged council)",
    ]
