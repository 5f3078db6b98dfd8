"""The teams of a year: whom they want, who could be on them, giving a place there and taking it back."""

from datetime import date

import pytest
import time_machine

from agencies.commands import declare_interest, state_interests
from inspections.commands import assign
from inspections.models import Part, TeamPlace
from jtai.errors import NotAllowed, NotNow
from scheduling import commands, queries
from scheduling.commands import open_year, record_absence, set_capacity
from tests.walk import AREA, FRONT_DOOR, OTHER_AREA, cast, inspection_at, local_area

pytestmark = pytest.mark.django_db
TEAMS = "/programme-years/2026/teams/"
WEEK = date(2026, 6, 8)


@pytest.fixture(autouse=True)
def spring():
    with time_machine.travel("2026-04-02T12:00Z", tick=False) as clock:
        yield clock


@pytest.fixture
def play():
    people = cast()
    for person in (people.cqc, people.cqc_programme_lead, people.cqc_signatory):
        state_interests(nothing=True, by=person)
    return people


@pytest.fixture
def year(play):
    return open_year(2026, by=play.programme_lead)


@pytest.fixture
def empty(year):  # noqa: ARG001 -- the year is open
    """An inspection of the year without a team."""
    return inspection_at("planned", week=WEEK, year=2026, staffed=False)


@pytest.fixture
def cqc(client, play):
    client.force_login(play.cqc_programme_lead)
    return client


def team_of(by, year, inspection):
    return next(team for team in queries.teams_of_year(by, year).teams if team.inspection == inspection)


def labels(by, year, inspection):
    return [one.label for one in team_of(by, year, inspection).candidates]


def give(client, inspection, person, **more):
    typed = {
        f"team-{inspection.pk}-person": str(person.pk),
        **{f"team-{inspection.pk}-{key}": value for key, value in more.items()},
    }
    return client.post(f"{TEAMS}{inspection.pk}/give/", typed)


def test_a_team_says_how_many_of_each_inspectorate_are_wanted_and_there(play, year, empty):
    assign(empty, person=play.cqc, part=Part.INSPECTOR, by=play.programme_lead)
    assign(empty, person=play.lead, part=Part.LEAD, by=play.programme_lead)
    assign(empty, person=play.ofsted_signatory, part=Part.SIGNATORY, by=play.programme_lead)
    team = team_of(play.cqc_programme_lead, year, empty)
    assert [(side.inspectorate.code, len(side.places), side.wanted, side.missing) for side in team.sides] == [
        ("ofsted", 1, 3, 2), ("cqc", 1, 2, 1), ("hmicfrs", 0, 2, 2), ("hmi-probation", 0, 1, 1),
    ]  # fmt: skip
    assert (team.own.inspectorate.code, team.open, team.led, team.missing) == ("cqc", True, True, True)


def test_who_is_free_and_has_little_comes_first_and_the_others_say_why_not(play, year, empty):
    by = play.cqc_programme_lead
    assert labels(by, year, empty) == ["Cqc, on 0 of 4"]
    for person in (play.cqc_programme_lead, play.cqc_signatory):
        set_capacity(year, person=person, inspections=4, by=by)
    assert labels(by, year, empty) == ["Cqc, on 0 of 4", "Cqc programme lead, on 0 of 4", "Cqc signatory, on 0 of 4"]
    set_capacity(year, person=play.cqc, inspections=0, by=by)
    record_absence(person=play.cqc_programme_lead, kind="leave", first_day=date(2026, 6, 1), last_day=date(2026, 6, 1), by=by)
    declare_interest(kind="lives", local_area=local_area(AREA), by=play.cqc_signatory)
    other = inspection_at("planned", week=date(2026, 6, 15), year=2026, area=OTHER_AREA, staffed=False)
    assign(other, person=play.cqc_programme_lead, part=Part.INSPECTOR, by=play.programme_lead)
    assert labels(by, year, empty) == [
        "Cqc, on 0 of 0 – can take on no more",
        "Cqc programme lead, on 1 of 4 – away 1 June 2026; at work on Ravenholt then",
        "Cqc signatory, on 0 of 4 – conflict of interest",
    ]
    assert labels(by, year, other)[0] == "Cqc signatory, on 0 of 4"


