"""What people can take on in a year, their leave, and what is too much: who says it, who sees it, and what is refused."""

from datetime import date

import pytest
import time_machine
from django.http import Http404

from accounts.commands import stream_of
from accounts.models import User
from agencies.commands import declare_interest, give_role, leave
from audit import trail
from audit.models import Words
from audit.queries import key_of
from inspections.commands import ask_override, assign, decide_override
from inspections.models import Part
from jtai.errors import Invalid, NotAllowed, NotNow
from scheduling import commands, queries
from scheduling.commands import open_year
from scheduling.demonstration_people import furnish_people
from scheduling.models import Absence, Capacity
from tests.walk import AREA, OTHER_AREA, cast, inspection_at, local_area

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("spring")]
JULY = (date(2026, 7, 6), date(2026, 7, 17))


@pytest.fixture
def play():
    return cast()


@pytest.fixture
def year(play):
    return open_year(2026, by=play.programme_lead)


def away(person, first=JULY[0], last=JULY[1], kind="leave", by=None):
    return commands.record_absence(person=person, kind=kind, first_day=first, last_day=last, by=by or person)


def of(by, year, person):
    return queries.person_of_year(by, year, person.pk)


def said(one):
    return [much.says for much in one.overloads]


# What they can take on


def test_the_own_programme_lead_says_what_somebody_can_take_on(play, year):
    one = of(play.programme_lead, year, play.ofsted)
    assert (one.inspections, one.said, one.leads, one.load, one.free) == (4, False, None, 0, 4)
    commands.set_capacity(year, person=play.ofsted, inspections=2, leads=True, by=play.programme_lead)
    one = of(play.programme_lead, year, play.ofsted)
    assert (one.inspections, one.said, one.leads) == (2, True, True)
    [event] = [one for one in trail.trail_of(stream_of(play.ofsted)) if one.verb == "capacity.set"]
    assert event.actor == key_of(play.programme_lead)
    commands.set_capacity(year, person=play.ofsted, inspections=2, leads=True, by=play.programme_lead)
    commands.set_capacity(year, person=play.ofsted, inspections=3, leads=False, by=play.programme_lead)
    assert [row.inspections for row in Capacity.objects.filter(user=play.ofsted)] == [3]
    events = trail.trail_of(stream_of(play.ofsted))
    assert [one.verb for one in events].count("capacity.set") == 2


@pytest.mark.parametrize("by", ["cqc_programme_lead", "lead", "ofsted", "ofsted_administrator"])
def test_nobody_else_says_it(play, year, by):
    with pytest.raises(NotAllowed):
        commands.set_capacity(year, person=play.ofsted, inspections=2, by=getattr(play, by))


def test_numbers_and_leads_that_make_no_sense_are_refused(play, year):
    for number in (-1, 21):
        with pytest.raises(Invalid) as refusal:
            commands.set_capacity(year, person=play.ofsted, inspections=number, by=play.programme_lead)
        assert refusal.value.field == "inspections"
    with pytest.raises(Invalid, match="comes from Ofsted"):
        commands.set_capacity(year, person=play.cqc, inspections=2, leads=True, by=play.cqc_programme_lead)
    with pytest.raises(NotNow, match="administrator"):
        commands.set_capacity(year, person=play.ofsted_administrator, inspections=2, by=play.programme_lead)


# Leave


def test_people_enter_change_and_remove_their_own_leave(play):
    entered = away(play.cqc)
    assert list(queries.own_absences(play.cqc)) == [entered]
    commands.change_absence(entered, kind="training", first_day=JULY[0], last_day=JULY[0], by=play.cqc)
    entered.refresh_from_db()
    assert (entered.kind, entered.first_day, entered.last_day) == ("training", JULY[0], JULY[0])
    commands.remove_absence(entered, by=play.cqc)
    assert not Absence.objects.exists()
    events = [one for one in trail.trail_of(stream_of(play.cqc)) if one.verb.startswith("absence.")]
    assert [one.verb for one in events] == ["absence.remove", "absence.change", "absence.record"]
    assert not any("2026" in str(one.data) for one in Words.objects.filter(event__in=events))


