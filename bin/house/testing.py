"""bin/test: set up this machine and run every test against servers of its own."""

import argparse
import fcntl
import os
import signal
import subprocess
import tempfile
import threading
import time
from typing import IO, Self

from house import machine, postgres, shell, valkey, versions, virtualenv
from house.parts import House, obey_signals
from house.places import PYTHON, ROOT, Places, data_folder
from house.preparing import Preparation, environment
from house.refusal import Refusal, Stopped

ABOUT = """Set up this machine and run the tests, part after part; with words, one pytest with those words:
bin/test tests/jobs -k reaper"""

# Name, marker expression, and what else pytest is told. A test with two markers belongs to the last part that names it.
# By files: the tests of a file share what it sets up. tests/conftest.py puts the longest files first.
SIDE_BY_SIDE = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
UNIT, WORKER = "unit and database", "worker"
PARTS: tuple[tuple[str, str, list[str]], ...] = (
    (UNIT, "not worker and not browser and not machine", SIDE_BY_SIDE),
    (WORKER, "worker and not browser and not machine", []),
    ("browser", "browser and not machine", SIDE_BY_SIDE),
    ("machine", "machine", []),
)
PASSED, NOTHING_FOUND = 0, 5


def main(words: list[str]) -> int:
    """Exit code 1 when any part failed, or when there was nothing to run at all."""
    if words[:1] in (["-h"], ["--help"]):
        argparse.ArgumentParser(
            prog="bin/test", description=ABOUT, formatter_class=argparse.RawDescriptionHelpFormatter
        ).print_help()
        return 0
    os.umask(0o022)
    minimums = versions.read(ROOT / "versions")
    machine.install(machine.TEST)
    virtualenv.ensure(virtualenv.DEVELOPMENT, minimums["python"])
    house = House(free_places())
    machine.need_space(house.places.var, 500, "the test servers")
    obey_signals(house)
    try:
        with house.held():
            env = servers(house, minimums)
            return pytest(words, env) if words else every(env)
    except Stopped:
        shell.say("\nStopping")
        return 130


def free_places() -> Places:
    """A data folder for test servers that no other bin/test uses now."""
    var = data_folder(dict(os.environ)).var
    for number in range(1, 20):
        places = Places(var / ("test" if number == 1 else f"test-{number}"))
        places.make()
        with (places.run / "lock").open("a+") as trial:
            try:
                fcntl.flock(trial, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            return places
    raise Refusal(f"Nineteen test runs are under way in {var}. Wait for one of them.")


def servers(house: House, minimums: dict[str, str]) -> dict[str, str]:
    """The environment of the tests. The role may create databases: pytest makes its own beside each other."""
    database = application = os.environ.get("DATABASE_URL") or ""
    if not database:
        cluster = postgres.cluster(house.places, minimums["postgresql"], durable=False)
        postgres.start(house, cluster)
        database = cluster.url("jtai_owner")
        application = cluster.url("jtai_app")
    redis = os.environ.get("REDIS_URL") or valkey.start(house, minimums)
    env = environment(house.places, 8000, database=database, owner=database, redis=redis, demonstration=False)
    # Hashing a password slowly, as production must, is most of the time of a test that makes people.
    env |= {"JTAI_PASSWORD_HASHERS": "django.contrib.auth.hashers.MD5PasswordHasher"}
    # Tests and measurements ask faster than anybody may; those of the limits set them low themselves.
    env |= {"JTAI_RATE_LIMIT_TIMES": "1000000"}
    for name in ("JTAI_PORT", "JTAI_DEMONSTRATION"):
        env.pop(name)
    # A page that is served for real looks its style sheet up among the collected files.
    Preparation(house.places, env, house.token, private=True).static()
    # For tests of what the application's own role may not do.
    return {**env, "DATABASE_APP_URL": application}


def every(env: dict[str, str]) -> int:
    """All parts, and what each took."""
    told = []
    failed = found = False
    with Beside(WORKER, env) as worker:
        for name, marker, options in PARTS:
            shell.say(f"\n== {name}")
            begun = time.monotonic()
            code, seconds = worker.end() if name == WORKER else (pytest(["-m", marker, *options], env), None)
            found = found or code != NOTHING_FOUND
            failed = failed or code not in {PASSED, NOTHING_FOUND}
            outcome = {PASSED: "passed", NOTHING_FOUND: "no tests"}.get(code, "FAILED")
            took = time.monotonic() - begun if seconds is None else seconds
            told.append(f"{name:<20} {outcome:<10} {took:6.1f} s" + (f", beside {UNIT}" if name == WORKER else ""))
    shell.say("\n" + "\n".join(told))
    if not found:
        shell.say("There were no tests at all.")
    return 1 if failed or not found else 0


class Beside:
    """A part whose tests wait for servers more than they work: it runs beside the part before it, and speaks after it."""

    def __init__(self, part: str, env: dict[str, str]) -> None:
        self.words = next(["-m", marker, *options] for name, marker, options in PARTS if name == part)
        self.env = env

    def __enter__(self) -> Self:
        self.said = tempfile.TemporaryFile()
        self.begun = time.monotonic()
        self.process = start(self.words, self.env, self.said)
        self.watch = threading.Thread(target=self._watch, daemon=True)
        self.watch.start()
        return self

    def _watch(self) -> None:
        self.process.wait()
        self.ended = time.monotonic()

    def end(self) -> tuple[int, float]:
        """Its exit code and how long it took; what it said comes now."""
        while self.watch.is_alive():
            self.watch.join(1)  # not for ever: a signal has to get through
        self.said.seek(0)
        shell.say(self.said.read().decode(errors="replace").rstrip())
        return self.process.returncode, self.ended - self.begun

    def __exit__(self, *_exception: object) -> None:
        if self.watch.is_alive():
            stop(self.process)
        self.said.close()


def pytest(words: list[str], env: dict[str, str]) -> int:
    """One pytest, from beginning to end."""
    process = start(words, env)
    try:
        return process.wait()
    except Stopped:
        stop(process)
        raise


def start(words: list[str], env: dict[str, str], said: IO[bytes] | None = None) -> "subprocess.Popen[bytes]":
    """In a session of its own: Ctrl-C reaches us and not it."""
    return subprocess.Popen(
        [PYTHON, "-m", "pytest", *words], env=env, cwd=ROOT, start_new_session=True, stdout=said, stderr=said
    )


def stop(process: "subprocess.Popen[bytes]") -> None:
    """Let it say what it has found so far."""
    process.send_signal(signal.SIGINT)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
