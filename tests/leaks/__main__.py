"""bin/faults leaks: every viewer, address and status, batch after batch; what is done is kept and not done again."""

import argparse
import hashlib
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import django

ROOT = Path(__file__).resolve().parent.parent.parent
ABOUT = "Search every answer of the product for what its reader may not see. Goes on where the last run stopped."


def main(words: list[str]) -> int:
    """Exit code 1 when anything leaked, or when somebody who may see a secret finds it nowhere."""
    parser = argparse.ArgumentParser(prog="bin/faults leaks", description=ABOUT)
    parser.add_argument("--restart", action="store_true", help="forget what was done before")
    parser.add_argument("--viewer", action="append", help="only this viewer; may be given again")
    parser.add_argument("--target", action="append", help="only this inspection, such as fieldwork; may be given again")
    parser.add_argument(
        "--processes", type=int, default=2, help="side by side, each in a database of its own; two unless given"
    )
    parser.add_argument("--minutes", type=float, help="stop after so long; the next run goes on from there")
    options = parser.parse_args(words)
    kept = Progress(Path(os.environ.get("JTAI_VAR") or ROOT / "var") / "faults-leaks.json", restart=options.restart)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jtai.settings")
    django.setup()
    from tests.leaks import product  # noqa: PLC0415 -- needs Django

    end = time.monotonic() + options.minutes * 60 if options.minutes else None
    wanted = product.Wanted(options.viewer or [], options.target or [], options.processes)
    complete = product.search(kept, wanted, end)
    return kept.tell(complete=complete)


class Progress:
    """What is done, by batch; written after each, so that a run that is stopped loses one batch at most."""

    def __init__(self, file: Path, *, restart: bool) -> None:
        self.file, self.key = file, _fingerprint()
        found = json.loads(file.read_text()) if file.exists() and not restart else {}
        self.done: dict[str, dict[str, Any]] = found.get("done", {}) if found.get("key") == self.key else {}

    def keep(self, batch: str, **what: object) -> None:
        """A batch is done."""
        self.done[batch] = what
        self.file.parent.mkdir(parents=True, exist_ok=True)
        half = self.file.with_suffix(".half")
        half.write_text(json.dumps({"key": self.key, "done": self.done}))
        half.replace(self.file)

    def tell(self, *, complete: bool) -> int:
        """Print what was found, and give the exit code."""
        leaks = [leak for batch in self.done.values() for leak in batch["leaks"]]
        unfound = [one for batch in self.done.values() for one in batch.get("unfound", [])]
        cases = sum(batch["cases"] for batch in self.done.values())
        for line in [*dict.fromkeys(leaks), *dict.fromkeys(unfound)]:
            print(line)
        state = "" if complete else " so far; run it again to go on"
        print(
            f"{cases} cases in {len(self.done)} batches, {len(leaks)} leaks, {len(unfound)} not found by those who may{state}"
        )
        return 1 if leaks or unfound else 0


def _fingerprint() -> str:
    """Changes with the tables of the search and with the product: old progress then says nothing any more."""
    digest = hashlib.sha256()
    for room in sorted(
        path for path in ROOT.iterdir() if (path / "__init__.py").exists() or path.name in {"templates", "tests"}
    ):
        for file in sorted(room.rglob("*.py" if room.name != "templates" else "*.html")):
            digest.update(file.read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
