"""How a request is read before anything else sees it. Apart from jtai.wsgi, which freezes the process that imports it."""

import sys
from typing import Any

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.utils.http import parse_header_parameters

# How words may be encoded. Python knows more codecs than texts have ("base64", "idna"), and they fail where nothing catches it.
READ = {"utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "latin-1", "windows-1252"}


class Request(WSGIRequest):
    """A Content-Type or length that cannot be read counts as none, and a strange charset is not tried.

    Django reads both while the request is being made, outside everything that turns a fault into an answer: with
    `charset=base64` the server's own page for faults came, and a stack trace in the log.
    """

    def __init__(self, environ: dict[str, Any]) -> None:
        length = environ.get("CONTENT_LENGTH") or "0"
        if not (length.isascii() and length.isdecimal()):
            environ["CONTENT_LENGTH"] = "0"  # Django turns it into a number again later, where it would be a fault
        elif int(length[:20]) > sys.maxsize:
            environ["CONTENT_LENGTH"] = str(sys.maxsize)  # the most that a stream can be asked for
        super().__init__(environ)

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        try:
            self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        except (LookupError, ValueError):
            self.content_type, self.content_params = "", {}
        charset = self.content_params.get("charset", "").lower()
        if charset in READ:
            # Not through the property: it reads the query string anew, here, where nobody would catch that it is too long.
            self._encoding = charset


class Application(WSGIHandler):
    """Django's, with requests of the kind above."""

    request_class = Request
