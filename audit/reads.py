"""Who opened what of casework: one middleware for pages, files and the API, so that no address can be forgotten."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from http import HTTPStatus

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch
from django.utils import timezone

QUARTER = timedelta(minutes=15)
READING = {"GET", "HEAD"}
# What a reader already holds (304) was sent to them once, and a part of a file (206) is a read of it.
SHOWN = {HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT, HTTPStatus.NOT_MODIFIED}
# A form that comes back with its errors, or with what somebody else saved meanwhile, shows what its page shows.
SHOWN_AGAIN = {HTTPStatus.OK, HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY}
API = "api_"

Row = tuple[str, str, str]


class Remembered:
    """What this process wrote down in the present quarter: asking again costs nothing. Only what is committed is kept."""

    def __init__(self) -> None:
        self.quarter = datetime.min.replace(tzinfo=UTC)
        self.rows: set[Row] = set()

    def has(self, quarter: datetime, row: Row) -> bool:
        """Whether it is known to be in the table."""
        return self.quarter == quarter and row in self.rows

    def keep(self, quarter: datetime, row: Row) -> None:
        """It is in the table now. With no room left everything is forgotten, which only costs a statement each."""
        if self.quarter != quarter or len(self.rows) >= settings.READS_REMEMBERED:
            self.quarter, self.rows = quarter, set()
        if settings.READS_REMEMBERED:
            self.rows.add(row)


remembered = Remembered()


def quarter_of(moment: datetime) -> datetime:
    """The beginning of the quarter of an hour in which this moment lies."""
    return moment.astimezone(UTC).replace(minute=moment.minute // 15 * 15, second=0, microsecond=0)


def chain_of(route: str) -> str:
    """Of what this address shows something: an "inspection", an "item" that inspectorates share, a "letter" …; empty where of no casework."""
    return next((chain for start, chain in settings.CASEWORK_ROUTES.items() if route.startswith(start)), "")


def is_casework(route: str) -> bool:
    """Whether reading it is written down."""
    return chain_of(route) != ""


def thing_of(name: str, arguments: Mapping[str, object]) -> str:
    """What an address shows: its name, alike for page and API, and its numbers beside the inspection's ("note:12")."""
    return ":".join([name.removeprefix(API), *(str(value) for key, value in arguments.items() if key != "pk")])[:100]


class ReadsMiddleware:
    """Writes a read before its answer leaves. When that fails so does the answer: what is not in the trail is not shown."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; then note what was shown, and to whom."""
        response = self.get_response(request)
        match = request.resolver_match
        if match is not None and is_casework(match.route) and shows(request, response):
            # Programs are known by now too: the API tells the request who they are.
            note(f"accounts.user:{request.user.pk}", match)
        return response


def shows(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether something was read: asked for and got, or a page that came back after a sending."""
    if request.method in READING:
        return response.status_code in SHOWN
    page = response.headers.get("Content-Type", "").startswith("text/html")
    return page and response.status_code in SHOWN_AGAIN


def note(actor: str, match: ResolverMatch) -> None:
    """Write one read, unless this process knows that it is there."""
    quarter = quarter_of(timezone.now())
    stream = f"{chain_of(match.route)}:{match.kwargs.get('pk') or match.kwargs['code']}"
    row = (actor, stream, thing_of(str(match.url_name), match.kwargs))
    if remembered.has(quarter, row):
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_read (quarter, actor, stream, thing) VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING",
            [quarter, *row],
        )
    transaction.on_commit(partial(remembered.keep, quarter, row))


def note_listed(request: HttpRequest, streams: Iterable[str]) -> None:
    """A list that gives whole words is a read of each of its rows, under the name of its address."""
    match = request.resolver_match
    if match is not None:
        note_several(f"accounts.user:{request.user.pk}", streams, thing_of(str(match.url_name), {}))


def note_several(actor: str, streams: Iterable[str], thing: str) -> None:
    """The same for a page that shows something of several inspections under an address of its own. One statement."""
    several = sorted(set(streams))
    if not several:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_read (quarter, actor, stream, thing) SELECT %s, %s, unnest(%s::text[]), %s ON CONFLICT DO NOTHING",
            [quarter_of(timezone.now()), actor, several, thing[:100]],
        )
