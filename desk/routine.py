"""What waits for somebody of what the inspectorates share, and of their own routine programmes."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from desk.piece import Piece
from intelligence.models import Waits
from intelligence.queries import Tally, letters_waiting, looks_after, tally_of, unsent_of
from intelligence.visibility import leads, office_of
from jtai.programmeyears import year_of
from programmes.queries import followed_in_own, overdue_by_rule


def routine(user: User) -> Iterable[Piece]:
    """A fixed number of queries for each person; none for people who do no casework for an inspectorate."""
    if office_of(user) is None:
        return
    if looks_after(user):
        yield from _shared(user)
    yield from _unsent(user)
    if leads(user):
        yield from _followed(user)
        yield from _due(user)


def _shared(user: User) -> Iterable[Piece]:
    """What other inspectorates shared or wrote, for who looks after it (intelligence.queries.office)."""
    for row in tally_of(user):
        parts = []
        if row.urgent:
            parts.append(ngettext("%(count)d is urgent", "%(count)d are urgent", row.urgent) % {"count": row.urgent})
        if row.late:
            parts.append(_are_late(row.late))
        href = f"{reverse('item_queue')}?waits={row.waits.value}"
        yield Piece(_said(row), href, _(", ").join(parts), late=_("Late") if row.late else "", urgent=bool(row.urgent))
    letters = letters_waiting(user)
    if letters.number:
        words = ngettext(
            "%(count)d letter to your inspectorate waits to be acknowledged",
            "%(count)d letters to your inspectorate wait to be acknowledged",
            letters.number,
        )
        href = f"{reverse('letters')}?state=waiting&way=received&sort=oldest"
        about, late = (_are_late(letters.late), _("Late")) if letters.late else ("", "")
        yield Piece(words % {"count": letters.number}, href, about, late=late)


def _are_late(number: int) -> str:
    return ngettext("%(count)d is late", "%(count)d are late", number) % {"count": number}


def _said(row: Tally) -> str:
    sentences = {
        Waits.ACKNOWLEDGE: ngettext(
            "%(count)d item shared with you waits to be acknowledged",
            "%(count)d items shared with you wait to be acknowledged",
            row.number,
        ),
        Waits.READ_AGAIN: ngettext(
            "%(count)d item shared with you was corrected and waits to be read again",
            "%(count)d items shared with you were corrected and wait to be read again",
            row.number,
        ),
        Waits.DECIDE: ngettext(
            "%(count)d item shared with you waits to be decided",
            "%(count)d items shared with you wait to be decided",
            row.number,
        ),
        Waits.WITHDRAWN: ngettext(
            "%(count)d item shared with you was withdrawn, which waits to be acknowledged",
            "%(count)d items shared with you were withdrawn, which waits to be acknowledged",
            row.number,
        ),
    }
    return sentences[row.waits] % {"count": row.number}


def _unsent(user: User) -> Iterable[Piece]:
    """What this person wrote and nobody outside has."""
    unsent = unsent_of(user)
    if unsent.items:
        words = ngettext(
            "%(count)d concern or good example that you wrote is not shared yet",
            "%(count)d concerns or good examples that you wrote are not shared yet",
            unsent.items,
        )
        yield Piece(words % {"count": unsent.items}, f"{reverse('items')}?state=draft")
    if unsent.letters:
        words = ngettext(
            "%(count)d letter that you wrote is not sent yet",
            "%(count)d letters that you wrote are not sent yet",
            unsent.letters,
        )
        yield Piece(words % {"count": unsent.letters}, f"{reverse('letters')}?state=draft")


@dataclass(frozen=True)
class _Open:
    """The late breaches and recommendations of one programme, in words."""

    breaches: int
    recommendations: int

    def __str__(self) -> str:
        parts = []
        if self.breaches:
            parts.append(ngettext("%(count)d breach", "%(count)d breaches", self.breaches) % {"count": self.breaches})
        if self.recommendations:
            words = ngettext("%(count)d recommendation", "%(count)d recommendations", self.recommendations)
            parts.append(words % {"count": self.recommendations})
        return _(" and ").join(parts)


def _followed(user: User) -> Iterable[Piece]:
    """What is followed in the own programmes and past its day."""
    for one in followed_in_own(user, localdate()):
        if one.late:
            what = _Open(one.late_breaches, one.late_recommendations)
            words = ngettext(
                "%(programme)s: %(what)s is past its day", "%(programme)s: %(what)s are past their day", one.late
            ) % {"programme": one.programme.short_name, "what": what}
            href = f"{reverse('programme_following', args=[one.programme.code])}?late=on"
            yield Piece(words, href, late=_("Late"))


def _due(user: User) -> Iterable[Piece]:
    """What the rules of the own programmes ask and nobody has done in time."""
    year = year_of(localdate())
    for programme, number in overdue_by_rule(user, localdate()):
        words = ngettext(
            "%(programme)s: %(count)d thing that its rules ask for is overdue",
            "%(programme)s: %(count)d things that its rules ask for are overdue",
            number,
        ) % {"programme": programme.short_name, "count": number}
        href = f"{reverse('programme_due', args=[programme.code, year])}?state=overdue"
        yield Piece(words, href, late=_("Overdue"))
