"""What may be uploaded: known by its content, never by its name, and small enough when it is unpacked as well."""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

import puremagic
from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from jtai.errors import Invalid

PDF, PNG, JPEG, TEXT, CSV = "application/pdf", "image/png", "image/jpeg", "text/plain; charset=utf-8", "text/csv; charset=utf-8"
OFFICE = "application/vnd.openxmlformats-officedocument"
# The part without which it is not such a document → its type.
MAIN_PARTS = {
    "word/document.xml": f"{OFFICE}.wordprocessingml.document",
    "xl/workbook.xml": f"{OFFICE}.spreadsheetml.sheet",
    "ppt/presentation.xml": f"{OFFICE}.presentationml.presentation",
}
ENDINGS = {
    PDF: ".pdf", PNG: ".png", JPEG: ".jpg", TEXT: ".txt", CSV: ".csv",
    MAIN_PARTS["word/document.xml"]: ".docx", MAIN_PARTS["xl/workbook.xml"]: ".xlsx", MAIN_PARTS["ppt/presentation.xml"]: ".pptx",
}  # fmt: skip
HEAD = 8_192
CHUNK = 65_536
# What a PDF may not bring along: programs, and orders to start some.
ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFile|RichMedia|XFA)(?![A-Za-z])")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
STREAM = re.compile(rb"stream\r?\n")
MARKUP = re.compile(r"\s*<(?:!doctype|html|svg|\?xml|script|!--|head|body|iframe|object|embed)", re.IGNORECASE)
HIDDEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Checked:
    """Bytes that may be kept. content_type: as found in them."""

    data: bytes
    content_type: str


