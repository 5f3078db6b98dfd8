"""Which inspection takes the place that another gave back; and how many places a year should have."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit import trail
from inspections.models import Inspection
from jtai.errors import Invalid, NotNow
from scheduling import policies
from scheduling.bounds import MOST_PLACES
from scheduling.models import ProgrammeYear, Replacement


def stream_of(year: ProgrammeYear) -> str:
    """The audit chain of a year."""
    return f"programme-year:{year.year}"


def own_year(year: ProgrammeYear) -> ProgrammeYear:
    """Locked until commit: what takes a place in one year, and its target, are decided one after the other."""
    return ProgrammeYear.objects.select_for_update(no_key=True).get(pk=year.pk)


def own_years(numbers: set[int]) -> list[ProgrammeYear]:
    """The same for an inspection that gets its week in one of several years: those that are open, always in the same order."""
    return list(ProgrammeYear.objects.select_for_update(no_key=True).filter(year__in=numbers).order_by("year"))


@transaction.atomic
def replace(year: ProgrammeYear, *, gone: Inspection, instead: Inspection, reason: str, by: User) -> Replacement:
    """Let a planned inspection of the year stand in for one that gave its place back.

    The same again changes nothing. Raises NotNow when either is bound already, and Invalid without a reason.
    """
    year = own_year(year)
    policies.can_own_year.check(by)
    if not reason.strip():
        raise Invalid(_("Say why this inspection takes the place."), "reason")
    same = Replacement.objects.filter(year=year, gone=gone, instead=instead).first()
    if same is not None:
        return same
    policies.can_replace.check(by, year, gone)
    policies.can_stand_in.check(by, year, instead)
    made = Replacement.objects.create(year=year, gone=gone, instead=instead, reason=reason.strip(), decided_by=by)
    trail.record(
        "programme_year.replace",
        made,
        stream=stream_of(year),
        by=by,
        gone=gone.pk,
        instead=instead.pk,
        reason=reason.strip(),
    )
    return made


@transaction.atomic
def take_back_replacement(year: ProgrammeYear, replacement: Replacement, *, by: User) -> None:
    """The place is empty again, and what stood in has a place of its own. Raises NotNow once its local area was notified."""
    year = own_year(year)
    found = Replacement.objects.select_related("gone__local_area", "instead__local_area").filter(pk=replacement.pk).first()
    if found is None:
        raise NotNow(_("This replacement has been taken back already."))
    policies.can_take_back_replacement.check(by, found)
    Replacement.objects.filter(pk=found.pk).delete()
    words = {"gone": found.gone_id, "instead": found.instead_id}
    trail.record("programme_year.take_back_replacement", found, stream=stream_of(year), by=by, **words)


@transaction.atomic
def change_target(year: ProgrammeYear, *, target: int, was: int, reason: str, by: User) -> ProgrammeYear:
    """Another number of local areas for this year, with the reason.

    was: the number that whoever decides this has before their eyes. Raises NotNow when it has changed meanwhile.
    """
    year = own_year(year)
    policies.can_own_year.check(by)
    if not 1 <= target <= MOST_PLACES:
        raise Invalid(_("Places must be from 1 to %(most)d.") % {"most": MOST_PLACES}, "target")
    if not reason.strip():
        raise Invalid(_("Say why the target changes."), "reason")
    if was != year.target:
        raise NotNow(_("Somebody has changed the target to %(target)d meanwhile. Look at it again.") % {"target": year.target})
    if target == year.target:
        raise Invalid(_("The target is %(target)d already. Enter another number.") % {"target": target}, "target")
    year.target = target
    year.save(update_fields=["target"])
    trail.record(
        "programme_year.change_target", year, stream=stream_of(year), by=by, target=target, before=was, reason=reason.strip()
    )
    return year
