"""The malware scanner, where there is one: clamd, asked over its own protocol, which is two lines long."""

import socket
import struct
from io import BytesIO

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jtai.errors import Invalid, NotNow

CHUNK = 65_536
SECONDS = 30.0


class Scan(models.TextChoices):
    """What is known of a file."""

    NOT_SCANNED = "not-scanned", gettext_lazy("Not scanned for viruses")
    CLEAN = "clean", gettext_lazy("Scanned, no virus found")


def scan(data: bytes) -> Scan:
    """Ask the scanner of JTAI_CLAMD. Raises Invalid for what it finds, NotNow when it does not answer: unscanned is not clean."""
    host, _colon, port = settings.FILE_SCANNER.rpartition(":")
    if not host:
        return Scan.NOT_SCANNED
    try:
        said = _ask(host, int(port), data)
    except OSError as error:
        raise NotNow(_("The virus scanner does not answer, so the file was not kept. Try again in some minutes.")) from error
    if said.endswith("OK"):
        return Scan.CLEAN
    if said.endswith("FOUND"):
        raise Invalid(_("The virus scanner found something in this file, so it was not kept. Tell your IT support."))
    raise NotNow(_("The virus scanner could not read the file, so it was not kept. Try again in some minutes."))


def _ask(host: str, port: int, data: bytes) -> str:
    with socket.create_connection((host, port), timeout=SECONDS) as line:
        line.sendall(b"zINSTREAM\0")
        stream = BytesIO(data)
        while chunk := stream.read(CHUNK):
            line.sendall(struct.pack("!L", len(chunk)) + chunk)
        line.sendall(struct.pack("!L", 0))
        answer = b""
        while not answer.endswith(b"\0") and (more := line.recv(CHUNK)):
            answer += more
    return answer.rstrip(b"\0\n").decode(errors="replace")
