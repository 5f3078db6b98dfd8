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


def _own(pid: int) -> float:
    try:
        return _seconds(pid, OWN)
    except OSError:  # it has ended: its mother now tells of it
        return 0.0


def spent(processes: Iterable[int], mother: int) -> float:
    """Seconds of all these processes, and of the ended children of their mother.

    PostgreSQL ends a backend when a kept connection grows old, and parallel workers at once: their whole time then moves to
    the first process of the server, so that a difference of two readings is right for both.
    """
    return sum(map(_own, processes)) + _seconds(mother, ENDED_CHILDREN)
