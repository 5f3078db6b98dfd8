"""Who can have a place on a team in a year, as the proposer is told."""

from datetime import date

import pytest
import time_machine

from accounts.models import User
from agencies.commands import declare_interest
from agencies.models import Agency, InterestKind
from inspections.commands import ask_override, assign, decide_override, end_place
from inspections.models import Part
from scheduling import queries
from scheduling.commands import open_year
from scheduling.models import Absence, AbsenceKind, Capacity
from scheduling.proposing.facts import Inspector, Span
from tests.scheduling import planning
from tests.walk import AREA, OTHER_AREA, cast, inspection_at, local_area

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("before_the_year")]
BEFORE, WEEK = date(2026, 3, 30), date(2026, 6, 8)


@pytest.fixture
def play():
    return cast()


@pytest.fixture
def year(play):
    return open_year(2026, by=play.programme_lead)


def of(found, person):
    """What the proposer knows of one person."""
    [one] = [each for each in found if each.key == person.pk]
    return one


def capacity(year, person, inspections=4, *, leads=False):
    return Capacity.objects.create(year=year, user=person, inspections=inspections, leads=leads, set_by=person)


def absence(person, first, last):
    return Absence.objects.create(user=person, kind=AbsenceKind.LEAVE, first_day=first, last_day=last, recorded_by=person)


def test_everybody_who_may_have_a_place_is_there_and_nobody_else(play, year):
    known = {one.key for one in queries.inspectors_for_proposer(year)}
    everybody = {play.ofsted.pk, play.stranger.pk, play.cqc.pk, play.hmicfrs.pk, play.probation.pk}
    apart = {play.ofsted_administrator.pk, play.governance.pk, play.administrator.pk, play.co_ordinator.pk, play.police.pk}
    assert (everybody - known, apart & known) == (set(), set())
    play.ofsted.is_active = False
    play.ofsted.save()
    assert play.ofsted.pk not in {one.key for one in queries.inspectors_for_proposer(year)}


def test_who_holds_a_role_is_no_inspector_until_somebody_says_on_how_many_they_can_be(play, year):
    others = {
        play.programme_lead, play.ofsted_signatory, play.reviewer, play.observer, play.cqc_programme_lead, play.cqc_signatory,
    }  # fmt: skip
    assert {one.key for one in queries.inspectors_for_proposer(year)} & {one.pk for one in others} == set()
    capacity(year, play.ofsted_signatory, 0)
    capacity(year, play.cqc_signatory, 2)
    known = {one.key: one.most for one in queries.inspectors_for_proposer(year)}
    assert (known.get(play.cqc_signatory.pk), known.get(play.ofsted_signatory.pk)) == (2, None)


def test_what_was_said_of_a_year_goes_on_until_somebody_says_otherwise(play, year):
    later = open_year(2028, by=play.programme_lead)
    capacity(year, play.cqc, 0)
    capacity(year, play.hmicfrs, 2)
    capacity(year, play.lead, 3, leads=True)
    capacity(open_year(2027, by=play.programme_lead), play.hmicfrs, 1)
    known = {one.key: one for one in queries.inspectors_for_proposer(later)}
    assert (play.cqc.pk in known, known[play.hmicfrs.pk].most, known[play.probation.pk].most) == (False, 1, 4)
    assert [one.key for one in known.values() if one.leads] == [play.lead.pk]
    assert not queries.nobody_said_who_leads(later)
    capacity(later, play.cqc, 5)
    assert of(queries.inspectors_for_proposer(later), play.cqc).most == 5
    assert of(queries.inspectors_for_proposer(year), play.hmicfrs).most == 2


def test_a_place_of_the_year_that_the_plan_does_not_count_leaves_one_inspection_less(play, year):
    inspection = inspection_at("planned", week=WEEK, year=2026)
    inspection_at("planned", week=BEFORE, year=2025, area=OTHER_AREA)
    assert of(queries.inspectors_for_proposer(year, planned=[inspection.pk]), play.cqc).most == 4
    assert of(queries.inspectors_for_proposer(year, planned=[]), play.cqc).most == 3
    capacity(year, play.cqc, 1)
    assert of(queries.inspectors_for_proposer(year, planned=[]), play.cqc).most == 0


