"""The storyboard: which areas, which topics, how far each inspection is today."""

from collections.abc import Iterator
from datetime import date, timedelta

from agencies.models import LocalArea
from inspections.commands import objections_to
from inspections.models import DeepDiveTopic, FrameworkVersion, PastInspection
from inspections.workflow import Status
from reports.demonstration.fieldwork import Plot

APRIL = 4
THEME = "domestic-abuse-young-children"
# The ten of this year: where each is, and how many weeks ago (or ahead, negative) its fieldwork began.
THIS_YEAR = (
    ("DEMO0001", "2022-thematic", "serious-youth-violence", Status.FIELDWORK, 0),
    ("DEMO0005", "2022-front-door", "", Status.PLANNED, -9),
    ("DEMO0011", "2022-front-door", "", Status.MODERATION, 1),
    ("DEMO0013", "2022-thematic", "serious-youth-violence", Status.DRAFTING, 3),
    ("DEMO0015", "2022-thematic", "serious-youth-violence", Status.QUALITY_ASSURANCE, 4),
    ("DEMO0017", "2022-front-door", "", Status.FACTUAL_ACCURACY, 5),
    ("DEMO0019", "2022-thematic", "criminal-exploitation", Status.SIGN_OFF, 7),
    ("DEMO0021", "2022-thematic", "criminal-exploitation", Status.PRE_PUBLICATION, 8),
    ("DEMO0009", "2022-thematic", "sexual-abuse-family", Status.SET_UP, -1),
    ("DEMO0007", "2022-thematic", "sexual-abuse-family", Status.NOTIFIED, -2),
)
# One more place of this year was deferred: the shortfall shows why.
DEFERRED = ("DEMO0023", "2022-front-door", "", Status.PLANNED, -5)
# A topic whose six inspections are published and ready for a thematic report, and what became of each since. They belong to
# earlier years: where the newest would fall into this one, all move back by the same weeks.
THEMATIC_SET = (
    ("DEMO0002", Status.STATEMENT_DUE, 36),
    ("DEMO0004", Status.STATEMENT_RECEIVED, 40),
    ("DEMO0006", Status.CLOSED, 48),
    ("DEMO0008", Status.CLOSED, 56),
    ("DEMO0010", Status.CLOSED, 64),
    ("DEMO0012", Status.CLOSED, 72),
)
OLDER = (
    ("DEMO0003", "2018", "domestic-abuse", Status.CLOSED, date(2018, 9, 17)),
    ("DEMO0014", "2022-front-door", "", Status.PUBLISHED, None),
)
OLDER_WEEKS = 44
HISTORY_YEARS = 3
A_YEAR = 10
FEWEST_WEEKS = min(weeks for _area, _goal, weeks in THEMATIC_SET)


def programme_year_of(day: date) -> int:
    """The programme year runs from 1 April."""
    return day.year if day.month >= APRIL else day.year - 1


def monday(today: date, weeks_ago: int) -> date:
    """The Monday so many weeks before (after, when negative) this week's."""
    return today - timedelta(days=today.weekday(), weeks=weeks_ago)


def open_monday(today: date, weeks_ago: int) -> date:
    """The last Monday, going back from there, against which the calendar says nothing."""
    day = monday(today, weeks_ago)
    while objections_to(day):
        day -= timedelta(weeks=1)
    return day


def coming_monday(today: date, weeks_ago: int) -> date:
    """The first Monday, going on from there, against which the calendar says nothing."""
    day = monday(today, weeks_ago)
    while objections_to(day):
        day += timedelta(weeks=1)
    return day


class World:
    """The reference rows that the storyboard names, read once."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.areas = {area.code: area for area in LocalArea.objects.filter(demonstration=True)}
        self.frameworks = {row.code: row for row in FrameworkVersion.objects.all()}
        self.topics = {row.code: row for row in DeepDiveTopic.objects.all()}

    def _plot(self, area: str, framework: str, topic: str, goal: Status, start: date, year: int, seed: int) -> Plot:  # noqa: PLR0917 -- the columns of the storyboard
        return Plot(self.areas[area], self.frameworks[framework], self.topics.get(topic), start, year, goal, seed)

    def this_year(self) -> Iterator[Plot]:
        """The ten of this programme year."""
        year = programme_year_of(self.today)
        for seed, (area, framework, topic, goal, weeks) in enumerate(THIS_YEAR):
            yield self._plot(area, framework, topic, goal, monday(self.today, weeks), year, seed)

    def deferred(self) -> Plot:
        """The place of this year that was deferred."""
        area, framework, topic, goal, weeks = DEFERRED
        return self._plot(area, framework, topic, goal, coming_monday(self.today, weeks), programme_year_of(self.today), 99)

    def _earlier(self) -> int:
        """How many weeks the published ones move back, so that the newest lies before this programme year."""
        newest = open_monday(self.today, FEWEST_WEEKS)
        begins = date(programme_year_of(self.today), APRIL, 1)
        return max(0, -(-(newest - begins).days // 7) + 1) if newest >= begins else 0

    def published(self) -> Iterator[Plot]:
        """Three years back: a thematic set, and one report of each framework version."""
        earlier = self._earlier()
        for seed, (area, goal, weeks) in enumerate(THEMATIC_SET, start=20):
            start = open_monday(self.today, weeks + earlier)
            yield self._plot(area, "2022-thematic", THEME, goal, start, programme_year_of(start), seed)
        for seed, (area, framework, topic, goal, day) in enumerate(OLDER, start=30):
            start = day or open_monday(self.today, OLDER_WEEKS + earlier)
            plot = self._plot(area, framework, topic, goal, start, programme_year_of(start), seed)
            plot.statement = framework == "2018"
            yield plot

    def remember_history(self) -> int:
        """Dates and topics of what else was inspected in the three years before; returns how many rows were added."""
        rows = []
        areas = sorted(self.areas.values(), key=lambda area: area.code)
        topics = [self.topics[code] for code in ("criminal-exploitation", "serious-youth-violence", "neglect")]
        for back in range(1, HISTORY_YEARS + 1):
            for place in range(A_YEAR - len(THEMATIC_SET) // HISTORY_YEARS):
                start = open_monday(self.today, 52 * back + 5 * place)
                area = areas[(place * 3 + back * 7) % len(areas)]
                rows.append(_remembered(area, start, topics[back - 1]))
        made = PastInspection.objects.bulk_create(rows, ignore_conflicts=True)
        return len(made)


def _remembered(area: LocalArea, start: date, topic: DeepDiveTopic) -> PastInspection:
    return PastInspection(
        local_area=area,
        year=start.year,
        month=start.month,
        fieldwork_start=start,
        fieldwork_end=start + timedelta(days=4),
        published=start + timedelta(days=52),
        topic=topic,
        kind="thematic",
        evidence="demonstration",
        note="Invented for the demonstration.",
    )
