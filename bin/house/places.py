"""Where things live: the clone, its virtualenv, and the data folder of one running copy."""

import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from house.refusal import Refusal

ROOT = Path(__file__).resolve().parent.parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"


@dataclass(frozen=True)
class Places:
    """One data folder. Everything that a copy writes while it runs is below it."""

    var: Path

    @property
    def run(self) -> Path:
        """Who runs: lock, token and one record a part."""
        return self.var / "run"

    @property
    def log(self) -> Path:
        """What each part said."""
        return self.var / "log"

    @property
    def static(self) -> Path:
        """Collected style sheets, scripts and pictures."""
        return self.var / "static"

    @property
    def key(self) -> str:
        """Short name of this data folder, for what cannot lie in it."""
        return hashlib.sha256(str(self.var).encode()).hexdigest()[:12]

    def make(self) -> None:
        """Create the folders. The data folder itself may be walked through (another user may have to reach its database)."""
        for folder, mode in ((self.var, 0o711), (self.run, 0o700), (self.log, 0o700)):
            try:
                folder.mkdir(mode=mode, parents=True, exist_ok=True)
            except (FileExistsError, NotADirectoryError, FileNotFoundError) as error:
                raise Refusal(f"The data folder {self.var} cannot be made there. Set JTAI_VAR to another place.") from error
            probe = folder / f".probe-{os.getpid()}"
            probe.write_bytes(b"x")
            probe.unlink()


def data_folder(environ: dict[str, str]) -> Places:
    """JTAI_VAR, or `var` in the clone."""
    return Places(Path(environ.get("JTAI_VAR") or ROOT / "var").expanduser().resolve())


def secret(file: Path, length: int = 32) -> str:
    """A secret kept in a file that only its owner reads; made on first use."""
    if not file.exists():
        write_private(file, secrets.token_urlsafe(length))
    return file.read_text().strip()


def write_private(file: Path, text: str) -> None:
    """Write whole or not at all, readable by the owner only."""
    half = file.with_name(f".{file.name}.{os.getpid()}")
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as stream:
        stream.write(text)
    half.replace(file)
