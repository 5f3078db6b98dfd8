"""The constraints on letters between the inspectorates, each tried to be broken."""

from collections.abc import Callable

from django.db.models import F
from django.utils import timezone

from intelligence import commands
from intelligence.models import Letter, LetterDocument
from tests.inspections.people_kept import again, put, somebody
from tests.letters import letter, posted
from tests.walk import cast

NOW = timezone.now()


def of_sent(**values: object) -> Callable[[], object]:
    """Change the letter that was sent."""
    return lambda: Letter.objects.exclude(sent_at=None).update(**values)


def of_draft(**values: object) -> Callable[[], object]:
    """Change the one that was not."""
    return lambda: Letter.objects.filter(sent_at=None).update(**values)


def freeze_again() -> None:
    """The letter that was sent has a second document that is no draft."""
    row = LetterDocument.objects.get(draft=False)
    row.pk, row.sha256 = None, "0" * 64
    LetterDocument.objects.bulk_create([row])


TRIES: dict[str, Callable[[], object]] = {
    "letter_marking_is_known": of_draft(marking="x"),
    "letter_sent_at_with_sent_by": of_sent(sent_by=None),
    "letter_sent_at_with_acknowledge_by": of_sent(acknowledge_by=None),
    "letter_acknowledged_at_with_acknowledged_by": of_sent(acknowledged_at=NOW),
    "letter_goes_to_another_inspectorate": put(Letter, recipient=F("inspectorate")),
    "letter_has_a_subject": put(Letter, subject=""),
    "letter_sent_has_a_marking": of_sent(marking=""),
    "letter_sent_is_signed": of_sent(signs_role=""),
    "letter_acknowledged_after_it_was_sent": lambda: Letter.objects.filter(sent_at=None).update(
        acknowledged_at=NOW, acknowledged_by=somebody()
    ),
    "letter_document_file_with_pages": put(LetterDocument, pages=3),
    "letter_document_once_a_content": again(LetterDocument),
    "letter_frozen_once": freeze_again,
    "letter_document_digest_is_sha256": put(LetterDocument, sha256="x"),
}


def furnish() -> None:
    """A letter that was sent, and a draft of which a PDF was asked for."""
    people = cast()
    if Letter.objects.exists():
        return
    posted(by=people.lead)
    commands.print_letter(letter(by=people.lead), by=people.lead)
