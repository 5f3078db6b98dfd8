"""What the rules ask, from rows: of a whole programme in a year, and of one area in the year ahead."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from jtai.programmeyears import year_of
from programmes import commands, queries
from programmes.models import Activity, Breach, JudgementArea, Programme, Recommendation, ScaleValue
from programmes.rules import State
from tests.programmes.acting import breach, council, done, programme, recommendation
from tests.walk import AREA, OTHER_AREA, cast, local_area

pytestmark = pytest.mark.django_db
TODAY = date(2025, 12, 1)
YEAR = 2025


def inadequate(row: Activity) -> Activity:
    area = JudgementArea.objects.get(programme=row.programme, code="overall-effectiveness")
    value = ScaleValue.objects.get(scale=area.scale, code="inadequate")
    return commands.judge(row, judgements={area: value}, by=row.recorded_by)


def coverage(code="ilacs"):
    found = queries.standing_of(Programme.objects.get(code=code), YEAR, TODAY)
    return {row.rule: (row.done, row.planned, row.needed, row.subjects) for row in found.coverage}


def test_a_programme_is_covered_by_what_was_done_in_the_year():
    programme()
    for code in (AREA, OTHER_AREA, "X003"):
        local_area(code)
    done(kind="self-assessment", agency=council())
    done(kind="self-assessment", agency=council(OTHER_AREA), starts_on=date(2024, 5, 1), ends_on=date(2024, 5, 1))
    done(kind="focused-visit", agency=council(), focus="weakness", focus_words="Front door")
    commands.credit_jtai(
        source="inspections.inspection:1", local_area=local_area(OTHER_AREA), on=date(2025, 6, 2), by=cast().lead
    )
    # The same area twice in a year is one visit.
    commands.credit_jtai(source="inspections.inspection:2", local_area=local_area(AREA), on=date(2025, 9, 2), by=cast().lead)
    found = coverage()
    assert found["self-assessment"] == (1, 0, 3, 3)
    assert found["annual-conversation"] == (0, 0, 3, 3)
    assert found["focused-visits"] == (2, 0, 2, 3)
    assert commands.take_back_jtai(source="inspections.inspection:1", by=cast().lead) == 1
    assert coverage()["focused-visits"] == (1, 0, 2, 3)
    standing = queries.standing_of(programme(), YEAR, TODAY)
    assert [name for name, _next in standing.could_be_next["focused-visits"]] == [
        "Ravenholt Council",
        "Saltmere X003 Council",
    ]


def test_an_inadequate_council_is_asked_for_the_next_monitoring_visit():
    inadequate(done(kind="standard-inspection", timing_reason="Its last outcome"))
    found = queries.standing_of(programme(), YEAR, TODAY)
    visits = [row for row in found.lines if row.duty.rule == "monitoring-visits"]
    assert [(row.duty.by, row.duty.state, row.kind, row.name) for row in visits] == [
        (date(2025, 8, 16), State.OVERDUE, "Monitoring visit", "Fellmoor Council")
    ]
    assert "Judged inadequate" in visits[0].duty.why
    assert found.rules["monitoring-visits"].says.startswith("An inadequate local authority has four monitoring visits")
    assert found.invented is True


def everything(area_code=AREA, until=date(2026, 12, 1)):
    """What one who sees all of it is told of the year ahead in an area."""
    area = local_area(area_code)
    among = queries.Among(list(area.partnership.agencies.order_by("pk")), [area])
    known = queries.whole(Programme.objects.order_by("position"))
    rows = queries.with_judgements(Activity.objects.filter(among.there()).select_related("kind"))
    opened = [
        *Breach.objects.filter(state="must-address").select_related("activity", "agency"),
        *Recommendation.objects.filter(state="open").select_related("activity", "agency"),
    ]
    return [
        (row.programme.code, row.duty.rule, row.subject, row.duty.by, str(row.duty.state))
        for row in queries.ahead(known, among, rows, opened, today=TODAY, until=until)
    ]


def test_the_year_ahead_of_an_area_speaks_of_its_own_agencies_alone():
    inadequate(done(kind="standard-inspection", timing_reason="Its last outcome"))
    breach(done("fundamental-standards", "inspection"), address_by=date(2026, 1, 5))
    recommendation(done("clas", "review"), due_on=date(2027, 1, 5))
    council(OTHER_AREA)
    there = everything()
    assert ("ilacs", "monitoring-visits", "Fellmoor Council", date(2025, 8, 16), "overdue") in there
    assert ("fundamental-standards", "breaches", "Fellmoor Hospitals", date(2026, 1, 5), "due") in there
    assert ("ilacs", "self-assessment", "Fellmoor Council", date(2026, 3, 31), "due") in there
    assert ("peel", "assessment", "Fellmoor Police", date(2026, 3, 31), "due") in there
    assert not [row for row in there if row[1] == "recommendations"], "it is due after the year that is looked at"
    assert [row[3] for row in there if row[3]] == sorted(row[3] for row in there if row[3])
    assert {row[2] for row in everything(OTHER_AREA)} == {"Ravenholt Council", "Ravenholt Police", "Ravenholt Hospitals"}


def test_what_a_care_board_is_asked_is_due_for_it_wherever_it_was_found():
    asked = recommendation(done("clas", "review"), due_on=date(2026, 1, 5))
    board = council(kind="icb")
    there = [row for row in everything() if row[0] == "clas"]
    assert there == [("clas", "recommendations", board.name, date(2026, 1, 5), "due")]
    known = queries.whole(Programme.objects.filter(code="clas"))
    alone = queries.ahead(known, queries.Among([board]), [], [asked], today=TODAY, until=date(2026, 12, 1))
    assert [(row.subject, row.duty.activity) for row in alone] == [(board.name, asked.pk)]
    standing = queries.standing_of(programme("clas"), YEAR, TODAY)
    assert [(row.name, row.duty.activity) for row in standing.lines] == [(board.name, asked.pk)]
    assert coverage("clas")["recommendations"][:3] == (0, 0, 1)


def test_a_line_says_what_is_asked_leads_to_whose_it_is_and_how_it_is_enforced(client):
    asked = recommendation(done("clas", "review"), due_on=date(2026, 1, 5), words="Train every nurse.")
    found = breach(done("fundamental-standards", "inspection"), standard="Regulation 13")
    commands.follow_breach(found, step="enforce", on=found.found_on, note="Notice.", by=cast().cqc)
    client.force_login(cast().cqc)
    page = client.get(reverse("programme_due", args=["clas", YEAR])).content.decode()
    assert ("Train every nurse." in page, reverse("agency", args=[asked.agency.code]) in page) == (True, True)
    page = client.get(reverse("programme_due", args=["fundamental-standards", YEAR])).content.decode()
    assert ("Regulation 13" in page, "In enforcement since" in page) == (True, True)
    page = client.get(reverse("local_area", args=[AREA])).content.decode()
    assert ("Train every nurse." in page, "In enforcement since" in page) == (True, True)


def test_what_is_due_can_be_planned_from_its_line_by_those_who_record_it(client):
    programme(sharing="all")
    whose = council()
    plan = f"{reverse('activity_add', args=['ilacs'])}?subject={whose.code}&amp;kind=self-assessment"
    due = reverse("programme_due", args=["ilacs", year_of(timezone.localdate())])
    offered = {}
    for person in (cast().ofsted, cast().cqc):
        client.force_login(person)
        offered[person.pk] = plan in client.get(due).content.decode()
    assert offered == {cast().ofsted.pk: True, cast().cqc.pk: False}
    client.force_login(cast().ofsted)
    kind = programme().activity_kinds.get(code="self-assessment")
    assert f'value="{kind.pk}" selected' in client.get(plan.replace("&amp;", "&")).content.decode()


def test_a_changed_rule_is_one_rule_on_the_list_of_its_year():
    programme()
    for code in (AREA, OTHER_AREA, "X003"):
        local_area(code)
    visits = programme().rules.get(code="focused-visits")
    visits.valid_to = date(2025, 9, 30)
    visits.save()
    all_of_them = {**visits.parameters, "percent": 100}
    programme().rules.create(
        code="focused-visits", evaluator=visits.evaluator, parameters=all_of_them, says="All.", source="A test",
        position=visits.position, valid_from=date(2025, 10, 1),
    )  # fmt: skip
    found = {day: queries.standing_of(programme(), YEAR, day) for day in (date(2025, 9, 30), TODAY)}
    assert [standing.rules["focused-visits"].says[:4] for standing in found.values()] == ["Half", "All."]
    needed = [[row.needed for row in standing.coverage if row.rule == "focused-visits"] for standing in found.values()]
    assert needed == [[2], [3]]
    assert [len(standing.could_be_next["focused-visits"]) for standing in found.values()] == [3, 3]


def test_what_is_asked_costs_the_same_for_one_activity_as_for_many():
    programme()
    counts = []
    for number in (1, 3):
        for place in range(number):
            day = date(2025, 5 + number, 1 + place)
            inadequate(done(kind="short-inspection", starts_on=day, ends_on=day, timing_reason="Because", reference=f"{day}"))
            breach(done("fundamental-standards", "inspection", starts_on=day, ends_on=day), found_on=day)
        with CaptureQueriesContext(connection) as counted:
            queries.standing_of(programme(), YEAR, TODAY)
            everything()
        counts.append(len(counted))
    assert counts[0] == counts[1] <= 20


def test_a_year_that_is_over_offers_no_plan_and_says_what_was_not_done(client):
    programme()
    council()
    client.force_login(cast().ofsted)
    now = year_of(timezone.localdate())
    pages = {year: client.get(reverse("programme_due", args=["ilacs", year])).content.decode() for year in (now - 1, now, 2019)}
    assert ["Plan it" in page for page in pages.values()] == [False, True, False]
    assert [">Not done</strong>" in page for page in pages.values()] == [True, False, True]
    assert ">Overdue</strong>" not in pages[now - 1]
    links = re.search(r"Another year: (.*?)</p>", pages[2019])[1]
    years = re.findall(r">(\d{4})-", links)
    assert years == ["2018", "2020", str(now)]


def test_what_was_found_is_neither_needed_nor_planned(client):
    broken = done("fundamental-standards", "inspection")
    breach(broken)
    client.force_login(cast().cqc)
    page = client.get(reverse("programme_due", args=["fundamental-standards", year_of(timezone.localdate())])).content.decode()
    card = page.partition("Breaches: ")[2].partition("app-card")[0]
    assert card.startswith("0 of 1 closed; 1 is open")
    assert "neither done nor planned" not in card


def test_what_is_still_open_is_overdue_on_the_list_of_a_year_that_is_over_too(client):
    broken = breach(done("fundamental-standards", "inspection"))
    client.force_login(cast().cqc)
    past = year_of(broken.address_by)
    assert past < year_of(timezone.localdate())
    page = client.get(reverse("programme_due", args=["fundamental-standards", past]), {"state": "overdue"}).content.decode()
    assert ([*re.findall(r">(Not done|Overdue)</strong>", page)], broken.get_absolute_url() in page) == (["Overdue"], True)
    assert "Not done, or overdue" in page
