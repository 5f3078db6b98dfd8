"""A request for access from its arrival to the file that goes out; and what is found by whom."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from agencies.models import Inspectorate, Membership, Role
from audit.models import Event
from audit.trail import record
from disclosure import commands, queries
from disclosure.models import AccessRequest
from inspections import commands as inspecting
from inspections.models import FindingAgreement, Inspection
from jobs.models import Email
from jtai.errors import Invalid, NotAllowed, NotNow
from reports.models import Publication
from retention.commands import put_on_hold, release, retain
from retention.models import Hold, Removal
from tests.doors.access_world import read
from tests.walk import cast, finding, inspection_at, note, walk_on
from tests.walk_reports import draft_from, report_at
from writing.models import Revision

pytestmark = pytest.mark.django_db
RECEIVED = date(2026, 3, 2)
SECRET = "Rosalind Quince"
WORDS = f"The worker told us that {SECRET} had called.\nROSALIND  QUINCE\u2019s sister lives at 4 Quarry Bank."


def request_of(by: User, **facts: object) -> AccessRequest:
    told = {"kind": "subject-access", "reference": "SAR-1", "about": "A parent", "received_on": RECEIVED, **facts}
    return commands.open_request(**told, by=by)


def keys_of(inspectorate: Inspectorate, words: str) -> set[str]:
    return {f"{row['item_kind']}:{row['item_number']}" for row in queries.found_in(inspectorate, words)}


def keys(request: AccessRequest, words: str) -> set[str]:
    return keys_of(request.inspectorate, words)


def officer_of(inspectorate: Inspectorate) -> User:
    """Somebody more, with the role there."""
    person = User.objects.create(email="officer@walk.example", name="Officer", password="!")
    Membership.objects.create(user=person, inspectorate=inspectorate, job_title="Officer", since=RECEIVED)
    Role.objects.create(user=person, kind="information-governance", valid_from=RECEIVED)
    return person


@pytest.fixture
def at_work() -> Inspection:
    return inspection_at("fieldwork")


def test_a_passage_that_is_not_there_is_refused_and_nothing_is_chosen(at_work: Inspection) -> None:
    people = cast()
    made = note(at_work, by=people.cqc, text=WORDS)
    request = request_of(people.governance)
    item = queries.item_for(request.inspectorate, "note", made.pk)
    with pytest.raises(Invalid, match="5 Quarry Bank"):
        commands.choose(request, item, passages="5 Quarry Bank", reason="DPA sch 3", by=people.governance)
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
    three = inspection_at("set-up", framework="2022-front-door")
    child = inspecting.add_child(three, kind="tracked", age_band="10-15", by=people.cqc)
    probation, cqc = (Inspectorate.objects.get(code=code) for code in ("hmi-probation", "cqc"))
    assert f"child:{child.pk}" in keys_of(cqc, child.reference)
    assert keys_of(probation, child.reference) == set()
    assert queries.item_for(cqc, "child", child.pk).words == f"{child.reference}, 10 to 15"
    assert f"child:{child.pk}" in keys_of(cqc, "10 to 15")
    assert keys_of(cqc, "10-15") & {f"child:{child.pk}"} == set()
    # Nor is it named to somebody who guesses: and no hold on it either.
    with pytest.raises(Http404):
        queries.item_for(probation, "child", child.pk)
    officer = officer_of(probation)
    with pytest.raises(Invalid, match="There is nothing called"):
        put_on_hold(f"inspections.inspection:{three.pk}", reason="A claim", by=officer)


def test_audit_words_are_those_of_what_its_people_did_while_they_were_its_people(at_work: Inspection) -> None:
    people = cast()
    inspecting.assign(at_work, person=people.stranger, part="inspector", by=people.programme_lead)
    own, other = request_of(people.ofsted_governance), request_of(people.governance)
    event = Event.objects.filter(verb="inspection.assign", words__data__person=people.stranger.name).latest("pk")
    assert f"event:{event.pk}" in keys(own, people.stranger.name)
    assert f"event:{event.pk}" not in keys(other, people.stranger.name)
    Membership.objects.filter(user=people.programme_lead).update(since=timezone.localdate() + timedelta(days=1))
    own = AccessRequest.objects.get(pk=own.pk)  # who was where when is asked once a request
    assert f"event:{event.pk}" not in keys(own, people.stranger.name)


def test_a_finding_that_others_judge_is_hidden_until_moderation_even_from_whoever_agreed_it(at_work: Inspection) -> None:
    people = cast()
    theirs = finding(at_work, by=people.hmicfrs, statement="A zebra was judged.")
    # No command agrees so early. The rule is asked here whether it would hold then.
    version = theirs.text.version
    FindingAgreement.objects.create(
        finding=theirs, inspectorate_id=request_of(people.governance).inspectorate_id, version=version, user=people.cqc
    )
    request = AccessRequest.objects.get()
    assert keys(request, "zebra") == set()
    walk_on(at_work, "moderation")
    assert keys(request, "zebra") == {f"finding:{theirs.pk}"}
    with pytest.raises(Http404):
        queries.item_for(Inspectorate.objects.get(code="ofsted"), "finding", theirs.pk)


def test_the_words_of_an_event_are_lines_and_not_data(at_work: Inspection) -> None:
    """A line's end inside a name would otherwise be two letters that no redaction finds."""
    people = cast()
    record("inspection.pause", at_work, stream=at_work.stream, by=people.cqc, why='The "zebra"\nRosalind\nQuince')
    event = Event.objects.latest("pk")
    request = request_of(people.governance)
    item = queries.item_for(request.inspectorate, "event", event.pk)
    assert item.words == 'why: The "zebra"\nRosalind\nQuince'
    assert keys(request, '"why: The"') == {item.key}


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