def test_who_holds_a_role_is_not_offered_and_cannot_be_chosen_until_somebody_says_that_they_inspect(cqc, play, year, empty):
    shown = cqc.get(TEAMS).content.decode()
    assert "Cqc signatory" not in shown
    assert give(cqc, empty, play.cqc_signatory).status_code == 422
    set_capacity(year, person=play.cqc_signatory, inspections=1, by=play.cqc_programme_lead)
    assert give(cqc, empty, play.cqc_signatory).status_code == 302


def test_where_every_inspector_is_on_a_team_nothing_is_said_of_those_who_hold_a_role(cqc, play, empty):
    assign(empty, person=play.cqc, part=Part.INSPECTOR, by=play.programme_lead)
    shown = cqc.get(TEAMS).content.decode()
    assert "Your inspectorate has no inspector who is not on this team already." in shown
    assert "Everybody" not in shown


def doubts(by, year, inspection):
    sides = team_of(by, year, inspection).sides
    return {seat.place.user.name: list(seat.doubts) for side in sides for seat in side.places}


def test_who_has_a_place_and_is_hindered_is_marked_for_their_own_inspectorate_alone(client, play, year, empty):
    by = play.cqc_programme_lead
    other = inspection_at("planned", week=date(2026, 6, 15), year=2026, area=OTHER_AREA, staffed=False)
    for inspection, person in ((empty, play.cqc), (other, play.cqc), (empty, play.cqc_signatory), (empty, play.hmicfrs)):
        assign(inspection, person=person, part=Part.INSPECTOR, by=play.programme_lead)
    assert doubts(by, year, other) == {"Cqc": ["at work on Fellmoor then"]}
    for person in (play.cqc, play.hmicfrs):
        record_absence(person=person, kind="leave", first_day=date(2026, 6, 3), last_day=date(2026, 6, 4), by=person)
    assert doubts(by, year, empty) == {
        "Cqc": ["away 3 to 4 June 2026", "at work on Ravenholt then"],
        "Cqc signatory": ["holds the role “Signatory”, so counts as no inspector"],
        "Hmicfrs": [],
    }
    client.force_login(by)
    shown = client.get(TEAMS).content.decode()
    assert '<span aria-hidden="true">▲ </span>away 3 to 4 June 2026' in shown
    client.force_login(play.programme_lead)
    assert "away 3 to 4 June 2026" not in client.get(TEAMS).content.decode()


def test_who_has_said_nothing_of_their_interests_is_marked(play, year, empty):
    assert all(one.endswith("has not declared interests") for one in labels(play.programme_lead, year, empty))


def test_a_place_is_given_on_the_page_and_can_be_taken_back(cqc, play, empty):
    answer = give(cqc, empty, play.cqc)
    place = TeamPlace.objects.get(inspection=empty, user=play.cqc)
    back = f"{TEAMS}?at={empty.pk}&given={place.pk}#team-{empty.pk}"
    assert (place.part, place.assigned_by, answer.url) == (Part.INSPECTOR, play.cqc_programme_lead, back)
    shown = cqc.get(answer.url).content.decode()
    # Beside its team, to which the address leads.
    section = shown[
        shown.index('aria-labelledby="name-of-team-') : shown.index("</section>", shown.index('aria-labelledby="name-of-team-'))
    ]
    assert "Cqc has a place on the team of Fellmoor." in section
    assert "Undo: take Cqc off the team of Fellmoor" in section
    assert shown.count("Undo: take") == shown.count("has a place on the team") == 1
    answer = cqc.post(f"{TEAMS}places/{place.pk}/take-back/", follow=True)
    assert "Cqc has no place on the team of Fellmoor any more." in answer.content.decode()
    assert answer.redirect_chain == [(f"{TEAMS}?at={empty.pk}#team-{empty.pk}", 302)]
    place.refresh_from_db()
    assert place.ended_by == play.cqc_programme_lead


def test_filters_and_page_stay_when_a_place_was_given_and_the_team_with_them(cqc, play, empty):
    assign(empty, person=play.hmicfrs, part=Part.INSPECTOR, by=play.programme_lead)
    assign(empty, person=play.cqc_programme_lead, part=Part.INSPECTOR, by=play.programme_lead)
    page = cqc.get(TEAMS, {"missing": "on", "page": "1"}).content.decode()
    action = f"{TEAMS}{empty.pk}/give/?missing=on&amp;page=1"
    assert action in page
    answer = cqc.post(action.replace("&amp;", "&"), {f"team-{empty.pk}-person": str(play.cqc.pk)})
    assert answer.url.startswith(f"{TEAMS}?missing=on&page=1&at={empty.pk}&given=")
    assert "Cqc has a place on the team of Fellmoor." in cqc.get(answer.url).content.decode()
    assert "No team fits these filters." in cqc.get(TEAMS, {"missing": "on"}).content.decode()


