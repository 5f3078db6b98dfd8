"""What somebody who leaves has written and not sent."""

from collections.abc import Iterator

from django.utils.translation import ngettext

from accounts.models import User
from agencies.queries import Loss, membership_of
from intelligence.models import Item, Letter


def left_drafts(user: User, kind: str) -> Iterator[Loss]:
    """How many drafts stay with the programme leads when this person leaves; nothing of a role that ends."""
    membership = membership_of(user)
    if kind or membership is None or membership.inspectorate is None:
        return
    number = Item.objects.filter(author=user, inspectorate=membership.inspectorate, sent_at=None).count()
    if number:
        before = ngettext(
            "They have %(count)d draft of something to share with other inspectorates. It stays, and a programme lead can change, send or discard it.",
            "They have %(count)d drafts of something to share with other inspectorates. They stay, and a programme lead can change, send or discard them.",
            number,
        )
        after = ngettext(
            "%(count)d draft of something to share is with the programme leads now.",
            "%(count)d drafts of something to share are with the programme leads now.",
            number,
        )
        yield Loss(before % {"count": number}, after % {"count": number})
    letters = Letter.objects.filter(author=user, inspectorate=membership.inspectorate, sent_at=None).count()
    if letters:
        before = ngettext(
            "They have %(count)d draft of a letter to another inspectorate. It stays, and a programme lead can change, send or discard it.",
            "They have %(count)d drafts of letters to other inspectorates. They stay, and a programme lead can change, send or discard them.",
            letters,
        )
        after = ngettext(
            "%(count)d draft of a letter is with the programme leads now.",
            "%(count)d drafts of letters are with the programme leads now.",
            letters,
        )
        yield Loss(before % {"count": letters}, after % {"count": letters})
