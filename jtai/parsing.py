"""How the API reads a body. Apart from jtai.api, because the framework reads this while it is being imported itself."""

from collections.abc import Iterator, Mapping
from typing import IO, Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

SURROGATES = range(0xD800, 0xE000)


class Json(JSONParser):
    """JSON of a sane depth, and only text that can be stored and said back.

    The framework meets too deep a nesting with a fault, and repeats half characters (lone surrogates) in a refusal that
    then cannot be sent.
    """

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """The document; raises ParseError (400) with a sentence."""
        try:
            data: dict[str, Any] = super().parse(stream, media_type, parser_context)
            broken = any(ord(letter) in SURROGATES for text in _texts(data) if not text.isascii() for letter in text)
        except RecursionError as error:
            raise ParseError(_("What was sent is nested too deeply.")) from error
        if broken:
            raise ParseError(_("What was sent has half a character (a lone surrogate). Send whole characters."))
        return data


def _texts(data: object) -> Iterator[str]:
    """Every string in a document, the names of members included."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, list):
        for item in data:
            yield from _texts(item)
    elif isinstance(data, dict):
        for name, value in data.items():
            yield name
            yield from _texts(value)
