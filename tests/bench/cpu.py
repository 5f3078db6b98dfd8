"""User and system time of processes, from /proc."""

import os
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
# Fields after the name in /proc/<pid>/stat.
PARENT, USER, SYSTEM = 1, 11, 12


def _fields(pid: int) -> list[bytes]:
    return Path(f"/proc/{pid}/stat").read_bytes().rsplit(b")", 1)[1].split()


def seconds_of(pid: int) -> float:
    """What a process has spent so far, all its threads together; to a tick."""
    fields = _fields(pid)
    return (int(fields[USER]) + int(fields[SYSTEM])) / TICKS


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
