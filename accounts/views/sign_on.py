"""Single sign-on of an inspectorate: there and back. What comes back is judged by agencies.adapters."""

from allauth.socialaccount.providers.openid_connect import views as openid
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@login_not_required
@never_cache
@require_safe
def sign_on(request: HttpRequest, provider_id: str) -> HttpResponse:
    """To the inspectorate's own sign-in."""
    answer: HttpResponse = openid.login(request, provider_id)
    return answer


@login_not_required
@never_cache
@require_safe
def sign_on_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """From there."""
    answer: HttpResponse = openid.callback(request, provider_id)
    return answer
