"""What is printed of a letter: a document word for word, and the job that builds its PDF."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.trail import record
from files.commands import forget
from intelligence import policies
from intelligence.commands.locks import own_letter
from intelligence.content import arrange
from intelligence.models import Letter, LetterDocument
from intelligence.queries import facts_of
from jobs.commands import enqueue
from jobs.commands import retry as retry_job
from jobs.models import State
from jtai.printed import digest

LETTER = "intelligence.letter"


def freeze(letter: Letter, *, draft: bool, by: User) -> LetterDocument:
    """The document of a locked letter as it stands today, and the job that builds it. The same content again is the same."""
    content = arrange(facts_of(letter, draft=draft, on=timezone.localdate()))
    made, fresh = LetterDocument.objects.get_or_create(
        letter=letter,
        sha256=digest(content),
        defaults={"draft": draft, "version": letter.text.version, "content": content, "made_by": by},
    )
    if fresh:
        made.job = enqueue(LETTER, key=f"{LETTER}:{made.pk}", target=made, arguments={"document": made.pk})
        made.save(update_fields=["job"])
    return made


def forget_drafts(letter: Letter, but: LetterDocument | None = None) -> None:
    """What was printed of the draft before goes; a job that still builds it finds nothing to do."""
    rows = LetterDocument.objects.filter(letter=letter, draft=True).select_related("file")
    rows = rows.exclude(pk=but.pk) if but else rows
    for row in rows.select_for_update(of=("self",)):
        file = row.file
        row.delete()
        if file is not None:
            forget(file)


@transaction.atomic
def print_letter(letter: Letter, *, by: User) -> LetterDocument:
    """Ask for the PDF: of a draft as it stands now, at every stage; of a sent letter once more, where building it has failed."""
    letter = own_letter(letter)
    policies.can_print_letter.check(by, letter)
    if letter.sent_at is None:
        document = freeze(letter, draft=True, by=by)
        forget_drafts(letter, but=document)
    else:
        document = LetterDocument.objects.select_related("job").get(letter=letter, draft=False)
    if document.job is not None and document.job.state == State.FAILED:
        document.job = retry_job(document.job, by=by)
    record("intelligence.letter_print", letter, stream=letter.stream, by=by, sha256=document.sha256)
    return document
