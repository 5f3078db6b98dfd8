"""What changes between the asking and the taking: facts, what people say, other plans, and the year itself."""

import threading
import time
from datetime import date, timedelta

import pytest
from django.db import connection, transaction

from accounts.models import User
from agencies.models import ClosedPeriod, Inspectorate, PartnershipMember, SchoolHoliday
from inspections.commands import defer, take_step
from inspections.models import Inspection
from jobs.models import Job
from jobs.runner import run as run_job
from jtai.errors import Changed, DomainError, Invalid, NotNow
from scheduling import commands, queries
from scheduling.asked import AskedRules
from scheduling.commands import Asked
from scheduling.models import Absence, Plan, Proposal
from tests.factories import MembershipFactory, UserFactory
from tests.scheduling import planning
from tests.scheduling.planning import at, typed, words
from tests.walk import FRONT_DOOR, framework_version

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("before_the_year", "areas")]
MONDAY, LATER = date(2026, 6, 8), date(2026, 11, 9)
NONE_BETTER = "No better plan exists"
HAS_CHANGED = "The plan, or what is known of the year, has changed since the last search"


def searched(plan, lead):
    """Proposed, and searched to the end."""
    proposal = commands.propose(plan, by=lead)
    assert run_job(Job.objects.get(kind=queries.IMPROVE).pk)
    plan.refresh_from_db()
    proposal.refresh_from_db()
    return proposal


def placed(year, area, week, lead, **more):
    """An inspection of the front door."""
    framework = framework_version(FRONT_DOOR)
    return commands.place_inspection(
        year, local_area=area, framework=framework, topic=None, fieldwork_start=week, by=lead, **more
    )


def at_one_force(one, other):
    """The second local area has the police force of the first."""
    force = PartnershipMember.objects.get(partnership__local_area=one, agency__kind__code="police").agency
    PartnershipMember.objects.filter(partnership__local_area=other, agency__kind__code="police").update(agency=force)
    return force.name


# What a search found, and what has changed since.


def test_that_no_better_plan_exists_is_said_only_of_what_was_searched(there, lead):
    plan = planning.plan(sets=[planning.front_door(2)])
    proposal = searched(plan, lead)
    assert proposal.proven
    assert NONE_BETTER in words(there.get(at(plan)))
    asked = Asked("First", [planning.front_door(2)], weights={"region": 5}, rules=AskedRules(years_apart=1))
    commands.edit_plan(plan, asked, version=plan.version, by=lead)
    plan.refresh_from_db()
    commands.take_best(proposal, version=plan.version, by=lead)
    page = words(there.get(at(plan)))
    assert (NONE_BETTER in page, HAS_CHANGED in page) == (False, True)


def test_that_no_better_plan_exists_is_not_said_once_a_fact_has_changed(there, lead):
    plan = planning.plan(sets=[planning.front_door(2)])
    searched(plan, lead)
    row = queries.places_of(plan)[0]
    SchoolHoliday.objects.create(
        local_area=row.local_area, school_year=2025, name="New", first_day=row.week, last_day=row.week + timedelta(days=4)
    )
    page = words(there.get(at(plan)))
    assert (NONE_BETTER in page, HAS_CHANGED in page, "1 place breaks a rule" in page) == (False, True, True)


def test_who_is_ruled_out_or_planned_since_stays_out_when_the_better_plan_is_taken(there, lead):
    plan = planning.plan(sets=[planning.front_door(3)])
    proposal = searched(plan, lead)
    one, two, _three = (row.local_area for row in queries.places_of(plan))
    commands.rule_out(plan, one, reason="No.", by=lead)
    placed(plan.year, two, MONDAY, lead)
    plan.refresh_from_db()
    page = words(there.get(at(plan, "plan_take")))
    assert "Left out" in page.partition("The search had a place for these")[0]
    assert all(one.name in page for one in (one, two))
    taken = commands.take_best(proposal, version=plan.version, by=lead)
    assert {one.pk, two.pk} & set(taken.places.values_list("local_area", flat=True)) == set()
    assert proposal.plan_version != taken.version


def test_who_is_pinned_in_since_keeps_their_place_and_no_set_gets_too_many(there, lead, areas):
    plan = planning.plan(sets=[planning.front_door(2)])
    proposal = searched(plan, lead)
    new = next(area for area in areas if area.pk not in {one[0] for one in proposal.best})
    commands.put(plan, new, week=LATER, by=lead)
    commands.pin(plan, new, week=LATER, by=lead)
    plan.refresh_from_db()
    assert "Give way to them" in words(there.get(at(plan, "plan_take")))
    taken = commands.take_best(proposal, version=plan.version, by=lead)
    assert taken.places.count() == 2
    assert taken.places.get(local_area=new).week == LATER


