"""What the tests of signing in share."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _no_requests_counted() -> None:
    """How often a link for a new password was asked for is kept by the process; it must not reach the next test."""
    cache.clear()
