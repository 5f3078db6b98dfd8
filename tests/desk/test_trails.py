"""Trails: every verb and every thing has its words, and nobody learns from a trail what they may not see."""

import ast
import csv
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.commands import create_token
from agencies.models import Membership
from audit.models import Event, Read
from audit.trail import erase, record
from desk import verbs
from desk.things import THINGS
from inspections import commands, queries
from inspections.workflow import STEPS
from tests.audit.test_reads import CASEWORK, SENDINGS
from tests.walk import cast, finding, inspection_at, note

APPS = (
    "accounts",
    "agencies",
    "audit",
    "disclosure",
    "files",
    "inspections",
    "programmes",
    "intelligence",
    "jobs",
    "reports",
    "retention",
    "scheduling",
    "writing",
)


def recorded() -> set[str]:
    """Every verb that the code records; one made from a step's name stands for all steps."""
    found = set()
    for app in APPS:
        for file in (Path(settings.BASE_DIR) / app).rglob("*.py"):
            for call in ast.walk(ast.parse(file.read_text())):
                if not isinstance(call, ast.Call) or not call.args:
                    continue
                name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
                if name == "record" and isinstance(call.args[0], ast.Constant):
                    found.add(call.args[0].value)
                elif name == "record" and isinstance(call.args[0], ast.JoinedStr):
                    assert ast.unparse(call.args[0]) == "f'inspection.{name}'", f"{file}: a verb made in another way"
                    found |= {f"inspection.{step}" for step in STEPS}
    return found


def test_every_verb_has_its_words():
    assert recorded() - set(verbs.VERBS) == set()
    assert len(recorded()) > 60


def test_everything_that_can_be_opened_has_its_words():
    names = {door.name.removeprefix("api_") for door in CASEWORK} | {door.name for door in SENDINGS}
    assert names - set(THINGS) == set()
    assert verbs.thing("note:12") == "Note 12"
    assert verbs.thing("text_history:notes:3") == "The history of notes 3"
    assert verbs.thing("unheard_of:3") == "The page “unheard_of”"


def test_every_step_is_told_as_something_that_was_done():
    assert set(verbs.STEPS_TAKEN) == set(STEPS)
    for name, step in STEPS.items():
        assert verbs.sentence(f"inspection.{name}") == str(verbs.STEPS_TAKEN[name])
        assert verbs.sentence(f"inspection.{name}").split()[0].endswith("ed") or name.startswith(("begin", "send"))
        assert verbs.sentence(f"inspection.{name}") != str(step.label)


def test_codes_are_told_by_their_names():
    def said(verb: str, **words: object) -> str:
        return verbs.detail(verb, words, {"code": {"probation-information": "Information on probation"}})

    assert said("accuracy.answer", answer="not-accepted") == "Answer: Not accepted"
    assert said("inspection.add_child", reference="C1", age_band="under-1") == "C1, age band Under 1"
    assert said("person.give_role", kind="decision-maker", valid_from="2026-03-09") == (
        "Chief Inspector’s decision maker from 9 March 2026"
    )
    assert said("request.answer", code="probation-information") == "Information on probation"
    assert said("request.answer", code="another") == "another"
    assert said("retention.remove", policy="sent-emails", number=3) == "Emails that were sent: 3"
    assert said("retention.remove", policy="of-old", number=3) == "of-old: 3"


def words(client: Client, person, name: str, *args: object, query: str = "") -> str:
    client.force_login(person)
    answer = client.get(reverse(name, args=args) + query)
    assert answer.status_code == 200, answer.content[:300]
    return " ".join(answer.getvalue().decode().split())


def lines(page: str) -> list[str]:
    """The third cell of each row."""
    return [part.partition("</td>")[0].partition(">")[2] for part in page.split('data-label="What"')[1:]]


pytestmark = pytest.mark.django_db
CANARY = "zebra-crossing"


@pytest.fixture
def inspection():
    return inspection_at("fieldwork")


def test_the_lead_sees_that_a_note_was_added_and_by_whom_but_not_what_it_says(client, inspection):
    people = cast()
    seen = note(inspection, by=people.cqc, text=f"{CANARY} said the worker.")
    finding(inspection, by=people.cqc, notes=[seen], statement=f"{CANARY} is common.")
    for name in ("inspection_trail", "inspection_trail_csv"):
        page = words(client, people.lead, name, inspection.pk)
        assert f"Added a note (note {seen.pk})" in page
        assert people.cqc.name in page
        assert CANARY not in page
        assert "strength" not in page, "the kind of a finding is its inspectorate’s own until moderation"
    assert lines(words(client, people.lead, "inspection_trail", inspection.pk, query=f"?text={CANARY}")) == []
    assert lines(words(client, people.lead, "inspection_trail", inspection.pk, query="?text=strength")) == []


