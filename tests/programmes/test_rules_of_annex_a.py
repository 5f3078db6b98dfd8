"""Each rule of programmes/reference/programmes.json by a dated example: its numbers, kinds and days stand here once more.

docs/programmes.md names the test of each row, and the last test here shows that no parameter can change without its being noticed.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from programmes.management.commands.print_programmes import DATA, PROVEN
from programmes.rules import Credit, Done, Evaluation, Facts, Judged, Open, RuleData, State, Subject, evaluate
from programmes.rules.parameters import TAKES, check
from tests.programmes.made import NORTH, SOUTH, activity, day
from tests.programmes.simulated import rules_of_all

REFERENCE = json.loads(DATA.read_text())
PROGRAMMES = {row["code"]: row for row in REFERENCE["programmes"]}
SCALES = {row["code"]: row["values"] for row in REFERENCE["scales"]}
RULES = {(programme, rule.code): rule for programme, rules in rules_of_all().items() for rule in rules}
DUE, OVERDUE, DONE = State.DUE, State.OVERDUE, State.DONE


def names(programme: str) -> dict[str, str]:
    return {row["code"]: row["name"] for row in PROGRAMMES[programme]["activities"]}


def asked(programme: str, code: str, *done: Done, today: str, year: int, subjects=(NORTH,), **more: Any) -> Evaluation:
    """What the rule of the file asks."""
    known = Facts(subjects, done, kinds=names(programme), **more)
    return evaluate([RULES[programme, code]], known, year, day(today))


def judged(programme: str, area: str, value: str, row: Done) -> Done:
    """With one judgement, as the file's areas and scales have it."""
    where = next(one for one in PROGRAMMES[programme]["judgements"] if one["code"] == area)
    place, found = next((place, one) for place, one in enumerate(SCALES[where["scale"]], 1) if one["code"] == value)
    return replace(row, judged=(*row.judged, Judged(area, value, found["failing"], where["decides"], place)))


def stands(evaluation: Evaluation) -> list[tuple[State, Any, int | None]]:
    return [(duty.state, str(duty.by) if duty.by else None, duty.activity) for duty in evaluation.duties]


def test_every_council_assesses_itself_every_year():
    before = activity(1, "self-assessment", "2025-03-31")
    other = activity(2, "annual-conversation", "2025-05-05")
    asks = ("ilacs", "self-assessment")
    assert stands(asked(*asks, before, other, today="2026-03-31", year=2025)) == [(DUE, "2026-03-31", None)]
    assert stands(asked(*asks, before, other, today="2026-04-01", year=2025)) == [(OVERDUE, "2026-03-31", None)]
    found = asked(*asks, activity(3, "self-assessment", "2025-04-01"), today="2025-05-05", year=2025, subjects=(NORTH, SOUTH))
    assert stands(found) == [(DONE, "2026-03-31", 3), (DUE, "2026-03-31", None)]
    assert found.coverage[0].sentence == "Self-assessments: 1 of 2 needed"


def test_the_annual_conversation_comes_after_the_self_assessment():
    conversation, visit = activity(1, "annual-conversation", "2025-06-02"), activity(2, "focused-visit", "2025-05-05")
    asks = ("ilacs", "annual-conversation")
    alone = asked(*asks, conversation, visit, today="2025-07-01", year=2025)
    assert stands(alone) == [(DUE, "2026-03-31", None)]
    late = asked(*asks, conversation, activity(3, "self-assessment", "2025-06-10"), today="2025-07-01", year=2025)
    assert stands(late) == [(DUE, "2026-03-31", None)]
    found = asked(*asks, conversation, activity(3, "self-assessment", "2025-06-01"), today="2025-07-01", year=2025)
    assert stands(found) == [(DONE, "2026-03-31", 1)]
    assert found.coverage[0].sentence == "Annual conversations: 1 of 1 needed"


