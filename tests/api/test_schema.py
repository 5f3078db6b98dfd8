"""schemathesis over the whole schema: no fault, every answer as described, and every operation reached.

Three of four of an operation's examples carry the seeded ids of the door matrix's world, so that they get past the doors; the
others are as the generator made them, wrong ones included. JTAI_EXAMPLES asks for more than fifty, then drawn anew each time.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from copy import copy
from typing import Any

import pytest
import schemathesis
from django.core import signals
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import load_all_checks
from schemathesis.specs.openapi import checks

from tests.api.seeds import PLAYERS, Named, Seed, operations, raw_schema, schema, seeds_of
from tests.doors.world import World

EXAMPLES = int(os.environ.get("JTAI_EXAMPLES", "50"))
CSRF = "a" * 32
REPORTS = True  # read by the fixture `world`
REACHED = range(200, 300)
MOST_OF_THEM = 0.9
# Makes every example another one: an operation that takes nothing would be out of examples after a dozen.
ANYTHING = st.integers(0, 2**64)
CHECKS = [
    schemathesis.checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]


# The mark has the test database made; the world stands in it for the whole module.
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """A request over WSGI would close the connection that holds the test's transaction, as Django's own test client knows."""
    signals.request_started.disconnect(close_old_connections)
    signals.request_finished.disconnect(close_old_connections)
    yield
    signals.request_started.connect(close_old_connections)
    signals.request_finished.connect(close_old_connections)


def send(case: Case, world: World, part: str) -> int:
    """Send one example as this part, look at the answer, and put the world back."""
    cookies = {"csrftoken": CSRF}
    if part in world.sessions:
        cookies["sessionid"] = world.sessions[part]
    with transaction.atomic():
        try:
            response = case.call(cookies=cookies, headers={"X-CSRFToken": CSRF})
            case.validate_response(response, checks=CHECKS)
        finally:
            transaction.set_rollback(True)
    return response.status_code


def _plant(case: Case, seed: Seed, take: Callable[[int], bool]) -> None:
    """Put seeded values into an example. take: answers, for each value, whether to, with so many chances of ten.

    Into copies: the generator gives the same object again, and would not know it any more.
    """
    for chances, seeded, name in (
        (9, seed.path, "path_parameters"),
        (8, seed.headers, "headers"),
        (7, seed.body, "body"),
        (5, seed.query, "query"),
    ):
        generated = copy(getattr(case, name))
        if hasattr(generated, "update"):
            generated.update({name: value for name, value in seeded.items() if take(chances)})
            setattr(case, name, generated)


def good(operation: Named, seed: Seed) -> Case:
    """The matrix's own request."""
    case = schema()[operation.path][operation.method.upper()].Case(
        path_parameters=dict(seed.path), headers=dict(seed.headers), query=dict(seed.query)
    )
    if seed.body:
        case.body, case.media_type = dict(seed.body), "application/json"
    return case


def test_the_operations_can_be_reached(world: World, record_property: Callable[[str, object], None]) -> None:
    """How many operations answer 2xx to a request of the matrix: the share that the others' examples start from."""
    named = list(operations())
    out_of_reach = [
        str(one)
        for one in named
        if not any(send(good(one, seed), world, seed.parts[0]) in REACHED for seed in seeds_of(one, world))
    ]
    share = 1 - len(out_of_reach) / len(named)
    said = f"{len(named) - len(out_of_reach)} of {len(named)} operations reach a 2xx ({share:.1%})"
    record_property("counted", said)
    assert share >= MOST_OF_THEM, f"{said}; not: {', '.join(out_of_reach)}"


@pytest.mark.slow
@pytest.mark.parametrize("operation", list(operations()), ids=str)
def test_every_answer_is_as_the_schema_says(
    world: World, operation: Named, record_property: Callable[[str, object], None]
) -> None:
    found = seeds_of(operation, world)
    assert found, f"no row of the door matrix lets anybody into {operation.method} {operation.path}"
    for seed in found:
        send(good(operation, seed), world, seed.parts[0])
    reached: Counter[int] = Counter()
    api = schema()[operation.path][operation.method.upper()]
    either = st.one_of(
        api.as_strategy(generation_mode=GenerationMode.POSITIVE),
        api.as_strategy(generation_mode=GenerationMode.NEGATIVE),
    )
    parts = sorted({*PLAYERS, *(part for seed in found for part in seed.parts)})

    @settings(
        max_examples=EXAMPLES,
        derandomize="JTAI_EXAMPLES" not in os.environ,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=either, data=st.data())
    def examples(case: Case, data: st.DataObject) -> None:
        seed = data.draw(st.sampled_from(found))
        planted = data.draw(st.integers(1, 4)) < 4
        data.draw(ANYTHING)
        if planted:
            _plant(case, seed, lambda of_ten: data.draw(st.integers(0, 9)) < of_ten)
        part = data.draw(st.sampled_from(seed.parts if planted else parts))
        reached[send(case, world, part)] += 1

    load_all_checks()
    examples()
    record_property("answers", dict(reached))
    assert reached.total() >= EXAMPLES, reached


SAYS = {"type", "$ref", "allOf", "oneOf", "anyOf", "enum"}


def _shapes(node: object, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every shape that the description has anywhere: of components, members, items, parameters, bodies and answers."""
    if isinstance(node, list):
        for number, value in enumerate(node):
            yield from _shapes(value, f"{path}/{number}")
    elif isinstance(node, dict):
        for name, value in node.items():
            here = f"{path}/{name}"
            named = path.endswith(("/schemas", "/properties"))
            if isinstance(value, dict) and (named or name in {"schema", "items"}):
                yield here, value
            yield from _shapes(value, here)


def _is_free(shape: dict[str, Any]) -> bool:
    unnamed = shape.get("type") == "object" and not shape.get("properties")
    return not SAYS & set(shape) or unnamed or shape.get("additionalProperties", False) is not False


def test_no_shape_is_free_form() -> None:
    shapes = list(_shapes(raw_schema()))
    assert len(shapes) > len(list(operations()))
    assert [path for path, shape in shapes if _is_free(shape)] == []


@pytest.mark.parametrize(
    "shape", [{}, {"type": "object"}, {"type": "object", "additionalProperties": {}, "properties": {"a": {}}}]
)
def test_a_free_form_shape_is_found(shape: dict[str, Any]) -> None:
    inside = {"components": {"schemas": {"X": {"type": "object", "properties": {"list": {"type": "array", "items": shape}}}}}}
    assert "/components/schemas/X/properties/list/items" in [path for path, one in _shapes(inside) if _is_free(one)]


def test_operations_have_names_of_their_own() -> None:
    names = [operation.name for operation in operations()]
    assert sorted(names) == sorted(set(names))
