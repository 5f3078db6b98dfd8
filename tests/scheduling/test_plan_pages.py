"""The pages of plans: its places, the search for a better one, and what becomes of it. What one asks: test_plan_asks."""

from datetime import date

import pytest
from django.urls import reverse

from inspections.models import Inspection
from scheduling import commands, queries
from scheduling.models import Plan, PlanState
from scheduling.queries.shown import week_said
from tests.scheduling import planning
from tests.scheduling.planning import at, form_of, typed, words
from tests.walk import cast, inspection_at, local_area

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("before_the_year")]
MONDAY, LATER = date(2026, 6, 8), date(2026, 11, 9)


def test_a_proposal_stands_at_once_and_says_how_far_the_search_is(there, plan):
    answer = there.post(at(plan, "plan_propose"), {"version": plan.version}, follow=True)
    page = words(answer)
    assert "A first plan with 3 local areas stands." in page
    assert "3 of 3 local areas" in page
    assert "No place breaks a rule" in page
    assert "What stands is the best found so far. A better plan is being looked for." in page
    assert f'data-poll="{at(plan, "plan_progress")}"' in answer.content.decode()
    fragment = there.get(at(plan, "plan_progress"))
    assert (fragment["Cache-Control"], b"<html" in fragment.content) == ("no-store", False)
    assert "Stop the search" in fragment.content.decode()


def better(plan):
    """The newest proposal, with a better plan found for it: the same places, each counted higher."""
    proposal = queries.proposal_of(plan)
    first = [[area, week, of, fixed] for area, week, of, fixed in proposal.first]
    worse = first[:-1]
    plan.places.filter(local_area=first[-1][0]).delete()
    type(proposal).objects.filter(pk=proposal.pk).update(first=worse)
    return proposal


def test_a_better_plan_is_taken_after_it_is_said_what_it_changes(there, plan, lead):
    there.post(at(plan, "plan_propose"), {"version": plan.version})
    better(plan)
    page = there.get(at(plan))
    assert "Take the better plan: 1 local area more" in words(page)
    plan.refresh_from_db()
    before = {row.local_area.name for row in plan.places.all()}
    asks = words(there.get(at(plan, "plan_take")))
    assert ("The better plan has 1 local area more." in asks, "was changed since" in asks) == (True, False)
    there.post(at(plan, "plan_take"), {"version": plan.version})
    [new] = [row for row in plan.places.all() if row.local_area.name not in before]
    assert f"{new.local_area.name} (invented) comes in, {week_said(new.week)}." in asks
    assert all(name not in asks for name in before)
    plan.refresh_from_db()
    nothing = words(there.get(at(plan, "plan_take")))
    assert "There is nothing to take: the plan has these places already." in nothing
    assert "Take the better plan" not in nothing
    first, second, third = plan.places.all()
    commands.take_out(plan, first.local_area, by=lead)
    commands.put(plan, second.local_area, week=third.week, by=lead)
    plan.refresh_from_db()
    page = there.get(at(plan))
    assert f'href="{at(plan, "plan_take")}"' in page.content.decode()
    asks = there.get(at(plan, "plan_take"))
    for said in (
        "The plan, or what is known of the year, was changed since this proposal was asked for.",
        f"{first.local_area.name} (invented) comes in, {week_said(first.week)}.",
        (
            f"{second.local_area.name} (invented) moves from {week_said(third.week)} (its week was chosen by hand) to "
            f"{week_said(second.week)}."
        ),
    ):
        assert said in words(asks)
    stale = there.post(at(plan, "plan_take"), {"version": 1})
    assert stale.status_code == 409
    assert plan.places.count() == 2
    there.post(at(plan, "plan_take"), form_of(stale))
    assert plan.places.count() == 3


def test_the_search_is_stopped_and_says_that_it_ended(there, plan):
    assert there.post(at(plan, "plan_stop")).status_code == 404
    there.post(at(plan, "plan_propose"), {"version": plan.version})
    there.post(at(plan, "plan_stop"))
    proposal = queries.proposal_of(plan)
    assert proposal.stop_asked_at is not None
    page = words(there.get(at(plan)))
    assert ("It was asked to stop, and ends in a moment." in page, "Stop the search" in page) == (True, False)
    type(proposal).objects.filter(pk=proposal.pk).update(ended_at=proposal.stop_asked_at)
    assert "The search was stopped before its end. A better plan than it found may exist." in words(there.get(at(plan)))
    type(proposal).objects.filter(pk=proposal.pk).update(ended_at=proposal.stop_asked_at, proven=True)
    assert "No better plan exists under these rules and weights." in words(there.get(at(plan)))


def test_a_search_that_failed_is_tried_again(there, plan):
    there.post(at(plan, "plan_propose"), {"version": plan.version})
    job = queries.job_of_proposal(queries.proposal_of(plan))
    type(job).objects.filter(pk=job.pk).update(state="failed", error="The worker was lost.", finished_at=job.created_at)
    page = words(there.get(at(plan)))
    assert "The worker was lost." in page
    assert "Try again" in page
    there.post(at(plan, "plan_search_again"))
    job.refresh_from_db()
    assert job.state == "waiting"


