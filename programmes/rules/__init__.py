"""What each programme's rules ask, as pure functions over facts: who is due, overdue, planned, done, by when, and why."""

from programmes.rules.evaluating import EVALUATORS, evaluate, evaluate_years, next_subjects, rules_of_year
from programmes.rules.facts import (
    Coverage,
    Credit,
    Done,
    Duty,
    Evaluation,
    Facts,
    Judged,
    Next,
    Open,
    RuleData,
    State,
    Subject,
)

__all__ = [
    "EVALUATORS",
    "Coverage",
    "Credit",
    "Done",
    "Duty",
    "Evaluation",
    "Facts",
    "Judged",
    "Next",
    "Open",
    "RuleData",
    "State",
    "Subject",
    "evaluate",
    "evaluate_years",
    "next_subjects",
    "rules_of_year",
]
