"""What waits for somebody of what the inspectorates share, and of their own routine programmes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from desk.piece import Piece
from intelligence.models import Waits
from intelligence.queries import counts_for_home
from intelligence.visibility import leads, office_of
from jtai.programmeyears import year_of
from programmes.queries import Overdue, overdue_from, programmes_for_home
from programmes.rules import State

# What waits, with the list that shows it: name of its address, and what narrows it.
LISTS = {
    "letter": ("letters", "state=waiting&way=received&sort=oldest"),
    "unsent-item": ("items", "state=draft"),
    "unsent-letter": ("letters", "state=draft"),
}


@dataclass(frozen=True)
class Routine:
    """What waits of what was shared, and how the own programmes stand, for those who lead them."""

    counted: Mapping[str, "Row"]
    programmes: Sequence[Overdue]

    @property
    def asks(self) -> bool:
        """Whether there are rules."""
        return any(one.asks for one in self.programmes)

    def pieces(self) -> Iterable[Piece]:
        """What waits, as home says it."""
        yield from _shared(self.counted)
        yield from _overdue(self.programmes)


def routine(user: User) -> Routine | None:
    """One query beside those about the viewer; None for people who do no casework for an inspectorate."""
    if office_of(user) is None:
        return None
    rows = [*counts_for_home(user), *([programmes_for_home(user)] if leads(user) else [])]
    found = list(rows[0].union(*rows[1:], all=True))
    own = sorted((number, gathered) for what, number, _late, _urgent, gathered in found if what == "programme")
    return Routine(
        {what: Row(*row) for what, *row, gathered in found if gathered is None and row[0]},
        [overdue_from(gathered, localdate()) for _position, gathered in own],
    )


@dataclass(frozen=True)
class Row:
    """How many of something wait."""

    number: int
    late: int
    urgent: int


def _shared(rows: Mapping[str, Row]) -> Iterable[Piece]:
    """What other inspectorates shared or wrote, and what this person wrote and nobody outside has."""
    for waits in Waits:
        if waits.value in rows:
            row = rows[waits.value]
            parts = []
            if row.urgent:
                parts.append(ngettext("%(count)d is urgent", "%(count)d are urgent", row.urgent) % {"count": row.urgent})
            if row.late:
                parts.append(_are_late(row.late))
            href = f"{reverse('item_queue')}?waits={waits.value}"
            late = _("Late") if row.late else ""
            yield Piece(_said(waits, row.number), href, _(", ").join(parts), late=late, urgent=bool(row.urgent))
    for what, (name, query) in LISTS.items():
        if what in rows:
            row = rows[what]
            about, late = (_are_late(row.late), _("Late")) if row.late else ("", "")
            yield Piece(_said_of_list(what, row.number), f"{reverse(name)}?{query}", about, late=late)


def _are_late(number: int) -> str:
    return ngettext("%(count)d is late", "%(count)d are late", number) % {"count": number}


def _said(waits: Waits, number: int) -> str:
    sentences = {
        Waits.ACKNOWLEDGE: ngettext(
            "%(count)d item shared with you waits to be acknowledged",
            "%(count)d items shared with you wait to be acknowledged",
            number,
        ),
        Waits.READ_AGAIN: ngettext(
            "%(count)d item shared with you was corrected and waits to be read again",
            "%(count)d items shared with you were corrected and wait to be read again",
            number,
        ),
        Waits.DECIDE: ngettext(
            "%(count)d item shared with you waits to be decided",
            "%(count)d items shared with you wait to be decided",
            number,
        ),
        Waits.WITHDRAWN: ngettext(
            "%(count)d item shared with you was withdrawn and waits for you to acknowledge that",
            "%(count)d items shared with you were withdrawn and wait for you to acknowledge that",
            number,
        ),
    }
    return sentences[waits] % {"count": number}


def _said_of_list(what: str, number: int) -> str:
    sentences = {
        "letter": ngettext(
            "%(count)d letter to your inspectorate waits to be acknowledged",
            "%(count)d letters to your inspectorate wait to be acknowledged",
            number,
        ),
        "unsent-item": ngettext(
            "%(count)d draft of a concern or exceptional practice that you wrote is not sent yet",
            "%(count)d drafts of concerns or exceptional practice that you wrote are not sent yet",
            number,
        ),
        "unsent-letter": ngettext(
            "%(count)d draft of a letter that you wrote is not sent yet",
            "%(count)d drafts of letters that you wrote are not sent yet",
            number,
        ),
    }
    return sentences[what] % {"count": number}


def _overdue(programmes: Iterable[Overdue]) -> Iterable[Piece]:
    """What is overdue in the own programmes, as many as the page says to which it leads."""
    year = year_of(localdate())
    for one in programmes:
        if one.number:
            words = ngettext("%(programme)s: %(count)d is overdue", "%(programme)s: %(count)d are overdue", one.number)
            about = _(", ").join(
                _("%(kind)s: %(count)d") % {"kind": kind, "count": number} for kind, number in one.kinds.items()
            )
            href = f"{reverse('programme_due', args=[one.programme.code, year])}?state={State.OVERDUE}"
            yield Piece(words % {"programme": one.programme.short_name, "count": one.number}, href, about, late=_("Late"))
