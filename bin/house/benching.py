"""bin/bench: servers of its own, and the measuring in tests/bench on them."""

import os
import subprocess

from house import machine, shell, versions, virtualenv
from house.parts import House, obey_signals
from house.places import PYTHON, ROOT
from house.refusal import Stopped
from house.testing import free_places, servers


def main(words: list[str]) -> int:
    """Exit code 1 when a limit is missed."""
    os.umask(0o022)
    minimums = versions.read(ROOT / "versions")
    machine.install(machine.TEST)
    virtualenv.ensure(virtualenv.DEVELOPMENT, minimums["python"])
    house = House(free_places())
    machine.need_space(house.places.var, 2_000, "the bench database")
    obey_signals(house)
    try:
        with house.held():
            command: list[str] = [str(PYTHON), "-m", "tests.bench", *words]
            return subprocess.run(command, env=servers(house, minimums), cwd=ROOT, check=False).returncode
    except Stopped:
        shell.say("\nStopping")
        return 130
