"""What may be uploaded, by its content; each refusal is a sentence."""

import io
import random
import socket
import struct
import threading
import zipfile
import zlib

import pytest
from django.core.exceptions import RequestDataTooBig
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base
from pypdf import PdfReader, PdfWriter

from files import kinds, names, scanning
from files.receiving import Bounded
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


def packed(words: bytes) -> bytes:
    """A PDF that keeps its objects in a compressed stream."""
    stream = zlib.compress(words)
    head = b"%%PDF-1.7\n1 0 obj << /Type /ObjStm /Filter /FlateDecode /Length %d >>\nstream\n" % len(stream)
    return head + stream + b"\nendstream endobj\n%%EOF\n"


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
    ],
)
def test_a_name_has_no_path_no_hidden_mark_and_the_ending_of_its_content(sent: str, shown: str) -> None:
    assert names.clean(sent, ".pdf") == shown


def test_a_sending_that_is_too_large_is_not_received(settings) -> None:
    settings.FILE_MAX_SENDING_BYTES = 1_000
    handler = Bounded()
    with pytest.raises(RequestDataTooBig):
        handler.handle_raw_input(None, {}, 1_001, None)
    assert handler.receive_data_chunk(b"a" * 900, 0) == b"a" * 900
    with pytest.raises(RequestDataTooBig):
        handler.receive_data_chunk(b"a" * 101, 900)


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
