"""How uploads come in: to the disk, and no more at once than the disk should have to take."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler


class Bounded(FileUploadHandler):
    """The first handler: refuses a sending that says it is too large, and one that turns out to be."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.left = settings.FILE_MAX_SENDING_BYTES

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None) -> None:  # noqa: ARG002, N803 -- Django's names
        """Before the first byte is read."""
        if content_length > self.left:
            raise RequestDataTooBig("The files that were sent are too large together.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002 -- Django's names
        """Pass on to the handlers that keep it."""
        self.left -= len(raw_data)
        if self.left < 0:
            raise RequestDataTooBig("The files that were sent are too large together.")
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler has the file."""
