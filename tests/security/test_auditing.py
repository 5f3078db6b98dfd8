"""What bin/check makes of pip-audit's answer. The answers are of its own form; a real service is not needed to read them."""

import importlib
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

BIN = Path(__file__).resolve().parents[2] / "bin"
# As pip-audit 2.10 wrote them.
SKIPPED = {"name": "vine", "skip_reason": "Dependency not found on PyPI and could not be audited: vine (5.1.0)"}
SOUND = {"name": "django", "version": "5.2.19", "vulns": []}
WEAK = {
    "name": "pillow",
    "version": "9.0.0",
    "vulns": [{"id": "PYSEC-2022-10", "fix_versions": ["9.0.1"], "aliases": ["CVE-2022-22817"], "description": "x"}],
}


@pytest.fixture
def auditing(monkeypatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(BIN))
    yield importlib.import_module("house.auditing")
    for name in [name for name in sys.modules if name == "house" or name.startswith("house.")]:
        del sys.modules[name]


@pytest.mark.parametrize(
    ("rows", "good", "words"),
    [
        ([SOUND], True, "ok"),
        ([SOUND, SKIPPED], True, "could not be asked about 1 of 2 packages"),
        ([SOUND, WEAK, SKIPPED], False, "pillow 9.0.0: PYSEC-2022-10"),
    ],
)
def test_a_known_weakness_fails_and_what_was_not_asked_is_said(auditing, rows, good, words) -> None:
    assert auditing.judge(json.dumps({"dependencies": rows, "fixes": []})) == (good, words)


@pytest.mark.parametrize("said", ["", "Traceback", "[]", "{}"])
def test_a_service_out_of_reach_fails_nothing_and_is_said(auditing, said) -> None:
    good, words = auditing.judge(said)
    assert (good, "could not be asked" in words) == (True, True)
