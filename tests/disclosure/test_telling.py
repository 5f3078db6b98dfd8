"""A disclosure is read by somebody who knows no database: what each item is, of which inspection, when, by whom; and what to do."""

import csv
import re

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import User
from agencies.models import LocalArea
from audit.models import Event
from audit.trail import record
from disclosure import commands, queries, telling
from disclosure.models import AccessRequest
from disclosure.visibility import KINDS
from jobs.models import Email
from jtai.errors import NotNow
from tests.disclosure.test_answering import request_of
from tests.disclosure.test_exporting import export, stored
from tests.walk import cast, inspection_at, note

pytestmark = pytest.mark.django_db


def choose(request: AccessRequest, kind: str, number: int, by: User, *, passages: str = "", reason: str = "") -> None:
    item = queries.item_for(request.inspectorate, kind, number)
    commands.choose(request, item, passages=passages, reason=reason, by=by)


def plain(page: str) -> str:
    bare = re.sub(r"<style>.*?</style>|<[^>]+>", " ", re.sub(r"</?span[^>]*>", "", page), flags=re.DOTALL)
    return " ".join(bare.split())


def told(request: AccessRequest) -> str:
    return plain(stored(export(AccessRequest.objects.get(pk=request.pk), cast().governance)).decode())


def index(request: AccessRequest) -> list[list[str]]:
    client = Client()
    client.force_login(cast().governance)
    sheet = client.get(reverse("access_index", args=[request.pk])).getvalue().decode("utf-8-sig")
    return list(csv.reader(sheet.splitlines()))


def test_beside_an_item_stands_what_it_is_of_which_inspection_when_and_by_whom() -> None:
    people, at_work = cast(), inspection_at("fieldwork")
    LocalArea.objects.update(demonstration=False)
    request = request_of(people.governance)
    made = note(at_work, by=people.cqc, text="The worker called.")
    choose(request, "note", made.pk, people.governance)
    page = told(request)
    day = date_format(timezone.localdate(made.recorded_at), "j F Y")
    first, last = (date_format(at, "j F Y") for at in (at_work.fieldwork_start, at_work.fieldwork_end))
    where = f"{at_work.local_area.name}, fieldwork from {first} to {last}"
    assert f"1. Evidence note of an inspector Inspection {where} Date {day} By {people.cqc.name} The worker called." in page
    assert "Demonstration" not in page
    head, row = index(request)
    assert dict(zip(head, row, strict=True))["Inspection"] == where
    assert dict(zip(head, row, strict=True))["What"] == f"Note {made.pk}"


def test_the_author_is_redacted_where_the_name_is_redacted_and_the_reason_is_explained() -> None:
    people, at_work = cast(), inspection_at("fieldwork")
    request = request_of(people.governance)
    commands.name_third_parties(request, names=people.cqc.name, by=people.governance)
    choose(request, "note", note(at_work, by=people.cqc, text="Nothing else.").pk, people.governance)
    page = told(request)
    assert people.cqc.name not in page.partition("How to read this document")[2]
    assert "By █████ [redacted: DPA sch 2 para 16] Nothing else." in page
    assert "DPA sch 2 para 16 Information about somebody else" in page
    assert "Nothing is withheld" not in page


def test_an_entry_of_the_trail_is_told_in_words() -> None:
    people, at_work = cast(), inspection_at("fieldwork")
    request = request_of(people.governance)
    words = {"before": "drafting", "after": "quality-assurance", "reason": "Of Ann\nbefore: dinner"}
    record("inspection.return_draft", at_work, stream=at_work.stream, by=people.cqc, **words)
    step = Event.objects.latest("pk")
    record("inspection.end_place", at_work, stream=at_work.stream, by=people.cqc, person="Ann Other", part="lead")
    place = Event.objects.latest("pk")
    choose(request, "event", step.pk, people.governance)
    choose(request, "event", place.pk, people.governance, passages="Ann Other", reason="DPA sch 2 para 16")
    page = told(request)
    assert "What was done Returned the draft" in page
    # What somebody typed stays as it was typed.
    assert "After: Quality assurance Before: Drafting Reason: Of Ann before: dinner" in page
    assert "Place on the team: Lead inspector Person: █████ [redacted: DPA sch 2 para 16]" in page
    for said in ("Entry of the trail", "quality-assurance", "part:"):
        assert said not in page


