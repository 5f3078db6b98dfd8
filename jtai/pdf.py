"""HTML → PDF/UA-1, offline: a pure function of the document and of the libraries' versions; the only file that knows WeasyPrint."""

import threading
from dataclasses import dataclass
from html import escape
from pathlib import Path

from django.conf import settings
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

# The only folder from which a document may fetch anything.
ASSETS = Path(settings.BASE_DIR) / "static" / "report"
PDF_TYPE = "application/pdf"


class CannotPrintError(ValueError):
    """No font here has these characters; a PDF with holes would be neither readable nor PDF/UA."""

    def __init__(self, codepoints: set[int]) -> None:
        self.characters = [f"{chr(code)} (U+{code:04X})" for code in sorted(codepoints)]
        super().__init__(", ".join(self.characters))


class LocalFiles(URLFetcher):
    """Refuses the network and every file outside ASSETS: a document can neither call out nor read the server's files."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=["file"], allow_redirects=False)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The bytes of a file below ASSETS; raises ValueError for anything else."""
        path = Path(url.removeprefix("file://").split("?")[0].split("#")[0]).resolve()
        if not url.startswith("file:///") or not path.is_relative_to(ASSETS.resolve()):
            raise ValueError(f"A document may not fetch {url}")
        return super().fetch(path.as_uri(), headers)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A PDF and how many pages it has."""

    data: bytes
    pages: int


# Fonts are looked up once a process: the first document is the slow one. Pango is not used by two threads at once.
_FONTS = FontConfiguration()
_ONE_AT_A_TIME = threading.Lock()


def check_characters(words: str) -> None:
    """Raises CannotPrintError when these words, plain or bold, hold what no font here has."""
    page = '<html lang="en-GB"><title>-</title><body style="font-family: Liberation Sans, sans-serif">'
    safe = escape(words)
    render_html(f"{page}<p>{safe}</p><p><strong>{safe}</strong></p>", identifier="characters")


def render_html(document: str, *, identifier: str) -> Rendered:
    """The document as PDF/UA-1. identifier: ASCII, written into the file; the same document and identifier give the same bytes.

    Raises CannotPrintError for characters that no font here has, ValueError for an address outside ASSETS.
    """
    with _ONE_AT_A_TIME:
        source = HTML(string=document, base_url=ASSETS.as_uri() + "/", url_fetcher=LocalFiles())
        laid_out = source.render(font_config=_FONTS, pdf_variant="pdf/ua-1")
        data = laid_out.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier.encode("ascii"))
    missing = {code for font in laid_out.fonts.values() for code in font.missing}
    if missing:
        raise CannotPrintError(missing)
    return Rendered(data, len(laid_out.pages))