def test_places_for_a_set_that_is_asked_no_more_are_not_taken(there, lead):
    plan = planning.plan(sets=[planning.front_door(2), planning.thematic(2)])
    searched(plan, lead)
    fronts = [row.local_area.name for row in queries.places_of(plan) if row.set.topic is None]
    emptied = {"set_1_count": "", "set_1_framework": "", "set_1_topic": ""}
    answer = there.post(at(plan, "plan_edit"), typed(there.get(at(plan, "plan_edit")), **emptied), follow=True)
    assert f"These went out with a set that is asked no more: {', '.join(fronts)}." in words(answer)
    assert "Take the better plan" not in words(there.get(at(plan)))
    plan.refresh_from_db()
    proposal = queries.proposal_of(plan)
    taken = commands.take_best(proposal, version=plan.version, by=lead)
    assert taken.places.count() == 2
    assert {row.set.topic for row in queries.places_of(taken)} == {planning.topic()}


def test_what_is_offered_is_what_taking_it_gives(there, lead, areas):
    plan = planning.plan(sets=[planning.front_door(2)])
    proposal = searched(plan, lead)
    gone, stays = (row.local_area for row in queries.places_of(plan))
    commands.rule_out(plan, gone, reason="No.", by=lead)
    other = next(area for area in areas if area not in {gone, stays})
    commands.put(plan, other, week=LATER, by=lead)
    commands.pin(plan, other, week=LATER, by=lead)
    plan.refresh_from_db()
    commands.take_best(proposal, version=plan.version, by=lead)
    assert "Take the better plan" not in words(there.get(at(plan)))


def test_what_another_put_since_is_not_overwritten_by_a_proposal(there, lead, areas):
    plan = planning.plan(sets=[planning.front_door(2)])
    seen = plan.version
    commands.put(plan, areas[5], week=LATER, by=lead)
    answer = there.post(at(plan, "plan_propose"), {"version": seen})
    assert (answer.status_code, plan.places.get().local_area) == (409, areas[5])
    with pytest.raises(Changed):
        commands.propose(plan, version=seen, by=lead)


def test_pins_that_cannot_stand_together_are_named_and_the_search_goes_on(there, lead, areas):
    at_one_force(areas[0], areas[1])
    plan = planning.plan(sets=[planning.front_door(3)])
    commands.pin(plan, areas[0], week=MONDAY, by=lead)
    commands.pin(plan, areas[1], week=MONDAY + timedelta(days=7), by=lead)
    plan.refresh_from_db()
    assert searched(plan, lead).proven
    [left] = {areas[0], areas[1]} - {row.local_area for row in queries.places_of(plan)}
    assert f"Pinned in, and without a place under these rules: {left.name}" in words(there.get(at(plan)))


def test_a_search_that_was_stopped_and_failed_can_be_tried_again(lead):
    plan = planning.plan(sets=[planning.front_door(2)])
    proposal = commands.propose(plan, by=lead)
    commands.stop_improving(proposal, by=lead)
    Job.objects.filter(kind=queries.IMPROVE).update(state="failed", error="Lost.", finished_at=proposal.asked_at)
    commands.search_again(proposal, by=lead)
    proposal.refresh_from_db()
    assert proposal.stop_asked_at is None


def test_nothing_is_searched_for_a_plan_that_is_discarded(lead):
    plan = planning.plan(sets=[planning.front_door(2)])
    proposal = commands.propose(plan, by=lead)
    commands.discard_plan(plan, by=lead)
    proposal.refresh_from_db()
    assert proposal.stop_asked_at is not None


# Adopting.


def test_the_reason_of_a_week_is_that_of_the_calendars_rules(lead, areas):
    ClosedPeriod.objects.create(name="Autumn", first_day=date(2026, 11, 10), last_day=date(2026, 11, 12), reason="Because")
    long = "Two forces agreed. " * 26
    rules = AskedRules(left_out={"closed-period": "The council asked.", "police-force": long, "capacity": long[:-1]})
    plan = planning.plan(sets=[planning.front_door(1)], rules=rules)
    commands.put(plan, areas[0], week=LATER, by=lead)
    plan.refresh_from_db()
    [made] = commands.adopt_plan(plan, version=plan.version, by=lead)
    assert made.week_reason == "The council asked."


