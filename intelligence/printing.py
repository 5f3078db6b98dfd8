"""Letter content → HTML → PDF/UA-1. A pure function of the content and of the libraries' versions."""

from django.template.loader import render_to_string

from intelligence.content import LetterContent, printed
from jtai.pdf import Rendered, render_html


def html(content: LetterContent) -> str:
    """The whole letter as one HTML document that needs nothing from outside."""
    return render_to_string(f"intelligence/pdf/v{content['template']}/letter.html", {"letter": printed(content)})


def render(content: LetterContent, *, identifier: str) -> Rendered:
    """The letter as PDF/UA-1. identifier: ASCII, written into the file; the same content and identifier give the same bytes.

    Raises CannotPrintError for characters that no font here has.
    """
    return render_html(html(content), identifier=identifier)
