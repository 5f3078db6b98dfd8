"""The parts of an Office document: each is unpacked once, and thrown away, to see that it is no more than it says."""

import zipfile
from pathlib import PurePosixPath
from typing import Any
from xml.parsers import expat

from django.conf import settings
from django.utils.translation import gettext as _

from jtai.errors import Invalid

CHUNK = 65_536
MEGABYTE = 1024 * 1024
# Office packs in these two ways only; the others have unpackers of their own, with faults of their own.
PACKINGS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
PROGRAMS = ("vbaproject.bin", ".exe", ".dll", ".js", ".vbs", ".docm", ".xlsm", ".pptm", ".xlsb", ".dotm", ".xltm", ".potm")
# An object of another program, kept in a form that nobody here can look into. A chart's own workbook is no such thing.
OBJECTS = ("embeddings", "activex")
# What Office fetches as soon as the document is opened. A link that a reader presses, or a linked picture, is none of these.
FETCHED = {"attachedtemplate", "oleobject", "subdocument", "frame"}
LARGEST_LINKS = 10 * MEGABYTE


def look_at_names(parts: list[zipfile.ZipInfo]) -> None:
    """Raises Invalid for programs, objects of other programs, a password, and packings that Office does not use."""
    for part in parts:
        name = PurePosixPath(part.filename.lower().replace("\\", "/"))
        if str(name).endswith(PROGRAMS):
            raise Invalid(_("The document has macros in it. Save it without macros, as .docx, .xlsx or .pptx."))
        if name.suffix == ".bin" and any(folder in name.parts[:-1] for folder in OBJECTS):
            raise _another_file()
        if part.flag_bits & 1:
            raise Invalid(_("The document is protected by a password. Take the password off and upload it again."))
        if part.compress_type not in PACKINGS:
            raise Invalid(_("The document is packed in an unusual way. Save it again in Office and upload it."))


def unpack(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """Raises Invalid when they come to more than the limit, or one has a document type or fetches something."""
    left, links = settings.FILE_MAX_UNPACKED_BYTES, LARGEST_LINKS
    for part in parts:
        name, words = part.filename.lower(), bytearray()
        begins, is_links = True, name.endswith(".rels")
        with archive.open(part) as stream:
            while chunk := stream.read(CHUNK):
                left -= len(chunk)
                if left < 0:
                    limit = settings.FILE_MAX_UNPACKED_BYTES // MEGABYTE
                    raise Invalid(_("The document must unpack to less than %(limit)d MB. Make it smaller.") % {"limit": limit})
                if begins and name.endswith(".xml"):
                    _look_at_beginning(chunk)
                begins = False
                if is_links:
                    links -= len(chunk)
                    words += chunk
                if links < 0:
                    limit = LARGEST_LINKS // MEGABYTE
                    raise Invalid(
                        _("The document must have less than %(limit)d MB of links. Take some out.") % {"limit": limit}
                    )
        if is_links:
            _look_at_links(bytes(words))


def _reader() -> Any:
    """Expat in whatever coding the part has, stopping at a document type: without one there is no entity and nothing to fetch."""
    reader = expat.ParserCreate()
    reader.StartDoctypeDeclHandler = _has_a_document_type
    return reader


def _has_a_document_type(*_words: object) -> None:
    raise _not_of_office()


def _look_at_beginning(chunk: bytes) -> None:
    """A document type can stand only before the first element, and that one stands near the beginning."""
    began: list[str] = []
    reader = _reader()
    reader.StartElementHandler = lambda name, _attributes: began.append(name)
    try:
        reader.Parse(chunk, False)  # this is not the end
    except expat.ExpatError as error:
        # What is wrong after the first element is Office's to say.
        if not began:
            raise _not_of_office() from error
    if not began:
        raise _not_of_office()


def _look_at_links(words: bytes) -> None:
    reader = _reader()
    reader.StartElementHandler = _look_at_link
    try:
        reader.Parse(words, True)  # this is all
    except expat.ExpatError as error:
        raise _not_of_office() from error


def _look_at_link(_name: str, attributes: dict[str, str]) -> None:
    """Attributes come with their character references read, so that no spelling hides a word."""
    kind = attributes.get("Type", "").rstrip("/").rpartition("/")[2].strip().lower()
    if attributes.get("TargetMode", "").strip().lower() != "external" or kind not in FETCHED:
        return
    if kind != "attachedtemplate":
        raise _another_file()
    if not _is_on_own_disk(attributes.get("Target", "")):
        raise Invalid(
            _(
                "The document takes its template from another computer. Attach the template “Normal” to it, or save it as a PDF, and upload it."
            )
        )


def _is_on_own_disk(target: str) -> bool:
    """A drive of its own, as Word writes for every template but its own; it leads nowhere on another computer."""
    path = target.strip().lower().removeprefix("file:///").replace("\\", "/")
    return path[:1].isalpha() and path[1:3] == ":/"


def _another_file() -> Invalid:
    return Invalid(_("The document has another file in it. Take that out, or save the document as a PDF, and upload it."))


def _not_of_office() -> Invalid:
    return Invalid(_("The document has a part that Office does not write. Save it again in Office and upload it."))
