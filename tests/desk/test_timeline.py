"""The picture of an area's years: everything is on it once, in its place, and nothing covers anything else."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from desk.timeline import MARGIN, NAMES, SIZE, WIDTH, Event, picture

TODAY = date(2026, 6, 1)
DAYS = st.dates(date(2018, 1, 1), date(2030, 12, 31))
EVENTS = st.lists(
    st.builds(
        lambda lane, first, length, shape: Event(lane, first, first + timedelta(length), shape, f"{lane} {first}"),
        st.sampled_from(["ILACS", "PEEL", "Joint inspection"]),
        DAYS,
        st.integers(0, 60),
        st.sampled_from(["planned", "done", "published", "joint"]),
    ),
    min_size=1,
    max_size=40,
)


def test_without_events_there_is_no_picture():
    assert picture([], TODAY) is None


def test_the_axis_runs_over_whole_years_and_shows_today():
    drawn = picture([Event("ILACS", date(2024, 3, 4), date(2024, 3, 15), "done", "Standard inspection")], TODAY)
    assert [(year.year, year.x) for year in drawn.years] == [(2024, 234.0), (2025, 468.6), (2026, 702.6)]
    assert drawn.today == 799.4
    assert [lane.name for lane in drawn.lanes] == ["ILACS"]


@given(EVENTS)
def test_each_event_has_one_mark_inside_the_picture_and_none_covers_another(events):
    drawn = picture(events, TODAY)
    marks = [mark for lane in drawn.lanes for mark in lane.marks]
    assert sorted(mark.event.words for mark in marks) == sorted(event.words for event in events)
    for mark in marks:
        assert NAMES + MARGIN - SIZE <= mark.left <= mark.left + mark.width <= WIDTH - MARGIN + SIZE
    for lane in drawn.lanes:
        assert all(lane.top <= mark.top <= mark.top + SIZE <= lane.top + lane.height for mark in lane.marks)
    places = [(mark.y, mark.left, mark.left + mark.width) for mark in marks]
    for number, (y, left, right) in enumerate(places):
        assert not [one for one in places[number + 1 :] if one[0] == y and one[1] < right and left < one[2]]
    assert all(low.top + low.height <= high.top for low, high in pairwise(drawn.lanes))


@given(EVENTS)
def test_later_is_never_further_left(events):
    marks = sorted((mark.event.first, mark.event.last, mark.x) for lane in picture(events, TODAY).lanes for mark in lane.marks)
    for (first, last, x), (later, longer, next_x) in pairwise(marks):
        if first <= later and last <= longer:
            assert x <= next_x
