"""Processes are known by start time and token: a stranger with our number, or our name, is left alone."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from house import processes
from house.parts import House
from house.places import Places

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


@contextmanager
def sleeper(**env: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(SLEEP, env={**os.environ, **env})
    # Its environment is its own from the exec on, not from the fork on.
    while b"time.sleep" not in Path(f"/proc/{process.pid}/cmdline").read_bytes():
        time.sleep(0.01)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def test_a_recorded_process_is_found_again_and_ended(tmp_path: Path) -> None:
    with sleeper() as process:
        processes.remember(tmp_path, "worker", process.pid, signal.SIGTERM, 5)
        (record,) = processes.recorded(tmp_path)
        assert record.alive()
        processes.stop(record)
        assert process.wait(5) == -signal.SIGTERM
        assert not record.alive()


def test_a_stranger_with_the_same_number_is_left_alone(tmp_path: Path) -> None:
    with sleeper() as process:
        record = processes.remember(tmp_path, "worker", process.pid, signal.SIGTERM, 5)
        assert record is not None
        for stranger in (replace(record, started=record.started - 1), replace(record, boot="another start")):
            assert not stranger.alive()
            processes.stop(stranger)
        assert process.poll() is None


def test_a_process_that_ignores_the_request_is_killed(tmp_path: Path) -> None:
    code = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        record = processes.remember(tmp_path, "web", process.pid, signal.SIGTERM, 0.3)
        assert record is not None
        processes.stop(record)
        assert process.wait(5) == -signal.SIGKILL


def test_only_what_carries_the_token_is_swept() -> None:
    with (
        sleeper(JTAI_STARTED_BY="token-a", JTAI_PART="worker") as worker,
        sleeper(JTAI_STARTED_BY="token-a", JTAI_PART="web") as web,
        sleeper(JTAI_STARTED_BY="token-ab", JTAI_PART="worker") as other,
    ):
        assert processes.sweep("token-a", "worker") == 1
        assert (worker.wait(5), web.poll(), other.poll()) == (-signal.SIGTERM, None, None)
        assert processes.sweep("token-a") == 1
        assert (web.wait(5), other.poll()) == (-signal.SIGTERM, None)


def test_a_copied_data_folder_leaves_the_original_alone(tmp_path: Path) -> None:
    original, copied = Places(tmp_path / "original"), Places(tmp_path / "copied")
    with House(original).held() as house, sleeper(JTAI_STARTED_BY=house.token) as process:
        processes.remember(original.run, "worker", process.pid, signal.SIGTERM, 5)
        shutil.copytree(original.var, copied.var)
        with House(copied).held() as other:
            assert other.token != house.token
        assert process.poll() is None


def test_a_torn_record_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / "web.json").write_text('{"part": "web", "pid"')
    (tmp_path / "worker.json").write_text("[]")
    assert processes.recorded(tmp_path) == []
