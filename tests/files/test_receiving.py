"""What comes to the disk before anybody has looked at it: files for pages that take some, of people who have signed in."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import resolve, reverse

from accounts.models import User
from files.receiving import Bounded

UPLOADS, SIGN_IN = reverse("response_files", args=[1, 1]), reverse("sign_in")
PERSON = User(email="a@b.example")


def request(path: str, user: object) -> HttpRequest:
    made = RequestFactory().post(path, {"words": "some", "documents": SimpleUploadedFile("a.txt", b"a" * 900)})
    made.resolver_match, made.user = resolve(path), user
    return made


def test_a_sending_that_is_too_large_is_not_received(settings) -> None:
    settings.FILE_MAX_SENDING_BYTES = 1_000
    handler = Bounded(request(UPLOADS, PERSON))
    with pytest.raises(RequestDataTooBig):
        handler.handle_raw_input(None, {}, 1_001, None)
    assert handler.receive_data_chunk(b"a" * 900, 0) == b"a" * 900
    with pytest.raises(RequestDataTooBig):
        handler.receive_data_chunk(b"a" * 101, 900)


@pytest.mark.parametrize("path", [SIGN_IN, UPLOADS])
def test_only_a_page_that_takes_files_has_the_large_limit(settings, path: str) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000
    handler = Bounded(request(path, PERSON))
    assert handler.left == (settings.FILE_MAX_SENDING_BYTES if path == UPLOADS else 1_000)
    assert Bounded().left == 1_000


@pytest.mark.parametrize(
    ("path", "user", "kept"),
    [(UPLOADS, PERSON, ["documents"]), (UPLOADS, AnonymousUser(), []), (SIGN_IN, PERSON, []), (SIGN_IN, AnonymousUser(), [])],
)
def test_files_are_read_over_where_nobody_asked_for_them(path: str, user: object, kept: list[str]) -> None:
    sent = request(path, user)
    assert (sent.POST["words"], list(sent.FILES)) == ("some", kept)


@pytest.mark.django_db
def test_a_large_file_for_a_page_that_takes_none_is_refused(settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000
    client = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    client.get(SIGN_IN)
    token = client.cookies[settings.CSRF_COOKIE_NAME].value
    statuses = []
    for path in (SIGN_IN, UPLOADS):
        large = {"csrfmiddlewaretoken": token, "documents": SimpleUploadedFile("a.txt", b"a" * 20_000)}
        statuses.append(client.post(path, large).status_code)
    assert statuses == [400, 302]
