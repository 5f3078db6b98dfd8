"""content → HTML → PDF/UA-1. A pure function of the content and of the libraries' versions."""

from django.template.loader import render_to_string

from jtai.pdf import ASSETS, PDF_TYPE, CannotPrintError, LocalFiles, Rendered, render_html
from reports.content import Content
from reports.letter import letter

__all__ = ["ASSETS", "HTML_TYPE", "PDF_TYPE", "CannotPrintError", "LocalFiles", "Rendered", "html", "render", "render_html"]

HTML_TYPE = "text/html; charset=utf-8"


def html(content: Content) -> str:
    """The whole report as one HTML document that needs nothing from outside."""
    return render_to_string(f"reports/pdf/v{content['template']}/report.html", {"letter": letter(content)})


def render(content: Content, *, identifier: str) -> Rendered:
    """The report as PDF/UA-1. identifier: ASCII, written into the file; the same content and identifier give the same bytes."""
    return render_html(html(content), identifier=identifier)