def check(data: bytes, *, name: str) -> Checked:
    """What these bytes are. Pictures come back drawn anew, without place, camera or anything else beside the picture.

    name: only tells a table of text (.csv) from other text. Raises Invalid with a sentence that names the limit.
    """
    if not data:
        raise Invalid(_("The file is empty. Choose a file that has something in it."))
    if len(data) > settings.FILE_MAX_BYTES:
        raise Invalid(
            _("The file must be smaller than %(limit)d MB. Split it, or save it in a smaller form.")
            % {"limit": settings.FILE_MAX_BYTES // MEGABYTE}
        )
    return _reader_of(data)(data, name)


def _reader_of(data: bytes) -> Callable[[bytes, str], Checked]:
    """By what the first bytes say."""
    try:
        said = {match.mime_type for match in puremagic.magic_string(data[:HEAD])}
    except (puremagic.PureError, ValueError):
        said = set()
    if data.startswith(b"%PDF-"):
        return _pdf
    if {PNG, JPEG} & said:
        return _picture
    if data.startswith(b"PK\x03\x04"):
        return _office
    return _text


def _not_accepted() -> Invalid:
    return Invalid(
        _(
            "The file must be a PDF, a Word, Excel or PowerPoint document (.docx, .xlsx, .pptx), a PNG or JPEG picture, or plain text or CSV."
        )
    )


# Pictures


def _picture(data: bytes, _name: str) -> Checked:
    """Drawn anew: what else was in the file (where and with what it was taken, or a second file behind it) is gone."""
    try:
        with Image.open(io.BytesIO(data), formats=["PNG", "JPEG"]) as picture:
            if picture.width * picture.height > settings.FILE_MAX_PIXELS:
                raise _too_many_pixels()
            kind = str(picture.format)
            upright = ImageOps.exif_transpose(picture)
            plain = upright.convert("RGB") if kind == "JPEG" or upright.mode not in {"1", "L", "LA", "RGB", "RGBA"} else upright
            plain.info.clear()
            made = io.BytesIO()
            plain.save(made, format=kind, quality=90)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise Invalid(_("The picture is damaged and cannot be opened. Save it again as PNG or JPEG.")) from error
    return Checked(made.getvalue(), PNG if kind == "PNG" else JPEG)


def _too_many_pixels() -> Invalid:
    limit = settings.FILE_MAX_PIXELS // 1_000_000
    return Invalid(_("The picture must have fewer than %(limit)d million pixels. Make it smaller.") % {"limit": limit})


# Office documents


def _office(data: bytes, _name: str) -> Checked:
    """A zip: every part is unpacked once, and thrown away, to see that it is no more than it says."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > settings.FILE_MAX_PARTS:
                raise Invalid(_("The document must have fewer than %(limit)d parts.") % {"limit": settings.FILE_MAX_PARTS})
            names = {part.filename for part in parts}
            kind = next((kind for main, kind in MAIN_PARTS.items() if main in names), "")
            if not kind or "[Content_Types].xml" not in names:
                raise _not_accepted()
            if any(name.lower().endswith(("vbaproject.bin", ".exe", ".dll", ".js", ".vbs")) for name in names):
                raise Invalid(_("The document has macros in it. Save it without macros, as .docx, .xlsx or .pptx."))
            if any(part.flag_bits & 1 for part in parts):
                raise Invalid(_("The document is protected by a password. Take the password off and upload it again."))
            _unpack(archive, parts)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError, ValueError) as error:
        raise Invalid(_("The document is damaged and cannot be opened. Save it again and upload it.")) from error
    return Checked(data, kind)


def _unpack(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    left = settings.FILE_MAX_UNPACKED_BYTES
    for part in parts:
        with archive.open(part) as stream:
            begins = True
            while chunk := stream.read(CHUNK):
                left -= len(chunk)
                if left < 0:
                    limit = settings.FILE_MAX_UNPACKED_BYTES // MEGABYTE
                    raise Invalid(_("The document must unpack to less than %(limit)d MB. Make it smaller.") % {"limit": limit})
                if begins and b"<!DOCTYPE" in chunk and part.filename.endswith((".xml", ".rels")):
                    raise Invalid(
                        _("The document has a part that Office does not write. Save it again in Office and upload it.")
                    )
                begins = False


# PDF


def _pdf(data: bytes, _name: str) -> Checked:
    """Refused when it carries programs or is locked. What is packed inside is looked into, as far as the limit goes."""
    if b"%%EOF" not in data[-2_048:]:
        raise Invalid(_("The PDF is damaged or cut off. Save it again and upload it."))
    for words in _readable(data):
        named = ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), words)
        if b"/Encrypt" in named:
            raise Invalid(_("The PDF is protected by a password. Take the password off and upload it again."))
        if ACTIVE.search(named):
            raise Invalid(
                _("The PDF has a script, a form program or another file in it. Print it to a new PDF and upload that.")
            )
    return Checked(data, PDF)


def _readable(data: bytes) -> Iterator[bytes]:
    """The file itself, and the packed objects in it (pictures and fonts are left packed)."""
    yield data
    left = settings.FILE_MAX_UNPACKED_BYTES
    for match in STREAM.finditer(data):
        head = data[max(0, match.start() - 512) : match.start()].rpartition(b" obj")[2]
        if b"/ObjStm" not in ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), head):
            continue
        unpacker = zlib.decompressobj()
        try:
            words = unpacker.decompress(data[match.end() :], left)
        except zlib.error as error:
            raise Invalid(
                _("The PDF is damaged or packed in an unusual way. Print it to a new PDF and upload that.")
            ) from error
        left -= len(words)
        if left <= 0:
            limit = settings.FILE_MAX_UNPACKED_BYTES // MEGABYTE
            raise Invalid(_("The PDF must unpack to less than %(limit)d MB. Make it smaller.") % {"limit": limit})
        yield words


# Text


def _text(data: bytes, name: str) -> Checked:
    """Words without anything that a browser or a terminal would obey; kept as UTF-8."""
    for coding in ("utf-8-sig", "cp1252"):
        try:
            words = data.decode(coding)
        except UnicodeDecodeError:
            continue
        if HIDDEN.search(words) or MARKUP.match(words):
            break
        return Checked(words.encode(), CSV if PurePath(name).suffix.lower() == ".csv" else TEXT)
    raise _not_accepted()
