"""Files come with the right type and nothing keeps them; what is sensitive is marked, on the page and on every printed sheet."""

import pytest

from tests.leaks.addresses import PAGES, Ask, asks
from tests.leaks.planting import Planted
from tests.leaks.searching import body_of, client_of, send
from tests.leaks.viewers import BY_NAME

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TARGETS = ("drafting", "factual-accuracy", "pre-publication", "published")
MARKED = 'class="app-marking"'
PDF, HTML, TEXT = "application/pdf", "text/html; charset=utf-8", "text/plain; charset=utf-8"
CSV = "text/csv; charset=utf-8"
# address → who has it, in which inspection, the types that it sends, and whether it is public.
FILES = {
    "report_text": ("lead", "drafting", {TEXT}, False),
    "response_draft_text": ("co_ordinator", "factual-accuracy", {TEXT}, False),
    "report_file": ("cqc_signatory", "pre-publication", {PDF, HTML}, False),
    "response_file": ("co_ordinator", "pre-publication", {PDF, HTML}, False),
    "api_report_file": ("lead", "pre-publication", {PDF, HTML}, False),
    "api_response_file": ("co_ordinator", "pre-publication", {PDF, HTML}, False),
    "request_file": ("lead", "drafting", {TEXT}, False),
    "api_request_file": ("lead", "drafting", {TEXT}, False),
    "response_item_file": ("co_ordinator", "drafting", {TEXT}, False),
    "api_response_request_file": ("co_ordinator", "drafting", {TEXT}, False),
    "inspection_trail_csv": ("lead", "drafting", {CSV}, False),
    "inspection_reads_csv": ("lead", "drafting", {CSV}, False),
    "published_report_pdf": ("nobody", "published", {PDF}, True),
}


def _reading(planted: Planted, key: str) -> list[Ask]:
    return [ask for ask in asks(planted, key) if ask.method == "get" and not ask.mixed]


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_sent_with_its_type_and_to_nobody_elses_cache(planted: Planted, name: str) -> None:
    viewer, key, types, public = FILES[name]
    client, headers = client_of(planted, BY_NAME[viewer])
    seen = set()
    for ask in _reading(planted, key):
        if ask.name == name:
            response = send(client, headers, ask)
            body = body_of(response)
            assert response.status_code == 200
            seen.add(response["Content-Type"])
            assert body.startswith(b"%PDF") == (response["Content-Type"] == PDF)
            assert response["Content-Disposition"].startswith(("attachment; filename=", "inline; filename="))
            assert response["X-Content-Type-Options"] == "nosniff"
            assert ("no-store" in response["Cache-Control"]) != public
            assert ("public" in response["Cache-Control"]) == public
    assert seen == types


@pytest.mark.parametrize("viewer", ["lead", "co_ordinator", "nobody"])
def test_nothing_else_is_sent_as_a_file(planted: Planted, viewer: str) -> None:
    client, headers = client_of(planted, BY_NAME[viewer])
    for key in TARGETS:
        for ask in _reading(planted, key):
            response = send(client, headers, ask)
            body_of(response)
            kind = response["Content-Type"].partition(";")[0]
            is_file = "Content-Disposition" in response or kind not in {
                "text/html",
                "application/json",
                "application/problem+json",
            }
            assert ask.name in FILES or not (is_file and response.status_code == 200), f"{ask} sends a file: {kind}"


@pytest.mark.parametrize("viewer", ["lead", "co_ordinator"])
def test_every_page_of_casework_is_marked(planted: Planted, viewer: str) -> None:
    client, headers = client_of(planted, BY_NAME[viewer])
    opened = 0
    for key in TARGETS:
        for ask in _reading(planted, key):
            if ask.name not in PAGES or ask.name in FILES:
                continue
            response = send(client, headers, ask)
            page = response.content.decode()
            if response.status_code == 200 and "<!DOCTYPE html>" in page:  # a part of a page stands in a marked one
                opened += 1
                assert MARKED in page, f"{ask} has no marking"
                assert "OFFICIAL-SENSITIVE" in page
    assert opened > (30 if viewer == "lead" else 8)


def test_a_draft_that_is_saved_is_marked_at_both_ends(planted: Planted) -> None:
    for name in ("report_text", "response_draft_text"):
        viewer, key, _types, _public = FILES[name]
        client, headers = client_of(planted, BY_NAME[viewer])
        text = next(send(client, headers, ask) for ask in _reading(planted, key) if ask.name == name).content.decode().strip()
        assert text.splitlines()[0] == text.splitlines()[-1] == "DRAFT OFFICIAL-SENSITIVE"


def test_what_is_public_carries_no_marking(planted: Planted) -> None:
    client, headers = client_of(planted, BY_NAME["nobody"])
    opened = set()
    for ask in [*_reading(planted, "published"), *_reading(planted, "elsewhere")]:
        if ask.name in {"published_report", "published_reports", "published_report_pdf", "api_published_report", "healthz"}:
            response = send(client, headers, ask)
            assert b"OFFICIAL-SENSITIVE" not in body_of(response)
            opened.add(ask.name)
    assert len(opened) == 5
