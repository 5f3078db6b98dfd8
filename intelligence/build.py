"""The worker's half: the PDF of a letter's document. Slow, outside any transaction, and harmless to run twice."""

from functools import partial

from django.template import TemplateDoesNotExist
from django.utils.translation import gettext as _

from audit.trail import record
from files.commands import forget, store
from files.models import StoredFile
from intelligence import printing
from intelligence.models import Letter, LetterDocument
from jobs.registry import Finish, JobError, Reporter
from jtai.pdf import PDF_TYPE, CannotPrintError
from jtai.printed import digest


def build(reporter: Reporter, document_id: int) -> Finish:
    """The PDF of a document; the returned function files it, together with the job's "done".

    Raises JobError with a sentence when the content cannot be built. A document that is gone, or has its PDF, needs nothing.
    """
    document = LetterDocument.objects.filter(pk=document_id, file=None).first()
    if document is None:
        return None
    if digest(document.content) != document.sha256:
        raise JobError(_("The words of this letter no longer match their digest, so nothing was built. Tell support."))
    reporter.progress(20, _("Setting the pages of the PDF"))
    try:
        rendered = printing.render(document.content, identifier=document.sha256[:32])
    except CannotPrintError as error:
        raise JobError(_no_font(draft=document.draft) % {"characters": error}) from error
    except (KeyError, TypeError, ValueError, TemplateDoesNotExist) as error:
        raise JobError(_("The PDF could not be made from these words. Tell support the number of the letter.")) from error
    reporter.progress(90, _("Storing the PDF"))
    return partial(_keep, document_id, store(rendered.data, PDF_TYPE), rendered.pages)


def _no_font(*, draft: bool) -> str:
    """What was sent is looked at before: there the fonts are other ones than they were."""
    if draft:
        return _("The PDF could not be made: no font has %(characters)s. Replace it in the draft, then make the PDF again.")
    return _("The PDF could not be made: no font has %(characters)s. The words of the letter stand. Tell support its number.")


def _keep(document_id: int, file: StoredFile, pages: int) -> None:
    """The file's place, once, and the event that says so. Where the draft was discarded meanwhile the bytes go.

    The letter is locked first, as by whoever sends or discards it: the other way round each would wait for the other.
    """
    list(Letter.objects.select_for_update(no_key=True, of=("self",)).filter(documents=document_id))
    rows = LetterDocument.objects.select_for_update(of=("self",)).select_related("letter")
    document = rows.filter(pk=document_id).first()
    if document is None:
        forget(file)
    elif document.file_id is None:
        document.file, document.pages = file, pages
        document.save(update_fields=["file", "pages"])
        letter = document.letter
        record("intelligence.letter_built", letter, stream=letter.stream, by=None, sha256=file.sha256, pages=pages)
