"""The list of what is protected names tests that are there."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def functions_of(path: Path) -> set[str]:
    return {node.name for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)}


def test_every_test_of_the_list_is_there() -> None:
    named = NAMED.findall((ROOT / "docs/security.md").read_text())
    assert len(named) > 40
    gone = [f"{path}::{name}" for path, name in named if not (ROOT / path).exists() or name not in functions_of(ROOT / path)]
    assert gone == []


def test_every_line_of_a_table_names_a_test() -> None:
    rows = [
        line
        for line in (ROOT / "docs/security.md").read_text().splitlines()
        if line.startswith("| ") and "| Test |" not in line
    ]
    assert [row for row in rows if not NAMED.search(row)] == []
