"""Each mistake in a rule's parameters is a sentence; and what passes can be evaluated."""

from datetime import date

import pytest

from programmes.models import Evaluator
from programmes.rules import EVALUATORS, RuleData, evaluate
from programmes.rules.parameters import TAKES, check
from tests.programmes.made import activity, facts, rule
from tests.programmes.simulated import rules_of_all

KINDS = {"visit", "plan", "long", "short"}
GOOD = {
    "every-year": {"kind": "visit", "after": "plan"},
    "share-a-year": {"kind": "visit", "percent": 50, "jtai_counts": True},
    "while-failing": {"kind": "visit", "times": 4, "until": ["long", "short"]},
    "every-period": {"kinds": ["long", "short"], "years": 3, "by_last": {"good": "short"}, "first": "long"},
    "every-subject": {"kind": "visit", "again_years": 5},
    "follow-up": {"kind": "plan", "after": "visit", "within_days": 42, "if_failing": True, "counted_from": "published"},
    "until-resolved": {"what": "breach"},
}


def test_every_evaluator_of_the_rows_is_there_and_has_its_parameters():
    assert set(Evaluator.values) == set(EVALUATORS) == set(TAKES) == set(GOOD)


@pytest.mark.parametrize("evaluator", GOOD)
def test_good_ones_pass_and_can_be_evaluated(evaluator):
    assert check(evaluator, GOOD[evaluator], KINDS) == []
    assert check(evaluator, {**GOOD[evaluator], "label": "Visits"}, KINDS) == []
    evaluate([rule(evaluator, GOOD[evaluator])], facts(activity(1, "visit", "2025-05-05")), 2025, date(2025, 7, 1))


@pytest.mark.parametrize("evaluator", GOOD)
def test_each_needed_one_is_missed_and_each_unknown_one_named(evaluator):
    needed = [name for name, parameter in TAKES[evaluator].items() if parameter.needed]
    missed = check(evaluator, {}, KINDS)
    assert [sentence for sentence in missed if sentence.endswith("is missing.")] == [f"“{name}” is missing." for name in needed]
    assert check(evaluator, {**GOOD[evaluator], "often": 1}, KINDS) == ["“often” is no parameter of this rule."]


@pytest.mark.parametrize(
    ("evaluator", "wrong", "said"),
    [
        ("every-year", {"kind": "walk"}, "“kind” must be a kind of activity of this programme; “walk” is none."),
        ("every-year", {"kind": ["visit"]}, "“kind” must be a kind of activity of this programme; “['visit']” is none."),
        ("every-year", {"after": "visit"}, "“after” must be another kind than “kind”."),
        ("share-a-year", {"percent": 101}, "“percent” must be a whole number from 1 to 100."),
        ("share-a-year", {"percent": 0.5}, "“percent” must be a whole number from 1 to 100."),
        ("share-a-year", {"percent": True}, "“percent” must be a whole number from 1 to 100."),
        ("share-a-year", {"jtai_counts": "yes"}, "“jtai_counts” must be true or false."),
        ("while-failing", {"times": 5}, "“times” must be one of: 1, 2, 3, 4, 6, 12."),
        ("while-failing", {"times": True}, "“times” must be one of: 1, 2, 3, 4, 6, 12."),
        ("while-failing", {"until": []}, "“until” must be a list of at least one kind of activity."),
        ("while-failing", {"until": ["long", "long"]}, "“until” names a kind twice."),
        ("while-failing", {"until": ["walk"]}, "“until” must be a kind of activity of this programme; “walk” is none."),
        ("every-period", {"years": 0}, "“years” must be a whole number from 1 to 20."),
        ("every-period", {"by_last": {}}, "“by_last” must say for each judgement which kind comes next."),
        ("every-period", {"by_last": {"good": "visit"}}, "“first” and “by_last” must lead to one of “kinds”."),
        ("every-period", {"first": "visit"}, "“first” and “by_last” must lead to one of “kinds”."),
        ("follow-up", {"within_days": -1}, "“within_days” must be a whole number from 1 to 3660."),
        ("follow-up", {"counted_from": "notice"}, "“counted_from” must be one of: ends, published."),
        ("follow-up", {"after": "plan"}, "“after” must be another kind than “kind”."),
        ("until-resolved", {"what": "complaint"}, "“what” must be one of: breach, recommendation."),
        ("every-subject", {"label": " "}, "“label” must be words."),
    ],
)
def test_what_cannot_be_is_said(evaluator, wrong, said):
    assert check(evaluator, {**GOOD[evaluator], **wrong}, KINDS) == [said]


def test_an_unknown_evaluator_is_said():
    assert check("sometimes", {}, KINDS) == ["“sometimes” is no evaluator."]


def test_every_rule_of_annex_a_can_be_evaluated():
    rules = [one for found in rules_of_all().values() for one in found]
    assert all(isinstance(one, RuleData) for one in rules)
    assert {one.rule for one in evaluate(rules, facts(), 2025, date(2025, 7, 1)).coverage} == {one.code for one in rules}
