"""schemathesis over the whole schema: no fault, every answer as described, and every operation reached.

Half of an operation's examples carry the seeded ids of the door matrix's world, so that they get past the doors; the others
are as the generator made them, wrong ones included. JTAI_EXAMPLES asks for more than fifty, then drawn anew each time.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator

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
REPORTS = True
REACHED = range(200, 300)
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
    """Put seeded values into an example. take: answers, for each value, whether to, with so many chances of ten."""
    for chances, seeded, generated in (
        (9, seed.path, case.path_parameters),
        (8, seed.headers, case.headers),
        (7, seed.body, case.body),
        (5, seed.query, case.query),
    ):
        if hasattr(generated, "update"):
            generated.update({name: value for name, value in seeded.items() if take(chances)})


def good(operation: Named, seed: Seed) -> Case:
    """The matrix's own request."""
    case = schema()[operation.path][operation.method.upper()].Case(
        path_parameters=dict(seed.path), headers=dict(seed.headers), query=dict(seed.query)
    )
    if seed.body:
        case.body, case.media_type = dict(seed.body), "application/json"
    return case


@pytest.mark.slow
@pytest.mark.parametrize("operation", list(operations()), ids=str)
def test_every_answer_is_as_the_schema_says(world: World, operation: Named) -> None:
    found = seeds_of(operation, world)
    assert found, f"no row of the door matrix lets anybody into {operation.method} {operation.path}"
    reached = Counter(send(good(operation, seed), world, seed.parts[0]) for seed in found)
    assert any(status in REACHED for status in reached), reached
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
        planted = data.draw(st.booleans())
        if planted:
            _plant(case, seed, lambda of_ten: data.draw(st.integers(0, 9)) < of_ten)
        part = data.draw(st.sampled_from(seed.parts if planted else parts))
        reached[send(case, world, part)] += 1

    load_all_checks()
    examples()


def test_no_shape_is_free_form() -> None:
    free = [
        f"{name}.{member}"
        for name, shape in raw_schema()["components"]["schemas"].items()
        for member, kind in shape.get("properties", {}).items()
        if not kind or kind.get("type") == "object" or "additionalProperties" in kind
    ]
    assert free == []


def test_operations_have_names_of_their_own() -> None:
    names = [operation.name for operation in operations()]
    assert sorted(names) == sorted(set(names))
