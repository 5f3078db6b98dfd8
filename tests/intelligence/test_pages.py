"""The pages: nothing typed is lost, what is alike is shown, the queue and the home page say what waits."""

import re

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from intelligence import commands, naming
from intelligence.models import Decision, Item
from tests.factories import RoleFactory
from tests.sharing import WORDS, about, draft, fresh, inspectorates, keys, sent
from tests.walk import AREA, cast

pytestmark = pytest.mark.django_db
NEW = {"kind": "concern", "text": WORDS, "source_kind": "other", "source_words": "A visit in May"}


def says(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_what_is_written_is_kept_once_however_often_it_is_sent(client):
    client.force_login(cast().ofsted)
    address = f"{reverse('item_add')}?local_area={AREA}"
    key = re.search(r'name="client_id" value="([^"]+)"', client.get(address).content.decode())[1]
    for _time in range(2):
        answer = client.post(address, {**NEW, "client_id": key})
        assert answer.status_code == 302
    item = Item.objects.get()
    assert (item.text.body, item.source_words, answer.url) == (WORDS, "A visit in May", item.get_absolute_url())
    assert "This is a draft" in says(client.get(answer.url))


def test_the_local_area_is_chosen_first(client):
    client.force_login(cast().ofsted)
    assert "Which local area is it about?" in says(client.get(reverse("item_add")))
    assert client.get(f"{reverse('item_add')}?local_area=X999").status_code == 422


def test_to_look_for_what_is_alike_saves_nothing_and_loses_nothing(client):
    people = cast()
    sent(by=people.ofsted)
    sent(by=people.hmicfrs, to=("hmi-probation",))
    client.force_login(people.cqc)
    agency = Item.objects.first().local_area.partnership.agencies.first()
    words = {**NEW, "text": f"{WORDS} Still.", "agencies": [agency.pk], "urgent": "on", "look": "yes"}
    answer = client.post(f"{reverse('item_add')}?local_area={AREA}", words)
    page = answer.content.decode()
    assert (answer.status_code, page.count('<article class="app-card"'), Item.objects.count()) == (200, 1, 2)
    assert f"{WORDS} Still.</textarea>" in page
    assert re.search(rf'value="{agency.pk}"[^>]* checked', page)
    assert re.search(r'name="urgent"[^>]* checked', page)
    assert "is not saved yet" in says(answer)


def test_a_stale_save_is_shown_beside_and_settled_on_the_page(client):
    people = cast()
    item = draft(by=people.ofsted)
    commands.edit_item(item, base=1, text="They wait for weeks.", about=about(), by=people.ofsted)
    client.force_login(people.ofsted)
    answer = client.post(reverse("item_edit", args=[item.pk]), {**NEW, "base": 1, "text": "They wait for hours."})
    assert answer.url == reverse("item_versions", args=[item.pk, 3])
    page = says(client.get(answer.url))
    assert ("They wait for weeks." in page, "They wait for hours." in page) == (True, True)
    assert "Two versions:" in says(client.get(item.get_absolute_url()))
    client.post(answer.url, {"keep": "merged", "base": 2, "merged": "They wait for hours or weeks."})
    assert fresh(item).text.body == "They wait for hours or weeks."


def test_what_is_refused_stays_on_the_page(client):
    people = cast()
    item = sent(by=people.ofsted)
    client.force_login(people.ofsted)
    answer = client.post(reverse("item_correct", args=[item.pk]), {"base": 1, "text": WORDS, "correction": "It was May."})
    assert (answer.status_code, "It was May." in answer.content.decode()) == (422, True)
    assert "Change what was wrong in them" in says(answer)
    commands.withdraw_item(item, why="Another area", by=people.ofsted)
    late = client.post(reverse("item_correct", args=[item.pk]), {"base": 1, "text": "New", "correction": "It was May."})
    assert (late.status_code, "It was May." in late.content.decode()) == (409, True)


def test_what_is_alike_is_shown_before_sending_and_what_is_missing_is_named(client):
    people = cast()
    sent(by=people.ofsted, text=f"{WORDS} Again.")
    item = draft(by=people.ofsted)
    client.force_login(people.ofsted)
    address = reverse("item_send", args=[item.pk])
    assert f"{WORDS} Again." in says(client.get(address))
    page = says(client.post(address, {"version": 1}))
    to = [row.pk for row in inspectorates("cqc", "hmicfrs")]
    assert ("Select the marking" in page, "Select at least one inspectorate" in page) == (True, True)
    answer = client.post(address, {"version": 1, "marking": "official", "recipients": to})
    assert answer.status_code == 302
    page = says(client.get(answer.url))
    assert page.count("Not acknowledged yet") == 2
    assert 'class="app-marking"' in client.get(answer.url).content.decode()


def test_a_recipient_acknowledges_decides_and_everybody_who_has_it_reads_why(client):
    people = cast()
    item = sent(by=people.ofsted, to=("cqc", "hmicfrs"))
    client.force_login(people.cqc_programme_lead)
    assert "Acknowledge this first" in says(client.get(item.get_absolute_url()))
    assert client.get(reverse("item_decide", args=[item.pk])).status_code == 409
    client.post(reverse("item_acknowledge", args=[item.pk]), {"version": 1})
    form = client.get(reverse("item_decide", args=[item.pk])).content.decode()
    assert ('value="programme"' in form) == bool(naming.programmes(inspectorates("cqc")[0]))
    body = {"version": 1, "outcome": "selection", "reason": "It is the third."}
    assert client.post(reverse("item_decide", args=[item.pk]), body).status_code == 302
    for person in (people.ofsted, people.hmicfrs):
        client.force_login(person)
        assert "It is the third." in says(client.get(item.get_absolute_url()))


def test_a_decision_without_a_reason_keeps_what_was_chosen(client):
    people = cast()
    item = sent(by=people.ofsted)
    commands.acknowledge(item, version=1, by=people.cqc)
    client.force_login(people.cqc_programme_lead)
    answer = client.post(reverse("item_decide", args=[item.pk]), {"version": 1, "outcome": "selection"})
    assert (answer.status_code, Decision.objects.count()) == (422, 0)
    assert re.search(r'value="selection"[^>]* checked', answer.content.decode())


def test_a_withdrawn_item_says_so_on_top_with_its_old_words(client):
    people = cast()
    item = sent(by=people.ofsted)
    commands.withdraw_item(item, why="It was another area", by=people.ofsted)
    client.force_login(people.cqc)
    page = says(client.get(item.get_absolute_url()))
    assert page.index("It was another area") < page.index(WORDS)
    assert "Acknowledge the withdrawal" in page


def test_files_come_with_the_item_and_are_named_when_they_are_refused(client):
    people = cast()
    item = draft(by=people.ofsted)
    client.force_login(people.ofsted)
    address = reverse("item_file_add", args=[item.pk])
    good, bad = SimpleUploadedFile("march.csv", b"a,b\r\n1,2\r\n"), SimpleUploadedFile("empty.txt", b"")
    answer = client.post(address, {"documents": [good, bad]})
    assert (answer.status_code, "empty.txt:" in says(answer), item.attachments.count()) == (422, True, 1)
    # One summary, which has the focus, says both; no message of success takes the focus from it.
    assert "1 file was added: march.csv" in says(answer)
    assert b"govuk-notification-banner--success" not in answer.content
    assert answer.content.count(b"govuk-error-summary__title") == 1
    # Nor does one wait for the next page.
    assert b"govuk-notification-banner--success" not in client.get(address).content
    commands.send_item(
        item, version=1, attached=keys(item), marking="official", recipients=inspectorates("cqc"), by=people.ofsted
    )
    client.force_login(people.cqc)
    file = client.get(reverse("item_file", args=[item.pk, item.attachments.get().pk]))
    assert b"".join(file.streaming_content) == b"a,b\r\n1,2\r\n"


def test_the_queue_says_what_is_late_in_words_and_home_leads_there(client):
    people = cast()
    with time_machine.travel("2026-03-02T10:00Z", tick=False):
        sent(by=people.ofsted)
    with time_machine.travel("2026-03-12T10:00Z", tick=False):
        sent(by=people.ofsted, text="Another")
        client.force_login(people.cqc_programme_lead)
        page = says(client.get(reverse("item_queue")))
        assert ("To be acknowledged: 2 (1 late)" in page, "3 working days late Late" in page) == (True, True)
        home = client.get(reverse("home"))
        assert "2 items shared with you wait to be acknowledged" in says(home)
        assert "(1 is late) Late" in says(home)
        assert f'href="{reverse("item_queue")}?waits=acknowledge"' in home.content.decode()
        client.force_login(people.cqc)
        assert "shared with you" not in says(client.get(reverse("home")))


def test_where_there_is_no_programme_lead_home_says_it_to_all_who_do_casework(client):
    people = cast()
    sent(by=people.ofsted, to=("hmicfrs",))
    client.force_login(people.hmicfrs)
    assert "1 item shared with you waits to be acknowledged" in says(client.get(reverse("home")))
    RoleFactory(user=people.hmicfrs_signatory, kind="programme-lead")
    assert "shared with you" not in says(client.get(reverse("home")))
    client.force_login(people.hmicfrs_signatory)
    assert "1 item shared with you waits to be acknowledged" in says(client.get(reverse("home")))


@pytest.mark.parametrize(
    ("part", "there"), [("cqc", True), ("observer", False), ("co_ordinator", False), ("administrator", False)]
)
def test_the_way_there_is_shown_to_those_who_may_go(client, part, there):
    client.force_login(getattr(cast(), part))
    assert (f'href="{reverse("items")}"' in client.get(reverse("account")).content.decode()) == there


def test_an_administrator_reads_how_many_drafts_somebody_leaves(client):
    people = cast()
    draft(by=people.ofsted)
    client.force_login(people.ofsted_administrator)
    assert "They have 1 draft of something to share" in says(client.get(reverse("person_leave", args=[people.ofsted.pk])))


MOST = 12
READ = 1  # what somebody opens is written down


@pytest.mark.parametrize("part", ["lead", "programme_lead", "cqc", "cqc_programme_lead"])
def test_a_page_takes_few_queries(client, part):
    people = cast()
    item = sent(by=people.lead, to=("cqc", "hmicfrs"), topic="walk-topic")
    commands.acknowledge(item, version=1, by=people.cqc)
    client.force_login(getattr(people, part))
    for address, read in (
        (item.get_absolute_url(), READ),
        (reverse("items"), 0),
        (reverse("item_queue"), 0),
        (reverse("item_use_add", args=[item.pk]), READ),
        (reverse("item_trail", args=[item.pk]), READ),
    ):
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        found = [query["sql"][:150] for query in asked if "SAVEPOINT" not in query["sql"]]
        assert len(found) <= MOST + read, "\n".join(found)


def test_two_versions_of_a_draft_are_one_press_away_from_check_and_send(client):
    people = cast()
    item = draft(by=people.ofsted)
    commands.edit_item(item, base=1, text="They wait for weeks.", about=about(), by=people.ofsted)
    commands.edit_item(item, base=1, text="They wait for hours.", about=about(), by=people.ofsted)
    client.force_login(people.ofsted)
    page = client.get(reverse("item_send", args=[item.pk])).content.decode()
    assert f'href="{reverse("item_versions", args=[item.pk, 3])}">Compare with version 3' in page
    assert "Once it is sent it cannot be taken back." not in page
