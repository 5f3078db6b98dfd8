"""A request is closed as what it was, and afterwards nothing about it pretends to be open."""

import pytest
from django.test import Client
from django.urls import reverse

from disclosure import commands, queries
from disclosure.models import AccessRequest, Redaction
from inspections.models import EvidenceNote
from jtai.errors import Invalid
from tests.disclosure.test_answering import request_of
from tests.disclosure.test_exporting import WORDS, export, redacted
from tests.walk import cast, inspection_at, note

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> EvidenceNote:
    return note(inspection_at("fieldwork"), by=cast().cqc, text=WORDS)


@pytest.mark.parametrize("outcome", ["in-full", "in-part"])
def test_nothing_was_disclosed_without_an_export(outcome: str) -> None:
    people = cast()
    request = request_of(people.governance)
    client = Client()
    client.force_login(people.governance)
    answer = client.post(reverse("access_request_close", args=[request.pk]), {"outcome": outcome})
    assert answer.status_code == 422
    assert "Export the disclosure first" in answer.content.decode()
    assert AccessRequest.objects.get().closed_on is None
    commands.close_request(request, outcome="refused", by=people.governance)


def test_what_has_redactions_was_not_disclosed_in_full(made: EvidenceNote) -> None:
    people = cast()
    request = redacted(made)
    export(request, people.governance)
    with pytest.raises(Invalid, match="Disclosure 1 has 3 redactions"):
        commands.close_request(request, outcome="in-full", by=people.governance)
    commands.name_third_parties(request, names="", by=people.governance)
    commands.lift_redactions(request, queries.item_for(request.inspectorate, "note", made.pk), by=people.governance)
    assert not Redaction.objects.exists()
    request.refresh_from_db()
    assert export(request, people.governance).redactions == 0
    assert commands.close_request(request, outcome="in-full", by=people.governance).outcome == "in-full"


def test_a_closed_request_shows_what_went_out_and_offers_no_form(made: EvidenceNote) -> None:
    people = cast()
    request = redacted(made)
    export(request, people.governance)
    item = queries.item_for(request.inspectorate, "note", made.pk)
    commands.lift_redactions(request, item, by=people.governance)
    commands.close_request(request, outcome="in-part", by=people.governance)
    client = Client()
    client.force_login(people.governance)
    preview = client.get(reverse("access_preview", args=[request.pk])).content.decode()
    assert "Quarry Bank" not in preview
    assert reverse("access_export_file", args=[request.pk, 1]) in preview
    assert "This request is closed" in preview
    assert reverse("access_preview", args=[request.pk]) not in client.get(request.get_absolute_url()).content.decode()
    page = client.get(reverse("access_item", args=[request.pk, "note", made.pk])).content.decode()
    assert "As it will go out" not in page
    for name in ("access_names", "access_request_close", "access_search_add"):
        page = client.get(reverse(name, args=[request.pk])).content.decode()
        assert "This request is closed" in page, name
        assert '<form method="post" novalidate>' not in page, name
    for name in ("access_item_lift", "access_item_take_out"):
        page = client.get(reverse(name, args=[request.pk, "note", made.pk])).content.decode()
        assert "This request is closed" in page, name
        assert '<form method="post" novalidate>' not in page, name
    typed = client.post(reverse("access_names", args=[request.pk]), {"third_parties": "Ann Other"})
    assert typed.status_code == 422
    assert "Ann Other" in typed.content.decode()


@pytest.mark.parametrize("outcome", ["nothing-held", "refused"])
def test_what_was_disclosed_was_neither_refused_nor_not_held(made: EvidenceNote, outcome: str) -> None:
    people = cast()
    request = redacted(made)
    export(request, people.governance)
    with pytest.raises(Invalid, match="Disclosure 1 was made"):
        commands.close_request(request, outcome=outcome, by=people.governance)
    # It did not go out after all.
    commands.take_out(request, queries.item_for(request.inspectorate, "note", made.pk), by=people.governance)
    assert commands.close_request(request, outcome=outcome, by=people.governance).outcome == outcome
