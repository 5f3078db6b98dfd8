"""What an administrator learns from the trail of one of their people: nothing that is only planned, no words by searching."""

import csv
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from agencies.commands import declare_interest, leave
from agencies.models import Membership
from audit.models import Read
from audit.queries import key_of
from audit.reads import quarter_of
from audit.trail import record
from desk.tracing import chain_of
from inspections import access, commands
from scheduling.commands import open_year, replace, take_back_replacement
from tests.factories import MembershipFactory
from tests.walk import AREA, OTHER_AREA, Cast, cast, inspection_at

pytestmark = pytest.mark.django_db
WHY = "A-word-of-the-reason"


@pytest.fixture
def people() -> Cast:
    return cast()


def trail_of(client: Client, person, query: str = "", name: str = "person_trail") -> str:
    answer = client.get(reverse(name, args=[person.pk]) + query)
    assert answer.status_code == 200
    return answer.getvalue().decode()


@pytest.mark.parametrize("name", ["person_trail", "person_trail_csv"])
def test_a_week_that_is_only_planned_stands_in_no_trail_of_a_person(people, client, name):
    known, planned = inspection_at("notified", year=2024), inspection_at("planned")
    for inspection in (known, planned):
        Read.objects.create(
            stream=inspection.stream, actor=key_of(people.lead), thing="inspection", quarter="2026-01-05T10:00Z"
        )
    client.force_login(people.ofsted_administrator)
    for person in (people.lead, people.programme_lead):
        shown = trail_of(client, person, name=name)
        assert f"Inspection {known.pk}" in shown
        assert f"Inspection {planned.pk}" not in shown


def test_once_it_is_known_it_does(people, client):
    planned = inspection_at("planned")
    commands.take_step("notify", planned, by=people.lead)
    client.force_login(people.ofsted_administrator)
    assert f"Inspection {planned.pk}" in trail_of(client, people.lead)


@pytest.mark.parametrize("name", ["person_trail", "person_trail_csv"])
def test_what_stands_in_for_what_in_a_year_is_for_those_who_plan_it(people, client, name):
    lead, weeks = people.programme_lead, (date(2027, 1, 11), date(2027, 2, 8))
    year = open_year(2026, by=lead)
    gone, instead = (
        inspection_at("planned", week=week, year=2026, area=area) for week, area in zip(weeks, (AREA, OTHER_AREA), strict=True)
    )
    gone = commands.defer(gone, asked_by="the director", reason="Flood.", by=lead)
    made = replace(year, gone=gone, instead=instead, reason="It is near.", by=lead)
    client.force_login(people.ofsted_administrator)
    shown = trail_of(client, lead, name=name)
    assert "Opened a programme year" in shown
    assert "stands in" not in shown
    take_back_replacement(year, made, by=lead)
    assert "stands in" not in trail_of(client, lead, name=name)
    client.force_login(lead)
    assert "stands in" in client.get(reverse("own_trail")).getvalue().decode()


def test_words_that_are_not_shown_are_not_found_either(people, client):
    known = inspection_at("notified")
    commands.take_step("cancel", known, reason=WHY, by=people.programme_lead)
    client.force_login(people.ofsted_administrator)
    assert f"Inspection {known.pk}" in trail_of(client, people.programme_lead)
    assert f"Inspection {known.pk}" not in trail_of(client, people.programme_lead, f"?text={WHY}")


def test_who_left_is_read_by_their_last_administrator_up_to_the_moment_of_leaving(people, client):
    """Also when they go on elsewhere on the same day."""
    worked, later = inspection_at("notified", year=2024), inspection_at("notified", year=2023)
    reading = {"actor": key_of(people.cqc), "quarter": quarter_of(timezone.now())}
    record("note.add", worked, stream=worked.stream, by=people.cqc)
    Read.objects.create(stream=worked.stream, thing="team", at=timezone.now(), **reading)
    leave(people.cqc, by=people.cqc_administrator)
    MembershipFactory(user=people.cqc, inspectorate=people.ofsted.membership.inspectorate, since=timezone.localdate())
    record("note.share", later, stream=later.stream, by=people.cqc)
    Read.objects.create(stream=later.stream, thing="dates", at=timezone.now() + timedelta(seconds=1), **reading)
    client.force_login(people.cqc_administrator)
    for name in ("person_trail", "person_trail_csv"):
        shown = trail_of(client, people.cqc, name=name)
        assert ("Added a note" in shown, "Ended the person’s place" in shown) == (True, True)
        assert ("Shared a note" in shown, f"Inspection {later.pk}" in shown) == (False, False)
    assert ("Opened: the team" in shown, "the dates" in shown) == (True, False)
    page = client.get(reverse("person", args=[people.cqc.pk])).content.decode()
    assert reverse("person_trail", args=[people.cqc.pk]) in page
    client.force_login(people.ofsted_administrator)
    theirs = trail_of(client, people.cqc)
    assert ("Shared a note" in theirs, f"Inspection {later.pk}" in theirs) == (True, True)
    assert ("Added a note" in theirs, f"Inspection {worked.pk}" in theirs) == (False, False)
    for other in (people.hmicfrs, people.programme_lead, people.cqc_programme_lead):
        client.force_login(other)
        assert client.get(reverse("person_trail", args=[people.cqc.pk])).status_code == 404


