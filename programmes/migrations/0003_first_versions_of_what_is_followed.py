"""What was recorded so far becomes the first version of its text, by whoever recorded it. Undone, the words that stand go back."""

import hashlib
from typing import Any

from django.db import migrations
from django.db.models import OuterRef, Subquery

AT_ONCE = 500
# What a version keeps beside the words.
BESIDE = {
    "Breach": ("agency_id", "standard", "found_on", "address_by"),
    "Recommendation": ("agency_id", "addressee", "due_on"),
}


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def begin(apps: Any, _schema_editor: Any) -> None:
    """Some hundred rows at a time; those that have a text are left alone."""
    text, revision = apps.get_model("writing", "Text"), apps.get_model("writing", "Revision")
    for name, beside in BESIDE.items():
        model = apps.get_model("programmes", name)
        while rows := list(model.objects.filter(text=None).order_by("pk")[:AT_ONCE]):
            made = text.objects.bulk_create(text(body=row.words) for row in rows)
            revision.objects.bulk_create(
                revision(
                    text=one, number=1, base=0, body=row.words, sha256=hashlib.sha256(row.words.encode()).hexdigest(),
                    values={field: _plain(getattr(row, field)) for field in beside}, author_id=row.recorded_by_id,
                )
                for row, one in zip(rows, made, strict=True)
            )  # fmt: skip
            for row, one in zip(rows, made, strict=True):
                row.text = one
            model.objects.bulk_update(rows, ["text"])


def undo(apps: Any, _schema_editor: Any) -> None:
    """The words that stand; earlier ones go with the texts."""
    text, revision = apps.get_model("writing", "Text"), apps.get_model("writing", "Revision")
    for name in BESIDE:
        model = apps.get_model("programmes", name)
        texts = list(model.objects.exclude(text=None).values_list("text", flat=True))
        body = text.objects.filter(pk=OuterRef("text")).values("body")
        model.objects.exclude(text=None).update(words=Subquery(body), text=None)
        revision.objects.filter(text__in=texts).delete()
        text.objects.filter(pk__in=texts).delete()


class Migration(migrations.Migration):
    dependencies = [("programmes", "0002_texts_of_what_is_followed")]

    operations = [migrations.RunPython(begin, undo)]
