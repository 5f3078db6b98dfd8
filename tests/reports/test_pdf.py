"""The printed letter: conforming, the same bytes each time, offline, and with every word."""

import re
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from weasyprint import HTML

from jtai.printed import digest
from reports import pdf
from reports.content import Content, arrange
from tests import pdfcheck
from tests.reports import letters

ROOT = Path(__file__).resolve().parents[2]
NASTY = "</style><script>alert(1)</script> <img src='http://127.0.0.1:9/x'> & “quotes” {{ letter }} {% now %} É Ж \u202eabc"


def rendered(content: Content) -> pdf.Rendered:
    return pdf.render(content, identifier=digest(content)[:32])


def words_of(data: bytes) -> str:
    pages = [page.extract_text() for page in PdfReader(BytesIO(data)).pages]
    return re.sub(r"\s+", " ", " ".join(pages))


@pytest.fixture(scope="module")
def eight() -> pdf.Rendered:
    return rendered(letters.eight_pages())


@pytest.fixture(scope="module")
def thirty() -> pdf.Rendered:
    return rendered(letters.thirty_pages())


@pytest.fixture(scope="module")
def others() -> dict[str, pdf.Rendered]:
    """Small, empty, without a topic, without headings, and with hostile words."""
    facts = letters.facts("2018", studies=1)
    hostile = tuple(
        replace(section, title=section.title and f"{section.title} {NASTY}", paragraphs=tuple(
            replace(paragraph, text=f"{NASTY}\n\n- {NASTY}\n- two", heading=NASTY) for paragraph in section.paragraphs
        ))
        for section in facts.sections
    )  # fmt: skip
    return {
        "door": rendered(letters.content("2022-front-door", priorities=0, strengths=0, studies=0, demonstration=False)),
        "nothing": rendered(letters.content("2018", strengths=0, improvements=0, studies=0, priorities=0, summary=0)),
        "hostile": rendered(arrange(replace(facts, sections=hostile, title=NASTY))[0]),
        "busy": rendered(letters.content("2022-thematic", main=45, improvements=12, strengths=14, studies=3, priorities=5)),
    }


def test_the_sizes_are_those_of_real_letters(eight, thirty):
    assert eight.pages == 8
    assert 28 <= thirty.pages <= 32


def test_pdfua_finds_nothing(eight, thirty, others, tmp_path):
    for document in (eight, thirty, *others.values()):
        assert pdfcheck.pdfua(document.data, tmp_path) == {}


@pytest.mark.skipif(not pdfcheck.has_java(), reason="veraPDF needs Java: apt-get install default-jre-headless")
def test_verapdf_finds_nothing_in_106_rules(eight, thirty, others, tmp_path):
    documents = {"eight": eight.data, "thirty": thirty.data, **{name: one.data for name, one in others.items()}}
    assert pdfcheck.verapdf(documents, tmp_path) == {name: {} for name in documents}


def bad_files() -> dict[str, bytes]:
    """What our letter could become by a careless hand: untagged; a heading level skipped; no title and no language."""
    good = pdf.html(letters.content("2022-front-door", main=2, improvements=1, strengths=0))
    skipped = re.sub(r"<h2([ >])", r"<h4\1", good).replace("</h2>", "</h4>")
    nameless = re.sub(r"<title>.*?</title>", "<title></title>", good).replace(' lang="en-GB"', "")
    return {
        "untagged": HTML(string=good).write_pdf(),
        "skipped": HTML(string=skipped).write_pdf(pdf_variant="pdf/ua-1"),
        "nameless": HTML(string=nameless).write_pdf(pdf_variant="pdf/ua-1"),
    }


@pytest.mark.skipif(not pdfcheck.has_java(), reason="veraPDF needs Java: apt-get install default-jre-headless")
def test_the_checkers_do_find_what_is_wrong(tmp_path):
    bad = bad_files()
    by_pdfua = {name: pdfcheck.pdfua(data, tmp_path) for name, data in bad.items()}
    by_verapdf = pdfcheck.verapdf(bad, tmp_path)
    assert by_pdfua["untagged"]
    assert by_pdfua["nameless"]
    assert all(by_verapdf.values()), by_verapdf
    assert "7.4.2-1" in by_verapdf["skipped"]