@pytest.mark.django_db(transaction=True)
def test_of_two_plans_adopted_at_once_the_second_is_judged_by_what_the_first_made(lead, areas):
    at_one_force(areas[0], areas[1])
    plans = [planning.plan(name, sets=[planning.front_door(1)]) for name in ("A", "B")]
    commands.put(plans[0], areas[0], week=MONDAY, by=lead)
    commands.put(plans[1], areas[1], week=MONDAY + timedelta(days=14), by=lead)
    ready, said = threading.Barrier(2), []

    def adopt(pk):
        try:
            plan = Plan.objects.select_related("year").get(pk=pk)
            ready.wait(20)
            said.append(len(commands.adopt_plan(plan, version=plan.version, by=User.objects.get(pk=lead.pk))))
        except DomainError as error:
            said.append(str(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=adopt, args=(plan.pk,)) for plan in plans]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    assert Inspection.objects.count() == 1
    assert 1 in said
    [refused] = [one for one in said if one != 1]
    assert "is inspected in" in refused


@pytest.mark.django_db(transaction=True)
def test_a_copy_waits_for_whoever_changes_the_plan(lead, areas):
    plan = planning.plan(sets=[planning.front_door(1)])
    changed = threading.Event()

    def change():
        with transaction.atomic():
            asked = Asked("First", [planning.front_door(2)], rules=AskedRules(years_apart=1))
            commands.edit_plan(plan, asked, version=plan.version, by=lead)
            commands.put(plan, areas[0], week=MONDAY, by=lead)
            changed.set()
            time.sleep(0.5)
        connection.close()

    thread = threading.Thread(target=change)
    thread.start()
    changed.wait(20)
    copy = commands.copy_plan(plan, "Second", by=lead)
    thread.join(20)
    assert (copy.rules["years_apart"], copy.sets.get().count, copy.places.count()) == (1, 2, 1)


def test_a_plan_that_passes_over_an_area_says_one_number_everywhere(there, lead, areas):
    plan = planning.plan(sets=[planning.front_door(2)])
    commands.put(plan, areas[0], week=MONDAY, by=lead)
    commands.put(plan, areas[1], week=LATER, by=lead)
    placed(plan.year, areas[0], MONDAY, lead)
    plan.refresh_from_db()
    shown, reasons = queries.plan_shown(lead, plan), queries.reasons_of(lead, plan)
    assert (shown.placed, shown.short, reasons.short) == (1, 1, 1)
    assert "1 of 2 local areas" in words(there.get(at(plan)))


# What is asked is changed.


def test_sets_keep_their_places_by_what_they_are(lead, areas):
    plan = planning.plan(sets=[planning.front_door(1), planning.thematic(1)])
    first, second = plan.sets.all()
    commands.put(plan, areas[0], week=MONDAY, of=first, by=lead)
    commands.put(plan, areas[1], week=LATER, of=second, by=lead)
    plan.refresh_from_db()
    plan = commands.edit_plan(
        plan, Asked("First", [planning.thematic(2), planning.front_door(1)]), version=plan.version, by=lead
    )
    assert {row.local_area: row.set.topic for row in queries.places_of(plan)} == {areas[0]: None, areas[1]: planning.topic()}
    plan = commands.edit_plan(plan, Asked("First", [planning.thematic(1)]), version=plan.version, by=lead)
    assert [(row.local_area, row.set.topic) for row in queries.places_of(plan)] == [(areas[1], planning.topic())]


def test_a_set_of_another_topic_in_the_place_of_one_has_its_places(lead, areas):
    plan = planning.plan(sets=[planning.front_door(1)])
    commands.put(plan, areas[0], week=MONDAY, by=lead)
    plan.refresh_from_db()
    plan = commands.edit_plan(plan, Asked("First", [planning.thematic(1)]), version=plan.version, by=lead)
    assert [(row.local_area, row.set.topic) for row in queries.places_of(plan)] == [(areas[0], planning.topic())]


# At the ends of the year.


@pytest.mark.parametrize(
    ("year", "before", "week"), [(2025, date(2026, 3, 23), date(2026, 4, 13)), (2027, date(2027, 5, 10), date(2027, 3, 1))]
)
def test_an_inspection_of_another_year_at_the_police_force_counts(lead, areas, year, before, week):
    force = at_one_force(areas[0], areas[1])
    placed(commands.open_year(year, by=lead), areas[0], before, lead)
    plan = planning.plan(sets=[planning.front_door(2)])
    commands.put(plan, areas[1], week=week, by=lead)
    plan.refresh_from_db()
    [said] = planning.judged(plan).broken[areas[1].pk]
    assert said.startswith(f"{force} is inspected in {areas[0].name}")
    with pytest.raises(Invalid):
        commands.adopt_plan(plan, version=plan.version, by=lead)
    gone = Inspection.objects.get()
    take_step("cancel", gone, reason="Made for the test", by=lead)
    assert planning.judged(plan).broken == {}


