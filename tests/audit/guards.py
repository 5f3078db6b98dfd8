"""The triggers that keep the trail, taken away and put back as only the owner of the tables can."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

TABLES = ("audit_event", "audit_words", "audit_head", "audit_seal", "audit_mark", "audit_read", "audit_read_default")
EMPTYING = 32  # the bit of pg_trigger.tgtype that stands for TRUNCATE


def emptying_guards() -> list[tuple[str, str, str]]:
    """(table, trigger, whether it is on) of all that refuse a TRUNCATE."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal AND tgtype & %s <> 0",
            [EMPTYING],
        )
        return cursor.fetchall()


def _switch(word: str) -> None:
    with connection.cursor() as cursor:
        for table, trigger, _on in emptying_guards():
            cursor.execute(f"ALTER TABLE {table} {word} TRIGGER {trigger}")


def let_tests_empty_tables() -> None:
    """Once a test database. That migrations leave them on is asserted here, where it can still be seen."""
    guards = emptying_guards()
    assert {table for table, _trigger, on in guards if on == "O"} >= set(TABLES)
    _switch("DISABLE")


def keep_tables() -> None:
    """For one test, in its transaction: as migrations left it."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    _switch("ENABLE")


@contextmanager
def guards_off() -> Iterator[None]:
    """As somebody with the owner's rights would do it."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def tamper(*statements: str) -> None:
    """Change the trail behind its back."""
    with guards_off(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
