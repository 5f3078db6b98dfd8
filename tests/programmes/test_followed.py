"""Breaches and recommendations of a programme in one list: narrowed, sorted, as a file; and what waits in the own programmes."""

import csv
import io
from datetime import date, timedelta

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from jtai.programmeyears import year_of
from programmes import commands, queries
from programmes.queries import FollowingFilter
from programmes.rules import State
from tests.programmes.acting import BEGAN, ENDED, breach, council, done, programme, published, recommendation
from tests.walk import AREA, OTHER_AREA, cast, local_area

pytestmark = pytest.mark.django_db
CODE = "fundamental-standards"
DAY = timedelta(days=1)
TODAY = date(2025, 12, 1)


@pytest.fixture
def cqc(client):
    programme()
    client.force_login(cast().cqc)
    return client


def keys(code=CODE, person=None, **asked):
    rows = queries.followed(person or cast().cqc, programme(code), FollowingFilter(**asked), TODAY)
    return [(row["what"], row["pk"]) for row in rows]


def of(*rows):
    return [(row._meta.model_name, row.pk) for row in rows]


@pytest.fixture
def four():
    """A breach that is late, one that is enforced, a recommendation that is late elsewhere and one that has no day."""
    programme()
    local_area(OTHER_AREA)
    here = done(CODE, "inspection")
    there = done(CODE, "inspection", agency=council(OTHER_AREA, "health-provider"), reference="T")
    enforced = breach(there, address_by=ENDED + 300 * DAY, standard="Staffing")
    commands.follow_breach(enforced, step="enforce", on=ENDED, note="Notice.", by=cast().cqc)
    provider = there.agency
    return (
        breach(here),
        enforced,
        recommendation(there, agency=provider, due_on=ENDED + DAY, words="Train staff."),
        recommendation(here, due_on=None),
    )


def test_the_list_is_narrowed_by_what_is_asked(four):
    late, enforced, asked, undated = four
    assert keys() == of(asked, late, enforced, undated)
    assert keys(what="breach") == of(late, enforced)
    assert keys(late=True) == of(asked, late)
    assert keys(text="staff") == of(asked, late, enforced)
    assert keys(state="enforcement") == of(enforced)
    assert keys(state="must-address") == of(late)
    assert keys(area=OTHER_AREA) == of(asked, enforced)
    assert keys(body=undated.agency.code) == of(undated)
    assert keys(area=AREA, what="recommendation") == of(undated)
    commands.close_recommendation(asked, met=True, on=ENDED, note="Seen.", by=cast().cqc)
    assert keys(state="met") == of(asked)
    assert (keys(state="open"), keys(closed=True, text="train")) == (of(undated), of(asked))
    assert keys(late=True, closed=True) == of(late)


def test_it_is_sorted_by_what_is_due_or_by_whose_it_is(four):
    late, enforced, asked, undated = four
    assert keys(sort="last") == of(enforced, late, asked, undated)
    names = [
        row["agency__name"] for row in queries.followed(cast().cqc, programme(CODE), FollowingFilter(sort="agency"), TODAY)
    ]
    assert names == sorted(names)


def test_only_of_what_somebody_sees_can_be_chosen(cqc, four):
    shown = published(CODE, "inspection", reference="P")
    breach(shown)
    people = cast()
    whole = programme(CODE)
    assert {row.code for row in queries.bodies_followed(people.cqc, whole)} == {row.agency.code for row in four}
    assert [row.code for row in queries.areas_followed(people.cqc, whole)] == [AREA, OTHER_AREA]
    assert list(queries.bodies_followed(people.ofsted, whole)) == [shown.agency]
    assert [row.code for row in queries.areas_followed(people.ofsted, whole)] == [AREA]
    page = cqc.get(reverse("programme_following", args=[CODE]), {"area": OTHER_AREA}).content.decode()
    assert ("Staffing" in page, four[3].text.body in page, "Enforcement" in page) == (True, False, True)
    cqc.force_login(people.ofsted)
    page = cqc.get(reverse("programme_following", args=[CODE])).content.decode()
    assert local_area(OTHER_AREA).name not in page


