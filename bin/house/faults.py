"""bin/faults: servers of its own, and the long searches for faults on them: `bin/faults leaks`, `bin/faults fuzz`."""

import argparse
import os
import subprocess

from house import machine, shell, testing, versions, virtualenv
from house.parts import House, obey_signals
from house.places import PYTHON, ROOT
from house.refusal import Stopped
from house.testing import free_places, servers

ABOUT = """Look for faults for longer than bin/test does.

leaks: every viewer, every address, every status: is anything told to somebody who may not know it? Goes on where it stopped
(--restart begins anew) and prints how many cases there were and how many leaks.
fuzz: bad requests to every address (100,000, or --requests): does any of them make the server fail, show a stack trace or wait?
Goes on where it stopped (--fresh begins anew) and prints how many there were and how many faults.

`bin/faults leaks --help` and `bin/faults fuzz --help` say what each of them takes."""
SEARCHES = {"leaks": "tests.leaks", "fuzz": "tests.fuzz"}
HELP = {"-h", "--help"}


def main(words: list[str]) -> int:
    """Exit code 1 when a fault was found, 130 when it was stopped before the end."""
    parser = argparse.ArgumentParser(prog="bin/faults", description=ABOUT, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("search", choices=sorted(SEARCHES))
    # What stands after its name is the search's own, --help too.
    options, more = parser.parse_args(words[:1]), words[1:]
    os.umask(0o022)
    minimums = versions.read(ROOT / "versions")
    machine.install(machine.TEST)
    virtualenv.ensure(virtualenv.DEVELOPMENT, minimums["python"])
    command = [str(PYTHON), "-m", SEARCHES[options.search], *more]
    if HELP & set(more):
        return subprocess.run(command, cwd=ROOT, check=False).returncode
    house = House(free_places())
    machine.need_space(house.places.var, 1_000, "the search")
    obey_signals(house)
    try:
        with house.held():
            return _run(command, servers(house, minimums))
    except Stopped:
        shell.say("\nStopping")
        return 130


def _run(command: list[str], env: dict[str, str]) -> int:
    """The search from beginning to end; a signal lets it put its databases and processes away."""
    # In a session of its own: Ctrl-C reaches us and not it.
    process = subprocess.Popen(command, env=env, cwd=ROOT, start_new_session=True)
    try:
        return process.wait()
    except Stopped:
        testing.stop(process)
        raise
