"""How the API reads a body. Apart from jtai.api, because the framework reads this while it is being imported itself."""

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import JSONParser

SURROGATES = range(0xD800, 0xE000)


class TooLarge(APIException):
    """More was sent than the product takes in one request."""

    status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    default_detail = gettext_lazy("What was sent is too large. Send less at once.")


class Json(JSONParser):
    """JSON within limits: of size, of depth, and only text that can be stored and said back.

    The framework reads past Django's own limit of size, meets too deep a nesting with a fault, and repeats half
    characters (lone surrogates) in a refusal that then cannot be sent.
    """

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """The document; raises ParseError (400) or TooLarge (413) with a sentence."""
        request = (parser_context or {}).get("request")
        length = request.META.get("CONTENT_LENGTH") if request is not None else None
        if str(length or "0").isdecimal() and int(length or 0) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise TooLarge
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
