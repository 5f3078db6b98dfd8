"""Nothing that somebody typed makes the server ask another host, or read its own files; nothing sends a reader elsewhere."""

import base64
import re
import socket
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts.views.going import safe_next
from jobs.models import Email
from reports import pdf
from tests.factories import UserFactory
from tests.reports import letters
from tests.walk import inspection_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def listener():
    """A host that would notice being asked."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def typed_into(node: Any, words: str) -> Any:
    """The same content with these words put to every text that a person may have typed."""
    if isinstance(node, dict):
        return {name: typed_into(value, words) for name, value in node.items()}
    if isinstance(node, list):
        return [typed_into(value, words) for value in node]
    return f"{node} {words}" if isinstance(node, str) and " " in node else node


def count(node: Any, words: str) -> int:
    if isinstance(node, dict | list):
        return sum(count(value, words) for value in (node.values() if isinstance(node, dict) else node))
    return int(isinstance(node, str) and words in node)


TRICKS = (
    "<img src='{host}/a'>", "<link rel=stylesheet href='{host}/a.css'>", "<style>@import url({host}/b.css)</style>",
    "<object data='{host}/c'></object>", "<iframe src='file:///etc/passwd'></iframe>", "<svg><image href='{host}/d'/></svg>",
    "<a rel=attachment href='file:///etc/passwd'>x</a>", "' style='background:url({host}/e)", "![x]({host}/f)", "url({host}/g)",
    "<base href='{host}/'>", "<meta http-equiv=refresh content='0;url={host}'>",
)  # fmt: skip


def test_words_in_any_field_of_a_report_fetch_nothing(listener) -> None:
    host = "http://{}:{}".format(*listener.getsockname())
    words = " ".join(TRICKS).replace("{host}", host)
    content = typed_into(
        letters.content("2022-front-door", main=2, improvements=1, strengths=1, studies=0, priorities=0), words
    )
    assert count(content, words) > 10
    document = pdf.html(content)
    assert re.findall(r"<(?:img|iframe|object|base|image)\b", document) == []
    made = pdf.render(content, identifier="a" * 32)
    assert b"root:" not in made.data
    with pytest.raises(BlockingIOError):
        listener.accept()


ELSEWHERE = (
    "http://127.0.0.1:9/x", "https://example.org/a.css", "ftp://example.org/a", "file:///etc/passwd", "gopher://x", "//example.org/a",
    "file://localhost/etc/passwd", f"{pdf.ASSETS.as_uri()}/../../manage.py", f"{pdf.ASSETS.as_uri()}/%2e%2e/%2e%2e/manage.py",
    "data:text/css;base64," + base64.b64encode(b"a" * 10_000_000).decode(), "data:text/css,@import url(http://127.0.0.1:9/)",
    f"FILE://{pdf.ASSETS}/letter.css", "jar:file:///etc/passwd!/", "", "letter.css",
)  # fmt: skip


@pytest.mark.parametrize("url", ELSEWHERE, ids=range(len(ELSEWHERE)))
def test_the_fetcher_has_nothing_but_our_own_style(url: str) -> None:
    with pytest.raises((ValueError, OSError)):
        pdf.LocalFiles().fetch(url)


EVIL = (
    "http://evil.example/", "//evil.example/", "///evil.example", "/\\evil.example", "\\\\evil.example", "https:evil.example",
    "javascript:alert(1)", "http:///evil.example", " //evil.example", "\t//evil.example", "/\t/evil.example", "http://localhost@evil.example/",
    "http://localhost.evil.example/", "data:text/html,x", "\x00//evil.example", "http://[", "HTTP://EVIL.EXAMPLE", "home", "2147483648", "a b", "\U0001f600",
)  # fmt: skip


@pytest.mark.parametrize("where", EVIL)
def test_next_leads_nowhere_else(client: Client, where: str) -> None:
    for request in (RequestFactory().get("/", {"next": where}), RequestFactory().post("/", {"next": where})):
        request.META["HTTP_HOST"] = "localhost"
        assert safe_next(request) == ""
    client.force_login(UserFactory())
    answer = client.get(reverse("sign_in"), {"next": where}, headers={"host": "localhost"})
    assert (answer.status_code, answer["Location"]) == (302, reverse(django_settings.LOGIN_REDIRECT_URL))


def test_next_leads_to_our_own_page(client: Client) -> None:
    client.force_login(UserFactory())
    answer = client.get(reverse("sign_in"), {"next": "/inspections/?page=2"}, headers={"host": "localhost"})
    assert answer["Location"] == "/inspections/?page=2"


@pytest.mark.parametrize("header", ["Referer", "X-Forwarded-Host", "Origin", "X-Original-URL", "X-Rewrite-URL"])
def test_no_header_decides_where_a_reader_is_sent(client: Client, header: str) -> None:
    for name in ("home", "inspections", "account"):
        answer = client.get(reverse(name), headers={header: "http://evil.example/"})
        assert answer["Location"] == f"{reverse('sign_in')}?next={reverse(name)}"
    page = client.get(reverse("published_reports"), headers={header: "http://evil.example/"})
    assert b"evil.example" not in page.content


@pytest.mark.slow
def test_an_e_mail_links_to_the_public_address_whatever_host_was_asked(settings) -> None:
    settings.PUBLIC_ADDRESS = "https://jtai.example"
    inspection_at("notified", year=2061)
    bodies = list(Email.objects.values_list("body", flat=True))
    links = re.findall(r"https?://[^\s/]+", " ".join(bodies))
    assert set(links) == {"https://jtai.example"}
