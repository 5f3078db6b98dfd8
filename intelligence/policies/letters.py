"""Writing a letter about a systemic weakness, sending it, and what its recipient does."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Inspectorate
from intelligence.models import Item, Letter
from intelligence.policies.writing import can_look
from intelligence.visibility import held_by, leads, office_of
from jtai.errors import Invalid, NotAllowed, NotNow
from jtai.policy import policy


@policy
def can_write_letter(by: User) -> None:
    """Any of the casework people, for their own inspectorate."""
    can_look.check(by)


def _rests_on_nothing(gone: Item) -> str:
    return _("Item %(number)d was withdrawn. Nothing new can rest on it: take it out of the letter.") % {"number": gone.pk}


def _of_sender(by: User, letter: Letter) -> None:
    own = office_of(by)
    if own is None or own.pk != letter.inspectorate_id:
        raise NotAllowed(_("Only people of %(name)s can do this.") % {"name": letter.inspectorate.short_name})
    if letter.author_id != by.pk and not leads(by):
        raise NotAllowed(
            _("Only its author or a programme lead of %(name)s can do this.") % {"name": letter.inspectorate.short_name}
        )


@policy
def can_change_letter(by: User, letter: Letter) -> None:
    """Before it is sent: its author, or a programme lead of their inspectorate."""
    _of_sender(by, letter)
    if letter.sent_at is not None:
        raise NotNow(_("This letter was sent. Its words stand. Write another letter if there is more to say."))


@policy
def can_send_letter(by: User, letter: Letter) -> None:
    """The same people; once, with a name and a role under it, and as long as all stands on which it rests."""
    _of_sender(by, letter)
    if letter.sent_at is not None:
        raise NotNow(_("This letter was sent already."))
    if (gone := letter.items.exclude(withdrawn_at=None).order_by("pk").first()) is not None:
        raise NotNow(_rests_on_nothing(gone))
    if not letter.signs_name or not letter.signs_role:
        raise NotNow(_("It is not said who signs this letter. Change the draft: enter their name and their role."))


@policy
def can_acknowledge_letter(by: User, letter: Letter) -> None:
    """Any of the recipient's casework people; once."""
    own = office_of(by)
    if own is None or own.pk != letter.recipient_id:
        raise NotAllowed(_("Only people of %(name)s can do this.") % {"name": letter.recipient.short_name})
    if letter.sent_at is None:
        raise NotNow(_("This letter was not sent yet."))
    if letter.acknowledged_at is not None:
        raise NotNow(_("Your inspectorate has acknowledged this letter."))


@policy
def can_print_letter(by: User, letter: Letter) -> None:
    """Whoever sees it: the sender's people at every stage, the recipient's once it was sent."""
    own = office_of(by)
    received = own is not None and own.pk == letter.recipient_id and letter.sent_at is not None
    if own is None or (own.pk != letter.inspectorate_id and not received):
        raise NotAllowed(_("Only people of %(name)s can do this.") % {"name": letter.inspectorate.short_name})


def check_recipient(sender: Inspectorate, recipient: Inspectorate) -> None:
    """Raises Invalid when an inspectorate would write to itself."""
    if sender.pk == recipient.pk:
        raise Invalid(_("A letter goes to another inspectorate. Select another one."), "recipient")


def check_items(sender: Inspectorate, recipient: Inspectorate, items: Collection[int]) -> None:
    """Raises Invalid for an item that the sender does not have, that was withdrawn, or of which the letter would tell its recipient."""
    if not items:
        return
    ours = Item.objects.filter(held_by(sender), pk__in=items)
    if ours.count() < len(set(items)):
        raise Invalid(_("One of these items cannot be found among those that were sent."), "items")
    if (gone := ours.exclude(withdrawn_at=None).order_by("pk").first()) is not None:
        raise Invalid(_rests_on_nothing(gone), "items")
    if (untold := ours.exclude(held_by(recipient)).order_by("pk").first()) is not None:
        sentence = _(
            "%(name)s does not have item %(number)d, so the letter would tell of it. Share it with %(name)s first, then name it here."
        )
        raise Invalid(sentence % {"name": recipient.short_name, "number": untold.pk}, "items")
