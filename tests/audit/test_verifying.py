"""Each way of changing the trail behind its back is planted as the owner of the tables would do it, and found."""

import io

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from audit.models import Event, Head, Mark, Seal, Words
from audit.sealing import seal
from audit.trail import erase, ranges_of, record
from audit.verifying import Seen, digest_of_words, verify_all
from tests.audit.guards import tamper

pytestmark = pytest.mark.django_db
ONE, TWO = "inspection:1", "inspection:2"
OF_TWO = "(SELECT id FROM audit_event WHERE stream = 'inspection:2' AND sequence = {})"


@pytest.fixture
def person() -> User:
    return User.objects.create_user("ada@ofsted.example", "Ada")


@pytest.fixture(autouse=True)
def trail(person):
    """Two streams of four events, sealed twice: after the third of each and after the fourth of the second."""
    for number in range(3):
        for stream in (ONE, TWO):
            record("note.add", person, stream=stream, by=person, number=number, words="café ‘x’", rows=[2, {"b": 1, "a": None}])
    read("2026-03-09T10:00:00Z", "note:1")
    read("2026-03-09T10:15:00Z", "note:1")
    assert seal().number == 1
    record("note.add", person, stream=TWO, by=person, words="last")
    assert seal().number == 2


def read(quarter: str, thing: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_read (quarter, actor, stream, thing) VALUES (%s, 'accounts.user:1', %s, %s)",
            [quarter, ONE, thing],
        )


def faults() -> list[str]:
    return [str(fault) for fault in verify_all(Seen())]


def test_a_trail_that_nobody_touched_holds():
    seen = Seen()
    assert list(verify_all(seen)) == []
    assert (seen.streams, seen.events, seen.seals, seen.hours, seen.newest.number) == (2, 7, 2, 1, 2)


