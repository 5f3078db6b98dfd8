"""Letters at a point of their lives, through the real commands."""

from typing import Any

from accounts.models import User
from agencies.models import Inspectorate
from intelligence import commands
from intelligence.commands import LetterAbout, letter_about
from intelligence.models import Item, Letter
from tests.walk import AREA, local_area

BODY = "Health visitors are not asked to strategy meetings.\n\nWe saw this in three places:\n\n- the north\n- the south"
SIGNS = {"signs_name": "Rosalind Farrow", "signs_role": "Director of operations"}


def about_letter(
    *, to: str = "cqc", items: tuple[Item, ...] = (), subject: str = "Strategy meetings", **names: str
) -> LetterAbout:
    """To this inspectorate, signed."""
    recipient = Inspectorate.objects.get(code=to)
    return letter_about(recipient=recipient, subject=subject, items=items, **{**SIGNS, **names})


def letter(*, by: User, text: str = BODY, area: str | None = AREA, **about: Any) -> Letter:
    """Written, and seen by nobody outside."""
    place = local_area(area) if area else None
    return commands.add_letter(text=text, about=about_letter(**about), local_area=place, by=by)


def posted(*, by: User, marking: str = "official-sensitive", **words: Any) -> Letter:
    """A letter that its recipient has."""
    draft = letter(by=by, **words)
    return commands.send_letter(draft, marking=marking, version=1, by=by)


def fresh_letter(row: Letter) -> Letter:
    """As it stands now."""
    return Letter.objects.select_related("text", "inspectorate", "recipient", "author", "local_area").get(pk=row.pk)