def test_who_came_and_left_on_one_day_is_read_for_just_that_time(people, client):
    """And neither of two organisations of one day reads what was done for the other."""
    first, second = inspection_at("notified", year=2024), inspection_at("notified", year=2023)
    Membership.objects.filter(user=people.cqc).update(since=timezone.localdate())
    record("note.add", first, stream=first.stream, by=people.cqc)
    leave(people.cqc, by=people.cqc_administrator)
    MembershipFactory(user=people.cqc, inspectorate=people.ofsted.membership.inspectorate, since=timezone.localdate())
    access.forget(people.cqc)
    record("note.share", second, stream=second.stream, by=people.cqc)
    leave(people.cqc, by=people.ofsted_administrator)
    for administrator, shown, hidden in (
        (people.cqc_administrator, "Added a note", "Shared a note"),
        (people.ofsted_administrator, "Shared a note", "Added a note"),
    ):
        client.force_login(administrator)
        page = trail_of(client, people.cqc).partition("<tbody")[2]
        assert (shown in page, hidden in page, "Ended the person’s place" in page) == (True, False, True)


def test_an_old_entry_names_the_organisation_that_its_person_has_left(people, client):
    office = str(people.cqc.membership.inspectorate)
    record("person.state_interests", people.cqc, stream=chain_of(people.cqc), by=people.cqc)
    leave(people.cqc, by=people.cqc_administrator)
    client.force_login(people.cqc_administrator)
    rows = list(csv.reader(trail_of(client, people.cqc, name="person_trail_csv").splitlines()))
    assert {row[2] for row in rows if people.cqc.name in row} == {office}


def test_ones_own_trail_says_what_others_decided_about_ones_places(people, client):
    inspection, planned = inspection_at("fieldwork", year=2024), inspection_at("planned")
    person = people.stranger
    declare_interest(kind="lives", local_area=inspection.local_area, by=person)
    for one, allowed in ((inspection, True), (planned, False)):
        asked = commands.ask_override(one, person=person, reason=WHY, by=people.programme_lead)
        commands.decide_override(asked, allowed=allowed, reason=WHY, by=people.cqc_programme_lead)
    place = commands.assign(inspection, person=person, part="inspector", by=people.programme_lead)
    commands.end_place(place, by=people.programme_lead)

    def lines(viewer, name="own_trail", args=()) -> str:
        client.force_login(viewer)
        return client.get(reverse(name, args=args)).getvalue().decode().partition("<tbody")[2]

    own = lines(person)
    for said in ("Gave a place on the team", "Ended a place on the team", "Asked to allow a conflict", "Decided on a conflict"):
        assert own.count(said) == 1
    # Where they never had a place, they are not told that they were wanted: it may be a secret that anything is planned.
    assert (f"Inspection {inspection.pk}" in own, f"Inspection {planned.pk}" in own, WHY in own) == (True, False, False)
    assert "Decided on a conflict" not in lines(people.ofsted)
    assert "Decided on a conflict" not in lines(people.ofsted_administrator, "person_trail", [person.pk])


def test_a_place_is_its_persons_also_under_another_name_and_not_a_namesakes(people, client):
    inspection = inspection_at("fieldwork")
    person, namesake = people.stranger, people.cqc
    declare_interest(kind="lives", local_area=inspection.local_area, by=person)
    asked = commands.ask_override(inspection, person=person, reason=WHY, by=people.programme_lead)
    commands.decide_override(asked, allowed=True, reason=WHY, by=people.cqc_programme_lead)
    commands.assign(inspection, person=person, part="inspector", by=people.programme_lead)
    User.objects.filter(pk=namesake.pk).update(name=person.name)
    User.objects.filter(pk=person.pk).update(name="Ann Newname")
    for viewer, count in ((person, 1), (namesake, 0)):
        client.force_login(viewer)
        assert client.get(reverse("own_trail")).content.decode().partition("<tbody")[2].count("Decided on a conflict") == count
