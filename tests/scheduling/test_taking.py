"""What taking the plan that a search found is offered for, what it undoes, and what is said where nothing can be found."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from audit import trail
from jobs.runner import run as run_job
from jtai.errors import NotNow
from scheduling import commands, queries
from scheduling.models import Proposal
from tests.scheduling import planning
from tests.scheduling.planning import at, words
from tests.scheduling.test_plans_meanwhile import LATER, MONDAY, NONE_BETTER, at_one_force, placed, searched

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("before_the_year", "areas")]
TAKE = "Take the better plan"


def found_later(plan, *, without):
    """The newest proposal, as if so many of its places, the last ones, had been found by the search alone."""
    proposal = queries.proposal_of(plan)
    first, left = proposal.first[:-without], proposal.first[-without:]
    plan.places.filter(local_area__in=[one[0] for one in left]).delete()
    Proposal.objects.filter(pk=proposal.pk).update(first=first, first_points=proposal.best_points - 100)
    proposal.refresh_from_db()
    return proposal


def proposed(lead, count=3):
    """A plan of so many of the front door, proposed."""
    plan = planning.plan(sets=[planning.front_door(count)])
    commands.propose(plan, by=lead)
    plan.refresh_from_db()
    return plan


def rule_out_all_but(plan, count, lead):
    """So many local areas can be in."""
    for one in list(planning.problem_of(plan).areas)[count:]:
        commands.rule_out(plan, planning.LocalArea.objects.get(pk=one.key), reason="Not this year", by=lead)
    plan.refresh_from_db()


# What is offered.


def test_a_search_that_found_nothing_yet_does_not_offer_the_plan_of_before(there, lead):
    plan = proposed(lead)
    row = queries.places_of(plan)[0]
    commands.take_out(plan, row.local_area, by=lead)
    page, asks = words(there.get(at(plan))), there.get(at(plan, "plan_take"))
    assert (TAKE in page, "Propose anew to have the plan searched as it is now." in page) == (False, True)
    assert ("nothing beyond what the plan had before" in words(asks), TAKE in words(asks)) == (True, False)
    assert (
        f"{row.local_area.name} (invented) comes in again, {queries.week_said(row.week)} (it was taken out by hand)."
        in words(asks)
    )


def test_a_week_that_was_chosen_by_hand_is_said_before_it_goes(there, lead):
    plan = proposed(lead)
    found_later(plan, without=1)
    first, second = queries.places_of(plan)
    commands.put(plan, first.local_area, week=LATER, by=lead)
    asks = words(there.get(at(plan, "plan_take")))
    was, will = queries.week_said(LATER), queries.week_said(first.week)
    assert f"{first.local_area.name} (invented) moves from {was} (its week was chosen by hand) to {will}." in asks
    assert "1 week that was chosen by hand would go. Pin it first if it should stay." in asks
    assert second.local_area.name not in asks
    commands.pin(plan, first.local_area, week=LATER, by=lead)
    assert "chosen by hand" not in words(there.get(at(plan, "plan_take")))


def test_a_place_that_a_proposal_gave_to_a_pin_in_any_week_is_not_by_hand(lead, areas):
    plan = planning.plan(sets=[planning.front_door(2)])
    commands.pin(plan, areas[0], by=lead)
    commands.pin(plan, areas[1], week=LATER, by=lead)
    commands.propose(plan, by=lead)
    assert {row.local_area: row.by_hand for row in plan.places.all()} == {areas[0]: False, areas[1]: True}


def test_places_that_break_a_rule_by_now_make_no_plan_better(there, lead):
    plan = proposed(lead)
    found_later(plan, without=1)
    best = queries.proposal_of(plan).best
    gone, other = (planning.LocalArea.objects.get(pk=one[0]) for one in (best[-1], best[0]))
    assert f"{TAKE}: 1 local area more" in words(there.get(at(plan)))
    at_one_force(other, gone)
    Proposal.objects.filter(plan=plan).update(
        best=[[area, week if area != gone.pk else best[0][1], *more] for area, week, *more in best]
    )
    Proposal.objects.filter(plan=plan).update(ended_at=timezone.now())
    page, asks = words(there.get(at(plan))), words(there.get(at(plan, "plan_take")))
    assert TAKE not in page
    assert "What that search found is not offered: by now 2 places of it would break a rule." in page
    assert "By what is known now 2 places of it break a rule, and count for nothing." in asks
    assert "It is no better than what the plan has now, so it is not offered." in asks
    for row in queries.places_of(plan):
        commands.take_out(plan, row.local_area, by=lead)
    assert f"{TAKE}: 1 local area more, and 2 places that break a rule" in words(there.get(at(plan)))


def test_one_local_area_more_is_said_and_not_what_it_counts(there, lead):
    plan = proposed(lead, 2)
    row = queries.places_of(plan)[0]
    commands.take_out(plan, row.local_area, by=lead)
    page = words(there.get(at(plan, "plan_put", row.local_area.code), {"week": row.week.isoformat()}))
    assert ("The plan would have one local area more." in page, "points more" in page) == (True, False)


# Nothing, or less than was asked, can be placed.


def test_no_better_plan_is_not_said_where_nothing_can_be_placed(there, lead):
    plan = planning.plan(sets=[planning.front_door(2)])
    rule_out_all_but(plan, 1, lead)
    left = planning.problem_of(plan).areas[0].key
    placed(plan.year, planning.LocalArea.objects.get(pk=left), MONDAY, lead)
    proposal = commands.propose(plan, by=lead)
    page, none = words(there.get(at(plan))), "No local area can have a place under these rules"
    assert (none in page, "Stop the search" in page, "is being looked for" in page) == (True, False, False)
    assert run_job(queries.job_of_proposal(proposal).pk)
    answer = there.get(at(plan))
    assert (NONE_BETTER in words(answer), none in words(answer)) == (False, True)
    assert f'{at(plan, "plan_reasons")}#relax">What could be relaxed' in answer.content.decode()


def test_less_than_was_asked_is_said_with_the_end_of_the_search(there, lead):
    plan = planning.plan(sets=[planning.front_door(3)])
    rule_out_all_but(plan, 2, lead)
    assert searched(plan, lead).proven
    page = words(there.get(at(plan)))
    assert (
        "no more than 2 of the 3 local areas that are asked for can have a place under these rules. What could be relaxed"
        in page
    )
    assert NONE_BETTER not in page


# Pins.


def test_of_two_pins_the_one_that_gives_way_is_named_with_the_reason(there, lead, areas):
    stays, gives = sorted(areas[:2], key=lambda one: one.name)
    force = at_one_force(stays, gives)
    plan = planning.plan(sets=[planning.front_door(2)])
    commands.pin(plan, gives, week=MONDAY + timedelta(days=7), by=lead)
    plan.refresh_from_db()
    assert "The next proposal gives it a place." in words(there.get(at(plan, "plan_area", gives.code)))
    commands.put(plan, areas[3], week=LATER, by=lead)
    until = f"Pinned in, and without a place until the next proposal: {gives.name}"
    assert until in words(there.get(at(plan)))
    assert "left without a place" not in words(there.get(at(plan, "plan_propose")))
    commands.pin(plan, stays, week=MONDAY, by=lead)
    why = (
        f"It gives way to {stays.name} (invented), which is pinned in too and comes first by name: "
        f"{force} is inspected in {stays.name} (invented), 8 to 12 June 2026, and 26 weeks must lie between"
    )
    asks = words(there.get(at(plan, "plan_propose")))
    assert f"Pinned in, and left without a place {gives.name} (invented) . {why}" in asks
    commands.propose(plan, by=lead)
    for page in (at(plan), at(plan, "plan_adopt")):
        assert f"Pinned in, and without a place under these rules: {gives.name} (invented) . {why}" in words(there.get(page))
    page = words(there.get(at(plan, "plan_area", gives.code)))
    assert f"No proposal can give it a place as it is pinned. {why}" in page
    assert "The next proposal gives it a place" not in page


def test_a_pin_that_its_own_week_or_the_whole_year_bars_says_why(there, lead, areas):
    plan = planning.plan(sets=[planning.front_door(1)])
    commands.pin(plan, areas[0], week=date(2026, 5, 4), by=lead)
    commands.pin(plan, areas[1], week=MONDAY, by=lead)
    commands.pin(plan, areas[2], week=LATER, by=lead)
    barred = {one.code: one.why for one in queries.plan_shown(lead, plan).barred}
    assert barred[areas[0].code].startswith("Bank holiday on Monday, 4 May 2026")
    full = sorted(areas[1:3], key=lambda one: one.name)[1]
    assert barred[full.code] == "Every place is taken by what is fixed or pinned."
    assert len(barred) == 2
    page = words(there.get(at(plan, "plan_area", areas[0].code)))
    assert "No proposal can give it a place as it is pinned." in page
    assert page.partition("Leave it open again")[0].count("Bank holiday on Monday, 4 May 2026") == 1


# Search on.


def test_a_search_that_was_stopped_goes_on_from_what_stands(there, lead):
    plan = proposed(lead, 2)
    old = queries.proposal_of(plan)
    assert "Search on from here" not in words(there.get(at(plan)))
    Proposal.objects.filter(pk=old.pk).update(stop_asked_at=timezone.now(), ended_at=timezone.now())
    moved = queries.places_of(plan)[0]
    commands.put(plan, moved.local_area, week=LATER, by=lead)
    assert "Search on from here" in words(there.get(at(plan)))
    answer = there.post(at(plan, "plan_search_again"), follow=True)
    assert "Stop the search" in words(answer)
    new = queries.proposal_of(plan)
    assert (new.pk != old.pk, new.ended_at, new.best == new.first) == (True, None, True)
    assert [week for area, week, *_more in new.first if area == moved.local_area.pk] == [
        queries.week_number(queries.mondays(2026), LATER)
    ]
    assert trail.trail_of("programme-year:2026").first().verb == "plan.search_on"
    for proposal in (old, new):
        commands.search_again(proposal, by=lead)
    assert plan.proposals.count() == 2
    Proposal.objects.filter(pk=new.pk).update(ended_at=timezone.now(), proven=True)
    assert "Search on from here" not in words(there.get(at(plan)))


def test_what_was_found_and_not_taken_is_where_a_search_goes_on(lead):
    plan = proposed(lead)
    old = found_later(plan, without=1)
    Proposal.objects.filter(pk=old.pk).update(ended_at=timezone.now())
    commands.search_again(old, by=lead)
    new = queries.proposal_of(plan)
    assert (new != old, len(new.first), sorted(new.best)) == (True, 2, sorted(old.best))
    assert queries.search_of(plan).more == 1


def test_no_search_goes_on_from_a_plan_that_breaks_a_rule(there, lead):
    plan = proposed(lead, 2)
    Proposal.objects.filter(plan=plan).update(ended_at=timezone.now())
    commands.put(plan, queries.places_of(plan)[0].local_area, week=date(2026, 5, 4), by=lead)
    assert "Search on from here" not in words(there.get(at(plan)))
    with pytest.raises(NotNow, match="A place of this plan breaks a rule"):
        commands.search_again(queries.proposal_of(plan), by=lead)


# A plan that is no draft any more.


def test_a_discarded_plan_counts_no_place_of_whom_the_year_has_given_one(there, lead, areas):
    plan = planning.plan(sets=[planning.front_door(2)])
    for area, week in ((areas[0], MONDAY), (areas[1], LATER)):
        commands.put(plan, area, week=week, by=lead)
    commands.discard_plan(plan, by=lead)
    assert "2 of 2 local areas" in words(there.get(at(plan)))
    placed(plan.year, areas[0], MONDAY, lead)
    page = words(there.get(at(plan)))
    assert "1 of 2 local areas" in page
    assert page.count("It has its place in the year already, and is passed over") == 1
