"""What a page knows of what it showed: the hidden fields of its form."""

import re

from django.http import HttpResponse


def hidden(page: HttpResponse, name: str) -> str:
    """The value that the page sends back under this name."""
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page.content.decode())
    assert found is not None, name
    return found[1]
