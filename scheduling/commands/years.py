"""Opening a year and giving its places to local areas."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import LocalArea
from audit import trail
from inspections import commands
from inspections.models import DeepDiveTopic, FrameworkVersion, Inspection
from jtai.errors import Invalid
from scheduling import policies
from scheduling.bounds import FIRST_YEAR, LAST_YEAR, MOST_PLACES, NORMAL_PLACES, check_week_in_year
from scheduling.commands.replacing import replace
from scheduling.models import ProgrammeYear


@transaction.atomic
def open_year(year: int, target: int = NORMAL_PLACES, *, by: User) -> ProgrammeYear:
    """Open a programme year with so many places. year: the calendar year in which it begins, on 1 April.

    Raises Invalid when the year is open already or the numbers make no sense.
    """
    policies.can_own_year.check(by)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Invalid(_("Year must be from %(first)d to %(last)d.") % {"first": FIRST_YEAR, "last": LAST_YEAR}, "year")
    if not 1 <= target <= MOST_PLACES:
        raise Invalid(_("Places must be from 1 to %(most)d.") % {"most": MOST_PLACES}, "target")
    made, new = ProgrammeYear.objects.get_or_create(year=year, defaults={"target": target, "opened_by": by})
    if not new:
        raise Invalid(_("The programme year %(year)s is open already.") % {"year": made}, "year")
    trail.record("programme_year.open", made, stream=f"programme-year:{year}", by=by, target=target)
    return made


@transaction.atomic
def place_inspection(
    year: ProgrammeYear,
    *,
    local_area: LocalArea,
    framework: FrameworkVersion,
    topic: DeepDiveTopic | None,
    fieldwork_start: date,
    week_reason: str = "",
    instead_of: Inspection | None = None,
    instead_reason: str = "",
    broken: Sequence[str] = (),
    by: User,
) -> Inspection:
    """Give a local area a place in the year; the number of places is a target, not a limit.

    instead_of: the inspection whose place it takes, which says why with instead_reason.
    broken: rules that it breaks knowingly, a sentence for each; they are kept in the trail of the year, with week_reason.
    Raises Invalid when the week lies outside the year, or when it should not stand and no week_reason says why it must.
    """
    policies.can_own_year.check(by)
    check_week_in_year(year.year, fieldwork_start)
    if broken and not week_reason.strip():
        raise Invalid(
            " ".join([*(f"{one}." for one in broken), _("Choose another, or say why this one must stand.")]), "week_reason"
        )
    placed = commands.plan(
        local_area=local_area,
        framework=framework,
        topic=topic,
        fieldwork_start=fieldwork_start,
        programme_year=year.year,
        week_reason=week_reason,
        by=by,
    )
    if instead_of is not None:
        replace(year, gone=instead_of, instead=placed, reason=instead_reason, by=by)
    if broken:
        words = {"area": local_area.name, "rules": list(broken), "reason": week_reason.strip()}
        trail.record("plan.by_hand", placed, stream=f"programme-year:{year.year}", by=by, **words)
    return placed
