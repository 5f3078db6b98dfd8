"""Programmes with their activities, recorded by the real commands. The programmes are those of the product's own file."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from agencies.models import Agency, LocalArea
from inspections.loading import PROGRAMMES
from programmes import commands
from programmes.loading import load_programmes
from programmes.models import Activity, Breach, Programme, Sharing
from tests.walk import AREA, cast, local_area

BEGAN, ENDED = date(2025, 5, 12), date(2025, 5, 16)
ANSWER = "It improves how the front door listens to children."


def programme(code: str = "ilacs", sharing: str = "") -> Programme:
    """One of them, perhaps with what it shares set."""
    if not Programme.objects.exists():
        cast()
        load_programmes(PROGRAMMES / "programmes.json")
    if sharing:
        Programme.objects.filter(code=code).update(sharing=sharing)
    return Programme.objects.select_related("inspectorate").get(code=code)


def council(code: str = AREA, kind: str = "local-authority") -> Agency:
    """An agency of the invented local area."""
    local_area(code)
    return Agency.objects.select_related("kind").get(code=f"{code.lower()}-{kind}")


def recorder(whose: Programme) -> User:
    """Somebody who does casework for the inspectorate whose programme it is."""
    parts = {"ofsted": "ofsted", "cqc": "cqc", "hmicfrs": "hmicfrs", "hmi-probation": "probation"}
    found: User = getattr(cast(), parts[whose.inspectorate.code])
    return found


def activity(code: str = "ilacs", kind: str = "monitoring-visit", *, by: User | None = None, **facts: Any) -> Activity:
    """A planned activity: of the area's first agency in the remit of the programme, or of the area, unless said otherwise."""
    whose = programme(code)
    given: dict[str, Any] = {"starts_on": BEGAN, "ends_on": ENDED, **facts}
    if whose.subject == "area":
        given.setdefault("local_area", LocalArea.objects.get(code=AREA))
    else:
        local_area(AREA)
        given.setdefault("agency", Agency.objects.filter(kind__in=whose.kinds.all(), demonstration=True).order_by("pk")[0])
    return commands.record_activity(whose, kind=whose.activity_kinds.get(code=kind), by=by or recorder(whose), **given)


def done(code: str = "ilacs", kind: str = "monitoring-visit", **facts: Any) -> Activity:
    """One that has taken place."""
    return activity(code, kind, standing="done", **facts)


def published(
    code: str = "ilacs", kind: str = "monitoring-visit", *, published_on: date | None = None, **facts: Any
) -> Activity:
    """One that was published."""
    row = done(code, kind, **facts)
    day = published_on or row.ends_on + timedelta(days=30)
    return commands.publish_activity(row, published_on=day, by=row.recorded_by)


def breach(row: Activity | None = None, **facts: Any) -> Any:
    """A breach of a safeguarding standard."""
    row = row or done("fundamental-standards", "inspection")
    given = {
        "agency": row.agency, "standard": "Safeguarding", "words": "Staff did not refer.", "found_on": row.ends_on,
        "address_by": row.ends_on + timedelta(days=60), **facts,
    }  # fmt: skip
    return commands.add_breach(row, by=row.recorded_by, **given)


def recommendation(row: Activity | None = None, kind: str = "icb", **facts: Any) -> Any:
    """A recommendation to the area's care board."""
    row = row or done("clas", "review")
    given = {
        "agency": council(kind=kind),
        "words": "Commission a service.",
        "due_on": row.ends_on + timedelta(days=90),
        **facts,
    }
    return commands.add_recommendation(row, by=row.recorded_by, **given)


def reword(row: Any, *, base: int = 1, words: str = "Other words.", by: User | None = None, **facts: Any) -> Any:
    """A breach or recommendation saved again, in other words."""
    names = ("agency", "standard", "found_on", "address_by") if isinstance(row, Breach) else ("agency", "addressee", "due_on")
    command = commands.edit_breach if isinstance(row, Breach) else commands.edit_recommendation
    stands = {name: getattr(row, name) for name in names}
    return command(row, base=base, words=words, by=by or row.recorded_by, **{"reason": "A slip.", **stands, **facts})


def reworded(row: Any, by: User | None = None, *, words: str = "Kept beside.") -> Any:
    """The version that was kept beside its words, since somebody else had been quicker."""
    reword(row, by=by)
    return reword(row, words=words, by=by).kept


def check_item(code: str = "ilacs", **facts: Any) -> Any:
    """Something that a room above handed down."""
    whose = programme(code)
    given = {"source": "reports.action:1", "local_area": local_area(AREA), "words": "Look at the hub.", **facts}
    return commands.add_check_item(programme=whose, by=recorder(whose), **given)


__all__ = ["ANSWER", "BEGAN", "ENDED", "Sharing", "activity", "breach", "check_item", "council", "done", "programme",
           "published", "recommendation", "recorder", "reword", "reworded", "today"]  # fmt: skip


def today() -> date:
    """The day of the test."""
    return timezone.localdate()
