"""The trail: chained by the database, append-only, and any tampering is named."""

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.models import User
from audit.models import Event, Head
from audit.trail import Fault, record, trail_of, verify
from tests.audit.guards import tamper

pytestmark = pytest.mark.django_db
STREAM = "inspection:7"


@pytest.fixture
def person() -> User:
    return User.objects.create_user("ada@ofsted.example", "Ada")


def written(person: User, count: int = 3) -> list[Event]:
    for number in range(count):
        record("note.add", person, stream=STREAM, by=person, number=number, words="café ‘x’")
    return list(trail_of(STREAM))


def test_a_chain_that_nobody_touched_holds(person):
    events = written(person)
    assert [event.sequence for event in events] == [3, 2, 1]
    assert events[0].words.data == {"number": 2, "words": "café ‘x’"}
    assert list(verify(STREAM)) == []


def test_an_event_names_who_did_it_and_to_what(person):
    (event,) = written(person, 1)
    assert (event.actor, event.target, event.verb) == (f"accounts.user:{person.pk}", f"accounts.user:{person.pk}", "note.add")


def test_nobody_acting_is_the_system(person):
    record("report.built", person, stream=STREAM, by=None)
    assert trail_of(STREAM).get().actor == "system"


@pytest.mark.parametrize("statement", ["UPDATE audit_event SET verb = 'x'", "DELETE FROM audit_event"])
def test_the_database_refuses_to_change_or_remove_an_event(person, statement):
    written(person)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert trail_of(STREAM).count() == 3


def test_a_changed_event_is_named(person):
    written(person)
    tamper("UPDATE audit_event SET verb = 'note.never' WHERE sequence = 2")
    assert list(verify(STREAM)) == [Fault(STREAM, 2, "changed")]


def test_a_removed_event_is_named(person):
    written(person)
    tamper("DELETE FROM audit_words WHERE event_id = (SELECT id FROM audit_event WHERE sequence = 2)")
    tamper("DELETE FROM audit_event WHERE sequence = 2")
    assert list(verify(STREAM)) == [Fault(STREAM, 2, "missing")]


def test_a_cut_tail_is_named(person):
    written(person)
    tamper("DELETE FROM audit_words WHERE event_id = (SELECT id FROM audit_event WHERE sequence = 3)")
    tamper("DELETE FROM audit_event WHERE sequence = 3")
    assert list(verify(STREAM)) == [Fault(STREAM, 2, "cut at the end")]


def test_streams_do_not_mix(person):
    written(person, 2)
    record("person.join", person, stream="person:1", by=person)
    assert Head.objects.get(stream="person:1").sequence == 1
    assert Head.objects.get(stream=STREAM).sequence == 2


def test_an_event_falls_with_its_transaction(person):
    written(person, 1)
    with transaction.atomic():
        record("note.add", person, stream=STREAM, by=person)
        transaction.set_rollback(True)
    assert Head.objects.get(stream=STREAM).sequence == 1
    assert list(verify(STREAM)) == []


def test_recording_costs_one_query(person, django_assert_num_queries):
    with django_assert_num_queries(1):
        record("note.add", person, stream=STREAM, by=person)
