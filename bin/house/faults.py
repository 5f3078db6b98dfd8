"""bin/faults: servers of its own, and the long searches for faults on them: `bin/faults leaks`."""

import argparse
import os
import subprocess

from house import machine, shell, versions, virtualenv
from house.parts import House, obey_signals
from house.places import PYTHON, ROOT
from house.refusal import Stopped
from house.testing import free_places, servers

ABOUT = """Look for faults for longer than bin/test does.

leaks: every viewer, every address, every status: is anything told to somebody who may not know it? Goes on where it stopped
(--restart begins anew) and prints how many cases there were and how many leaks."""
SEARCHES = {"leaks": "tests.leaks"}


def main(words: list[str]) -> int:
    """Exit code 1 when a fault was found, 130 when it was stopped before the end."""
    parser = argparse.ArgumentParser(prog="bin/faults", description=ABOUT, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("search", choices=sorted(SEARCHES))
    options, more = parser.parse_known_args(words)
    os.umask(0o022)
    minimums = versions.read(ROOT / "versions")
    machine.install(machine.TEST)
    virtualenv.ensure(virtualenv.DEVELOPMENT, minimums["python"])
    house = House(free_places())
    machine.need_space(house.places.var, 1_000, "the search")
    obey_signals(house)
    try:
        with house.held():
            command: list[str] = [str(PYTHON), "-m", SEARCHES[options.search], *more]
            return subprocess.run(command, env=servers(house, minimums), cwd=ROOT, check=False).returncode
    except Stopped:
        shell.say("\nStopping")
        return 130
