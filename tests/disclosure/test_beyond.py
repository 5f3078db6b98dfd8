"""What an officer finds beyond inspections: what was shared, and what the own programmes recorded; never another's unsent draft."""

from datetime import timedelta

import pytest
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from agencies.models import Inspectorate
from audit.models import Event, Read
from disclosure import commands, queries
from disclosure.beyond import KINDS
from disclosure.models import AccessRequest
from intelligence import commands as sharing
from intelligence.models import Attachment, Item, Letter
from programmes import commands as recording
from programmes.models import Activity, CheckLook
from retention.commands import put_on_hold, release, retain
from tests.disclosure.test_answering import keys_of, request_of
from tests.disclosure.test_exporting import export, stored
from tests.disclosure.test_telling import choose, plain
from tests.letters import about_letter, fresh_letter, letter
from tests.programmes import acting
from tests.programmes.tables import as_csv, imported
from tests.sharing import about, draft, fresh, inspectorates
from tests.sharing import keys as file_keys
from tests.walk import AREA, cast, inspection_at
from writing.models import Revision

pytestmark = pytest.mark.django_db


def own(code: str) -> Inspectorate:
    return Inspectorate.objects.get(code=code)


def client_of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def kinds(found: set[str]) -> set[str]:
    return {key.partition(":")[0] for key in found}


@pytest.fixture
def item() -> Item:
    """From Ofsted to CQC with a file and older words, corrected and decided: "zebra" stands in all of it."""
    people = cast()
    made = draft(by=people.lead, text="Zebra as it was first.")
    sharing.edit_item(made, base=1, text="Zebra before it was sent.", about=about(), by=people.lead)
    sharing.add_attachment(made, data=b"x", name="zebra.txt", by=people.lead)
    both = inspectorates("cqc", "hmicfrs")
    sharing.send_item(made, version=2, attached=file_keys(made), marking="official-sensitive", recipients=both, by=people.lead)
    words = "Zebra as Jane Smith told it."
    sharing.correct_item(made, base=2, text=words, correction="A zebra and no horse.", by=people.lead)
    sharing.acknowledge(made, version=3, by=people.cqc)
    sharing.decide(made, outcome="no-action", reason="Our zebra reason.", version=3, by=people.cqc_programme_lead)
    return fresh(made)


def test_the_sender_finds_all_that_it_wrote_and_the_recipient_what_it_received_and_decided(item: Item) -> None:
    first, second = Revision.objects.filter(text=item.text).order_by("number")[:2]
    file, decision = Attachment.objects.get(), item.deliveries.get(inspectorate=own("cqc")).decisions.get()
    ours = {f"item:{item.pk}", f"item-file:{file.pk}"}
    sender, receiver = keys_of(own("ofsted"), "zebra"), keys_of(own("cqc"), "zebra")
    assert {key for key in sender if not key.startswith("event:")} == {
        *ours,
        f"item-words:{first.pk}",
        f"item-words:{second.pk}",
    }
    assert {key for key in receiver if not key.startswith("event:")} == {*ours, f"decision:{decision.pk}"}
    assert keys_of(own("hmi-probation"), "zebra") == set()
    for kind, number in (("item", item.pk), ("item-words", first.pk), ("decision", decision.pk), ("item-file", file.pk)):
        with pytest.raises(Http404):
            queries.item_for(own("hmi-probation"), kind, number)
    for kind, number, code in (("item-words", first.pk, "cqc"), ("decision", decision.pk, "ofsted")):
        with pytest.raises(Http404):
            queries.item_for(own(code), kind, number)
    # What stands on it: the correction, and what was wrong.
    assert queries.item_for(own("cqc"), "item", item.pk).words == "Zebra as Jane Smith told it.\nA zebra and no horse."


