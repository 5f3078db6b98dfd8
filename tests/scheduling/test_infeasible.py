"""Where not all places can be filled, the answer comes at once and names the rule that stands in the way."""

from dataclasses import replace
from datetime import date, timedelta
from time import process_time

import pytest

from scheduling.proposing.facts import Place, Problem, Rule, Span, Week
from scheduling.proposing.fewer import Fewer, weeks_that_would_do, with_weeks, with_years, years_that_would_do
from scheduling.proposing.greedy import Greedy
from scheduling.proposing.improve import improve
from scheduling.proposing.reasons import Barred, Explainer, WhyOut
from scheduling.proposing.rules import Break
from scheduling.proposing.why import Why
from scheduling.proposing.words import Words
from tests.scheduling.whole import problem

JUNE = Span(date(2026, 6, 1), date(2026, 6, 30))
AT_ONCE = 30.0  # seconds of CPU on two slow shared cores, for the plan and its reasons


def only_june(whole: Problem) -> Problem:
    """Nothing but the weeks of June, in which nobody may lead."""
    weeks = tuple(one for one in whole.weeks if JUNE.meets(one.span))
    people = tuple(replace(one, away=(JUNE,)) if one.leads else replace(one, away=()) for one in whole.inspectors)
    return replace(whole, weeks=weeks, inspectors=people, sets=(replace(whole.sets[0], count=1),))


def one_force(whole: Problem) -> Problem:
    """Six areas of one topic, all in one force."""
    areas = tuple(replace(one, forces={1: "A force"}, visits=(), inspected=None) for one in whole.areas[:6])
    return replace(whole, areas=areas, sets=whole.sets[:1])


def all_ruled_out(whole: Problem) -> Problem:
    """Every one of them."""
    return replace(whole, areas=tuple(replace(one, out="Asked for another year") for one in whole.areas))


def all_closed(whole: Problem) -> Problem:
    """Not one week is open."""
    span = Span(whole.weeks[0].monday, whole.weeks[-1].monday + timedelta(days=4), "Closed")
    return replace(whole, weeks=tuple(Week(one.monday, ((Rule.CLOSED, span),)) for one in whole.weeks))


def few_in_the_year(whole: Problem) -> Problem:
    """In every week there are people enough; over the year those of HMI Probation can be on five teams, and each place takes two."""
    most = {one.key: 0 for one in whole.inspectors if one.inspectorate == "hmi-probation"}
    most |= dict.fromkeys(list(most)[:5], 1)
    people = tuple(replace(one, most=most.get(one.key, 9), away=()) for one in whole.inspectors)
    return replace(whole, inspectors=people, sets=whole.sets[:1])


def test_an_area_can_be_inspected_again_on_the_very_day_on_which_the_years_are_over():
    whole = problem(1)
    monday = whole.weeks[20].monday
    last = monday.replace(year=monday.year - whole.rules.years_apart)
    area = replace(whole.areas[0], inspected=last, inspected_next=None)
    judge = Greedy(replace(whole, areas=(area, *whole.areas[1:]))).judge
    broken = {week: {one.rule for one in judge.alone(Place(area.key, week, whole.sets[0].key))} for week in (19, 20)}
    assert {week: Rule.AGAIN in rules for week, rules in broken.items()} == {19: True, 20: False}


@pytest.mark.parametrize(
    ("made", "placed", "reason"),
    [
        (only_june, 0, Rule.LEAD),
        (one_force, 2, Rule.FORCE),
        (all_ruled_out, 0, Rule.OUT),
        (all_closed, 0, Rule.CLOSED),
        (few_in_the_year, 2, Rule.OF_YEAR),
    ],
)
def test_what_cannot_be_ends_at_once_with_its_reason(made, placed, reason):
    asked = made(problem(1))
    begun = process_time()
    greedy = Greedy(asked)
    plan = greedy.best_of(3)
    assert (len(plan), greedy.judge.of(plan)) == (placed, {})
    found = improve(greedy, plan, seed=1, watch=lambda _found, _part: True)
    assert len(found.plan) == placed
    relaxed = Explainer(greedy).what_to_relax(len(plan), 1)
    assert relaxed[0].rules == (reason,)
    assert process_time() - begun < AT_ONCE