def test_who_is_on_the_team_already_is_told_so(cqc, play, empty):
    assign(empty, person=play.cqc, part=Part.INSPECTOR, by=play.programme_lead)
    assert f'data-team="{play.cqc.pk}"' in cqc.get(TEAMS).content.decode()
    answer = give(cqc, empty, play.cqc)
    assert (answer.status_code, "Cqc is on this team already." in answer.content.decode()) == (422, True)


def test_a_place_too_many_is_said_when_it_is_given(cqc, play, year, empty):
    second = inspection_at("planned", week=date(2026, 9, 14), year=2026, area=OTHER_AREA, staffed=False)
    set_capacity(year, person=play.cqc, inspections=1, by=play.cqc_programme_lead)
    said = cqc.get(give(cqc, empty, play.cqc).url).content.decode()
    assert ("has a place on the team of Fellmoor." in said, "That is" in said) == (True, False)
    said = cqc.get(give(cqc, second, play.cqc).url).content.decode()
    assert "Cqc has a place on the team of Ravenholt. That is 2 teams, one more than they can take on." in said


@pytest.mark.usefixtures("empty")
def test_teams_without_a_lead_inspector_are_named_counted_and_found(client, play):
    led = inspection_at("planned", week=date(2026, 9, 14), year=2026, area=OTHER_AREA, staffed=False)
    client.force_login(play.programme_lead)
    assert "2 teams have no lead inspector" in client.get(TEAMS).content.decode()
    assign(led, person=play.lead, part=Part.LEAD, by=play.programme_lead)
    page = client.get(TEAMS).content.decode()
    assert ("1 team has no lead inspector" in page, page.count("No lead inspector")) == (True, 1)
    page = client.get(TEAMS, {"leaderless": "on"}).content.decode()
    assert ("Fellmoor" in page, "Ravenholt" in page) == (True, False)
    client.force_login(play.cqc_programme_lead)
    assert "1 team has no lead inspector" in client.get(TEAMS).content.decode()


def test_an_inspector_of_the_team_is_made_its_lead_inspector_on_the_page(client, play, empty):
    assign(empty, person=play.lead, part=Part.INSPECTOR, by=play.programme_lead)
    client.force_login(play.programme_lead)
    assert "Lead, on this team" in client.get(TEAMS).content.decode()
    refused = give(client, empty, play.lead, part="inspector")
    said = "Lead is on this team already. They can be given the lead inspector’s place."
    assert (refused.status_code, said in refused.content.decode()) == (422, True)
    answer = give(client, empty, play.lead, part="lead")
    assert answer.url == f"{TEAMS}?at={empty.pk}#team-{empty.pk}"
    assert "Lead is the lead inspector of the team of Fellmoor." in client.get(answer.url).content.decode()
    places = TeamPlace.objects.filter(inspection=empty).order_by("pk")
    assert [(place.part, place.ended_at is None) for place in places] == [("inspector", False), ("lead", True)]


def test_a_conflict_of_interest_refuses_in_place_and_leads_to_the_override(cqc, play, empty):
    declare_interest(kind="lives", local_area=local_area(AREA), by=play.cqc)
    answer = give(cqc, empty, play.cqc)
    shown = answer.content.decode()
    assert (answer.status_code, "has a conflict of interest with this inspection" in shown) == (409, True)
    assert f"/inspections/{empty.pk}/team/override/{play.cqc.pk}" in shown or "Ask for an override for Cqc" in shown
    assert not TeamPlace.objects.exists()


def test_what_was_refused_stands_on_the_page_also_when_filters_leave_it_out(cqc, empty):
    answer = cqc.post(f"{TEAMS}{empty.pk}/give/?text=zzz", {})
    shown = answer.content.decode()
    assert (answer.status_code, "Select a person" in shown, "Fellmoor" in shown) == (422, True, True)


