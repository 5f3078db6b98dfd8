"""The map of hexagons: nobody on somebody else, rows in their places, whole names, and colours that say what they mean."""

import csv
from dataclasses import replace
from datetime import date
from itertools import combinations, pairwise

import pytest

from intelligence.queries import Signal
from scheduling.candidates.colouring import COLOURINGS
from scheduling.candidates.facts import Candidate, Joint, Terms, Visit
from scheduling.candidates.hexmap import SIDE, STEP, WIDTH, hexes
from scheduling.candidates.hexnames import LEADING, fits, lines_of
from tests.walk import AGENCIES

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
    ("name", "lines"),
    [
        ("Norbeck", ["Norbeck"]),
        ("Copperdale", ["Copperdale"]),
        ("Ashcombe Vale", ["Ashcombe", "Vale"]),
        ("South Gloucestershire", ["South", "Gloucester-", "shire"]),
        ("Isle of Wight", ["Isle of Wight"]),
        ("Stockton-on-Tees", ["Stockton-", "on-Tees"]),
        ("Bath and North East Somerset", ["Bath and", "North East", "Somerset"]),
        ("Bournemouth, Christchurch and Poole", ["BCP"]),
        ("Llanfairpwllgwyngyll", ["Llanfai…"]),
    ],
)
def test_a_name_stands_whole_where_it_can(name, lines):
    assert lines_of(name) == lines


def test_the_name_of_every_real_local_area_can_be_read_in_its_hexagon():
    with (AGENCIES / "local_areas.csv").open() as file:
        names = [row["name"] for row in csv.DictReader(file)]
    assert len(names) == 153
    assert all(fits(lines_of(name)) for name in names)
    assert [name for name in names if name not in read(lines_of(name))] == ["Bournemouth, Christchurch and Poole"]


def read(lines):
    """What these lines can say: with the hyphens at their ends as part of the name, or as put in where a word was broken."""
    said = " ".join(lines)
    return {said, said.replace("- ", "-"), said.replace("- ", "")}


def test_lines_stand_below_each_other_and_above_the_value():
    (cell,) = hexes([replace(ONE, name="Bath and North East Somerset")]).cells
    feet = [foot for _line, foot in cell.names]
    assert [round(below - above) for above, below in pairwise(feet)] == [LEADING, LEADING]
    assert feet[-1] < cell.sign_y - 12
    assert cell.sign_y < cell.y + SIDE


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
