"""Several files that were sent at once: each is kept or named with the reason why not."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from files.forms import FilesForm
from jtai.errors import DomainError


def keep_each(form: FilesForm, request: HttpRequest, keep: Callable[[bytes, str], object]) -> bool:
    """Whether all were kept. One that cannot be is named with its reason, and the others are kept all the same.

    What was kept stands in a message of success, or beside what was refused: the page then has one summary, which has the focus.
    """
    kept = []
    for upload in form.cleaned_data["documents"]:
        name = str(upload.name)
        try:
            keep(upload.read(settings.FILE_MAX_BYTES + 1), name)
        except DomainError as refusal:
            form.add_error("documents", f"{name[:100]}: {refusal}")
            form.refused = refusal.status  # type: ignore[attr-defined]  # -- read by the rooms' show
        else:
            kept.append(name[:100])
    said = ngettext("%(count)d file was added", "%(count)d files were added", len(kept)) % {"count": len(kept)}
    if kept and form.errors:
        form.add_error("documents", _("%(said)s: %(names)s") % {"said": said, "names": _(", ").join(kept)})
    elif kept:
        messages.success(request, said)
    return not form.errors
