"""What a version of an item or a letter came with besides its words, in words."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from intelligence import naming, queries
from intelligence.commands import About, LetterAbout
from intelligence.models import Item, Kind, Letter, Source, Strand
from writing.comparing import beside_words, compared
from writing.models import Revision

ITEM = {
    "kind": gettext_lazy("Kind"),
    "urgent": gettext_lazy("Urgent"),
    "agencies": gettext_lazy("Agencies"),
    "strand": gettext_lazy("Strand"),
    "topic": gettext_lazy("Topic"),
    "source_kind": gettext_lazy("Where it was learned"),
    "source_words": gettext_lazy("Which one"),
    "source": gettext_lazy("Learned from"),
}
LETTER = {
    "recipient": gettext_lazy("To"),
    "subject": gettext_lazy("Subject"),
    "agencies": gettext_lazy("Agencies"),
    "items": gettext_lazy("What it rests on"),
    "signs_name": gettext_lazy("Name of who signs it"),
    "signs_role": gettext_lazy("Their role"),
}
EMPTY: tuple[object, ...] = (None, "", [])
Values = Mapping[str, Any]
Names = Mapping[str, Mapping[Any, Any]]


def _said(field: str, value: Any, *, names: Names) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if value in EMPTY:
        return _("None")
    known = names.get(field)
    several = value if isinstance(value, list) else [value]
    return "; ".join(str(one if known is None else known.get(one, _("No longer there"))) for one in several)


def _keys(several: Iterable[Values], field: str) -> set[Any]:
    return {key for values in several for key in values.get(field, ())}


def _of_items(user: User, several: list[Values]) -> Names:
    sources = {values["source"] for values in several if values.get("source")}
    return {
        "kind": dict(Kind.choices),
        "strand": dict(Strand.choices),
        "source_kind": dict(Source.choices),
        "topic": queries.topic_names(),
        "source": {key: named.words for key, named in naming.words_of(user, sources).items()},
        "agencies": queries.names_of_agencies(_keys(several, "agencies")),
    }


def _of_letters(letter: Letter, several: list[Values]) -> Names:
    return {
        "recipient": queries.names_of_inspectorates(),
        "agencies": queries.names_of_agencies(_keys(several, "agencies")),
        "items": {
            item.pk: queries.name_of(item) for item in queries.items_held(letter.inspectorate, [*_keys(several, "items")])
        },
    }


def item_compared(user: User, item: Item, kept: Revision) -> dict[str, Any]:
    """What the page of two versions shows. Once it was sent nothing but words is corrected."""
    stands = About.of(item).values
    say = partial(_said, names=_of_items(user, [stands, kept.values]))
    return compared(kept, stands, ITEM if item.sent_at is None else {}, say)


def letter_compared(letter: Letter, kept: Revision) -> dict[str, Any]:
    """The same of a letter."""
    stands = LetterAbout.of(letter).values
    return compared(kept, stands, LETTER, partial(_said, names=_of_letters(letter, [stands, kept.values])))


def item_history(user: User, revisions: list[Revision]) -> list[tuple[Revision, list[dict[str, str]]]]:
    """Each version with what it came with, for the people of the inspectorate that wrote it."""
    say = partial(_said, names=_of_items(user, [row.values for row in revisions]))
    return [(row, beside_words(row, ITEM, say)) for row in revisions]


def letter_history(letter: Letter, revisions: list[Revision]) -> list[tuple[Revision, list[dict[str, str]]]]:
    """The same of a letter."""
    say = partial(_said, names=_of_letters(letter, [row.values for row in revisions]))
    return [(row, beside_words(row, LETTER, say)) for row in revisions]
