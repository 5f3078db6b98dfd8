"""The pages of candidates: table, map, beside each other, one alone, and files. What the filters leave out is not in them."""

import csv
import io
import re
from datetime import date

import pytest
from openpyxl import load_workbook

from agencies.models import LocalArea
from agencies.queries import AreaFilter
from inspections.models import PastInspection
from scheduling.commands import open_year
from scheduling.models import ProgrammeYear
from scheduling.queries import free_areas
from tests.factories import LocalAreaFactory
from tests.programmes import acting
from tests.sharing import sent
from tests.walk import AREA, OTHER_AREA, cast, inspection_at, local_area

pytestmark = pytest.mark.django_db
HOME = "/programme-years/2026/candidates/"


@pytest.fixture
def play():
    people = cast()
    open_year(2026, 10, by=people.programme_lead)
    return people


@pytest.fixture
def lead(client, play):
    client.force_login(play.programme_lead)
    return client


def page(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def names(text):
    """The candidates of the table, in order."""
    return re.findall(r'app-candidate__name" href="[^"]*">([^<]+)', text)


def words(text):
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def test_each_year_leads_to_its_candidates_and_each_candidate_to_its_profile(lead):
    assert HOME in page(lead, "/programme-years/2026/")
    assert f"{HOME}{AREA}/" in page(lead, HOME)
    assert f"/local-areas/{AREA}/" in page(lead, f"{HOME}{AREA}/")


def test_who_leads_no_programme_finds_no_candidates(client, play):
    client.force_login(play.lead)
    for below in ("", "map/", f"{AREA}/", f"compare/?area={AREA}&area={OTHER_AREA}"):
        assert client.get(HOME + below).status_code == 403
    assert client.get("/programme-years/2026/candidates.csv").status_code == 403


def test_a_year_that_is_not_open_and_an_area_that_is_not_there_are_not_found(lead):
    for address in ("/programme-years/2031/candidates/", f"{HOME}NOWHERE/", "/programme-years/2026/candidates.pdf"):
        assert lead.get(address).status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Fellmoor", "Ravenholt", "Saltmere X40"]),
        ("?text=fell", ["Fellmoor"]),
        ("?type=county", ["Saltmere X40"]),
        ("?third=1", ["Saltmere X40"]),
        ("?since=4", ["Ravenholt", "Saltmere X40"]),
        ("?since=never", ["Ravenholt", "Saltmere X40"]),
        ("?only=concerns", ["Fellmoor"]),
        ("?only=coming", ["Ravenholt"]),
        ("?only=free&only=coming", []),
        ("?only=terms", ["Fellmoor", "Ravenholt", "Saltmere X40"]),
        ("?sort=-name", ["Saltmere X40", "Ravenholt", "Fellmoor"]),
        ("?sort=last-joint", ["Fellmoor", "Ravenholt", "Saltmere X40"]),
        ("?sort=-children", ["Saltmere X40", "Fellmoor", "Ravenholt"]),
        ("?sort=deprivation", ["Saltmere X40", "Fellmoor", "Ravenholt"]),
        ("?sort=-urgent", ["Fellmoor", "Ravenholt", "Saltmere X40"]),
        ("?sort=oldest", ["Fellmoor", "Ravenholt", "Saltmere X40"]),
        ("?region=elsewhere", ["Fellmoor", "Ravenholt", "Saltmere X40"]),
    ],
)
def test_the_table_is_narrowed_and_put_in_order(lead, play, query, found):
    LocalArea.objects.filter(pk=local_area("X40").pk).update(type="county", population_0_17=90_000, deprivation_rank=3)
    inspection_at("moderation", year=2023, week=date(2024, 3, 4))
    inspection_at("planned", year=2026, area=OTHER_AREA, week=date(2099, 3, 9))
    acting.activity(
        "ilacs", "monitoring-visit", agency=acting.council(OTHER_AREA), starts_on=date(2026, 9, 7), ends_on=date(2026, 9, 8)
    )
    sent(by=play.lead)
    status = 422 if "elsewhere" in query else 200
    assert names(page(lead, HOME + query, status)) == found


def test_only_those_are_free_for_whom_an_inspection_can_be_planned(lead, play):
    for code, status in ((AREA, "deferred"), (OTHER_AREA, "cancelled"), ("X40", "planned"), ("X41", None)):
        if status:
            inspection_at(status, year=2026, area=code, week=date(2099, 3, 9))
        local_area(code)
    found = names(page(lead, f"{HOME}?only=free"))
    assert found == ["Ravenholt", "Saltmere X41"]
    assert found == [one.name for one in free_areas(play.programme_lead, ProgrammeYear.objects.get(), AreaFilter())]


def test_every_column_can_be_seen_and_says_what_it_means(lead):
    text = words(page(lead, f"{HOME}?columns=all"))
    for said in ("Fellmoor Police", "Fellmoor Integrated Care Board", "Unitary authority", "None known", "Not known", "50,000"):
        assert said in text
    assert "One force can serve many local areas." in text
    assert "One force can serve many local areas." not in words(page(lead, HOME))


def test_what_was_shared_is_told_in_numbers_of_their_own(lead, play):
    sent(by=play.lead)
    text = words(page(lead, f"{HOME}?columns=shared&text=Fell"))
    assert "Fellmoor 1 0 0 1 Less than a working day" in text
    assert "Ravenholt 0 0 0 0 Nothing waits" in words(page(lead, f"{HOME}?columns=shared&text=Raven"))


