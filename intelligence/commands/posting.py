"""A letter goes out, its recipient acknowledges it, and the clock tells of what is late."""

from collections import Counter

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.trail import record
from intelligence import notices, policies
from intelligence.commands.handling import tell_the_sender
from intelligence.commands.locks import own_letter
from intelligence.commands.printing import forget_drafts, freeze
from intelligence.models import Letter
from intelligence.policies.letters import check_items
from intelligence.policies.writing import check_marking
from intelligence.queries import day_after, days_for, late_letters, office_people, unprintable
from jtai.errors import Changed, NotNow
from writing.queries import waiting_beside


@transaction.atomic
def send_letter(letter: Letter, *, marking: str, version: int, by: User) -> Letter:
    """Freeze the words, and let the recipient have them. version: of the words that were read before."""
    letter = own_letter(letter)
    policies.can_send_letter.check(by, letter)
    check_marking(marking)
    if version != letter.text.version:
        raise Changed(_("Somebody changed the letter while you read it. Read the new words, then send it."))
    if waiting_beside(letter.text).exists():
        raise NotNow(_("Two versions of the words stand beside each other. Settle which stands, then send it."))
    check_items(letter.inspectorate, letter.recipient, list(letter.items.order_by().values_list("pk", flat=True)))
    if why := unprintable(letter):
        raise NotNow(why)
    moment = timezone.now()
    acknowledge, _decide = days_for(urgent=False)
    letter.marking, letter.sent_at, letter.sent_by = marking, moment, by
    letter.acknowledge_by = day_after(timezone.localdate(moment), acknowledge)
    letter.save(update_fields=["marking", "sent_at", "sent_by", "acknowledge_by"])
    document = freeze(letter, draft=False, by=by)
    forget_drafts(letter)
    record(
        "intelligence.letter_send", letter, stream=letter.stream, by=by,
        marking=marking, recipient=letter.recipient.code, version=version, sha256=document.sha256,
    )  # fmt: skip
    notices.letter_sent(letter)
    return letter


@transaction.atomic
def acknowledge_letter(letter: Letter, *, by: User) -> Letter:
    """The recipient has read it."""
    letter = own_letter(letter)
    policies.can_acknowledge_letter.check(by, letter)
    letter.acknowledged_at, letter.acknowledged_by = timezone.now(), by
    letter.save(update_fields=["acknowledged_at", "acknowledged_by"])
    record("intelligence.letter_acknowledge", letter, stream=letter.stream, by=by, inspectorate=letter.recipient.code)
    return letter


@transaction.atomic
def escalate_letters() -> int:
    """Tell the programme offices of letters that are late, once of each; returns of how many. Twice is the same as once.

    Where nobody can be told, the sender's office is, and the letter stays to be told of as soon as there is somebody.
    """
    moment = timezone.now()
    late = late_letters(timezone.localdate(moment)).select_related("recipient", "inspectorate").order_by("pk")
    found = list(late.select_for_update(no_key=True, skip_locked=True, of=("self",)))
    heard = {recipient for recipient in {row.recipient for row in found} if office_people(recipient)}
    for row in found:
        if row.recipient not in heard and row.acknowledge_by is not None:
            tell_the_sender(row, row, row.recipient, row.acknowledge_by)
    rows = [row for row in found if row.recipient in heard]
    for recipient, number in Counter(row.recipient for row in rows).items():
        notices.letters_late(recipient, number)
    for row in rows:
        row.escalated_at = moment
        row.save(update_fields=["escalated_at"])
        record("intelligence.letter_escalate", row, stream=row.stream, by=None, inspectorate=row.recipient.code)
    return len(rows)