def test_whoever_takes_on_none_in_this_year_is_left_out(play, year):
    capacity(year, play.cqc, 0)
    capacity(open_year(2027, by=play.programme_lead), play.hmicfrs, 0)
    known = {one.key for one in queries.inspectors_for_proposer(year)}
    assert (play.cqc.pk in known, play.hmicfrs.pk in known) == (False, True)


def test_until_somebody_says_who_leads_each_inspector_of_ofsted_can(play, year):
    found = queries.inspectors_for_proposer(year)
    assert {one.inspectorate for one in found if one.leads} == {"ofsted"}
    assert all(one.leads for one in found if one.inspectorate == "ofsted")
    assert queries.nobody_said_who_leads(year)
    capacity(year, play.lead, leads=True)
    capacity(year, play.ofsted)
    capacity(year, play.cqc, leads=True)
    assert [one.key for one in queries.inspectors_for_proposer(year) if one.leads] == [play.lead.pk]
    assert not queries.nobody_said_who_leads(year)


def test_another_inspectorates_yes_says_nothing_of_who_leads(play, year):
    capacity(year, play.cqc, leads=True)
    assert queries.nobody_said_who_leads(year)


def test_leave_and_other_years_inspections_take_people_away(play, year):
    absence(play.lead, date(2026, 7, 1), date(2026, 7, 14))
    absence(play.lead, date(2025, 7, 1), date(2025, 7, 14))
    inspection_at("planned", week=BEFORE, year=2025)
    found = of(queries.inspectors_for_proposer(year), play.lead)
    leave, busy = Span(date(2026, 7, 1), date(2026, 7, 14)), Span(date(2026, 3, 23), date(2026, 4, 3))
    assert found == Inspector(play.lead.pk, "ofsted", leads=True, away=(leave, busy), most=4)


def test_leave_in_a_week_that_straddles_the_end_of_the_year_takes_people_away(play, year):
    before, after = (date(2026, 3, 30), date(2026, 3, 31)), (date(2027, 4, 1), date(2027, 4, 2))
    for days in (before, after):
        absence(play.lead, *days)
    found = of(queries.inspectors_for_proposer(year), play.lead)
    assert found.away == (Span(*before), Span(*after))


def test_a_team_of_the_year_is_counted_by_the_plan_unless_it_has_no_place_for_it(play, year):
    inspection = inspection_at("planned", week=WEEK, year=2026)
    assert of(queries.inspectors_for_proposer(year), play.cqc).away == ()
    assert of(queries.inspectors_for_proposer(year, planned=[inspection.pk]), play.cqc).away == ()
    busy = Span(date(2026, 6, 1), date(2026, 6, 12))
    assert of(queries.inspectors_for_proposer(year, planned=[]), play.cqc).away == (busy,)


def test_only_who_inspects_now_on_an_inspection_with_its_week_is_busy(play, year):
    inspection = inspection_at("planned", week=WEEK, year=2026, staffed=False)
    place = assign(inspection, person=play.ofsted, part=Part.INSPECTOR, by=play.programme_lead)
    assign(inspection, person=play.reviewer, part=Part.QUALITY, by=play.programme_lead)
    found = queries.inspectors_for_proposer(year, planned=[])
    assert len(of(found, play.ofsted).away) == 1
    capacity(year, play.reviewer)
    assert of(queries.inspectors_for_proposer(year, planned=[]), play.reviewer).away == ()
    end_place(place, by=play.programme_lead)
    assert of(queries.inspectors_for_proposer(year, planned=[]), play.ofsted).away == ()
    inspection_at("deferred", week=WEEK, year=2026, area=OTHER_AREA)
    assert of(queries.inspectors_for_proposer(year, planned=[]), play.cqc).away == ()