def test_the_real_areas_are_shown_with_where_their_numbers_are_from(lead):
    LocalAreaFactory(name="Somewhere real")
    invented, real = page(lead, HOME), page(lead, f"{HOME}?show=real")
    assert (names(invented), names(real)) == (["Fellmoor", "Ravenholt"], ["Somewhere real"])
    choices = [("", "Invented local areas"), ("real", "Real local areas")]
    assert re.findall(r'<option value="(real|)"[^>]*>\s*([^<]* local areas)\s*<', invented) == choices
    assert ("Office for National Statistics" in invented, "Office for National Statistics" in real) == (False, True)


def test_the_map_has_a_link_with_name_and_value_for_each_and_a_table_that_says_the_same(lead, play):
    sent(by=play.lead)
    text = page(lead, f"{HOME}map/?colour=concerns")
    said = re.findall(r'app-hexes__link" href="([^"]+)" aria-label="([^"]+)"', text)
    assert said == [(f"{HOME}{AREA}/", "Fellmoor: 1"), (f"{HOME}{OTHER_AREA}/", "Ravenholt: 0")]
    assert "Fellmoor 1 Ravenholt 0" in words(text)
    assert "1 concern (1)" in words(text)


def test_the_map_begins_with_what_is_known_of_every_year_and_its_table_is_open(lead):
    text = page(lead, f"{HOME}map/")
    assert '<h2 class="govuk-heading-m">Years since the last joint inspection</h2>' in text
    assert re.search(r'<option value="([^"]*)"', text).group(1) == "years-since"
    assert re.search(r'<details class="govuk-details" id="as-a-table" open>', text)


def test_what_the_filters_leave_out_stays_on_the_map_without_its_value(lead):
    text = page(lead, f"{HOME}map/?colour=children&text=Fell")
    assert 'aria-label="Ravenholt: 50,000. The filters leave it out."' in text
    assert text.count("app-hexes__cell--faded") == 1
    assert "Ravenholt 50,000" not in words(text[text.index("as-a-table") :])


def test_some_are_seen_beside_each_other_with_what_differs(lead):
    LocalArea.objects.filter(code=OTHER_AREA).update(population_0_17=20_000)
    text = words(page(lead, f"{HOME}compare/?area={AREA}&area={OTHER_AREA}"))
    assert "50,000 20,000 Fewest: Ravenholt. Most: Fellmoor" in text
    assert "Unitary authority Unitary authority The same" in text
    assert "Fellmoor Police Ravenholt Police Different" in text


@pytest.mark.parametrize("areas", [(), (AREA,), (AREA, "NOWHERE"), (AREA, OTHER_AREA, "X41", "X42", "X43")])
def test_fewer_than_two_or_more_than_four_are_not_compared(lead, areas):
    for code in ("X41", "X42", "X43"):
        local_area(code)
    text = page(lead, f"{HOME}compare/?{'&'.join(f'area={code}' for code in areas)}", 422)
    assert "There is a problem" in text
    assert "beside__help" not in text


def test_a_candidate_is_told_in_sentences(lead, play):
    sent(by=play.lead)
    inspection_at("planned", year=2026, week=date(2099, 3, 9))
    acting.done("ilacs", "monitoring-visit", starts_on=date(2025, 5, 13), ends_on=date(2025, 5, 14))
    text = words(page(lead, f"{HOME}{AREA}/"))
    for said in (
        "Unitary authority in the region Invented North.",
        "No joint inspection before this programme year is known.",
        "In this programme year: Planned, week of 9 March 2099.",
        "Ofsted was there last for: ILACS, Monitoring visit, Fellmoor Council, 13 to 14 May 2025.",
        "No visit of CQC is known that you can see.",
        "1 concern was shared.",
        "They are not known: somebody has to look at them before a week is chosen.",
    ):
        assert said in text


def test_the_files_have_every_column_of_the_rows_that_fit(lead, play):
    sent(by=play.lead)
    answer = lead.get("/programme-years/2026/candidates.csv?text=Fell&sort=-name")
    head, *rows = csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig")))
    assert [(row[0], row[1], row[head.index("Children")], row[head.index("Concerns")]) for row in rows] == [
        (AREA, "Fellmoor", "50000", "1")
    ]
    book = load_workbook(io.BytesIO(lead.get("/programme-years/2026/candidates.xlsx").getvalue()))
    assert [row[1].value for row in book.active.iter_rows(min_row=2)] == ["Fellmoor", "Ravenholt"]


def test_in_the_files_years_have_one_decimal_as_on_the_page(lead):
    days = {"fieldwork_start": date(2024, 3, 4), "fieldwork_end": date(2024, 3, 8)}
    PastInspection.objects.create(local_area=local_area(AREA), year=2024, month=3, kind="thematic", evidence="letter", **days)
    answer = lead.get("/programme-years/2026/candidates.csv?text=Fell")
    head, row = csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig")))
    assert row[head.index("Years since")] == "2.1"


def test_the_list_comes_in_pages(lead):
    for number in range(27):
        local_area(f"Y{number:02d}")
    first, second = page(lead, HOME), page(lead, f"{HOME}?page=2")
    assert (len(names(first)), len(names(second))) == (25, 4)
    assert "29 local areas" in words(first)


def test_the_api_says_the_same(lead, play):
    sent(by=play.lead)
    answer = lead.get("/api/v1/programme-years/2026/candidates/").json()
    assert [(row["code"], row["concerns"], row["school_holidays"]) for row in answer["results"]] == [
        (AREA, 1, "unknown"), (OTHER_AREA, 0, "unknown"),
    ]  # fmt: skip
    assert lead.get(f"/api/v1/programme-years/2026/candidates/{AREA}/").json() == answer["results"][0]