def test_somebody_of_another_inspectorate_cannot_be_chosen(cqc, play, empty):
    assert give(cqc, empty, play.hmicfrs).status_code == 422
    assert not TeamPlace.objects.exists()


def test_ofsted_gives_the_leads_place_while_nobody_has_it(client, play, empty):
    client.force_login(play.programme_lead)
    give(client, empty, play.lead, part="lead")
    assert TeamPlace.objects.get().part == Part.LEAD
    # From an old page that still offered it: the part is no longer asked, and nobody is put out of the place.
    give(client, empty, play.ofsted, part="lead")
    assert list(TeamPlace.objects.filter(ended_at=None).order_by("pk").values_list("user", "part")) == [
        (play.lead.pk, "lead"), (play.ofsted.pk, "inspector"),
    ]  # fmt: skip


def test_only_who_gave_a_place_takes_it_back_and_only_at_once(client, play, empty, spring):
    place = assign(empty, person=play.cqc, part=Part.INSPECTOR, by=play.programme_lead)
    with pytest.raises(NotAllowed, match="Somebody else gave this place"):
        commands.take_back(place, by=play.cqc_programme_lead)
    client.force_login(play.cqc_programme_lead)
    assert client.post(f"{TEAMS}places/{place.pk}/take-back/").status_code == 404
    page = client.get(f"{TEAMS}?given={place.pk}")
    assert (page.status_code, b"Undo: take" in page.content) == (200, False)
    spring.shift(3601)
    with pytest.raises(NotNow, match="more than an hour ago"):
        commands.take_back(place, by=play.programme_lead)
    spring.shift(-3600)
    commands.take_back(place, by=play.programme_lead)
    with pytest.raises(NotNow, match="already left"):
        commands.take_back(place, by=play.programme_lead)


def test_inspections_that_gave_their_week_back_or_that_one_may_not_see_have_no_team_here(play, year, empty):
    inspection_at("deferred", week=WEEK, year=2026, area=OTHER_AREA)
    assert [team.inspection for team in queries.teams_of_year(play.cqc_programme_lead, year).teams] == [empty]
    front = inspection_at("planned", week=date(2026, 9, 14), year=2026, area="X30", framework=FRONT_DOOR)
    assert team_of(play.cqc_programme_lead, year, front).own is not None
    with pytest.raises(NotAllowed):
        queries.teams_of_year(play.cqc, year)


def test_teams_are_found_by_area_and_by_wanting_people(cqc, play, empty):
    for person in (play.cqc, play.cqc_programme_lead):
        assign(empty, person=person, part=Part.INSPECTOR, by=play.programme_lead)
    inspection_at("planned", week=date(2026, 9, 14), year=2026, area=OTHER_AREA, staffed=False)
    shown = cqc.get(TEAMS, {"missing": "on"}).content.decode()
    assert ("Ravenholt" in shown, "Fellmoor" in shown) == (True, False)
    shown = cqc.get(TEAMS, {"text": "fell"}).content.decode()
    assert ("Ravenholt" in shown, "Fellmoor" in shown) == (False, True)
    assert "No team fits these filters." in cqc.get(TEAMS, {"text": "zzz"}).content.decode()


@pytest.mark.usefixtures("empty")
def test_the_page_of_teams_costs_few_questions(client, play, django_assert_max_num_queries):
    inspection_at("planned", week=date(2026, 9, 14), year=2026, area=OTHER_AREA)
    client.force_login(play.programme_lead)
    client.get(TEAMS)
    with django_assert_max_num_queries(14):
        client.get(TEAMS)


def test_from_moderation_on_a_team_is_changed_on_its_own_page(client, play, year, empty):
    late = inspection_at("moderation", week=date(2026, 5, 11), year=2026, area=OTHER_AREA)
    teams = queries.teams_of_year(play.programme_lead, year).teams
    assert [(team.inspection.pk, team.open) for team in teams] == [(empty.pk, True), (late.pk, False)]
    client.force_login(play.programme_lead)
    answer = give(client, late, play.stranger)
    assert (answer.status_code, answer.url) == (302, f"/inspections/{late.pk}/team/")


def test_the_page_says_where_one_is(cqc, empty):
    assert empty.pk
    page = cqc.get(TEAMS).content.decode()
    assert '<h1 class="govuk-heading-l">Teams</h1>' in page
    assert "<title>\n  \n  Teams" in page or "<title>Teams" in page
