"""What the application's own role may do with the trail: read it and add to it."""

import os
from collections.abc import Iterator
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest
from django.db import connection

from tests.audit.guards import TABLES

pytestmark = pytest.mark.django_db
# A predefined role of every server stands for one with a name that nobody here knows.
SOMEBODY = "pg_monitor"
CHANGING = {
    f"{what} of {table}": statement.format(table)
    for table in TABLES
    for what, statement in {
        "UPDATE": "UPDATE {} SET {column} = {column}",
        "DELETE": "DELETE FROM {}",
        "TRUNCATE": "TRUNCATE {}",
    }.items()
    if "{column}" not in statement
}
COLUMNS = {"audit_event": "verb", "audit_words": "data", "audit_head": "sequence", "audit_seal": "root", "audit_mark": "digest"}
CHANGING |= {f"UPDATE of {table}": f"UPDATE {table} SET {name} = {name}" for table, name in COLUMNS.items()}
CHANGING |= {f"UPDATE of {table}": f"UPDATE {table} SET thing = thing" for table in ("audit_read", "audit_read_default")}
CHANGING |= {
    "INSERT of audit_event": "INSERT INTO audit_event DEFAULT VALUES",
    "INSERT of audit_words": "INSERT INTO audit_words (event_id, data) VALUES (1, '{}')",
    "INSERT of audit_head": "INSERT INTO audit_head (stream, sequence, digest) VALUES ('x', 1, '')",
    "setting a sequence": "SELECT setval('audit_event_id_seq', 1)",
    "taking the triggers away": "ALTER TABLE audit_event DISABLE TRIGGER USER",
    "another record": "CREATE OR REPLACE FUNCTION audit_record(text, text, text, text, jsonb, text) RETURNS void"
    " LANGUAGE sql AS $$ SELECT $$",
    "giving itself rights": "SELECT audit_restrict()",
}


@pytest.fixture
def application() -> Iterator[psycopg2.extensions.cursor]:
    """A connection of the application's role to the database of this test; bin/test gives it an own one."""
    address = urlsplit(os.environ["DATABASE_APP_URL"])
    link = psycopg2.connect(urlunsplit(address._replace(path="/" + connection.settings_dict["NAME"])))
    with link.cursor() as cursor:
        yield cursor
    link.rollback()
    link.close()


@pytest.mark.parametrize("statement", CHANGING.values(), ids=list(CHANGING))
def test_the_application_may_not_change_the_trail(application, statement):
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        application.execute(statement)


@pytest.mark.parametrize("table", ["audit_event", "audit_words", "audit_head", "audit_seal", "audit_mark", "audit_read"])
def test_the_application_may_read_the_trail(application, table):
    application.execute(f"SELECT count(*) FROM {table}")
    assert application.fetchone()[0] >= 0


def test_the_application_may_add_to_the_trail(application):
    application.execute("SELECT audit_record('inspection:1', 'system', 'x', 'x:1', '{\"a\": 1}', 'd')")
    application.execute("SELECT stream, sequence, digest FROM audit_take_moved()")
    ((stream, sequence, digest),) = application.fetchall()
    assert (stream, sequence, len(digest)) == ("inspection:1", 1, 64)
    application.execute("INSERT INTO audit_read (quarter, actor, stream, thing) VALUES (now(), 'a', 'b', 'c')")
    application.execute("INSERT INTO audit_seal VALUES (1, now(), 0, '', '', '', '')")
    application.execute(
        "INSERT INTO audit_mark (seal_id, stream, sequence, digest) VALUES (1, 'inspection:1', 1, %s)", [digest]
    )


def test_the_application_erases_words_only_with_an_event(application):
    application.execute("SELECT audit_record('inspection:1', 'system', 'x', 'x:1', '{\"a\": 1}', 'd')")
    application.execute("SELECT audit_erase('inspection:1', 'system', '{\"ranges\": [[1, 1]]}', 'd')")
    assert application.fetchone() == (1,)
    application.execute("SELECT e.verb, w.data FROM audit_event e JOIN audit_words w ON w.event_id = e.id ORDER BY sequence")
    assert application.fetchall() == [("x", {}), ("audit.erase_words", {"ranges": [[1, 1]]})]


def test_the_functions_look_names_up_in_their_own_schema_only():
    """Else a table of the same name in a schema that the caller puts first would be written with the owner's rights."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT proname, prosecdef, proconfig FROM pg_proc WHERE proname LIKE 'audit!_%' ESCAPE '!'")
        found = {name: (definer, config) for name, definer, config in cursor.fetchall()}
    assert {config[0] for _definer, config in found.values()} == {"search_path=public, pg_temp"}
    assert {name for name, (definer, _config) in found.items() if definer} == {
        "audit_record", "audit_take_moved", "audit_erase", "audit_make_months", "audit_forget_reads",
    }  # fmt: skip


def rights_of(role: str, table: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT privilege_type FROM pg_class, aclexplode(relacl) WHERE oid = %s::regclass AND grantee = %s::regrole",
            [table, role],
        )
        return {row[0] for row in cursor.fetchall()}


def test_a_role_of_any_name_that_was_given_everything_keeps_only_what_adds():
    """As in a managed database, where somebody grants on all tables; migrate narrows it again."""
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {SOMEBODY}")
        cursor.execute("SELECT audit_restrict()")
        cursor.execute(
            "SELECT has_function_privilege(%s, 'audit_record(text, text, text, text, jsonb, text)', 'EXECUTE')", [SOMEBODY]
        )
        assert cursor.fetchone() == (True,)
    assert [rights_of(SOMEBODY, table) for table in TABLES] == [
        {"SELECT"}, {"SELECT"}, {"SELECT"}, {"SELECT", "INSERT"}, {"SELECT", "INSERT"}, {"SELECT", "INSERT"}, set(),
    ]  # fmt: skip
    assert "UPDATE" in rights_of(SOMEBODY, "jobs_job"), "other tables are left alone"


def test_tables_of_months_to_come_are_there_and_closed_too():
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_make_months(3)")
        assert cursor.fetchone() == (1,), "migrations made this month's and two more"
        cursor.execute("SELECT to_char(now() AT TIME ZONE 'UTC' + interval '3 months', '\"audit_read_\"YYYY_MM')")
        (newest,) = cursor.fetchone()
    # What a new table is given by default is taken from it at once.
    assert rights_of(urlsplit(os.environ["DATABASE_APP_URL"]).username, newest) == set()


def test_a_month_whose_reads_came_first_stays_in_the_default_table():
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_read (quarter, actor, stream, thing) VALUES (now() + interval '95 days', 'a', 'b', 'c')"
        )
        cursor.execute("SELECT tableoid::regclass::text FROM audit_read")
        assert cursor.fetchone() == ("audit_read_default",)
        cursor.execute("SELECT audit_make_months(5)")
        assert cursor.fetchone() == (2,)
        cursor.execute("SELECT tableoid::regclass::text FROM audit_read")
        assert cursor.fetchone() == ("audit_read_default",)