def test_it_says_what_the_bars_mean_and_where_to_complain() -> None:
    people, at_work = cast(), inspection_at("fieldwork")
    text = "The worker called."
    for kind, reason, law in (
        ("subject-access", "DPA sch 3", "UK GDPR, article 77"),
        ("freedom-of-information", "FOIA s 40", "Freedom of Information Act 2000, section 50"),
    ):
        request = request_of(people.governance, reference=kind, kind=kind)
        choose(request, "note", note(at_work, by=people.cqc, text=text).pk, people.governance, passages="worker", reason=reason)
        page = told(request)
        for said in (
            law,
            "a bar stands in their place",
            "Information Commissioner",
            f"Ask {request.inspectorate.name} to review",
        ):
            assert said in page


def test_what_comes_from_an_invented_area_says_so() -> None:
    people, at_work = cast(), inspection_at("fieldwork")
    LocalArea.objects.update(demonstration=True)
    request = request_of(people.governance)
    choose(request, "note", note(at_work, by=people.cqc, text="x").pk, people.governance)
    page = told(request)
    assert "everything found in them are made up" in page
    assert f"{at_work.local_area.name} (invented)" in page


def test_an_email_is_told_with_its_day_and_whom_it_went_to() -> None:
    people = cast()
    email = Email.objects.create(to=people.cqc.email, subject="Zebra", body="x", sent_at=timezone.now())
    request = request_of(people.governance)
    choose(request, "email", email.pk, people.governance)
    day = date_format(timezone.localdate(), "j F Y")
    assert f"1. Email that the service sent Date {day} Sent to {people.cqc.email} Zebra x" in told(request)


def test_each_kind_has_a_heading_and_three_items_cost_what_one_costs() -> None:
    assert set(telling.HEADINGS) == set(KINDS)
    people, at_work = cast(), inspection_at("fieldwork")
    request = request_of(people.governance)

    def one_more() -> None:
        choose(request, "note", note(at_work, by=people.cqc, text="x").pk, people.governance)
        record("inspection.pause", at_work, stream=at_work.stream, by=people.cqc, reason="x")
        choose(request, "event", Event.objects.latest("pk").pk, people.governance)

    def cost() -> int:
        made = queries.prepared(request)
        with CaptureQueriesContext(connection) as asked:
            render_to_string("disclosure/export.html", {"request_": request, "items": telling.entries(made)})
        return len(asked)

    one_more()
    first = cost()
    one_more()
    one_more()
    assert cost() == first


def test_what_stands_beside_an_item_is_read_in_the_preview_and_nothing_else_goes_out() -> None:
    """The name of an author goes out too: who exports has seen it, and it is counted where it is withheld."""
    people, at_work = cast(), inspection_at("fieldwork")
    request = request_of(people.governance)
    choose(request, "note", note(at_work, by=people.cqc, text="Nothing else.").pk, people.governance)
    client = Client()
    client.force_login(people.governance)
    preview = reverse("access_preview", args=[request.pk])
    page = client.get(preview).content.decode()
    assert people.cqc.name in plain(page).partition("Evidence note of an inspector")[2]
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', page)
    assert seen is not None
    User.objects.filter(pk=people.cqc.pk).update(name="Another Name")
    with pytest.raises(NotNow, match="Something has changed"):
        commands.export(request, seen=seen.group(1), by=people.governance)
    commands.name_third_parties(request, names="Another Name", by=people.governance)
    request.refresh_from_db()
    assert "Another Name" not in plain(client.get(preview).content.decode()).partition("Evidence note of an inspector")[2]
    assert export(request, people.governance).redactions == 1
