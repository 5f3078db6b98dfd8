"""The last change of a plan, if it can be taken back: read from the trail, so that it is known on every page and on every device."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from audit.queries import key_of, trail_of
from scheduling.models import Plan
from scheduling.queries.shown import week_said

MOVES = frozenset({"plan.put", "plan.take_out", "plan.undo"})


@dataclass(frozen=True)
class LastMove:
    """Of one local area (its code and name), from a week to a week; None: it had no place, or has none. of, by_hand: of the place that it had.

    who: made it, where it was somebody else.
    """

    code: str
    area: str
    was: date | None
    now: date | None
    of: int | None
    by_hand: bool
    who: str

    @property
    def words(self) -> str:
        """What was done."""
        words = {
            "area": self.area,
            "was": week_said(self.was) if self.was else "",
            "now": week_said(self.now) if self.now else "",
        }
        if self.was is None:
            return _("%(area)s was put into the plan: %(now)s.") % words
        if self.now is None:
            return _("%(area)s was taken out of the plan: it had %(was)s.") % words
        return _("%(area)s was moved from %(was)s to %(now)s.") % words

    @property
    def undo(self) -> str:
        """What the button says that takes it back."""
        if self.was is None:
            return _("Undo: take it out again")
        return (_("Undo: back to %(week)s") if self.now else _("Undo: put it back, %(week)s")) % {"week": week_said(self.was)}


def last_move(user: User, plan: Plan) -> LastMove | None:
    """The last change of the plan, where it moved one local area; None where it was another one, or its words are gone."""
    event = trail_of(plan.stream).filter(target=key_of(plan)).first()
    if event is None or event.verb not in MOVES or not hasattr(event, "words"):
        return None
    words: Mapping[str, Any] = event.words.data
    if words.get("version") != plan.version:
        return None
    before = words["before"] or {}
    who = "" if event.actor == key_of(user) else _name(event.actor)
    return LastMove(
        words["code"],
        words["area"],
        _day(words["was"]),
        _day(words["week"]),
        before.get("set"),
        before.get("by_hand", False),
        who,
    )


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None


def _name(actor: str) -> str:
    key = actor.rpartition(":")[2]
    return str(User.objects.get(pk=key)) if key.isdecimal() else _("Somebody else")
