"""The same pages before anything is on them: each says that it is empty, accessibly and inside its window."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from agencies.commands import leave
from agencies.models import Inspectorate
from disclosure import commands as disclosing
from inspections import commands
from inspections.models import Inspection, Part
from reports.models import Report
from scheduling.commands import open_year
from scheduling.models import ProgrammeYear
from tests import sharing
from tests.browser import sweeping
from tests.browser.empty_years import with_nothing
from tests.browser.sweeping import Gallery
from tests.factories import AgencyFactory, LocalAreaFactory, MembershipFactory
from tests.programmes.acting import programme
from tests.walk import FRONT_DOOR, Cast, cast, inspection_at, local_area
from tests.walk_reports import report_at

pytestmark = [pytest.mark.django_db, pytest.mark.browser]


@dataclass(frozen=True)
class Bare:
    """Inspections and reports to which nothing was added that their life does not need."""

    people: Cast
    planned: Inspection
    notified: Inspection
    set_up: Inspection
    fieldwork: Inspection
    moderation: Inspection
    drafting: Report
    checking: Report
    signing: Report
    published: Report


@pytest.fixture(scope="module")
def nobody_has_begun(rows: None) -> Cast:  # noqa: ARG001 -- opens the database
    """People, and not one year, inspection or report."""
    return cast()


# (page, who opens it, what it says)
FIRST_DAY = (
    ("published_reports", None, "No report has been published yet."),
    ("home", "programme_lead", "What needs me today"),
    ("home", "cqc", "Declare your interests"),
    ("home", "co_ordinator", "What needs me today"),
    ("home", "administrator", "What needs me today"),
    ("inspections", "stranger", "no inspection"),
    ("items", "cqc", "Nothing is here yet."),
    ("item_queue", "cqc", "Nothing waits for your inspectorate."),
    ("letters", "cqc", "No letter is here yet."),
    ("item_signals", "cqc", "Nothing is known yet that you can see."),
    ("programme_years", "programme_lead", "No programme year has been opened yet."),
    ("account", "cqc", "Account"),
    ("programmes", "cqc", "There is no programme here."),
    ("bank_holidays", "programme_lead", "Bank holidays"),
)


@pytest.mark.parametrize("page", FIRST_DAY, ids=[f"{name}-{part}" for name, part, _says in FIRST_DAY])
def test_on_the_first_day(page: tuple[str, str | None, str], nobody_has_begun: Cast, gallery: Gallery) -> None:
    name, part, says = page
    person = gallery(getattr(nobody_has_begun, part) if part else None)
    sweeping.assert_page(person, reverse(name))
    assert says.lower() in person.says().lower(), person.says()


# (page, who opens it, a filter that nothing fits; none where there is nothing on the first day)
FILTERED = (
    ("local_areas", "cqc", "?text=nowhere"),
    ("agencies", "cqc", "?text=nowhere"),
    ("inspections", "cqc", "?text=nowhere"),
    ("published_reports", None, "?text=nowhere"),
    ("people", "co_ordinator", "?text=nowhere"),
    ("own_trail", "cqc", "?text=nowhere"),
    ("interests", "cqc", ""),
    ("own_leave", "cqc", ""),
    ("invitations", "co_ordinator", ""),
    ("retention", "administrator", ""),
    ("items", "cqc", "?text=nowhere"),
    ("items", "cqc", "?state=draft"),
    ("item_queue", "cqc", "?urgent=on"),
    ("letters", "cqc", "?text=nowhere"),
    ("letters", "cqc", "?state=draft"),
    ("letters", "cqc", "?state=waiting"),
    ("item_signals", "cqc", "?kind=exceptional-practice"),
    ("access_requests", "governance", "?text=nowhere"),
)


@pytest.mark.parametrize("page", FILTERED, ids=[name for name, _part, _query in FILTERED])
def test_nothing_matches(page: tuple[str, str | None, str], nobody_has_begun: Cast, gallery: Gallery) -> None:
    name, part, query = page
    sweeping.assert_page(gallery(getattr(nobody_has_begun, part) if part else None), reverse(name) + query)


@pytest.fixture(scope="module")
def bare(nobody_has_begun: Cast) -> Bare:
    """Each at one point of its life."""
    people = nobody_has_begun
    planned = inspection_at("planned", year=2021, staffed=False)
    commands.assign(planned, person=people.lead, part=Part.LEAD, by=people.programme_lead)
    moderation = inspection_at("moderation", year=2024)
    # The last of CQC who had no place, beside those who can have none.
    commands.assign(moderation, person=people.cqc_programme_lead, part=Part.INSPECTOR, by=people.programme_lead)
    return Bare(
        people=people,
        planned=planned,
        notified=inspection_at("notified", year=2028),
        set_up=inspection_at("set-up", year=2022),
        fieldwork=inspection_at("fieldwork", year=2023),
        moderation=moderation,
        drafting=report_at("drafting", framework=FRONT_DOOR, year=2025),
        checking=report_at("factual-accuracy", framework=FRONT_DOOR, year=2029),
        signing=report_at("sign-off", framework=FRONT_DOOR, year=2026),
        published=report_at("published", framework=FRONT_DOOR, year=2027),
    )


# (page, with a query or without, whose, who opens it, what it says)
BARE = (
    ("team", "planned", "programme_lead", "Nobody yet"),
    ("request", "planned", "lead", "Nothing has been asked yet."),
    ("inspection", "planned", "lead", "You cannot do this now"),
    ("children", "set_up", "cqc", "No child has been chosen yet."),
    ("deferrals", "planned", "lead", "Nobody has asked to defer this inspection."),
    ("team_add", "moderation", "cqc_programme_lead", "has a place already"),
    ("response_request", "notified", "co_ordinator", "Nothing is asked of you."),
    ("response_files", "set_up", "co_ordinator", "There is no file yet."),
    ("notes?text=nowhere", "fieldwork", "cqc", "No note that you can see fits these filters."),
    ("findings?text=nowhere", "moderation", "cqc", "No finding that you can see fits these filters."),
    ("moderation?mine=1", "fieldwork", "cqc", "Nothing waits for your inspectorate."),
    ("response_accuracy", "checking", "co_ordinator", "Nobody has made a point yet."),
    ("report_accuracy", "signing", "lead", "The local area has said that it has no comments."),
    ("notes", "set_up", "cqc", "There is no note yet that you can see."),
    ("note_add", "set_up", "cqc", "Add a note"),
    ("findings", "fieldwork", "cqc", "no finding"),
    ("evaluations", "fieldwork", "cqc", "Evaluations"),
    ("evaluation_add", "fieldwork", "cqc", "Add an evaluation"),
    ("moderation", "fieldwork", "cqc", "There is no finding yet that you can see."),
    ("report", "moderation", "lead", "There is no draft yet."),
    ("report", "drafting", "lead", "Sections"),
    ("report_quality", "drafting", "lead", "There is no comment yet."),
    ("report_accuracy", "drafting", "lead", "The approved draft is delivered to the local area"),
    ("report_decision", "drafting", "decision_maker", "Not decided yet"),
    ("report_sign_off", "drafting", "lead", "Not signed"),
    ("report_readers", "signing", "lead", "Nobody is named yet."),
    ("report_sign_off", "signing", "lead", "Waiting"),
    ("report_publish", "signing", "lead", "You cannot do this now"),
    ("report_statement", "published", "lead", "Record receipt"),
    ("response_statement", "published", "co_ordinator", "Not recorded yet"),
    ("response", "published", "co_ordinator", "Fellmoor"),
)


def address_of(page: tuple[str, str, str, str], bare: Bare) -> str:
    name, _mark, query = page[0].partition("?")
    thing = getattr(bare, page[1])
    arguments = [getattr(thing, "inspection_id", thing.pk)]
    if name == "response_files":
        arguments.append(thing.request_items.latest("pk").pk)
    return reverse(name, args=arguments) + (query and f"?{query}")


@pytest.mark.parametrize("page", BARE, ids=[f"{name}-{whose}" for name, whose, _part, _says in BARE])
def test_before_anything_is_there(page: tuple[str, str, str, str], bare: Bare, gallery: Gallery) -> None:
    person = gallery(getattr(bare.people, page[2]))
    sweeping.assert_page(person, address_of(page, bare))
    assert page[3].lower() in person.says().lower(), person.says()


def test_an_area_of_which_nothing_is_known(bare: Bare, gallery: Gallery) -> None:
    person = gallery(bare.people.cqc)
    sweeping.assert_page(person, reverse("local_area", args=[LocalAreaFactory().code]))
    person.sees("No agencies are recorded for this local area.", "No joint targeted area inspection that you can see.")


# (page of a programme year, with a query or without, what it says)
OF_A_YEAR = (
    ("year_people", "?text=nowhere", "Nobody fits these filters."),
    ("year_teams", "", "No inspection that you can see has its week in this year yet."),
    ("year_person", "", "They are on no team in this year."),
)


@pytest.fixture(scope="module")
def year_begun(bare: Bare) -> int:
    """A programme year in which nothing is planned."""
    return open_year(2034, by=bare.people.programme_lead).year


def of_year(name: str, year: int, bare: Bare) -> str:
    arguments = [year, bare.people.cqc_programme_lead.pk] if name == "year_person" else [year]
    return reverse(name, args=arguments)


@pytest.mark.parametrize("page", OF_A_YEAR, ids=[name for name, _query, _says in OF_A_YEAR])
def test_a_year_in_which_nothing_is_planned(page: tuple[str, str, str], bare: Bare, year_begun: int, gallery: Gallery) -> None:
    person = gallery(bare.people.cqc_programme_lead)
    sweeping.assert_page(person, of_year(page[0], year_begun, bare) + page[1])
    assert page[2].lower() in person.says().lower(), person.says()


# (page of a programme, with a query or without, what it says)
PROGRAMME = (
    ("programme", "", "There is no activity here yet that you can see."),
    ("programme", "?text=nowhere", "No activity that you can see fits these filters."),
    ("programme_following", "", "Nothing is open that you can see."),
    ("programme_following", "?late=on", "Nothing that you can see fits these filters."),
    ("activity_imports", "", "No table was sent in yet."),
    ("activity_add", "?text=nowhere", "Nothing of this programme has such a name."),
)


@pytest.mark.parametrize("page", PROGRAMME, ids=[f"{name}{query}" for name, query, _says in PROGRAMME])
def test_a_programme_under_which_nothing_was_done(page: tuple[str, str, str], bare: Bare, gallery: Gallery) -> None:
    person = gallery(bare.people.cqc)
    sweeping.assert_page(person, reverse(page[0], args=[programme("saas").code]) + page[1])
    assert page[2] in person.says()


# (programme, whose person, what the page of a year says)
YEARS = (
    ("saas", "cqc", "Nobody is due by these rules in this year."),
    ("youth-justice", "probation", "No rule belongs to this programme in this year"),
)


@pytest.mark.parametrize(("code", "part", "says"), YEARS, ids=[code for code, _part, _says in YEARS])
def test_a_year_in_which_nothing_is_due(code: str, part: str, says: str, bare: Bare, gallery: Gallery) -> None:
    person = gallery(getattr(bare.people, part))
    sweeping.assert_page(person, reverse("programme_due", args=[programme(code).code, 2025]))
    assert says in person.says()


@pytest.fixture(scope="module")
def year(bare: Bare) -> int:
    """A programme year of which nothing is asked that anything fits."""
    return open_year(2047, by=bare.people.programme_lead).year


@pytest.mark.parametrize("name", ["candidates", "candidates_map"])
def test_no_candidate_fits(name: str, year: int, bare: Bare, gallery: Gallery) -> None:
    person = gallery(bare.people.programme_lead)
    sweeping.assert_page(person, f"{reverse(name, args=[year])}?text=nowhere")
    assert "0 local areas" in person.says()


@pytest.fixture(scope="module")
def asked(bare: Bare) -> list[str]:
    """A request for access in which nothing was done yet, and a search of it that found nothing."""
    by = bare.people.governance
    request = disclosing.open_request(kind="subject-access", reference="SAR-0", about="X", received_on=date(2026, 3, 2), by=by)
    untouched = disclosing.open_request(
        kind="subject-access", reference="SAR-1", about="X", received_on=date(2026, 3, 2), by=by
    )
    search = disclosing.search(request, words="nowhere-at-all", by=by)
    return [reverse("access_request", args=[untouched.pk]), reverse("access_search", args=[request.pk, search.pk])]


def test_a_request_for_access_in_which_there_is_nothing(bare: Bare, asked: list[str], gallery: Gallery) -> None:
    person = gallery(bare.people.governance)
    for address in asked:
        sweeping.assert_page(person, address)


@pytest.fixture(scope="module")
def unfilled(bare: Bare) -> str:
    """The page of a place whose person has left, where everybody of CQC has one already."""
    person = MembershipFactory(inspectorate=bare.people.cqc.membership.inspectorate).user
    place = commands.assign(bare.moderation, person=person, part=Part.INSPECTOR, by=bare.people.cqc_programme_lead)
    leave(person, by=bare.people.cqc_administrator)
    return f"{reverse('team_add', args=[bare.moderation.pk])}?place={place.pk}"


def test_a_place_that_nobody_could_take(bare: Bare, unfilled: str, gallery: Gallery) -> None:
    person = gallery(bare.people.cqc_programme_lead)
    sweeping.assert_page(person, unfilled)
    assert "Everybody of CQC whom you could choose has a place already." in person.says()


INCLUDES = "govuk/empty_state.html"


@pytest.fixture(scope="module")
def shared(bare: Bare) -> list[tuple[str, str]]:
    """(address, what it says): an item without files, one that all have, and an agency of no partnership."""
    item, alone = sharing.draft(by=bare.people.cqc), AgencyFactory()
    others = Inspectorate.objects.exclude(code="cqc").values_list("code", flat=True)
    everywhere = sharing.sent(by=bare.people.cqc, to=tuple(others))
    elsewhere = sharing.sent(by=bare.people.cqc, to=("ofsted",), area="X009", text="Where nobody was yet.")
    return [
        (reverse("item_file_add", args=[item.pk]), "There is no file yet."),
        (reverse("item_recipients", args=[everywhere.pk]), "Every inspectorate has it."),
        (reverse("item_use_add", args=[elsewhere.pk]), "There is no activity of your programmes in this local area"),
        (f"{reverse('item_trail', args=[everywhere.pk])}?text=nowhere", "Nothing fits these filters."),
        (reverse("agency", args=[alone.code]), "It is recorded in no partnership."),
    ]


def test_an_item_and_an_agency_with_nothing(bare: Bare, shared: list[tuple[str, str]], gallery: Gallery) -> None:
    person = gallery(bare.people.cqc)
    for address, says in shared:
        sweeping.assert_page(person, address)
        assert says in person.says()


# (page of school holidays, its arguments after the year, a filter, what it says)
TERMS = (
    ("school_holidays", [], "?text=nowhere", "No local area fits these filters."),
    ("school_holidays_of_area", ["X009"], "", "The school holidays of 2021-22 are not known."),
)


def terms_address(name: str, more: list[str], query: str, bare: Bare) -> str:
    """In the year of the planned inspection."""
    year = bare.planned.programme_year
    if not ProgrammeYear.objects.filter(year=year).exists():
        open_year(year, by=bare.people.programme_lead)
    return reverse(name, args=[year, *(local_area(code).code for code in more)]) + query


@pytest.mark.parametrize("page", TERMS, ids=[page[0] for page in TERMS])
def test_school_holidays_that_are_not_known(page: tuple[str, list[str], str, str], bare: Bare, gallery: Gallery) -> None:
    person = gallery(bare.people.programme_lead)
    sweeping.assert_page(person, terms_address(*page[:3], bare))
    assert page[3] in person.says()


@pytest.fixture(scope="module")
def unplanned(bare: Bare) -> list[tuple[str, str]]:
    """(address, what it says)."""
    return with_nothing(bare.people.programme_lead)


def test_a_year_and_a_plan_with_nothing(bare: Bare, unplanned: list[tuple[str, str]], gallery: Gallery) -> None:
    person = gallery(bare.people.programme_lead)
    for address, says in unplanned:
        sweeping.assert_page(person, address)
        assert says in person.says()


@pytest.fixture(scope="module")
def years(year: int, year_begun: int, unplanned: list[tuple[str, str]]) -> tuple[int, int, list[tuple[str, str]]]:
    """The years and plans in which there is nothing."""
    return year, year_begun, unplanned


def test_every_page_that_can_be_empty_is_looked_at(
    bare: Bare, asked: list[str], unfilled: str, shared: list[tuple[str, str]], years: tuple[int, int, list[tuple[str, str]]]
) -> None:
    """The same requests once more, for the names of the templates that say that nothing is there."""
    year, year_begun, unplanned = years
    folder = Path(settings.BASE_DIR) / "templates"
    can_be = {str(file.relative_to(folder)) for file in folder.rglob("*.html") if f'"{INCLUDES}"' in file.read_text()}
    looked = [(getattr(bare.people, page[2]), address_of(page, bare)) for page in BARE]
    looked += [(getattr(bare.people, part) if part else None, reverse(name) + query) for name, part, query in FILTERED]
    looked += [(bare.people.cqc, reverse("local_area", args=[LocalAreaFactory().code]))]
    looked += [(bare.people.governance, address) for address in asked]
    looked += [(bare.people.programme_lead, address) for address, _says in unplanned]
    looked += [(bare.people.cqc, reverse(name, args=[programme("saas").code]) + query) for name, query, _says in PROGRAMME]
    looked += [(getattr(bare.people, part), reverse("programme_due", args=[code, 2025])) for code, part, _says in YEARS]
    looked += [(bare.people.cqc, address) for address, _says in shared]
    office = bare.people.cqc_programme_lead
    looked += [(office, of_year(name, year_begun, bare) + query) for name, query, _says in OF_A_YEAR]
    looked += [(bare.people.programme_lead, terms_address(*page[:3], bare)) for page in TERMS]
    looked += [(bare.people.cqc_programme_lead, unfilled)]
    looked += [(bare.people.programme_lead, f"{reverse('candidates', args=[year])}?text=nowhere")]
    looked += [(bare.people.administrator, reverse("bank_holidays")), (bare.people.stranger, reverse("home"))]
    empty = set()
    for person, address in looked:
        client = Client(HTTP_HOST="localhost")
        if person is not None:
            client.force_login(person)
        used = [template.name for template in client.get(address).templates]
        if INCLUDES in used:
            empty |= {used[0], *(name for name in used if "/_" in str(name))}
    # Two are looked at on the first day, when no year is open and no programme loaded; the gallery shows the part itself.
    assert can_be - empty == {"govuk/gallery.html", "programmes/programmes.html", "scheduling/programme_years.html"}
