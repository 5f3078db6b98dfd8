"""What may be uploaded, by its content; each refusal is a sentence."""

import contextlib
import io
import random
import socket
import struct
import subprocess
import sys
import threading
import time
import zipfile
import zlib

import pytest
from PIL import Image, ImageFile
from PIL.ExifTags import GPS, IFD, Base
from pypdf import PdfReader, PdfWriter

from files import commands, kinds, names, scanning
from jtai.errors import Invalid, NotNow


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 30), **options: object) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, "red").save(made, format=kind, **options)
    return made.getvalue()


def located() -> bytes:
    exif = Image.Exif()
    exif[Base.Make] = "Camera of a foster carer"
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (51.0, 30.0, 0.0)
    return picture(exif=exif, comment=b"taken at home")


def office(*extra: tuple[str, bytes], main: str = "word/document.xml") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(main, "<document/>")
        for name, data in extra:
            archive.writestr(name, data)
    return made.getvalue()


def pdf(script: str = "", password: str = "", attachment: bytes = b"") -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(width=72, height=72)
    if attachment:
        writer.add_attachment("a.exe", attachment)
    if password:
        writer.encrypt(password)
    made = io.BytesIO()
    writer.write(made)
    action = f"/Type /Catalog /OpenAction << /S /JavaScript /JS ({script}) >>" if script else "/Type /Catalog"
    return made.getvalue().replace(b"/Type /Catalog", action.encode())


def packed(words: bytes, says: bytes = b"/Type /ObjStm") -> bytes:
    """A PDF that keeps its objects in a compressed stream. says: stands in the dictionary before it."""
    stream = zlib.compress(words)
    head = b"%%PDF-1.7\n1 0 obj << %b /Filter /FlateDecode /Length %d >>\nstream\n" % (says, len(stream))
    return head + stream + b"\nendstream endobj\n%%EOF\n"


def related(kind: str, target: str, coding: str = "utf-8") -> bytes:
    """A Word document of which a part points at something outside."""
    words = (
        f'<?xml version="1.0" encoding="{coding}"?><Relationships xmlns="r"><Relationship Id="a" TargetMode="External" '
        f'Target="{target}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/></Relationships>'
    )
    return office(("word/_rels/settings.xml.rels", words.encode(coding)))