def test_half_of_153_councils_are_77_and_a_jtai_stands_for_one():
    subjects = [Subject(f"agency:{number}", f"Council {number}") for number in range(153)]
    visits = [activity(number, "focused-visit", "2025-05-05", of=subjects[number]) for number in range(60)]
    others = [activity(100 + number, "monitoring-visit", "2025-05-05", of=subjects[100 + number]) for number in range(20)]
    stood = [Credit("agency:152", "focused-visit", day("2025-06-02"))]
    found = asked("ilacs", "focused-visits", *visits, *others, today="2025-07-01", year=2025, subjects=subjects, credits=stood)
    assert found.coverage[0].sentence == "Focused visits: 61 of 77 needed"


def test_an_inadequate_council_has_four_monitoring_visits_a_year():
    inspected = activity(1, "standard-inspection", "2025-03-03", "2025-03-14")
    failed = judged("ilacs", "overall-effectiveness", "inadequate", inspected)
    asks = ("ilacs", "monitoring-visits")
    first = asked(*asks, failed, activity(2, "focused-visit", "2025-04-07"), today="2025-06-14", year=2025)
    assert stands(first) == [(DUE, "2025-06-14", None)]
    assert first.coverage[0].sentence == "Monitoring visits: 0 of 4 needed"
    visit = activity(3, "monitoring-visit", "2025-06-02", "2025-06-03")
    assert stands(asked(*asks, failed, visit, today="2025-09-04", year=2025)) == [
        (DONE, "2025-06-14", 3),
        (OVERDUE, "2025-09-03", None),
    ]
    for kind in ("standard-inspection", "short-inspection"):
        again = judged("ilacs", "overall-effectiveness", "requires-improvement", activity(4, kind, "2025-08-04"))
        assert stands(asked(*asks, failed, visit, again, today="2025-09-04", year=2025)) == [(DONE, "2025-06-14", 3)]
        badly = judged("ilacs", "overall-effectiveness", "inadequate", activity(5, kind, "2025-08-04"))
        assert stands(asked(*asks, badly, today="2025-09-04", year=2025)) == [(DUE, "2025-11-04", None)]
    visited = judged("ilacs", "overall-effectiveness", "inadequate", activity(6, "focused-visit", "2025-08-04"))
    assert stands(asked(*asks, visited, today="2025-09-04", year=2025)) == []


def test_one_inspection_in_three_years_short_after_good_or_outstanding():
    asks, next_ones = ("ilacs", "inspection"), {}
    for kind in ("standard-inspection", "short-inspection"):
        for value in ("outstanding", "good", "requires-improvement", "inadequate"):
            last = judged("ilacs", "overall-effectiveness", value, activity(1, kind, "2022-11-07", "2022-11-11"))
            [duty] = asked(*asks, last, today="2025-11-12", year=2025).duties
            assert (duty.state, duty.by) == (OVERDUE, day("2025-11-11"))
            next_ones[value] = duty.kind
    assert next_ones == {
        "outstanding": "short-inspection",
        "good": "short-inspection",
        "requires-improvement": "standard-inspection",
        "inadequate": "standard-inspection",
    }
    found = asked(*asks, activity(2, "focused-visit", "2020-11-11"), today="2020-12-01", year=2021)
    assert [(duty.kind, duty.state, duty.by) for duty in found.duties] == [("standard-inspection", DUE, day("2021-07-01"))]
    assert found.coverage[0].sentence == "Standard or short inspections: 0 of 1 needed"


def test_every_force_is_assessed_every_year():
    known = activity(1, "peel-assessment", "2025-03-31"), activity(2, "peel-assessment", "2026-03-31")
    asks = ("peel", "assessment")
    assert stands(asked(*asks, known[0], today="2025-07-01", year=2025)) == [(DUE, "2026-03-31", None)]
    found = asked(*asks, *known, today="2025-07-01", year=2025)
    assert stands(found) == [(DONE, "2026-03-31", 2)]
    assert found.coverage[0].sentence == "PEEL assessments: 1 of 1 needed"


