"""How uploads come in: to the disk, and no more at once than the disk should have to take.

The words of a form are read before anything else is known of it (its token is among them), so this is where files are kept
from the disk that no page asked for, or that somebody sends who has not signed in.
"""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from jtai.counted import RATE_LIMITED


class Bounded(FileUploadHandler):
    """The first handler: refuses a sending that says it is too large, and one that turns out to be.

    Only a page that takes files has the large limit; it still does not keep those of strangers, whom it sends to sign in.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.takes_files = _takes_files(request)
        self.left = settings.FILE_MAX_SENDING_BYTES if self.takes_files else settings.DATA_UPLOAD_MAX_MEMORY_SIZE

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None) -> None:  # noqa: ARG002, N803 -- Django's names
        """Before the first byte is read."""
        if content_length > self.left:
            raise RequestDataTooBig("The files that were sent are too large together.")

    def new_file(self, *arguments: Any, **named: Any) -> None:
        """Reads over it where nobody may send one."""
        super().new_file(*arguments, **named)
        user = getattr(self.request, "user", None)
        if not self.takes_files or user is None or not user.is_authenticated:
            raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002 -- Django's names
        """Pass on to the handlers that keep it."""
        self.left -= len(raw_data)
        if self.left < 0:
            raise RequestDataTooBig("The files that were sent are too large together.")
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler has the file."""


def _takes_files(request: HttpRequest | None) -> bool:
    """By the name of the address; the door matrix has a row for each."""
    match = request.resolver_match if request else None
    return bool(match and RATE_LIMITED.get(str(match.url_name)) == "upload")