def test_ties_are_known_by_area_and_what_they_are_is_not(play, year):
    force = Agency.objects.get(code=f"{AREA.lower()}-police")
    declare_interest(kind=InterestKind.RELATIVE, agency=force, by=play.hmicfrs)
    declare_interest(kind=InterestKind.LIVES, local_area=local_area(OTHER_AREA), by=play.cqc)
    declare_interest(kind=InterestKind.WORKED, local_area=local_area(AREA), last_day=date(2023, 3, 20), by=play.ofsted)
    declare_interest(kind=InterestKind.WORKED, local_area=local_area(AREA), last_day=date(2023, 4, 10), by=play.stranger)
    tied = queries.ties_for_proposer(year, everybody(year), [])
    assert {area: found.people for area, found in tied.items()} == {
        local_area(AREA).pk: frozenset({play.hmicfrs.pk, play.stranger.pk}),
        local_area(OTHER_AREA).pk: frozenset({play.cqc.pk}),
    }
    assert all((found.allowed, found.allowed_to_lead) == (frozenset(), frozenset()) for found in tied.values())


def test_an_interest_that_has_ended_since_the_year_began_ties_nobody(play, year):
    declare_interest(kind=InterestKind.WORKED, local_area=local_area(AREA), last_day=date(2023, 4, 10), by=play.stranger)
    key = local_area(AREA).pk
    with time_machine.travel("2026-04-05T12:00Z"):
        assert queries.ties_for_proposer(year, everybody(year), [])[key].people == frozenset({play.stranger.pk})
    with time_machine.travel("2026-04-20T12:00Z"):
        assert queries.ties_for_proposer(year, everybody(year), []) == {}


def test_a_conflict_that_was_allowed_keeps_nobody_out_of_the_part_that_was_asked(play, year):
    inspection = inspection_at("planned", week=WEEK, year=2026, staffed=False)
    for person in (play.ofsted, play.lead, play.cqc):
        declare_interest(kind=InterestKind.LIVES, local_area=inspection.local_area, by=person)
    for part, person, allowed in ((Part.INSPECTOR, play.ofsted, True), (Part.LEAD, play.lead, True)):
        asked = ask_override(inspection, person=person, part=part, reason="Wanted", by=play.programme_lead)
        decide_override(asked, allowed=allowed, reason="Slight", by=play.cqc_programme_lead)
    found = queries.ties_for_proposer(year, everybody(year), [inspection])[inspection.local_area_id]
    assert (found.people, found.allowed, found.allowed_to_lead) == (
        {play.ofsted.pk, play.lead.pk, play.cqc.pk}, {play.ofsted.pk}, {play.lead.pk},
    )  # fmt: skip


def test_a_plan_counts_who_was_allowed_on_the_team_of_what_is_planned_already(play, year):
    """Of CQC everybody has a conflict of interest there; one of them was allowed to have a place all the same."""
    inspection = inspection_at("planned", week=WEEK, year=2026, staffed=False)
    plan = planning.plan()
    people = {one.key for one in queries.inspectors_for_proposer(year) if one.inspectorate == "cqc"}
    for person in User.objects.filter(pk__in=people):
        declare_interest(kind=InterestKind.LIVES, local_area=inspection.local_area, by=person)

    def short():
        judged = planning.judged(plan)
        return [(one.wanted, one.there) for one in judged.breaks[judged.place(inspection.local_area_id)] if one.group == "cqc"]

    assert short() == [(2, 0)]
    asked = ask_override(inspection, person=play.cqc, part=Part.INSPECTOR, reason="Wanted", by=play.cqc_programme_lead)
    decide_override(asked, allowed=True, reason="Slight", by=play.programme_lead)
    assert short() == [(2, 1)]


def everybody(year):
    return [one.key for one in queries.inspectors_for_proposer(year)]


def test_it_costs_the_same_however_many_people_there_are(play, year, django_assert_num_queries):
    inspection_at("planned", week=BEFORE, year=2025)
    inspection = inspection_at("planned", week=WEEK, year=2026, area=OTHER_AREA)
    for person in (play.lead, play.ofsted, play.cqc):
        declare_interest(kind=InterestKind.LIVES, local_area=inspection.local_area, by=person)
        absence(person, date(2026, 7, 1), date(2026, 7, 14))
        capacity(year, person, leads=True)
    with django_assert_num_queries(3):
        queries.inspectors_for_proposer(year)
    people = everybody(year)
    with django_assert_num_queries(2):
        queries.ties_for_proposer(year, people, [inspection])