def test_teams_that_are_at_work_when_the_year_begins_are_not_free(areas, lead):
    plan = planning.plan(sets=[planning.front_door(1)], rules=AskedRules(busy_before=3))
    commands.put(plan, areas[3], week=date(2026, 4, 13), by=lead)
    last = commands.open_year(2025, by=lead)
    User.objects.filter(membership__inspectorate__code="hmicfrs", membership__job_title="Inspector").update(is_active=False)
    for _number in range(3):
        MembershipFactory(user=UserFactory(), inspectorate=Inspectorate.objects.get(code="hmicfrs"), job_title="Inspector")
    free = [said for several in planning.judged(plan).broken.values() for said in several]
    for area in areas[:3]:
        placed(last, area, date(2026, 3, 30), lead, week_reason="It must")
    short = [said for several in planning.judged(plan).broken.values() for said in several]
    assert [said for said in short if "HMICFRS" in said and "week of" in said and said not in free] != []


def test_what_has_its_week_in_the_next_year_is_no_past(lead, areas):
    placed(planning.year_to_plan(), areas[0], LATER, lead)
    later = commands.open_year(2027, by=lead)
    plan = commands.make_plan(later, Asked("P", [planning.front_door(1)], rules=AskedRules(years_apart=0)), by=lead)
    commands.put(plan, areas[0], week=date(2027, 6, 7), by=lead)
    why = queries.area_in_plan(lead, plan, areas[0].code).why
    assert "Last joint inspection: fieldwork until 13 November 2026 (12 of at most 300 points)." in why


# Who knows what.


def test_the_holidays_of_one_school_year_say_nothing_of_the_other(lead, areas):
    days = (date(2026, 7, 22), date(2026, 9, 1))
    SchoolHoliday.objects.create(local_area=areas[0], school_year=2025, name="Summer", first_day=days[0], last_day=days[1])
    plan = planning.plan(sets=[planning.front_door(2)])
    commands.put(plan, areas[0], week=LATER, by=lead)
    looked = planning.judged(plan)
    assert looked.words.softly(looked.place(areas[0].pk)) == ["Its school holidays in this year are not known"]
    known = dict(queries.area_in_plan(lead, plan, areas[0].code).known)["School holidays"]
    assert known == [
        "Summer, 22 July to 1 September 2026",
        (
            "Those of the school year 2025-26 are partly known: autumn half-term, Christmas, spring half-term, Easter and "
            "summer half-term are not recorded"
        ),
        "Those of the school year 2026-27 are not known",
    ]
    # In the first year only the usual time of what is missing is in doubt.
    commands.put(plan, areas[0], week=date(2026, 6, 22), by=lead)
    looked = planning.judged(plan)
    assert looked.words.softly(looked.place(areas[0].pk)) == []


def test_a_local_area_whose_inspection_is_deferred_is_told_so(lead, areas):
    made = placed(planning.year_to_plan(), areas[0], MONDAY, lead)
    plan = planning.plan()
    with pytest.raises(NotNow, match="has its place in the year already"):
        commands.put(plan, areas[0], week=LATER, by=lead)
    Inspection.objects.filter(pk=made.pk).update(status="closed")
    with pytest.raises(NotNow, match="has its place in the year already"):
        commands.put(plan, areas[0], week=LATER, by=lead)
    Inspection.objects.filter(pk=made.pk).update(status="planned")
    defer(made, asked_by="the director", reason="Flood.", by=lead)
    with pytest.raises(NotNow, match="is deferred"):
        commands.put(plan, areas[0], week=LATER, by=lead)


def test_leave_that_was_removed_stands_in_no_proposal(lead):
    person = UserFactory()
    MembershipFactory(user=person, inspectorate=Inspectorate.objects.get(code="ofsted"), job_title="Inspector")
    absence = commands.record_absence(
        person=person, kind="leave", first_day=date(2026, 6, 3), last_day=date(2026, 6, 17), by=person
    )
    commands.propose(planning.plan(), by=lead)
    commands.remove_absence(absence, by=person)
    assert not Absence.objects.exists()
    kept = Proposal.objects.get().problem["inspectors"]
    assert {one["key"] for one in kept} == set(range(1, len(kept) + 1))
    assert not {"2026-06-03", "2026-06-17"} & {
        day for one in kept for span in one["away"] for day in (span["first"], span["last"])
    }
    assert any(one["away"] for one in kept)