def test_anothers_draft_is_nobodys_to_find_and_ones_own_is(django_assert_max_num_queries) -> None:
    people = cast()
    theirs, ours = draft(by=people.lead, text="A zebra."), draft(by=people.cqc, text="A zebra of ours.")
    # Whom it is meant for is written before it is sent: that is no delivery.
    theirs.recipients.set(inspectorates("cqc"))
    sharing.add_attachment(theirs, data=b"x", name="zebra.txt", by=people.lead)
    with django_assert_max_num_queries(12):
        found = keys_of(own("cqc"), "zebra")
    assert found == {f"item:{ours.pk}"}
    with pytest.raises(Http404):
        queries.item_for(own("cqc"), "item", theirs.pk)


def test_what_was_withdrawn_is_found_with_why_by_those_who_had_it(item: Item) -> None:
    sharing.withdraw_item(item, why="The quagga was wrong.", by=cast().lead)
    for code in ("ofsted", "cqc", "hmicfrs"):
        assert f"item:{item.pk}" in keys_of(own(code), "quagga")
    assert kinds(keys_of(own("cqc"), "quagga")) == {"item"}
    # Its files are the sender's alone from now on, and so are their names.
    file = f"item-file:{Attachment.objects.get().pk}"
    assert {code: file in keys_of(own(code), "zebra") for code in ("ofsted", "cqc")} == {"ofsted": True, "cqc": False}


def test_where_something_was_used_is_no_words_of_the_trail(item: Item) -> None:
    """It may be an inspection that is not announced: its key in a document for others would give it away."""
    people = cast()
    planned = inspection_at("planned")
    sharing.use_item(item, target=f"inspections.inspection:{planned.pk}", by=people.programme_lead)
    used = Event.objects.get(verb="intelligence.use")
    assert queries.item_for(own("ofsted"), "event", used.pk).words == "inspectorate: ofsted"
    assert keys_of(own("ofsted"), f"inspection:{planned.pk}") == set()


def test_entries_of_the_trail_are_those_of_the_own_people(item: Item) -> None:
    decided = Event.objects.get(verb="intelligence.decide")
    corrected = Event.objects.get(verb="intelligence.correct")
    assert f"event:{decided.pk}" in keys_of(own("cqc"), "zebra")
    assert f"event:{corrected.pk}" in keys_of(own("ofsted"), "zebra")
    assert {f"event:{corrected.pk}"} & keys_of(own("cqc"), "zebra") == set()
    assert {f"event:{decided.pk}"} & keys_of(own("ofsted"), "zebra") == set()
    assert queries.item_for(own("cqc"), "event", decided.pk).held_by == f"intelligence.item:{item.pk}"


@pytest.fixture
def posted() -> Letter:
    """From Ofsted to CQC with older words, about another matter and under another name before: "zebra" stands in all of it."""
    people = cast()
    made = letter(by=people.lead, text="Zebra as it was first.", subject="Quagga", signs_name="Imogen Tarrant")
    sharing.edit_letter(made, base=1, text="Zebra as Jane Smith told it.", about=about_letter(subject="Zebra"), by=people.lead)
    sharing.send_letter(made, marking="official-sensitive", version=2, by=people.lead)
    sharing.acknowledge_letter(made, by=people.cqc)
    return fresh_letter(made)


def test_the_sender_finds_a_letter_with_its_older_words_and_the_recipient_what_it_received(posted: Letter) -> None:
    first = Revision.objects.filter(text=posted.text).order_by("number")[0]
    assert keys_of(own("ofsted"), "zebra") == {f"letter:{posted.pk}", f"letter-words:{first.pk}"}
    assert keys_of(own("cqc"), "zebra") == {f"letter:{posted.pk}"}
    for code in ("hmicfrs", "hmi-probation"):
        assert keys_of(own(code), "zebra") == set()
    # About what it was before, and who would have signed it, are the sender's alone.
    for word in ("quagga", "tarrant"):
        assert keys_of(own("ofsted"), word) == {f"letter-words:{first.pk}"}
        assert keys_of(own("cqc"), word) == set()
    for kind, number, code in (("letter", posted.pk, "hmicfrs"), ("letter-words", first.pk, "cqc")):
        with pytest.raises(Http404):
            queries.item_for(own(code), kind, number)
    found = queries.item_for(own("cqc"), "letter", posted.pk)
    assert found.words == "Zebra\nZebra as Jane Smith told it.\nRosalind Farrow\nDirector of operations"
    assert (found.held_by, found.streams) == (f"intelligence.letter:{posted.pk}", [posted.stream])


