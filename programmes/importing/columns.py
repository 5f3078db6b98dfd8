"""Which columns a table of activities has: those of every programme, and one for each area that it judges."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from programmes.importing.cells import Cell, Unusable
from programmes.models import Effect, Focus, Programme, Standing, Subject

ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
BRITISH_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


A_LINE = 60  # characters of what was typed that a sentence has room for


@dataclass(frozen=True)
class Column:
    """One column. says: what goes into it. needed: a table without it cannot be used."""

    name: str
    says: str | Promise
    example: str | Promise = ""
    needed: bool = False


def _words(choices: Iterable[str]) -> str:
    return ", ".join(choices)


COMMON: Sequence[Column] = (
    Column("reference", __("Your own number for the activity. A line with the number of a recorded activity changes that one."), "2026/0147"),
    Column("activity", __("The kind of activity: its name or code."), needed=True),
    Column("agency", __("Whose it is: the exact name or the code."), needed=True),
    Column("starts_on", __("First day: 31/03/2026 (day first) or 2026-03-31; in a workbook also a cell with a date."), "31/03/2026", needed=True),
    Column("ends_on", __("Last day. Empty: the first day."), "31/03/2026"),
    Column("standing", __("How far it is. Empty: planned."), _words(Standing.values)),
    Column("published_on", __("For published activities only: when."), "29/05/2026"),
    Column("cancelled_why", __("For cancelled activities only: why."), __("The agency was dissolved")),
    Column("timing_reason", __("For planned inspections whose time you choose: why then."), __("New leadership since spring")),
    Column("focus", __("For activities that look at a strength or a weakness: which."), _words(Focus.values)),
    Column("focus_words", __("And what it is, in words."), __("The front door")),
    Column("outcome", __("Once it is done: what came of it, in a line."), __("Two areas to improve")),
    Column("effect", __("Once it is done: what the agency’s contribution to local safeguarding arrangements does."), _words(Effect.values)),
    Column("contribution", __("And the same in words. Comes together with effect."), __("Partners meet within a day.")),
)  # fmt: skip
NAMES = frozenset(column.name for column in COMMON)
NEEDED = tuple(column.name for column in COMMON if column.needed)


def columns_of(programme: Programme) -> list[Column]:
    """All columns of a programme in the order of its template. Three queries."""
    kinds = _words(programme.activity_kinds.order_by("position").values_list("name", flat=True))
    whose = _("A local area: its exact name or its code.") if programme.subject == Subject.AREA else ""
    filled = {
        "activity": replace(COMMON[1], example=kinds),
        "agency": replace(COMMON[2], says=whose or COMMON[2].says),
    }
    judged: dict[str, Column] = {}
    for area in programme.judgement_areas.select_related("scale").prefetch_related("scale__values").order_by("position"):
        values = _words(value.name for value in area.scale.values.all())
        judged[area.code] = Column(area.code, _("Judgement: %(area)s") % {"area": area.name}, values)
    return [filled.get(column.name, column) for column in COMMON] + list(judged.values())


def day_of(cell: Cell) -> date:
    """A cell as a day. Raises ValueError with a sentence."""
    if isinstance(cell, date):
        return cell
    words = words_of(cell)
    iso, british = ISO_DAY.fullmatch(words), BRITISH_DAY.fullmatch(words)
    parts = [int(part) for part in iso.groups()] if iso else [int(part) for part in british.groups()][::-1] if british else []
    try:
        return date(*parts)
    except (TypeError, ValueError) as error:
        raise ValueError(
            _("“%(value)s” is not a date. Write it like 31/03/2026 (day first) or 2026-03-31.") % {"value": short(words)}
        ) from error


def words_of(cell: Cell) -> str:
    """A cell as words. Raises ValueError with a sentence for one that has none."""
    if isinstance(cell, Unusable):
        raise ValueError(cell.why)  # noqa: TRY004 -- a sentence about what was typed, not about the program
    if isinstance(cell, date):
        raise ValueError(_("This cell holds a date. Format it as text and enter the words."))  # noqa: TRY004 -- as above
    return cell


def short(words: str) -> str:
    """What was typed, as far as a sentence has room for it."""
    return words if len(words) <= A_LINE else f"{words[:A_LINE]}…"
