"""How the API describes itself: names of shapes, and what every operation may answer besides its own."""

from http import HTTPMethod
from typing import Any

from drf_spectacular.extensions import OpenApiSerializerExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import Direction
from rest_framework.serializers import Serializer

BIGGEST_ID = 2**63 - 1
PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
# What the framework itself may answer, before an operation has begun.
ALWAYS = {
    401: "Not signed in, or the token is not good",
    405: "This address has no such method",
    406: "Only application/json is answered",
}
WITH_A_CHANGE = {403: "The session’s CSRF token is missing, or the token may only read"}
WITH_A_BODY = {
    400: "What was sent cannot be used",
    413: "More than is taken in one request",
    415: "Send application/json",
}


class Schema(AutoSchema):
    """Shapes are called after their nouns: NoteIn and NoteOut are NoteRequest and Note."""

    def get_serializer_name(self, serializer: Serializer[Any], direction: Direction) -> str:
        """The class's name without its direction, which the component's name tells anyway."""
        name: str = super().get_serializer_name(serializer, direction)
        return name.removesuffix("In" if direction == "request" else "Out")

    def _is_list_view(self, serializer: Any = None) -> bool:
        """The package takes the answer with the lowest key; a refusal's key, (status, type), would come before 200."""
        answers: Any = self.get_response_serializers() if serializer is None else serializer
        if isinstance(answers, dict):
            answers = {key: answer for key, answer in answers.items() if not isinstance(key, tuple)} or answers
        found: bool = super()._is_list_view(answers)
        return found


class NothingElse(OpenApiSerializerExtension):  # type: ignore[no-untyped-call]  # -- the package's registry is untyped
    """Bodies name all their members: what is misspelt is refused, not dropped."""

    target_class = "jtai.api.In"
    match_subclasses = True

    def map_serializer(self, auto_schema: AutoSchema, direction: Direction) -> dict[str, Any]:
        """As the package does it, and closed."""
        # The package documents this way to extend it, private as the name looks, and has no types.
        as_usual: Any = auto_schema._map_serializer  # noqa: SLF001 -- as said above
        made: dict[str, Any] = as_usual(self.target, direction, bypass_extensions=True)
        return {**made, "additionalProperties": False}


def complete(result: dict[str, Any], generator: object, request: object, public: object) -> dict[str, Any]:  # noqa: ARG001 -- called by the package
    """Post-processing: the answers that every operation shares, and the bounds of ids in addresses."""
    for methods in result["paths"].values():
        for method, operation in methods.items():
            shared = dict(ALWAYS)
            if method.upper() != HTTPMethod.GET:
                shared |= WITH_A_CHANGE
            if "requestBody" in operation:
                shared |= WITH_A_BODY
            for status, words in shared.items():
                operation["responses"].setdefault(str(status), {"description": words, "content": PROBLEM})
            operation["responses"] = dict(sorted(operation["responses"].items()))
            for parameter in operation.get("parameters", ()):
                if parameter["in"] == "path" and parameter["schema"].get("type") == "integer":
                    parameter["schema"] |= {"minimum": 1, "maximum": BIGGEST_ID, "format": "int64"}
    return result
