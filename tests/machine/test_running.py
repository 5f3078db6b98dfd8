"""bin/run from a person's seat: it comes up, keeps its parts alive, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable

from house import processes
from house.places import write_private

from tests.machine.copies import Copy, open_folder

PARTS = {"postgres", "valkey", "web", "worker", "beat"}
# The promise is ten seconds on a machine with nothing else to do; this one may be busy.
SECOND_START_SECONDS = 10 * float(os.environ.get("JTAI_PATIENCE", "2"))


def soon(happened: Callable[[], bool], seconds: float = 30) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if happened():
                return True
        except OSError:
            pass
        time.sleep(0.1)
    return False


def running(pids: set[int]) -> set[int]:
    return {pid for pid in pids if processes.started(pid) is not None}


def test_it_comes_up_with_every_part_and_a_first_page(copy: Copy) -> None:
    assert set(copy.records()) == PARTS
    assert all(record.alive() for record in copy.records().values())
    assert copy.page() == 200
    assert copy.page("/") == 200
    assert {f"{part}.log" for part in PARTS} <= {log.name for log in (copy.var / "log").iterdir()}


def test_secrets_are_for_the_owner_only(copy: Copy) -> None:
    for name in ("secret", "run/token", "run/valkey.password", "run/valkey.conf", "postgres/passwords.json"):
        assert (copy.var / name).stat().st_mode & 0o077 == 0, name
    for name in ("run", "log", "valkey", "postgres/data"):
        assert (copy.var / name).stat().st_mode & 0o007 == 0, name


def test_parts_that_are_killed_come_back(copy: Copy) -> None:
    for part in ("worker", "web", "valkey", "postgres"):
        before = copy.records()[part]
        os.kill(before.pid, signal.SIGKILL)

        def back(part: str = part, before: processes.Record = before) -> bool:
            now = copy.records().get(part)
            return now is not None and now.pid != before.pid and now.alive()

        assert soon(back), f"{part} did not come back: {copy.said.read_text()}"
        assert soon(lambda: copy.page() == 200)
    assert soon(lambda: copy.page("/") == 200)
    assert set(copy.records()) == PARTS


def test_two_copies_run_side_by_side(copy: Copy) -> None:
    other = Copy(open_folder() / "a data folder")
    try:
        other.start()
        assert (copy.page(), other.page()) == (200, 200)
        theirs = other.everything()
        mine = copy.everything()
        assert not theirs & mine
        assert other.stop(signal.SIGTERM) == 0
        assert running(theirs) == set()
        assert running(mine) == mine
        assert copy.page("/") == 200
    finally:
        other.remove()


def test_after_a_kill_the_next_start_ends_what_was_left_and_comes_up(copy: Copy) -> None:
    left = copy.everything()
    token = (copy.var / "run" / "token").read_text()
    assert copy.process is not None
    copy.process.kill()
    copy.process.wait()
    assert running({record.pid for record in copy.records().values()}), "nothing was left: the test shows nothing"
    # A child of a part that died with it, and that no record names.
    orphan = subprocess.Popen(
        [sys.executable, "-c", "import time; time.sleep(120)"],
        env={**os.environ, processes.MARK: token, processes.PART: "worker"},
        start_new_session=True,
    )
    try:
        seconds = copy.start()
        assert running(left) == set()
        assert orphan.wait(5) == -signal.SIGTERM
    finally:
        orphan.kill()
        orphan.wait()
    assert copy.page("/") == 200
    assert seconds < SECOND_START_SECONDS + 5


def test_ctrl_c_leaves_nothing_of_ours_and_everything_of_others(copy: Copy) -> None:
    pids = copy.everything()
    assert len(pids) > len(PARTS)
    # Somebody else's process with a name like ours, and a record that names it wrongly.
    stranger = subprocess.Popen(["sleep", "120"], executable="/bin/sleep")
    since = processes.started(stranger.pid)
    assert since is not None
    wrong = (
        f'{{"part": "celery", "pid": {stranger.pid}, "started": {since - 5}, "boot": "{processes.boot()}",'
        f' "stop_signal": 9, "patience": 1}}'
    )
    write_private(copy.var / "run" / "celery.json", wrong)
    try:
        assert copy.stop(signal.SIGINT) == 0
        assert running(pids) == set()
        assert (copy.var / "postgres" / "data" / "postmaster.pid").exists() is False
        seconds = copy.start()
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()
    assert seconds < SECOND_START_SECONDS
    said = copy.said.read_text()
    for first_time_only in ("Making", "Loading", "Collecting", "Installing"):
        assert first_time_only not in said


def test_a_start_without_demonstration_refuses_data_that_has_it(copy: Copy) -> None:
    stamps = copy.var / "prepared.json"
    before = stamps.read_text()
    copy.stop()
    stamps.write_text(before.replace("{", '{"demonstration": "x",', 1))
    done = copy.try_again()
    stamps.write_text(before)
    assert done.returncode == 1
    assert "already holds demonstration data" in done.stderr


def test_starting_over_empties_the_data_folder(copy: Copy) -> None:
    (copy.var / "media").mkdir(exist_ok=True)
    (copy.var / "media" / "report.pdf").write_text("old")
    (copy.var / "mine.txt").write_text("not yours")
    secret = (copy.var / "secret").read_text()
    copy.stop()
    copy.start("--reset", "--yes")
    assert copy.page("/") == 200
    assert not (copy.var / "media" / "report.pdf").exists()
    assert (copy.var / "secret").read_text() != secret
    assert (copy.var / "mine.txt").exists()