def test_what_was_put_by_hand_is_named_before_it_is_proposed_anew(there, plan, areas, lead):
    commands.put(plan, areas[0], week=MONDAY, by=lead)
    commands.put(plan, areas[1], week=LATER, by=lead)
    commands.pin(plan, areas[1], week=LATER, by=lead)
    assert f'href="{at(plan, "plan_propose")}"' in there.get(at(plan)).content.decode()
    page = words(there.get(at(plan, "plan_propose")))
    assert f"{areas[0].name} , 8 to 12 June 2026" in page
    assert areas[1].name not in page
    assert plan.places.count() == 2


def test_a_plan_says_what_its_places_break_and_cannot_be_adopted_with_it(there, plan, areas, lead):
    commands.put(plan, areas[0], week=date(2026, 5, 4), by=lead)  # a bank holiday
    page = words(there.get(at(plan)))
    assert "1 place breaks a rule" in page
    assert "Breaks a rule: Bank holiday on Monday, 4 May 2026; allowed from 11 May 2026" in page
    assert "Its school holidays in this year are not known" in page
    assert "2 local areas that are wanted have no place." in page
    asks = there.get(at(plan, "plan_adopt"))
    assert "This plan cannot be adopted while a place breaks a rule." in words(asks)
    assert "Adopt the plan" not in words(asks)
    plan.refresh_from_db()
    refused = there.post(at(plan, "plan_adopt"), {"version": plan.version})
    assert refused.status_code == 422
    assert "1 place of this plan breaks a rule." in words(refused)
    assert Inspection.objects.count() == 0


def test_a_plan_is_adopted_after_every_date_was_shown(there, plan, areas, lead):
    commands.put(plan, areas[0], week=MONDAY, by=lead)
    commands.put(plan, areas[1], week=LATER, by=lead)
    asks = there.get(at(plan, "plan_adopt"))
    assert "These 2 inspections will be planned" in words(asks)
    assert "22 May 2026" in words(asks)  # ten working days before 8 June, over a bank holiday
    assert there.post(at(plan, "plan_adopt"), {"version": 1}).status_code == 409
    answer = there.post(at(plan, "plan_adopt"), form_of(asks), follow=True)
    assert answer.redirect_chain == [("/programme-years/2026/", 302)]
    assert "The plan was adopted: 2 inspections are planned." in words(answer)
    assert {one.local_area for one in Inspection.objects.all()} == {areas[0], areas[1]}
    page = words(there.get(at(plan)))
    assert "Its inspections are planned." in page
    assert "Adopt this plan" not in page
    assert there.get(at(plan, "plan_edit")).status_code == 409


def test_asking_for_more_than_the_target_of_the_year_leaves_empty_is_said(there, plan, areas, lead):
    inspection_at("planned", area=areas[2].code, year=2026, week=LATER)
    asked = "The plan asks for 3, 2 more than the year’s target leaves empty. The target of the year is 2, and 1 inspection has its place: 1 left."
    commands.put(plan, areas[0], week=MONDAY, by=lead)
    commands.put(plan, areas[1], week=date(2026, 9, 21), by=lead)
    plan.refresh_from_db()
    at_first = [words(there.get(at(plan, name))) for name in ("plan", "plan_edit", "plan_adopt")]
    assert [("asks for 3" in page, "would have" in page) for page in at_first] == [(False, False)] * 3
    assert "The target of the year is 10, and 1 inspection has its place: 9 left." in at_first[1]
    commands.change_target(plan.year, target=2, was=10, reason="Fewer people", by=lead)
    assert asked in words(there.get(at(plan)))
    edit = there.get(at(plan, "plan_edit"))
    assert asked in words(edit)
    again = there.post(at(plan, "plan_edit"), typed(edit, name="", set_1_count="1", set_2_count="x"))
    assert "asks for" not in words(again)
    adopt = "With these the year would have 3 inspections, 1 more than its target of 2."
    assert adopt in words(there.get(at(plan, "plan_adopt")))


def test_a_plan_is_copied_discarded_and_brought_back(there, plan, areas, lead):
    commands.put(plan, areas[0], week=MONDAY, by=lead)
    assert there.post(at(plan, "plan_copy"), {"name": ""}).status_code == 422
    assert there.post(at(plan, "plan_copy"), {"name": "First"}).status_code == 422
    there.post(at(plan, "plan_copy"), {"name": "Second"})
    made = Plan.objects.get(name="Second")
    assert (made.places.get().local_area, made.copied_from) == (areas[0], plan)
    assert "Discard this plan?" in words(there.get(at(plan, "plan_discard")))
    there.post(at(plan, "plan_discard"))
    plan.refresh_from_db()
    assert plan.state == PlanState.DISCARDED
    listed = words(there.get(reverse("plans", args=[plan.year.year]), {"state": "draft"}))
    assert ("Second" in listed, "1 plan" in listed) == (True, True)
    page = there.get(at(plan))
    assert "Bring it back" in words(page)
    there.post(at(plan, "plan_bring_back"))
    plan.refresh_from_db()
    assert plan.state == PlanState.DRAFT


