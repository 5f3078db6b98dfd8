"""The only writers of texts. Callers hold the transaction and have asked their own policy."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from jtai.errors import NotNow
from writing.models import Revision, Text


@dataclass(frozen=True)
class Saved:
    """What became of a save. kept: the revision that was kept beside, because somebody else had written first."""

    text: Text
    kept: Revision | None = None


def sha256(body: str) -> str:
    """Hex digest of the UTF-8 bytes."""
    return hashlib.sha256(body.encode()).hexdigest()


@transaction.atomic(savepoint=False)
def write(body: str, *, values: dict[str, Any] | None = None, by: AbstractBaseUser) -> Text:
    """A new text with its first revision."""
    text = Text.objects.create(body=body)
    Revision.objects.create(text=text, number=1, base=0, body=body, sha256=sha256(body), values=values or {}, author_id=by.pk)
    return text


@transaction.atomic(savepoint=False)
def write_several(several: Sequence[tuple[str, dict[str, Any]]], *, by: AbstractBaseUser) -> list[Text]:
    """As many new texts, in the same order: (words, other fields of the form). Two statements, however many there are."""
    texts = Text.objects.bulk_create(Text(body=body) for body, _values in several)
    Revision.objects.bulk_create(
        Revision(text=text, number=1, base=0, body=body, sha256=sha256(body), values=values, author_id=by.pk)
        for text, (body, values) in zip(texts, several, strict=True)
    )
    return texts


@transaction.atomic(savepoint=False)
def rewrite(
    text: Text, body: str, *, base: int, values: dict[str, Any] | None = None, changed: bool = False, by: AbstractBaseUser
) -> Saved:
    """Save new words that started from version `base`, into a text that the caller has locked.

    Started from the current version: they become it. Started from an older one: nothing is overwritten and nothing
    refused; they are kept beside and returned in `Saved.kept`. values: the other fields of the form; changed: whether
    these differ from what stands. Words and fields that already stand change nothing.
    """
    if text.body == body and not changed:
        return Saved(text)
    stale = base != text.version
    number = text.revisions_made + 1
    revision = Revision.objects.create(
        text=text,
        number=number,
        base=max(0, min(base, text.version)),
        body=body,
        sha256=sha256(body),
        values=values or {},
        author_id=by.pk,
        kept_beside=stale,
    )
    text.revisions_made = number
    if not stale:
        text.body, text.version = body, number
    text.save(update_fields=["body", "version", "revisions_made", "updated_at"])
    return Saved(text, revision if stale else None)


@transaction.atomic
def settle(revision: Revision, *, by: AbstractBaseUser) -> None:
    """Say that the words kept beside have been dealt with; they stay in the history."""
    done = Revision.objects.filter(pk=revision.pk, kept_beside=True, settled_at=None).update(
        settled_at=timezone.now(), settled_by_id=by.pk
    )
    if not done:
        raise NotNow("Somebody has already settled these two versions.")
