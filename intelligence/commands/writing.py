"""An item before it is sent: begun, changed, discarded."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Agency, LocalArea
from agencies.queries import agencies_among
from audit.trail import record
from files.commands import forget
from intelligence import naming, policies
from intelligence.commands.begun import begun_before
from intelligence.commands.locks import own
from intelligence.models import Item, Kind, Source, Strand
from intelligence.visibility import office_of
from jtai.errors import Invalid, NotAllowed
from writing.commands import Saved, rewrite, write

LONGEST_SOURCE = 200


@dataclass(frozen=True)
class About:
    """What an item has beside its words. topic: a code. source: the key of what it was learned from; source_words: in words."""

    kind: str
    source_kind: str
    agencies: frozenset[int] = field(default_factory=frozenset)
    strand: str = ""
    topic: str = ""
    source: str = ""
    source_words: str = ""
    urgent: bool = False

    @property
    def columns(self) -> dict[str, Any]:
        """Those that are columns of the row."""
        names = ("kind", "source_kind", "strand", "topic", "source", "source_words", "urgent")
        return {name: getattr(self, name) for name in names}

    @property
    def values(self) -> dict[str, Any]:
        """All, as a version of the words keeps them."""
        return {**self.columns, "agencies": sorted(self.agencies)}

    @classmethod
    def of(cls, item: Item) -> "About":
        """What stands."""
        keys = item.agencies.order_by().values_list("pk", flat=True)
        names = ("kind", "source_kind", "strand", "topic", "source", "source_words", "urgent")
        return cls(agencies=frozenset(keys), **{name: getattr(item, name) for name in names})


def about_of(agencies: Iterable[Agency], **fields: Any) -> About:
    """From what a form or a body sent."""
    return About(agencies=frozenset(agency.pk for agency in agencies), **fields)


def check_text(text: str) -> None:
    """Raises Invalid for nothing."""
    if not text.strip():
        raise Invalid(_("Enter what the other inspectorates should know."), "text")


def check_about(area: LocalArea, about: About, by: User, *, stands: str = "") -> None:
    """Raises Invalid for what is not one of the known words, of another partnership, or a key that this person may not see.

    stands: the key that the item has already: it is kept also where its writer may not see it any more.
    """
    for name, choices in (("kind", Kind), ("source_kind", Source)):
        if getattr(about, name) not in choices.values:
            raise Invalid(_("Select an option from the list"), name)
    if about.strand and about.strand not in Strand.values:
        raise Invalid(_("Select an option from the list"), "strand")
    if about.topic and about.topic not in dict(naming.topics()):
        raise Invalid(_("Select a topic from the list, or none."), "topic")
    if about.source and about.source != stands:
        _check_source(about.source, by)
    if len(about.source_words) > LONGEST_SOURCE:
        raise Invalid(_("Enter at most 200 characters here."), "source_words")
    if agencies_among(area, about.agencies).count() < len(about.agencies):
        raise Invalid(_("Select agencies of this local area’s partnership."), "agencies")


def _check_source(key: str, by: User) -> None:
    if key not in naming.known(by, [key]):
        raise Invalid(_("What this was learned from cannot be found. Say it in words instead."), "source_words")
    if key in naming.withheld([key]):
        raise Invalid(
            _(
                "The local area has not been notified of this inspection, so nobody else may learn of it. Say what you know without it."
            ),
            "source_words",
        )


def add_item(*, local_area: LocalArea, text: str, about: About, client_id: UUID | None = None, by: User) -> Item:
    """Begin an item for one's own inspectorate. Nobody else sees it until it is sent.

    client_id: drawn where it was written; the same one again returns what was begun the first time, and raises Invalid when
    something else is sent under it.
    """
    try:
        return _add_item(local_area, text, about, client_id, by)
    except IntegrityError:
        before = begun_before(Item, client_id, text=text, area=local_area, values=about.values, by=by)
        if before is None:
            raise
        return before


@transaction.atomic
def _add_item(local_area: LocalArea, text: str, about: About, client_id: UUID | None, by: User) -> Item:
    policies.can_write.check(by)
    office = office_of(by)
    if office is None:
        raise NotAllowed(_("Only people of an inspectorate can do this."))
    check_text(text)
    check_about(local_area, about, by)
    item = Item.objects.create(
        local_area=local_area,
        text=write(text, values=about.values, by=by),
        inspectorate=office,
        author=by,
        written_at=timezone.now(),
        client_id=client_id,
        **about.columns,
    )
    item.agencies.set(about.agencies)
    record("intelligence.add", item, stream=item.stream, by=by)
    return item


def apply(item: Item, about: About) -> None:
    """Write these fields into a locked row."""
    for name, value in about.columns.items():
        setattr(item, name, value)
    item.save(update_fields=list(about.columns))
    item.agencies.set(about.agencies)


@transaction.atomic
def edit_item(item: Item, *, base: int, text: str, about: About, by: User) -> Saved:
    """Save new words and fields that started from version `base`; a stale save is kept beside, never lost."""
    item = own(item)
    policies.can_change.check(by, item)
    check_text(text)
    check_about(item.local_area, about, by, stands=item.source)
    changed = about != About.of(item)
    saved = rewrite(item.text, text, base=base, values=about.values, changed=changed, by=by)
    if saved.kept is None and changed:
        apply(item, about)
    record("intelligence.edit", item, stream=item.stream, by=by, kept_beside=saved.kept is not None)
    return saved


@transaction.atomic
def discard_item(item: Item, *, by: User) -> None:
    """What was never sent goes, with its words and files; the trail keeps that it was there."""
    item = own(item)
    policies.can_change.check(by, item)
    record("intelligence.discard", item, stream=item.stream, by=by, local_area=item.local_area.code)
    files, text = [row.file for row in item.attachments.select_related("file")], item.text
    item.delete()
    text.delete()
    for file in files:
        forget(file)
