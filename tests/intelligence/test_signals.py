"""What is known of local areas and topics: numbers that lead to exactly the items that they count, and never one score."""

import csv
import io
import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from audit.models import Read
from intelligence import commands, queries
from intelligence.queries import ItemFilter, Signal, SignalFilter
from tests.sharing import draft, sent
from tests.walk import AREA, cast

pytestmark = pytest.mark.django_db


def numbers(known):
    signal = known.signal
    return (known.code, signal.concerns, signal.practices, signal.urgent, signal.open, signal.oldest_open)


def known(person, **asked):
    return [numbers(row) for row in queries.known_of_areas(queries.areas_known(person, SignalFilter(**asked)))]


@pytest.fixture
def people():
    """Two areas: of one a late concern and exceptional practice that is decided, of the other something urgent."""
    people = cast()
    with time_machine.travel("2026-03-02T10:00Z", tick=False):
        sent(by=people.ofsted, text="First", topic="walk-topic")
        decided = sent(by=people.ofsted, text="Second", kind="exceptional-practice")
        commands.acknowledge(decided, version=1, by=people.cqc)
        commands.decide(decided, outcome="no-action", reason="Known", version=1, by=people.cqc_programme_lead)
    with time_machine.travel("2026-03-06T10:00Z", tick=False):
        sent(by=people.ofsted, text="Third", area="X002", urgent=True, to=("hmicfrs",))
        gone = sent(by=people.ofsted, text="Fourth")
        commands.withdraw_item(gone, why="Another area", by=people.ofsted)
        draft(by=people.ofsted, text="Fifth")
    return people


@pytest.fixture(autouse=True)
def _later():
    with time_machine.travel("2026-03-12T10:00Z", tick=False):
        yield


def test_each_area_is_counted_from_what_the_viewer_may_see(people):
    fellmoor, other = (AREA, 1, 1, 0, 1, 8), ("X002", 1, 0, 1, 1, 4)
    assert known(people.ofsted) == [fellmoor, other]
    assert known(people.cqc) == [fellmoor]
    assert known(people.hmicfrs) == [other]
    assert known(people.probation) == known(people.co_ordinator) == known(people.cqc_administrator) == []


def test_it_is_narrowed_and_sorted(people):
    region = queries.items_seen(people.ofsted).filter(local_area__code=AREA).first().local_area.region.code
    assert {row[0] for row in known(people.ofsted, region=region)} >= {AREA}
    assert known(people.ofsted, region="nowhere") == []
    assert known(people.ofsted, kind="exceptional-practice") == [(AREA, 0, 1, 0, 0, None)]
    firsts = {sort: known(people.ofsted, sort=sort)[0][0] for sort in ("", "oldest", "urgent", "practices")}
    assert firsts == {"": AREA, "oldest": AREA, "urgent": "X002", "practices": AREA}


def test_topics_are_counted_likewise(people):
    assert [numbers(row) for row in queries.topics_known(people.cqc, SignalFilter())] == [("walk-topic", 1, 0, 0, 1, 8)]
    assert queries.topics_known(people.hmicfrs, SignalFilter()) == []


@pytest.mark.parametrize("query", ["", "?kind=concern", "?kind=exceptional-practice"])
def test_each_number_leads_to_as_many_items(client, people, query):
    client.force_login(people.ofsted)
    page = client.get(reverse("item_signals") + query).content.decode()
    links = re.findall(r'href="(/intelligence/\?[^"]+)">(\d+)<', page)
    assert links
    for address, number in links:
        listed = client.get(address.replace("&amp;", "&")).content.decode()
        assert listed.count('<article class="app-card"') == int(number), address


def test_the_page_says_what_is_known_in_words(client, people):
    client.force_login(people.cqc)
    page = client.get(reverse("item_signals")).content.decode()
    assert (
        'aria-label="1 concern was shared. 1 example of exceptional practice was shared. '
        '1 waits for an answer, for 8 working days"'
    ) in page
    assert f'href="{reverse("item_signals")}"' in client.get(reverse("items")).content.decode()
    assert "Children who live with neglect" in page


def test_the_page_takes_few_queries_however_many_areas(client, people):
    client.force_login(people.ofsted)
    asked = []
    for _more in range(2):
        client.get(reverse("item_signals"))
        with CaptureQueriesContext(connection) as found:
            assert client.get(reverse("item_signals")).status_code == 200
        asked.append(len([query for query in found if "SAVEPOINT" not in query["sql"]]))
        for code in ("X003", "X004", "X005"):
            sent(by=people.ofsted, text="More", area=code, topic="walk-topic")
    assert asked[0] == asked[1] <= 12


