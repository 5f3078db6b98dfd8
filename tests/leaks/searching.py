"""Asks as a viewer, and looks for every mark that the viewer may not see in all that comes back."""

import hashlib
import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.template import Template
from django.test import Client
from django.test.client import ClientHandler
from django.test.utils import _TestState, instrumented_test_render
from pypdf import PdfReader

from inspections.workflow import Status
from tests.leaks.asking import Ask
from tests.leaks.marks import GROUP_NAME, Mark
from tests.leaks.planting import Planted
from tests.leaks.rules import Look, may_see
from tests.leaks.targets import ELSEWHERE
from tests.leaks.viewers import BY_NAME, Viewer
from tests.walk import AREA, OTHER_AREA

LOGGERS = (
    "", "django.request", "django.security", "django.server", "audit", "jobs", "accounts", "files", "writing", "agencies",
    "programmes", "inspections", "scheduling", "reports", "desk", "jtai", "celery",
    "intelligence", "inspections", "scheduling", "reports", "desk", "jtai", "celery",
)  # fmt: skip


class Kept(logging.Handler):
    """Every line that was logged."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@contextmanager
def listening() -> Iterator[Kept]:
    """Everything that our rooms and the request handler log meanwhile, from DEBUG up."""
    kept = Kept()
    before = {}
    for name in LOGGERS:
        logger = logging.getLogger(name or None)
        before[logger] = (logger.level, list(logger.handlers), logger.propagate)
        if name:
            logger.setLevel(logging.DEBUG)
            logger.propagate = False
        logger.handlers = [kept]
    try:
        yield kept
    finally:
        for logger, (level, handlers, propagate) in before.items():
            logger.level, logger.handlers, logger.propagate = level, handlers, propagate
            logger.setLevel(level)


@dataclass
class Outcome:
    """What one request gave away. leaks: in words. found: marks in what came back."""

    status: int
    found: set[Mark] = field(default_factory=set)
    leaks: list[str] = field(default_factory=list)


@contextmanager
def plainly() -> Iterator[None]:
    """Templates are rendered as in service: nobody here asks which ones, and the copies of what they were given cost time."""
    instrumented = Template._render
    if instrumented is instrumented_test_render:
        Template._render = _TestState.saved_data.template_render
    try:
        yield
    finally:
        Template._render = instrumented


@cache
def _handler() -> ClientHandler:
    """One chain of middleware for all browsers: it keeps nothing of theirs, and building it took as long as a small page."""
    return ClientHandler(enforce_csrf_checks=False)


def client_of(planted: Planted, viewer: Viewer) -> tuple[Client, dict[str, str]]:
    """A browser, or a program, as this viewer, and the headers it sends."""
    client = Client(HTTP_HOST="localhost", raise_request_exception=False)
    client.handler = _handler()
    if viewer.token:
        return client, {"Authorization": f"Bearer {planted.secrets[viewer.token]}"}
    if viewer.name in planted.keys:
        client.cookies[settings.SESSION_COOKIE_NAME] = planted.keys[viewer.name]
    for name, value in planted.cookies.get(viewer.name, {}).items():
        client.cookies[name] = value
    return client, {}


def send(client: Client, headers: dict[str, str], ask: Ask) -> HttpResponse:
    """The request of an ask."""
    call = getattr(client, ask.method)
    if ask.method == "get":
        return call(ask.address, headers=headers)
    if "/api/" in ask.address:
        headers = {**headers, "If-Match": '"1"'}
        return call(ask.address, data=json.dumps(ask.sends), content_type="application/json", headers=headers)
    return call(ask.address, data={key: value for key, value in ask.sends.items() if value is not None}, headers=headers)


def body_of(response: HttpResponse) -> bytes:
    """The whole body, also of a file that is sent as a stream."""
    return b"".join(response.streaming_content) if response.streaming else response.content


@cache
def _words_of_pdf(digest: str, data: "Bytes") -> str:  # noqa: ARG001 -- the digest is the key
    reader = PdfReader(io.BytesIO(data.data))
    pages = "\n".join(page.extract_text() for page in reader.pages)
    extra = reader.trailer["/Root"].get("/Metadata")
    xml = extra.get_object().get_data().decode(errors="replace") if extra is not None else ""
    return f"{pages}\n{reader.metadata}\n{xml}\n{list(reader.attachments)}"


class Bytes:
    """Bytes that a cache does not compare."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def __hash__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Bytes)


def words_of(data: bytes) -> str:
    """What a person, or a program, can read in a body; a PDF's text, metadata and attachments."""
    if data.startswith(b"%PDF"):
        return _words_of_pdf(hashlib.sha256(data).hexdigest(), Bytes(data))
    return data.decode(errors="replace")


def channels_of(response: HttpResponse) -> dict[str, str]:
    """Everything that goes over the wire, by channel."""
    return {
        "body": words_of(body_of(response)),
        "headers": "\n".join(f"{name}: {value}" for name, value in response.headers.items()),
        "cookies": response.cookies.output(),
        "reason": response.reason_phrase,
    }


def look_of(planted: Planted, viewer: Viewer, mark: Mark) -> Look:
    """The facts by which the rules judge."""
    target = planted.targets.get(mark.target)
    elsewhere = mark.target == ELSEWHERE
    status, area = "", ""
    if target is not None:
        status, area = target.inspection.status, OTHER_AREA if elsewhere else AREA
        if status == Status.PAUSED:
            status = target.inspection.paused_from
    return Look(
        mark=mark,
        status=status,
        part=viewer.elsewhere if elsewhere else viewer.part,
        inspectorate=viewer.inspectorate,
        office=viewer.office,
        decides=viewer.decides,
        governs=viewer.governs,
        area=bool(viewer.area) and viewer.area == area,
        co_ordinator=viewer.co_ordinator,
        agency=viewer.agency,
        reader=viewer.co_ordinator and viewer.area == AREA,
        known=target is None or target.known,
        sent=target is None or target.sent,
        self_=viewer.person == mark.person and viewer.token != "revoked" and not viewer.half,
        schedules=viewer.schedules,
        administers=viewer.administers,
        system=viewer.system,
        apart=viewer.apart,
    )


def look(planted: Planted, viewer_name: str, ask: Ask, kept: Kept) -> Outcome:
    """Ask, read, judge; afterwards the world is as it was."""
    viewer = BY_NAME[viewer_name]
    client, headers = client_of(planted, viewer)
    kept.lines.clear()
    with transaction.atomic(), planted.memory.at_work():
        try:
            response = send(client, headers, ask)
            channels = channels_of(response)
            where = response.headers.get("Location", "")
            if ask.method != "get" and response.status_code == HTTPStatus.FOUND and where.startswith("/"):
                channels |= {f"{name} of the page after": text for name, text in channels_of(client.get(where)).items()}
        finally:
            transaction.set_rollback(True)
    outcome = Outcome(response.status_code)
    if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        outcome.leaks.append(f"{viewer_name} {ask}: {response.status_code}")
    for name, text in channels.items():
        for mark in planted.marks.found_in(text):
            outcome.found.add(mark)
            if mark.kind != ask.opens and not may_see(look_of(planted, viewer, mark)):
                outcome.leaks.append(f"{viewer_name} {ask}: {mark}, in the {name}")
        if GROUP_NAME.search(text):
            outcome.leaks.append(f"{viewer_name} {ask}: the name of a group, in the {name}")
    for line in kept.lines:
        for mark in planted.marks.found_in(line):
            outcome.leaks.append(f"{viewer_name} {ask}: {mark}, in a line of the log")
    return outcome