PLANTED = {
    "changed event": (
        ["UPDATE audit_event SET verb = 'note.never' WHERE stream = 'inspection:2' AND sequence = 2"],
        ["inspection:2 #2: changed"],
    ),
    "removed event": (
        [
            f"DELETE FROM audit_words WHERE event_id = {OF_TWO.format(2)}",
            "DELETE FROM audit_event WHERE stream = 'inspection:2' AND sequence = 2",
        ],
        ["inspection:2 #2: missing"],
    ),
    "inserted at the end": (
        [
            (
                "INSERT INTO audit_event (stream, sequence, at, actor, verb, target, words_digest, previous, digest)"
                " SELECT stream, 5, at, actor, verb, target, words_digest, digest, 'x' FROM audit_event"
                " WHERE stream = 'inspection:2' AND sequence = 4"
            ),
            "INSERT INTO audit_words (event_id, data) SELECT id, '{\"words\": \"last\"}' FROM audit_event WHERE digest = 'x'",
        ],
        ["inspection:2 #5: inserted after the end", "inspection:2 #5: changed"],
    ),
    "inserted in the middle": (
        [
            "UPDATE audit_event SET sequence = 5 WHERE stream = 'inspection:2' AND sequence = 4",
            (
                "INSERT INTO audit_event (stream, sequence, at, actor, verb, target, words_digest, previous, digest)"
                " SELECT stream, 4, at, actor, verb, target, words_digest, digest, 'x' FROM audit_event"
                " WHERE stream = 'inspection:2' AND sequence = 5"
            ),
            "INSERT INTO audit_words (event_id, data) SELECT id, '{\"words\": \"last\"}' FROM audit_event WHERE digest = 'x'",
        ],
        [
            "inspection:2 #4: does not follow the one before",
            "inspection:2 #4: changed",
            "inspection:2 #4: rewritten after seal 2",
            "inspection:2 #5: does not follow the one before",
            "inspection:2 #5: inserted after the end",
            "inspection:2 #5: changed",
        ],
    ),
    "changed words": (
        [f'UPDATE audit_words SET data = \'{{"words": "other"}}\' WHERE event_id = {OF_TWO.format(4)}'],
        ["inspection:2 #4: words changed"],
    ),
    "emptied words": (
        [f"UPDATE audit_words SET data = '{{}}' WHERE event_id = {OF_TWO.format(4)}"],
        ["inspection:2 #4: words changed"],
    ),
    "words that claim to be erased": (
        [f"UPDATE audit_words SET data = '{{}}', erased_by = event_id WHERE event_id = {OF_TWO.format(2)}"],
        ["inspection:2 #2: words removed without an erasure"],
    ),
    "removed words": (
        [f"DELETE FROM audit_words WHERE event_id = {OF_TWO.format(2)}"],
        ["inspection:2 #2: words removed"],
    ),
    "missing stream": (
        [
            "DELETE FROM audit_words WHERE event_id IN (SELECT id FROM audit_event WHERE stream = 'inspection:2')",
            "DELETE FROM audit_event WHERE stream = 'inspection:2'",
            "DELETE FROM audit_head WHERE stream = 'inspection:2'",
        ],
        ["inspection:2 #4: stream missing"],
    ),
    "cut tail": (
        [
            f"DELETE FROM audit_words WHERE event_id = {OF_TWO.format(4)}",
            "DELETE FROM audit_event WHERE stream = 'inspection:2' AND sequence = 4",
            (
                "UPDATE audit_head SET sequence = 3, digest = (SELECT digest FROM audit_event WHERE stream = 'inspection:2'"
                " AND sequence = 3) WHERE stream = 'inspection:2'"
            ),
        ],
        ["inspection:2 #3: cut at the end: seal 2 saw event 4"],
    ),
    "events alone cut": (
        [
            f"DELETE FROM audit_words WHERE event_id = {OF_TWO.format(4)}",
            "DELETE FROM audit_event WHERE stream = 'inspection:2' AND sequence = 4",
        ],
        ["inspection:2 #3: cut at the end", "inspection:2 #3: cut at the end: seal 2 saw event 4"],
    ),
    "changed seal": (
        ["UPDATE audit_seal SET at = at - interval '1 day' WHERE number = 1"],
        ["seals #1: seal changed or forged"],
    ),
    "changed mark": (
        ["UPDATE audit_mark SET sequence = 3 WHERE seal_id = 2"],
        [
            "seals #2: seal changed: its marks are not those it was made of",
            "inspection:2 #3: rewritten after seal 2",
        ],
    ),
    "removed seal": (
        ["DELETE FROM audit_mark WHERE seal_id = 1", "DELETE FROM audit_seal WHERE number = 1"],
        ["seals #1: seal missing", "reads:2026-03-09T10 #2: reads never sealed, or inserted later"],
    ),
    "forged seal": (
        [
            "INSERT INTO audit_seal SELECT 3, now(), 0, encode(sha256(''), 'hex'), mac, key, repeat('0', 64) FROM audit_seal WHERE number = 2"
        ],
        ["seals #3: seal changed or forged"],
    ),
    "seal with another key": (
        ["UPDATE audit_seal SET key = 'x' WHERE number = 2"],
        ["seals #2: seal forged, or made with a key that is not in JTAI_SEAL_KEY"],
    ),
    "changed read": (
        ["UPDATE audit_read SET thing = 'note:2' WHERE quarter = '2026-03-09T10:15:00Z'"],
        ["reads:2026-03-09T10 #2: reads changed: 2 rows instead of 2, or other ones"],
    ),
    "removed read": (
        ["DELETE FROM audit_read WHERE quarter = '2026-03-09T10:15:00Z'"],
        ["reads:2026-03-09T10 #2: reads changed: 1 rows instead of 2, or other ones"],
    ),
    "removed reads": (["DELETE FROM audit_read"], ["reads:2026-03-09T10 #2: reads missing"]),
    "inserted read": (
        ["INSERT INTO audit_read SELECT quarter - interval '1 day', actor, stream, thing FROM audit_read LIMIT 1"],
        ["reads:2026-03-08T10 #1: reads never sealed, or inserted later"],
    ),
}


@pytest.mark.parametrize(("statements", "found"), PLANTED.values(), ids=list(PLANTED))
def test_what_was_planted_is_found_and_named(statements, found):
    tamper(*statements)
    assert faults() == found


def test_a_tail_that_was_rewritten_to_fit_is_found():
    """The owner knows how digests are made, and makes the head fit."""
    tamper(
        f"UPDATE audit_words SET data = '{{}}' WHERE event_id = {OF_TWO.format(4)}",
        "UPDATE audit_event SET words_digest = encode(sha256('{}'), 'hex') WHERE stream = 'inspection:2' AND sequence = 4",
        """UPDATE audit_event SET digest = encode(sha256(convert_to(concat_ws(E'\\n', previous, stream, sequence::text,
            to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), actor, verb, target, words_digest), 'UTF8')), 'hex')
            WHERE stream = 'inspection:2' AND sequence = 4""",
        "UPDATE audit_head SET digest = (SELECT digest FROM audit_event WHERE stream = 'inspection:2' AND sequence = 4)"
        " WHERE stream = 'inspection:2'",
    )
    assert faults() == ["inspection:2 #4: rewritten after seal 2"]


def test_a_stream_that_was_kept_from_the_sealer_is_found(person):
    record("note.add", person, stream=ONE, by=person)
    tamper("UPDATE audit_head SET moved = false")
    assert faults() == [], "not yet: the next seal may see it"
    tamper("UPDATE audit_seal SET at = at + interval '1 hour' WHERE number = 2")
    assert faults() == ["seals #2: seal changed or forged", "inspection:1 #4: never sealed"]


