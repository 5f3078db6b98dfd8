"""What is remembered is what the database would say: nothing is hidden from the search by its own haste."""

import pytest
from django.db import connection, transaction

from accounts.models import User
from tests.leaks.differing import FLEETING
from tests.leaks.remembering import LIVE, Memory

pytestmark = pytest.mark.django_db


def _names() -> list[str]:
    return list(User.objects.order_by("pk").values_list("name", flat=True))


def test_what_was_asked_once_is_not_asked_again() -> None:
    User.objects.create(email="a@leaks.example", name="Before", password="!")
    memory = Memory()
    for _time in range(2):
        with memory.at_work():
            assert _names() == ["Before"]
    assert memory.spared == 1


def test_after_a_write_of_the_same_request_the_database_is_asked() -> None:
    person = User.objects.create(email="a@leaks.example", name="Before", password="!")
    memory = Memory()
    with memory.at_work(), transaction.atomic():
        assert _names() == ["Before"]
        User.objects.filter(pk=person.pk).update(name="After")
        assert _names() == ["After"]
        transaction.set_rollback(True)
    with memory.at_work():
        assert _names() == ["Before"]
    assert memory.spared == 1


def test_whoever_changes_a_list_changes_their_own() -> None:
    memory = Memory()
    for _time in range(2):
        with memory.at_work(), connection.cursor() as cursor:
            cursor.execute("SELECT ARRAY[1, 2], %s", ["x"])
            row = cursor.fetchone()
            assert row == ([1, 2], "x")
            row[0].append(3)
            assert cursor.fetchone() is None


@pytest.mark.parametrize(
    "sql", ["SELECT 1 FROM a FOR UPDATE", "SELECT pg_advisory_xact_lock(1)", "SELECT nextval('a')", "SELECT now()"]
)
def test_what_locks_or_changes_is_always_asked(sql: str) -> None:
    assert LIVE.search(sql)


def test_only_the_time_of_the_download_itself_is_fleeting() -> None:
    own = b'2026-03-09 10:00:00,Lead,Ofsted,"Who opened what, downloaded",,Inspection 1,'
    other = b"2026-03-09 10:00:00,Lead,Ofsted,Note 4,,Inspection 1,"
    assert FLEETING.sub(b"", own) == FLEETING.sub(b"", own.replace(b"10:00:00", b"10:00:01")) != own
    assert FLEETING.sub(b"", other) == other
