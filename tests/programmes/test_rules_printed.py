"""The page of the programmes is in step, says every parameter in words, and names for every rule its own test, which is there."""

import ast
import json
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from programmes.management.commands import print_programmes
from programmes.management.commands.print_programmes import DATA, EXAMPLES, OF_KINDS, PAGE, PROVEN, in_words, names_of
from programmes.rules import EVALUATORS

ROOT = Path(__file__).resolve().parents[2]
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
REFERENCE = json.loads(DATA.read_text())


def functions_of(path: Path) -> dict[str, ast.FunctionDef]:
    return {node.name: node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)}


def test_the_page_is_in_step(tmp_path, monkeypatch):
    call_command("print_programmes", "--check")
    monkeypatch.setattr(print_programmes, "PAGE", tmp_path / "programmes.md")
    with pytest.raises(CommandError, match="out of step"):
        call_command("print_programmes", "--check")


def test_every_rule_has_a_row_that_names_a_test_of_its_own():
    page = PAGE.read_text()
    rules = [(one["code"], rule["code"]) for one in REFERENCE["programmes"] for rule in one["rules"]]
    named = [found for line in page.splitlines() if " | from 20" in line for found in NAMED.findall(line)]
    assert named == [(EXAMPLES, PROVEN[rule]) for rule in rules]
    assert len(set(named)) == len(rules) == len(PROVEN)
    gone = [f"{path}::{name}" for path, name in NAMED.findall(page) if name not in functions_of(ROOT / path)]
    assert gone == []


def test_the_test_of_a_rule_asks_that_rule():
    functions = functions_of(ROOT / EXAMPLES)
    for rule, test in PROVEN.items():
        said = {node.value for node in ast.walk(functions[test]) if isinstance(node, ast.Constant)}
        assert set(rule) <= said


def test_every_kind_of_rule_is_proven():
    assert set(OF_KINDS) == set(EVALUATORS)
    assert all(OF_KINDS.values())


def test_each_parameter_is_said_in_words():
    [ilacs] = [one for one in REFERENCE["programmes"] if one["code"] == "ilacs"]
    names = names_of(ilacs, REFERENCE["scales"])
    assert {rule["code"]: in_words(rule, names) for rule in ilacs["rules"]} == {
        "self-assessment": (
            "Self-assessment of social work practice: once in each programme year (1 April to 31 March)."
            " Counted as “Self-assessments”."
        ),
        "annual-conversation": (
            "Annual conversation: once in each programme year (1 April to 31 March), after the first self-assessment of social"
            " work practice of that year. Counted as “Annual conversations”."
        ),
        "focused-visits": (
            "Focused visit: 50% of all in each programme year, rounded up; a JTAI stands for one. Counted as “Focused visits”."
        ),
        "monitoring-visits": (
            "Monitoring visit: 4 a year while the last outcome fails, each within 3 months of the outcome or of the visit before it,"
            " until the next judged standard inspection or short inspection. Counted as “Monitoring visits”."
        ),
        "inspection": (
            "Standard inspection or short inspection: one within 3 years of the one before it; the first: standard inspection;"
            " after outstanding: short inspection; after good: short inspection; after requires improvement: standard inspection;"
            " after inadequate: standard inspection. Counted as “Standard or short inspections”."
        ),
    }
    page = PAGE.read_text()
    assert "Action plan received: within 42 days of the publication of each child protection inspection." in page
    assert (
        "Follow-up inspection: within 182 days of the last day of each inspection or follow-up inspection that fails." in page
    )
    assert "Inspection: everybody once since 2018-04-01, without a last day." in page
    assert "Each breach: open until it is closed, due by the day that it was given." in page