@pytest.mark.usefixtures("four")
def test_a_filter_that_cannot_be_used_narrows_nothing_and_says_so(cqc):
    address = reverse("programme_following", args=[CODE])
    page = cqc.get(address, {"area": "nowhere"}).content.decode()
    assert ("Select an option from the list" in page, "4 to follow" in page) == (True, True)
    page = cqc.get(address, {"state": "enforcement", "what": "recommendation"}).content.decode()
    assert "Nothing that you can see fits these filters." in page


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_list_is_saved_as_it_is_narrowed_and_no_cell_is_a_formula(cqc, four, kind):
    late = four[0]
    commands.edit_breach(
        late, base=1, agency=late.agency, standard="=1+1", words="@all\nStaff did not refer.", found_on=ENDED,
        address_by=ENDED + DAY, by=cast().cqc,
    )  # fmt: skip
    address = reverse("programme_following_export", args=[CODE, kind])
    page = cqc.get(reverse("programme_following", args=[CODE]), {"what": "breach"}).content.decode()
    assert f'href="{address}?what=breach&amp;"' in page
    content = b"".join(cqc.get(address, {"what": "breach"}).streaming_content)
    if kind == "csv":
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    else:
        sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True).active
        rows = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    head, *lines = rows
    assert head[:4] == ["what", "standard", "words", "agency"]
    assert [line[1] for line in lines] == ["'=1+1", "Staffing"]
    assert lines[0][2].startswith("'@all")
    assert (lines[1][0], lines[1][9], lines[1][12]) == ("Breach", "Enforcement", "Notice.")
    assert cqc.get(reverse("programme_following_export", args=[CODE, "pdf"])).status_code == 404


def counted(person):
    return {
        (one.programme.code, kind): number for one in queries.overdue_of(person, TODAY) for kind, number in one.kinds.items()
    }


def on_its_page(code):
    lines = queries.standing_of(programme(code), 2025, TODAY).lines
    return sum(line.duty.state == State.OVERDUE for line in lines)


def test_what_is_past_its_day_is_overdue_in_its_programme_whether_a_rule_speaks_of_it_or_not(four):
    late, enforced, asked, _undated = four
    recommendation(due_on=ENDED + DAY)
    visit = recommendation(
        done(kind="focused-visit", focus="strength", focus_words="Help"), "local-authority", due_on=ENDED + DAY
    )
    programme("clas", sharing="all")
    programme(CODE, sharing="all")
    people = cast()
    assert counted(people.cqc) == {("clas", "Recommendations"): 1, (CODE, "Breaches"): 1, (CODE, "Recommendations"): 1}
    inspections = {("ilacs", "Standard inspection"): 2}  # nobody was inspected since 2018
    assert counted(people.ofsted) == {**inspections, ("ilacs", "Recommendations"): 1}
    assert [on_its_page(code) for code in ("clas", CODE, "ilacs")] == [1, 2, 3]
    for person in (people.observer, people.co_ordinator, people.administrator):
        assert counted(person) == {}
    lines = queries.standing_of(programme(CODE), 2025, TODAY).lines
    found = {(line.duty.kind, line.duty.activity): line.duty.state for line in lines if line.about}
    assert (found["breach", enforced.pk], found["breach", late.pk]) == (State.ENFORCED, State.OVERDUE)
    assert found["recommendation", asked.pk] == State.OVERDUE
    commands.close_recommendation(visit, met=True, on=ENDED, note="Seen.", by=people.ofsted)
    assert counted(people.ofsted) == inspections


def test_a_programme_without_rules_says_what_is_overdue_in_it_and_nothing_else(client):
    people = cast()
    asked = recommendation(done("other-ofsted", "area-send"), "local-authority", due_on=ENDED + DAY)
    assert counted(people.ofsted)["other-ofsted", "Recommendations"] == 1
    client.force_login(people.ofsted)
    now = year_of(timezone.localdate())
    page = client.get(reverse("programme_due", args=["other-ofsted", now])).content.decode()
    assert ("Recommendations: 0 of 1 closed; 1 is open" in page, asked.get_absolute_url() in page) == (True, True)
    listed = client.get(reverse("programmes")).content.decode()
    assert f'href="{reverse("programme_due", args=["other-ofsted", now])}?state=overdue">1<' in listed
    commands.close_recommendation(asked, met=True, on=ENDED, note="Seen.", by=people.ofsted)
    assert [key for key in counted(people.ofsted) if key[0] == "other-ofsted"] == []
    assert {one.programme.code: one.asks for one in queries.overdue_of(people.ofsted, TODAY)} == {
        "ilacs": True,
        "other-ofsted": False,
    }
    page = client.get(reverse("programme_due", args=["other-ofsted", now + 1])).content.decode()
    assert "No rule belongs to this programme in this year" in page


@pytest.mark.usefixtures("four")
def test_what_is_overdue_costs_one_query():
    people = cast()
    done(kind="self-assessment", agency=council(), starts_on=BEGAN, ends_on=BEGAN)
    for person in (people.ofsted, people.cqc):
        queries.viewer_of(person)
        with CaptureQueriesContext(connection) as asked:
            assert queries.overdue_of(person, TODAY)
        assert len(asked) == 1


def test_the_page_of_programmes_takes_twelve_queries_at_most(client, django_assert_max_num_queries):
    programme()
    for person in (cast().ofsted, cast().cqc):
        client.force_login(person)
        client.get(reverse("programmes"))
        with django_assert_max_num_queries(12):
            client.get(reverse("programmes"))


@pytest.mark.usefixtures("four")
def test_the_page_takes_twelve_queries_at_most(cqc, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        cqc.get(reverse("programme_following", args=[CODE]))
