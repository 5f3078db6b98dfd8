"""The worker's half: files of a frozen content. Slow, outside any transaction, and harmless to run twice."""

from functools import partial

from django.template import TemplateDoesNotExist
from django.utils.translation import gettext as _

from audit.trail import record
from files.commands import is_there, store
from files.models import StoredFile
from jobs.registry import Finish, JobError, Reporter
from jtai.printed import digest
from reports import pdf
from reports.models import BuiltFile, FileFormat, Freeze


def build(reporter: Reporter, freeze_id: int) -> Finish:
    """Both files of a freeze; the returned function writes their rows, together with the job's "done".

    The same words were perhaps built before: then nothing is rendered, and the stored bytes are used again.
    Raises JobError, naming the file that could not be made, when the content itself cannot be built.
    """
    freeze = Freeze.objects.select_related("report__inspection").get(pk=freeze_id)
    if freeze.built_files.count() == len(FileFormat.values):
        return None
    if digest(freeze.content) != freeze.content_digest:
        raise JobError(_("The frozen words no longer match their digest, so nothing was built. Freeze the report again."))
    reporter.progress(5, _("Looking for files of the same words"))
    page, document, pages = _built_before(freeze) or _render(reporter, freeze)
    reporter.progress(95, _("Filing"))
    return partial(_keep, freeze, page, document, pages)


def _built_before(freeze: Freeze) -> tuple[StoredFile, StoredFile, int] | None:
    rows = BuiltFile.objects.filter(freeze__content_digest=freeze.content_digest).select_related("file").order_by("pk")
    found = {row.format: row for row in rows}
    if len(found) < len(FileFormat.values):
        return None
    page, document = found[FileFormat.HTML], found[FileFormat.PDF]
    there = all(is_there(row.file) for row in found.values())
    return (page.file, document.file, document.pages or 0) if there else None


def _render(reporter: Reporter, freeze: Freeze) -> tuple[StoredFile, StoredFile, int]:
    reporter.progress(10, _("Writing the web page"))
    try:
        text = pdf.html(freeze.content)
    except (KeyError, TypeError, ValueError, TemplateDoesNotExist) as error:
        raise JobError(_("The web page could not be made from the frozen words. Freeze the report again.")) from error
    page = store(text.encode(), pdf.HTML_TYPE)
    reporter.progress(40, _("Setting the pages of the PDF"))
    try:
        rendered = pdf.render_html(text, identifier=freeze.content_digest[:32])
    except pdf.CannotPrintError as error:
        sentence = _(
            "The PDF could not be made: no font has %(characters)s. Replace it in the text, then freeze the report again."
        )
        raise JobError(sentence % {"characters": error}) from error
    except (KeyError, TypeError, ValueError) as error:
        raise JobError(_("The PDF could not be made from the frozen words. Freeze the report again.")) from error
    reporter.progress(90, _("Storing the PDF"))
    return page, store(rendered.data, pdf.PDF_TYPE), rendered.pages


def _keep(freeze: Freeze, page: StoredFile, document: StoredFile, pages: int) -> None:
    """The rows of both files, once, and the event that says so."""
    files = [(FileFormat.HTML, page, None), (FileFormat.PDF, document, pages)]
    made = [
        BuiltFile.objects.get_or_create(freeze=freeze, format=name, defaults={"file": file, "pages": count})[1]
        for name, file, count in files
    ]
    if any(made):
        record(
            "report.built",
            freeze,
            stream=freeze.report.inspection.stream,
            by=None,
            content_digest=freeze.content_digest,
            pdf=document.sha256,
            html=page.sha256,
            pages=pages,
        )
