"""What tests of retention share."""

from pathlib import Path

import pytest
from django.conf import LazySettings


@pytest.fixture
def years_to_come(tmp_path: Path, settings: LazySettings) -> None:
    """The policy table without reads: of those the database itself keeps the last year, by a clock that no test moves."""
    lines = Path(settings.RETENTION_TABLE).read_text(encoding="utf-8").splitlines()
    file = tmp_path / "policies.csv"
    file.write_text("\n".join(line for line in lines if not line.startswith("reads,")), encoding="utf-8")
    settings.RETENTION_TABLE = str(file)
