"""What Django has to do before the first page: tables, reference data, demonstration data, static files."""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from house import processes, shell
from house.places import PYTHON, ROOT, Places, secret, write_private
from house.refusal import Refusal

# Settings of the person's own shell that would change which code or which cluster a part uses.
FOREIGN = (
    "PYTHONPATH",
    "PYTHONHOME",
    "PYTHONSTARTUP",
    "VIRTUAL_ENV",
    "DJANGO_SETTINGS_MODULE",
    "PYTHONDONTWRITEBYTECODE",
)
CODE = (".py", ".csv", ".json", ".toml", ".html", ".md", ".txt", ".yaml", ".yml")
LEFT_OUT = {"var", "tests", "docs", "bin", "node_modules", "docker"}


def environment(places: Places, port: int, *, database: str, owner: str, redis: str, demonstration: bool) -> dict[str, str]:
    """The environment every part of one copy runs in."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in FOREIGN and (name == "PG_BIN" or not name.startswith("PG"))
    }
    return {
        **kept,
        "PATH": f"{PYTHON.parent}:{os.environ.get('PATH', '/usr/bin:/bin')}",
        "PYTHONUNBUFFERED": "1",
        "DJANGO_SETTINGS_MODULE": "jtai.settings",
        "DATABASE_URL": database,
        "DATABASE_OWNER_URL": owner,
        "REDIS_URL": redis,
        "SECRET_KEY": os.environ.get("SECRET_KEY") or secret(places.var / "secret", 48),
        # Not in the database, and not derived from what is: only so do the seals prove anything.
        "JTAI_SEAL_KEY": os.environ.get("JTAI_SEAL_KEY") or secret(places.var / "seal-key"),
        "JTAI_VAR": str(places.var),
        "JTAI_PORT": str(port),
        "JTAI_DEMONSTRATION": "1" if demonstration else "0",
    }


@dataclass(frozen=True)
class Preparation:
    """Runs manage.py for one data folder, and remembers what it did there with which code."""

    places: Places
    env: Mapping[str, str]
    token: str
    # A database that is not ours may have been emptied since: then nothing remembered counts.
    private: bool

    def manage(self, *words: str, doing: str) -> str:
        """One management command, as the role that owns the tables."""
        env = {**self.env, "DATABASE_URL": self.env["DATABASE_OWNER_URL"], processes.MARK: self.token}
        command: list[str | Path] = [PYTHON, "manage.py", *words]
        return shell.run(command, doing=doing, env=env, cwd=ROOT, log=self.places.log / "prepare.log")

    def tables(self) -> None:
        """Migrations."""
        self.once("migrate", fingerprint(ROOT, (".py",)), "Making the tables", "migrate", "--no-input", "-v", "0")

    def reference(self) -> None:
        """Local areas, agencies, framework versions and past inspections."""
        self.once("reference", fingerprint(ROOT, CODE), "Loading the reference data", "load_reference")

    def demonstration(self) -> None:
        """Invented people and inspections."""
        self.once("demonstration", fingerprint(ROOT, CODE), "Loading the demonstration data", "load_demonstration")

    def static(self) -> None:
        """Style sheets, scripts and pictures under their hashed names."""
        names = [str(file) + str(file.stat().st_size) + str(file.stat().st_mtime_ns) for file in static_files()]
        lock = (ROOT / "requirements.txt").read_text()
        digest = hashlib.sha256("\n".join([lock, *names]).encode()).hexdigest()
        if not self.places.static.exists():
            self.forget("static")
        self.once("static", digest, "Collecting the static files", "collectstatic", "--no-input", "-v", "0", always=False)

    def once(self, name: str, digest: str, doing: str, *words: str, always: bool | None = None) -> None:
        """Run a step unless it was finished with the same code before."""
        trusted = self.private if always is None else not always
        if trusted and self.done().get(name) == digest:
            return
        shell.say(doing)
        self.manage(*words, doing=doing)
        write_private(self.stamps, json.dumps({**self.done(), name: digest}, indent=1) + "\n")

    @property
    def stamps(self) -> Path:
        """Step → fingerprint of the code it was last finished with."""
        return self.places.var / "prepared.json"

    def done(self) -> dict[str, str]:
        """The steps finished so far; none when the file is torn."""
        try:
            found = json.loads(self.stamps.read_text())
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def forget(self, name: str) -> None:
        """Have a step run again."""
        kept = {key: value for key, value in self.done().items() if key != name}
        write_private(self.stamps, json.dumps(kept, indent=1) + "\n")

    def refuse_demonstration_left(self) -> None:
        """Without demonstration data means none: it is not enough to hide it."""
        if "demonstration" in self.done():
            raise Refusal(
                f"The data folder {self.places.var} already holds demonstration data."
                " Start over with bin/run --reset --no-demo, or set JTAI_VAR to a new folder."
            )


def fingerprint(root: Path, endings: tuple[str, ...]) -> str:
    """One digest of the code and fixtures that decide what a loader does."""
    digest = hashlib.sha256()
    for file in sources(root, endings):
        digest.update(str(file.relative_to(root)).encode() + b"\0")
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def sources(root: Path, endings: tuple[str, ...]) -> Iterator[Path]:
    """The project's files with these endings, in a fixed order."""
    for folder, folders, files in os.walk(root):
        here = Path(folder)
        folders[:] = sorted(name for name in folders if not skipped(name, top=here == root))
        yield from (here / name for name in sorted(files) if name.endswith(endings))


def skipped(name: str, *, top: bool) -> bool:
    """Folders that say nothing about what is loaded."""
    return name.startswith((".", "__pycache__")) or (top and name in LEFT_OUT)


def static_files() -> list[Path]:
    """What collectstatic would read of our own, and the two files that say how."""
    folders = [ROOT / "static", *(folder for folder in ROOT.glob("*/static") if not skipped(folder.parent.name, top=True))]
    how = [file for file in (ROOT / "jtai" / "settings.py", ROOT / "jtai" / "statics.py") if file.exists()]
    return [*how, *sorted(file for folder in folders for file in folder.rglob("*") if file.is_file())]
