"""The area puts files to an item of the information request; the team opens them; nobody else does."""

from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from audit.trail import trail_of
from files.models import StoredFile
from inspections import commands
from inspections.models import RequestFile
from jtai.errors import Invalid, NotAllowed, NotNow
from tests.doors.parts import client_of
from tests.doors.world import World
from tests.files.test_kinds import located, pdf, picture

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PNG = picture("PNG")


def stored() -> set[str]:
    """Every file in the store."""
    return {str(file) for file in Path(django_settings.MEDIA_ROOT).rglob("*") if file.is_file()}


def add(world: World, data: bytes = b"Some words", name: str = "words.txt", by=None) -> RequestFile:
    return commands.add_request_file(world.asked, data=data, name=name, by=by or world.people.co_ordinator)


def page(world: World, name: str, *more: int) -> str:
    return reverse(name, args=[world.fieldwork.pk, world.asked.pk, *more])


def test_several_files_at_once_and_the_bad_one_is_named(there: World) -> None:
    client = client_of(there, "area")
    sent = [
        SimpleUploadedFile("April.csv", b"a,b\r\n1,2"),
        SimpleUploadedFile("page.html", b"<html>"),
        SimpleUploadedFile("r.pdf", pdf()),
    ]
    answer = client.post(page(there, "response_files"), {"documents": sent})
    words = answer.content.decode()
    assert answer.status_code == 422
    assert "page.html: The file must be a PDF" in words
    assert "2 files were added" in words
    assert [row.name for row in there.asked.files.all()] == ["minutes.txt", "April.csv", "r.pdf"]


def test_nothing_chosen_is_said_and_an_empty_file_is_named(there: World) -> None:
    client = client_of(there, "area")
    assert "Choose at least one file" in client.post(page(there, "response_files"), {}).content.decode()
    answer = client.post(page(there, "response_files"), {"documents": SimpleUploadedFile("e.txt", b"")})
    assert "e.txt: The file is empty" in answer.content.decode()


def test_a_file_is_sent_to_be_saved_and_can_do_nothing(there: World) -> None:
    row = add(there, located(), "Cwtsh ŵ.jpeg")
    answer = client_of(there, "inspector").get(page(there, "request_file", row.pk))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''Cwtsh%20%C5%B5.jpg"
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "private, no-store")
    assert answer["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
    assert b"foster carer" not in b"".join(answer.streaming_content)
    assert row.sent_sha256 != row.file.sha256


def test_the_same_file_twice_is_one_and_is_said(there: World) -> None:
    add(there, PNG, "a.png")
    with pytest.raises(Invalid, match=r"already, as “a\.png”"):
        add(there, PNG, "b.png")


def test_an_item_can_have_so_many(there: World, settings) -> None:
    settings.FILE_MOST_AN_ITEM = 2
    add(there)
    before = stored()
    with pytest.raises(Invalid, match="can have 2 files"):
        add(there, b"One more")
    assert stored() == before


def test_an_inspection_can_have_so_much(there: World, settings) -> None:
    settings.FILE_MAX_INSPECTION_BYTES = 2 * 1024 * 1024
    add(there, b"a" * 1_500_000)
    before = stored()
    with pytest.raises(Invalid, match="can have 2 MB together"):
        add(there, b"b" * 1_000_000)
    assert (stored(), StoredFile.objects.filter(size=1_000_000).count()) == (before, 0)


def test_what_fails_later_leaves_nothing_in_the_store(there: World, monkeypatch) -> None:
    before = stored()
    monkeypatch.setattr(RequestFile._meta.get_field("name"), "column", "nowhere")
    with pytest.raises(Exception, match="nowhere"):
        add(there, b"Lost words")
    assert stored() == before


def test_removing_asks_first_and_the_bytes_go_with_it(there: World, django_capture_on_commit_callbacks) -> None:
    client = client_of(there, "area")
    row = add(there, b"Of the wrong child")
    place = Path(django_settings.MEDIA_ROOT, row.file.content.name)
    address = page(there, "response_file_remove", row.pk)
    assert "Remove “words.txt”?" in client.get(address).content.decode()
    assert place.exists()
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(address).status_code == 302
    assert (place.exists(), RequestFile.objects.filter(pk=row.pk).exists()) == (False, False)
    assert [event.verb for event in trail_of(there.fieldwork.stream)[:2]] == ["request.file_remove", "request.file_add"]


def test_bytes_that_stand_on_another_item_stay(there: World, django_capture_on_commit_callbacks) -> None:
    row = add(there, b"Shared")
    other = RequestFile.objects.get(pk=row.pk)
    other.pk, other.item = None, there.answered
    other.save(force_insert=True)
    with django_capture_on_commit_callbacks(execute=True):
        commands.remove_request_file(row, by=there.people.co_ordinator)
    assert StoredFile.objects.get(pk=other.file_id).content.read() == b"Shared"


def test_only_who_may_answer_may_add_and_only_while_it_is_open(there: World) -> None:
    with pytest.raises(NotAllowed):
        add(there, by=there.people.police)
    with pytest.raises(NotAllowed):
        add(there, by=there.people.cqc)
    commands.answer_request_item(there.asked, held=True, answer="In the file.", by=there.people.co_ordinator)
    there.asked.refresh_from_db()
    with pytest.raises(NotNow, match="answered"):
        add(there)
    with pytest.raises(NotNow, match="answered"):
        commands.remove_request_file(there.file, by=there.people.co_ordinator)
    assert "Add files" not in client_of(there, "area").get(page(there, "response_files")).content.decode()


def test_a_file_of_one_item_is_not_found_through_another(there: World) -> None:
    client: Client = client_of(there, "area")
    wrong = reverse("response_item_file", args=[there.fieldwork.pk, there.answered.pk, there.file.pk])
    assert client.get(wrong).status_code == 404
    wrong = reverse("request_file", args=[there.moderation.pk, there.asked.pk, there.file.pk])
    assert client_of(there, "inspector").get(wrong).status_code == 404
