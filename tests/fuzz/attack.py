"""One bad request after the other against the walked world, and what is asked of every answer."""

import logging
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from io import BytesIO, StringIO
from random import Random
from typing import Any
from urllib.parse import quote, quote_from_bytes, unquote_to_bytes

from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.urls import reverse

from jtai.requests import Application
from tests.doors.parts import Door
from tests.doors.world import SIGNED_IN, World
from tests.fuzz import badness

SECONDS = 10.0  # of one answer, on a machine that others use as well
FAULT = 500
TRACES = (b"Traceback (most recent call last)", b'File "/', b"django.db.utils", b"psycopg2.")


@dataclass
class Heard(logging.Handler):
    """Everything that was logged with a stack trace, or as an error of ours."""

    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def __hash__(self) -> int:
        return id(self)

    def emit(self, record: logging.LogRecord) -> None:
        quiet = record.name.startswith("django.security")  # says what was suspicious, as an error without a trace
        words = record.getMessage()
        if record.exc_info or record.stack_info or "Traceback" in words or (record.levelno >= logging.ERROR and not quiet):
            trace = logging.Formatter().formatException(record.exc_info)[-600:] if record.exc_info else ""
            self.said.append(f"{record.name}: {words[:200]} {trace}")


@dataclass
class Tally:
    """What came of it."""

    answers: Counter[int] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    slowest: float = 0.0
    slowest_was: str = ""

    @property
    def sent(self) -> int:
        return sum(self.answers.values())


def attack(world: World, doors: list[Door], *, requests: int, seed: int) -> Tally:
    """Send so many; the same seed sends the same. The world is as it was after each."""
    random, tally, heard = Random(seed), Tally(), Heard()
    attacker = Attacker(world, random, tally, heard)
    root = logging.getLogger()
    # What the log leaves out is not heard either: the question is what stands in it.
    heard.filters = [rule for one in root.handlers for rule in one.filters]
    root.addHandler(heard)
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)  # it would end the transaction that the world stands in
    others = [one for one in root.handlers if one is not heard]
    for one in others:
        root.removeHandler(one)
    try:
        addresses = [(door, reverse(door.name, kwargs=dict(door.at(world)))) for door in doors]
        for number in range(requests):
            door, address = addresses[number % len(addresses)] if number < len(addresses) else random.choice(addresses)
            attacker.send(door, address)
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)
        root.removeHandler(heard)
        for one in others:
            root.addHandler(one)
    return tally