def test_anothers_draft_of_a_letter_is_nobodys_to_find_and_ones_own_is() -> None:
    people = cast()
    theirs, ours = letter(by=people.lead, text="A zebra."), letter(by=people.cqc, to="ofsted", text="A zebra of ours.")
    assert keys_of(own("cqc"), "zebra") == {f"letter:{ours.pk}"}
    assert keys_of(own("ofsted"), "zebra") == {f"letter:{theirs.pk}"}
    with pytest.raises(Http404):
        queries.item_for(own("cqc"), "letter", theirs.pk)


def test_entries_of_the_trail_of_a_letter_are_those_of_the_own_people(posted: Letter) -> None:
    went = Event.objects.get(verb="intelligence.letter_send")
    acknowledged = Event.objects.get(verb="intelligence.letter_acknowledge")
    assert keys_of(own("ofsted"), "official-sensitive") == {f"event:{went.pk}"}
    assert keys_of(own("cqc"), "official-sensitive") == set()
    assert f"event:{acknowledged.pk}" in keys_of(own("cqc"), "cqc")
    assert queries.item_for(own("cqc"), "event", acknowledged.pk).held_by == f"intelligence.letter:{posted.pk}"


def test_a_disclosure_of_a_letter_says_whose_it_is_and_from_when_and_can_be_held(posted: Letter) -> None:
    people = cast()
    client, request = client_of(people.governance), request_of(people.governance)
    Letter.objects.filter(pk=posted.pk).update(written_at=timezone.now() - timedelta(days=9))
    choose(request, "letter", posted.pk, people.governance, passages="Jane Smith", reason="DPA sch 2 para 16")
    exported = export(AccessRequest.objects.get(pk=request.pk), people.governance)
    page = plain(stored(exported).decode())
    assert "Letter from one inspectorate to another" in page
    assert (
        f"Belongs to A letter of Ofsted to CQC about {posted.local_area.name} (invented) Date {date_format(timezone.localdate(), 'j F Y')} By"
        in page
    )
    assert "Zebra as" in page
    assert "Jane" not in page
    assert "Demonstration." in page
    assert client.get(reverse("access_export_file", args=[request.pk, exported.number])).status_code == 200
    assert Read.objects.filter(stream=posted.stream, thing=f"access_export_file:{request.pk}:{exported.number}").exists()
    address = reverse("access_hold", args=[request.pk, "letter", posted.pk])
    assert client.post(address, {"reason": "A claim"}).status_code == 302
    key = f"intelligence.letter:{posted.pk}"
    assert queries.holds_of(own("cqc"), [key])[key].reason == "A claim"


@pytest.mark.parametrize("area", [None, AREA])
def test_a_letter_that_rests_on_something_invented_is_invented(area: str | None) -> None:
    people = cast()
    item = sharing.send_item(
        draft(by=people.lead), version=1, attached=(), marking="official", recipients=inspectorates("cqc"), by=people.lead
    )
    resting, bare = letter(by=people.lead, area=area, items=(item,)), letter(by=people.lead, area=area)
    assert queries.item_for(own("ofsted"), "letter", resting.pk).invented
    assert queries.item_for(own("ofsted"), "letter", bare.pk).invented is (area is not None)


