"""What takes a place that was given back, the shortfall with its reasons, and the target with its history."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse
from guardian.shortcuts import remove_perm

from accounts.models import User
from audit import trail
from inspections.commands import defer, reschedule, take_step
from inspections.models import Inspection
from jtai.errors import Invalid, NotAllowed, NotNow
from scheduling import queries
from scheduling.commands import change_target, open_year, place_inspection, replace, take_back_replacement
from scheduling.models import ProgrammeYear, Replacement
from tests.scheduling import planning
from tests.walk import FRONT_DOOR, cast, framework_version, inspection_at, local_area

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("spring")]
MONDAYS = [date(2026, 4, 13), date(2026, 6, 8), date(2026, 9, 14), date(2026, 11, 2)]
PLAN = "/programme-years/2026/plan/"


@pytest.fixture
def play():
    planning.people()  # a week in which nobody can inspect needs a reason
    return cast()


@pytest.fixture
def year(play):
    return open_year(2026, 3, by=play.programme_lead)


def place(year, play, number=0, **changes):
    facts = {
        "local_area": local_area(f"X1{number}"),
        "framework": framework_version(FRONT_DOOR),
        "topic": None,
        "fieldwork_start": MONDAYS[number],
    }
    return place_inspection(year, **{**facts, **changes}, by=play.programme_lead)


def deferred(year, play, number=0):
    inspection = place(year, play, number)
    return defer(inspection, asked_by="the director", reason="Flood", by=play.programme_lead)


def standing(year, play):
    viewer = User.objects.get(pk=play.programme_lead.pk)
    return queries.standing_of(viewer, ProgrammeYear.objects.get(pk=year.pk))


def words(answer):
    return " ".join(answer.content.decode().split())


def test_the_shortfall_is_explained_by_what_happened(play):
    year = open_year(2026, 5, by=play.programme_lead)
    first, second, third = deferred(year, play, 0), place(year, play, 1), place(year, play, 2)
    take_step("cancel", second, reason="The area merges.", by=play.programme_lead)
    seen = standing(year, play)
    assert (seen.planned, seen.shortfall, seen.deferred) == (1, 4, 1)
    assert seen.why == [
        f"1 was deferred and not replaced: {first.local_area.name} (on 2 April 2026, asked by the director)",
        f"1 was cancelled and not replaced: {second.local_area.name} (The area merges)",
        "2 are not planned yet",
    ]
    replace(year, gone=first, instead=third, reason="Nearest in kind", by=play.programme_lead)
    assert standing(year, play).why == [
        f"1 was cancelled and not replaced: {second.local_area.name} (The area merges)",
        "3 are not planned yet",
    ]
    for now, said in (("2027-03-31", "3 are not planned yet"), ("2027-04-01", "3 were never planned")):
        with time_machine.travel(f"{now}T12:00Z"):
            assert standing(year, play).why[-1] == said


def test_what_was_planned_beyond_the_target_is_said(play):
    year = open_year(2026, 1, by=play.programme_lead)
    names = [deferred(year, play, number).local_area.name for number in (0, 1)]
    said = ", ".join(f"{name} (on 2 April 2026, asked by the director)" for name in names)
    assert standing(year, play).why == [
        f"2 were deferred and not replaced: {said}",
        "1 had been planned beyond the target",
    ]


def test_a_full_year_lacks_nothing(play, year):
    for number in range(3):
        place(year, play, number)
    seen = standing(year, play)
    assert (seen.shortfall, seen.why, seen.summed) == (0, [], "3 wanted, 3 planned.")


def test_a_new_week_in_another_year_takes_an_inspection_there(play, year):
    moved = reschedule(deferred(year, play), fieldwork_start=date(2027, 4, 12), reason="Dry", by=play.programme_lead)
    assert moved.programme_year == 2027
    seen = standing(year, play)
    assert seen.planned == 0
    assert [(row.inspection, row.how) for row in seen.given_back] == [(moved, queries.MOVED)]
    assert seen.why[0] == (
        f"1 was deferred to another year and not replaced: {moved.local_area.name} "
        "(to 2027-28, decided on 2 April 2026, asked by the director)"
    )
    assert standing(open_year(2027, 1, by=play.programme_lead), play).planned == 1


def test_a_new_week_in_the_same_year_gives_the_place_back(play, year):
    reschedule(deferred(year, play), fieldwork_start=MONDAYS[1], reason="Dry", by=play.programme_lead)
    assert (standing(year, play).planned, standing(year, play).given_back) == (1, ())


def test_what_is_moved_to_another_year_after_its_deferral_was_not_deferred_to_it(play, year):
    gone, spare = deferred(year, play), place(year, play, 1)
    reschedule(gone, fieldwork_start=MONDAYS[2], reason="Dry", by=play.programme_lead)
    moved = reschedule(gone, fieldwork_start=date(2027, 4, 12), reason="Wanted", by=play.programme_lead)
    assert (moved.programme_year, moved.deferrals.get().old_year) == (2027, 2026)
    seen = standing(year, play)
    assert (seen.given_back, seen.why) == ((), ["2 are not planned yet"])
    with pytest.raises(NotNow, match="has its place in the year"):
        replace(year, gone=moved, instead=spare, reason="Near", by=play.programme_lead)


def test_an_inspection_stays_where_the_other_year_has_one_of_the_area(play, year):
    gone = deferred(year, play)
    place(open_year(2027, 1, by=play.programme_lead), play, fieldwork_start=date(2027, 6, 7))
    with pytest.raises(NotNow, match="already has an inspection in the programme year 2027-28"):
        reschedule(gone, fieldwork_start=date(2027, 4, 12), reason="Dry", by=play.programme_lead)
    gone.refresh_from_db()
    assert (gone.programme_year, gone.status) == (2026, "deferred")


def test_what_cannot_be_replaced_or_stand_in_is_refused_with_its_reason(play, year):
    gone, other, spare = deferred(year, play, 0), deferred(year, play, 1), place(year, play, 2)
    act = {"reason": "Near", "by": play.programme_lead}
    with pytest.raises(NotNow, match="has its place in the year"):
        replace(year, gone=spare, instead=gone, **act)
    with pytest.raises(NotNow, match="Only a planned inspection of this year"):
        replace(year, gone=gone, instead=other, **act)
    with pytest.raises(Invalid) as refusal:
        replace(year, gone=gone, instead=spare, reason=" ", by=play.programme_lead)
    assert refusal.value.field == "reason"
    for person in (play.cqc_programme_lead, play.lead, play.co_ordinator):
        with pytest.raises(NotAllowed):
            replace(year, gone=gone, instead=spare, reason="Near", by=person)
    made = replace(year, gone=gone, instead=spare, **act)
    assert replace(year, gone=gone, instead=spare, **act) == made
    with pytest.raises(NotNow, match="stands in for"):
        replace(year, gone=other, instead=spare, **act)
    with pytest.raises(NotNow, match="is replaced by"):
        replace(year, gone=gone, instead=place(year, play, 3), **act)
    assert Replacement.objects.count() == 1


def test_a_replacement_is_taken_back_until_its_area_is_notified(play, year):
    gone, spare = deferred(year, play, 0), place(year, play, 1)
    made = replace(year, gone=gone, instead=spare, reason="Near", by=play.programme_lead)
    Inspection.objects.filter(pk=spare.pk).update(status="notified")
    with pytest.raises(NotNow, match="has been notified, so the replacement stands"):
        take_back_replacement(year, made, by=play.programme_lead)
    Inspection.objects.filter(pk=spare.pk).update(status="planned")
    with pytest.raises(NotAllowed):
        take_back_replacement(year, made, by=play.cqc_programme_lead)
    take_back_replacement(year, made, by=play.programme_lead)
    assert Replacement.objects.count() == 0
    with pytest.raises(NotNow, match="taken back already"):
        take_back_replacement(year, made, by=play.programme_lead)
    verbs = [event.verb for event in trail.trail_of("programme-year:2026")]
    assert verbs[:2] == ["programme_year.take_back_replacement", "programme_year.replace"]


def test_the_page_of_the_year_replaces_and_takes_back(client, play, year):
    gone, spare = deferred(year, play, 0), place(year, play, 1)
    client.force_login(play.programme_lead)
    page = words(client.get(year.get_absolute_url()))
    assert "3 wanted, 1 planned" in page
    assert "1 was deferred and not replaced" in page
    choose = reverse("replacement_choose", args=[2026, gone.pk])
    assert choose in page
    assert "Select a planned inspection" in words(client.post(choose, {}))
    answer = client.post(choose, {"instead": spare.pk, "reason": "Nearest in kind"}, follow=True)
    page = words(answer)
    assert answer.redirect_chain == [("/programme-years/2026/", 302)]
    assert f"Stands in for {gone.local_area.name}" in page
    assert "Nearest in kind" in page
    assert "was deferred and not replaced" not in page
    for one, other, key in ((gone, spare, "Replaced by"), (spare, gone, "Stands in for")):
        shown = words(client.get(one.get_absolute_url()))
        assert key in shown
        assert f'href="{other.get_absolute_url()}">{other.local_area.name}</a>' in shown
    said = words(client.get(reverse("step", args=[gone.pk, "reschedule"])))
    assert f"Its place in the year was given to {spare.local_area.name}" in said
    assert "that place in the year is empty again" in words(client.get(reverse("step", args=[spare.pk, "cancel"])))
    back = reverse("replacement_take_back", args=[2026, gone.pk])
    assert "counts as not replaced again" in words(client.get(back))
    assert "has no replacement any more" in words(client.post(back, follow=True))
    assert Replacement.objects.count() == 0
    assert client.get(back).status_code == 404
    assert client.get(reverse("replacement_choose", args=[2026, spare.pk])).status_code == 404


def test_what_came_back_stands_beside_what_took_its_place(client, play, year):
    gone, spare = deferred(year, play, 0), place(year, play, 1)
    replace(year, gone=gone, instead=spare, reason="Near", by=play.programme_lead)
    reschedule(gone, fieldwork_start=MONDAYS[2], reason="Dry", by=play.programme_lead)
    client.force_login(play.programme_lead)
    assert "which is back in the year" in words(client.get(year.get_absolute_url()))
    assert standing(year, play).planned == 2


def test_a_new_inspection_is_planned_in_the_place_of_another(client, play, year):
    gone = deferred(year, play, 0)
    area = local_area("X13")
    client.force_login(play.programme_lead)
    chosen = {"area": area.code, "framework": FRONT_DOOR, "topic": "", "instead_of": gone.pk}
    typed = {**chosen, "fieldwork_start_day": "2", "fieldwork_start_month": "11", "fieldwork_start_year": "2026"}
    assert f"takes the place of {gone.local_area.name}" in words(client.get(PLAN, {"instead_of": gone.pk}))
    look = words(client.get(PLAN, {**typed, "step": "preview"}))
    assert f'name="instead_of" value="{gone.pk}"' in look
    assert "Takes the place of" in look
    sent = {**chosen, "fieldwork_start": "2026-11-02"}
    refused = client.post(PLAN, sent)
    assert (refused.status_code, Inspection.objects.count()) == (422, 1)
    assert "Enter why it takes the place" in words(refused)
    assert client.post(PLAN, {**sent, "instead_reason": "Like it"}).status_code == 302
    made = Replacement.objects.get()
    assert (made.gone, made.instead.local_area, made.reason) == (gone, area, "Like it")
    assert client.get(PLAN, {"instead_of": "9"}).status_code == 404
    assert client.get(PLAN, {"instead_of": "x"}).status_code == 404


def test_who_may_not_see_the_other_reads_of_no_replacement(client, play, year):
    gone, spare = deferred(year, play, 0), place(year, play, 1)
    replace(year, gone=gone, instead=spare, reason="Near", by=play.programme_lead)
    lead = inspection_at("planned", year=2025).team.get(part="lead").user
    assert queries.pairs_of(lead, gone) == []
    assert [pair.instead for pair in queries.pairs_of(play.programme_lead, gone)] == [spare]
    client.force_login(play.cqc_programme_lead)
    assert "Choose a replacement" not in words(client.get(year.get_absolute_url()))
    for group in User.objects.get(pk=play.cqc_programme_lead.pk).groups.all():
        remove_perm("inspections.view_inspection", group, spare)
    page = words(client.get(year.get_absolute_url()))
    assert gone.local_area.name in page
    assert spare.local_area.name not in page
    assert client.get("/api/v1/programme-years/2026/replacements/").json()["results"][0]["replacement"] is None
    assert "Shortfall" not in page
    assert client.get("/api/v1/programme-years/2026/").json()["shortfall"] is None


def test_the_target_changes_with_a_reason_and_keeps_its_history(client, play, year):
    client.force_login(play.programme_lead)
    address = reverse("year_target", args=[2026])
    assert "The year was opened" in words(client.get(address))
    refused = client.post(address, {"target": "4", "was": "3", "reason": ""})
    assert (refused.status_code, "Enter why the target changes" in words(refused)) == (422, True)
    answer = words(client.post(address, {"target": "4", "was": "3", "reason": "One more team"}, follow=True))
    assert "The target is 4 now." in answer
    late = client.post(address, {"target": "5", "was": "3", "reason": "Another"})
    assert (late.status_code, "Somebody has changed the target to 4 meanwhile" in words(late)) == (409, True)
    assert [(row.number, row.by, row.reason) for row in queries.targets_of(year)] == [
        (4, play.programme_lead.name, "One more team"),
        (3, play.programme_lead.name, ""),
    ]
    client.force_login(play.cqc_programme_lead)
    page = words(client.get(address))
    assert "One more team" in page
    assert "Why does the target change?" not in page
    assert client.post(address, {"target": "5", "was": "4", "reason": "x"}).status_code == 403
    assert ProgrammeYear.objects.get().target == 4


@pytest.mark.parametrize(
    ("target", "reason", "field"), [(0, "x", "target"), (61, "x", "target"), (4, " ", "reason"), (3, "x", "target")]
)
def test_a_target_that_makes_no_sense_is_refused(play, year, target, reason, field):
    with pytest.raises(Invalid) as refusal:
        change_target(year, target=target, was=3, reason=reason, by=play.programme_lead)
    assert refusal.value.field == field


def test_the_api_replaces_explains_and_changes_the_target(client, play, year):
    gone, spare = deferred(year, play, 0), place(year, play, 1)
    client.force_login(play.programme_lead)
    root = "/api/v1/programme-years/2026/"
    assert client.get(root).json()["why"] == [
        f"1 was deferred and not replaced: {gone.local_area.name} (on 2 April 2026, asked by the director)",
        "1 is not planned yet",
    ]
    body = {"gone": gone.pk, "instead": spare.pk, "reason": "Near"}
    made = client.post(f"{root}replacements/", body, content_type="application/json")
    assert (made.status_code, made.json()["inspection"]["id"]) == (201, spare.pk)
    [row] = client.get(f"{root}replacements/").json()["results"]
    assert (row["how"], row["asked_by"], row["replacement"]["reason"]) == ("deferred", "the director", "Near")
    assert client.delete(f"{root}replacements/{gone.pk}/").status_code == 204
    assert client.delete(f"{root}replacements/{gone.pk}/").status_code == 404
    planned = {"local_area": local_area("X13").code, "framework": FRONT_DOOR, "fieldwork_start": "2026-11-02"}
    planned |= {"instead_of": gone.pk, "instead_reason": "Like it"}
    assert client.post(f"{root}inspections/", planned, content_type="application/json").status_code == 201
    assert Replacement.objects.get().gone == gone
    changed = client.put(f"{root}target/", {"target": 2, "was": 3, "reason": "Fewer"}, content_type="application/json")
    assert (changed.status_code, changed.json()["shortfall"]) == (200, 0)
    assert [row["target"] for row in client.get(f"{root}target/").json()["results"]] == [2, 3]


@pytest.mark.parametrize("count", [1, 3])
def test_a_year_costs_the_same_for_one_place_given_back_as_for_three(client, django_assert_num_queries, play, year, count):
    for number in range(count):
        deferred(year, play, number)
    client.force_login(play.programme_lead)
    client.get(year.get_absolute_url())
    with django_assert_num_queries(7):  # session, person, roles, year, inspections, deferrals, replacements
        client.get(year.get_absolute_url())
