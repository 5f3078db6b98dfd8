"""Items at a point of their lives, through the real commands: drafts and items sent from one inspectorate to others."""

from typing import Any

from accounts.models import User
from agencies.models import Inspectorate
from intelligence import commands
from intelligence.commands import About
from intelligence.models import Item
from tests.walk import AREA, local_area

WORDS = "Referrals of children who go missing wait for days at the front door."


def about(**changes: Any) -> About:
    """A concern that was learned somewhere."""
    return About(**{"kind": "concern", "source_kind": "other", **changes})


def draft(*, by: User, text: str = WORDS, area: str = AREA, **changes: Any) -> Item:
    """Written, and seen by nobody outside."""
    return commands.add_item(local_area=local_area(area), text=text, about=about(**changes), by=by)


def inspectorates(*codes: str) -> list[Inspectorate]:
    """By their codes."""
    return list(Inspectorate.objects.filter(code__in=codes).order_by("position"))


def sent(*, by: User, to: tuple[str, ...] = ("cqc",), marking: str = "official-sensitive", **words: Any) -> Item:
    """An item that others have."""
    return commands.send_item(
        draft(by=by, **words), version=1, attached=(), marking=marking, recipients=inspectorates(*to), by=by
    )


def keys(item: Item) -> list[int]:
    """Of its files."""
    return list(item.attachments.values_list("pk", flat=True))


def fresh(item: Item) -> Item:
    """As it stands now."""
    return Item.objects.select_related("text", "local_area", "inspectorate", "author").get(pk=item.pk)