@pytest.fixture
def recorded() -> Activity:
    """Of CQC, with all that can follow: "zebra" stands in all of it."""
    people = cast()
    acting.programme("fundamental-standards", "all")
    row = acting.done("fundamental-standards", "inspection", effect="hinders", words="Zebra before.", by=people.cqc)
    facts = {"kind": row.kind, "starts_on": row.starts_on, "ends_on": row.ends_on}
    recording.edit_activity(row, base=1, words="Zebra now.", outcome="A zebra.", effect="hinders", by=people.cqc, **facts)
    recording.put_report(row, data=b"x", name="zebra.txt", by=people.cqc)
    broken = acting.breach(row, words="A zebra was not seen.")
    days = {"found_on": broken.found_on, "address_by": broken.address_by}
    words = {"base": 1, "agency": row.agency, "by": people.cqc}
    recording.edit_breach(broken, standard="Safeguarding", words="A zebra was not referred.", **days, **words)
    advised = acting.recommendation(row, words="See each zebra.", agency=row.agency)
    recording.edit_recommendation(advised, words="Refer each zebra.", due_on=advised.due_on, **words)
    item = acting.check_item("fundamental-standards", words="Look at the zebra.", agency=row.agency)
    recording.look_at_check_item(item, activity=row, seen="The zebra is seen.", seen_on=row.ends_on, by=people.cqc)
    return Activity.objects.get(pk=row.pk)


def test_what_a_programme_recorded_is_found_by_its_own_inspectorate_whatever_it_shares(recorded: Activity) -> None:
    found = keys_of(own("cqc"), "zebra")
    assert f"activity:{recorded.pk}" in found
    assert kinds(found) - {"event"} == {
        "activity", "activity-words", "activity-file", "breach", "breach-words", "recommendation",
        "recommendation-words", "check-item", "look",
    }  # fmt: skip
    look = CheckLook.objects.get()
    for kind, row in (("look", look), ("check-item", look.item)):
        assert queries.item_for(own("cqc"), kind, row.pk).held_by == f"programmes.activity:{recorded.pk}"
    assert queries.item_for(own("cqc"), "activity", recorded.pk).words == "Zebra now.\nA zebra."
    for code in ("ofsted", "hmicfrs", "hmi-probation"):
        assert keys_of(own(code), "zebra") == set()
        with pytest.raises(Http404):
            queries.item_for(own(code), "activity", recorded.pk)


def test_a_table_that_was_sent_in_is_found_by_its_name() -> None:
    acting.programme()
    acting.council()
    run = imported(as_csv([("7", "x", "y", "z", "", "done")]), name="zebra.csv")
    assert f"import:{run.pk}" in keys_of(own("ofsted"), "zebra")
    assert keys_of(own("cqc"), "zebra") == set()
    assert queries.item_for(own("ofsted"), "import", run.pk).held_by == f"programmes.importrun:{run.pk}"


def test_a_disclosure_of_what_was_shared_says_whose_it_is_and_holds_nothing_that_was_redacted(item: Item) -> None:
    people = cast()
    request = request_of(people.governance)
    choose(request, "item", item.pk, people.governance, passages="Jane Smith", reason="DPA sch 2 para 16")
    file = Attachment.objects.get()
    choose(request, "item-file", file.pk, people.governance)
    page = plain(stored(export(AccessRequest.objects.get(pk=request.pk), people.governance)).decode())
    assert "What an inspectorate shared with others" in page
    assert f"Belongs to What Ofsted shared about {item.local_area.name} (invented)" in page
    assert "Zebra as" in page
    assert "zebra.txt" in page
    assert "Jane" not in page
    assert "Demonstration." in page
    sheet = client_of(people.governance).get(reverse("access_index", args=[request.pk])).getvalue().decode()
    assert f"What Ofsted shared about {item.local_area.name} (invented)" in sheet


