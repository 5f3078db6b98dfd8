"""bin/run: set up this machine and run the whole application on it."""

import argparse
import os
import shutil
import time
import urllib.error
import urllib.request
from http import HTTPStatus
from http.client import HTTPMessage
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from house import machine, postgres, shell, valkey, versions, virtualenv
from house.parts import House, Part, obey_signals
from house.places import PYTHON, ROOT, Places, data_folder
from house.preparing import Preparation, environment
from house.refusal import Refusal, Stopped

ABOUT = """Set up this machine and run the application: database, broker, web, worker and beat.
Ctrl-C stops all of it. JTAI_PORT and JTAI_VAR move the port and the data folder, so that two copies can run.
DATABASE_URL or REDIS_URL, when set, are used instead of a private server. docs/operations.md says the rest."""

# What --reset removes from a data folder. Named one by one: JTAI_VAR may hold other things.
OURS = (
    "postgres", "postgres.json", "valkey", "valkey.unreadable", "media", "mail", "static", "log",
    "prepared.json", "secret", "seal-key", "beat",
)  # fmt: skip


def main(words: list[str]) -> int:
    """Run until stopped."""
    options = arguments(words)
    os.umask(0o022)
    places = data_folder(dict(os.environ))
    port = machine.port_from(dict(os.environ))
    house = House(places)
    obey_signals(house)
    begun = time.monotonic()
    try:
        if options.reset:
            reset(house, agreed=options.yes)
        open_house(house, port, demonstration=not options.no_demo, begun=begun)
        house.watch()
    except Stopped:
        shell.say("\nStopping")
    finally:
        house.stop()
    return 0


