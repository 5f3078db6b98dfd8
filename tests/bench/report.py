"""The rows of a run: printed as a table, written as JSON."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Row:
    """One number. limit: None where it only informs."""

    name: str
    value: float
    unit: str
    limit: float | None = None

    @property
    def ok(self) -> bool:
        """Whether it keeps its limit."""
        return self.limit is None or self.value <= self.limit


def write(rows: list[Row], file: Path) -> None:
    """All rows as JSON."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps([{**asdict(row), "ok": row.ok} for row in rows], indent=1) + "\n")


def table(rows: list[Row]) -> str:
    """All rows for people."""
    lines = [f"{'':<66}{'value':>10}  {'limit':>7}"]
    for row in rows:
        limit = "" if row.limit is None else f"{row.limit:g}"
        lines.append(f"{row.name:<66}{row.value:>10.2f}  {limit:>7}  {row.unit:<14}{'' if row.ok else 'MISSED'}".rstrip())
    return "\n".join(lines)
