"""The session itself."""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts import proof
from accounts.requests import SignedIn


@never_cache
@require_POST
def session_extend(request: SignedIn) -> HttpResponse:
    """Somebody is still there. Answers with the seconds until the session ends if nothing more is asked."""
    proof.note_seen(request.session, at_once=True)
    return JsonResponse({"seconds": proof.seconds_left(request.session)})


session_extend.before_second_factor = True  # type: ignore[attr-defined]  # -- read by agencies.middleware
