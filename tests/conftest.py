"""What every test may use."""

from collections.abc import Iterator

import pytest

from agencies.queries import forget_holidays
from tests.chromium import browser

__all__ = ["browser"]  # a fixture of every folder that opens pages


@pytest.fixture(autouse=True)
def _fresh_holidays() -> Iterator[None]:
    """A process keeps the bank holidays for a minute; a test's own must not reach the next one."""
    forget_holidays()
    yield
    forget_holidays()
