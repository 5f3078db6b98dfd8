"""The long form: a database of its own, walked once and kept, and bad requests in batches that can be interrupted."""

import argparse
import json
import os
import pickle
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import django
import psycopg2
from django.test import override_settings

ROOT = Path(__file__).resolve().parent.parent.parent
ABOUT = """Send bad requests to every address and ask of each answer: no fault, no stack trace, in time. What was sent is noted after
each batch; started again with the same number, it goes on where it was."""
BATCH = 1_000


def main(words: list[str]) -> int:
    """Exit code 1 when anything was found."""
    parser = argparse.ArgumentParser(prog="bin/faults fuzz", description=ABOUT)
    parser.add_argument("--requests", type=int, default=100_000, help="how many in all; 100,000 unless given")
    parser.add_argument("--seed", type=int, default=1, help="of the first batch; each batch has the next one")
    parser.add_argument("--fresh", action="store_true", help="forget what was sent and walk a new world")
    options = parser.parse_args(words)
    folder = Path(os.environ.get("JTAI_VAR") or ROOT / "var").absolute() / "fuzz"
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["DJANGO_SETTINGS_MODULE"] = "jtai.settings"
    is_new = _database(fresh=options.fresh)
    django.setup()
    from tests.proven import PATIENT, start  # noqa: PLC0415 -- needs Django

    start()
    with override_settings(**PATIENT):
        world = _world(folder, is_new=is_new)
        progress = _run(world, folder / "progress.json", options, is_new=is_new)
    print(f"{progress['sent']} requests, {len(progress['faults'])} faults, slowest {progress['slowest']:.2f} s")
    print("answers: " + ", ".join(f"{status}: {count}" for status, count in sorted(progress["answers"].items())))
    print("\n".join(progress["faults"][:50]))
    return 1 if progress["faults"] else 0


def _database(*, fresh: bool) -> bool:
    """Point DATABASE_URL at a database of our own; True when it was made just now."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    name = "jtai_fuzz"
    mother = psycopg2.connect(os.environ["DATABASE_URL"])
    mother.autocommit = True
    with mother.cursor() as cursor:
        if fresh:
            cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        is_new = cursor.fetchone() is None
        if is_new:
            cursor.execute(f"CREATE DATABASE {name}")
    mother.close()
    os.environ["DATABASE_URL"] = urlunsplit(parts._replace(path=f"/{name}"))
    subprocess.run([sys.executable, "manage.py", "migrate", "--no-input", "-v", "0"], cwd=ROOT, check=True)
    return is_new


def _world(folder: Path, *, is_new: bool) -> Any:
    """Walked by the real commands the first time; afterwards the same rows."""
    from tests.doors.world import build  # noqa: PLC0415 -- needs Django

    kept = folder / "world"
    if is_new or not kept.exists():
        print("Walking the inspections", flush=True)
        kept.write_bytes(pickle.dumps(build(reports=True)))
    return pickle.loads(kept.read_bytes())  # noqa: S301 -- our own, from the line above


def _run(world: Any, kept: Path, options: argparse.Namespace, *, is_new: bool) -> dict[str, Any]:
    from tests.doors.tables import DOORS  # noqa: PLC0415 -- needs Django
    from tests.fuzz.attack import attack  # noqa: PLC0415 -- as above

    progress: dict[str, Any] = {"seed": options.seed, "sent": 0, "answers": {}, "faults": [], "slowest": 0.0}
    if kept.exists() and not is_new:
        before = json.loads(kept.read_text())
        progress = before if before["seed"] == options.seed else progress
    while progress["sent"] < options.requests:
        number = progress["sent"] // BATCH
        tally = attack(world, DOORS, requests=min(BATCH, options.requests - progress["sent"]), seed=options.seed + number)
        answers = Counter(progress["answers"])
        answers.update({str(status): count for status, count in tally.answers.items()})
        progress.update(
            sent=progress["sent"] + tally.sent,
            answers=dict(answers),
            faults=progress["faults"] + tally.faults,
            slowest=max(progress["slowest"], tally.slowest),
        )
        kept.write_text(json.dumps(progress))
        print(f"{progress['sent']} of {options.requests}, {len(progress['faults'])} faults", flush=True)
    return progress


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
