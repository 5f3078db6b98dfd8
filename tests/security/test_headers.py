"""The policy on answers that have no door: errors, probes, files. Those of the doors are looked at in tests/test_doors.py."""

import pytest
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from jtai.headers import Headers
from tests.security.pages import faults_of

OPEN_PAGES = ["published_reports", "accessibility", "privacy"]


@pytest.mark.parametrize("name", OPEN_PAGES)
def test_a_page_that_is_open_to_everyone_may_be_kept_for_a_moment(db: None, client: Client, name: str) -> None:  # noqa: ARG001 -- rows
    response = client.get(reverse(name))
    assert response.headers["Cache-Control"] == f"public, max-age={settings.PUBLIC_PAGE_SECONDS}"
    assert "Cookie" in response.headers["Vary"]


@pytest.mark.parametrize("cookie", [settings.SESSION_COOKIE_NAME, "messages", settings.CSRF_COOKIE_NAME])
def test_a_page_that_was_made_with_a_cookie_is_kept_by_nobody(db: None, client: Client, cookie: str) -> None:  # noqa: ARG001 -- rows
    client.cookies[cookie] = "a"
    assert client.get(reverse("privacy")).headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("address", ["/nowhere/", "/api/nowhere/", "/healthz", "/sign-in/"])
def test_errors_probes_and_the_sign_in_page_are_kept_by_nobody(db: None, client: Client, address: str) -> None:  # noqa: ARG001 -- rows
    response = client.get(address)
    assert "no-store" in response.headers["Cache-Control"]
    assert faults_of(response) == []


def test_a_wrong_host_gets_the_policy_too(db: None, client: Client) -> None:  # noqa: ARG001 -- rows
    response = client.get("/", headers={"Host": "evil.example"})
    assert (response.status_code, faults_of(response)) == (400, [])
    assert b"evil.example" not in response.content


def test_a_static_file_has_the_policy_and_may_be_kept(client: Client) -> None:
    response = client.get("/static/img/favicon.svg")
    assert response.status_code == 200
    assert "default-src 'self'" in response.headers["Content-Security-Policy"]
    assert "no-store" not in response.headers["Cache-Control"]


def test_a_page_that_sets_a_cookie_is_kept_by_nobody() -> None:
    @login_not_required
    def greeting(_request: object) -> HttpResponse:
        answer = HttpResponse("<p>Hello")
        answer.set_cookie("a", "b")
        return answer

    def inner(request):
        middleware.process_view(request, greeting, (), {})
        return greeting(request)

    middleware = Headers(inner)
    assert middleware(RequestFactory().get("/")).headers["Cache-Control"] == "private, no-store"
