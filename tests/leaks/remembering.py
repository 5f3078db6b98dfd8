"""What the database has said is not asked again while it would say the same.

Each look is undone, so every request finds the rows of the planted world: the same statement with the same values has the
same answer until the request itself writes something. From its first write on, everything comes from the database.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper

MOST = 20_000  # answers; a session is asked for with the time of day, and never again with the same one
MARKERS = ("SAVEPOINT", "RELEASE SAVEPOINT")
# What reads, but locks or has another answer each time.
LIVE = re.compile(
    r"\bFOR (?:NO KEY )?(?:UPDATE|SHARE)\b|\b(?:nextval|now|random|clock_timestamp|set_config|txid_\w+|pg_\w+)\(|_TIMESTAMP\b",
    re.IGNORECASE,
)
Said = tuple[list[tuple[Any, ...]], Any, int]


class Memory:
    """The answers to whatever was asked of one unchanged world."""

    def __init__(self) -> None:
        self.said: dict[bytes, Said] = {}
        self.written = False
        self.spared = 0

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """For one request, which begins with the world as it was planted."""
        self.written = False
        plain = connection.make_cursor
        connection.make_cursor = lambda cursor: _Cursor(cursor, connection, self)
        try:
            yield
        finally:
            connection.make_cursor = plain

    def answer(self, question: bytes, ask: Callable[[], Said]) -> Said:
        """From memory, or from the database."""
        if question in self.said:
            self.spared += 1
        else:
            if len(self.said) >= MOST:
                self.said.clear()
            self.said[question] = ask()
        rows, description, count = self.said[question]
        # Lists could be changed by who receives them.
        return [tuple(list(one) if type(one) is list else one for one in row) for row in rows], description, count


class _Cursor(CursorWrapper):
    """Looks in the memory first, for statements that only read."""

    def __init__(self, cursor: Any, db: Any, memory: Memory) -> None:
        super().__init__(cursor, db)
        self.memory = memory
        self.told: Said | None = None

    def execute(self, sql: str, params: Any = None) -> Any:
        """As ever, or from memory. A cursor with a name is read in portions and stays with the database."""
        self.told = None
        if not sql.startswith("SELECT ") or self.cursor.name:
            self.memory.written = self.memory.written or (not sql.startswith(MARKERS) and not self.cursor.name)
        elif not self.memory.written and not LIVE.search(sql):
            self.told = self.memory.answer(self.cursor.mogrify(sql, params), lambda: self._ask(sql, params))
            return None
        return super().execute(sql, params)

    def executemany(self, sql: str, param_list: Any) -> Any:
        """Never a question."""
        self.memory.written = True
        return super().executemany(sql, param_list)

    def _ask(self, sql: str, params: Any) -> Said:
        super().execute(sql, params)
        return self.cursor.fetchall(), self.cursor.description, self.cursor.rowcount

    @property
    def description(self) -> Any:
        """Of the columns."""
        return self.told[1] if self.told else self.cursor.description

    @property
    def rowcount(self) -> int:
        """Of the rows."""
        return self.told[2] if self.told else self.cursor.rowcount

    def fetchone(self) -> Any:
        """The next row, or None."""
        if self.told is None:
            return self.cursor.fetchone()
        return self.told[0].pop(0) if self.told[0] else None

    def fetchmany(self, size: int = 100) -> Any:
        """The next rows."""
        if self.told is None:
            return self.cursor.fetchmany(size)
        rows = self.told[0][:size]
        del self.told[0][:size]
        return rows

    def fetchall(self) -> Any:
        """All rows that are left."""
        return self.cursor.fetchall() if self.told is None else self.fetchmany(len(self.told[0]))

    def __iter__(self) -> Iterator[Any]:
        if self.told is None:
            return super().__iter__()
        return iter(self.fetchall())