def test_the_same_content_gives_the_same_bytes_in_another_process(eight, tmp_path):
    program = (
        "import sys, django; django.setup()\n"
        "from reports import pdf; from jtai.printed import digest; from tests.reports import letters\n"
        "c = letters.eight_pages()\n"
        "open(sys.argv[1], 'wb').write(pdf.render(c, identifier=digest(c)[:32]).data)"
    )
    other = tmp_path / "other.pdf"
    subprocess.run([sys.executable, "-c", program, str(other)], cwd=ROOT, check=True, timeout=60)
    assert other.read_bytes() == eight.data
    assert rendered(letters.eight_pages()).data == eight.data


def test_other_words_give_other_bytes(eight):
    assert rendered(letters.content("2022-thematic", main=17)).data != eight.data


@pytest.mark.parametrize("make", [letters.eight_pages, letters.thirty_pages], ids=["eight", "thirty"])
def test_every_word_is_in_the_document_in_order(make, request):
    content = make()
    said = words_of(request.getfixturevalue(request.node.callspec.id).data)
    said = re.sub(r" ?(Demonstration: invented content )?Page \d+ of \d+", "", said).replace(f" {content['title']} ", " ")
    squeezed = re.sub(r"\W", "", said)
    place = 0
    for section in content["sections"]:
        for group in section["groups"]:
            for paragraph in group["paragraphs"]:
                for piece in paragraph["text"].split("\n"):
                    found = squeezed.find(re.sub(r"\W", "", piece)[:60], place)
                    assert found >= place, piece
                    place = found


def test_pages_are_numbered_and_demonstrations_say_so_on_each(eight, others):
    for number, page in enumerate(PdfReader(BytesIO(eight.data)).pages, 1):
        text = page.extract_text()
        assert f"Page {number} of 8" in text
        assert "Demonstration" in text
    assert "Demonstration" not in words_of(others["door"].data)


def test_the_file_says_who_and_what_and_nothing_of_the_evidence(eight):
    about = PdfReader(BytesIO(eight.data)).metadata
    assert about.title == "Joint targeted area inspection of Fellmoor"
    assert about.author.startswith("Ofsted, Care Quality Commission")
    assert "9 to 13 March 2026" in about.subject
    assert b"inspections.finding" not in eight.data
    assert b"reports.paragraph" not in eight.data


def test_there_are_bookmarks_for_the_sections(eight):
    outline = [entry.title for entry in _flat(PdfReader(BytesIO(eight.data)).outline)]
    assert outline[0] == "Joint targeted area inspection of Fellmoor"
    assert [title for title in ("Headline findings", "Main findings", "Next steps") if title in outline]


def _flat(entries):
    for entry in entries:
        if isinstance(entry, list):
            yield from _flat(entry)
        else:
            yield entry


def test_only_long_letters_have_contents(eight, thirty):
    assert "Contents" not in words_of(eight.data)
    assert "Contents Key strengths" in words_of(thirty.data)


def test_a_character_that_no_font_has_is_named():
    with pytest.raises(pdf.CannotPrintError, match=r"\ufdfd \(U\+FDFD\)"):
        rendered(arrange(replace(letters.facts(main=1), subtitle="In the name \ufdfd"))[0])


def test_hostile_words_stay_words(others):
    said = words_of(others["hostile"].data)
    assert "<script>alert(1)</script>" in said
    assert "{{ letter }}" in said


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9/x",
        "https://example.org/x.css",
        "file:///etc/passwd",
        f"{pdf.ASSETS.as_uri()}/../css/app.css",
        f"{pdf.ASSETS.as_uri()}/%2e%2e/css/app.css",
        "data:text/css,p{color:red}",
        "ftp://127.0.0.1/x",
    ],
)
def test_a_report_can_fetch_nothing_from_elsewhere(url):
    with pytest.raises((ValueError, OSError)):
        pdf.LocalFiles().fetch(url)


def test_a_report_can_fetch_its_own_files():
    assert b".letter" in pdf.LocalFiles().fetch(f"{pdf.ASSETS.as_uri()}/letter.css").read()
