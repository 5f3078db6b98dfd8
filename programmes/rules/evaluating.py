"""All rules of a programme, asked for a year."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta

from jtai.programmeyears import first_day, last_day
from programmes.rules.asking import Answer, Ask, in_force
from programmes.rules.facts import Evaluation, Facts, Next, RuleData
from programmes.rules.failing import while_failing
from programmes.rules.following import follow_up, until_resolved
from programmes.rules.known import Known
from programmes.rules.periods import every_period, every_subject
from programmes.rules.yearly import every_year, longest_unvisited, share_a_year

Run = list[RuleData]
Runs = Mapping[str, Sequence[Run]]
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
    known, wanted = Known(facts), _runs(rules)
    return {year: _evaluate(wanted, known, year, today) for year in years}


def rules_of_year(rules: Iterable[RuleData], year: int, today: date) -> dict[str, RuleData]:
    """By code the row of each rule that is asked in the year."""
    known = Known(Facts(()))
    return {ask.rule.code: ask.rule for ask in _asks(_runs(rules), known, year, today)}


def next_subjects(rules: Iterable[RuleData], facts: Facts, year: int, today: date) -> dict[str, list[Next]]:
    """By code of each rule that asks a share of all: who has no visit in the year yet, the longest without one first."""
    asks = _asks(_runs(rules), Known(facts), year, today)
    return {ask.rule.code: longest_unvisited(ask) for ask in asks if EVALUATORS[ask.rule.evaluator] is share_a_year}


def _evaluate(rules: Runs, known: Known, year: int, today: date) -> Evaluation:
    answers = [EVALUATORS[ask.rule.evaluator](ask) for ask in _asks(rules, known, year, today)]
    duties = tuple(duty for answer in answers for duty in answer.duties)
    return Evaluation(duties, tuple(answer.coverage for answer in answers))


def _runs(rules: Iterable[RuleData]) -> Runs:
    """By code: rows of which each follows the one before without a day between are one rule, which was changed and goes on."""
    found: dict[str, list[Run]] = {}
    for row in rules:
        found.setdefault(row.code, []).append([row])
    return {code: _put_together(rows) for code, rows in found.items()}


def _put_together(rows: list[Run]) -> list[Run]:
    found: list[Run] = []
    for run in sorted(rows, key=lambda run: run[0].valid_from):
        if found and _goes_on(found[-1][-1], run[0]):
            found[-1] += run
        else:
            found.append(run)
    return found


def _goes_on(before: RuleData, row: RuleData) -> bool:
    joined = before.valid_to is None or before.valid_to + timedelta(days=1) >= row.valid_from
    return joined and before.evaluator == row.evaluator


def _asks(rules: Runs, known: Known, year: int, today: date) -> list[Ask]:
    """Each rule once, on the days of the year on which it is in force; none for one that is not."""
    return [ask for runs in rules.values() if (ask := _ask(runs, known, year, today))]


def _ask(runs: Sequence[Run], known: Known, year: int, today: date) -> Ask | None:
    """By the row of today, in a year that is over by its last one and in one to come by its first one."""
    opens, ends = first_day(year), last_day(year)
    there = [run for run in runs if run[0].valid_from <= ends and (run[-1].valid_to or date.max) >= opens]
    if not there:
        return None
    day = min(max(today, opens), ends)
    run = next((run for run in reversed(there) if run[0].valid_from <= day), there[0])
    first, last = max(opens, run[0].valid_from), min(ends, run[-1].valid_to or date.max)
    return Ask(in_force(run, day), run, known, first, last, today)
