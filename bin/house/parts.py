"""Starting, watching and stopping the parts of one running copy."""

import fcntl
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from house import processes, shell
from house.places import ROOT, Places, secret
from house.refusal import Refusal, Stopped

# A part that dies sooner than this has not recovered: only such deaths count towards giving up.
STEADY_SECONDS = 5.0
GIVE_UP_AFTER = 6
# Ended in this order: nobody writes any more, then who carries messages, then who keeps the data.
STOP_ORDER = ("web", "beat", "worker", "valkey", "postgres")
KEPT_LOGS = 3


@dataclass
class Part:
    """One long-running process."""

    name: str
    command: list[str]
    env: Mapping[str, str]
    stop_signal: int = signal.SIGTERM
    patience: float = 10.0
    user: str | None = None
    before: Callable[[], None] = lambda: None
    process: subprocess.Popen[bytes] | None = None
    born: float = 0.0
    early_deaths: int = 0
    due: float = 0.0


@dataclass
class House:
    """The parts of one data folder, from the first start to the last stop."""

    places: Places
    parts: list[Part] = field(default_factory=list)
    hurry: bool = False
    _lock: IO[str] | None = None

    @property
    def token(self) -> str:
        """What marks the processes of this data folder as ours."""
        return secret(self.places.run / "token", 16)

    def take(self) -> None:
        """Make the data folder ours alone, and end what a killed start left in it."""
        self.places.make()
        if self._lock is not None:
            return
        lock = (self.places.run / "lock").open("a+")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.seek(0)
            holder = lock.read().strip() or "unknown"
            lock.close()
            raise Refusal(
                f"The data folder {self.places.var} is in use by process {holder}. Stop that one first,"
                " or set JTAI_VAR and JTAI_PORT for a second copy."
            ) from error
        lock.truncate(0)
        lock.write(f"{os.getpid()}\n")
        lock.flush()
        self._lock = lock
        self.disown_copied()
        self.end_leftovers()

    @contextmanager
    def held(self) -> Iterator["House"]:
        """The data folder ours for a while, and everything we started stopped at the end."""
        try:
            self.take()
            yield self
        finally:
            self.stop()

    def disown_copied(self) -> None:
        """Forget what a copied or moved data folder says about processes: they belong to the original."""
        mark = self.places.run / "place"
        if mark.exists() and mark.read_text() != str(self.places.var):
            for record in processes.recorded(self.places.run):
                processes.forget(self.places.run, record.part)
            (self.places.run / "token").unlink(missing_ok=True)
        mark.write_text(str(self.places.var))

    def end_leftovers(self) -> None:
        """Stop what an earlier start began and could not stop, in order, and nothing else."""
        records = {record.part: record for record in processes.recorded(self.places.run)}
        names = [*STOP_ORDER, *sorted(set(records) - set(STOP_ORDER))]
        told = False
        for name in names:
            record = records.get(name)
            if record is None:
                continue
            if record.alive() and not told:
                shell.say("Stopping what an earlier start left running")
                told = True
            processes.stop(record)
            processes.forget(self.places.run, name)
        processes.sweep(self.token)

    def start(self, part: Part) -> None:
        """Start a part and watch it from now on."""
        rotate(self.places.log / f"{part.name}.log")
        self.parts.append(part)
        self.launch(part)

    def launch(self, part: Part) -> None:
        """Start a part's process, for the first time or again."""
        part.before()
        env = {**part.env, processes.MARK: self.token, processes.PART: part.name}
        with (self.places.log / f"{part.name}.log").open("ab") as log:
            part.process = subprocess.Popen(
                part.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=env,
                cwd="/" if part.user else ROOT,
                # Its own session: Ctrl-C at the terminal reaches us alone, and we stop the parts in order.
                start_new_session=True,
                user=part.user,
                group=shell.group_of(part.user),
                extra_groups=shell.extra_groups_of(part.user),
            )
        part.born = time.monotonic()
        processes.remember(self.places.run, part.name, part.process.pid, part.stop_signal, part.patience)

    def wait_until(self, part: Part, ready: Callable[[], bool], seconds: float) -> None:
        """Wait until a part just started is ready; a part that dies first, or never answers, is a refusal."""
        deadline = time.monotonic() + seconds
        while not ready():
            if part.process is not None and part.process.poll() is not None:
                raise Refusal(f"{part.name} did not start. {self.last_words(part)}")
            if time.monotonic() > deadline:
                raise Refusal(f"{part.name} did not answer within {seconds:.0f} seconds. {self.last_words(part)}")
            time.sleep(0.05)

    def last_words(self, part: Part) -> str:
        """The end of a part's log, for the sentence that says it failed."""
        log = self.places.log / f"{part.name}.log"
        lines = [line for line in log.read_text(errors="replace").splitlines() if line.strip()]
        said = f"It said last: {lines[-1].strip()}" if lines else "It said nothing."
        return f"{said} (all of it: {log})"

    def watch(self) -> None:
        """Keep every part running until we are stopped: a part that dies is started again, a little later each time."""
        while True:
            for part in self.parts:
                if part.process is None:
                    if time.monotonic() >= part.due:
                        self.launch(part)
                elif (code := part.process.poll()) is not None:
                    self.mourn(part, code)
            time.sleep(0.2)

    def mourn(self, part: Part, code: int) -> None:
        """Decide when a dead part starts again, or that it is hopeless."""
        part.process = None
        part.early_deaths = 0 if time.monotonic() - part.born > STEADY_SECONDS else part.early_deaths + 1
        if part.early_deaths >= GIVE_UP_AFTER:
            raise Refusal(f"{part.name} stopped {GIVE_UP_AFTER} times as soon as it was started. {self.last_words(part)}")
        # Its children may outlive it, and would work beside their successors.
        processes.sweep(self.token, part.name)
        pause = 0.1 * 2**part.early_deaths
        part.due = time.monotonic() + pause
        how = f"by signal {-code}" if code < 0 else f"with code {code}"
        shell.say(f"{part.name} ended {how}; starting it again")

    def discard(self, name: str) -> None:
        """Stop one part and no longer watch it."""
        for part in [part for part in self.parts if part.name == name]:
            if part.process is not None:
                self.end(part, part.process)
                # A killed master leaves children; they go before the part that they talk to.
                processes.sweep(self.token, name)
            self.parts.remove(part)
        processes.forget(self.places.run, name)

    def stop(self) -> None:
        """Stop what we started, in order, and nothing else. A second Ctrl-C cuts the waiting short.

        Who does not hold the data folder started nothing: what runs there is somebody else's.
        """
        if self._lock is None:
            return
        for name in STOP_ORDER:
            self.discard(name)
        processes.sweep(self.token)
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def end(self, part: Part, process: subprocess.Popen[bytes]) -> None:
        """Ask, wait, insist."""
        if process.poll() is None:
            process.send_signal(part.stop_signal)
        deadline = time.monotonic() + part.patience
        while process.poll() is None:
            # The database is always given its time: it must write what it holds.
            if time.monotonic() > deadline or (self.hurry and part.name != "postgres"):
                process.kill()
                process.wait()
            time.sleep(0.02)


def rotate(log: Path) -> None:
    """Keep the logs of the last starts: web.log, web.log.1 and so on."""
    for number in range(KEPT_LOGS, 0, -1):
        older = log.with_name(f"{log.name}.{number}")
        newer = log if number == 1 else log.with_name(f"{log.name}.{number - 1}")
        if newer.exists():
            newer.replace(older)


def obey_signals(house: House) -> None:
    """Ctrl-C, SIGTERM and a closed terminal stop us in order; when they come again, in haste."""
    asked = False

    def stop(_number: int, _frame: object) -> None:
        nonlocal asked
        if asked:
            house.hurry = True
            return
        asked = True
        raise Stopped

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
