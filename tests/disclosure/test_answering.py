"""A request for access from its arrival to the file that goes out; and what is found by whom."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from agencies.models import Membership, Role
from audit.models import Event, Read
from audit.trail import verify
from disclosure import commands, queries
from disclosure.models import AccessRequest
from inspections import commands as inspecting
from inspections.models import Inspection
from jobs.models import Email
from jtai.errors import Invalid, NotAllowed, NotNow
from retention.commands import put_on_hold, release
from retention.models import Hold
from tests.walk import cast, finding, inspection_at, note, walk_on
from tests.walk_reports import draft_from
from writing.models import Revision

pytestmark = pytest.mark.django_db
RECEIVED = date(2026, 3, 2)
SECRET = "Rosalind Quince"
WORDS = f"The worker told us that {SECRET} had called.\nROSALIND  QUINCE\u2019s sister lives at 4 Quarry Bank."


def request_of(by: User, **facts: object) -> AccessRequest:
    told = {"kind": "subject-access", "reference": "SAR-1", "about": "A parent", "received_on": RECEIVED, **facts}
    return commands.open_request(**told, by=by)


def keys(request: AccessRequest, words: str) -> set[str]:
    return {f"{row['item_kind']}:{row['item_number']}" for row in queries.found_in(request.inspectorate, words)}


@pytest.fixture
def at_work() -> Inspection:
    return inspection_at("fieldwork")


def test_the_words_that_are_redacted_are_in_no_byte_of_the_export(at_work: Inspection) -> None:
    people = cast()
    made = note(at_work, by=people.cqc, text=WORDS)
    request = request_of(people.governance, about=SECRET)
    item = queries.item_for(request.inspectorate, "note", made.pk)
    commands.name_third_parties(request, names=f"{SECRET}\n", by=people.governance)
    commands.choose(request, item, passages="sister lives at «4 Quarry Bank»", reason="foi-40", by=people.governance)
    export = commands.export(request, by=people.governance)
    client = Client()
    client.force_login(people.governance)
    answer = client.get(reverse("access_export_file", args=[request.pk, 1]))
    sheet = client.get(reverse("access_index", args=[request.pk]))
    for body in (answer.getvalue(), sheet.getvalue()):
        assert re.search(rb"rosalind|quince|quarry", body, re.IGNORECASE) is None
    stored = export.file.content.open("rb").read()
    assert re.search(rb"rosalind|quince|quarry", stored, re.IGNORECASE) is None
    page = stored.decode()
    assert "sister lives at █████" in page
    assert page.count("third-party") == 2
    assert page.count("foi-40") == 1
    assert export.redactions == 3
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert SECRET not in str(answer.headers)
    assert Read.objects.filter(stream=at_work.stream, actor=f"accounts.user:{people.governance.pk}").count() == 2
    assert not list(verify(request.stream))


def test_a_text_that_changed_after_it_was_redacted_does_not_go_out(at_work: Inspection) -> None:
    people = cast()
    made = note(at_work, by=people.cqc, text=WORDS)
    request = request_of(people.governance)
    item = queries.item_for(request.inspectorate, "note", made.pk)
    commands.choose(request, item, passages="4 Quarry Bank", reason="foi-40", by=people.governance)
    facts = {"activity": made.activity, "strand": made.strand}
    inspecting.edit_note(made, base=1, text="She lives at 4, Quarry Bank.", by=people.cqc, **facts)
    with pytest.raises(NotNow, match="has changed since"):
        commands.export(request, by=people.governance)
    commands.take_out(request, item, by=people.governance)
    with pytest.raises(NotNow, match="Nothing is chosen"):
        commands.export(request, by=people.governance)


def test_a_passage_that_is_not_there_is_refused_and_nothing_is_chosen(at_work: Inspection) -> None:
    people = cast()
    made = note(at_work, by=people.cqc, text=WORDS)
    request = request_of(people.governance)
    item = queries.item_for(request.inspectorate, "note", made.pk)
    with pytest.raises(Invalid, match="5 Quarry Bank"):
        commands.choose(request, item, passages="5 Quarry Bank", reason="foi-40", by=people.governance)
    assert not request.chosen.exists()


def test_own_notes_are_found_and_anothers_are_not_even_when_they_are_shared(at_work: Inspection) -> None:
    people = cast()
    own = note(at_work, by=people.cqc, text="A zebra was seen.")
    other = note(at_work, by=people.hmicfrs, text="A zebra was seen by us.")
    inspecting.share_note(other, by=people.hmicfrs)
    request = request_of(people.governance)
    assert keys(request, "zebra") == {f"note:{own.pk}"}
    assert keys(request, "seen zebra") == {f"note:{own.pk}"}
    assert keys(request, "“zebra was”") == {f"note:{own.pk}"}
    assert keys(request, "“was zebra”") == set()
    assert keys(request, people.cqc.name) >= {f"note:{own.pk}"}
    with pytest.raises(Http404):
        queries.item_for(request.inspectorate, "note", other.pk)


def test_older_words_are_found(at_work: Inspection) -> None:
    people = cast()
    own = note(at_work, by=people.cqc, text="A zebra was seen.")
    facts = {"activity": own.activity, "strand": own.strand}
    inspecting.edit_note(own, base=1, text="A horse was seen.", by=people.cqc, **facts)
    old = Revision.objects.get(text=own.text, body__contains="zebra")
    assert keys(request_of(people.governance), "zebra") == {f"note-words:{old.pk}"}


def test_anothers_finding_is_found_once_it_was_agreed_and_the_draft_once_it_is_there() -> None:
    people = cast()
    moderated = inspection_at("fieldwork")
    theirs = finding(moderated, by=people.hmicfrs, statement="A zebra was agreed.")
    request = request_of(people.governance)
    assert keys(request, "zebra") == set()
    walk_on(moderated, "moderation")
    assert keys(request, "zebra") == set()
    draft_from(Inspection.objects.get(pk=moderated.pk))
    found = keys(request, "zebra")
    assert f"finding:{theirs.pk}" in found
    assert any(key.startswith("paragraph:") for key in found)


def test_nothing_is_found_where_the_inspectorate_takes_no_part() -> None:
    people = cast()
    planned = inspection_at("planned", partners=("ofsted",))
    inspectorate = people.governance.membership.inspectorate
    assert queries.is_seen(inspectorate, planned) == planned.inspectorates.filter(pk=inspectorate.pk).exists()


def test_audit_words_are_those_of_what_its_people_did_while_they_were_its_people(at_work: Inspection) -> None:
    people = cast()
    inspecting.assign(at_work, person=people.stranger, part="inspector", by=people.programme_lead)
    own, other = request_of(people.ofsted_governance), request_of(people.governance)
    event = Event.objects.filter(verb="inspection.assign", words__data__person=people.stranger.name).latest("pk")
    assert f"event:{event.pk}" in keys(own, people.stranger.name)
    assert f"event:{event.pk}" not in keys(other, people.stranger.name)
    Membership.objects.filter(user=people.programme_lead).update(since=timezone.localdate() + timedelta(days=1))
    assert f"event:{event.pk}" not in keys(own, people.stranger.name)


def test_emails_to_ones_own_people_are_found_without_those_that_carry_secrets() -> None:
    people = cast()
    facts = {"subject": "Zebra", "body": "x", "sent_at": timezone.now()}
    own = Email.objects.create(to=people.cqc.email, **facts)
    Email.objects.create(to=people.ofsted.email, **facts)
    Email.objects.create(to=people.cqc.email, forget=True, **facts)
    assert keys(request_of(people.governance), "zebra") == {f"email:{own.pk}"}


def test_each_search_is_in_the_trail_and_its_words_can_be_erased(at_work: Inspection) -> None:
    people = cast()
    own = note(at_work, by=people.cqc, text="A zebra was seen.")
    request = request_of(people.governance)
    made = commands.search(request, words="zebra", by=people.governance)
    assert made.found == 1
    event = Event.objects.get(verb="access.search")
    assert event.words.data == {"searched": "zebra", "found": 1, "keys": [f"note:{own.pk}"]}
    assert event.stream == request.stream


def test_a_hold_is_that_of_its_inspectorate(at_work: Inspection) -> None:
    people = cast()
    key = f"inspections.inspection:{at_work.pk}"
    own = put_on_hold(key, reason="A claim", by=people.governance)
    other = put_on_hold(key, reason="A complaint", by=people.ofsted_governance)
    with pytest.raises(NotAllowed, match="Another organisation"):
        release(other, by=people.governance)
    release(own, by=people.governance)
    assert list(Hold.objects.filter(released_at=None)) == [other]


def test_who_holds_no_role_today_does_nothing() -> None:
    people = cast()
    request = request_of(people.governance)
    Role.objects.filter(user=people.governance).update(valid_to=timezone.localdate() - timedelta(days=1))
    gone = User.objects.get(pk=people.governance.pk)
    with pytest.raises(NotAllowed):
        commands.search(request, words="zebra", by=gone)
    with pytest.raises(NotAllowed):
        request_of(people.administrator)
    with pytest.raises(NotAllowed, match="another inspectorate"):
        commands.search(request, words="zebra", by=people.ofsted_governance)


def test_a_closed_request_is_not_worked_on_and_an_overdue_one_says_so() -> None:
    people = cast()
    request = request_of(people.governance)
    client = Client()
    client.force_login(people.governance)
    address = reverse("access_requests")
    assert "Overdue" in client.get(address).content.decode().split("<tbody")[1]
    assert "SAR-1" in client.get(f"{address}?state=overdue&text=parent&sort=reference").content.decode()
    commands.close_request(request, outcome="in-part", by=people.governance)
    assert "SAR-1" not in client.get(address).content.decode()
    assert "SAR-1" in client.get(f"{address}?state=closed").content.decode()
    with pytest.raises(NotNow, match="is closed"):
        commands.search(request, words="zebra", by=people.governance)
    with pytest.raises(Invalid, match="already has a request"):
        request_of(people.governance)


def test_a_page_of_results_costs_few_queries(at_work: Inspection) -> None:
    people = cast()
    for number in range(30):
        note(at_work, by=people.cqc, text=f"Zebra <b>{number}</b>")
    request = request_of(people.governance)
    made = commands.search(request, words="zebra", by=people.governance)
    client = Client()
    client.force_login(people.governance)
    with CaptureQueriesContext(connection) as asked:
        page = client.get(reverse("access_search", args=[request.pk, made.pk])).content.decode()
    assert len(asked) <= 14, len(asked)
    assert page.count("<mark>Zebra</mark>") == 20
    assert "&lt;b&gt;" in page
    assert "page=2" in page
