"""What may be uploaded: known by its content, never by its name, and small enough when it is unpacked as well."""

import io
import re
import threading
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

import puremagic
from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from files.parts import look_at_names, unpack
from jtai.errors import Invalid, NotNow

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
# What a PDF may not bring along: programs, orders to start some, and other files. The two shortest names would turn up by
# chance in the pictures of a large file; so they count only where a value follows that they can have.
ACTIVE = re.compile(
    rb"/(?:(?:JavaScript|Launch|EmbeddedFiles?|FileAttachment|RichMedia|XFA)(?![A-Za-z])"
    rb"|(?:JS|EF)[\s\x00]*+(?:[(<%]|\d++[\s\x00%]))"
)
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
# What says that the stream is a packed-up lot of objects: its type, or the place of the first, by which some programs know it.
PACKED = re.compile(rb"/(?:ObjStm(?![A-Za-z])|First[\s\x00]*+\d++(?![\s\x00]+\d+[\s\x00]+R))")
BEGINS = re.compile(rb"[ \t]*\r?\n")
LARGEST_BYTES = 32 * 1024 * 1024  # that one object stream may have: it is looked at as a whole
LEAST_BYTES = 1_024  # that an object stream counts for, however little is in it: looking costs time as well
MARKUP = re.compile(r"\s*<(?:!doctype|html|svg|\?xml|script|!--|head|body|iframe|object|embed)", re.IGNORECASE)
HIDDEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
MEGABYTE = 1024 * 1024
DRAWING = threading.Lock()
PATIENCE = 30.0  # seconds that a picture waits for those before it
MODES = {"PNG": {"1", "L", "LA", "RGB", "RGBA"}, "JPEG": {"L", "RGB"}}


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
    """Drawn anew: what else was in the file (where and with what it was taken, or a second file behind it) is gone.

    One at a time in each process: a drawn picture takes four bytes of memory a pixel, twice that while it is turned.
    """
    if not DRAWING.acquire(timeout=PATIENCE):
        raise NotNow(_("Too many pictures are being looked at just now, so the picture was not kept. Try again in a minute."))
    # What builds the PDFs lets cut pictures pass, for its whole process; whoever uploads one should hear of it.
    lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        return _drawn_anew(data)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise Invalid(_("The picture is damaged and cannot be opened. Save it again as PNG or JPEG.")) from error
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient
        DRAWING.release()


def _drawn_anew(data: bytes) -> Checked:
    with Image.open(io.BytesIO(data), formats=["PNG", "JPEG"]) as picture:
        if picture.width * picture.height > settings.FILE_MAX_PIXELS:
            raise _too_many_pixels()
        kind = "PNG" if picture.format == "PNG" else "JPEG"
        ImageOps.exif_transpose(picture, in_place=True)
        # Converted only where it must be: a picture that has the mode already would be copied.
        plain = picture if picture.mode in MODES[kind] else picture.convert("RGB")
        plain.info.clear()
        made = io.BytesIO()
        plain.save(made, format=kind, quality=90)
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
            look_at_names(parts)
            unpack(archive, parts)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError, ValueError) as error:
        raise Invalid(_("The document is damaged and cannot be opened. Save it again and upload it.")) from error
    return Checked(data, kind)


# PDF


def _pdf(data: bytes, _name: str) -> Checked:
    """Refused when it carries programs or is locked. What is packed inside is looked into, as far as the limit goes."""
    if b"%%EOF" not in data[-2_048:]:
        raise Invalid(_("The PDF is damaged or cut off. Save it again and upload it."))
    for words in _readable(data):
        named = _unescaped(words)
        if b"/Encrypt" in named:
            raise Invalid(_("The PDF is protected by a password. Take the password off and upload it again."))
        if ACTIVE.search(named):
            raise Invalid(
                _("The PDF has a script, a form program or another file in it. Print it to a new PDF and upload that.")
            )
    return Checked(data, PDF)


def _readable(data: bytes) -> Iterator[bytes]:
    """The file itself, and the packed objects in it (pictures and fonts are left packed).

    Goes from one "stream" to the next, so that each byte is looked at once however the file is built. Whatever stands
    between two of them belongs to what follows, and what is not built as every program builds it is refused, not guessed at.
    """
    yield data
    left, place, whole = settings.FILE_MAX_UNPACKED_BYTES, 0, memoryview(data)
    while (at := data.find(b"stream", place)) >= 0:
        head, place = _unescaped(data[place:at]), at + len(b"stream")
        if PACKED.search(head) is None:
            continue
        begins, ends = BEGINS.match(data, place), data.find(b"stream", place)
        if begins is None or b"/Predictor" in head or data[ends - 3 : ends] != b"end":
            raise _unusual()
        unpacker = zlib.decompressobj()
        try:
            words = unpacker.decompress(whole[begins.end() : ends - 3], min(left, LARGEST_BYTES))
        except zlib.error as error:
            raise _unusual() from error
        left -= max(len(words), LEAST_BYTES)
        if left <= 0:
            limit = settings.FILE_MAX_UNPACKED_BYTES // MEGABYTE
            raise Invalid(_("The PDF must unpack to less than %(limit)d MB. Make it smaller.") % {"limit": limit})
        if not unpacker.eof:
            raise _unusual()
        yield words


def _unescaped(words: bytes) -> bytes:
    return ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), words) if b"#" in words else words


def _unusual() -> Invalid:
    return Invalid(_("The PDF is damaged or packed in an unusual way. Print it to a new PDF and upload that."))


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
