"""What is measured: pages as the least-privileged inspector opens them, and what is sent from the form."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import count

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.db.models import Count
from django.http import HttpRequest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from inspections.models import Finding, Inspection, Part, TeamPlace
from tests.bench.people import MEASURED
from tests.bench.sizes import LIST_OF_A_LEAD
from tests.bench.world import body_of
from tests.proven import prove

BY_HAND = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE SAVEPOINT")


@dataclass
class Page:
    """One thing that is asked. sends: the values of the next form; None: the page is only read. good: its status.

    session: of somebody else than the measured inspector.
    """

    name: str
    address: str
    good: int = HTTPStatus.OK
    sends: Callable[[], dict[str, object]] | None = None
    session: str = ""


def a_lead() -> User:
    """Who leads most inspections: has as many groups as the measured inspector, and more grants."""
    leading = TeamPlace.objects.filter(part=Part.LEAD, ended_at=None).values("user")
    return User.objects.get(pk=leading.annotate(number=Count("pk")).order_by("-number", "user")[0]["user"])


def session_of(person: User) -> str:
    """A session as signing in makes it."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    request = HttpRequest()
    request.session = session
    prove(request, person)
    session.create()
    return str(session.session_key)


@dataclass
class Visit:
    """The measured inspector on the first inspection, which is in fieldwork."""

    person: User
    session: str
    inspection: Inspection
    finding: Finding
    numbers: Iterator[int] = field(default_factory=lambda: count(1_000_000))

    @classmethod
    def of_the_measured(cls) -> "Visit":
        """Found in the filled database."""
        person = User.objects.get(email=MEASURED)
        inspection = Inspection.objects.order_by("pk")[0]
        own = Finding.objects.filter(inspection=inspection, inspectorate=person.membership.inspectorate)
        return cls(person, session_of(person), inspection, own.order_by("pk")[0])

    def _fields(self) -> dict[str, object]:
        finding = self.finding
        return {
            "statement": body_of(next(self.numbers)),
            "kind": finding.kind,
            "effect": finding.effect,
            "strand": finding.strand_id,
            "criterion": finding.criterion_id,
            "level": finding.level,
            "agency": finding.agency_id or "",
        }

    def _edit(self) -> dict[str, object]:
        self.finding.text.refresh_from_db(fields=["version"])
        return {**self._fields(), "base": self.finding.text.version}

    def pages(self) -> list[Page]:
        """Everything that is measured, in the order of the report."""
        at = [self.inspection.pk]
        add, edit = reverse("finding_add", args=at), reverse("finding_edit", args=[*at, self.finding.pk])
        return [
            Page("inspection list", reverse("inspections")),
            Page(LIST_OF_A_LEAD, reverse("inspections"), session=session_of(a_lead())),
            Page("inspection page", reverse("inspection", args=at)),
            Page("finding form", add),
            Page("finding save", add, HTTPStatus.FOUND, self._fields),
            Page("finding edit", edit, HTTPStatus.FOUND, self._edit),
        ]

    def queries_of(self, page: Page) -> int:
        """Statements that one request sends, those that only begin and end transactions left out.

        Counted in this process, with the same code and rows; the ping of a kept connection is added.
        """
        client = Client(HTTP_HOST="localhost")
        client.cookies[settings.SESSION_COOKIE_NAME] = page.session or self.session
        self._ask(client, page, page.sends and page.sends())
        values = page.sends and page.sends()
        with CaptureQueriesContext(connection) as asked:
            self._ask(client, page, values)
        sent = [row["sql"] for row in asked.captured_queries if not row["sql"].startswith(BY_HAND)]
        return len(sent) + int(bool(settings.DATABASES["default"].get("CONN_HEALTH_CHECKS")))

    def _ask(self, client: Client, page: Page, values: dict[str, object] | None) -> None:
        response = client.get(page.address) if values is None else client.post(page.address, values)
        assert response.status_code == page.good, f"{page.name}: {response.status_code}"
