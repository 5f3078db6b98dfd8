"""What an activity showed is shared from its page, with where it was learned."""

import pytest
from django.urls import reverse

from intelligence.models import Item, Source
from tests.programmes.acting import activity, done
from tests.walk import AREA, cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("code", "kind", "named"), [("clas", "review", True), ("ilacs", "monitoring-visit", False)])
def test_the_way_from_an_activity_keeps_what_it_was_learned_from(client, code, kind, named):
    row = done(code, kind)
    client.force_login(row.recorded_by)
    page = client.get(row.get_absolute_url())
    (share,) = [action for action in page.context["actions"] if action["name"] == "share"]
    assert ("local_area=" in share["href"]) is named
    step = client.get(share["href"])
    if not named:
        assert f'name="source" value="programmes.activity:{row.pk}"' in step.content.decode()
    address = f"{reverse('item_add')}?local_area={AREA}&source=programmes.activity:{row.pk}"
    form = client.get(address).context["form"]
    assert (form["source"].value(), form["source_kind"].value()) == (f"programmes.activity:{row.pk}", Source.PROGRAMME)
    sent = {"kind": "concern", "text": "Nobody came.", "source": form["source"].value(), "source_kind": "programme"}
    assert client.post(address, {**sent, "client_id": form["client_id"].value()}).status_code == 302
    item = Item.objects.get()
    assert item.source == f"programmes.activity:{row.pk}"
    assert row.get_absolute_url() in client.get(item.get_absolute_url()).content.decode()


def test_what_is_only_planned_showed_nothing_yet(client):
    row = activity()
    client.force_login(cast().ofsted)
    names = [action["name"] for action in client.get(row.get_absolute_url()).context["actions"]]
    assert "share" not in names
    assert "edit" in names