def arguments(words: list[str]) -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(prog="bin/run", description=ABOUT, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--no-demo", action="store_true", help="leave all demonstration data and people out")
    parser.add_argument("--reset", action="store_true", help="start over with an empty data folder, after asking")
    parser.add_argument("--yes", action="store_true", help="with --reset: do not ask")
    return parser.parse_args(words)


def open_house(house: House, port: int, *, demonstration: bool, begun: float) -> None:
    """Everything from an unknown machine to a page that answers."""
    minimums = versions.read(ROOT / "versions")
    address = os.environ.get("JTAI_BIND") or "127.0.0.1"
    machine.need_space(house.places.var, 300, "the data folder")
    house.take()
    machine.need_port(address, port)
    machine.install(machine.RUN)
    virtualenv.ensure(virtualenv.RUNTIME, minimums["python"])
    env = start_servers(house, port, minimums, demonstration=demonstration)
    preparation = Preparation(house.places, env, house.token, private=not os.environ.get("DATABASE_URL"))
    if not demonstration:
        preparation.refuse_demonstration_left()
    preparation.tables()
    preparation.reference()
    if demonstration:
        preparation.demonstration()
    preparation.static()
    start_application(house, env, address, port)
    shell.say(f"Ready: http://localhost:{port}/")
    shell.say(f"(after {time.monotonic() - begun:.0f} seconds; logs are in {house.places.log}; Ctrl-C stops everything)")
    if demonstration:
        shell.say(preparation.manage("demonstration_people", doing="Listing the demonstration sign-ins").rstrip())


def start_servers(house: House, port: int, minimums: dict[str, str], *, demonstration: bool) -> dict[str, str]:
    """Database and broker: those named in the environment, or private ones. Returns the parts' environment."""
    database = os.environ.get("DATABASE_URL") or ""
    owner = os.environ.get("DATABASE_OWNER_URL") or database
    if not database:
        cluster = postgres.cluster(house.places, minimums["postgresql"], durable=True)
        postgres.start(house, cluster)
        database, owner = cluster.url("jtai_app"), cluster.url("jtai_owner")
    redis = os.environ.get("REDIS_URL") or valkey.start(house, minimums)
    return environment(house.places, port, database=database, owner=owner, redis=redis, demonstration=demonstration)


def start_application(house: House, env: dict[str, str], address: str, port: int) -> None:
    """Web, worker and beat; returns once a page answers."""
    # The application's own parts do not get the owner's password.
    env = {name: value for name, value in env.items() if name != "DATABASE_OWNER_URL"}
    web = Part("web", web_command(address, port), env, patience=10)
    house.start(web)
    house.start(Part("worker", worker_command(house.places), env, patience=10))
    (house.places.var / "beat").mkdir(mode=0o700, exist_ok=True)
    house.start(Part("beat", beat_command(house.places), env, patience=5))
    house.wait_until(web, lambda: answer(port, "/healthz") == HTTPStatus.OK, 60)
    status = answer(port, "/")
    if status >= HTTPStatus.BAD_REQUEST or not status:
        raise Refusal(f"The web server answers, but its first page fails with {status}. See {house.places.log}/web.log")


SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 -- gunicorn makes its own unnamed file there


def web_command(address: str, port: int) -> list[str]:
    """Gunicorn, with threads: a request mostly waits for the database."""
    return [
        str(PYTHON), "-m", "gunicorn", "jtai.wsgi:application",
        "--bind", f"{address}:{port}",
        "--worker-class", "gthread", "--workers", "2", "--threads", "4",
        "--graceful-timeout", "5", "--timeout", "60",
        # On a slow disk a worker's heartbeat file may stall it: keep it in memory where there is such a place.
        *(["--worker-tmp-dir", str(SHARED_MEMORY)] if os.access(SHARED_MEMORY, os.W_OK) else []),
        "--no-control-socket",
        "--access-logfile", "-", "--logger-class", "jtai.logs.AccessLogger",
    ]  # fmt: skip


def worker_command(places: Places) -> list[str]:
    """The worker that builds documents and sends what is to be sent."""
    # The node's name tells two copies on one machine and one broker apart.
    return [
        str(PYTHON), "-m", "celery", "-A", "jtai", "worker",
        "--concurrency", "2", "--loglevel", "INFO", "--without-mingle", "--without-gossip",
        "--hostname", f"{places.key}@%h",
    ]  # fmt: skip


def beat_command(places: Places) -> list[str]:
    """The clock that sets recurring work going."""
    return [
        str(PYTHON), "-m", "celery", "-A", "jtai", "beat",
        "--loglevel", "INFO", "--schedule", str(places.var / "beat" / "schedule"), "--pidfile", "",
    ]  # fmt: skip


class StayHere(urllib.request.HTTPRedirectHandler):
    """Follows redirects on this server only: one to https or to a public name is an answer too."""

    def redirect_request(  # noqa: D102, PLR0917 -- as in the base class
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:
        if urlsplit(newurl).netloc != urlsplit(req.full_url).netloc:
            return None
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def answer(port: int, path: str) -> int:
    """The status that a page answers with, redirects followed; 0 when nobody answers."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), StayHere)
    # The address 127.0.0.1 with the host name people use: `localhost` may mean two addresses.
    name = (os.environ.get("ALLOWED_HOSTS") or "localhost").split(",")[0].strip()
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Host": f"{name}:{port}"})
    try:
        with opener.open(request, timeout=20) as page:
            return int(page.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def reset(house: House, *, agreed: bool) -> None:
    """Start over: stop what a killed start left, then remove what we made in the data folder."""
    var = house.places.var
    if os.environ.get("DATABASE_URL"):
        raise Refusal("DATABASE_URL is set: bin/run does not empty a database that it did not make.")
    if not agreed and var.exists() and not asked(f"Delete all data in {var} and start over? [y/N] "):
        raise Refusal("Nothing was deleted.")
    house.take()
    base = postgres.recorded_place(house.places)
    if base == postgres.outside(house.places):
        shutil.rmtree(base, ignore_errors=True)
    for name in OURS:
        thing = var / name
        if thing.is_dir() and not thing.is_symlink():
            shutil.rmtree(thing)
        else:
            thing.unlink(missing_ok=True)
    shell.say(f"Deleted the data in {var}")


def asked(question: str) -> bool:
    """The answer of the person at the terminal; nobody there means no."""
    try:
        return input(question).strip().lower() in {"y", "yes"}
    except EOFError:
        return False
