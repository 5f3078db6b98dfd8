"""Who opened what: generated from the matrix of doors, so that no address of casework is left out."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client
from django.urls import get_resolver, reverse

from accounts.commands import create_token
from audit.models import Read
from audit.reads import is_casework, quarter_of, thing_of
from tests.doors.parts import Door, client_of, knock
from tests.doors.tables import DOORS
from tests.doors.world import World, person_of

# The mark has the test database made; the world stands in it for the whole module.
pytestmark = pytest.mark.django_db
REPORTS = True  # read by the fixture `world`
ROOMS = {"inspections", "intelligence", "programmes", "reports"}
# What the rooms of casework show that is not one inspection's: lists, reference data, and the public site.
NO_CASEWORK = {
    "inspections", "api_inspections", "api_responses", "api_frameworks", "api_framework", "api_topics",
    "item_signals", "api_item_signals_areas", "api_item_signals_topics", "items_export",
    "items", "item_add", "item_queue", "api_items", "api_item_queue", "api_item_signals", "api_item_similar",
    "letters", "letter_add", "api_letters", "programme_following_export", "api_imports",
    "programmes", "programme", "programme_due", "programme_following", "programme_sharing", "activity_add",
    "activity_import", "activity_import_template", "activity_imports", "api_programmes", "api_programme", "api_programme_due",
    "api_programme_following", "api_programme_sharing", "api_activities", "api_check_items",
    "published_reports", "published_report", "published_report_pdf", "api_published_reports", "api_published_report",
}  # fmt: skip


def routes() -> dict[str, tuple[str, str]]:
    """Name → (route, room) of every address."""
    found = {}

    def walk(patterns, before=""):
        for pattern in patterns:
            route = before + str(pattern.pattern)
            if hasattr(pattern, "url_patterns"):
                walk(pattern.url_patterns, route)
            else:
                view = getattr(pattern.callback, "view_class", pattern.callback)
                found[pattern.name] = (route, view.__module__.partition(".")[0])

    walk(get_resolver().url_patterns)
    return found


ROUTES = routes()
CASEWORK = [door for door in DOORS if door.method == "get" and is_casework(ROUTES[door.name][0])]

# The forms of casework, and its buttons: what comes back from them may be a page.
SENDINGS = [
    door for door in DOORS if door.method == "post" and not door.name.startswith("api_") and is_casework(ROUTES[door.name][0])
]


# The beginning of an address, but for its numbers → whose chain it is.
CHAINS = {
    "intelligence": "item", "activities": "activity", "breaches": "breach", "recommendations": "recommendation",
    "check-items": "check-item", "inspections": "inspection", "responses": "inspection",
}  # fmt: skip


def stream_of(door: Door, arguments: dict[str, object]) -> str:
    """The chain to which what is behind this door belongs."""
    route = ROUTES[door.name][0].removeprefix("api/v1/")
    if "/export." in route:
        return f"programme:{arguments['code']}"
    nested = {"/imports/": "import", "/letters/": "letter"}
    chain = next((chain for part, chain in nested.items() if part in route), None) or CHAINS[route.partition("/")[0]]
    return f"{chain}:{arguments['pk']}"


def rows() -> list[tuple[str, str, str]]:
    return list(Read.objects.values_list("actor", "stream", "thing"))


@pytest.mark.parametrize("door", CASEWORK, ids=lambda door: door.name)
def test_what_is_shown_is_written_down_and_what_is_refused_is_not(there: World, door: Door) -> None:
    arguments = dict(door.at(there))
    thing = thing_of(door.name, arguments)
    for part in door.parts:
        with transaction.atomic():
            answer = knock(door, there, part)
            shown = part != "nobody" and answer.status_code == 200
            person = person_of(there.people, part) if shown else None
            wanted = [(f"accounts.user:{person.pk}", stream_of(door, arguments), thing)] if shown else []
            assert rows() == wanted, f"{door.name} as {part}: {answer.status_code}"
            transaction.set_rollback(True)


def test_a_form_that_comes_back_is_written_down_as_well(there: World) -> None:
    came_back = set()
    for door in SENDINGS:
        with transaction.atomic():
            arguments = dict(door.at(there))
            answer = client_of(there, "inspector").post(reverse(door.name, kwargs=arguments), {})
            if answer.status_code in {200, 409, 422}:
                came_back.add(door.name)
                row = stream_of(door, arguments), thing_of(door.name, arguments)
                assert [(stream, thing) for _actor, stream, thing in rows()] == [row], door.name
            else:
                assert rows() == [], f"{door.name}: {answer.status_code}"
            transaction.set_rollback(True)
    assert {"note_edit", "finding_add", "item_edit", "activity_edit", "breach_step"} <= came_back


def test_every_address_of_the_rooms_of_casework_is_written_down_or_named_here() -> None:
    named = {name for name, (route, room) in ROUTES.items() if room in ROOMS and not is_casework(route)}
    assert named - NO_CASEWORK == set()
    assert len(CASEWORK) > 80


# Lists that give whole words → the chains of what stands in them.
LISTS = {
    "api_items": {"item"}, "api_item_queue": {"item"}, "api_letters": {"letter"}, "api_activities": {"activity"},
    "api_programme_following": {"breach", "recommendation"}, "api_check_items": {"check-item"}, "items_export": {"item"},
    "programme_following_export": {"breach", "recommendation"},
}  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_a_list_that_gives_whole_words_is_a_read_of_each_of_its_rows(there: World, name: str) -> None:
    door = next(door for door in DOORS if door.name == name and door.method == "get")
    chains = set()
    for part in set(door.parts) - {"nobody"}:
        with transaction.atomic():
            answer = knock(door, there, part)
            found = rows()
            if answer.status_code == 200 and name.startswith("api_"):
                assert len({stream for _actor, stream, _thing in found}) == answer.json()["count"] <= 25
            assert {(actor, thing) for actor, _stream, thing in found} <= {
                (f"accounts.user:{person_of(there.people, part).pk}", thing_of(name, {}))
            }
            chains |= {stream.partition(":")[0] for _actor, stream, _thing in found}
            transaction.set_rollback(True)
    assert chains == LISTS[name]


def test_what_is_found_alike_is_read(there: World) -> None:
    body = {"local_area": there.sharing.read.local_area.code, "words": there.sharing.read.text.body}
    client = Client()
    client.force_login(there.sharing.read.author)
    answer = client.post(reverse("api_item_similar"), body, content_type="application/json")
    assert there.sharing.read.pk in {row["id"] for row in answer.json()}
    assert {(stream, thing) for _actor, stream, thing in rows()} == {
        (f"item:{row['id']}", "item_similar") for row in answer.json()
    }


def test_a_program_reads_under_the_name_of_its_person(there: World) -> None:
    _token, secret = create_token(name="x", scope="read", days=1, by=there.people.cqc)
    address = reverse("api_note", kwargs={"pk": there.fieldwork.pk, "note": there.note.pk})
    assert Client().get(address, headers={"Authorization": f"Bearer {secret}"}).status_code == 200
    assert rows() == [(f"accounts.user:{there.people.cqc.pk}", f"inspection:{there.fieldwork.pk}", f"note:{there.note.pk}")]


def test_page_and_api_are_one_thing() -> None:
    assert thing_of("api_note", {"pk": 7, "note": 12}) == thing_of("note", {"pk": 7, "note": 12}) == "note:12"


def test_looking_twice_in_a_quarter_is_one_row_and_in_the_next_another(there: World) -> None:
    address = reverse("note", kwargs={"pk": there.fieldwork.pk, "note": there.note.pk})
    client = client_of(there, "inspector")
    start = quarter_of(datetime.now(UTC))
    for minutes in (0, 14, 15):
        with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
            assert client.get(address).status_code == 200
    assert sorted(Read.objects.values_list("quarter", flat=True)) == [start, start + timedelta(minutes=15)]


def test_asking_for_the_headers_alone_is_a_read(there: World) -> None:
    address = reverse("note", kwargs={"pk": there.fieldwork.pk, "note": there.note.pk})
    assert client_of(there, "inspector").head(address).status_code == 200
    assert len(rows()) == 1


def test_what_cannot_be_written_down_is_not_shown(there: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE audit_read RENAME TO audit_read_elsewhere")
    client = client_of(there, "inspector")
    client.raise_request_exception = False
    with transaction.atomic():
        answer = client.get(reverse("note", kwargs={"pk": there.fieldwork.pk, "note": there.note.pk}))
        transaction.set_rollback(True)
    assert answer.status_code == 500
    assert b"knew the child" not in answer.content
