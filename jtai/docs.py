"""The API's description for people: one plain page made from the schema.

Not Swagger UI or ReDoc: both draw the page with inline styles and several megabytes of script, which the content security
policy refuses and a keyboard or screen reader copes with badly. What a person needs is a list of addresses, members and answers.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView


@dataclass(frozen=True)
class Member:
    """A parameter, a member of a body or of an answer, in words."""

    name: str
    kind: str
    needed: bool
    words: str


@dataclass(frozen=True)
class Answer:
    """One status that an operation may answer with. shape: the name of what it then says."""

    status: str
    words: str
    shape: str


@dataclass(frozen=True)
class Operation:
    """One method of one address."""

    name: str
    method: str
    path: str
    words: str
    public: bool
    parameters: tuple[Member, ...]
    body: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Shape:
    """A component: an object with members, or a list of words to choose from."""

    name: str
    words: str
    members: tuple[Member, ...]
    choices: tuple[str, ...]


@dataclass(frozen=True)
class Described:
    """The whole page. rooms: operations by their tag."""

    rooms: dict[str, list[Operation]]
    shapes: list[Shape]


def kind_of(schema: dict[str, Any]) -> str:
    """A type in words: "text", "number", "list of Note"."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    for several in ("oneOf", "allOf", "anyOf"):
        if several in schema:
            return _(" or ").join(kind_of(one) for one in schema[several])
    if schema.get("type") == "array":
        return _("list of %(kind)s") % {"kind": kind_of(schema["items"])}
    kind = schema.get("format") or schema.get("type") or ""
    known = {
        "string": _("text"),
        "integer": _("whole number"),
        "int64": _("whole number"),
        "boolean": _("true or false"),
        "date": _("date (2026-03-09)"),
        "date-time": _("date and time"),
        "uri": _("address"),
        "decimal": _("decimal number as text"),
    }
    return known.get(kind, kind)


def _members(schema: dict[str, Any]) -> Iterator[Member]:
    needed = set(schema.get("required", ()))
    for name, member in schema.get("properties", {}).items():
        kind = kind_of(member)
        yield Member(
            name, _("%(kind)s or null") % {"kind": kind} if member.get("nullable") else kind, name in needed, _words(member)
        )


def _words(member: dict[str, Any]) -> str:
    said = [member.get("description", "").split("\n\n* ")[0]]
    if "maxLength" in member:
        said.append(_("At most %(count)s characters.") % {"count": f"{member['maxLength']:,}"})
    return " ".join(part for part in said if part)


def _shape_of(content: dict[str, Any]) -> str:
    for media in content.values():
        return kind_of(media["schema"]) if media.get("schema") else ""
    return ""


def _operation(path: str, method: str, raw: dict[str, Any]) -> Operation:
    return Operation(
        name=raw["operationId"],
        method=method.upper(),
        path=path,
        words=raw.get("description", ""),
        public={} in raw.get("security", [{}]),
        parameters=tuple(
            Member(row["name"], kind_of(row["schema"]), row.get("required", False), row.get("description", ""))
            for row in raw.get("parameters", ())
        ),
        body=_shape_of(raw.get("requestBody", {}).get("content", {})),
        answers=tuple(
            Answer(status, row.get("description", ""), _shape_of(row.get("content", {})))
            for status, row in raw["responses"].items()
        ),
    )


@cache
def described() -> Described:
    """The page's content. It changes only with the code, so it is made once a process."""
    schema = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]  # -- the package is untyped
    rooms: dict[str, list[Operation]] = {}
    for path, methods in schema["paths"].items():
        for method, raw in methods.items():
            rooms.setdefault(raw["tags"][0], []).append(_operation(path, method, raw))
    shapes = [
        Shape(
            name,
            raw.get("description", "").split("\n\n")[0],
            tuple(_members(raw)),
            tuple(str(one) for one in raw.get("enum", ())),
        )
        for name, raw in schema["components"]["schemas"].items()
    ]
    return Described(rooms, shapes)


@login_not_required
@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """What can be asked of the API, and how."""
    return render(request, "api/docs.html", {"described": described()})


class Nothing(APIView):
    """Every address below /api/ that is none: a problem document like any other refusal, not a page."""

    permission_classes = [AllowAny]
    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:  # noqa: ARG002 -- the framework calls it with them
        """For every method, and before the body is looked at."""
        raise NotFound(_("There is nothing at this address."))
