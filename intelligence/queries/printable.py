"""Whether a letter can be printed, asked before it is sent: afterwards its words cannot be changed any more."""

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from intelligence.content import arrange, words_of
from intelligence.models import Letter
from intelligence.queries.letters import facts_of
from jtai.printed import rare


def unprintable(letter: Letter) -> str:
    """The sentence that says which characters of a letter no font has; empty when all can be printed."""
    words = rare(words_of(arrange(facts_of(letter, draft=False, on=localdate()))))
    if not words:
        return ""
    from jtai.pdf import CannotPrintError, check_characters  # noqa: PLC0415 -- large; pages do without it for all but rare words

    try:
        check_characters(words)
    except CannotPrintError as error:
        sentence = _(
            "The letter could not be printed: no font has %(characters)s. Replace it in the draft, then send the letter."
        )
        return sentence % {"characters": error}
    return ""
