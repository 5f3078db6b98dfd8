"""The programme years of the demonstration, the school holidays around them, and a plan of the one that is to come."""

from accounts.models import User
from agencies.loading import load_school_holidays
from agencies.models import LocalArea
from inspections.loading import AGENCIES, DEMONSTRATION
from inspections.queries import topics
from jtai.schoolyears import school_years_of
from scheduling import queries
from scheduling.asked import AskedRules
from scheduling.commands import Asked, AskedSet, make_plan, open_year, pin, propose, rule_out
from scheduling.models import Plan, ProgrammeYear

FRONT_DOORS, THEMATIC = 4, 6


def open_years(years: set[int], *, by: User) -> int:
    """Open those of these years that are not open yet; returns how many were opened."""
    missing = years - set(ProgrammeYear.objects.filter(year__in=years).values_list("year", flat=True))
    for year in sorted(missing):
        open_year(year, by=by)
    return len(missing)


def plan_year(year: int, *, by: User) -> Plan:
    """A draft of a plan for this year, opened where it was not: proposed, with one local area pinned in and one ruled out."""
    open_years({year}, by=by)
    programme = ProgrammeYear.objects.get(year=year)
    newest = sorted(queries.frameworks_of(programme), key=lambda row: row.valid_from, reverse=True)
    plain = next(row for row in newest if not row.has_topic)
    themed = next(row for row in newest if row.has_topic)
    sets = [AskedSet(plain, None, FRONT_DOORS), AskedSet(themed, topics().last(), THEMATIC)]
    note = (
        "Six on one topic, and four that look at the front door alone. Two years between: there are few invented local areas."
    )
    made = make_plan(programme, Asked("First draft", sets, note, rules=AskedRules(years_apart=2)), by=by)
    propose(made, by=by)
    place = made.places.select_related("local_area").latest("pk")
    pin(made, place.local_area, week=place.week, reason="The other inspectorates asked for it.", by=by)
    free = LocalArea.objects.filter(demonstration=True).exclude(pk__in=made.places.values("local_area"))
    rule_out(made, free.latest("name"), reason="It merges with its neighbour in this year.", by=by)
    return made


def invent_school_holidays(years: set[int]) -> int:
    """Those of most invented local areas, for these programme years and the next; returns how many were added."""
    around = {one for year in {*years, max(years) + 1} for one in school_years_of(year)}
    return load_school_holidays(AGENCIES / DEMONSTRATION / "school_holidays.csv", sorted(around)).added