def test_a_plan_whose_name_was_taken_meanwhile_is_brought_back_under_another(there, plan, lead):
    commands.discard_plan(plan, by=lead)
    planning.plan("First")
    asks = there.post(at(plan, "plan_bring_back"))
    assert (asks.status_code, "There is a plan “First” of this year already." in words(asks)) == (422, True)
    there.post(at(plan, "plan_bring_back"), typed(asks, name="First again"))
    plan.refresh_from_db()
    assert (plan.state, plan.name) == (PlanState.DRAFT, "First again")


def test_a_proposal_that_found_no_place_leads_to_what_could_be_relaxed(there, plan, areas, lead):
    for area in (*areas, local_area("X001"), local_area("X002")):
        commands.rule_out(plan, area, reason="Not this year", by=lead)
    plan.refresh_from_db()
    assert "See what could be relaxed" not in words(there.get(at(plan)))
    page = words(there.post(at(plan, "plan_propose"), {"version": plan.version}, follow=True))
    assert "No local area can have a place under these rules." in page
    assert "3 local areas that are wanted have no place. See what could be relaxed" in page


def test_plans_are_sorted_and_found_by_name(there, plan):
    planning.plan("A plan")
    address = reverse("plans", args=[plan.year.year])
    assert [row.name for row, _wanted in there.get(address).context["rows"]] == ["A plan", "First"]
    commands.make_plan(plan.year, commands.Asked("Zebra", [planning.front_door(1)]), by=cast().programme_lead)
    by_name = there.get(address, {"sort": "name"}).context["rows"]
    assert [(row.name, wanted) for row, wanted in by_name] == [("A plan", 3), ("First", 3), ("Zebra", 1)]
    assert [row.name for row, _wanted in there.get(address, {"text": "zeb"}).context["rows"]] == ["Zebra"]
    assert "No plan of this year fits these filters." in words(there.get(address, {"text": "nowhere"}))


def test_reasons_say_what_weights_changed_who_is_out_and_what_to_relax(there, plan, areas, lead):
    assert "No local area has a place yet." in words(there.get(at(plan, "plan_reasons")))
    commands.propose(plan, by=lead)
    page = words(there.get(at(plan, "plan_reasons")))
    assert "Without any one of these the plan would keep its local areas: time since the last joint inspection" in page
    assert "No joint inspection of it is known (" in page
    assert "No other local area could have this very week" in page or "could have this very week: the plan" in page
    assert "Strong candidates that are not in" in page
    assert "It could have the place of" in page or "It could be in, best instead of" in page
    assert "For local areas that were not inspected for long" in page
    for area in areas:
        commands.rule_out(plan, area, reason="Not this year", by=lead)
    commands.propose(plan, by=lead)
    page = words(there.get(at(plan, "plan_reasons")))
    assert "Without the rule on local areas that were ruled out 1 place more could be filled." in page


def test_nobody_else_reads_or_changes_a_plan(client, plan, areas, lead):
    commands.put(plan, areas[0], week=MONDAY, by=lead)
    pages = [
        "plan",
        "plan_edit",
        "plan_copy",
        "plan_discard",
        "plan_adopt",
        "plan_reasons",
        "plan_propose",
        "plan_progress",
        "plan_areas",
    ]
    addresses = [at(plan, name) for name in pages] + [at(plan, "plan_area", areas[0].code)]
    absent = [address.replace(f"/plans/{plan.pk}/", "/plans/999999/") for address in addresses]
    for other in (cast().cqc_programme_lead, cast().ofsted, cast().co_ordinator, cast().administrator):
        client.force_login(other)
        answers = [client.get(address) for address in (*addresses, *absent)]
        assert {answer.status_code for answer in answers} == {403}
        assert not [
            answer
            for answer in answers
            if plan.name.encode() + b"<" in answer.content or areas[0].name.encode() in answer.content
        ]
    client.force_login(lead)
    assert {client.get(address).status_code for address in absent} == {404}


def test_a_trail_says_nothing_of_plans_to_whoever_manages_the_person(client, plan, lead):
    commands.discard_plan(plan, by=lead)
    client.force_login(lead)
    own = words(client.get(reverse("own_trail")))
    assert ("Made a plan of a year" in own, "Discarded a plan of a year" in own) == (True, True)
    client.force_login(cast().ofsted_administrator)
    page = client.get(reverse("person_trail", args=[lead.pk]))
    sheet = client.get(reverse("person_trail_csv", args=[lead.pk]))
    assert page.status_code == 200
    assert "plan of a year" not in page.content.decode()
    assert b"plan of a year" not in sheet.getvalue()
