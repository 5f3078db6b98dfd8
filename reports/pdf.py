"""content → HTML → PDF/UA-1. A pure function of the content and of the libraries' versions; the only file that knows WeasyPrint."""

import threading
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from reports.content import Content
from reports.letter import letter

# The only folder from which a report may fetch anything.
ASSETS = Path(settings.BASE_DIR) / "static" / "report"
PDF_TYPE, HTML_TYPE = "application/pdf", "text/html; charset=utf-8"


class CannotPrintError(ValueError):
    """No font here has these characters; a PDF with holes would be neither readable nor PDF/UA."""

    def __init__(self, codepoints: set[int]) -> None:
        self.characters = [f"{chr(code)} (U+{code:04X})" for code in sorted(codepoints)]
        super().__init__(", ".join(self.characters))


class LocalFiles(URLFetcher):
    """Refuses the network and every file outside ASSETS: a report can neither call out nor read the server's files."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=["file"], allow_redirects=False)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The bytes of a file below ASSETS; raises ValueError for anything else."""
        path = Path(url.removeprefix("file://").split("?")[0].split("#")[0]).resolve()
        if not url.startswith("file:///") or not path.is_relative_to(ASSETS.resolve()):
            raise ValueError(f"A report may not fetch {url}")
        return super().fetch(path.as_uri(), headers)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A PDF and how many pages it has."""

    data: bytes
    pages: int


# Fonts are looked up once a process: the first document is the slow one. Pango is not used by two threads at once.
_FONTS = FontConfiguration()
_ONE_AT_A_TIME = threading.Lock()


def html(content: Content) -> str:
    """The whole report as one HTML document that needs nothing from outside."""
    return render_to_string(f"reports/pdf/v{content['template']}/report.html", {"letter": letter(content)})


def render(content: Content, *, identifier: str) -> Rendered:
    """The report as PDF/UA-1. identifier: ASCII, written into the file; the same content and identifier give the same bytes."""
    return render_html(html(content), identifier=identifier)


def render_html(document: str, *, identifier: str) -> Rendered:
    """The same from the HTML of `html()`. Raises CannotPrintError."""
    with _ONE_AT_A_TIME:
        source = HTML(string=document, base_url=ASSETS.as_uri() + "/", url_fetcher=LocalFiles())
        laid_out = source.render(font_config=_FONTS, pdf_variant="pdf/ua-1")
        data = laid_out.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier.encode("ascii"))
    missing = {code for font in laid_out.fonts.values() for code in font.missing}
    if missing:
        raise CannotPrintError(missing)
    return Rendered(data, len(laid_out.pages))
