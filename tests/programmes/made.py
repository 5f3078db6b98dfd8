"""Facts for the rules' tests, short enough to be read in the test."""

from datetime import date

from programmes.rules import Done, Facts, Judged, RuleData, Subject

NORTH, SOUTH, EAST, WEST = (
    Subject(f"agency:{n}", f"{name} Council") for n, name in enumerate(["North", "South", "East", "West"])
)
NAMES = {
    "self-assessment": "Self-assessment",
    "annual-conversation": "Annual conversation",
    "focused-visit": "Focused visit",
    "monitoring-visit": "Monitoring visit",
    "standard-inspection": "Standard inspection",
    "short-inspection": "Short inspection",
    "inspection": "Inspection",
    "action-plan": "Action plan",
}
POINTS = ["outstanding", "good", "requires-improvement", "inadequate"]


def day(words: str) -> date:
    return date.fromisoformat(words)


def judged(value: str, *, area: str = "overall", decides: bool = True) -> Judged:
    return Judged(area, value, value == "inadequate", decides, POINTS.index(value))


def activity(
    key: int,
    kind: str,
    first: str,
    last: str = "",
    *,
    standing: str = "done",
    of: Subject = NORTH,
    value: str = "",
    published="",
) -> Done:
    return Done(
        key,
        of.key,
        kind,
        day(first),
        day(last or first),
        standing,
        (judged(value),) if value else (),
        day(published) if published else None,
    )


def rule(evaluator: str, parameters: dict, *, first: str = "2018-07-01", last: str = "", code: str = "rule") -> RuleData:
    return RuleData(code, evaluator, parameters, "As it is said.", day(first), day(last) if last else None)


def facts(*done: Done, subjects=(NORTH,), credits=(), opened=()) -> Facts:  # noqa: A002 -- as the field is called
    return Facts(subjects, done, credits, opened, NAMES, {})
