"""The proposer keeps every hard rule, and what it says is true: checked by code of its own (`independent`)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduling.proposing.facts import Area, Place, Problem, Rule, Rules, Span, ThematicSet, Week, Weight
from scheduling.proposing.greedy import Greedy
from scheduling.proposing.improve import improve
from scheduling.proposing.reasons import Explainer, without
from scheduling.proposing.rules import Judge
from scheduling.proposing.scoring import Scale
from scheduling.proposing.words import Words
from tests.scheduling import independent
from tests.scheduling.problems import problems

EASY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def sets_kept(problem, plan):
    areas = [one.area for one in plan]
    counts = {of.key: sum(one.set == of.key for one in plan) <= of.count for of in problem.sets}
    return len(areas) == len(set(areas)) and all(counts.values())


def pins_kept(problem, plan):
    """What is pinned to a week is in that week or nowhere."""
    return all(problem.pinned.get(one.area) in {None, one.week} for one in plan)


@EASY
@given(problems(), st.integers(0, 9))
def test_a_first_plan_breaks_no_rule(problem, seed):
    plan = Greedy(problem).plan(seed)
    assert independent.broken(problem, plan) == {}
    assert sets_kept(problem, plan)
    assert pins_kept(problem, plan)


@EASY
@given(problems(), st.data())
def test_any_plan_is_judged_as_by_other_code(problem, data):
    """Also plans that nobody would propose: what a person makes by hand."""
    areas = data.draw(st.lists(st.sampled_from([one.key for one in problem.areas]), unique=True, max_size=5))
    weeks, sets = st.integers(0, len(problem.weeks) - 1), st.sampled_from([one.key for one in problem.sets])
    plan = [Place(area, data.draw(weeks), data.draw(sets)) for area in areas]
    judged = Judge(problem).of(plan)
    assert {place: {one.rule for one in breaks} for place, breaks in judged.items()} == independent.broken(problem, plan)


@settings(EASY, max_examples=60)
@given(problems(), st.sets(st.sampled_from(Rule)), st.integers(0, 4), st.booleans())
def test_what_is_counted_once_for_other_rules_is_as_if_counted_anew(problem, left_out, years, let_in):
    judge = Judge(problem)
    rules = replace(problem.rules, without=problem.rules.without | left_out, years_apart=years)
    areas = tuple(replace(one, out="") for one in problem.areas) if let_in else problem.areas
    other = replace(problem, rules=rules, areas=areas)
    near, anew = judge.of_other_rules(other), Judge(other)
    plan = Greedy(problem).plan()
    for place in (Place(area.key, week, 2) for area in problem.areas for week in range(len(problem.weeks))):
        judge.alone(place)
        assert near.alone(place) == anew.alone(place)
        assert near.beside(place, plan) == anew.beside(place, plan)


@settings(EASY, max_examples=25)
@given(problems(), st.integers(0, 9))
def test_an_improved_plan_breaks_no_rule_and_is_no_worse(problem, seed):
    greedy = Greedy(problem)
    first = greedy.plan(seed)
    found = improve(greedy, first, seed=seed, watch=lambda _found, _part: True, seconds=5)
    assert independent.broken(problem, found.plan) == {}
    assert sets_kept(problem, found.plan)
    assert pins_kept(problem, found.plan)
    assert {one.area for one in first} & problem.pinned.keys() <= {one.area for one in found.plan}
    assert found.points >= greedy.scale.points(first)
    assert found.points == greedy.scale.points(found.plan)


@settings(EASY, max_examples=60)
@given(problems())
def test_what_keeps_an_area_out_is_true(problem):
    greedy = Greedy(problem)
    plan, explainer = greedy.best_of(3), Explainer(Greedy(problem))
    for area in problem.areas:
        if area.key in {one.area for one in plan}:
            continue
        why = explainer.why_out(area.key, plan)
        if why.instead_of is not None:
            gone = next(one for one in plan if one.area == why.instead_of)
            rest = [one for one in plan if one != gone]
            swaps = [[*rest, Place(area.key, week, gone.set)] for week in range(len(problem.weeks))]
            allowed = [swap for swap in swaps if independent.broken(problem, swap) == {}]
            assert allowed
            lost = greedy.scale.points(plan) - max(greedy.scale.points(swap) for swap in allowed)
            assert why.costs == max(0, lost)
            stands = [*rest, Place(area.key, why.week, gone.set)]
            assert (stands in allowed, greedy.scale.points(plan) - greedy.scale.points(stands)) == (True, lost)
        for barred in why.barred:
            first = problem.sets[0].key
            weeks = [
                week for week in range(len(problem.weeks)) if barred.rule in rules_of(problem, plan, area.key, week, first)
            ]
            assert len(weeks) == barred.weeks
            assert barred.week in weeks
            if barred.rule == Rule.FORCE:
                assert {barred.example.other, *barred.also} == whose_force(problem, plan, area.key)


def whose_force(problem, plan, area):
    """Of which areas an inspection stands in the way, for being at the same police force."""
    own, found = set(problem.area[area].forces), set()
    weeks, reach = range(len(problem.weeks)), problem.rules.force_weeks
    for one in (*plan, *problem.neighbours):
        if (
            one.area != area
            and own & set(problem.area[one.area].forces)
            and any(abs(one.week - week) < reach for week in weeks)
        ):
            found.add(one.area)
    return found


def rules_of(problem, plan, area, week, of):
    place = Place(area, week, of)
    return independent.broken(problem, [*plan, place]).get(place, set())


@settings(EASY, max_examples=20)
@given(problems())
def test_what_to_relax_gives_as_many_places_as_it_says(problem):
    plan = Greedy(problem).best_of(3)
    explainer = Explainer(Greedy(problem))
    assert (explainer.more_anew(plan, 3), explainer.more_anew(plan[1:], 3)) == (0, len(plan[:1]))
    for relaxed in explainer.what_to_relax(len(plan), 3):
        other = problem
        for rule in relaxed.rules:
            other = without(other, rule)
        more = Greedy(other).best_of(3)
        assert independent.broken(other, more) == {}
        assert len(more) - len(plan) == relaxed.more > 0


@settings(EASY, max_examples=40)
@given(problems(), st.data())
def test_what_a_weight_changed_is_of_the_plan_that_stands(problem, data):
    """Each exchange is allowed, pays without the weight, and would cost something with it; what a person pinned stays."""
    weighed = replace(problem, weights=dict.fromkeys(Weight, 3))
    plan = Greedy(weighed).plan(data.draw(st.integers(0, 3)))
    pinned = {one.area: None for one in plan[:1]}
    weighed = replace(weighed, pinned=pinned)
    there = {one.area for one in plan}
    for one in Explainer(Greedy(weighed)).what_weights_changed(plan):
        come, go = set(one.would_come), set(one.would_go)
        assert len(come) == len(go)
        assert go <= there - pinned.keys()
        assert not come & there
        assert not come & {area.key for area in weighed.areas if area.out}
        if come:
            swapped = swaps_of(plan, come, go)
            allowed = [other for other in swapped if not independent.broken(weighed, other)]
            light = Scale(replace(weighed, weights={**weighed.weights, one.weight: 0}))
            assert any(light.points(other) > light.points(plan) for other in allowed)
        elif len(there) < 4:
            light = Scale(replace(weighed, weights={**weighed.weights, one.weight: 0}))
            free = {area.key for area in weighed.areas if not area.out} - there
            for gone in there - pinned.keys():
                for new in free:
                    (other,) = swaps_of(plan, {new}, {gone})
                    pays = light.points(other) > light.points(plan) and Scale(weighed).points(other) <= Scale(weighed).points(
                        plan
                    )
                    assert not pays or independent.broken(weighed, other)


def swaps_of(plan, come, go):
    """All plans in which these have come into the places of those."""
    left = [one for one in plan if one.area not in go]
    places = [one for one in plan if one.area in go]
    return [
        [*left, *(replace(one, area=area) for one, area in zip(places, order, strict=True))] for order in permutations(come)
    ]


@settings(EASY, max_examples=60)
@given(problems())
def test_why_an_area_is_in_says_what_would_be_missing_and_who_would_have_its_place(problem):
    plan, explainer = Greedy(problem).best_of(3), Explainer(Greedy(problem))
    scale, there = Scale(problem), {one.area for one in Greedy(problem).best_of(3)}
    for place in plan:
        why = explainer.why_in(place, plan)
        rest = [one for one in plan if one != place]
        parts, fewer = scale.parts(plan), scale.parts(rest)
        assert why.brings == {weight: parts[weight] - fewer[weight] for weight in Weight}
        free = [
            area.key
            for area in problem.areas
            if area.key not in there and not area.out and problem.pinned.get(area.key) in {None, place.week}
        ]
        others = [[*rest, replace(place, area=key)] for key in free]
        allowed = [scale.points(other) - scale.points(plan) for other in others if not independent.broken(problem, other)]
        best = None if place.area in problem.pinned else max(allowed, default=None)  # of what is pinned no exchange is asked
        assert (why.exchange.gains if why.exchange else None) == best


@settings(EASY, max_examples=20)
@given(problems())
def test_what_is_broken_is_said_in_one_clause_with_the_monday_on_which_fieldwork_could_begin(problem):
    words, judge, weeks = Words(problem, frozenset(), {}), Greedy(problem).judge, range(len(problem.weeks))
    for place in (Place(area.key, week, of.key) for area in problem.areas for week in weeks for of in problem.sets):
        for one in judge.alone(place):
            said, _allowed, day = words.broken(place, one).partition("; allowed from ")
            assert ":" not in said
            if one.from_ is not None:
                monday = datetime.strptime(day, "%d %B %Y").replace(tzinfo=UTC).date()
                shut = {problem.weeks[week].monday for week in weeks if problem.shut(week)}
                between = {each.monday for each in problem.weeks if one.from_ <= each.monday < monday}
                assert (monday.weekday(), monday >= one.from_, monday in shut, between <= shut) == (0, True, False, True)


@pytest.mark.parametrize(
    ("without", "day"),
    [
        (set(), "31 May 2027"),
        ({Rule.HOLIDAY}, "24 May 2027"),
        ({Rule.CLOSED}, "10 May 2027"),
        ({Rule.HOLIDAY, Rule.CLOSED}, "3 May 2027"),
    ],
)
def test_after_the_year_too_fieldwork_can_begin_on_the_day_that_is_named(without, day):
    holidays = frozenset({date(2027, 5, 3), date(2027, 5, 24)})
    weeks = tuple(Week(date(2027, 3, 1) + timedelta(weeks=number)) for number in range(4))
    area = Area(1, "Fenwater", {}, {}, inspected=date(2023, 5, 1))
    sets = (ThematicSet(1, "A set", 1, {}, Span(date(2020, 1, 1), date(2040, 1, 1)), timedelta(days=60)),)
    rules = Rules(without=frozenset(without))
    problem = Problem((area,), weeks, sets, (), rules, later=(Span(date(2027, 5, 1), date(2027, 5, 20)),))
    place = Place(1, 0, 1)
    [again] = [one for one in Greedy(problem).judge.alone(place) if one.rule == Rule.AGAIN]
    assert Words(problem, holidays, {}).broken(place, again).partition("; allowed from ")[2] == day


def test_the_same_seed_gives_the_same_plan():
    @settings(EASY, max_examples=5)
    @given(problems())
    def same(problem):
        assert Greedy(problem).best_of(4, 3) == Greedy(problem).best_of(4, 3)
        one, two = (improve(Greedy(problem), [], seed=3, watch=lambda _found, _part: True, seconds=5) for _run in range(2))
        assert one == two

    same()