def test_the_states_of_a_list_leave_nothing_out_and_count_nothing_twice(people):
    def of(state):
        return {row.pk for row in queries.items_seen(people.ofsted, ItemFilter(state=state))}

    assert of("") == of("standing") | of("withdrawn") == of("open") | of("closed") | of("withdrawn")
    assert [len(of(state)) for state in ("", "standing", "open", "closed", "withdrawn", "draft")] == [4, 3, 2, 1, 1, 1]


def sheet(client, query="", kind="csv"):
    answer = client.get(reverse("items_export", args=[kind]) + query)
    assert answer.status_code == 200
    return list(csv.reader(answer.getvalue().decode("utf-8-sig").splitlines()))


def test_the_list_as_a_table_holds_what_the_viewer_sees_and_no_formula(client, people):
    item = sent(
        by=people.ofsted, text="=HYPERLINK(1)", marking="official", strand="front-door", topic="walk-topic", urgent=True
    )
    client.force_login(people.cqc)
    head, *rows = sheet(client, "?urgent=on")
    assert rows == [
        [
            str(item.pk), "Concern", "Fellmoor", item.local_area.region.name, "Ofsted", "CQC", "2026-03-12 10:00:00", "yes", "Sent",
            "OFFICIAL", "Front door", "Children who live with neglect", "", "'=HYPERLINK(1)", "", "",
        ]
    ]  # fmt: skip
    assert head == [
        "Number", "Kind", "Local area", "Region", "From", "To", "Sent", "Urgent", "State", "Marking", "Strand", "Topic", "Agencies",
        "Words", "What was wrong", "Why it was withdrawn",
    ]  # fmt: skip
    assert sorted(row[13] for row in sheet(client)[1:]) == ["'=HYPERLINK(1)", "First", "Fourth", "Second"]
    assert [row[8] for row in sheet(client, "?state=withdrawn")[1:]] == ["Withdrawn"]
    client.force_login(people.hmicfrs)
    assert [row[13] for row in sheet(client)[1:]] == ["Third"]
    assert client.get(reverse("items_export", args=["pdf"])).status_code == 404


def test_in_a_workbook_the_day_of_sending_is_a_moment(client, people):
    client.force_login(people.hmicfrs)
    answer = client.get(reverse("items_export", args=["xlsx"]))
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    sent_at = queries.items_seen(people.hmicfrs).get().sent_at
    moment = timezone.localtime(sent_at).replace(tzinfo=None, microsecond=0)
    assert [row[6].value for row in book.active.iter_rows()] == ["Sent", moment]


def test_a_table_is_written_down_as_a_read_of_each_item_in_it(client, people):
    client.force_login(people.hmicfrs)
    sheet(client)
    reads = Read.objects.filter(actor=f"accounts.user:{people.hmicfrs.pk}")
    third = queries.items_seen(people.hmicfrs).get()
    assert list(reads.values_list("stream", "thing")) == [(third.stream, "items_export")]


@pytest.mark.parametrize(
    ("signal", "said"),
    [
        (Signal(concerns=1, urgent=1), ["1 concern was shared", "No exceptional practice was shared", "1 concern is urgent"]),
        (
            Signal(concerns=2, urgent=2),
            ["2 concerns were shared", "No exceptional practice was shared", "2 concerns are urgent"],
        ),
        (
            Signal(practices=2, urgent=1),
            ["No concern was shared", "2 examples of exceptional practice were shared", "1 example is urgent"],
        ),
        (
            Signal(concerns=1, practices=1, urgent=2),
            ["1 concern was shared", "1 example of exceptional practice was shared", "2 of these are urgent"],
        ),
    ],
)
def test_what_is_urgent_is_said_of_what_was_shared(signal, said):
    assert signal.explanation == said


@pytest.mark.parametrize(
    ("waiting", "days", "said"),
    [
        (1, 0, "1 waits for an answer, for less than a working day"),
        (2, 0, "2 wait for an answer, none for as long as a working day"),
        (1, 1, "1 waits for an answer, for 1 working day"),
        (2, 1, "2 wait for an answer, the oldest for 1 working day"),
        (1, 2, "1 waits for an answer, for 2 working days"),
        (2, 2, "2 wait for an answer, the oldest for 2 working days"),
    ],
)
def test_how_long_what_was_shared_waits_is_said_in_whole_sentences(waiting, days, said):
    assert Signal(concerns=2, open=waiting, oldest_open=days).explanation[-1] == said
