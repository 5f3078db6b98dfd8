"""Ways on from a page: to change what is about to be sent, to what informs a programme, and back to what a refusal was about."""

import pytest
from django.urls import reverse

from intelligence import commands, queries
from intelligence.models import Decision, Item
from tests.intelligence.test_pages import says
from tests.programmes import acting
from tests.sharing import WORDS, draft, sent
from tests.walk import AREA, cast, local_area

pytestmark = pytest.mark.django_db


def informed(item: Item, programme: str = "clas") -> None:
    """CQC decides that the item informs a programme of its own, or nothing."""
    newest = Decision.objects.filter(delivery__item=item).order_by("-pk").first()
    words = {"outcome": "programme" if programme else "no-action", "programme": programme, "reason": "It came up again."}
    commands.decide(item, **words, version=1, after=newest.pk if newest else 0, by=cast().cqc_programme_lead)


def told(text: str) -> Item:
    people = cast()
    item = sent(by=people.ofsted, text=text)
    commands.acknowledge(item, version=1, by=people.cqc)
    return item


def test_before_it_is_sent_everything_that_is_sent_is_shown_with_ways_to_change_it(client):
    people = cast()
    agency = local_area(AREA).partnership.agencies.order_by("name").first()
    item = draft(by=people.ofsted, agencies=(agency.pk,), strand="front-door", source_words="A visit in May")
    client.force_login(people.ofsted)
    answer = client.get(reverse("item_send", args=[item.pk]))
    page, edit = answer.content.decode(), reverse("item_edit", args=[item.pk])
    for words in (WORDS, agency.name, "Front door", "A visit in May"):
        assert words in says(answer)
    form = client.get(edit).content.decode()
    for field in ("text", "agencies_0", "strand", "topic", "source_kind_0"):
        assert f'href="{edit}#id_{field}"' in page
        assert f'id="id_{field}"' in form
    assert reverse("item_file_add", args=[item.pk]) in page


def test_a_programme_names_what_informs_it_to_those_who_have_that(client):
    acting.programme("clas", "all")
    people = cast()
    item, other, gone = told(WORDS), told("Another thing entirely."), told("What was taken back.")
    for one in (item, other, gone):
        informed(one)
    informed(other, "")
    commands.withdraw_item(gone, why="It was wrong.", by=people.ofsted)
    assert list(queries.items_informing(people.cqc, "clas")) == [item]
    assert list(queries.items_informing(people.cqc, "ncpi")) == []
    assert list(queries.items_informing(people.hmicfrs, "clas")) == []
    address = reverse("programme", args=["clas"])
    for person, seen in ((people.cqc, True), (people.ofsted, True), (people.hmicfrs, False)):
        client.force_login(person)
        page = client.get(address).content.decode()
        assert (item.get_absolute_url() in page, other.get_absolute_url() in page, "What informs" in page) == (
            seen,
            False,
            seen,
        )
    client.force_login(people.cqc_programme_lead)
    answer = client.get(item.get_absolute_url())
    assert f'href="{address}"' in answer.content.decode()
    assert ("Change the decision" in says(answer), "Decide about it" in says(answer)) == (True, False)


def test_two_concerns_of_one_area_are_told_apart(client):
    people = cast()
    first, second = sent(by=people.ofsted), sent(by=people.ofsted, text="Nobody answers the telephone.")
    client.force_login(people.cqc)
    queue = says(client.get(reverse("item_queue")))
    assert f"Concern {second.pk}, {second.local_area.name}: Nobody answers the telephone." in queue
    assert f"Concern {first.pk}, {first.local_area.name}: Referrals of children" in queue
    page = client.get(second.get_absolute_url()).content.decode()
    title = page[page.index("<title>") : page.index("</title>")]
    assert (f"Concern {second.pk}, " in title, "Nobody answers" in title) == (True, False)


def test_of_an_agency_that_serves_several_areas_only_those_are_asked(client):
    people = cast()
    areas = [local_area(code) for code in (AREA, "X071", "X072")]
    agency = acting.council(kind="police")
    areas[1].partnership.agencies.add(agency)
    client.force_login(people.ofsted)
    address = f"{reverse('item_add')}?agency={agency.code}"
    answer = client.get(address)
    asked = [code for code, _name in answer.context["form"].fields["local_area"].choices]
    assert sorted(asked) == ["", *sorted([AREA, "X071"])]
    assert agency.name in says(answer)
    form = client.get(f"{address}&local_area=X071").context["form"]
    assert form["agencies"].value() == [agency.pk]
    assert client.get(f"{address}&local_area=X072").status_code == 422


def test_a_refusal_leads_back_to_what_was_to_be_changed(client):
    people = cast()
    item = sent(by=people.ofsted)
    client.force_login(people.ofsted)
    again = client.get(reverse("item_send", args=[item.pk]))
    assert (again.status_code, f'href="{item.get_absolute_url()}"' in again.content.decode()) == (409, True)
    client.force_login(people.cqc)
    not_theirs = client.get(reverse("item_withdraw", args=[item.pk]))
    assert (not_theirs.status_code, f'href="{item.get_absolute_url()}"' in not_theirs.content.decode()) == (403, True)
