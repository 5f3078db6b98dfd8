"""The map of hexagons: nobody on somebody else, rows in their places, short names, and colours that say what they mean."""

from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest

from intelligence.queries import Signal
from scheduling.candidates.colouring import COLOURINGS
from scheduling.candidates.facts import Candidate, Joint, Terms, Visit
from scheduling.candidates.hexmap import SIDE, STEP, WIDTH, hexes, short

ONE = Candidate(
    key=1, code="A", name="Norbeck", official_name="Norbeck Council", demonstration=True, region_code="n", region="North",
    type="unitary", children=50_000, children_year=2024, place=1, of=10, hex_q=0, hex_r=0, year=2026, today=date(2026, 6, 1),
    forces={}, boards=(), joint=(), visits=(), last_visits={}, signal=Signal(), terms=Terms.UNKNOWN,
)  # fmt: skip


def at(*places):
    return [replace(ONE, key=number, hex_q=q, hex_r=r) for number, (q, r) in enumerate(places)]


def test_odd_rows_stand_half_a_cell_to_the_right_and_rows_grow_northwards():
    cells = {cell.candidate.key: cell for cell in hexes(at((0, 0), (1, 0), (0, 1))).cells}
    assert cells[1].x - cells[0].x == WIDTH
    assert (cells[2].x - cells[0].x, round(cells[0].y - cells[2].y, 6)) == (WIDTH / 2, round(STEP, 6))


@pytest.mark.parametrize("far", [(0, 9), (0, 10), (19, 11), (900, 900), (901, 901), (-5, -7)])
def test_wide_gaps_are_made_narrow_and_nobody_stands_on_another(far):
    places = [(0, 0), (1, 0), (0, 1), far, (far[0] + 1, far[1]), (far[0], far[1] + 1)]
    drawn = hexes(at(*places))
    for one, other in combinations(drawn.cells, 2):
        apart = ((one.x - other.x) ** 2 + (one.y - other.y) ** 2) ** 0.5
        assert apart >= WIDTH - 0.001
    assert drawn.width < 8 * WIDTH
    assert drawn.height < 8 * 2 * SIDE
    found = {cell.candidate.key: cell for cell in drawn.cells}
    moved = WIDTH / 2 if far[1] % 2 == 0 else -WIDTH / 2
    assert round(found[5].x - found[3].x, 6) == moved


def test_the_map_of_nobody_is_empty():
    assert hexes([]).cells == []


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Norbeck", "Norbeck"),
        ("Copperdale", "Copper…"),
        ("Lyde Bay", "Lyde Bay"),
        ("South Gloucestershire", "S Glou…"),
        ("Isle of Wight", "I Wight"),
    ],
)
def test_a_name_is_short_in_its_hexagon(name, letters):
    assert short(name) == letters


def shade(code, **changes):
    one = replace(ONE, **changes)
    coloured = COLOURINGS[code].of([one])
    return coloured.shades[one.key].words, coloured.signs[one.key]


VISIT = Visit(1, "ilacs", "ILACS", "ofsted", "v", "Visit", "Council", date(2026, 9, 7), date(2026, 9, 8), planned=True, gap=90)


@pytest.mark.parametrize(
    ("code", "changes", "said"),
    [
        ("children", {"children": 24_999}, ("Under 25,000 children", "24k")),
        ("children", {"children": 25_000}, ("25,000 to under 50,000", "25k")),
        ("children", {"children": 300_000}, ("150,000 or more", "300k")),
        ("deprivation", {"place": 1}, ("Most deprived tenth and the next", "1")),
        ("deprivation", {"place": 10}, ("Least deprived two tenths", "10")),
        ("years-since", {}, ("None is known", "–")),
        ("years-since", {"joint": (Joint(2025, last=date(2025, 3, 7)),)}, ("Under 2 years", "1 y")),
        ("years-since", {"joint": (Joint(2016, last=date(2016, 3, 7)),)}, ("8 years or more", "10 y")),
        ("years-since", {"joint": (Joint(2024, last=date(2024, 5, 7)),)}, ("Under 2 years", "1 y")),
        ("concerns", {}, ("None that you can see", "0")),
        ("concerns", {"signal": Signal(concerns=2)}, ("2 concerns", "2")),
        ("concerns", {"signal": Signal(concerns=9)}, ("3 concerns or more", "9")),
        ("next-visit", {}, ("None is coming that you can see", "–")),
        ("next-visit", {"visits": (VISIT,)}, ("July to September", "Sep")),
        (
            "next-visit",
            {"visits": (replace(VISIT, first=date(2027, 1, 4), last=date(2027, 1, 5)),)},
            ("January to March", "Jan"),
        ),
        ("next-visit", {"visits": (replace(VISIT, first=date(2026, 3, 30), last=date(2026, 6, 5)),)}, ("April to June", "Mar")),
        ("here", {}, ("None in this year that you can see", "–")),
        (
            "here",
            {
                "joint": (
                    Joint(2027, first=date(2027, 1, 4), last=date(2027, 1, 8), status="planned", key=1, programme_year=2026),
                )
            },
            ("Planned: still secret from the local area", "P"),
        ),
        (
            "here",
            {
                "joint": (
                    Joint(2026, first=date(2026, 5, 4), last=date(2026, 5, 8), status="published", key=1, programme_year=2026),
                )
            },
            ("Reported: published or later", "R"),
        ),
        (
            "here",
            {
                "joint": (
                    Joint(2026, first=date(2026, 5, 4), last=date(2026, 5, 8), status="deferred", key=1, programme_year=2026),
                )
            },
            ("Deferred, without a new week", "D"),
        ),
        ("region", {}, ("North", "A")),
        ("type", {}, ("Unitary authority", "A")),
    ],
)
def test_each_colour_says_in_words_what_it_means(code, changes, said):
    assert shade(code, **changes) == said


@pytest.mark.parametrize("code", COLOURINGS)
def test_every_shade_of_a_legend_has_words_and_a_tone_of_its_own(code):
    legend = COLOURINGS[code].of(at((0, 0))).legend
    assert len({line.shade.words for line in legend}) == len({line.shade.tone for line in legend}) == len(legend)
    assert sum(line.count for line in legend) == 1
