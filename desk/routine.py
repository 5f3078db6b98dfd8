"""What waits for somebody of what the inspectorates share, and of their own routine programmes."""

from collections.abc import Iterable, Mapping
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
from programmes.queries import BREACH, RECOMMENDATION, late_for_home

# What waits, with the list that shows it: name of its address, and what narrows it.
LISTS = {
    "letter": ("letters", "state=waiting&way=received&sort=oldest"),
    "unsent-item": ("items", "state=draft"),
    "unsent-letter": ("letters", "state=draft"),
}


def routine(user: User) -> Iterable[Piece]:
    """One query beside those about the viewer; none for people who do no casework for an inspectorate."""
    if office_of(user) is None:
        return
    rows = [*counts_for_home(user), *(late_for_home(user, localdate()) if leads(user) else [])]
    found = {(what, code): Row(*row) for what, code, *row in rows[0].union(*rows[1:], all=True)}
    counted = {key: row for key, row in found.items() if row.number}
    yield from _shared({what: row for (what, _code), row in counted.items()})
    yield from _followed(counted)


@dataclass(frozen=True)
class Row:
    """How many of something wait. name: of the programme that they are of, or empty."""

    name: str
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


def _followed(rows: Mapping[tuple[str, str], Row]) -> Iterable[Piece]:
    """What is followed in the own programmes and past its day."""
    for code in sorted({code for what, code in rows if what in {BREACH, RECOMMENDATION}}):
        breaches, recommendations = rows.get((BREACH, code)), rows.get((RECOMMENDATION, code))
        parts, number, name = [], 0, ""
        if breaches:
            number, name = number + breaches.number, breaches.name
            parts.append(ngettext("%(count)d breach", "%(count)d breaches", breaches.number) % {"count": breaches.number})
        if recommendations:
            number, name = number + recommendations.number, recommendations.name
            words = ngettext("%(count)d recommendation", "%(count)d recommendations", recommendations.number)
            parts.append(words % {"count": recommendations.number})
        words = ngettext("%(programme)s: %(what)s is past its day", "%(programme)s: %(what)s are past their day", number)
        href = f"{reverse('programme_following', args=[code])}?late=on"
        yield Piece(words % {"programme": name, "what": _(" and ").join(parts)}, href, late=_("Late"))
