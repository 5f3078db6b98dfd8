"""What was recorded wrongly is corrected, a long answer gets its time, and a closed request is opened again."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from disclosure import commands, due, queries
from disclosure.models import AccessRequest
from inspections.models import EvidenceNote
from jtai.errors import Invalid, NotAllowed, NotNow
from retention.commands import retain
from tests.disclosure.test_answering import RECEIVED, officer_of, request_of
from tests.disclosure.test_exporting import WORDS, export, redacted, stored
from tests.walk import cast, inspection_at, note

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def made() -> EvidenceNote:
    return note(inspection_at("fieldwork"), by=cast().cqc, text=WORDS)


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(cast().governance)
    return client


def facts_of(request: AccessRequest, **changed: object) -> dict[str, object]:
    return {**{name: getattr(request, name) for name in commands.FACTS}, **changed}


def correct(request: AccessRequest, **changed: object) -> AccessRequest:
    return commands.correct_request(request, **facts_of(request, **changed), by=cast().governance)


def test_a_correction_counts_the_due_date_anew_and_the_trail_keeps_both() -> None:
    request = request_of(cast().governance)
    assert request.due_on == date(2026, 4, 2)
    done = correct(request, about="Another parent", received_on=date(2026, 3, 4))
    assert (done.about, done.due_on) == ("Another parent", date(2026, 4, 6))  # 4 April is a Saturday
    told = Event.objects.get(stream=request.stream, verb="access.correct").words.data
    assert sorted(told["changed"]) == ["about", "received_on"]
    assert correct(done, kind="freedom-of-information").due_on == due.twenty_working_days_after(date(2026, 3, 4), frozenset())


def test_nothing_changed_leaves_no_trace() -> None:
    request = request_of(cast().governance)
    correct(request)
    assert not Event.objects.filter(verb="access.correct").exists()


def test_a_reference_is_of_one_request_also_when_it_is_corrected() -> None:
    governance = cast().governance
    request_of(governance)
    other = request_of(governance, reference="SAR-2")
    with pytest.raises(Invalid, match="already has a request with this reference") as refused:
        correct(other, reference="sar-1")
    assert refused.value.field == "reference"
    assert correct(other, reference="sar-2").reference == "sar-2"


@pytest.mark.parametrize("day", [timedelta(days=1), timedelta(days=-800)])
def test_a_corrected_day_is_one_that_can_be(day: timedelta) -> None:
    with pytest.raises(Invalid):
        correct(request_of(cast().governance), received_on=TODAY() + day)


def test_the_kind_stays_once_passages_are_redacted_for_reasons_of_its_law(made: EvidenceNote) -> None:
    request = redacted(made)
    with pytest.raises(Invalid, match="The kind cannot change"):
        correct(request, kind="freedom-of-information")
    commands.take_out(request, queries.item_for(request.inspectorate, "note", made.pk), by=cast().governance)
    assert correct(request, kind="freedom-of-information").kind == "freedom-of-information"


def test_the_form_says_what_stands_there_and_keeps_what_was_typed(client: Client) -> None:
    request = request_of(cast().governance)
    address = reverse("access_request_change", args=[request.pk])
    assert f'href="{address}#id_about"' in client.get(request.get_absolute_url()).content.decode()
    page = client.get(address).content.decode()
    for value in ('value="SAR-1"', 'value="A parent"', 'value="2026"'):
        assert value in page
    sent = {"kind": "subject-access", "reference": "SAR-1", "about": "", "received_on_day": "31"}
    wrong = client.post(address, {**sent, "received_on_month": "2", "received_on_year": "2026"})
    assert wrong.status_code == 422
    assert "Enter who or what it is about" in wrong.content.decode()
    assert 'value="31"' in wrong.content.decode()


def test_time_is_extended_within_the_law_and_with_a_reason() -> None:
    governance = cast().governance
    request = request_of(governance, received_on=TODAY())
    last = due.three_months_after(TODAY(), frozenset())
    for day in (request.due_on, last + timedelta(days=10)):
        with pytest.raises(Invalid, match="Enter a day after"):
            commands.extend_time(request, due_on=day, reason="Many files", by=governance)
    with pytest.raises(Invalid, match="why it takes longer"):
        commands.extend_time(request, due_on=request.due_on + timedelta(days=9), reason=" ", by=governance)
    day = request.due_on + timedelta(days=9)
    done = commands.extend_time(request, due_on=day, reason="Many files", by=governance)
    assert (done.due_on, done.extended_because) == (day, "Many files")
    # A correction does not take away what was granted.
    assert correct(done, received_on=TODAY() - timedelta(days=1)).due_on == day


def test_time_that_is_over_cannot_be_extended(client: Client) -> None:
    request = request_of(cast().governance)
    with pytest.raises(NotNow, match="is over"):
        commands.extend_time(request, due_on=date(2026, 5, 1), reason="Many files", by=cast().governance)
    address = reverse("access_request_extend", args=[request.pk])
    assert address not in client.get(request.get_absolute_url()).content.decode()
    page = client.get(address)
    assert "can be extended only before that" in page.content.decode()
    assert '<form method="post" novalidate>' not in page.content.decode()


def test_a_closed_request_is_reopened_with_a_reason_and_time_of_its_own(made: EvidenceNote, client: Client) -> None:
    governance = cast().governance
    request = redacted(made)
    first = export(request, governance)
    with pytest.raises(NotNow, match="is open"):
        commands.reopen_request(request, reason="A review", by=governance)
    commands.close_request(request, outcome="in-part", by=governance)
    page = client.get(request.get_absolute_url()).content.decode()
    address = reverse("access_request_reopen", args=[request.pk])
    assert address in page
    assert reverse("access_request_change", args=[request.pk]) not in page
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "Whoever asked wants a review"}).status_code == 302
    again = AccessRequest.objects.get()
    assert (again.closed_on, again.closed_by, again.outcome, again.reopened_on) == (None, None, "", TODAY())
    assert again.due_on >= TODAY() + timedelta(days=27)
    assert again.exports.get() == first
    assert "Whoever asked wants a review" in str(Event.objects.get(verb="access.reopen").words.data)
    commands.close_request(again, outcome="in-part", by=governance)


def test_nobody_reopens_what_retention_removed(made: EvidenceNote) -> None:
    governance = cast().governance
    request = redacted(made)
    export(request, governance)
    commands.close_request(request, outcome="in-part", by=governance)
    AccessRequest.objects.update(received_on=date(2020, 1, 1), due_on=date(2020, 1, 1), closed_on=date(2020, 1, 1))
    retain()
    with pytest.raises(NotNow, match="removed under the retention policy"):
        commands.reopen_request(request, reason="A review", by=governance)


def test_another_inspectorates_officer_changes_nothing() -> None:
    people = cast()
    request = request_of(people.governance)
    theirs = officer_of(people.lead.membership.inspectorate)
    with pytest.raises(NotAllowed):
        commands.correct_request(request, **facts_of(request, about="Mine"), by=theirs)
    commands.close_request(request, outcome="refused", by=people.governance)
    with pytest.raises(NotAllowed):
        commands.reopen_request(request, reason="Mine", by=theirs)
    request.refresh_from_db()
    assert (request.about, request.outcome) == ("A parent", "refused")


def test_the_index_of_a_closed_request_is_that_of_what_went_out(made: EvidenceNote, client: Client) -> None:
    governance = cast().governance
    request = redacted(made)
    address = reverse("access_index", args=[request.pk])
    went_out = export(request, governance)
    assert b"".join(client.get(address).streaming_content) == stored_index(went_out)
    commands.lift_redactions(request, queries.item_for(request.inspectorate, "note", made.pk), by=governance)
    now = b"".join(client.get(address).streaming_content)
    assert now != stored_index(went_out)
    commands.close_request(request, outcome="in-part", by=governance)
    answer = client.get(address)
    assert b"".join(answer.streaming_content) == stored_index(went_out)
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("text/csv; charset=utf-8", "nosniff")
    assert stored(went_out)


def test_there_is_no_index_of_what_never_went_out(client: Client) -> None:
    request = request_of(cast().governance)
    commands.close_request(request, outcome="nothing-held", by=cast().governance)
    assert client.get(reverse("access_index", args=[request.pk])).status_code == 404


def stored_index(made: object) -> bytes:
    with made.index.content.open("rb") as file:
        data: bytes = file.read()
    return data


def test_three_months_and_forty_days_are_counted_as_the_first_ones() -> None:
    assert due.three_months_after(date(2026, 11, 30), frozenset()) == date(2027, 3, 1)  # 28 February is a Sunday
    assert due.three_months_after(date(2026, 12, 1), frozenset()) == date(2027, 3, 1)
    assert due.one_month_after(date(2026, 12, 15), frozenset()) == date(2027, 1, 15)
    assert due.one_month_after(date(2026, 11, 30), frozenset()) == date(2026, 12, 30)
    assert due.forty_working_days_after(RECEIVED, frozenset()) == date(2026, 4, 27)
