"""The local areas of a plan on their pages: why in or out, their weeks, and what people say of them."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import User
from agencies.models import SchoolHoliday
from scheduling import commands
from scheduling.models import Capacity, Stance
from tests.scheduling import planning
from tests.scheduling.planning import at, words
from tests.walk import local_area

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("before_the_year")]
MONDAY, LATER = date(2026, 6, 8), date(2026, 11, 9)


def test_local_areas_stand_with_why_they_are_out(there, plan, areas, lead):
    commands.put(plan, areas[0], week=MONDAY, by=lead)
    commands.pin(plan, areas[1], by=lead)
    commands.rule_out(plan, areas[2], reason="It asked for time", by=lead)
    page = there.get(at(plan, "plan_areas"))
    assert "In: 8 to 12 June 2026" in words(page)
    assert "Pinned in, without a place yet." in words(page)
    assert "Ruled out: It asked for time" in words(page)
    assert "Out. It could be in:" in words(page)
    assert "Points that it brings" in words(page)
    assert "A local area brings points for the time since its last joint inspection" in words(page)

    def shown(**asked):
        return {one.local_area for one in there.get(at(plan, "plan_areas"), asked).context["rows"]}

    everybody = {*areas, *(local_area(code) for code in ("X001", "X002"))}
    assert shown() == everybody
    assert shown(standing="in") == {areas[0]}
    assert shown(standing="not-in") == everybody - {areas[0]}
    assert shown(standing="pinned") == {areas[1]}
    assert shown(standing="out") == {areas[2]}
    assert shown(text=areas[3].name.upper()) == {areas[3]}
    names = [one.local_area.name for one in there.get(at(plan, "plan_areas"), {"sort": "name"}).context["rows"]]
    assert names == sorted(names)


def test_a_local_area_says_why_it_is_in_and_which_weeks_are_open(there, plan, areas, lead):
    commands.put(plan, areas[0], week=MONDAY, by=lead)
    SchoolHoliday.objects.create(
        local_area=areas[0], school_year=2026, name="Autumn half-term", first_day=date(2026, 10, 26),
        last_day=date(2026, 10, 30), half_term=True,
    )  # fmt: skip
    page = there.get(at(plan, "plan_area", areas[0].code))
    assert "In the plan: 8 to 12 June 2026" in words(page)
    assert "No joint inspection of it is known (300 of at most 300 points)." in words(page)
    assert "Autumn half-term, 26 to 30 October 2026" in words(page)
    shown = page.context["shown"]
    by_monday = {one.monday: one for one in shown.weeks}
    assert by_monday[MONDAY].chosen
    assert by_monday[date(2026, 5, 4)].broken == ["Bank holiday on Monday, 4 May 2026; allowed from 11 May 2026"]
    assert f"{shown.open_weeks} of 52 weeks are open" in words(page)
    assert page.content.decode().count("app-plan-weeks__week--barred") == 52 - shown.open_weeks
    assert there.get(at(plan, "plan_area", "nowhere")).status_code == 404


def test_a_local_area_is_pinned_ruled_out_and_left_open(there, plan, areas):
    here = areas[0].code
    there.post(at(plan, "plan_pin", here), {"week": "2026-06-08", "reason": "Its turn"})
    said = plan.areas.get()
    assert (said.stance, said.week, said.reason) == (Stance.IN, MONDAY, "Its turn")
    assert "Pinned in, in the week of 8 June 2026." in words(there.get(at(plan, "plan_area", here)))
    assert there.post(at(plan, "plan_pin", here), {"week": "2026-06-09", "reason": "Stays."}).status_code == 422
    empty = there.post(at(plan, "plan_rule_out", here), {"reason": " "})
    assert (empty.status_code, "Say why it is ruled out" in words(empty)) == (422, True)
    there.post(at(plan, "plan_rule_out", here), {"reason": "Not yet"})
    assert plan.areas.get().stance == Stance.OUT
    assert "Ruled out: Not yet" in words(there.get(at(plan, "plan_area", here)))
    there.post(at(plan, "plan_leave_open", here))
    assert plan.areas.count() == 0


def test_a_week_is_looked_at_before_a_local_area_is_put_into_it(there, plan, areas, lead):
    here = areas[0].code
    before = plan.version
    assert "Choose a week" in words(there.get(at(plan, "plan_put", here)))
    look = there.get(at(plan, "plan_put", here), {"week": "2026-05-04", "set": ""})
    assert "Breaks a rule: Bank holiday on Monday, 4 May 2026" in words(look)
    assert "Put it into this week all the same" in words(look)
    assert plan.places.count() == 0
    good = there.get(at(plan, "plan_put", here), {"week": "2026-06-08", "set": str(plan.sets.get().pk)})
    assert "No rule is broken by it." in words(good)
    sent = {"week": "2026-06-08", "set": str(plan.sets.get().pk), "version": before}
    answer = there.post(at(plan, "plan_put", here), sent, follow=True)
    assert f"{areas[0].name} is in the plan, 8 to 12 June 2026." in words(answer)
    assert plan.places.get().week == MONDAY
    assert there.get(at(plan, "plan_put", here), {"week": "2026-06-09"}).status_code == 422
    assert there.post(at(plan, "plan_put", here), {"week": "x"}).status_code == 422
    commands.rule_out(plan, areas[1], reason="Not yet", by=lead)
    plan.refresh_from_db()
    refused = there.post(at(plan, "plan_put", areas[1].code), {"week": "2026-06-08", "version": plan.version})
    assert (refused.status_code, "is ruled out. Take that back first." in words(refused)) == (409, True)


def test_what_breaks_elsewhere_is_said_too(there, plan, areas, lead):
    for one in areas[1:3]:
        commands.put(plan, one, week=MONDAY, by=lead)
    shared = areas[1].partnership.members.get(agency__kind__code="police").agency
    areas[0].partnership.members.create(agency=shared)
    look = there.get(at(plan, "plan_put", areas[0].code), {"week": "2026-06-15"})
    assert "Because of it others break a rule" in words(look)
    assert f"{areas[1].name}" in words(look)


def test_what_is_taken_out_can_be_put_back(there, plan, areas, lead):
    commands.put(plan, areas[0], week=MONDAY, by=lead)
    answer = there.post(at(plan, "plan_take_out", areas[0].code), follow=True)
    assert plan.places.count() == 0
    assert f"{areas[0].name} was taken out of the plan." in words(answer)
    assert "Undo: put it back, 8 to 12 June 2026" in words(answer)
    plan.refresh_from_db()
    there.post(at(plan, "plan_undo"), {"version": plan.version})
    assert plan.places.get().week == MONDAY
    again = there.post(at(plan, "plan_take_out", areas[1].code), follow=True)
    assert "has no place in the plan." in words(again)


def test_what_has_its_place_already_is_only_shown(there, plan, areas, lead):
    commands.place_inspection(
        plan.year, local_area=areas[4], framework=plan.sets.get().framework, topic=None, fieldwork_start=LATER, by=lead
    )
    page = there.get(at(plan))
    assert "Has its place in the year already" in words(page)
    assert areas[4].name in words(page)
    mine = there.get(at(plan, "plan_area", areas[4].code))
    assert "It has its place in the year already: 9 to 13 November 2026." in words(mine)
    assert "Pin it in" not in words(mine)
    refused = there.post(at(plan, "plan_pin", areas[4].code), {"week": ""})
    assert (refused.status_code, "has its place in the year already." in words(refused)) == (409, True)
    assert reverse("plans", args=[2026]) == "/programme-years/2026/plans/"


def test_nonsense_in_addresses_and_forms_is_no_fault(there, plan, areas):
    hidden, huge = "\x00", "9" * 30
    here = areas[0].code
    asked = [
        there.post(at(plan, "plan_undo"), {"version": huge}),
        there.get(at(plan, "plan_put", here), {"week": "2026-06-08", "back": hidden}),
        there.get(reverse("plans", args=[2026]), {"text": hidden, "page": huge, "state": "x"}),
        there.get(at(plan, "plan_areas"), {"text": hidden, "page": huge, "standing": "x", "sort": "x"}),
        there.get(at(plan, "plan_put", here), {"week": hidden, "set": hidden}),
        there.post(at(plan, "plan_put", here), {"week": "2026-06-08", "set": huge}),
        there.post(at(plan, "plan_pin", here), {"week": "2026-06-08", "reason": hidden}),
        there.post(at(plan, "plan_edit"), {"version": huge, "seed": huge, "set_1_count": huge, "set_1_framework": hidden}),
        there.post(at(plan, "plan_adopt"), {"version": "x"}),
        there.get(f"/programme-years/2026/plans/{huge}/"),
        there.get(f"/programme-years/{huge}/plans/"),
    ]
    assert [answer.status_code for answer in asked] == [409, 200, 200, 200, 422, 422, 422, 422, 409, 404, 404]


def test_before_it_is_put_a_week_says_what_is_not_known_of_its_holidays(there, plan, areas):
    """One recorded holiday is not all of a school year: the usual time of the others is in doubt, and the rest of it is not."""
    address = at(plan, "plan_put", areas[0].code)
    unknown = "Its school holidays in this year are not known"
    assert unknown in words(there.get(address, {"week": "2026-10-26"}))
    SchoolHoliday.objects.create(
        local_area=areas[0], school_year=2026, name="Christmas", first_day=date(2026, 12, 21), last_day=date(2027, 1, 1)
    )
    autumn = words(there.get(address, {"week": "2026-10-26"}))
    assert "partly known: autumn half-term is not recorded" in autumn
    assert unknown not in autumn
    assert "partly known" not in words(there.get(address, {"week": "2026-11-16"}))


def test_what_people_can_take_on_in_the_year_is_said_of_the_place_that_is_one_too_many_alone(there, plan, areas, lead):
    """It is one fact of the whole plan: it is not said again of every other place."""
    commands.put(plan, areas[0], week=MONDAY, by=lead)
    wanted = planning.judged(plan).problem.asked[0].team["cqc"]
    people = User.objects.filter(membership__inspectorate__code="cqc").order_by("pk")
    Capacity.objects.bulk_create(
        Capacity(year=plan.year, user=one, inspections=int(number < wanted), set_by=lead) for number, one in enumerate(people)
    )
    look = there.get(at(plan, "plan_put", areas[1].code), {"week": "2026-11-09"})
    said = f"this plan asks for {2 * wanted}"
    assert (words(look).count(said), said in str(look.context["move"].own), look.context["move"].others) == (1, True, [])
