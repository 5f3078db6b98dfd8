"""The same bytes are stored once, and sent with exact headers."""

import os
import threading
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import RequestFactory

from files.commands import store
from files.models import StoredFile
from files.response import respond
from jtai.errors import Invalid, NotNow

pytestmark = pytest.mark.django_db


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def test_bytes_are_stored_once():
    data = os.urandom(100)
    first, again = store(data, "application/pdf"), store(data, "application/pdf")
    assert first == again
    assert (first.size, first.content.read()) == (100, data)
    assert first.content.name.endswith(f"{first.sha256}.pdf")


def test_nothing_is_not_a_file():
    with pytest.raises(Invalid, match="empty"):
        store(b"", "text/plain")


def test_missing_bytes_are_put_back():
    data = os.urandom(100)
    row = store(data, "application/pdf")
    Path(settings.MEDIA_ROOT, row.content.name).unlink()
    assert store(data, "application/pdf") == row
    assert StoredFile.objects.get(pk=row.pk).content.read() == data


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_one_row():
    data, rows = os.urandom(100), []
    start = threading.Barrier(6)

    def work() -> None:
        start.wait()
        rows.append(store(data, "application/pdf"))
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({row.pk for row in rows}) == 1
    folder = Path(settings.MEDIA_ROOT, rows[0].content.name).parent
    assert len(list(folder.glob(f"{rows[0].sha256}*"))) == 1


@pytest.mark.parametrize(
    ("filename", "disposition"),
    [
        ("report.pdf", 'attachment; filename="report.pdf"'),
        ("Ysbyty Gŵyn.pdf", "attachment; filename*=utf-8''Ysbyty%20G%C5%B5yn.pdf"),
        ('a"b\\c.pdf', 'attachment; filename="a\\"b\\\\c.pdf"'),
    ],
)
def test_a_file_is_sent_with_exact_headers(filename, disposition):
    row = store(os.urandom(50), "application/pdf")
    response = respond(row, filename=filename)
    assert response["Content-Disposition"] == disposition
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Length"] == "50"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["ETag"] == f'"{row.sha256}"'
    assert set(response["Cache-Control"].split(", ")) == {"private", "no-store"}
    assert len(body(response)) == 50


def test_a_line_break_cannot_get_into_a_header():
    response = respond(store(b"x", "text/plain"), filename="a\r\nSet-Cookie: b=c.pdf")
    assert "\n" not in response["Content-Disposition"]


def test_a_page_that_was_uploaded_can_do_nothing():
    response = respond(store(b"<script>alert(1)</script>", "text/html"), filename="a.html", inline=True)
    assert response["Content-Security-Policy"].startswith("default-src 'none'")
    assert response["Content-Disposition"].startswith("inline")


def test_an_unchanged_public_file_is_not_sent_again():
    row = store(os.urandom(50), "application/pdf")
    same = RequestFactory().get("/", headers={"If-None-Match": f'"{row.sha256}"'})
    assert respond(row, filename="a.pdf", public=True, request=same).status_code == 304
    assert respond(row, filename="a.pdf", request=same).status_code == 200


def test_missing_bytes_are_a_sentence_not_a_fault():
    row = store(os.urandom(50), "application/pdf")
    Path(settings.MEDIA_ROOT, row.content.name).unlink()
    with pytest.raises(NotNow, match=row.sha256[:12]):
        respond(row, filename="a.pdf")
