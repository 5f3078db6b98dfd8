"""Letter content → HTML → PDF/UA-1. A pure function of the content and of the libraries' versions."""

from django.template.loader import render_to_string

from intelligence.content import LetterContent, printed
from jtai.pdf import CannotPrintError, Rendered, render_html


def html(content: LetterContent) -> str:
    """The whole letter as one HTML document that needs nothing from outside."""
    return render_to_string(f"intelligence/pdf/v{content['template']}/letter.html", {"letter": printed(content)})


def render(content: LetterContent, *, identifier: str) -> Rendered:
    """The letter as PDF/UA-1. identifier: ASCII, written into the file; the same content and identifier give the same bytes.

    A letter that was sent cannot be changed any more, so a character that no font has is given by its number. Of a draft it
    raises CannotPrintError: there it can be replaced.
    """
    text = html(content)
    try:
        return render_html(text, identifier=identifier)
    except CannotPrintError as error:
        if content["draft"]:
            raise
        spelt = {code: f"[U+{code:04X}]" for code in error.codes}
        return render_html(text.translate(spelt), identifier=identifier)
