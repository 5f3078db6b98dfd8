"""Makes a database of its own, fills it, starts the web server, measures, and drops the database again."""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import django
import psycopg2

from tests.bench.report import Row, table, write
from tests.bench.sizes import FULL, MOST_CPU, QUICK, SMALL, Sizes

ROOT = Path(__file__).resolve().parent.parent.parent
ABOUT = """Measure what pages cost at 1,000 inspections, 100,000 notes and 400 people, as the least-privileged inspector, against
the empty view of the same server: user and system time of web workers and PostgreSQL backends for each request."""


def main(words: list[str]) -> int:
    """Exit code 1 when a limit is missed."""
    parser = argparse.ArgumentParser(prog="bin/bench", description=ABOUT)
    parser.add_argument("--only", action="append", choices=sorted(MOST_CPU), help="this page only; may be given again")
    parser.add_argument(
        "--quick", action="store_true", help="a small world, to try the measuring itself; limits are not judged"
    )
    parser.add_argument("--small", action="store_true", help="a tenth of the world, in a fraction of the time")
    parser.add_argument("--out", type=Path, help="where the rows are written (var/bench.json)")
    options = parser.parse_args(words)
    var = Path(os.environ.get("JTAI_VAR") or ROOT / "var").absolute()
    sizes = QUICK if options.quick else SMALL if options.small else FULL
    with own_database(os.environ["DATABASE_URL"]) as url:
        os.environ["DATABASE_URL"] = url
        rows = run(sizes, options.only or list(MOST_CPU), var)
    if options.quick:
        rows = [Row(row.name, row.value, row.unit) for row in rows]
    write(rows, options.out or ROOT / "var" / "bench.json")
    print(table(rows), flush=True)
    return 0 if all(row.ok for row in rows) else 1


@contextmanager
def own_database(url: str) -> Iterator[str]:
    """A new database on the same server, gone at the end."""
    parts = urlsplit(url)
    name = f"jtai_bench_{os.getpid()}"
    mother = psycopg2.connect(url)
    mother.autocommit = True
    try:
        with mother.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
            # A parallel worker ends with its query and takes what it has spent along: all work is to show in the backend.
            cursor.execute(f'ALTER DATABASE "{name}" SET max_parallel_workers_per_gather = 0')
        yield urlunsplit(parts._replace(path=f"/{name}"))
    finally:
        with mother.cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        mother.close()


def manage(env: Mapping[str, str], *words: str) -> None:
    """One management command, quietly."""
    subprocess.run([sys.executable, "manage.py", *words], env=dict(env), cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def run(sizes: Sizes, names: list[str], var: Path) -> list[Row]:
    """All rows of one run."""
    from tests.bench import server  # noqa: PLC0415 -- needs Django, which needs the new database's address

    env = server.environment(os.environ["DATABASE_URL"], var)
    os.environ["DJANGO_SETTINGS_MODULE"] = env["DJANGO_SETTINGS_MODULE"]
    manage(env, "migrate", "--no-input", "-v", "0")
    manage(env, "load_reference")
    manage(env, "collectstatic", "--no-input", "-v", "0")
    django.setup()
    from tests.bench import run as running  # noqa: PLC0415 -- as above

    return running.rows_of(sizes, names, env, var)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
