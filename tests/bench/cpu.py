"""User and system time of processes, from /proc."""

import os
from collections.abc import Iterable
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
# Fields after the name in /proc/<pid>/stat: the parent; utime and stime; those of the children that were waited for.
PARENT, OWN, ENDED_CHILDREN = 1, (11, 12), (13, 14)


def _fields(pid: int) -> list[bytes]:
    return Path(f"/proc/{pid}/stat").read_bytes().rsplit(b")", 1)[1].split()


def _seconds(pid: int, which: tuple[int, int]) -> float:
    fields = _fields(pid)
    return sum(int(fields[place]) for place in which) / TICKS


def parent_of(pid: int) -> int:
    """Who started a process."""
    return int(_fields(pid)[PARENT])


def children_of(pid: int) -> list[int]:
    """The processes that a process started and that still run."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                if parent_of(int(entry.name)) == pid:
                    found.append(int(entry.name))
            except (OSError, IndexError):
                continue
    return sorted(found)


def spent(processes: Iterable[int], mothers: Iterable[int]) -> float:
    """Seconds of all these processes, and of the ended children of `mothers` (PostgreSQL's short-lived parallel workers)."""
    return sum(_seconds(pid, OWN) for pid in processes) + sum(_seconds(pid, ENDED_CHILDREN) for pid in mothers)