def test_what_an_officer_put_on_hold_is_not_removed_until_it_is_released() -> None:
    """Also when another inspectorate released its own."""
    people = cast()
    report = report_at("closed", rich=True)
    Publication.objects.filter(report=report).update(published_on=timezone.localdate() - timedelta(days=8 * 365))
    key = f"inspections.inspection:{report.inspection_id}"
    ours = put_on_hold(key, reason="A request for access", by=people.governance)
    theirs = put_on_hold(key, reason="A claim", by=people.ofsted_governance)
    email = Email.objects.create(to=people.cqc.email, subject="x", body="x", sent_at=timezone.now() - timedelta(days=9 * 365))
    put_on_hold(f"jobs.email:{email.pk}", reason="A request for access", by=people.governance)
    release(theirs, by=people.ofsted_governance)
    retain()
    assert not Removal.objects.exists()
    assert Email.objects.filter(pk=email.pk).exists()
    release(ours, by=people.governance)
    assert retain().removed["evidence-published"] > 0


def test_who_holds_no_role_today_does_nothing() -> None:
    people = cast()
    request = request_of(people.governance)
    Role.objects.filter(user=people.governance).update(valid_to=timezone.localdate() - timedelta(days=1))
    gone = User.objects.get(pk=people.governance.pk)
    with pytest.raises(NotAllowed):
        commands.search(request, words="zebra", by=gone)
    with pytest.raises(NotAllowed):
        commands.export(request, seen=read(request), by=gone)
    with pytest.raises(NotAllowed):
        request_of(people.administrator)
    with pytest.raises(NotAllowed, match="another inspectorate"):
        commands.search(request, words="zebra", by=people.ofsted_governance)
    with pytest.raises(NotAllowed, match="another inspectorate"):
        commands.export(request, seen=read(request), by=people.ofsted_governance)


def test_a_closed_request_is_not_worked_on_and_an_overdue_one_says_so() -> None:
    people = cast()
    request = request_of(people.governance)
    client = Client()
    client.force_login(people.governance)
    address = reverse("access_requests")
    assert "Overdue" in client.get(address).content.decode().split("<tbody")[1]
    assert "SAR-1" in client.get(f"{address}?state=overdue&text=parent&sort=reference").content.decode()
    commands.close_request(request, outcome="nothing-held", by=people.governance)
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
    assert len(asked) <= 12, "\n".join(query["sql"][:110] for query in asked)
    assert page.count("<mark>Zebra</mark>") == 20
    assert "&lt;b&gt;" in page
    assert "page=2" in page