def test_the_trail_is_narrowed_by_person_verb_day_and_words(client, inspection):
    people = cast()
    seen = note(inspection, by=people.cqc)
    found = {
        query: lines(words(client, people.lead, "inspection_trail", inspection.pk, query=f"?{query}"))
        for query in (
            "verb=note.add",
            f"person=accounts.user:{people.cqc.pk}",
            f"text=note {seen.pk}",
            "text=added a note",
        )
    }
    by_name = words(client, people.lead, "inspection_trail", inspection.pk, query=f"?text={people.cqc.name}")
    assert f"Added a note (note {seen.pk})" in by_name
    assert "Gave a place on the team" in by_name, "what was done to somebody is found by their name too"
    assert "Started fieldwork" not in by_name.partition("<tbody")[2]
    assert set(map(str, found.values())) == {str([f"Added a note (note {seen.pk})"])}
    tomorrow = timezone.localdate() + timedelta(days=1)
    after = f"?first_day={tomorrow.day}&first_month={tomorrow.month}&first_year={tomorrow.year}"
    page = words(client, people.lead, "inspection_trail", inspection.pk, query=after)
    assert "Nothing fits these filters." in page
    assert "Started fieldwork" in words(
        client, people.lead, "inspection_trail", inspection.pk, query=after.replace("first", "last")
    )


def test_a_filter_that_cannot_be_understood_says_so(client, inspection):
    client.force_login(cast().lead)
    answer = client.get(reverse("inspection_trail", args=[inspection.pk]) + "?first_day=40&first_month=1&first_year=2026")
    assert answer.status_code == 422


def test_a_long_trail_has_pages_that_keep_the_filter(client, inspection):
    people = cast()
    for _number in range(60):
        record("note.share", inspection, stream=inspection.stream, by=people.cqc)
    page = words(client, people.lead, "inspection_trail", inspection.pk, query="?verb=note.share")
    assert len(lines(page)) == 50
    assert "60 entries" in page
    assert "?verb=note.share&amp;page=2" in page
    assert len(lines(words(client, people.lead, "inspection_trail", inspection.pk, query="?verb=note.share&page=2"))) == 10


def test_reads_say_who_opened_what(client, inspection):
    people = cast()
    seen = note(inspection, by=people.cqc)
    client.force_login(people.cqc)
    client.get(reverse("note", args=[inspection.pk, seen.pk]))
    page = words(client, people.lead, "inspection_reads", inspection.pk)
    assert f"Note {seen.pk}" in page
    assert people.cqc.name in page
    assert f"Note {seen.pk}" in words(client, people.lead, "inspection_reads_csv", inspection.pk)
    assert lines(words(client, people.lead, "inspection_reads", inspection.pk, query="?text=note")) == [f"Note {seen.pk}"]
    assert lines(words(client, people.lead, "inspection_reads", inspection.pk, query="?text=zebra")) == []


def test_reads_are_told_by_their_quarter_of_an_hour_newest_first(client, inspection):
    people = cast()
    for quarter, at, thing in (
        ("02:00", "02:03", "team"),
        ("02:15", "02:29", "dates"),
        ("02:00", "02:14", "notes"),
        ("02:15", "02:16", "children"),
    ):
        Read.objects.create(
            stream=inspection.stream,
            actor=f"accounts.user:{people.cqc.pk}",
            thing=thing,
            quarter=f"2026-01-05T{quarter}Z",
            at=f"2026-01-05T{at}Z",
        )
    page = words(client, people.lead, "inspection_reads", inspection.pk)
    assert lines(page) == ["The dates", "The list of children", "The list of notes", "The team"]
    assert page.count("between 2:00am and 2:15am") == 2
    assert page.count("between 2:15am and 2:30am") == 2


def test_who_downloads_what_was_opened_stands_in_it_by_name(client, inspection):
    people = cast()
    sheet = words(client, people.lead, "inspection_reads_csv", inspection.pk)
    assert "Who opened what, downloaded" in sheet
    assert people.lead.name in sheet
    assert "no longer known" not in sheet


@pytest.mark.parametrize("name", ["inspection_trail", "inspection_reads"])
def test_a_time_that_ends_before_it_begins_is_refused_in_words(client, inspection, name):
    client.force_login(cast().lead)
    days = "?first_day=2&first_month=2&first_year=2026&last_day=1&last_month=2&last_year=2026"
    answer = client.get(reverse(name, args=[inspection.pk]) + days)
    assert (answer.status_code, "“Until” must be the same day as “From”" in answer.content.decode()) == (422, True)
    days = days.replace("last_day=1", "last_day=2")
    assert client.get(reverse(name, args=[inspection.pk]) + days).status_code == 200


def test_a_line_is_found_by_the_name_that_it_shows(client, inspection):
    people = cast()
    item = queries.own_request_items(people.police, inspection).first()
    item.inspection = inspection
    record("request.answer", item, stream=inspection.stream, by=people.police, code=item.code)
    record("accuracy.answer", item, stream=inspection.stream, by=people.lead, answer="not-accepted")
    record("report.deliver", item, stream=inspection.stream, by=people.lead, due_on="2027-03-08")
    for text, what in (
        (item.title.upper(), "Answered an item of the information request"),
        ("not accepted", "Answered a point of factual accuracy"),
        ("8 March 2027", "Delivered the draft to the local area"),
    ):
        page = words(client, people.lead, "inspection_trail", inspection.pk, query=f"?{urlencode({'text': text})}")
        assert [line.partition("<")[0] for line in lines(page)] == [what]