def test_the_own_programme_lead_enters_leave_and_nobody_else(play):
    entered = away(play.cqc, by=play.cqc_programme_lead)
    assert entered.recorded_by == play.cqc_programme_lead
    for by in (play.programme_lead, play.cqc_administrator, play.hmicfrs, play.co_ordinator):
        with pytest.raises(NotAllowed):
            away(play.cqc, date(2026, 8, 3), date(2026, 8, 7), by=by)
        with pytest.raises(NotAllowed):
            commands.change_absence(entered, kind="leave", first_day=JULY[0], last_day=JULY[0], by=by)
        with pytest.raises(NotAllowed):
            commands.remove_absence(entered, by=by)
        with pytest.raises(Http404):
            queries.absence_of(by, play.cqc, entered.pk)


def test_who_can_have_no_place_has_no_leave_to_enter(play):
    for person in (play.cqc_administrator, play.governance):
        with pytest.raises(NotNow):
            away(person)
    for person in (play.co_ordinator, play.administrator):
        with pytest.raises(NotAllowed):
            away(person)
        with pytest.raises(Http404):
            queries.own_absences(person)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 7, 2), date(2026, 7, 1), "first day or a later one"),
        (date(2026, 3, 2), date(2026, 4, 1), "today or in the future"),
        (date(2026, 7, 1), date(2027, 7, 3), "at most a year"),
        (date(2029, 6, 1), date(2029, 6, 2), "within the next three years"),
    ],
)
def test_days_that_make_no_sense_are_refused(play, first, last, words):
    with pytest.raises(Invalid, match=words) as refusal:
        away(play.cqc, first, last)
    assert refusal.value.field == "last_day"


def test_the_same_leave_sent_twice_is_entered_once_and_other_days_of_it_are_refused(play):
    assert away(play.cqc) == away(play.cqc)
    with pytest.raises(NotNow, match="from 6 July 2026 to 17 July 2026 already"):
        away(play.cqc, date(2026, 7, 17), date(2026, 7, 24))
    other = away(play.cqc, date(2026, 7, 18), date(2026, 7, 24))
    with pytest.raises(NotNow, match="already"):
        commands.change_absence(other, kind="leave", first_day=JULY[1], last_day=date(2026, 7, 24), by=play.cqc)
    away(play.hmicfrs)


def test_leave_that_was_removed_meanwhile_is_not_changed(play):
    entered = away(play.cqc)
    stale = Absence.objects.get(pk=entered.pk)
    commands.remove_absence(entered, by=play.cqc)
    with pytest.raises(NotNow, match="removed meanwhile"):
        commands.change_absence(stale, kind="leave", first_day=JULY[0], last_day=JULY[0], by=play.cqc)


def test_who_leaves_leaves_no_days_behind(play):
    away(play.cqc)
    away(play.hmicfrs)
    leave(play.cqc, by=play.cqc_administrator)
    assert [row.user for row in Absence.objects.all()] == [play.hmicfrs]


# What is too much


def test_more_inspections_than_one_can_take_on_are_too_much(play, year):
    inspection_at("planned", week=date(2026, 6, 8), year=2026)
    assert said(of(play.cqc_programme_lead, year, play.cqc)) == []
    commands.set_capacity(year, person=play.cqc, inspections=0, by=play.cqc_programme_lead)
    one = of(play.cqc_programme_lead, year, play.cqc)
    assert (one.load, one.free) == (1, -1)
    assert said(one) == ["On 1 inspection, and can take on 0."]


def test_two_teams_at_work_at_once_are_too_much(play, year):
    inspection_at("planned", week=date(2026, 6, 8), year=2026)
    later = inspection_at("planned", week=date(2026, 6, 15), year=2026, area=OTHER_AREA)
    assert said(of(play.cqc_programme_lead, year, play.cqc)) == [
        "At work on Fellmoor and on Ravenholt at once, 8 to 12 June 2026."
    ]
    later.fieldwork_start, later.fieldwork_end = date(2026, 6, 22), date(2026, 6, 26)
    later.save()
    assert said(of(play.cqc_programme_lead, year, play.cqc)) == []


def test_leave_while_the_team_is_at_work_is_too_much(play, year):
    inspection_at("planned", week=date(2026, 6, 8), year=2026)
    entered = away(play.cqc, date(2026, 5, 25), date(2026, 6, 1))
    assert said(of(play.cqc_programme_lead, year, play.cqc)) == [
        "Away 25 May to 1 June 2026, while the team of Fellmoor is at work."
    ]
    commands.change_absence(entered, kind="leave", first_day=date(2026, 5, 25), last_day=date(2026, 5, 31), by=play.cqc)
    assert said(of(play.cqc_programme_lead, year, play.cqc)) == []


