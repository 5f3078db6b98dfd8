"""What stands in the way of a start is said in one sentence, with exit code 1 and no traceback."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.machine.copies import ROOT, Copy, environment, free_port, open_folder, refused_start

AS_ROOT = os.geteuid() == 0
SOMEBODY_ELSE = 65534


def assert_one_sentence(done: subprocess.CompletedProcess[str], *parts: str) -> None:
    lines = done.stderr.strip().splitlines()
    assert (done.returncode, len(lines)) == (1, 1), done.stderr + done.stdout
    for part in parts:
        assert part in lines[0]


@contextmanager
def listening(family: socket.AddressFamily, address: str) -> Iterator[int]:
    with socket.socket(family) as server:
        server.bind((address, 0))
        server.listen()
        yield server.getsockname()[1]


@pytest.mark.parametrize(("family", "address"), [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET, "0.0.0.0")])  # noqa: S104
def test_a_busy_port(tmp_path: Path, family: socket.AddressFamily, address: str) -> None:
    with listening(family, address) as port:
        done = refused_start(environment(JTAI_VAR=str(tmp_path / "var"), JTAI_PORT=str(port)))
    assert_one_sentence(done, f"Port {port} is already in use", "JTAI_PORT=")


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1"])
def test_a_port_that_is_none(tmp_path: Path, port: str) -> None:
    done = refused_start(environment(JTAI_VAR=str(tmp_path / "var"), JTAI_PORT=port))
    assert_one_sentence(done, "JTAI_PORT must be a port number", repr(port))


def test_no_room_for_the_data(tmp_path: Path) -> None:
    # The amount can be set, so that this can be tried on any disk.
    least = {"JTAI_LEAST_FREE_MB": "999999999"}
    done = refused_start(environment(JTAI_VAR=str(tmp_path / "var"), JTAI_PORT=str(free_port()), **least))
    assert_one_sentence(done, "Not enough free disk space", "999999999 MB are needed")


@contextmanager
def small_disk() -> Iterator[Path]:
    """A disk of one megabyte; a folder on a full device where we may not mount one."""
    folder = Path(tempfile.mkdtemp(prefix="jtai-disk-"))
    mounted = AS_ROOT and subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "none", folder], check=False).returncode == 0
    try:
        yield folder
    finally:
        if mounted:
            subprocess.run(["umount", folder], check=True)
        shutil.rmtree(folder)


def test_a_disk_that_fills_up_on_the_way() -> None:
    with small_disk() as folder:
        if not os.path.ismount(folder):
            # Without the right to mount, the device that is always full.
            done = subprocess.run(
                ["sh", "-c", "exec bin/run --no-demo >/dev/full"], cwd=ROOT, env=environment(JTAI_VAR=str(folder / "var")),
                stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=60,
            )  # fmt: skip
            assert (done.returncode, "Traceback" in done.stderr) == (1, False)
            return
        env = environment(JTAI_VAR=str(folder / "var"), JTAI_PORT=str(free_port()), JTAI_LEAST_FREE_MB="0")
        done = refused_start(env)
        assert done.returncode == 1
        assert "the disk is full" in done.stderr.lower()
        assert "Traceback" not in done.stderr


def test_a_data_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("")
    done = refused_start(environment(JTAI_VAR=str(tmp_path / "var"), JTAI_PORT=str(free_port())))
    assert_one_sentence(done, str(tmp_path / "var"), "JTAI_VAR")


@contextmanager
def foreign_clone() -> Iterator[tuple[Path, int | None]]:
    """The commands where somebody else can read them, and who that is: for root another user, else ourselves."""
    folder = open_folder()
    subprocess.run(["cp", "-r", ROOT / "bin", ROOT / "versions", ROOT / "requirements.txt", folder], check=True)
    try:
        yield folder, SOMEBODY_ELSE if AS_ROOT else None
    finally:
        subprocess.run(["rm", "-rf", folder], check=True)


def run_foreign(clone: Path, user: int | None, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [clone / "bin" / "run", "--no-demo"],
        env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False,
        cwd="/", user=user, group=user, extra_groups=[] if user else None,
    )  # fmt: skip


def test_a_data_folder_of_somebody_else() -> None:
    with foreign_clone() as (clone, user):
        var = clone / "var"
        var.mkdir(mode=0o700)
        if user is None:
            var.chmod(0o500)
        env = environment(JTAI_VAR=str(var), JTAI_PORT=str(free_port()), PATH="/usr/local/bin:/usr/bin:/bin")
        done = run_foreign(clone, user, env)
        var.chmod(0o700)
    assert_one_sentence(done, "may not read or write", str(var))


def test_packages_that_this_user_may_not_install() -> None:
    with foreign_clone() as (clone, user):
        stubs = clone / "stubs"
        stubs.mkdir(mode=0o755)
        # A machine without the libraries, and a person whom sudo refuses.
        for name, code in (("dpkg-query", 0), ("sudo", 1)):
            (stubs / name).write_text(f"#!/bin/sh\nexit {code}\n")
            (stubs / name).chmod(0o755)
        (clone / "mine").mkdir()
        (clone / "mine").chmod(0o777)
        env = environment(
            JTAI_VAR=str(clone / "mine" / "var"), JTAI_PORT=str(free_port()), PATH=f"{stubs}:/usr/local/bin:/usr/bin:/bin"
        )
        done = run_foreign(clone, user, env)
    assert_one_sentence(done, "packages are missing", "libpango-1.0-0", "apt-get install")


def test_a_second_start_on_the_same_data(copy: Copy) -> None:
    before = copy.records()
    assert_one_sentence(copy.try_again(), f"in use by process {copy.process and copy.process.pid}", "JTAI_VAR")
    assert_one_sentence(refused_start(copy.environment(), "--reset", "--yes"), "in use by process")
    assert copy.page() == 200
    # The servers themselves; their children come and go by themselves.
    assert copy.records() == before, "the refused start touched what runs"
    assert all(record.alive() for record in before.values())


def test_starting_over_asks_first(tmp_path: Path) -> None:
    var = tmp_path / "var"
    (var / "media").mkdir(parents=True)
    done = refused_start(environment(JTAI_VAR=str(var), JTAI_PORT=str(free_port())), "--reset")
    assert_one_sentence(done, "Nothing was deleted.")
    assert (var / "media").is_dir()


def test_starting_over_with_a_database_of_somebody_else(tmp_path: Path) -> None:
    env = environment(JTAI_VAR=str(tmp_path / "var"), DATABASE_URL="postgresql://one@elsewhere/two")
    assert_one_sentence(refused_start(env, "--reset", "--yes"), "DATABASE_URL is set")
