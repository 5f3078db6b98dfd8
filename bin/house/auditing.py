"""Known weaknesses of the packages in the lock. What could not be asked is said aloud, and fails nothing: the network is not ours."""

import json
import subprocess
from typing import Any

from house.places import PYTHON, ROOT

SECONDS = 120
NAME = "known weaknesses"


def command() -> list[str]:
    """pip-audit over the lock file as it stands; it installs nothing."""
    program = str(PYTHON.parent / "pip-audit")
    asked = ["-r", "requirements.txt", "--disable-pip", "--require-hashes", "--progress-spinner", "off"]
    return [program, *asked, "--timeout", "5", "--format", "json"]


def ask() -> tuple[bool, str]:
    """Whether the lock is good as far as is known, and what to say."""
    try:
        done = subprocess.run(command(), cwd=ROOT, capture_output=True, text=True, check=False, timeout=SECONDS)
    except (OSError, subprocess.TimeoutExpired) as error:
        return True, f"could not be asked: {type(error).__name__}"
    return judge(done.stdout)


def judge(said: str) -> tuple[bool, str]:
    """Read pip-audit's answer (JSON, or nothing when the service was out of reach). False only for a weakness that is known."""
    try:
        rows: list[dict[str, Any]] = json.loads(said)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return True, "could not be asked: the advisory service was out of reach"
    weak = [f"{row['name']} {row['version']}: {weakness['id']}" for row in rows for weakness in row.get("vulns", [])]
    if weak:
        return False, "\n".join(weak)
    skipped = sum("skip_reason" in row for row in rows)
    return True, f"could not be asked about {skipped} of {len(rows)} packages" if skipped else "ok"
