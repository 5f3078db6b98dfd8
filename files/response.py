"""Sends a stored file. Whether the person may have it was decided before, by the owner of the row that points to it."""

from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _

from files.models import StoredFile
from jtai.errors import NotNow

# What a file may do when a browser shows it: nothing but look as it looks. (Chrome's own PDF viewer needs the style.)
INERT = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'"
# One that is saved is never shown here; should a browser show it all the same, it is nobody's page.
SAVED = "default-src 'none'; frame-ancestors 'none'; sandbox"
PUBLIC_SECONDS = 300


def respond(
    file: StoredFile,
    *,
    filename: str,
    inline: bool = False,
    public: bool = False,
    request: HttpRequest | None = None,
) -> HttpResponseBase:
    """The file as a stream, named `filename` in any script, to save or (inline) to look at.

    public: caches may keep it for some minutes; otherwise nobody may. With `request`, an unchanged copy at the reader's
    (If-None-Match) is answered with 304. Raises NotNow when the bytes are not in the store.
    """
    tag = f'"{file.sha256}"'
    if request is not None and public:
        unchanged = get_conditional_response(request, etag=tag)
        if unchanged is not None:
            return _headed(unchanged, tag, public=public)
    try:
        stream = file.content.open("rb")
    except OSError as error:
        raise NotNow(
            _("This file is not in the file store at the moment. Tell support: file %(digest)s is missing.")
            % {"digest": file.sha256[:12]}
        ) from error
    response = FileResponse(stream, as_attachment=not inline, filename=filename, content_type=file.content_type)
    response["Content-Length"] = str(file.size)
    response["Content-Security-Policy"] = INERT if inline else SAVED
    return _headed(response, tag, public=public)


def _headed(response: HttpResponseBase, tag: str, *, public: bool) -> HttpResponseBase:
    response["ETag"] = tag
    response["X-Content-Type-Options"] = "nosniff"
    if public:
        patch_cache_control(response, public=True, max_age=PUBLIC_SECONDS)
    else:
        patch_cache_control(response, private=True, no_store=True)
    return response
