"""The page of the programmes is in step, and every rule on it names tests that are there."""

import ast
import json
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from programmes.management.commands import print_programmes
from programmes.management.commands.print_programmes import DATA, PAGE, PROVEN
from programmes.rules import EVALUATORS

ROOT = Path(__file__).resolve().parents[2]
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def functions_of(path: Path) -> set[str]:
    return {node.name for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)}


def test_the_page_is_in_step(tmp_path, monkeypatch):
    call_command("print_programmes", "--check")
    monkeypatch.setattr(print_programmes, "PAGE", tmp_path / "programmes.md")
    with pytest.raises(CommandError, match="out of step"):
        call_command("print_programmes", "--check")


def test_every_rule_has_a_row_that_names_tests_which_are_there():
    page = PAGE.read_text()
    rules = [rule for programme in json.loads(DATA.read_text())["programmes"] for rule in programme["rules"]]
    rows = [line for line in page.splitlines() if line.startswith("| ") and "| Test |" not in line and "| --- |" not in line]
    assert len(rows) == len(rules)
    assert [row for row in rows if not NAMED.search(row)] == []
    gone = [f"{path}::{name}" for path, name in NAMED.findall(page) if name not in functions_of(ROOT / path)]
    assert gone == []


def test_every_evaluator_is_proven():
    assert set(PROVEN) == set(EVALUATORS)
    assert all(PROVEN.values())
