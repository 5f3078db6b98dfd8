"""Components print what they are given, and the gallery shows every one of them."""

from pathlib import Path

import pytest
from django.core.paginator import Paginator
from django.template.loader import render_to_string

from jtai.gallery import gallery_context

COMPONENTS = Path(__file__).resolve().parents[2] / "templates/govuk"
# Printed by the renderer and by base.html, which the gallery uses too.
BEHIND = {
    "form",
    "field",
    "group",
    "date_parts",
    "gallery",
    "panel",
    "demonstration",
    "marking",
    "navigation",
    "account_links",
    "footer",
}
BEHIND |= {"phase_banner"}


def pages(number, count=10):
    return render_to_string("govuk/pagination.html", {"page": Paginator(range(count * 5), 5).page(number), "query": "area=3&"})


def numbers(html):
    return [piece.split("<")[0] for piece in html.split('">')[1:] if piece.split("<")[0].isdigit()]


def test_every_component_says_its_arguments_and_is_shown():
    gallery = (COMPONENTS / "gallery.html").read_text()
    for path in COMPONENTS.glob("*.html"):
        lines = path.read_text().splitlines()
        assert lines[0].startswith("{# "), path.name
        assert lines[0].endswith(" #}"), path.name
        assert len(lines) <= 150, path.name
        assert path.stem in BEHIND or f"govuk/{path.name}" in gallery, path.name


def test_the_gallery_renders_with_its_sample_data():
    html = render_to_string("govuk/gallery.html", gallery_context())
    assert "OFFICIAL-SENSITIVE" in html
    assert "<title>Error: Components" in html
    for status in ("planned", "quality-assurance", "failed"):
        assert f"app-tag--{status}" in html


def test_a_step_that_cannot_be_taken_says_why():
    steps = [
        {"name": "sign", "text": "Sign off", "why": "CQC has not signed"},
        {"name": "begin", "text": "Start", "action": "/begin/", "why": ""},
    ]
    html = render_to_string("govuk/step_list.html", {"steps": steps, "csrf_token": "token"})
    assert '<button type="button" class="govuk-button govuk-button--secondary app-button--not-yet" aria-disabled="true"' in html
    assert 'aria-describedby="step-sign-why"' in html
    assert 'id="step-sign-why"><strong>You cannot do this now:</strong> CQC has not signed' in html
    assert html.count("<form") == 1
    assert 'name="csrfmiddlewaretoken" value="token"' in html


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (1, ["1", "2", "10"]),
        (2, ["1", "2", "3", "10"]),
        (3, ["1", "2", "3", "4", "10"]),
        (5, ["1", "4", "5", "6", "10"]),
        (9, ["1", "8", "9", "10"]),
        (10, ["1", "9", "10"]),
    ],
)
def test_pages_near_the_current_one_and_at_both_ends(number, shown):
    html = pages(number)
    assert numbers(html) == shown
    assert html.count('aria-current="page"') == 1
    assert "?area=3&amp;page=" in html


def test_one_page_has_no_pagination():
    assert pages(1, count=1).strip() == ""


@pytest.mark.parametrize(
    ("state", "polls", "says"),
    [
        ("waiting", True, "is waiting to be built"),
        ("building", True, "is being built"),
        ("done", False, "is ready"),
        ("failed", False, "could not be built"),
    ],
)
def test_progress_polls_until_the_job_has_ended(state, polls, says):
    context = {
        "state": state,
        "what": "The report",
        "percent": 40,
        "error": "No disk",
        "poll": "/p/",
        "retry": "/r/",
        "href": "/f/",
    }
    html = render_to_string("govuk/progress.html", context)
    assert f"The report {says}" in html
    assert ('data-poll="/p/"' in html) is polls
    assert ("No disk" in html and 'action="/r/"' in html) is (state == "failed")
    assert ('href="/f/"' in html) is (state == "done")
    assert ("<progress" in html) is (state == "building")


def test_messages_and_navigation_of_a_page():
    context = {
        "navigation": [{"text": "Inspections", "href": "/inspections/", "current": True}],
        "account_links": [{"text": "Account", "href": "/a/"}, {"text": "Sign out", "href": "/out/", "post": True}],
        "footer_links": [{"text": "Privacy", "href": "/p/"}],
    }
    html = render_to_string("errors/404.html", context)
    assert '<a class="app-account__link" href="/a/">Account</a>' in html
    assert 'href="/inspections/" aria-current="true"' in html
    assert '<form method="post" action="/out/">' in html
    assert '<a class="govuk-footer__link" href="/p/">Privacy</a>' in html
    assert 'id="main-content"' in html
    assert html.count("<h1") == 1
    assert '<html lang="en-gb"' in html