def test_every_force_is_inspected_for_child_protection():
    asks = ("ncpi", "every-force")
    others = [activity(number, kind, "2019-05-05") for number, kind in enumerate(("action-plan", "follow-up"), 1)]
    found = asked(*asks, *others, activity(9, "inspection", "2018-06-30"), today="2025-07-01", year=2025)
    assert stands(found) == [(DUE, None, None)]
    assert found.coverage[0].sentence == "Forces inspected: 0 of 1 needed"
    found = asked(*asks, activity(9, "inspection", "2018-07-01"), today="2025-07-01", year=2025)
    assert (stands(found), found.coverage[0].done) == ([], 1)


def test_an_action_plan_comes_within_42_days_of_publication():
    inspected = activity(1, "inspection", "2025-06-02", "2025-06-13", standing="published", published="2025-08-01")
    asks = ("ncpi", "action-plan")
    other = activity(2, "follow-up", "2025-08-15")
    assert stands(asked(*asks, inspected, other, today="2025-09-12", year=2025)) == [(DUE, "2025-09-12", None)]
    assert stands(asked(*asks, inspected, other, today="2025-09-13", year=2025)) == [(OVERDUE, "2025-09-12", None)]
    found = asked(*asks, inspected, activity(3, "action-plan", "2025-09-12"), today="2025-09-13", year=2025)
    assert stands(found) == [(DONE, "2025-09-12", 3)]
    assert found.coverage[0].sentence == "Action plans: 1 of 1 needed"
    waiting = activity(1, "inspection", "2025-06-13")
    assert stands(asked(*asks, waiting, today="2025-09-13", year=2025)) == [(DUE, None, None)]


def test_every_health_service_is_inspected():
    asks = ("fundamental-standards", "every-service")
    found = asked(*asks, activity(1, "follow-up", "2019-05-05"), today="2025-07-01", year=2025)
    assert stands(found) == [(DUE, None, None)]
    assert found.coverage[0].sentence == "Services inspected: 0 of 1 needed"
    found = asked(*asks, activity(1, "inspection", "2018-07-01"), today="2025-07-01", year=2025)
    assert (stands(found), found.coverage[0].done) == ([], 1)


def test_a_breach_is_followed_until_it_is_addressed():
    opened = [
        Open(1, NORTH.key, "breach", day("2025-06-30"), None),
        Open(2, NORTH.key, "breach", day("2025-06-30"), day("2025-06-29")),
        Open(3, NORTH.key, "recommendation", day("2025-06-30"), None),
    ]
    found = asked("fundamental-standards", "breaches", today="2025-07-01", year=2025, open=opened)
    assert stands(found) == [(OVERDUE, "2025-06-30", 1), (DONE, "2025-06-30", 2)]
    assert found.coverage[0].sentence == "Breaches: 1 of 2 closed; 1 is open and past its day"


def test_a_recommendation_is_followed_until_it_is_closed():
    board = Subject("agency:9", "Care Board")
    opened = [
        Open(1, board.key, "recommendation", day("2025-07-01"), None),
        Open(2, NORTH.key, "recommendation", None, day("2025-06-29")),
        Open(3, NORTH.key, "breach", day("2025-06-30"), None),
    ]
    found = asked("clas", "recommendations", today="2025-07-01", year=2025, open=opened, addressed=[board])
    assert stands(found) == [(DONE, None, 2), (DUE, "2025-07-01", 1)]
    assert found.coverage[0].sentence == "Recommendations: 1 of 2 closed; 1 is open"


def test_every_assault_service_is_inspected_from_april_2018():
    asks = ("saas", "every-service")
    others = activity(1, "inspection", "2018-03-31"), activity(2, "follow-up", "2019-05-05")
    found = asked(*asks, *others, today="2025-07-01", year=2025)
    assert stands(found) == [(DUE, None, None)]
    assert found.coverage[0].sentence == "Services inspected: 0 of 1 needed"
    found = asked(*asks, activity(1, "inspection", "2018-04-01"), today="2025-07-01", year=2025)
    assert (stands(found), found.coverage[0].done) == ([], 1)


