"""What an item was learned from: kept where it is hidden meanwhile, left out at will, and never a secret told."""

import re

import pytest
from django.urls import reverse

from intelligence import commands, naming, queries
from intelligence.models import Item
from jtai.errors import Invalid, NotNow
from tests.api.asking import Program
from tests.programmes import acting
from tests.sharing import WORDS, about, draft, fresh, inspectorates, sent
from tests.walk import AREA, cast, inspection_at, local_area

pytestmark = pytest.mark.django_db
ALL = "/api/v1/intelligence/"
NEW = {"kind": "concern", "text": "They wait for weeks.", "source_kind": "programme", "base": 1}


@pytest.fixture
def hidden():
    """A draft of CQC's, learned from an activity of Ofsted's that is not shared any more."""
    key = f"programmes.activity:{acting.published('ilacs').pk}"
    item = draft(by=cast().cqc, source=key)
    acting.programme("ilacs", sharing="own")
    return item


def test_a_draft_whose_source_is_hidden_meanwhile_can_be_saved_and_keeps_it(client, hidden):
    client.force_login(cast().cqc)
    address = reverse("item_edit", args=[hidden.pk])
    page = client.get(address).content.decode()
    key = re.search(r'name="source" value="([^"]*)"', page)[1]
    assert "Do not name what it was learned from: Something that you may not see" in page
    assert client.post(address, {**NEW, "source": key}).status_code == 302
    assert (fresh(hidden).text.body, fresh(hidden).source) == ("They wait for weeks.", key)


def test_a_source_is_left_out_at_will(client, hidden):
    client.force_login(cast().cqc)
    sends = {**NEW, "source": hidden.source, "without_source": "on"}
    assert client.post(reverse("item_edit", args=[hidden.pk]), sends).status_code == 302
    assert fresh(hidden).source == ""
    assert "Do not name what" not in client.get(reverse("item_edit", args=[hidden.pk])).content.decode()


def test_a_new_source_that_the_writer_may_not_see_is_refused_and_can_be_left_out(client, hidden):
    client.force_login(cast().cqc)
    item = draft(by=cast().cqc, text="Another")
    address = reverse("item_edit", args=[item.pk])
    answer = client.post(address, {**NEW, "source": hidden.source})
    assert (answer.status_code, "cannot be found" in answer.content.decode()) == (422, True)
    assert "Do not name what it was learned from" in answer.content.decode()
    assert client.post(address, {**NEW, "source": hidden.source, "without_source": "on"}).status_code == 302


@pytest.mark.parametrize("stage", ["planned", "notified"])
def test_an_inspection_is_a_source_only_once_its_area_was_notified(client, stage):
    people = cast()
    key = f"inspections.inspection:{inspection_at(stage).pk}"
    client.force_login(people.programme_lead)
    area = f"{reverse('item_add')}?local_area={AREA}&source={key}"
    answer = client.post(area, {**NEW, "source_kind": "jtai", "source": key})
    body = {"kind": "concern", "text": WORDS, "source_kind": "jtai", "local_area": AREA, "learned_from_key": key}
    program = Program(people.programme_lead).ask("post", ALL, body)
    expected = {"planned": (422, 422, 0), "notified": (302, 201, 2)}[stage]
    assert (answer.status_code, program.status_code, Item.objects.count()) == expected
    assert ("has not been notified of this inspection" in answer.content.decode()) == (stage == "planned")
    if stage == "planned":
        item = draft(by=people.programme_lead)
        with pytest.raises(Invalid):
            commands.edit_item(item, base=1, text=WORDS, about=about(source=key), by=people.programme_lead)


def test_a_draft_that_names_an_inspection_that_is_secret_is_not_sent():
    people = cast()
    item = draft(by=people.programme_lead)
    Item.objects.update(source=f"inspections.inspection:{inspection_at('planned').pk}")
    words = {"version": 1, "attached": (), "marking": "official", "recipients": inspectorates("cqc")}
    with pytest.raises(NotNow, match="not announced yet"):
        commands.send_item(item, **words, by=people.programme_lead)


def test_what_a_reader_may_not_see_is_called_the_same_whatever_it_is():
    people = cast()
    inspection = f"inspections.inspection:{inspection_at('notified').pk}"
    activity = f"programmes.activity:{acting.done('ilacs').pk}"
    for by, key, reader in ((people.lead, inspection, people.stranger), (people.ofsted, activity, people.probation)):
        item = sent(by=by, to=("hmi-probation",), source=key)
        said = queries.shown(reader, queries.item_for(reader, item.pk)).source
        assert said == naming.Named("Something that you may not see")
    assert len(set(naming.words_of(people.stranger, [inspection, "nothing.known:1"]).values())) == 1


def test_what_the_api_gives_can_be_sent_back_without_loss():
    people = cast()
    key = f"programmes.activity:{acting.published('ilacs').pk}"
    council = acting.council()
    item = commands.add_item(
        local_area=local_area(AREA), text=WORDS, about=about(source=key, agencies=frozenset({council.pk})), by=people.ofsted
    )
    program, address = Program(people.ofsted), f"{ALL}{item.pk}/"
    given = program.get(address)
    names = ("kind", "strand", "topic", "source_kind", "source_words", "learned_from_key", "urgent")
    back = {name: given[name] for name in names} | {"text": "New", "agencies": [row["id"] for row in given["agencies"]]}
    assert program.ask("put", address, back, If_Match='"1"').status_code == 200
    assert (fresh(item).source, list(fresh(item).agencies.all())) == (key, [council])
    commands.send_item(item, version=2, attached=(), marking="official", recipients=inspectorates("cqc"), by=people.ofsted)
    assert Program(people.cqc).get(address)["learned_from_key"] == ""


def test_the_words_for_which_what_is_alike_is_looked_for_are_in_no_address():
    program = Program(cast().cqc)
    assert program.ask("get", f"{ALL}similar/?local_area={AREA}&words=They+wait").status_code == 405
    unknown = program.ask("post", f"{ALL}similar/", {"local_area": "X999", "words": "They wait"})
    assert (unknown.status_code, unknown.json()["errors"][0]["field"]) == (400, "local_area")