@dataclass
class Answer:
    """What came back through the server's own entrance."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes


@dataclass
class Attacker:
    """Sends to the application as the web server does: the test client would read the request in a way of its own."""

    world: World
    random: Random
    tally: Tally
    heard: Heard
    application: Application = field(default_factory=Application)

    def send(self, door: Door, address: str) -> None:
        """One request; the world is as it was after it."""
        part = self.random.choice(("nobody", *SIGNED_IN, *[one for one in door.parts if one in SIGNED_IN] * 4))
        environ = {**_basis(self.world.sessions.get(part)), **_environ(self.world, door, address, self.random)}
        line = f"{environ['REQUEST_METHOD']!r} {environ['PATH_INFO']!r}?{environ['QUERY_STRING'][:200]} as {part}"
        begun = time.monotonic()
        with transaction.atomic():
            try:
                answer = self._answer(environ)
            except Exception as error:  # noqa: BLE001 -- whatever it is, the server would have to answer for it
                answer = Answer(FAULT, [], f"{type(error).__name__}: {error}".encode())
                self.heard.said.append(traceback.format_exc()[-600:])
            finally:
                transaction.set_rollback(True)
        self._note(line, environ, answer, time.monotonic() - begun)

    def _answer(self, environ: dict[str, Any]) -> Answer:
        said: list[Any] = []
        parts = self.application(environ, lambda status, headers, _error=None: said.extend((status, headers)))
        try:
            body = b"".join(parts)
        finally:
            getattr(parts, "close", bool)()
        return Answer(int(said[0].split()[0]), said[1], body)

    def _note(self, line: str, environ: dict[str, Any], answer: Answer, took: float) -> None:
        tally = self.tally
        if took > tally.slowest:
            tally.slowest, tally.slowest_was = took, line
        tally.answers[answer.status] += 1
        found = [*_faults(answer, took), *self.heard.said]
        self.heard.said.clear()
        if found:
            details = {name: str(value)[:200] for name, value in environ.items() if name.startswith(("HTTP_", "CONTENT_"))}
            sent = environ["wsgi.input"].getvalue()[:400]
            tally.faults.append(f"{line}\n  {details}\n  {sent!r}\n  " + "\n  ".join(found))


def _basis(session: str | None) -> dict[str, Any]:
    """What a web server says of any request. The token against forgery is a good one: it is to get further than that."""
    secret = "a" * 32
    cookies = [f"{settings.CSRF_COOKIE_NAME}={secret}", *([f"{settings.SESSION_COOKIE_NAME}={session}"] if session else [])]
    return {
        "HTTP_HOST": "localhost",
        "HTTP_COOKIE": "; ".join(cookies),
        "HTTP_X_CSRFTOKEN": secret,
        "REMOTE_ADDR": "127.0.0.1",
        "SCRIPT_NAME": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.errors": StringIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.url_scheme": "http",
        "wsgi.version": (1, 0),
    }


def _faults(answer: Answer, took: float) -> list[str]:
    found = []
    if answer.status >= FAULT:
        found.append(f"answered {answer.status}: {answer.body[:300]!r}")
    found += [f"the body has {trace!r}" for trace in TRACES if trace in answer.body]
    if took > SECONDS:
        found.append(f"took {took:.1f} s")
    if any("\n" in value or "\r" in value for _name, value in answer.headers):
        found.append("a line end in a header")
    return found


def _environ(world: World, door: Door, address: str, random: Random) -> dict[str, Any]:
    """The door's own request, spoilt in one to three ways."""
    method = door.method.upper()
    path, query = address, door.query.lstrip("?")
    good = dict(door.body(world))
    environ: dict[str, Any] = {f"HTTP_{name.upper().replace('-', '_')}": text for name, text in (door.headers or {}).items()}
    spoilt = set(random.sample(("path", "query", "method", "body", "headers", "cookie", "type"), random.choice((1, 1, 2, 3))))
    if "path" in spoilt:
        path = _path(path, random)
    if "query" in spoilt:
        query = "&".join([query, *(_pair(random) for _ in range(random.choice((1, 2, 5, 40))))]).lstrip("&")
    if "method" in spoilt:
        method = random.choice(badness.METHODS)
    kind, data = _body(door, good, random, spoil="body" in spoilt)
    if "type" in spoilt:
        kind = random.choice(badness.TYPES)
    if "headers" in spoilt:
        for name in random.sample(list(badness.HEADERS), random.choice((1, 2, 4))):
            environ[name] = random.choice(badness.HEADERS[name])
    if "cookie" in spoilt:
        environ["HTTP_COOKIE"] = random.choice(badness.COOKIES).replace("{session}", settings.SESSION_COOKIE_NAME)
    return {
        "CONTENT_LENGTH": str(len(data)),
        **environ,
        "REQUEST_METHOD": method,
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "CONTENT_TYPE": kind,
        "wsgi.input": BytesIO(data),
    }


def _path(path: str, random: Random) -> str:
    parts = path.split("/")
    kind = random.randrange(6)
    if kind == 0:
        return path + quote(random.choice(badness.TEXTS))
    if kind == 1:
        return path + quote_from_bytes(random.choice(badness.RAW))
    if kind == 2:
        return "/" + random.choice(("", "/", "../", "./", "%2e%2e/", "static/../", "static/%00", "api/v1/", "\\")) + path
    places = [place for place, part in enumerate(parts) if part]
    if places:
        numbers = [place for place in places if parts[place].isdecimal()] or places
        parts[random.choice(numbers if random.random() < 0.7 else places)] = quote(
            random.choice((*badness.PARTS, *badness.TEXTS))
        )
    return "/".join(parts)


def _pair(random: Random) -> str:
    name = random.choice(badness.NAMES)
    value = quote(random.choice(badness.TEXTS)) if random.random() < 0.7 else quote_from_bytes(random.choice(badness.RAW))
    return f"{name}={value}" if random.random() < 0.9 else random.choice((name, "=", "%", "&", f"{value}", "a" * 3000))


def _body(door: Door, good: dict[str, Any], random: Random, *, spoil: bool) -> tuple[str, bytes]:
    if not spoil and door.method == "get":
        return "", b""
    if spoil and random.random() < 0.2:
        return "multipart/form-data; boundary=b", badness.multipart_body(random, good)
    if door.is_api:
        return "application/json", badness.json_body(random if spoil else Random(11), good)
    return "application/x-www-form-urlencoded", badness.form_body(random if spoil else Random(11), good)
