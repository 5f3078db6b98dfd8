"""Places of a year that inspections gave back, and what stands in for them: perhaps one after the other."""

from collections.abc import Container
from dataclasses import dataclass, replace

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from inspections.models import Deferral, Inspection
from inspections.queries import Stop
from inspections.workflow import Status
from scheduling.models import ProgrammeYear, Replacement

MOVED = "moved"  # to another year, by a deferral


@dataclass(frozen=True)
class GivenBack:
    """A place that an inspection gave back: how, and what stands in for it.

    how: its status (deferred, cancelled), or MOVED. deferral: the last one that was granted. replacement: None also where the
    viewer may not see what stands in. cancelled: when and why, of a cancelled one. then: what was to stand in and gave the
    place back as well. holder: what has the place now, directly or after others. stood_in_for: what had the place before it.
    """

    inspection: Inspection
    how: str
    deferral: Deferral | None = None
    replacement: Replacement | None = None
    cancelled: Stop | None = None
    then: "GivenBack | None" = None
    holder: Inspection | None = None
    stood_in_for: Inspection | None = None

    @property
    def name(self) -> str:
        """The local area."""
        return self.inspection.local_area.name

    @property
    def cancelled_why(self) -> str:
        """The reason of its cancellation, while the trail has it."""
        return self.cancelled.reason if self.cancelled else ""

    @property
    def line(self) -> "list[GivenBack]":
        """This one and what was to stand in for it, one after the other, of which each gave the place back."""
        return [self, *(self.then.line if self.then else [])]

    @property
    def last(self) -> "GivenBack":
        """Whoever gave the place back last: what takes it now takes it from this one."""
        return self.line[-1]

    @property
    def how_said(self) -> str:
        """What became of it, in the middle of a sentence."""
        return _("moved to another year") if self.how == MOVED else self.inspection.get_status_display().lower()

    @property
    def fell(self) -> list[tuple[Inspection, str]]:
        """What was to stand in and has no place in the year now, each with what became of it."""
        fell = [(row.inspection, row.how_said) for row in self.line[1:]]
        pair = self.last.replacement
        return [*fell, (pair.instead, _("without a place in this year now"))] if pair and self.holder is None else fell

    @property
    def words(self) -> str:
        """The local area with what is known: "Fellmoor (deferred on 3 June 2026, asked by the director)", and what stood in."""
        stood = [_("%(area)s stood in, %(how)s") % {"area": row.local_area.name, "how": how} for row, how in self.fell]
        said = "; ".join(part for part in (self._about, *stood) if part)
        return _("%(area)s (%(why)s)") % {"area": self.name, "why": said} if said else self.name

    @property
    def _about(self) -> str:
        if self.how == Status.CANCELLED:
            return self.cancelled_why.rstrip(".")
        if self.deferral is None:
            return ""
        facts = {
            "day": date_format(localtime(self.deferral.decided_at), "j F Y"),
            "who": self.deferral.asked_by,
            "year": ProgrammeYear(year=self.inspection.programme_year),
        }
        if self.how == MOVED:
            return _("to %(year)s, decided on %(day)s, asked by %(who)s") % facts
        return _("on %(day)s, asked by %(who)s") % facts


def linked(rows: list[GivenBack], placed: Container[int], before: dict[int, Inspection]) -> tuple[GivenBack, ...]:
    """The same, each with what became of its place. placed: the keys of what has a place; before: by key, what one stood in for."""
    known = {row.inspection.pk: row for row in rows}
    return tuple(_linked(row, known, placed, before, frozenset()) for row in rows)


def _linked(
    row: GivenBack, known: dict[int, GivenBack], placed: Container[int], before: dict[int, Inspection], seen: frozenset[int]
) -> GivenBack:
    """Two could have stood in for each other, one after the other: who was met already is not met again."""
    met = seen | {row.inspection.pk}
    pair = row.replacement
    then = known.get(pair.instead_id) if pair and pair.instead_id not in met else None
    after = _linked(then, known, placed, before, met) if then else None
    own = pair.instead if pair and pair.instead_id in placed else None
    return replace(row, then=after, holder=after.holder if after else own, stood_in_for=before.get(row.inspection.pk))
