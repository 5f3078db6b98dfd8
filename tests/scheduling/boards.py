"""Plans with places, for the tests of the board and of plans side by side."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from agencies.loading import load_bank_holidays, load_closed_periods
from inspections.models import DeepDiveTopic
from scheduling import commands
from scheduling.asked import AskedRules
from scheduling.commands import Asked, AskedSet
from scheduling.models import Plan, ProgrammeYear
from tests.walk import AGENCIES, AREA, OTHER_AREA, THEMATIC, cast, framework_version, local_area

# Nobody of the play can lead, and few can be there: what these tests look at is the calendar.
NO_PEOPLE = {"capacity": "People come later.", "lead-inspector": "People come later."}
SPRING = {AREA: date(2027, 3, 1), OTHER_AREA: date(2027, 2, 1)}


def calendar() -> None:
    """Bank holidays and closed periods."""
    load_bank_holidays()
    load_closed_periods(AGENCIES / "closed_periods.csv")


def planned(year: ProgrammeYear, places: Mapping[str, date], *, name: str = "First", clash: int = 90, **asked: Any) -> Plan:
    """A plan of this year with these local areas in these weeks, put by hand. clash: days that fieldwork keeps away from an ILACS visit."""
    lead = cast().programme_lead
    topic = DeepDiveTopic.objects.get(code="walk-topic")
    sets = [AskedSet(framework_version(THEMATIC), topic, 2)]
    rules = AskedRules(clash={"ilacs": clash}, left_out=NO_PEOPLE)
    plan = commands.make_plan(year, Asked(name, sets, rules=rules, **asked), by=lead)
    for code, week in places.items():
        commands.put(plan, local_area(code), week=week, by=lead)
    plan.refresh_from_db()
    return plan
