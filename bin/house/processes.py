"""Which processes are ours. Known by process id with start time, and by a token in their environment; never by name."""

import contextlib
import json
import os
import signal
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from house.places import write_private
from house.refusal import Refusal

# Every process we start carries the data folder's token: what a killed part leaves behind is found by it.
MARK = "JTAI_STARTED_BY"
PART = "JTAI_PART"


@dataclass(frozen=True)
class Record:
    """One started process, so that a later start can tell it from a stranger that was given the same id."""

    part: str
    pid: int
    started: int
    boot: str
    stop_signal: int
    patience: float

    def alive(self) -> bool:
        """Whether this very process still runs."""
        return self.boot == boot() and started(self.pid) == self.started


def boot() -> str:
    """The machine's current start: process start times count from it."""
    return Path("/proc/sys/kernel/random/boot_id").read_text().strip()


def started(pid: int) -> int | None:
    """When a process started, in clock ticks; None when it is gone or only waits to be buried."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_bytes().rsplit(b")", 1)[1].split()
    except OSError:
        return None
    return None if fields[0] in {b"Z", b"X"} else int(fields[19])


def remember(folder: Path, part: str, pid: int, stop_signal: int, patience: float) -> Record | None:
    """Record a process just started; None when it is gone already."""
    since = started(pid)
    if since is None:
        return None
    record = Record(part, pid, since, boot(), stop_signal, patience)
    write_private(folder / f"{part}.json", json.dumps(asdict(record)) + "\n")
    return record


def recorded(folder: Path) -> list[Record]:
    """The records of this data folder. A torn or foreign file counts as none."""
    records = []
    for file in sorted(folder.glob("*.json")):
        with contextlib.suppress(ValueError, TypeError, AttributeError):
            records.append(Record(**json.loads(file.read_text())))
    return records


def forget(folder: Path, part: str) -> None:
    """Drop the record of a part that is gone."""
    (folder / f"{part}.json").unlink(missing_ok=True)


def carrying(token: str, part: str | None = None) -> Iterator[int]:
    """Processes that carry the token (and were started for the part), leaving out ourselves and who called us."""
    family = set(ancestors())
    wanted = {f"{MARK}={token}".encode()} | ({f"{PART}={part}".encode()} if part else set())
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) in family:
            continue
        with contextlib.suppress(OSError):
            if wanted <= set((entry / "environ").read_bytes().split(b"\0")) and started(int(entry.name)) is not None:
                yield int(entry.name)


def ancestors() -> Iterator[int]:
    """We, who called us, and who called them."""
    pid = os.getpid()
    while pid > 0:
        yield pid
        try:
            pid = int(Path(f"/proc/{pid}/stat").read_bytes().rsplit(b")", 1)[1].split()[1])
        except OSError:
            return


def send(pid: int, number: int) -> None:
    """Signal a process that may be gone."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return
    except PermissionError as error:
        raise Refusal(
            f"Process {pid} belongs to this data folder but was started by another user. Stop it as that user first."
        ) from error


def wait_gone(pid: int, since: int | None, seconds: float) -> bool:
    """Whether the process has gone within the time."""
    deadline = time.monotonic() + seconds
    while since is not None and started(pid) == since:
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def stop(record: Record, patience: float | None = None) -> None:
    """Ask one recorded process to end, wait, then insist."""
    if not record.alive():
        return
    send(record.pid, record.stop_signal)
    if not wait_gone(record.pid, record.started, record.patience if patience is None else patience):
        send(record.pid, signal.SIGKILL)
        wait_gone(record.pid, record.started, 5)


def sweep(token: str, part: str | None = None, patience: float = 3) -> int:
    """End what carries the token and is still there: children of a killed parent. Returns how many there were."""
    left = {pid: started(pid) for pid in carrying(token, part)}
    for pid in left:
        send(pid, signal.SIGTERM)
    deadline = time.monotonic() + patience
    for pid, since in left.items():
        if not wait_gone(pid, since, max(0.0, deadline - time.monotonic())):
            send(pid, signal.SIGKILL)
            wait_gone(pid, since, 5)
    return len(left)
