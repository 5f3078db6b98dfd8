"""Sessions end: after eight hours at most, or after half an hour in which nothing was asked."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from accounts import proof


class SessionLimits:
    """Looks before anything asks who is there. A request without a session costs nothing, one with a session no query more."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """An ended session is deleted, so that it is over for the API as well."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES and proof.is_signed_in(request.session):
            if proof.seconds_left(request.session) <= 0:
                request.session.flush()
            else:
                proof.note_seen(request.session)
        return self.get_response(request)