def test_what_was_not_met_is_followed_up_within_182_days_until_it_is_met():
    asks, area = ("saas", "follow-up"), "support-and-safeguarding"
    published = activity(1, "inspection", "2025-04-01", "2025-04-03", standing="published", published="2025-05-30")
    for value in ("not-met", "warning-notice"):
        failed = judged("saas", area, value, published)
        assert stands(asked(*asks, failed, today="2025-10-02", year=2025)) == [(DUE, "2025-10-02", None)]
        assert stands(asked(*asks, failed, today="2025-10-03", year=2025)) == [(OVERDUE, "2025-10-02", None)]
        again = judged("saas", area, value, activity(2, "follow-up", "2025-06-03"))
        found = asked(*asks, failed, again, today="2025-10-03", year=2025)
        assert stands(found) == [(DONE, "2025-10-02", 2), (DUE, "2025-12-02", None)]
        assert found.coverage[0].sentence == "Follow-ups: 1 of 2 needed"
    met = judged("saas", area, "met", published)
    assert stands(asked(*asks, met, today="2025-10-03", year=2025)) == []


def test_the_rules_are_in_force_from_these_days_on():
    days = {str(rule.valid_from) for (programme, _code), rule in RULES.items() if programme != "saas"}
    assert (days, {str(rule.valid_from) for (programme, _code), rule in RULES.items() if programme == "saas"}) == (
        {"2018-07-01"},
        {"2018-04-01"},
    )
    assert {rule.valid_to for rule in RULES.values()} == {None}


def others(value: Any, kinds: list[str]) -> Iterator[Any]:
    """What else a parameter could be: a number by one, another kind or word, one of a list less, what follows another judgement."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield from (value - 1, value + 1)
    elif isinstance(value, str):
        yield from (one for one in [*kinds, "ends", "published", "breach", "recommendation"] if one != value)
    elif isinstance(value, list):
        yield from ([one for one in value if one != gone] for gone in value)
        yield [*value, "focused-visit"]
    else:
        yield from ({**value, name: kind} for name, given in value.items() for kind in kinds if kind != given)


UNSAID = {
    "after": None,
    "jtai_counts": True,
    "again_years": 3,
    "if_failing": True,
    "counted_from": "published",
    "label": "Other",
}
HALVES = {"times": [3, 6]}


def changes() -> Iterator[tuple[str, RuleData]]:
    """Each rule with one of its parameters changed, or one more, as long as that can be loaded."""
    for (programme, _code), rule in RULES.items():
        kinds = list(names(programme))
        for name in [*TAKES[rule.evaluator], "label"]:
            if name in rule.parameters:
                values = HALVES.get(name) or list(others(rule.parameters[name], kinds))
            else:
                values = [kind for kind in kinds if kind != rule.parameters["kind"]] if name == "after" else [UNSAID[name]]
            for given in ({**rule.parameters, name: value} for value in values):
                if not check(rule.evaluator, given, kinds):
                    yield programme, replace(rule, parameters=given)


CHANGES = list(changes())


def test_each_parameter_of_each_rule_is_changed():
    unchanged = {(programme, rule.code, name) for (programme, _code), rule in RULES.items() for name in rule.parameters}
    for programme, rule in CHANGES:
        before = RULES[programme, rule.code].parameters
        unchanged -= {(programme, rule.code, name) for name, value in before.items() if rule.parameters[name] != value}
    # Of these nothing else could be loaded: a programme of one kind, and one of two of which each comes after the other.
    assert unchanged == {("peel", "assessment", "kind"), ("saas", "follow-up", "kind"), ("saas", "follow-up", "after")}


@pytest.mark.parametrize(
    ("programme", "changed"),
    CHANGES,
    ids=[f"{programme}-{rule.code}-{place}" for place, (programme, rule) in enumerate(CHANGES)],
)
def test_no_parameter_can_change_without_its_being_noticed(monkeypatch, programme, changed):
    test = globals()[PROVEN[programme, changed.code]]
    test()
    monkeypatch.setitem(RULES, (programme, changed.code), changed)
    with pytest.raises((AssertionError, ValueError, KeyError)):
        test()