def test_newest_seals_that_were_cut_off_are_found_by_an_anchor_kept_elsewhere():
    newest = Seal.objects.latest("number")
    anchor = f"{newest.number}:{newest.mac}"
    call_command("verify_audit", expect=[anchor], stdout=io.StringIO())
    tamper(
        f"DELETE FROM audit_words WHERE event_id = {OF_TWO.format(4)}",
        "DELETE FROM audit_event WHERE stream = 'inspection:2' AND sequence = 4",
        "UPDATE audit_head SET sequence = 3, digest = (SELECT digest FROM audit_event WHERE stream = 'inspection:2'"
        " AND sequence = 3) WHERE stream = 'inspection:2'",
        "DELETE FROM audit_mark WHERE seal_id = 2",
        "DELETE FROM audit_seal WHERE number = 2",
    )
    assert faults() == []
    said = io.StringIO()
    with pytest.raises(CommandError, match="1 place"):
        call_command("verify_audit", expect=[anchor], stderr=said)
    assert f"seal missing: {anchor}" in said.getvalue()


def test_the_command_says_what_it_looked_at_and_names_the_newest_seal():
    said = io.StringIO()
    call_command("verify_audit", stdout=said)
    assert "The trail holds: 2 streams, 7 events, 2 seals, 1 hour of reads" in said.getvalue()
    assert f"Newest seal: 2:{Seal.objects.get(number=2).mac}" in said.getvalue()


def test_the_command_fails_on_a_fault():
    tamper(*PLANTED["changed event"][0])
    said = io.StringIO()
    with pytest.raises(CommandError, match=r"does not hold in 1 place\."):
        call_command("verify_audit", stderr=said)
    assert said.getvalue() == "inspection:2 #2: changed\n"


def test_without_a_key_nothing_is_sealed_and_nothing_is_called_good():
    with override_settings(SEAL_KEYS=[]), pytest.raises(ImproperlyConfigured, match="JTAI_SEAL_KEY"):
        seal()
    with override_settings(SEAL_KEYS=[]), pytest.raises(ImproperlyConfigured, match="JTAI_SEAL_KEY"):
        call_command("verify_audit")


def test_an_older_key_still_verifies_its_seals(person, settings):
    old = settings.SEAL_KEYS
    settings.SEAL_KEYS = ["a-new-key", *old]
    record("note.add", person, stream=ONE, by=person)
    assert seal().key != Seal.objects.get(number=1).key
    assert faults() == []
    settings.SEAL_KEYS = ["a-new-key"]
    assert faults() == [f"seals #{number}: seal forged, or made with a key that is not in JTAI_SEAL_KEY" for number in (1, 2)]


# Sealing


def test_a_seal_holds_only_the_ends_that_moved():
    marked = Mark.objects.values_list("seal", "stream", "sequence").order_by("seal", "stream")
    assert list(marked) == [(1, ONE, 3), (1, TWO, 3), (1, "reads:2026-03-09T10", 2), (2, TWO, 4)]


def test_nothing_moved_costs_five_short_statements_and_writes_nothing(django_assert_num_queries):
    with django_assert_num_queries(
        7
    ):  # lock and clock, last seal, moved ends, newest sealed hour, reads since; a savepoint's two
        assert seal() is None
    assert Seal.objects.count() == 2


def test_after_an_hour_without_events_a_seal_is_made_all_the_same():
    tamper("UPDATE audit_seal SET at = at - interval '61 minutes' WHERE number = 2")
    assert seal().marks_made == 0


# Erasure of words


def test_erased_words_are_gone_and_the_chain_holds():
    assert erase(TWO, [1, 2, 4], by=None, policy="p") == 3
    assert [words.data for words in Words.objects.filter(event__stream=TWO, event__sequence__in=[1, 2, 4])] == [{}, {}, {}]
    newest = Event.objects.filter(stream=TWO).latest("sequence")
    assert (newest.verb, newest.words.data) == ("audit.erase_words", {"policy": "p", "ranges": [[1, 2], [4, 4]]})
    seal()
    assert faults() == []
    assert erase(TWO, [1, 2, 4, 5], by=None, policy="p") == 0, "an erasure is not erased"
    assert faults() == []


def test_numbers_become_ranges():
    assert ranges_of([3, 1, 2, 9, 7, 3]) == [[1, 3], [7, 7], [9, 9]]


@given(
    st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=5),
        st.recursive(
            st.none()
            | st.booleans()
            | st.integers()
            | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=9),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", max_size=2), inner, max_size=3),
            max_leaves=6,
        ),
        max_size=4,
    )
)
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_words_come_back_from_the_database_with_their_digest(words):
    record("x", Head(stream="x"), stream="inspection:3", by=None, **{f"k{key}": value for key, value in words.items()})
    event = Event.objects.filter(stream="inspection:3").latest("sequence")
    with connection.cursor() as cursor:
        cursor.execute("SELECT data::text FROM audit_words WHERE event_id = %s", [event.pk])
        assert digest_of_words(cursor.fetchone()[0]) == event.words_digest
