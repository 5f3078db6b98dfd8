"""Small problems that Hypothesis makes up, with all rules in them."""

from datetime import date, timedelta

from hypothesis import strategies as st

from scheduling.proposing.facts import Area, Inspector, Neighbour, Problem, Rule, Rules, Span, ThematicSet, Visit, Week, Weight

MONDAY = date(2026, 4, 6)
WEEKS = 14
FAR = Span(date(2020, 1, 1), date(2030, 1, 1))
NAMES = ("ofsted", "cqc")


def spans(longest: int = 20) -> st.SearchStrategy[Span]:
    """Some days of these weeks."""
    return st.builds(
        lambda start, length: Span(MONDAY + timedelta(days=start), MONDAY + timedelta(days=start + length), "Something"),
        st.integers(-20, 7 * WEEKS),
        st.integers(0, longest),
    )


def few(of: st.SearchStrategy, most: int = 2) -> st.SearchStrategy[tuple]:
    return st.lists(of, max_size=most).map(tuple)


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Up to eight areas, fourteen weeks, two sets and some people, who are often too few."""
    people = draw(st.integers(2, 9))
    # On how many inspections each can be: asked of all, or of nobody.
    most = draw(st.sampled_from((st.none(), st.integers(0, 3))))
    inspectors = tuple(
        Inspector(key, NAMES[key % 2], leads=key % 4 == 0, away=draw(few(spans(12), 1)), most=draw(most))
        for key in range(people)
    )
    areas = tuple(
        Area(
            key,
            f"Area {key}",
            {draw(st.integers(1, 4)): "A force"},
            {Weight.REGION: draw(st.sampled_from("NS")), Weight.TYPE: draw(st.sampled_from("cu"))},
            concerns=draw(st.sampled_from((0, 0, 3, 12))),
            inspected=draw(st.sampled_from((None, None, date(2017, 5, 5), date(2022, 5, 4), date(2024, 2, 29)))),
            inspected_next=draw(st.sampled_from((None, None, None, date(2029, 2, 28), date(2030, 5, 5)))),
            visits=draw(few(st.builds(Visit, spans(), st.sampled_from((timedelta(0), timedelta(days=10)))), 2)),
            holidays=draw(few(spans(10), 1)),
            half_terms=draw(few(spans(4), 1)),
            tied=frozenset(draw(st.sets(st.integers(0, people - 1), max_size=2))),
            allowed=frozenset(draw(st.sets(st.integers(0, people - 1), max_size=2))),
            allowed_to_lead=frozenset(draw(st.sets(st.integers(0, people - 1), max_size=2))),
            out=draw(st.sampled_from(("", "", "", "The council asked"))),
        )
        for key in range(1, draw(st.integers(1, 8)) + 1)
    )
    shut = draw(st.sets(st.integers(0, WEEKS - 1), max_size=4))
    mondays = [MONDAY + timedelta(days=7 * number) for number in range(WEEKS)]
    weeks = tuple(
        Week(one, ((Rule.CLOSED, Span(one, one + timedelta(days=9), "Closed")),) if number in shut else ())
        for number, one in enumerate(mondays)
    )
    sets = (
        ThematicSet(
            1,
            "Topic",
            draw(st.integers(0, 3)),
            {"ofsted": 2, "cqc": 1},
            draw(st.sampled_from((FAR, Span(mondays[3], mondays[9])))),
            told=draw(st.sampled_from(({}, {0: MONDAY - timedelta(days=9), 1: MONDAY - timedelta(days=2)}))),
        ),
        ThematicSet(2, "Front door", draw(st.integers(1, 3)), {"ofsted": 1, "cqc": 1}, FAR),
    )
    return Problem(
        areas, weeks, sets, inspectors,
        Rules(draw(st.integers(0, 4)), draw(st.integers(0, 8)), draw(st.integers(0, 1)), draw(st.integers(0, 1))),
        {weight: draw(st.integers(0, 5)) for weight in Weight},
        neighbours=draw(few(neighbours(len(areas)), 3)),
        pinned=draw(
            st.dictionaries(st.integers(1, len(areas)), st.one_of(st.none(), st.integers(0, WEEKS - 1)), max_size=3)
        ),
    )  # fmt: skip


def neighbours(areas: int) -> st.SearchStrategy[Neighbour]:
    """Inspections of the year before or after, up to four weeks away from this one."""
    return st.builds(
        neighbour,
        st.integers(1, areas),
        st.one_of(st.integers(-4, -1), st.integers(WEEKS, WEEKS + 3)),
        st.sampled_from(({}, {"ofsted": 1}, {"ofsted": 2, "cqc": 1}, {"cqc": 2})),
        st.booleans(),
    )


def neighbour(area: int, week: int, team: dict[str, int], leaderless: bool) -> Neighbour:
    monday = MONDAY + timedelta(days=7 * week)
    return Neighbour(area, week, Span(monday, monday + timedelta(days=4)), team, leaderless=leaderless and "ofsted" in team)
