"""What every page's frame shows."""

from django.http import HttpRequest


def navigation(request: HttpRequest) -> dict[str, object]:
    """Filled in below."""
    return {}
