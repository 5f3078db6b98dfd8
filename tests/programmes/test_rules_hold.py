"""What holds of the rules whatever happened: in any order, on any day."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from jtai.programmeyears import year_of
from programmes.rules import Credit, Done, Facts, Open, State, evaluate
from programmes.rules.known import deciding, worst
from tests.programmes.made import NAMES, NORTH, POINTS, SOUTH, judged, rule

SUBJECTS = (NORTH, SOUTH)
KINDS = (
    "self-assessment",
    "annual-conversation",
    "focused-visit",
    "monitoring-visit",
    "standard-inspection",
    "short-inspection",
)
INSPECTIONS = ["standard-inspection", "short-inspection"]
BY_LAST = {value: INSPECTIONS[value in {"outstanding", "good"}] for value in POINTS}
YEARLY = rule("every-year", {"kind": "self-assessment"}, code="yearly")
ORDERED = rule("every-year", {"kind": "annual-conversation", "after": "self-assessment"}, code="ordered")
HALF = rule("share-a-year", {"kind": "focused-visit", "percent": 50, "jtai_counts": True}, code="half")
FAILING = rule("while-failing", {"kind": "monitoring-visit", "times": 4, "until": INSPECTIONS}, code="failing")
PERIOD = rule(
    "every-period", {"kinds": INSPECTIONS, "years": 3, "by_last": BY_LAST, "first": "standard-inspection"}, code="period"
)
EVERYONE = rule("every-subject", {"kind": "focused-visit", "again_years": 4}, code="everyone")
FOLLOWED = rule("follow-up", {"kind": "focused-visit", "after": "annual-conversation", "within_days": 90}, code="followed")
UNTIL_MET = rule(
    "follow-up",
    {"kind": "short-inspection", "after": "standard-inspection", "within_days": 182, "if_failing": True},
    code="until-met",
)
RESOLVED = rule("until-resolved", {"what": "breach"}, code="resolved")
ALL = (YEARLY, ORDERED, HALF, FAILING, PERIOD, EVERYONE, FOLLOWED, UNTIL_MET, RESOLVED)
OF_SUBJECTS = (YEARLY, HALF, PERIOD, EVERYONE)

# Few bodies and few years, so that things meet.
days = st.dates(date(2022, 1, 1), date(2026, 12, 31))
years = st.integers(2018, 2028)


@st.composite
def activities(draw, most=20):
    found = []
    for key in range(1, draw(st.integers(0, most)) + 1):
        first = draw(days)
        kind = draw(st.sampled_from(KINDS))
        outcome = st.lists(st.builds(judged, st.sampled_from(POINTS), decides=st.booleans()), max_size=3).map(tuple)
        found.append(
            Done(
                key,
                draw(st.sampled_from(SUBJECTS)).key,
                kind,
                first,
                first + timedelta(days=draw(st.integers(0, 12))),
                draw(st.sampled_from(["planned", "done", "published", "cancelled"])),
                draw(outcome) if kind in INSPECTIONS else (),
            )
        )
    return found


credits_ = st.lists(
    st.builds(Credit, st.sampled_from(SUBJECTS).map(lambda one: one.key), st.just("focused-visit"), days), max_size=8
)
opened = st.lists(
    st.builds(
        Open,
        st.integers(1, 99),
        st.sampled_from(SUBJECTS).map(lambda one: one.key),
        st.just("breach"),
        st.none() | days,
        st.none() | days,
        st.none() | days,
    ),
    max_size=4,
    unique_by=lambda one: one.key,
)
worlds = st.builds(
    lambda done, stands, breaches: Facts(SUBJECTS, done, stands, breaches, NAMES), activities(), credits_, opened
)


@given(facts=worlds, year=years, today=days)
def test_a_duty_is_overdue_exactly_when_its_last_day_has_passed_and_it_is_not_done(facts, year, today):
    standing = {one.key: one for one in facts.done}
    for duty in evaluate(ALL, facts, year, today).duties:
        passed = duty.by is not None and duty.by < today
        assert (duty.state == State.OVERDUE) == (passed and duty.state not in {State.DONE, State.ENFORCED})
        assert duty.why.endswith(".")
        if duty.rule != RESOLVED.code and duty.activity is not None:
            one = standing[duty.activity]
            assert (one.subject, one.standing in {"done", "published"}) == (duty.subject, duty.state == State.DONE)
            assert one.standing != "cancelled"
            assert duty.state != State.PLANNED or one.ends_on >= today


@given(facts=worlds, year=years, today=days, order=st.randoms(use_true_random=False))
def test_the_order_of_the_facts_does_not_matter(facts, year, today, order):
    mixed = [order.sample(part, len(part)) for part in (facts.done, facts.credits, facts.open)]
    other = replace(facts, done=mixed[0], credits=mixed[1], open=mixed[2])
    assert evaluate(ALL, other, year, today) == evaluate(ALL, facts, year, today)


@given(facts=worlds, year=years, today=days, cancelled=activities(most=4))
def test_what_was_cancelled_changes_nothing(facts, year, today, cancelled):
    more = [replace(one, key=one.key + 100, standing="cancelled") for one in cancelled]
    assert evaluate(ALL, replace(facts, done=[*facts.done, *more]), year, today) == evaluate(ALL, facts, year, today)


@given(facts=worlds, year=years, today=days, another=activities(most=1))
def test_one_more_that_was_done_makes_no_coverage_smaller(facts, year, today, another):
    assume(another)
    more = replace(facts, done=[*facts.done, replace(another[0], key=100, standing="done", judged=())])
    before, after = (evaluate(ALL, world, year, today).coverage for world in (facts, more))
    # What another annual conversation asks to follow is not less done, but more is needed.
    assert all(new.done >= old.done for old, new in zip(before, after, strict=True))


@given(facts=worlds, year=years, today=days)
def test_no_more_subjects_are_covered_than_there_are(facts, year, today):
    for coverage in evaluate(OF_SUBJECTS, facts, year, today).coverage:
        assert 0 <= coverage.done + coverage.planned <= coverage.subjects == len(SUBJECTS)
        assert coverage.needed <= coverage.subjects


@given(facts=worlds, year=years, today=days)
def test_everybody_has_one_duty_a_year_by_a_rule_of_every_year(facts, year, today):
    for asked in (YEARLY, ORDERED):
        duties = evaluate([asked], facts, year, today).duties
        expected = [one.key for one in SUBJECTS] if year >= 2018 else []
        assert [duty.subject for duty in duties] == expected


@given(facts=worlds, today=days)
def test_whoever_is_inadequate_has_a_next_visit_until_inspected_again(facts, today):
    assume(today >= FAILING.valid_from)
    duties = evaluate([FAILING], facts, year_of(today), today).duties
    for subject in SUBJECTS:
        judged_there = [
            one
            for one in facts.done
            if one.subject == subject.key
            and one.kind in INSPECTIONS
            and one.standing in {"done", "published"}
            and deciding(one)
        ]
        last = max(judged_there, key=lambda one: (one.ends_on, one.key), default=None)
        failing = last is not None and any(one.failing and one.decides for one in last.judged)
        following = [duty for duty in duties if duty.subject == subject.key and duty.state != State.DONE]
        assert len(following) == failing
        assert all(duty.by is not None and duty.by > last.ends_on for duty in following)


@given(facts=worlds, today=days)
def test_whoever_failed_has_a_next_follow_up_until_one_does_not_fail(facts, today):
    open_ones = {
        (duty.subject, duty.kind)
        for year in range(2018, 2029)
        for duty in evaluate([UNTIL_MET], facts, year, today).duties
        if duty.state != State.DONE
    }
    for subject in SUBJECTS:
        there = [
            one
            for one in facts.done
            if one.subject == subject.key and one.kind in INSPECTIONS and one.standing in {"done", "published"}
        ]
        last = max(there, key=lambda one: (one.ends_on, one.key), default=None)
        if last is not None and any(one.failing for one in last.judged):
            assert (subject.key, "short-inspection") in open_ones
        if not any(one.failing for row in there for one in row.judged):
            assert (subject.key, "short-inspection") not in open_ones


@given(facts=worlds, plans=st.lists(days, max_size=6), failed=days, year=years, today=days)
def test_as_many_visits_are_planned_as_are_to_come_after_the_last_one_while_it_fails(facts, plans, failed, year, today):
    more = [Done(200 + place, NORTH.key, "monitoring-visit", on, on, "planned") for place, on in enumerate(plans)]
    more.append(Done(100, NORTH.key, "standard-inspection", failed, failed, "done", (judged("inadequate"),)))
    everything, planned = [*facts.done, *more], 0
    for subject in SUBJECTS:
        own = [one for one in everything if one.subject == subject.key]
        taken = [one for one in own if one.standing in {"done", "published"}]
        outcomes = [one for one in taken if one.kind in INSPECTIONS and deciding(one)]
        last = max(outcomes, key=lambda one: (one.ends_on, one.key), default=None)
        if last is not None and any(one.failing for one in deciding(last)):
            visits = [one for one in taken if one.kind == "monitoring-visit" and one.starts_on > last.ends_on]
            since = max(visits, key=lambda one: (one.starts_on, one.ends_on, one.key), default=last).ends_on
            coming = [
                one for one in own if one.kind == "monitoring-visit" and one.standing == "planned" and one.ends_on >= today
            ]
            planned += sum(year_of(one.starts_on) == year and one.starts_on > since for one in coming)
    [coverage] = evaluate([FAILING], replace(facts, done=everything), year, today).coverage
    assert coverage.planned == planned


@given(facts=worlds, year=years, today=days)
def test_the_kind_of_the_next_inspection_follows_the_last_outcome(facts, year, today):
    for duty in evaluate([PERIOD], facts, year, today).duties:
        outcomes = [
            one
            for one in facts.done
            if one.subject == duty.subject
            and one.kind in INSPECTIONS
            and one.standing in {"done", "published"}
            and deciding(one)
        ]
        last = max(outcomes, key=lambda one: (one.ends_on, one.key), default=None)
        if duty.state != State.DONE:
            assert duty.kind == (BY_LAST[worst(last).value] if last else "standard-inspection")


@given(stands=credits_, year=years, today=days)
def test_a_jtai_counts_for_one_visit_of_its_area_in_its_year(stands, year, today):
    facts = Facts(SUBJECTS, credits=stands)
    [coverage] = evaluate([HALF], facts, year, today).coverage
    visited = {one.subject for one in stands if year_of(one.on) == year and HALF.valid_from <= one.on <= today}
    assert coverage.done == len(visited)
    twice = replace(facts, credits=[*stands, *stands])
    assert evaluate([HALF], twice, year, today) == evaluate([HALF], facts, year, today)


@given(facts=worlds, year=years, today=days, cut=st.integers(0, len(SUBJECTS)))
def test_what_is_asked_of_one_does_not_depend_on_the_others(facts, year, today, cut):
    parts = [evaluate(ALL, replace(facts, subjects=some), year, today) for some in (SUBJECTS[:cut], SUBJECTS[cut:])]
    whole = evaluate(ALL, facts, year, today)
    assert set(whole.duties) == {duty for part in parts for duty in part.duties}
    assert len(whole.duties) == sum(len(part.duties) for part in parts)
    for place, coverage in enumerate(whole.coverage):
        assert coverage.done == sum(part.coverage[place].done for part in parts)
        assert coverage.rule == HALF.code or coverage.needed == sum(part.coverage[place].needed for part in parts)


@given(facts=worlds, year=years, today=days, gone=st.sampled_from(SUBJECTS))
def test_what_happened_elsewhere_is_nothing_to_a_programme(facts, year, today, gone):
    known = replace(facts, subjects=[one for one in SUBJECTS if one != gone])
    only = replace(known, done=[one for one in facts.done if one.subject != gone.key])
    only = replace(only, credits=[one for one in facts.credits if one.subject != gone.key])
    only = replace(only, open=[one for one in facts.open if one.subject != gone.key])
    assert evaluate(ALL, known, year, today) == evaluate(ALL, only, year, today)


def test_such_facts_reach_every_state():
    standings = (("done", date(2025, 5, 1)), ("planned", date(2025, 9, 1)), ("planned", date(2025, 5, 1)))
    reached = set()
    for standing, on in standings:
        done = [Done(key, NORTH.key, kind, on, on, standing) for key, kind in enumerate(KINDS)]
        opened = [Open(9, NORTH.key, "breach", on, None, enforced_on=on)]
        reached |= {duty.state for duty in evaluate(ALL, Facts(SUBJECTS, done, open=opened), 2025, date(2025, 7, 1)).duties}
    assert reached == set(State)