def test_a_download_cannot_run_a_formula(client, inspection):
    people = cast()
    commands.take_step("pause", inspection, reason='=HYPERLINK("http://example.org")', by=people.lead)
    sheet = words(client, people.lead, "inspection_trail_csv", inspection.pk)
    rows = list(csv.reader(sheet.removeprefix("\ufeff").splitlines()))
    assert "Reason: =HYPERLINK" in str(rows)
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))]


def test_erased_words_are_not_shown(client, inspection):
    people = cast()
    commands.take_step("pause", inspection, reason=CANARY, by=people.lead)
    assert CANARY in words(client, people.lead, "inspection_trail", inspection.pk)
    newest = Event.objects.filter(stream=inspection.stream).latest("sequence")
    erase(inspection.stream, [newest.sequence], by=None, policy="Old reasons")
    page = words(client, people.lead, "inspection_trail", inspection.pk)
    assert CANARY not in page
    assert "Paused the inspection" in page
    assert "Under the policy: Old reasons" in page


# Of a person


def test_oneself_sees_what_one_did_by_number_and_what_was_done_to_the_account(client, inspection):
    people = cast()
    seen = note(inspection, by=people.cqc, text=CANARY)
    create_token(name="Export of mine", scope="read", days=3, by=people.cqc)
    page = words(client, people.cqc, "own_trail")
    assert "Made a token" in page
    assert "Export of mine" in page
    assert f"Added a note (note {seen.pk})" in page
    assert f"Inspection {inspection.pk}" in page
    assert inspection.local_area.name not in page.partition("<main")[2]
    sheet = words(client, people.cqc, "own_trail_csv")
    assert "Added a note" in sheet
    assert CANARY not in page + sheet


def test_the_way_to_the_trail_of_a_person_goes_over_their_page(client, people):
    page = words(client, people.cqc_administrator, "person_trail", people.cqc.pk)
    way = page.partition('class="govuk-breadcrumbs')[2].partition("</nav>")[0]
    addresses = [part.partition('"')[0] for part in way.split('href="')[1:]]
    assert addresses == [reverse("home"), reverse("people"), reverse("person", args=[people.cqc.pk])]
    assert "Trail" in way
    own = words(client, people.cqc, "person_trail", people.cqc.pk).partition('class="govuk-breadcrumbs')[2]
    assert reverse("people") not in own.partition("</nav>")[0]


def test_a_system_administrator_sees_account_events_and_no_casework(client, inspection):
    people = cast()
    note(inspection, by=people.cqc)
    create_token(name="Export", scope="read", days=3, by=people.cqc)
    Client().get(reverse("sign_in"))
    with_reads = Client()
    with_reads.force_login(people.cqc)
    with_reads.get(reverse("notes", args=[inspection.pk]))
    assert Read.objects.count() == 1
    for name in ("person_trail", "person_trail_csv"):
        page = words(client, people.administrator, name, people.cqc.pk)
        assert "Made a token" in page
        assert "note" not in page.partition("<main")[2].lower()
        assert f"Inspection {inspection.pk}" not in page


def test_an_administrator_of_an_inspectorate_sees_their_own_people_only(client, inspection):
    people = cast()
    theirs = people.cqc_administrator
    note(inspection, by=people.cqc)
    assert "Added a note" in words(client, theirs, "person_trail", people.cqc.pk)
    client.force_login(theirs)
    assert client.get(reverse("person_trail", args=[people.hmicfrs.pk])).status_code == 404
    assert client.get(reverse("person_trail", args=[people.co_ordinator.pk])).status_code == 404


def test_a_search_on_a_persons_trail_tells_nothing_that_its_lines_do_not_show(client, inspection):
    """The week of an inspection, say, which its planning event holds."""
    people = cast()
    week = Event.objects.get(verb="inspection.plan", stream=inspection.stream).words.data["week"]
    planner = people.programme_lead
    assert "Planned the inspection" in words(client, people.ofsted_administrator, "person_trail", planner.pk)
    found = words(client, people.ofsted_administrator, "person_trail", planner.pk, query=f"?text={week}")
    assert lines(found) == []


@pytest.mark.parametrize("text", ["²", "note ²", "٣", "9" * 60])
def test_a_number_that_is_none_finds_nothing(client, inspection, text):
    assert lines(words(client, cast().lead, "inspection_trail", inspection.pk, query=f"?text={text}")) == []


def test_an_administrator_reads_from_the_day_on_which_somebody_came(client, inspection):
    people = cast()
    note(inspection, by=people.cqc)
    Membership.objects.filter(user=people.cqc).update(since=timezone.localdate() + timedelta(days=1))
    assert lines(words(client, people.cqc_administrator, "person_trail", people.cqc.pk)) == []
    assert "Added a note" in words(client, people.cqc, "own_trail")