def test_a_conflict_of_interest_is_too_much_until_somebody_allows_it(play, year):
    inspection = inspection_at("planned", week=date(2026, 6, 8), year=2026)
    declare_interest(kind="lives", local_area=local_area(AREA), by=play.cqc)
    one = of(play.cqc_programme_lead, year, play.cqc)
    assert said(one) == ["A conflict of interest with Fellmoor exists."]
    asked = ask_override(inspection, person=play.cqc, part=Part.INSPECTOR, reason="Wanted", by=play.cqc_programme_lead)
    decide_override(asked, allowed=True, reason="Slight", by=play.programme_lead)
    assert said(of(play.cqc_programme_lead, year, play.cqc)) == []


def test_a_place_of_another_year_makes_busy_but_is_not_counted(play, year):
    inspection_at("planned", week=date(2026, 4, 13), year=2025)
    inspection_at("planned", week=date(2026, 4, 20), year=2026, area=OTHER_AREA)
    one = of(play.cqc_programme_lead, year, play.cqc)
    assert (one.load, [work.of_year for work in one.work]) == (1, [False, True])
    assert said(one) == ["At work on Fellmoor and on Ravenholt at once, 13 to 17 April 2026."]


def test_a_signatory_with_an_inspectors_place_is_shown_and_it_is_too_much_until_somebody_says_that_they_inspect(play, year):
    inspection = inspection_at("planned", week=date(2026, 6, 8), year=2026, staffed=False)
    assign(inspection, person=play.cqc_signatory, part=Part.INSPECTOR, by=play.programme_lead)
    found = queries.people_of_year(play.cqc_programme_lead, year)
    assert [one.person for one in found.own] == [play.cqc, play.cqc_signatory]
    assert [row.people for row in found.numbers if row.inspectorate.code == "cqc"] == [1]
    assert said(found.own[1]) == [
        "Has a place as an inspector, but holds the role “Signatory” and counts as no inspector of this year."
    ]
    commands.set_capacity(year, person=play.cqc_signatory, inspections=1, by=play.cqc_programme_lead)
    found = queries.people_of_year(play.cqc_programme_lead, year)
    assert (said(found.own[1]), [row.people for row in found.numbers if row.inspectorate.code == "cqc"]) == ([], [2])


def test_what_was_said_of_the_year_before_is_where_a_new_one_begins(play, year):
    commands.set_capacity(year, person=play.ofsted, inspections=2, leads=True, by=play.programme_lead)
    following = open_year(2027, by=play.programme_lead)
    one = of(play.programme_lead, following, play.ofsted)
    assert (one.inspections, one.leads, one.said, one.carried) == (2, True, False, year)
    assert not queries.people_of_year(play.programme_lead, following).nobody_leads
    commands.set_capacity(following, person=play.ofsted, inspections=2, leads=True, by=play.programme_lead)
    one = of(play.programme_lead, following, play.ofsted)
    assert (one.inspections, one.said, one.carried) == (2, True, None)


# Leave over a team's work


def alone(by, person):
    return [said for found in queries.teams_left_alone(by, list(person.absences.all())).values() for said in found]


def test_leave_over_the_work_of_a_team_says_whom_to_tell(play):
    inspection_at("planned", week=date(2026, 6, 8), year=2026)
    for person in (play.cqc, play.lead, play.hmicfrs):
        away(person, date(2026, 6, 12), date(2026, 6, 16))
    away(play.ofsted, date(2026, 6, 13), date(2026, 6, 16))
    at_work = "at work 1 to 12 June 2026"
    assert alone(play.cqc, play.cqc) == [
        f"You have a place on the team of Fellmoor, which is {at_work}: tell its lead inspector or your programme lead."
    ]
    assert alone(play.lead, play.lead) == [
        f"You lead the inspection of Fellmoor, whose team is {at_work}: tell your programme lead."
    ]
    assert alone(play.cqc_programme_lead, play.cqc) == [
        f"Cqc has a place on the team of Fellmoor, which is {at_work}: give it to somebody else."
    ]
    assert alone(play.programme_lead, play.lead) == [
        f"Lead leads the inspection of Fellmoor, whose team is {at_work}: find another lead inspector."
    ]
    assert alone(play.ofsted, play.ofsted) == []
    with time_machine.travel("2026-06-13T12:00Z"):
        assert alone(play.cqc, play.cqc) == []


