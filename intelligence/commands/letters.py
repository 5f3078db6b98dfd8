"""A letter before it is sent: begun, changed, settled, discarded."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Agency, Inspectorate, LocalArea
from agencies.queries import agencies_among, inspectorates
from audit.trail import record
from intelligence import policies
from intelligence.commands.begun import begun_before
from intelligence.commands.locks import own_letter
from intelligence.commands.printing import forget_drafts
from intelligence.commands.settling import MERGED, MINE, choice_of
from intelligence.models import Item, Letter
from intelligence.policies.letters import check_items, check_recipient
from intelligence.visibility import office_of
from jtai.errors import Invalid, NotAllowed
from writing.commands import Saved, rewrite, settle, write
from writing.models import Revision
from writing.queries import brought

LONGEST_SUBJECT, LONGEST_NAME, LONGEST_ROLE = 160, 120, 160


@dataclass(frozen=True)
class LetterAbout:
    """What a letter has beside its words. recipient, agencies, items: keys."""

    recipient: int
    subject: str
    agencies: frozenset[int] = field(default_factory=frozenset)
    items: frozenset[int] = field(default_factory=frozenset)
    signs_name: str = ""
    signs_role: str = ""

    @property
    def columns(self) -> dict[str, Any]:
        """Those that are columns of the row."""
        return {
            "recipient_id": self.recipient,
            "subject": self.subject,
            "signs_name": self.signs_name,
            "signs_role": self.signs_role,
        }

    @property
    def values(self) -> dict[str, Any]:
        """All, as a version of the words keeps them."""
        kept = {one.name: getattr(self, one.name) for one in fields(self)}
        return {**kept, "agencies": sorted(self.agencies), "items": sorted(self.items)}

    @classmethod
    def from_values(cls, values: dict[str, Any]) -> "LetterAbout":
        """As a version kept them."""
        return cls(**{**values, "agencies": frozenset(values["agencies"]), "items": frozenset(values["items"])})

    @classmethod
    def of(cls, letter: Letter) -> "LetterAbout":
        """What stands."""
        return cls(
            recipient=letter.recipient_id,
            subject=letter.subject,
            agencies=frozenset(letter.agencies.order_by().values_list("pk", flat=True)),
            items=frozenset(letter.items.order_by().values_list("pk", flat=True)),
            signs_name=letter.signs_name,
            signs_role=letter.signs_role,
        )


def letter_about(
    *, recipient: Inspectorate, subject: str, agencies: Iterable[Agency] = (), items: Iterable[Item] = (), **names: str
) -> LetterAbout:
    """From what a form or a body sent."""
    return LetterAbout(
        recipient=recipient.pk,
        subject=" ".join(subject.split()),
        agencies=frozenset(row.pk for row in agencies),
        items=frozenset(row.pk for row in items),
        **{name: " ".join(words.split()) for name, words in names.items()},
    )


def _check(sender: Inspectorate, area: LocalArea | None, about: LetterAbout, text: str) -> None:
    recipient = inspectorates().filter(pk=about.recipient).first()
    if recipient is None:
        raise Invalid(_("Select the inspectorate to which the letter goes."), "recipient")
    check_recipient(sender, recipient)
    if not about.subject:
        raise Invalid(_("Enter what the letter is about."), "subject")
    if not text.strip():
        raise Invalid(_("Enter the words of the letter."), "text")
    for name, longest in (("subject", LONGEST_SUBJECT), ("signs_name", LONGEST_NAME), ("signs_role", LONGEST_ROLE)):
        if len(getattr(about, name)) > longest:
            raise Invalid(_("Enter at most %(limit)d characters here.") % {"limit": longest}, name)
    known = agencies_among(area, about.agencies).count() if area is not None else 0
    if known < len(about.agencies):
        raise Invalid(_("Select agencies of this local area’s partnership."), "agencies")
    check_items(sender, recipient, about.items)


def add_letter(
    *, text: str, about: LetterAbout, local_area: LocalArea | None = None, client_id: UUID | None = None, by: User
) -> Letter:
    """Begin a letter of one's own inspectorate. Nobody outside sees it until it is sent.

    client_id: drawn where it was written; the same one again returns what was begun the first time, and raises Invalid when
    something else is sent under it.
    """
    try:
        return _add(text, about, local_area, client_id, by)
    except IntegrityError:
        before = begun_before(Letter, client_id, text=text, area=local_area, values=about.values, by=by)
        if before is None:
            raise
        return before


@transaction.atomic
def _add(text: str, about: LetterAbout, area: LocalArea | None, client_id: UUID | None, by: User) -> Letter:
    policies.can_write_letter.check(by)
    office = office_of(by)
    if office is None:
        raise NotAllowed(_("Only people of an inspectorate can do this."))
    _check(office, area, about, text)
    letter = Letter.objects.create(
        inspectorate=office,
        local_area=area,
        text=write(text, values=about.values, by=by),
        author=by,
        written_at=timezone.now(),
        client_id=client_id,
        **about.columns,
    )
    letter.agencies.set(about.agencies)
    letter.items.set(about.items)
    record("intelligence.letter_add", letter, stream=letter.stream, by=by)
    return letter


def _apply(letter: Letter, about: LetterAbout) -> None:
    for name, value in about.columns.items():
        setattr(letter, name, value)
    letter.save(update_fields=list(about.columns))
    letter.agencies.set(about.agencies)
    letter.items.set(about.items)


def _rewrite(letter: Letter, text: str, *, base: int, about: LetterAbout, changed: bool, by: User) -> Saved:
    """New words and fields of a locked letter. Once they stand, what was printed of the draft before goes: it may hold what was taken out."""
    before = letter.text.version
    saved = rewrite(letter.text, text, base=base, values=about.values, changed=changed, by=by)
    if saved.kept is None and changed:
        _apply(letter, about)
    if letter.text.version != before:
        forget_drafts(letter)
    return saved


@transaction.atomic
def edit_letter(letter: Letter, *, base: int, text: str, about: LetterAbout, by: User) -> Saved:
    """Save new words and fields that started from version `base`; a stale save is kept beside, never lost."""
    letter = own_letter(letter)
    policies.can_change_letter.check(by, letter)
    _check(letter.inspectorate, letter.local_area, about, text)
    changed = about != LetterAbout.of(letter)
    saved = _rewrite(letter, text, base=base, about=about, changed=changed, by=by)
    record("intelligence.letter_edit", letter, stream=letter.stream, by=by, kept_beside=saved.kept is not None)
    return saved


@transaction.atomic
def settle_letter(letter: Letter, revision: Revision, *, keep: str, base: int, merged: str = "", by: User) -> Saved:
    """Say which of two versions stands, as `settle_versions` does of an item; "mine" brings what that version changed, words and fields."""
    letter = own_letter(letter)
    policies.can_change_letter.check(by, letter)
    revision = choice_of(letter.text, revision, keep=keep, base=base, merged=merged)
    saved = Saved(letter.text)
    if keep in {MINE, MERGED}:
        standing = LetterAbout.of(letter)
        body, about = merged, standing
        if keep == MINE:
            body, values = brought(revision, letter.text.body, standing.values)
            about = LetterAbout.from_values(values)
        _check(letter.inspectorate, letter.local_area, about, body)
        saved = _rewrite(letter, body, base=base, about=about, changed=about != standing, by=by)
    if revision.settled_at is None:
        settle(revision, by=by)
    record("intelligence.letter_settle", letter, stream=letter.stream, by=by, keep=keep, number=revision.number)
    return saved


@transaction.atomic
def discard_letter(letter: Letter, *, by: User) -> None:
    """What was never sent goes, with its words and what was printed of it; the trail keeps that it was there."""
    letter = own_letter(letter)
    policies.can_change_letter.check(by, letter)
    record("intelligence.letter_discard", letter, stream=letter.stream, by=by, recipient=letter.recipient.code)
    forget_drafts(letter)
    text = letter.text
    letter.delete()
    text.delete()
