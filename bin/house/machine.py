"""What the machine must offer: system packages, free space, a free port."""

import errno
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from house import shell
from house.refusal import Refusal


@dataclass(frozen=True)
class Package:
    """A system package under the names that Debian and Ubuntu releases give it, or the program it is wanted for."""

    names: tuple[str, ...]
    program: str | None = None


RUN = (
    Package(("libpango-1.0-0",)),
    Package(("libpangoft2-1.0-0",)),
    Package(("libharfbuzz-subset0",)),
    Package(("fonts-liberation2", "fonts-liberation")),
)
CHECK = (*RUN, Package(("docker-compose",), "docker-compose"))
TEST = (
    *CHECK,
    Package(("chromium",), "chromium"),
    Package(("poppler-utils",), "pdftotext"),
    Package(("openjdk-17-jre-headless", "openjdk-21-jre-headless", "default-jre-headless"), "java"),
)
VENV = Package(("python3-venv",))

MEGABYTE = 1024 * 1024
HIGHEST_PORT = 65535


def missing(packages: Sequence[Package]) -> list[Package]:
    """Those that are not there. Where dpkg is not the package manager, programs are looked for and libraries trusted."""
    if shutil.which("dpkg-query") is None:
        return [package for package in packages if package.program and shutil.which(package.program) is None]
    names = [name for package in packages for name in package.names]
    there = installed(names)
    return [
        package
        for package in packages
        if not (shutil.which(package.program) if package.program else there & set(package.names))
    ]


def installed(names: Sequence[str]) -> set[str]:
    """Those of the names that dpkg knows as installed."""
    query = ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *names]
    listed = subprocess.run(query, capture_output=True, text=True, check=False).stdout.splitlines()
    return {words[0] for line in listed if (words := line.split())[1:] == ["installed"]}


def install(packages: Sequence[Package]) -> None:
    """Install system packages that are missing, as root or through sudo; otherwise say which they are."""
    absent = missing(packages)
    if not absent:
        return
    named = " ".join(package.names[0] for package in absent)
    right = right_to_install()
    if shutil.which("apt-get") is None or right is None:
        raise Refusal(
            f"These system packages are missing and this user may not install them: {named}."
            f" Ask an administrator to run: apt-get install {named}"
        )
    shell.say(f"Installing system packages: {named}")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    shell.run([*right, "apt-get", "update", "-q"], doing="Reading the list of system packages", env=env)
    names = [available(package) for package in absent]
    apt = [*right, "apt-get", "install", "-y", "-q", "--no-install-recommends", *names]
    shell.run(apt, doing="Installing system packages", env=env)


def available(package: Package) -> str:
    """The first of its names that this release knows."""
    for name in package.names:
        if shell.works(["apt-cache", "show", "--no-all-versions", name]):
            return name
    return package.names[0]


def right_to_install() -> list[str] | None:
    """The words to put before apt-get, or None when this user may not install."""
    if shell.is_root():
        return []
    if shutil.which("sudo") is None:
        return None
    if shell.works(["sudo", "-n", "true"]):
        return ["sudo", "-n", "DEBIAN_FRONTEND=noninteractive"]
    # With somebody at the terminal sudo may ask for the password.
    return ["sudo", "DEBIAN_FRONTEND=noninteractive"] if sys.stdin and sys.stdin.isatty() else None


def need_space(folder: Path, megabytes: int, what: str) -> None:
    """Refuse before writing rather than in the middle of it. JTAI_LEAST_FREE_MB overrides the amount."""
    wanted = int(os.environ.get("JTAI_LEAST_FREE_MB") or megabytes)
    place = folder
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free // MEGABYTE
    if free < wanted:
        raise Refusal(f"Not enough free disk space for {what}: {folder} has {free} MB, {wanted} MB are needed.")


def port_from(environ: dict[str, str]) -> int:
    """JTAI_PORT, or 8000."""
    text = environ.get("JTAI_PORT") or "8000"
    if not text.isdigit() or not 0 < int(text) <= HIGHEST_PORT:
        raise Refusal(f"JTAI_PORT must be a port number from 1 to 65535, not {text!r}.")
    return int(text)


def need_port(address: str, port: int) -> None:
    """Refuse a port that somebody else listens on, by whichever family `localhost` may mean."""
    for family, where in ((socket.AF_INET, address), (socket.AF_INET6, "::1")):
        refused = refusal_of(family, where, port)
        if refused is None:
            continue
        if refused == errno.EADDRINUSE:
            raise Refusal(
                f"Port {port} is already in use by another program. Stop it, or choose another port:"
                f" JTAI_PORT={port + 1 if port < HIGHEST_PORT else 8000} bin/run"
            )
        if refused == errno.EACCES:
            raise Refusal(f"This user may not listen on port {port}. Choose one above 1023: JTAI_PORT=8000 bin/run")
        if family == socket.AF_INET:
            raise Refusal(f"The web server cannot listen on {address}, port {port}: {os.strerror(refused)}.")


def refusal_of(family: socket.AddressFamily, address: str, port: int) -> int | None:
    """The error number of trying to listen there; None when it works."""
    try:
        with socket.socket(family, socket.SOCK_STREAM) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind((address, port))
            trial.listen(1)
    except OSError as error:
        return error.errno
    return None


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])
