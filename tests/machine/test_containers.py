"""What the containers would run, tried without an engine: the compose file, and the entrypoint as another user."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest
import yaml
from house import virtualenv
from house.places import PYTHON

from tests.machine.copies import ROOT, free_port, open_folder

CONTAINER_USER = 10001
AS_ROOT = os.geteuid() == 0
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
OURS = ("web", "worker", "beat", "migrate")
# How long an engine waits before it kills what does not stop, where the file does not say.
GRACE = "10s"


def test_the_oldest_compose_accepts_the_file() -> None:
    """Debian's own knows no top-level name."""
    assert "name" not in COMPOSE
    done = subprocess.run(["docker-compose", "config", "--quiet"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_every_part_is_a_container_of_the_one_image() -> None:
    assert set(COMPOSE["services"]) == {*OURS, "postgres", "redis", "files"}
    for part in OURS:
        service = COMPOSE["services"][part]
        assert (service["image"], service["user"], service["command"]) == ("jtai", str(CONTAINER_USER), [part])
    assert {COMPOSE["services"][part]["deploy"]["replicas"] for part in ("web", "worker")} == {2}


def test_everything_that_keeps_running_has_a_health_check() -> None:
    for name, service in COMPOSE["services"].items():
        assert ("test" in service["healthcheck"]) is (name != "migrate"), name


def test_no_password_has_a_default() -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    secrets = [word for word in text.split("${")[1:] if "PASSWORD" in word.split("}")[0] or "KEY" in word.split("}")[0]]
    assert secrets
    for word in secrets:
        assert word.split("}")[0].endswith((":-", ":?")), word


def test_the_dockerfile_is_well_formed() -> None:
    done = subprocess.run([PYTHON.parent / "hadolint", "Dockerfile"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_image_runs_as_nobody_in_particular() -> None:
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    users = [line.split()[1] for line in lines if line.startswith("USER ")]
    assert users == [str(CONTAINER_USER)]
    assert any("--require-hashes" in line for line in lines)


class Container:
    """The image's content in a folder: the files that .dockerignore lets through, and a virtualenv of the runtime lock."""

    def __init__(self, folder: Path, database: str) -> None:
        self.code = folder / "srv"
        self.venv = folder / "venv"
        self.port = free_port()
        self.env = {
            "PATH": f"{self.venv}/bin:/usr/bin:/bin",
            "LANG": "C.UTF-8",
            "SECRET_KEY": "only-for-this-test-" + "x" * 40,
            "DATABASE_URL": database,
            "REDIS_URL": os.environ["REDIS_URL"],
            "ALLOWED_HOSTS": "inspections.example",
            "JTAI_BIND": "127.0.0.1",
            "JTAI_PORT": str(self.port),
            "JTAI_VAR": str(self.code / "var"),
            "JTAI_WORKER_PROCESSES": "1",
        }

    def build(self) -> None:
        """The steps of the Dockerfile."""
        self.code.mkdir()
        for line in (ROOT / ".dockerignore").read_text().splitlines():
            source = ROOT / line.removeprefix("!")
            if not line.startswith("!") or not source.exists():
                continue
            target = self.code / line.removeprefix("!")
            target.parent.mkdir(exist_ok=True)
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, target)
        python = virtualenv.find_python("3.11")
        subprocess.run([python, "-m", "venv", self.venv], check=True)
        virtualenv.install(["-r", str(ROOT / "requirements.txt")], self.venv / "bin" / "python")
        static = {name: self.env[name] for name in ("PATH", "JTAI_VAR")} | {"SECRET_KEY": "only-for-collecting-static-files"}
        subprocess.run(["python", "manage.py", "collectstatic", "--no-input", "-v", "0"], cwd=self.code, env=static, check=True)
        for name in ("mail", "beat"):
            (self.code / "var" / name).mkdir(parents=True)
            if AS_ROOT:
                os.chown(self.code / "var" / name, CONTAINER_USER, CONTAINER_USER)

    def command(self, *words: str) -> dict[str, object]:
        user = CONTAINER_USER if AS_ROOT else None
        return {
            "args": [self.code / "docker" / "entrypoint", *words],
            "env": self.env,
            "cwd": "/",
            "stdin": subprocess.DEVNULL,
            "user": user,
            "group": user,
            "extra_groups": [] if user else None,
        }

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(**self.command(*words), capture_output=True, text=True, timeout=90, check=False)

    def healthy(self, part: str, seconds: float = 40) -> bool:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.run("healthy", part).returncode == 0:
                return True
            time.sleep(0.3)
        return False


@pytest.fixture(scope="module")
def container() -> Iterator[Container]:
    """Built once; on a database of its own in the test cluster."""
    folder = open_folder()
    name = f"container_{os.getpid()}"
    server = os.environ["DATABASE_URL"]
    connection = psycopg2.connect(server)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    try:
        built = Container(folder, urlunsplit(urlsplit(server)._replace(path=f"/{name}")))
        built.build()
        migrated = built.run("migrate")
        assert migrated.returncode == 0, migrated.stdout + migrated.stderr
        application = os.environ.get("DATABASE_APP_URL") or server
        built.env["DATABASE_URL"] = urlunsplit(urlsplit(application)._replace(path=f"/{name}"))
        yield built
    finally:
        shutil.rmtree(folder)
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
        connection.close()


def stopped(part: str, process: subprocess.Popen[bytes]) -> int | None:
    """The code it ended with within the time that an engine gives it; None and killed where it did not."""
    try:
        return process.wait(int(COMPOSE["services"][part].get("stop_grace_period", GRACE).removesuffix("s")))
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return None


def test_each_part_starts_as_another_user_and_is_healthy(container: Container) -> None:
    assert container.run("healthy", "web").returncode != 0, "healthy before anything runs"
    assert container.run("healthy", "beat").returncode != 0
    logs = {part: (container.code.parent / f"{part}.log").open("w+") for part in ("web", "worker", "beat")}
    started = [subprocess.Popen(**container.command(part), stdout=log, stderr=subprocess.STDOUT) for part, log in logs.items()]
    try:
        for part, process in zip(logs, started, strict=True):
            good = container.healthy(part)
            logs[part].seek(0)
            assert good, f"{part}: {logs[part].read()[-3000:]}"
            if AS_ROOT:
                assert Path(f"/proc/{process.pid}").stat().st_uid == CONTAINER_USER
    finally:
        for process in started:
            process.terminate()
        codes = [stopped(part, process) for part, process in zip(logs, started, strict=True)]
        for log in logs.values():
            log.close()
    assert codes == [0, 0, 0], "the stop signal must reach the part itself"


def test_the_code_cannot_be_written_by_the_part(container: Container) -> None:
    if AS_ROOT:
        done = container.run("manage", "shell", "-c", "open('written', 'w')")
        assert "PermissionError" in done.stderr


def test_an_unknown_part_is_refused(container: Container) -> None:
    done = container.run("database")
    assert (done.returncode, done.stderr) == (
        64,
        "No part is called database. Choose web, worker, beat, migrate, healthy or manage.\n",
    )