def test_of_an_inspection_that_one_may_not_see_leave_says_nothing(play):
    inspection_at("planned", week=date(2026, 6, 8), year=2026, framework="2022-front-door")
    away(play.cqc, date(2026, 6, 8), date(2026, 6, 12))
    assert (len(alone(play.cqc_programme_lead, play.cqc)), alone(play.probation, play.cqc)) == (1, [])


# Who sees whom


def test_one_sees_the_own_inspectorates_people_and_numbers_of_the_others(play, year):
    inspection_at("planned", week=date(2026, 6, 8), year=2026)
    commands.set_capacity(year, person=play.hmicfrs, inspections=1, by=_lead_of(play.hmicfrs_signatory, play))
    found = queries.people_of_year(play.cqc_programme_lead, year)
    assert [one.person for one in found.own] == [play.cqc]
    assert [(one.person, list(one.roles), one.inspections) for one in found.others] == [
        (play.cqc_programme_lead, ["Programme lead"], 0), (play.cqc_signatory, ["Signatory"], 0),
    ]  # fmt: skip
    numbers = {row.inspectorate.code: (row.people, row.inspections, row.places) for row in found.numbers}
    assert numbers == {"ofsted": (3, 12, 2), "cqc": (1, 4, 1), "hmicfrs": (1, 1, 1), "hmi-probation": (1, 4, 1)}
    for person in (play.hmicfrs, play.ofsted, play.cqc_administrator):
        with pytest.raises(Http404):
            queries.person_of_year(play.cqc_programme_lead, year, person.pk)
    for nobody in (play.cqc, play.lead, play.cqc_administrator):
        with pytest.raises(NotAllowed):
            queries.people_of_year(nobody, year)


def _lead_of(person, play):
    """Somebody of the person's inspectorate who is made its programme lead."""
    give_role(person, "programme-lead", by=_administrator(person, play))
    return person


def _administrator(person, play):
    play.cqc_administrator.membership.inspectorate = person.membership.inspectorate
    play.cqc_administrator.membership.save()
    return play.cqc_administrator


def test_places_on_inspections_that_one_may_not_see_are_not_counted(play, year):
    inspection_at("planned", week=date(2026, 6, 8), year=2026, framework="2022-front-door")
    numbers = queries.people_of_year(_lead_of(play.probation_signatory, play), year).numbers
    assert [row.places for row in numbers] == [0, 0, 0, 0]


def test_it_costs_the_same_however_many_people_and_places_there_are(play, year, django_assert_num_queries):
    inspection_at("planned", week=date(2026, 6, 8), year=2026)
    inspection_at("planned", week=date(2026, 6, 15), year=2026, area=OTHER_AREA)
    for person in (play.ofsted, play.lead, play.stranger):
        away(person)
        declare_interest(kind="lives", local_area=local_area(AREA), by=person)
    queries.year_for(play.programme_lead, 2026)
    with django_assert_num_queries(9):
        for one in queries.people_of_year(play.programme_lead, year).own:
            assert one.overloads is not None


def test_the_demonstration_says_what_its_people_can_take_on_and_some_are_away(play, year):
    inspection_at("planned", week=date(2026, 6, 8), year=2026)
    User.objects.filter(pk__in=[play.ofsted.pk, play.lead.pk, play.programme_lead.pk, play.cqc.pk]).update(demonstration=True)
    # CQC has no invented programme lead, so nobody says it there.
    assert furnish_people(year) == 2
    assert dict(Capacity.objects.values_list("user__name", "inspections")) == {"Lead": 4, "Ofsted": 3}
    assert Absence.objects.filter(user=play.lead, kind="leave").count() == 1
    assert said(of(play.programme_lead, year, play.ofsted)) == [
        "Away 11 to 12 June 2026, while the team of Fellmoor is at work."
    ]


def test_what_is_over_is_not_too_much_any_more(play, year):
    inspection_at("planned", week=date(2026, 4, 13), year=2026)
    away(play.cqc, date(2026, 4, 16), date(2026, 4, 17))
    assert len(said(of(play.cqc_programme_lead, year, play.cqc))) == 1
    with time_machine.travel("2026-04-18T12:00Z"):
        assert said(of(play.cqc_programme_lead, year, play.cqc)) == []


def test_who_goes_on_no_inspection_comes_last(play, year):
    commands.set_capacity(year, person=play.cqc, inspections=0, by=play.cqc_programme_lead)
    assert [one.person for one in queries.people_of_year(play.cqc_programme_lead, year).own][-1] == play.cqc
