"""What throws work away asks first, on a page of its own; one passage can be lifted alone."""

import pytest
from django.test import Client
from django.urls import reverse

from disclosure import commands, queries
from disclosure.models import AccessRequest, Chosen, Redaction
from inspections.models import EvidenceNote
from tests.disclosure.test_exporting import WORDS, redacted
from tests.walk import cast, inspection_at, note

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> EvidenceNote:
    return note(inspection_at("fieldwork"), by=cast().cqc, text=WORDS)


@pytest.fixture
def request_(made: EvidenceNote) -> AccessRequest:
    """With two passages of the note redacted."""
    request, governance = redacted(made), cast().governance
    item = queries.item_for(request.inspectorate, "note", made.pk)
    commands.choose(request, item, passages="The worker", reason="DPA sch 3", by=governance)
    return request


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(cast().governance)
    return client


def test_taking_out_asks_first_and_says_what_is_lost(client: Client, request_: AccessRequest, made: EvidenceNote) -> None:
    address = reverse("access_item_take_out", args=[request_.pk, "note", made.pk])
    for page in (request_.get_absolute_url(), reverse("access_item", args=[request_.pk, "note", made.pk])):
        said = client.get(page).content.decode()
        assert f'href="{address}"' in said
        assert f'action="{address}"' not in said
    asked = client.get(address).content.decode()
    assert "Its 2 redacted passages are lost" in asked
    assert Chosen.objects.count() == 1
    client.post(address)
    assert not Chosen.objects.exists()


def test_one_passage_is_lifted_alone_after_asking(client: Client, request_: AccessRequest, made: EvidenceNote) -> None:
    address = reverse("access_item_lift", args=[request_.pk, "note", made.pk])
    wrong = Redaction.objects.get(passage="The worker")
    page = client.get(reverse("access_item", args=[request_.pk, "note", made.pk])).content.decode()
    assert f'href="{address}?passage={wrong.pk}"' in page
    assert f'action="{address}"' not in page
    asked = client.get(address, {"passage": wrong.pk}).content.decode()
    assert "The worker" in asked
    assert "4 Quarry Bank" not in asked
    assert Redaction.objects.count() == 2
    client.post(address, {"passage": wrong.pk})
    assert [row.passage for row in Redaction.objects.all()] == ["4 Quarry Bank"]
    for unknown in ("x", str(wrong.pk), "9" * 40):
        client.post(address, {"passage": unknown})
        assert "This is not redacted." in client.get(address, {"passage": unknown}).content.decode()
    assert Redaction.objects.count() == 1
    assert "4 Quarry Bank" in client.get(address).content.decode()
    client.post(address)
    assert not Redaction.objects.exists()