def test_a_visit_that_is_only_planned_is_not_named(recorded: Activity) -> None:
    people = cast()
    planned = acting.activity("fundamental-standards", "inspection", timing_reason="A quagga waits.", by=people.cqc)
    request = request_of(people.governance)
    choose(request, "activity", planned.pk, people.governance)
    choose(request, "activity", recorded.pk, people.governance)
    page = plain(stored(export(AccessRequest.objects.get(pk=request.pk), people.governance)).decode())
    assert "Belongs to an activity Date" in page
    assert f"{recorded.kind.name} of {recorded.agency.name} (invented), 12 May 2025" in page
    assert page.count(recorded.agency.name) == 1


def test_what_is_shown_is_written_down_and_a_page_costs_few_queries(item: Item, recorded: Activity) -> None:
    people = cast()
    client, request = client_of(people.governance), request_of(people.governance)
    made = commands.search(request, words="zebra", by=people.governance)
    assert kinds(set(Event.objects.get(verb="access.search").words.data["keys"])) >= {"item", "decision", "activity", "breach"}
    with CaptureQueriesContext(connection) as asked:
        page = client.get(reverse("access_search", args=[request.pk, made.pk])).content.decode()
    assert len(asked) <= 16, "\n".join(query["sql"][:110] for query in asked)
    assert "Item shared between inspectorates" in page
    assert set(Read.objects.values_list("stream", flat=True)) == {item.stream, f"activity:{recorded.pk}"}
    assert client.get(reverse("access_item", args=[request.pk, "item", item.pk])).status_code == 200
    assert Read.objects.filter(stream=item.stream, thing=f"access_item:item:{item.pk}").exists()


def test_a_hold_from_a_found_thing_keeps_what_it_belongs_to(item: Item, recorded: Activity) -> None:
    people = cast()
    client, request = client_of(people.governance), request_of(people.governance)
    breach = recorded.breaches.get()
    for kind, number, key in (
        ("item", item.pk, f"intelligence.item:{item.pk}"),
        ("breach", breach.pk, f"programmes.activity:{recorded.pk}"),
    ):
        address = reverse("access_hold", args=[request.pk, kind, number])
        assert "So the hold keeps everything of this" in client.get(address).content.decode()
        assert client.post(address, {"reason": "A claim"}).status_code == 302
        assert queries.holds_of(own("cqc"), [key])[key].reason == "A claim"


def test_copies_stay_while_what_they_are_of_is_on_hold(item: Item) -> None:
    people = cast()
    request = request_of(people.governance)
    choose(request, "item", item.pk, people.governance, passages="Jane Smith", reason="DPA sch 2 para 16")
    export(AccessRequest.objects.get(pk=request.pk), people.governance)
    commands.close_request(request, outcome="in-part", by=people.governance)
    long_ago = timezone.localdate() - timedelta(days=366 * 4)
    AccessRequest.objects.filter(pk=request.pk).update(received_on=long_ago, due_on=long_ago, closed_on=long_ago)
    hold = put_on_hold(f"intelligence.item:{item.pk}", reason="A claim", by=people.ofsted_governance)
    assert retain().held["closed-access-requests"] == 1
    assert request.chosen.exists()
    release(hold, by=people.ofsted_governance)
    assert retain().removed["closed-access-requests"] > 0


def test_what_retention_took_can_no_longer_be_disclosed(item: Item) -> None:
    people = cast()
    request = request_of(people.governance)
    choose(request, "item", item.pk, people.governance)
    item.attachments.all().delete()
    Item.objects.filter(pk=item.pk).delete()
    assert [one.gone for one in queries.prepared(request)] == [True]
    assert (
        "can no longer be read"
        in client_of(people.governance).get(reverse("access_preview", args=[request.pk])).content.decode()
    )


@pytest.mark.usefixtures("item", "posted", "recorded")
def test_every_kind_has_a_thing_in_this_world() -> None:
    """So that each of them was asked once."""
    acting.council(AREA)
    imported(as_csv([("7", "x", "y", "z", "", "done")]), name="zebra.csv")
    everything = {code: keys_of(own(code), "zebra") for code in ("ofsted", "cqc")}
    assert kinds(everything["ofsted"] | everything["cqc"]) >= set(KINDS)