def squeezed(method: int) -> bytes:
    """A document that is packed in a way that Office does not use."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>" * 50)
    return made.getvalue()


def spoilt_lzma() -> bytes:
    data = bytearray(squeezed(zipfile.ZIP_LZMA))
    place = data.index(b"word/document.xml") + len("word/document.xml") + 12
    data[place : place + 6] = b"\xff" * 6
    return bytes(data)


GOOD = {
    "a.pdf": (pdf(), kinds.PDF),
    "a.png": (picture("PNG"), kinds.PNG),
    "a.jpg": (picture(), kinds.JPEG),
    "a.docx": (office(), kinds.MAIN_PARTS["word/document.xml"]),
    "a.xlsx": (office(main="xl/workbook.xml"), kinds.MAIN_PARTS["xl/workbook.xml"]),
    "a.txt": ("Plânt, \r\n\tline".encode(), kinds.TEXT),
    "old.txt": ("café".encode("cp1252"), kinds.TEXT),
    "a.csv": (b"\xef\xbb\xbfa,b\r\n1,2\r\n", kinds.CSV),
    "harmless.pdf": (packed(b"1 0 << /Type /Catalog /JScript 1 >>"), kinds.PDF),
    "outline.pdf": (
        b"%PDF-1.7\n1 0 obj << /First 12 0 R /Last 12 0 R >> endobj\n2 0 obj <<>>\nstream\n/JS/EF\nendstream\n%%EOF",
        kinds.PDF,
    ),
    "template.docx": (related("attachedTemplate", "file:///C:\\Templates\\Letter.dotx"), kinds.MAIN_PARTS["word/document.xml"]),
    "link.docx": (related("hyperlink", "https://gov.uk/"), kinds.MAIN_PARTS["word/document.xml"]),
    "chart.docx": (office(("word/embeddings/Sheet1.xlsx", b"PK")), kinds.MAIN_PARTS["word/document.xml"]),
}


@pytest.mark.parametrize("name", GOOD)
def test_what_inspectors_need_is_accepted_and_known_by_its_content(name: str) -> None:
    data, kind = GOOD[name]
    assert kinds.check(data, name=name).content_type == kind
    assert kinds.check(data, name="x.exe").content_type in {kind, kinds.TEXT}


BAD = {
    "empty.pdf": (b"", "empty"),
    "a.svg": (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "must be a PDF"),
    "a.html": (b"  <!DOCTYPE html><script>alert(1)</script>", "must be a PDF"),
    "page.txt": (b"\xef\xbb\xbf<html><body onload=x>", "must be a PDF"),
    "a.exe": (b"MZ\x90\x00\x03\x00\x00\x00", "must be a PDF"),
    "a.gif": (b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", "must be a PDF"),
    "old.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "must be a PDF"),
    "a.zip": (office(main="readme.txt"), "must be a PDF"),
    "macro.docx": (office(("word/vbaProject.bin", b"x")), "macros"),
    "entity.docx": (office(("word/a.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>")), "Save it again in Office"),
    "cut.docx": (office()[:-30], "damaged"),
    "fake.jpg": (b"\xff\xd8\xff\xe0" + b"\x00" * 300, "damaged"),
    "cut.png": (picture("PNG", (300, 300))[:60], "damaged"),
    "cut.pdf": (pdf()[:-10], "damaged"),
    "script.pdf": (pdf(script="app.alert(1)"), "script"),
    "hidden.pdf": (packed(b"1 0 << /S /J#61vaScript /J#53 (app.alert) >>"), "script"),
    "launch.pdf": (packed(b"1 0 << /S /Launch >>"), "script"),
    "inside.pdf": (pdf(attachment=b"MZ"), "script"),
    "bare.pdf": (
        b"%PDF-1.7\n1 0 obj << /EF << /F 2 0 R >> >> endobj\n2 0 obj <<>>\nstream\nMZ\nendstream\n%%EOF",
        "another file",
    ),
    "named.pdf": (packed(b"1 0 << /EmbeddedFiles 2 0 R >>"), "another file"),
    "pinned.pdf": (packed(b"1 0 << /Subtype /FileAttachment >>"), "another file"),
    "padded.pdf": (packed(b"1 0 << /S /Launch >>", b"/Type /ObjStm /Pad (" + b"x" * 2_000 + b")"), "script"),
    "objected.pdf": (packed(b"1 0 << /S /Launch >>", b"/Type /ObjStm /Pad (1 0 obj)"), "script"),
    "nameless.pdf": (packed(b"1 0 << /S /Launch >>", b"/N 1 /First 4"), "script"),
    "ends.pdf": (packed(b"1 0 << /S /Launch >>", b"/Type /ObjStm /Pad (endstream)"), "unusual"),
    "begins.pdf": (packed(b"1 0 << /S /Launch >>", b"/Type /ObjStm /Pad (stream\n)"), "unusual"),
    "foreseen.pdf": (packed(b"1 0 << >>", b"/Type /ObjStm /DecodeParms << /Predictor 12 >>"), "unusual"),
    "endless.pdf": (packed(b"1 0 << >>").replace(b"endstream", b""), "unusual"),
    "lzma.docx": (spoilt_lzma(), "packed"),
    "bzip.docx": (squeezed(zipfile.ZIP_BZIP2), "packed"),
    "remote.docx": (related("attachedTemplate", "https://evil.example/a.dotm"), "template"),
    "share.docx": (related("attachedTemplate", "file:///\\\\evil.example\\a.dotm"), "template"),
    "wide.docx": (related("attachedTemplate", "https://evil.example/a.dotm", "utf-16"), "template"),
    "spelt.docx": (related("&#x61;ttachedTemplate", "&#104;ttps://evil.example/a.dotm"), "template"),
    "ole.docx": (related("oleObject", "file:///C:\\a.exe"), "another file"),
    "object.docx": (office(("word/embeddings/oleObject1.bin", b"\xd0\xcf")), "another file"),
    "macros.docx": (office(("word/embeddings/Sheet.XLSM", b"PK")), "macros"),
    "utf16.docx": (office(("word/a.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>".encode("utf-16"))), "Save it again in Office"),
    "late.docx": (office(("word/a.xml", b" " * 70_000 + b"<!DOCTYPE a><a/>")), "Save it again in Office"),
    "many.docx": (office(("word/_rels/a.rels", b"<a>" + b"<b/>" * 3_000_000 + b"</a>")), "links"),
    "locked.pdf": (pdf(password="secret"), "password"),
    "odd.pdf": (b"%PDF-1.7\n1 0 obj << /Type /ObjStm >>\nstream\nnot packed\nendstream endobj\n%%EOF", "damaged"),
}


@pytest.mark.parametrize("name", BAD)
def test_everything_else_is_refused_with_a_sentence(name: str) -> None:
    data, words = BAD[name]
    with pytest.raises(Invalid, match=words):
        kinds.check(data, name=name)
    if data:
        with pytest.raises(Invalid):
            kinds.check(data, name="harmless.txt")


def test_a_file_may_have_so_many_bytes(settings) -> None:
    settings.FILE_MAX_BYTES = 2 * kinds.MEGABYTE
    assert kinds.check(b"a" * settings.FILE_MAX_BYTES, name="a.txt").content_type == kinds.TEXT
    with pytest.raises(Invalid, match="smaller than 2 MB"):
        kinds.check(b"a" * (settings.FILE_MAX_BYTES + 1), name="a.txt")


@pytest.mark.parametrize("data", [office(("word/a.bin", b"\0" * 3 * kinds.MEGABYTE)), packed(b" " * 3 * kinds.MEGABYTE)])
def test_a_bomb_is_not_unpacked_beyond_its_limit(settings, data: bytes) -> None:
    assert len(data) < 100_000
    kinds.check(data, name="a")
    settings.FILE_MAX_UNPACKED_BYTES = 2 * kinds.MEGABYTE
    with pytest.raises(Invalid, match="unpack to less than 2 MB"):
        kinds.check(data, name="a")


@pytest.mark.parametrize(
    "each",
    [
        b"1 0 obj<</Type/ObjStm>>stream\n" + zlib.compress(b"") + b"\nendstream endobj\n",
        b"1 0 obj<</Type/ObjStm>>stream\n" + zlib.compress(b""),
        b"/ObjStm stream\n",
        b"/ObjStm ",
        b"stream\n",
    ],
)
def test_a_pdf_of_many_small_parts_is_read_in_one_go(each: bytes) -> None:
    data = b"%PDF-1.7\n" + each * (4 * kinds.MEGABYTE // len(each)) + b"endstream\n%%EOF\n"
    begun = time.process_time()
    with contextlib.suppress(Invalid):
        kinds.check(data, name="a.pdf")
    assert time.process_time() - begun < 3


def test_object_streams_without_anything_in_them_count_against_the_limit(settings) -> None:
    settings.FILE_MAX_UNPACKED_BYTES = kinds.MEGABYTE
    one = b"1 0 obj<</Type/ObjStm>>stream\n" + zlib.compress(b"") + b"\nendstream endobj\n"
    kinds.check(b"%PDF-1.7\n" + one * 1_000 + b"%%EOF\n", name="a.pdf")
    with pytest.raises(Invalid, match="unpack to less than 1 MB"):
        kinds.check(b"%PDF-1.7\n" + one * 1_100 + b"%%EOF\n", name="a.pdf")


def test_a_document_may_have_so_many_parts(settings) -> None:
    settings.FILE_MAX_PARTS = 3
    kinds.check(office(("a", b"")), name="a.docx")
    with pytest.raises(Invalid, match="fewer than 3 parts"):
        kinds.check(office(("a", b""), ("b", b"")), name="a.docx")


def test_a_picture_may_have_so_many_pixels_and_is_not_drawn_to_find_out(settings) -> None:
    settings.FILE_MAX_PIXELS = 1_000_000
    with pytest.raises(Invalid, match="fewer than 1 million pixels"):
        kinds.check(picture("PNG", (1001, 1000)), name="a.png")
    # Says that it is 60,000 × 60,000, and has nothing behind that.
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    claims = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + head + struct.pack(">I", zlib.crc32(b"IHDR" + head))
    with pytest.raises(Invalid, match="pixels"):
        kinds.check(claims + b"\0\0\0\0IDAT" + struct.pack(">I", zlib.crc32(b"IDAT")), name="a.png")


def test_one_picture_is_drawn_at_a_time(monkeypatch) -> None:
    monkeypatch.setattr(kinds, "PATIENCE", 0.01)
    with kinds.DRAWING, pytest.raises(NotNow, match="Try again in a minute"):
        kinds.check(picture(), name="a.jpg")
    assert kinds.check(picture(), name="a.jpg").content_type == kinds.JPEG
    with pytest.raises(Invalid):
        kinds.check(picture()[:60], name="a.jpg")
    assert not kinds.DRAWING.locked()


DRAW = """
import io, sys
from PIL import Image, ExifTags
import django
django.setup()
from django.conf import settings
from files import kinds
exif = Image.Exif()
exif[ExifTags.Base.Orientation] = 6
made = io.BytesIO()
Image.new(sys.argv[2], (settings.FILE_MAX_PIXELS // 5_000, 5_000)).save(made, format=sys.argv[1], exif=exif)
kinds.check(made.getvalue(), name="a")
# The kernel's own line: getrusage would tell the size of the process from which this one was forked.
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


def test_a_cut_picture_is_refused_also_where_pdfs_are_built(monkeypatch: pytest.MonkeyPatch) -> None:
    """WeasyPrint lets them pass for its whole process."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    with pytest.raises(Invalid, match="damaged"):
        kinds.check(located()[:-400], name="a.jpg")
    assert ImageFile.LOAD_TRUNCATED_IMAGES


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "RGBA"), ("JPEG", "RGB")])
def test_the_largest_picture_takes_no_more_than_it_must(kind: str, mode: str) -> None:
    done = subprocess.run([sys.executable, "-c", DRAW, kind, mode], capture_output=True, text=True, check=True, timeout=120)
    assert int(done.stdout) < 350 * 1024


def test_a_picture_forgets_where_it_was_taken_and_what_was_hidden_behind_it() -> None:
    data = located() + b"PK\x03\x04 something else"
    assert b"foster carer" in data
    made = kinds.check(data, name="a.jpg").data
    assert (b"foster" in made, b"taken at home" in made, b"PK\x03\x04" in made) == (False, False, False)
    with Image.open(io.BytesIO(made)) as again:
        assert (dict(again.getexif()), again.size, again.info.get("comment")) == ({}, (40, 30), None)
    assert kinds.check(data, name="a.jpg").data == made


def test_a_cut_or_spoilt_file_is_never_a_fault() -> None:
    chance = random.Random(7)
    answers = set()
    for data, _kind in GOOD.values():
        for _try in range(150):
            spoilt = bytearray(data[: chance.randrange(1, len(data) + 1)])
            for _byte in range(chance.randrange(4)):
                spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
            try:
                answers.add(kinds.check(bytes(spoilt), name="a").content_type)
            except Invalid as refusal:
                answers.add(str(refusal)[:20])
    assert len(answers) > 6


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("C:\\Users\\me\\Minutes March.DOCX", "Minutes March.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("report.pdf.exe", "report.pdf.pdf"),
        ("a\r\nSet-Cookie: b\x00c.pdf", "aSet-Cookie bc.pdf"),
        ("gpj.\u202eexe.pdf", "gpj.exe.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("", "file.pdf"),
        ("x" * 400, "x" * 116 + ".pdf"),
        ("Ysbyty Gŵyn.pdf", "Ysbyty Gŵyn.pdf"),
        ("Meeting with J.Smith", "Meeting with J.Smith.pdf"),
        ("a.pdf", "a.pdf"),
    ],
)
def test_a_name_has_no_path_no_hidden_mark_and_the_ending_of_its_content(sent: str, shown: str) -> None:
    assert names.clean(sent, ".pdf") == shown


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("bad.exe", ".exe"), ("fake.PDF ", ".pdf"), ("song.mp3", ".mp3"), ("a.7z", ".7z"), ("notes.txt", ""), ("April.CSV", ""),
        ("Minutes of Dr. Smith", ""), ("Notes 2.1", ""), ("readme", ""), ("", ""), ("Meeting with J.Smith", ""),
        ("notes.v2", ""), ("report.final", ""), ("a.json", ".json"), ("setup.MSI", ".msi"), ("letter.odt", ".odt"),
    ],
)  # fmt: skip
def test_plain_text_that_calls_itself_something_else_is_refused_and_not_renamed(name: str, ending: str) -> None:
    assert names.not_of_text(name) == ending
    if not ending:
        assert commands.accept(b"a,b", name=name).content_type in {kinds.TEXT, kinds.CSV}
        return
    with pytest.raises(Invalid) as refused:
        commands.accept(b"a,b", name=name)
    assert str(refused.value).startswith(f"The file is plain text, but its name ends in {ending}. Choose the right file; or,")
    assert commands.accept(picture(), name=name).name.endswith(".jpg")


@pytest.fixture
def scanner(settings):
    """A daemon that speaks clamd's protocol and finds what it is told to find."""
    server = socket.create_server(("127.0.0.1", 0))
    settings.FILE_SCANNER = f"127.0.0.1:{server.getsockname()[1]}"

    def serve() -> None:
        while True:
            try:
                line, _address = server.accept()
            except OSError:
                return
            with line, line.makefile("rb") as stream:
                assert stream.read(10) == b"zINSTREAM\0"
                data = b""
                while size := struct.unpack("!L", stream.read(4))[0]:
                    data += stream.read(size)
                line.sendall(b"stream: Eicar FOUND\0" if b"virus" in data else b"stream: OK\0")

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield server
    server.close()


@pytest.mark.usefixtures("scanner")
def test_the_scanner_is_asked_where_there_is_one(settings) -> None:
    assert scanning.scan(b"harmless" * 20_000) == scanning.Scan.CLEAN
    with pytest.raises(Invalid, match="found something"):
        scanning.scan(b"a virus")
    settings.FILE_SCANNER = ""
    assert scanning.scan(b"a virus") == scanning.Scan.NOT_SCANNED


def test_what_the_scanner_cannot_look_at_is_not_kept(settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        settings.FILE_SCANNER = f"127.0.0.1:{closed.getsockname()[1]}"
    with pytest.raises(NotNow, match="does not answer"):
        scanning.scan(b"a")


def test_the_pdf_of_these_tests_is_one() -> None:
    assert len(PdfReader(io.BytesIO(pdf())).pages) == 1
