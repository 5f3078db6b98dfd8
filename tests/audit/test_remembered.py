"""What a process remembers of the reads it wrote down."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.urls import resolve

from audit import reads
from audit.models import Read
from audit.reads import Remembered, note, quarter_of


def rows() -> list[tuple[str, str, str]]:
    return list(Read.objects.values_list("actor", "stream", "thing"))


@pytest.fixture
def match():
    return resolve("/inspections/7/notes/12/")


@pytest.fixture(autouse=True)
def _remembers_nothing(monkeypatch):
    monkeypatch.setattr(reads, "remembered", Remembered())


@pytest.mark.django_db(transaction=True)
def test_a_repeat_costs_no_statement_and_a_read_that_was_undone_is_written_again(match, django_assert_num_queries):
    with transaction.atomic():
        note("accounts.user:1", match)
        transaction.set_rollback(True)
    assert rows() == []
    with django_assert_num_queries(1):
        note("accounts.user:1", match)
    with django_assert_num_queries(0):
        note("accounts.user:1", match)
    assert rows() == [("accounts.user:1", "inspection:7", "note:12")]


def test_memory_is_bounded_and_ends_with_the_quarter(settings):
    settings.READS_REMEMBERED = 2
    kept, now = Remembered(), quarter_of(datetime.now(UTC))
    for number in range(3):
        kept.keep(now, ("a", "b", str(number)))
    assert [kept.has(now, ("a", "b", str(number))) for number in range(3)] == [False, False, True]
    assert not kept.has(now + timedelta(minutes=15), ("a", "b", "2"))
    settings.READS_REMEMBERED = 0
    kept.keep(now, ("a", "b", "3"))
    assert not kept.has(now, ("a", "b", "3"))


def test_a_quarter_begins_at_a_full_quarter_of_an_hour():
    assert quarter_of(datetime(2026, 3, 9, 10, 44, 59, 9, tzinfo=UTC)) == datetime(2026, 3, 9, 10, 30, tzinfo=UTC)
