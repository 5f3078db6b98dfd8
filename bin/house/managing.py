"""bin/manage: one management command against the running copy of a data folder, in the environment of its web server."""

import os
import sys
from pathlib import Path
from typing import NoReturn

from house import processes
from house.places import PYTHON, ROOT, data_folder
from house.preparing import FOREIGN
from house.refusal import Refusal

# Which copy, which database: never the person's own.
COPYS = ("JTAI_", "DATABASE_", "REDIS_", "PG")
ABOUT = """usage: bin/manage COMMAND [WORD …]

Run a management command against the copy that bin/run runs now; JTAI_VAR says which, as for bin/run.
bin/manage verify_audit; bin/manage retain --dry-run; bin/manage help lists all."""


def main(words: list[str]) -> int:
    """Becomes manage.py; comes back only when there is nothing to run."""
    if words[:1] not in ([], ["-h"], ["--help"]):
        become(words)
    print(ABOUT)
    return 0 if words else 1


def become(words: list[str]) -> NoReturn:
    """Replaces this process."""
    # A command may want a setting of its own, such as the secret of a single sign-on; what the copy has set counts first.
    own = {name: value for name, value in os.environ.items() if name not in FOREIGN and not name.startswith(COPYS)}
    env = {**own, **environment_of_web(data_folder(dict(os.environ)).run)}
    sys.stdout.flush()
    os.execve(PYTHON, [str(PYTHON), str(ROOT / "manage.py"), *words], env)  # noqa: S606 -- no shell is wanted


def environment_of_web(run: Path) -> dict[str, str]:
    """What bin/run gave its web server: addresses, keys, and what its own starter had set.

    Read from the process, so that nothing is worked out twice. Raises Refusal when none runs, or when it is another user's.
    """
    web = next((record for record in processes.recorded(run) if record.part == "web" and record.alive()), None)
    if web is None:
        raise Refusal(
            f"No copy runs from {run.parent}. Start bin/run and leave it running, or set JTAI_VAR to its data folder."
        )
    try:
        pairs = Path(f"/proc/{web.pid}/environ").read_bytes().split(b"\0")
    except PermissionError as error:
        raise Refusal("The copy was started by another user. Run bin/manage as that user.") from error
    env = dict(os.fsdecode(pair).split("=", 1) for pair in pairs if b"=" in pair)
    # With the mark of its parts the next bin/run would end this command too.
    for name in (processes.MARK, processes.PART):
        env.pop(name, None)
    return env
