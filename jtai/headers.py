"""The headers that every answer carries, whoever made it: what a browser may do with it, and who may keep it."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control, patch_vary_headers

# Nothing here uses a camera, a place or a plugged-in device; so no script that got in could either.
UNUSED = (
    "accelerometer", "bluetooth", "camera", "display-capture", "geolocation", "gyroscope", "hid", "magnetometer",
    "microphone", "midi", "payment", "serial", "usb",
)  # fmt: skip
ALWAYS = {
    "Permissions-Policy": ", ".join(f"{name}=()" for name in UNUSED),
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}
NOBODY_KEEPS = "private, no-store"
READING = {"GET", "HEAD"}


class Headers:
    """The outermost middleware, so that redirects, files and pages for faults have them as well.

    What nobody said may be kept is kept by nobody: signed-in pages and answers of the API stay out of every cache, the
    browser's own included. A page that is open to everyone may be kept for a moment, unless it was made for a session.
    The headers that Django has settings for are in jtai/settings.py.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def process_view(self, request: HttpRequest, view: Callable[..., Any], *_arguments: object) -> None:
        """Remember whether the page is open to everyone: only the view knows (`login_not_required`)."""
        request.is_open = not getattr(view, "login_required", True)  # type: ignore[attr-defined]  # -- read below

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass on; the answer comes back with what it does not say itself."""
        response = self.get_response(request)
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        if "Cache-Control" not in response.headers:
            if _is_the_same_for_all(request, response):
                patch_cache_control(response, public=True, max_age=settings.PUBLIC_PAGE_SECONDS)
                patch_vary_headers(response, ["Cookie"])
            else:
                response.headers["Cache-Control"] = NOBODY_KEEPS
        return response


def _is_the_same_for_all(request: HttpRequest, response: HttpResponseBase) -> bool:
    """A page (not a probe, not the API) that was made without a cookie and sets none."""
    return (
        getattr(request, "is_open", False)
        and request.method in READING
        and response.status_code == HTTPStatus.OK
        and not request.COOKIES
        and not response.cookies
        and response.headers.get("Content-Type", "").startswith("text/html")
    )
