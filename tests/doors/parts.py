"""What a row of the door matrix is, and how one is tried."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.doors.world import World
from tests.security.pages import faults_of

# In the order of the columns. The area person is the co-ordinator; the inspector is CQC's, so that the lead (Ofsted's) is
# somebody else's inspectorate.
PARTS = ("nobody", "stranger", "area", "observer", "inspector", "lead", "programme_lead", "administrator")
# An answer that anybody may keep: the same bytes for all, whoever asks.
FILES_FOR_ALL = {"published_report_pdf"}
SIGN_IN = "in"  # sent to the sign-in page
Facts = Callable[[World], object]


def nothing(_world: World) -> dict[str, Any]:
    """No arguments, or an empty body."""
    return {}


@dataclass(frozen=True)
class Door:
    """One method of one address.

    answers: a status for each of PARTS, "in" for a redirect to the sign-in page. also: for parts that only this row knows
    (reviewer, signatory, decision maker). at: the address's arguments. body: a valid one. changes: what must be different
    afterwards for whoever was let in, and the same for everybody else. movers: who changes it, where that is not everybody
    who was let in. Where nothing has to change, no row of any table may be written.
    """

    name: str
    method: str
    answers: str
    at: Callable[[World], Mapping[str, Any]] = nothing
    body: Callable[[World], Mapping[str, Any]] = nothing
    changes: Facts | None = None
    headers: Mapping[str, str] | None = None
    query: str = ""
    also: Mapping[str, str] | None = None
    movers: tuple[str, ...] | None = None

    @property
    def parts(self) -> tuple[str, ...]:
        """Everybody whom the row speaks of."""
        return (*PARTS, *(self.also or {}))

    def expected(self, part: str) -> str:
        """What this part of the play gets."""
        return dict(zip(self.parts, [*self.answers.split(), *(self.also or {}).values()], strict=True))[part]

    @property
    def is_api(self) -> bool:
        """Addresses of the API speak JSON."""
        return self.name.startswith("api_")


def client_of(world: World, part: str) -> Client:
    """A browser in which this part has signed in. A new one each time: what it keeps must not reach the next test."""
    client = Client(HTTP_HOST="localhost")
    key = world.sessions.get(part)
    if key is not None:
        client.cookies[settings.SESSION_COOKIE_NAME] = key
    client.cookies.load(world.sign_ins.cookies.get(part, {}))
    return client


def knock(door: Door, world: World, part: str) -> HttpResponse:
    """Send the row's request as this part."""
    address = reverse(door.name, kwargs=dict(door.at(world))) + door.query
    send = getattr(client_of(world, part), door.method)
    if door.method == "get":
        return send(address)
    body = dict(door.body(world))
    if door.is_api:
        return send(address, data=body, content_type="application/json", headers=dict(door.headers or {}))
    return send(address, data=body)


def told(response: HttpResponse) -> str:
    """The answer as the table writes it. Who typed words is asked to sign in by a page that shows them again."""
    if response.status_code == HTTPStatus.UNAUTHORIZED and not response.headers["Content-Type"].endswith("json"):
        return SIGN_IN
    where = response.headers.get("Location", "")
    if response.status_code == HTTPStatus.FOUND and where.startswith(reverse(settings.LOGIN_URL)):
        return SIGN_IN
    return str(response.status_code)


# The one table that a GET may write to: who opened what. tests/audit says what stands in it after which answer.
READS = "audit_read"
# A session may note, once a minute, that its person is still here; it may not begin or end.
WRITTEN = """
SELECT relname, n_tup_ins + n_tup_del + CASE relname WHEN 'django_session' THEN 0 ELSE n_tup_upd END
FROM pg_stat_xact_user_tables
WHERE relid NOT IN (SELECT inhrelid FROM pg_inherits WHERE inhparent = %s::regclass)
"""


def written() -> Counter[str]:
    """Rows written so far in this transaction, by table; also those of savepoints that were rolled back. Reads do not count."""
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN, [READS])
        return Counter(dict(cursor.fetchall()))


def moves(door: Door, part: str, answer: str) -> bool:
    """Whether something has to change."""
    if door.movers is not None:
        return part in door.movers
    return door.changes is not None and answer != SIGN_IN and int(answer) < HTTPStatus.BAD_REQUEST


def headers_amiss(door: Door, part: str, response: HttpResponse) -> list[str]:
    """Every answer carries the policy, nothing stands inline, and what is not public is kept by nobody."""
    policy, kept = response.headers["Content-Security-Policy"], response.headers["Cache-Control"]
    inert = response.streaming and policy.startswith("default-src 'none'")
    found = [fault for fault in faults_of(response) if not (inert and "unsafe-inline" in fault)]
    answers = door.is_api and door.name != "api_docs"  # that one is a page
    private = (part != "nobody" or answers) and door.name not in FILES_FOR_ALL
    return [*found, f"may be kept: {kept}"] if private and "no-store" not in kept else found


def amiss(door: Door, world: World, part: str) -> list[str]:
    """What is wrong with one cell of the matrix; afterwards the world is as it was, and what the process counted of requests is forgotten."""
    cache.clear()
    with transaction.atomic():
        try:
            return list(_amiss(door, world, part))
        finally:
            transaction.set_rollback(True)


def _amiss(door: Door, world: World, part: str) -> Iterator[str]:
    before, rows = door.changes(world) if door.changes else None, written()
    response = knock(door, world, part)
    answer, wanted = told(response), door.expected(part)
    if answer != wanted:
        yield f"answers {answer}, not {wanted}: {response.content[:300]!r}"
        return
    yield from headers_amiss(door, part, response)
    moved = moves(door, part, answer)
    if door.changes and (door.changes(world) != before) != moved:
        yield "changed nothing" if moved else "changed something"
    if not moved and written() != rows:
        yield f"wrote {written() - rows}"
