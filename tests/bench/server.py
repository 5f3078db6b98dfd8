"""The real web server on a loopback port, and a browser's side of it that costs next to nothing."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection

from tests.bench import cpu

ROOT = Path(__file__).resolve().parent.parent.parent
WORKERS, THREADS = 2, 4
CSRF = "b" * 32
FORM = "application/x-www-form-urlencoded"


class NotMeasurable(Exception):
    """Says in a sentence why nothing can be measured here."""


def free_port() -> int:
    """A port of the loopback device that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """Gunicorn as bin/run starts it."""

    process: subprocess.Popen[bytes]
    port: int

    @classmethod
    def start(cls, env: Mapping[str, str], log: Path) -> "Server":
        """Returns when a page answers."""
        port = free_port()
        command = [
            sys.executable, "-m", "gunicorn", "jtai.wsgi:application", "--bind", f"127.0.0.1:{port}",
            "--worker-class", "gthread", "--workers", str(WORKERS), "--threads", str(THREADS), "--no-control-socket",
            "--keep-alive", "60", "--log-level", "warning",
        ]  # fmt: skip
        with log.open("wb") as stream:
            process = subprocess.Popen(
                command, env=dict(env), cwd=ROOT, stdin=subprocess.DEVNULL, stdout=stream, stderr=subprocess.STDOUT
            )
        made = cls(process, port)
        deadline = time.monotonic() + 60
        while not made.answers():
            if process.poll() is not None or time.monotonic() > deadline:
                made.stop()
                raise NotMeasurable(f"The web server did not start. All it said is in {log}.")
            time.sleep(0.1)
        return made

    def answers(self) -> bool:
        """Whether the empty view says ok."""
        try:
            return Browser(self.port, "").get("/healthz") == HTTPStatus.OK
        except OSError:
            return False

    def stop(self) -> None:
        """End it, and its workers with it."""
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def processes(self) -> list[int]:
        """The workers, and the backends that serve this database. Raises NotMeasurable when they run elsewhere."""
        workers = cpu.children_of(self.process.pid)
        backends = backends_of(str(settings.DATABASES["default"]["NAME"]))
        if len(workers) != WORKERS or not all(Path(f"/proc/{pid}/stat").exists() for pid in backends):
            raise NotMeasurable(
                "The database’s processes cannot be seen from here. Unset DATABASE_URL to use a private server."
            )
        return [*workers, *backends]


def backends_of(database: str) -> list[int]:
    """The processes that serve connections to this database, our own left out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = %s AND backend_type = 'client backend' AND pid <> pg_backend_pid()",
            [database],
        )
        return [row[0] for row in cursor.fetchall()]


class Browser:
    """Several kept connections, used in turn so that each worker gets its share."""

    CONNECTIONS = 4

    def __init__(self, port: int, session: str) -> None:
        self.lines = [http.client.HTTPConnection("127.0.0.1", port, timeout=60) for _number in range(self.CONNECTIONS)]
        cookies = f"{settings.SESSION_COOKIE_NAME}={session}; csrftoken={CSRF}" if session else ""
        self.headers = {"Host": f"localhost:{port}", **({"Cookie": cookies} if session else {})}
        self.turn = 0

    def ask(self, method: str, address: str, body: str | None = None, **headers: str) -> tuple[int, bytes]:
        """One request: its status and body."""
        self.turn = (self.turn + 1) % len(self.lines)
        line = self.lines[self.turn]
        line.request(method, address, body=body, headers={**self.headers, **headers})
        response = line.getresponse()
        return response.status, response.read()

    def get(self, address: str) -> int:
        """The status of a page."""
        return self.ask("GET", address)[0]

    def post(self, address: str, values: Mapping[str, object]) -> int:
        """The status after sending a form."""
        body = urlencode({**values, "csrfmiddlewaretoken": CSRF})
        return self.ask("POST", address, body, **{"Content-Type": FORM})[0]

    def close(self) -> None:
        """Leave the server free to end."""
        for line in self.lines:
            line.close()


def environment(database_url: str, var: Path) -> dict[str, str]:
    """What the measured server runs in: as in production, without debugging."""
    kept = {name: value for name, value in os.environ.items() if name not in {"JTAI_DEBUG", "JTAI_STATIC_STORAGE"}}
    return {**kept, "DATABASE_URL": database_url, "JTAI_VAR": str(var), "DJANGO_SETTINGS_MODULE": "jtai.settings"}
