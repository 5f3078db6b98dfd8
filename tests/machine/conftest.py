"""The one running copy that the tests of this folder share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.machine.copies import Copy, open_folder


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.machine)


@pytest.fixture(scope="session")
def running() -> Iterator[Copy]:
    """One copy for all tests that need one; a test that stopped it leaves the start to the next."""
    copy = Copy(open_folder() / "var")
    try:
        yield copy
    finally:
        copy.remove()


@pytest.fixture
def copy(running: Copy) -> Copy:
    running.ensure()
    return running
