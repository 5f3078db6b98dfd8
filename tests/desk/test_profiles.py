"""The profile of a local area and of an agency: what is known and what is coming, to each what is theirs to see."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import LocalArea
from programmes import commands
from programmes.models import Breach, JudgementArea, ScaleValue
from tests.factories import AgencyFactory, LocalAreaFactory
from tests.programmes import acting
from tests.sharing import sent
from tests.walk import AREA, cast, inspection_at, local_area

pytestmark = pytest.mark.django_db
MOST = 15


@pytest.fixture
def full(time_machine):
    """An area of which everything is known: activities of several programmes, what is followed, and what was shared."""
    time_machine.move_to(date(2025, 12, 1), tick=True)
    people, area = cast(), local_area(AREA)
    inspection_at("planned")
    visit = acting.published("ilacs", "standard-inspection", timing_reason="Its last outcome", effect="hinders", words="Drift.")
    overall = JudgementArea.objects.get(programme__code="ilacs", code="overall-effectiveness")
    inadequate = ScaleValue.objects.get(scale=overall.scale, code="inadequate")
    commands.judge(visit, judgements={overall: inadequate}, by=people.ofsted)
    acting.activity(
        "ilacs",
        "focused-visit",
        focus="weakness",
        focus_words="Front door",
        starts_on=date(2026, 2, 2),
        ends_on=date(2026, 2, 6),
    )
    broken = acting.done("fundamental-standards", "inspection")
    acting.breach(broken, standard="Regulation 13", address_by=date(2026, 1, 30))
    acting.recommendation(acting.published("clas", "review"), words="Commission one service.")
    commands.credit_jtai(source="inspections.inspection:0", local_area=area, on=date(2025, 9, 1), by=people.lead)
    sent(by=people.cqc, to=("ofsted",), text="Health visitors do not meet.")
    return people


def page_of(client, person, address):
    client.force_login(person)
    client.get(address)
    with CaptureQueriesContext(connection) as counted:
        answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode(), len(counted)


SEEN = (
    "Drift.",
    "Focused visit",
    "Regulation 13",
    "Commission one service.",
    "Health visitors do not meet.",
    "Overall effectiveness",
)


@pytest.mark.parametrize(
    ("part", "seen"),
    [
        # Its own programme whole; of CQC's what is published; what was shared with it.
        (
            "ofsted",
            {"Drift.", "Focused visit", "Commission one service.", "Health visitors do not meet.", "Overall effectiveness"},
        ),
        # The other way round.
        (
            "cqc",
            {"Drift.", "Regulation 13", "Commission one service.", "Health visitors do not meet.", "Overall effectiveness"},
        ),
        # No recipient: what is published, and nothing that was shared.
        ("hmicfrs", {"Drift.", "Commission one service.", "Overall effectiveness"}),
        ("observer", set()),
        ("co_ordinator", set()),
        ("administrator", set()),
    ],
)
def test_each_sees_of_an_area_what_is_theirs(client, full, part, seen):
    page, cost = page_of(client, getattr(full, part), reverse("local_area", args=[AREA]))
    main = page[page.index("<main") :]
    assert {words for words in SEEN if words in main} == seen
    assert cost <= MOST


def test_what_is_coming_is_said_of_the_programmes_that_are_seen_whole(client, full):
    page, _cost = page_of(client, full.ofsted, reverse("local_area", args=[AREA]))
    assert "Monitoring visit" in page
    assert "Overdue" in page
    assert "Not counted here, because you see only part of them: CLAS." in page
    page, _cost = page_of(client, full.cqc, reverse("local_area", args=[AREA]))
    assert "Monitoring visit" not in page
    assert "Breach to be addressed" in page
    assert "Not counted here, because you see only part of them: ILACS." in page


@pytest.mark.parametrize(
    ("kind", "part", "words"),
    [
        ("local-authority", "ofsted", "Drift."),
        ("health-provider", "cqc", "Regulation 13"),
        ("icb", "ofsted", "Commission one service."),
        ("police", "hmicfrs", "PEEL assessment"),
    ],
)
def test_an_agency_has_a_profile_of_its_own(client, full, kind, part, words):
    page, cost = page_of(client, getattr(full, part), reverse("agency", args=[acting.council(kind=kind).code]))
    assert words in page
    assert "Fellmoor</a>" in page
    assert cost <= MOST


def test_a_care_board_is_told_what_it_is_asked_by_the_review_of_an_area(client, full):
    page, cost = page_of(client, full.cqc, reverse("agency", args=[acting.council(kind="icb").code]))
    assert "Recommendation to be followed" in page
    assert "Nothing is due" not in page
    assert cost <= MOST


UNASKED = "nothing is said of real areas and agencies"


def test_of_real_ones_nothing_is_due_where_a_demonstration_is_loaded(client, full):
    council = AgencyFactory(kind=acting.council().kind, demonstration=False, name="Real Council")
    area = LocalAreaFactory(demonstration=False, partnership__agencies=[council])
    addresses = [reverse("agency", args=[council.code]), reverse("local_area", args=[area.code])]
    for address in addresses:
        page, cost = page_of(client, full.ofsted, address)
        assert UNASKED in page
        assert not [words for words in ("Self-assessment", "Overdue", "Nothing is due") if words in page]
        assert cost <= MOST
    LocalArea.objects.update(demonstration=False)
    for address in addresses:
        page, cost = page_of(client, full.ofsted, address)
        assert (UNASKED in page, "Self-assessment" in page) == (False, True)
        assert cost <= MOST


def test_of_invented_ones_what_is_due_is_said_without_a_word_on_real_ones(client, full):
    page, _cost = page_of(client, full.ofsted, reverse("local_area", args=[AREA]))
    assert UNASKED not in page


def test_what_has_no_date_is_no_event_and_what_was_cancelled_is_none(client, full):
    row = acting.activity("ilacs", "focused-visit", focus="strength", focus_words="Called off", agency=acting.council())
    commands.cancel_activity(row, reason="Snow", by=full.ofsted)
    page, _cost = page_of(client, full.ofsted, reverse("local_area", args=[AREA]))
    assert (
        page.count("app-picture__mark ") == 4
    )  # two visits of ILACS, the review, the joint inspection; none that is CQC's own


def test_the_table_says_what_the_picture_shows(client, full):
    page, _cost = page_of(client, full.ofsted, reverse("local_area", args=[AREA]))
    table = re.search(r"Routine inspections and visits, the newest first</caption>(.*?)</table>", page, re.DOTALL)
    cells = [" ".join(re.sub(r"<[^>]+>", "", cell).split()) for cell in re.findall(r"<td[^>]*>(.*?)</td>", table[1], re.DOTALL)]
    rows = [tuple(cells[at : at + 4]) for at in range(0, len(cells), 4)]
    assert ("2 February 2026 to 6 February 2026", "ILACS", "Focused visit: Fellmoor Council", "Planned") in rows
    assert len(rows) == page.count("app-picture__mark ")
    assert [what for _days, lane, what, standing in rows if (lane, standing) == ("Joint inspection", "Planned")] == [
        "Fieldwork: Fellmoor"
    ]


def test_an_inspection_leads_to_the_profile_of_its_area(client):
    inspection = inspection_at("planned")
    page, _queries = page_of(client, cast().lead, inspection.get_absolute_url())
    assert f'href="{reverse("local_area", args=[inspection.local_area.code])}">Profile of {inspection.local_area.name}' in page


def test_what_is_open_leads_to_itself_wherever_it_stands_and_says_that_it_is_late(client, full, time_machine):
    broken = Breach.objects.get()
    asked = acting.recommendation(acting.done("fundamental-standards", "inspection"), due_on=date(2025, 11, 3), words="Train.")
    address = reverse("local_area", args=[AREA])
    page, _cost = page_of(client, full.cqc, address)
    assert '<h2 class="govuk-heading-m">What is due</h2>' in page
    due, opened = page.partition("Open breaches and recommendations</h2>")[::2]
    for row, late in ((broken, False), (asked, True)):
        for part in (due, opened):
            [line] = [one for one in re.findall(r"<tr.*?</tr>", part, re.DOTALL) if row.get_absolute_url() in one]
            assert (">Overdue</strong>" in line) == late
    commands.follow_breach(broken, step="enforce", on=broken.found_on, note="Notice.", by=full.cqc)
    time_machine.move_to(date(2026, 3, 2), tick=True)
    page, _cost = page_of(client, full.cqc, address)
    lines = [one for one in re.findall(r"<tr.*?</tr>", page, re.DOTALL) if broken.get_absolute_url() in one]
    assert [(">In enforcement</strong>" in one, ">Overdue</strong>" in one) for one in lines] == [(True, False)] * 2


def test_a_programme_is_not_named_twice(client, full):
    acting.published("peel", "peel-assessment", effect="improves", words="Calls are answered.", by=full.hmicfrs)
    page, _cost = page_of(client, full.hmicfrs, reverse("local_area", args=[AREA]))
    assert ("PEEL assessment: Fellmoor Police" in page, "PEEL, PEEL" in page, "PEEL: PEEL" in page) == (True, False, False)
