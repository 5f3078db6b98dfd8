"""Starting the product's own commands the way a person does, in data folders of their own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "bin"))

from house import postgres, processes  # noqa: E402 -- it lives in bin/, which must be on the path first
from house.places import Places  # noqa: E402 -- as above

# What bin/test sets for the tests would make bin/run use the test servers instead of its own.
CONTRACT = {"DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_APP_URL", "REDIS_URL", "SECRET_KEY", "ALLOWED_HOSTS"}


def environment(**more: str) -> dict[str, str]:
    """A person's environment: nothing of ours but what is given."""
    kept = {name: value for name, value in os.environ.items() if name not in CONTRACT and not name.startswith("JTAI_")}
    return {**kept, **more}


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def open_folder() -> Path:
    """A temporary folder that other users may walk through, as /srv would be."""
    folder = Path(tempfile.mkdtemp(prefix="jtai-"))
    folder.chmod(0o755)
    return folder


class Copy:
    """One running copy: `bin/run --no-demo` with a data folder and a port of its own."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.port = free_port()
        self.process: subprocess.Popen[str] | None = None
        self.said = var.parent / f"{var.name}.said"

    @property
    def outside(self) -> Path:
        return postgres.outside(Places(self.var.resolve()))

    def environment(self) -> dict[str, str]:
        return environment(JTAI_VAR=str(self.var), JTAI_PORT=str(self.port))

    def start(self, *words: str) -> float:
        """Start and wait for the line that says it is ready; returns the seconds it took."""
        begun = time.monotonic()
        with self.said.open("w") as said:
            self.process = subprocess.Popen(
                [ROOT / "bin" / "run", "--no-demo", *words],
                env=self.environment(), stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT,
                text=True, start_new_session=True,
            )  # fmt: skip
        ready = f"Ready: http://localhost:{self.port}/"
        while ready not in self.said.read_text().splitlines():
            assert self.process.poll() is None, self.said.read_text()
            assert time.monotonic() - begun < 120, self.said.read_text()
            time.sleep(0.05)
        return time.monotonic() - begun

    def ensure(self) -> None:
        if self.process is None or self.process.poll() is not None:
            self.start()

    def stop(self, number: int = signal.SIGINT) -> int:
        assert self.process is not None
        self.process.send_signal(number)
        return self.process.wait(60)

    def try_again(self) -> subprocess.CompletedProcess[str]:
        """Another start that is expected to be refused."""
        return refused_start(self.environment())

    def records(self) -> dict[str, processes.Record]:
        return {record.part: record for record in processes.recorded(self.var / "run")}

    def everything(self) -> set[int]:
        """Every process of this copy, servers' own children included."""
        mine = {record.pid for record in self.records().values()}
        found = set(mine)
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and processes.started(int(entry.name)) is not None:
                try:
                    parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
                except OSError:
                    continue
                if parent in mine:
                    found.add(int(entry.name))
        return found

    def page(self, path: str = "/healthz") -> int:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(f"http://localhost:{self.port}{path}", timeout=20) as page:
            return int(page.status)

    def remove(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.stop()
        # Where the database went when the data folder was closed to its user.
        shutil.rmtree(self.outside, ignore_errors=True)
        shutil.rmtree(self.var.parent, ignore_errors=True)


def refused_start(env: dict[str, str], *words: str, user: int | None = None) -> subprocess.CompletedProcess[str]:
    """Run bin/run where it is expected to end by itself."""
    return subprocess.run(
        [ROOT / "bin" / "run", "--no-demo", *words],
        env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False,
        cwd="/", user=user, extra_groups=[] if user else None,
    )  # fmt: skip
