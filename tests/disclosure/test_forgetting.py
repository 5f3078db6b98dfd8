"""A closed request goes in its time with all its copies; what stands on hold keeps it."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from audit.trail import verify
from disclosure import commands
from disclosure.models import AccessRequest, Chosen, Redaction, Search
from inspections.models import EvidenceNote
from retention.commands import put_on_hold, release, retain
from retention.models import Removal
from tests.disclosure.test_exporting import SECRET, WORDS, export, redacted
from tests.walk import cast, inspection_at, note

pytestmark = pytest.mark.django_db
POLICY = "closed-access-requests"


def years_ago(years: int) -> date:
    today = timezone.localdate()
    return date(today.year - years, today.month, min(today.day, 28))


@pytest.fixture
def answered() -> AccessRequest:
    """Searched, redacted, exported, closed."""
    made = note(inspection_at("fieldwork"), by=cast().cqc, text=WORDS)
    governance = cast().governance
    request = redacted(made)
    commands.search(request, words=SECRET, by=governance)
    export(request, governance)
    commands.close_request(request, outcome="in-part", by=governance)
    return request


def closed_on(request: AccessRequest, day: date) -> None:
    AccessRequest.objects.filter(pk=request.pk).update(received_on=day, due_on=day, closed_on=day)


def test_names_searches_passages_and_files_go_after_three_years(answered, django_capture_on_commit_callbacks):
    file = answered.exports.get().file
    storage, name = file.content.storage, file.content.name
    assert storage.exists(name)
    closed_on(answered, years_ago(3) - timedelta(days=3))
    with django_capture_on_commit_callbacks(execute=True):
        run = retain()
    assert run.removed[POLICY] > 0
    assert not storage.exists(name)
    answered.refresh_from_db()
    assert (answered.reference, answered.third_parties, answered.outcome) == (f"removed-{answered.pk}", "", "in-part")
    assert answered.about == "Removed under the retention policy."
    for rows in (Search.objects.filter(request=answered), Chosen.objects.all(), Redaction.objects.all()):
        assert not rows.exists()
    said = Event.objects.filter(stream=answered.stream).values_list("words__data", flat=True)
    assert "Quince" not in str(list(said))
    assert list(verify(answered.stream)) == []
    removal = Removal.objects.get(policy=POLICY)
    assert (removal.key, len(removal.digest)) == (f"disclosure.accessrequest:{answered.pk}", 64)
    # The note itself has a time of its own.
    assert SECRET in EvidenceNote.objects.get().text.body
    assert POLICY not in retain().removed


def test_the_page_says_that_the_file_has_gone(answered):
    closed_on(answered, years_ago(4))
    retain()
    client = Client()
    client.force_login(cast().governance)
    page = client.get(reverse("access_request", args=[answered.pk]))
    assert "Disclosure 1 (removed under the retention policy)" in page.content.decode()
    assert client.get(reverse("access_export_file", args=[answered.pk, 1])).status_code == 404


def test_an_open_one_and_one_of_a_day_less_stay(answered):
    closed_on(answered, years_ago(3) + timedelta(days=1))
    assert POLICY not in retain().removed
    AccessRequest.objects.filter(pk=answered.pk).update(
        received_on=years_ago(9), due_on=years_ago(9), closed_on=None, closed_by=None
    )
    assert POLICY not in retain().removed
    assert Redaction.objects.exists()


def test_copies_of_what_is_on_hold_stay_with_it(answered):
    closed_on(answered, years_ago(4))
    inspection = EvidenceNote.objects.get().inspection
    hold = put_on_hold(f"inspections.inspection:{inspection.pk}", reason="A claim", by=cast().governance)
    run = retain()
    assert (run.held[POLICY], POLICY in run.removed) == (1, False)
    assert Redaction.objects.exists()
    release(hold, by=cast().governance)
    assert POLICY in retain().removed
