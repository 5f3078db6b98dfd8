"""Letters between the inspectorates: when their time is over, and how they go. Nothing goes that its recipient has not acknowledged."""

from datetime import date

from django.db.models import QuerySet

from files.commands import forget
from intelligence.models import Letter
from retention.queries import end_of
from retention.removing import Digest, erase_words
from retention.table import Policy
from writing.models import Revision, Text


def letters_due(policy: Policy, today: date) -> QuerySet[Letter]:
    """Acknowledged so long ago; or never sent, and not touched since."""
    end = end_of(policy.before(today))
    rows = Letter.objects.order_by("pk")
    if policy.after == "unsent":
        written = Revision.objects.filter(at__gt=end).values("text")
        return rows.filter(sent_at=None, written_at__lte=end, text__updated_at__lte=end).exclude(text__in=written)
    return rows.filter(acknowledged_at__lte=end)


def remove_letter(letter: Letter, digest: Digest, policy: str) -> None:
    """All of it: words and older words, what was printed of it with its PDFs, and the words of its trail. The row is gone after."""
    text = Text.objects.get(pk=letter.text_id)
    digest.add(letter, f"{letter.subject}\n{text.body}\n{letter.signs_name}\n{letter.signs_role}")
    files = []
    for row in letter.documents.select_related("file").order_by("pk").select_for_update(of=("self",)):
        digest.add(row, row.sha256 if row.file is None else f"{row.sha256} {row.file.sha256}")
        if row.file is not None:
            files.append(row.file)
    erase_words(letter.stream, policy, digest)
    Letter.objects.filter(pk=letter.pk).delete()
    text.delete()
    for file in files:
        forget(file)
