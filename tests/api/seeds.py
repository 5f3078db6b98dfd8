"""The schema as the generator reads it, and for each operation a request that the door matrix knows to be good."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import schemathesis
from django.core.wsgi import get_wsgi_application
from django.urls import reverse
from drf_spectacular.generators import SchemaGenerator
from schemathesis.specs.openapi.schemas import OpenApiSchema

from jtai.forms.words import MAX_TEXT
from tests.doors.parts import Door
from tests.doors.tables import DOORS
from tests.doors.world import World

# The generator takes a quarter of a second for one text of unlimited length; texts of 100,000 characters have tests of their own.
LONGEST_GENERATED = 200
SAFE_FOR_ALL = 300  # the first status that lets nobody in
PLAYERS = ("programme_lead", "lead", "inspector", "area")


def _shorten(node: Any) -> None:
    if isinstance(node, dict):
        if node.get("maxLength") == MAX_TEXT:
            node["maxLength"] = LONGEST_GENERATED
        for value in node.values():
            _shorten(value)
    elif isinstance(node, list):
        for value in node:
            _shorten(value)


@cache
def raw_schema() -> dict[str, Any]:
    """The product's own description of its API."""
    return SchemaGenerator().get_schema(request=None, public=True)


@cache
def schema() -> OpenApiSchema:
    """The same, for the generator; it calls the product in this process."""
    raw = SchemaGenerator().get_schema(request=None, public=True)
    _shorten(raw)
    made = schemathesis.openapi.from_dict(raw)
    made.app = get_wsgi_application()
    # Every request is signed in; what wrong tokens get is a test of its own.
    made.config.generation.with_security_parameters = False
    return made


@dataclass(frozen=True)
class Named:
    """An operation by its id: the first thing that a reader of a failure needs."""

    name: str
    method: str
    path: str

    def __str__(self) -> str:
        return self.name


def operations() -> Iterator[Named]:
    """Every operation of the schema."""
    for path, methods in raw_schema()["paths"].items():
        for method, raw in methods.items():
            yield Named(raw["operationId"], method, path)


def _fits(path: str, address: str) -> bool:
    return re.fullmatch(re.sub(r"\{[^}]+\}", "[^/]+", path), address) is not None


def _best(address: str) -> str:
    """Of the schema's paths that fit an address, the one with the fewest parameters."""
    return min((path for path in raw_schema()["paths"] if _fits(path, address)), key=lambda path: path.count("{"), default="")


@dataclass(frozen=True)
class Seed:
    """A good request, and who may send it."""

    path: dict[str, Any]
    body: dict[str, Any]
    headers: dict[str, str]
    query: dict[str, str]
    parts: tuple[str, ...]


def _let_in(door: Door) -> tuple[str, ...]:
    return tuple(part for part in door.parts if door.expected(part).isdecimal() and int(door.expected(part)) < SAFE_FOR_ALL)


def seeds_of(operation: Named, world: World) -> list[Seed]:
    """The rows of the door matrix that send this operation's request and let somebody in."""
    found = []
    for door in DOORS:
        if not door.is_api or door.method != operation.method or not _let_in(door):
            continue
        at = dict(door.at(world))
        if _best(reverse(door.name, kwargs=at)) != operation.path:
            continue
        query = dict(pair.split("=") for pair in door.query.lstrip("?").split("&") if pair)
        path = {"id" if name == "pk" and "{id}" in operation.path else name: value for name, value in at.items()}
        found.append(Seed(path, dict(door.body(world)), dict(door.headers or {}), query, _let_in(door)))
    return found