def test_the_largest_number_of_years_that_would_do_is_named():
    """Six are wanted; without the rule six can be had, four of which were inspected two years and a half before the first week."""
    whole = problem(1)
    first = whole.weeks[0].monday
    ages = [None, None, *[first - timedelta(days=913)] * 4, *[first - timedelta(days=200)] * 4]
    areas = tuple(
        replace(one, inspected=ages[number], visits=(), holidays=(), out="", forces={one.key: "Its own"})
        for number, one in enumerate(whole.areas[:10])
    )
    weeks = tuple(Week(one.monday) for one in whole.weeks[:20])
    asked = replace(
        whole, areas=areas, weeks=weeks, sets=(replace(whole.sets[0], count=6),), fixed=(), pinned={}, neighbours=(),
        rules=replace(whole.rules, without=frozenset(Rule) - {Rule.AGAIN}),
    )  # fmt: skip
    filled = len(Greedy(asked).best_of(1))
    assert (filled, years_that_would_do(Explainer(Greedy(asked)), filled, 1)) == (2, Fewer(2, 6, whole=True))
    at_once = with_years(asked, 2)
    assert years_that_would_do(Explainer(Greedy(at_once)), len(Greedy(at_once).best_of(1)), 1) is None
    some = replace(asked, areas=areas[:4])
    assert years_that_would_do(Explainer(Greedy(some)), 2, 1) == Fewer(2, 4, whole=False)
    ruleless = replace(some, rules=replace(some.rules, without=frozenset(Rule)))
    assert years_that_would_do(Explainer(Greedy(ruleless)), 2, 1) is None


def test_where_no_rule_alone_stands_in_the_way_those_that_do_together_are_named():
    """Nobody is there at all: people, their year and lead inspectors are one cause in three rules."""
    asked = replace(problem(1), inspectors=())
    explainer = Explainer(Greedy(asked))
    begun = process_time()
    (together,) = explainer.what_to_relax(0, 1)
    assert process_time() - begun < AT_ONCE
    assert (set(together.rules), together.more) == ({Rule.LEAD, Rule.CAPACITY, Rule.OF_YEAR}, asked.target)
    why = Why(Words(asked, frozenset(), {"ofsted": "Ofsted"}), {})
    assert why.relaxed(together) == (
        "No rule alone stands in the way, but these do together: the number of lead inspectors; the number of inspectors; "
        "what inspectors can take on in the year. Without all of them 10 places more could be filled."
    )
    assert why.nobody() == ["Nobody of Ofsted, cqc, hmicfrs and hmi-probation can be on a team of this year."]


def why_of(problem: Problem) -> Why:
    return Why(Words(problem, frozenset(), {}), {})


def test_both_joint_inspections_of_an_area_between_which_no_week_lies_are_said():
    whole = problem(1)
    first, last = whole.weeks[0].monday, whole.weeks[-1].monday
    area = replace(
        whole.areas[0], inspected=first - timedelta(days=165), inspected_next=last + timedelta(days=200), visits=(), out=""
    )
    asked = replace(
        whole, areas=(area, *whole.areas[1:]), rules=replace(whole.rules, years_apart=1, without=frozenset(Rule) - {Rule.AGAIN})
    )
    [said] = why_of(asked).why_out(Explainer(Greedy(asked)).why_out(area.key, ()))
    assert said == (
        "Fieldwork of the last joint inspection was until 23 October 2025, less than 1 year before; allowed from 26 October 2026. "
        "In other weeks: fieldwork of the next joint inspection is from 15 October 2027, less than 1 year later."
    )


def test_an_exchange_names_its_week_and_several_that_stand_in_the_way_stand_there():
    whole = problem(1)
    why, span = why_of(whole), whole.weeks[3].span
    [said] = why.why_out(WhyOut(0, instead_of=1, costs=5, week=9))
    assert said == "It could be in, best instead of Area 1, in the week of 8 to 12 June 2026: the plan would lose 5 points."
    [said] = why.why_out(WhyOut(0, instead_of=1, week=9))
    assert said == "It could have the place of Area 1, in the week of 8 to 12 June 2026: the plan would be as good."
    barred = Barred(Rule.FORCE, 30, 3, Break(Rule.FORCE, replace(span, what="A force"), other=1), also=(2, 3))
    one = replace(barred, also=(2,))
    assert ["it is Area 2 and Area 3 that stand in the way" in said for said in why.why_out(WhyOut(0, (barred,)))] == [True]
    assert ["it is Area 2 that stands in the way" in said for said in why.why_out(WhyOut(0, (one,)))] == [True]


def test_a_number_of_weeks_at_one_police_force_that_would_do_is_named():
    asked = one_force(problem(1))
    asked = replace(asked, rules=replace(asked.rules, without=frozenset(Rule) - {Rule.FORCE}))
    explainer, filled = Explainer(Greedy(asked)), len(Greedy(asked).best_of(1))
    assert (filled, weeks_that_would_do(explainer, filled, 1)) == (2, Fewer(10, 6, whole=True))
    at_once = with_weeks(asked, 10)
    assert weeks_that_would_do(Explainer(Greedy(at_once)), len(Greedy(at_once).best_of(1)), 1) is None
    assert years_that_would_do(explainer, filled, 1) is None
