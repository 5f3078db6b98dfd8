"""All rules of a programme, asked for a year."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from jtai.programmeyears import first_day, last_day
from programmes.rules.asking import Answer, Ask
from programmes.rules.facts import Evaluation, Facts, Next, RuleData
from programmes.rules.failing import while_failing
from programmes.rules.following import follow_up, until_resolved
from programmes.rules.known import Known
from programmes.rules.periods import every_period, every_subject
from programmes.rules.yearly import every_year, longest_unvisited, share_a_year

EVALUATORS: Mapping[str, Callable[[Ask], Answer]] = {
    "every-year": every_year,
    "share-a-year": share_a_year,
    "while-failing": while_failing,
    "every-period": every_period,
    "every-subject": every_subject,
    "follow-up": follow_up,
    "until-resolved": until_resolved,
}


def evaluate(rules: Iterable[RuleData], facts: Facts, year: int, today: date) -> Evaluation:
    """What one programme's rules ask in one programme year, as it stands today."""
    return evaluate_years(rules, facts, [year], today)[year]


def evaluate_years(rules: Iterable[RuleData], facts: Facts, years: Iterable[int], today: date) -> dict[int, Evaluation]:
    """The same for several years; the facts are sorted once."""
    known, wanted = Known(facts), list(rules)
    return {year: _evaluate(wanted, known, year, today) for year in years}


def _evaluate(rules: list[RuleData], known: Known, year: int, today: date) -> Evaluation:
    asked = [ask for rule in rules if (ask := _ask(rule, known, year, today))]
    answers = [EVALUATORS[ask.rule.evaluator](ask) for ask in asked]
    duties = tuple(duty for answer in answers for duty in answer.duties)
    return Evaluation(duties, tuple(answer.coverage for answer in answers))


def next_subjects(rule: RuleData, facts: Facts, year: int, today: date) -> list[Next]:
    """For a rule that asks a share of all: who has no visit in the year yet, the longest without one first."""
    ask = _ask(rule, Known(facts), year, today)
    return longest_unvisited(ask) if ask else []


def _ask(rule: RuleData, known: Known, year: int, today: date) -> Ask | None:
    """The rule on the days of the year on which it is in force; None when there is none."""
    first, last = max(first_day(year), rule.valid_from), min(last_day(year), rule.valid_to or date.max)
    return Ask(rule, known, first, last, today) if first <= last else None
