"""bin/check: everything that can be said about the code without running it for somebody."""

import argparse
import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from house import auditing, machine, shell, versions, virtualenv
from house.places import PYTHON, ROOT

ABOUT = "Set up this machine and check the code: style, types, layers, templates, migrations, generated pages, scripts."
PROGRAMS = PYTHON.parent
# No step asks a server anything; Django only wants the variables to be there.
DUMMIES = {
    "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "SECRET_KEY": "only-for-checking-and-never-for-running-" + "x" * 20,
    "DJANGO_SETTINGS_MODULE": "jtai.settings",
}
# As docs/operations.md says for a real host; the key is as long and varied as a real one.
PRODUCTION = ["JTAI_HTTPS=1", "JTAI_BEHIND_PROXY=1", "JTAI_DEBUG=0", f"SECRET_KEY={''.join(chr(33 + n) for n in range(80))}"]


def main(words: list[str]) -> int:
    """Run every step even if one fails; exit code 1 when any did."""
    argparse.ArgumentParser(prog="bin/check", description=ABOUT).parse_args(words)
    os.umask(0o022)
    machine.install(machine.CHECK)
    virtualenv.ensure(virtualenv.DEVELOPMENT, versions.read(ROOT / "versions")["python"])
    env = {**os.environ, **DUMMIES, "PATH": f"{PROGRAMS}:{os.environ.get('PATH', '/usr/bin:/bin')}"}
    failed = [name for name, command in steps() if not passes(name, command, env)]
    sound, told = auditing.ask()
    shell.say(f"{auditing.NAME:<28} {'' if sound else 'FAILED: '}{told}")
    failed += [] if sound else [auditing.NAME]
    if failed:
        shell.say(f"\n{len(failed)} failed: {', '.join(failed)}")
    return 1 if failed else 0


def steps() -> Iterator[tuple[str, list[str]]]:
    """Name and command of each step; one whose program is not on this machine is left out aloud."""
    manage = [str(PYTHON), "manage.py"]
    yield "style", ["ruff", "check", "--output-format", "concise", "."]
    yield "format", ["ruff", "format", "--check", "--output-format", "concise", "."]
    yield "types", ["mypy", "."]
    yield "layers", ["lint-imports"]
    yield "templates", ["djlint", "templates", "--lint", "--quiet"]
    yield "settings", [*manage, "check", "--fail-level", "WARNING"]
    yield "settings of production", ["env", *PRODUCTION, *manage, "check", "--deploy", "--fail-level", "WARNING"]
    yield "templates compile", [str(PYTHON), "bin/house/compile_templates.py"]
    yield "migrations", [*manage, "makemigrations", "--check", "--dry-run"]
    for page in ("print_workflow", "print_permissions", "print_programmes", "print_calendar"):
        if list(ROOT.glob(f"*/management/commands/{page}.py")):
            yield page, [*manage, page, "--check"]
    yield "Dockerfile", ["hadolint", "Dockerfile"]
    yield "docker-compose", ["docker-compose", "-f", "docker-compose.yml", "config", "--quiet"]
    for script in scripts():
        yield f"script {script.relative_to(ROOT)}", ["bash", "-n", str(script)]


def scripts() -> list[Path]:
    """The shell scripts, known by their first line."""
    places = [ROOT / "bin", ROOT / "bin" / "house", ROOT / "docker", ROOT / ".ci"]
    files = [file for place in places if place.is_dir() for file in sorted(place.iterdir()) if file.is_file()]
    return [file for file in files if file.read_bytes()[:20].split(b"\n")[0] in {b"#!/bin/sh", b"#!/usr/bin/env bash"}]


def passes(name: str, command: list[str], env: dict[str, str]) -> bool:
    """Run one step; its words are shown only when it fails."""
    begun = time.monotonic()
    try:
        done = subprocess.run(command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        shell.say(f"{name:<28} FAILED   {command[0]} is not there")
        return False
    good = done.returncode == 0
    shell.say(f"{name:<28} {'ok' if good else 'FAILED':<6} {time.monotonic() - begun:6.1f} s")
    if not good:
        shell.say((done.stdout + done.stderr).strip())
    return good
