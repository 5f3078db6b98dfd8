"""Single sign-on of an inspectorate: there and back. What comes back is judged by agencies.adapters."""

from http import HTTPStatus

from allauth.socialaccount.providers.openid_connect import views as openid
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from requests import RequestException


def refused(request: HttpRequest, sentence: str) -> HttpResponse:
    """The page that says why nobody was signed in, and what to do."""
    return render(request, "accounts/sign_on_refused.html", {"sentence": sentence}, status=HTTPStatus.FORBIDDEN)


def not_finished(request: HttpRequest) -> HttpResponse:
    """Cancelled there, out of date, or the provider could not be reached."""
    sentence = _("Your organisation’s sign-in did not finish. Start again from the sign-in page, or use your password.")
    return refused(request, sentence)


@login_not_required
@never_cache
@require_safe
def sign_on(request: HttpRequest, provider_id: str) -> HttpResponse:
    """To the inspectorate's own sign-in."""
    try:
        answer: HttpResponse = openid.login(request, provider_id)
    except RequestException:
        return not_finished(request)
    return answer


@login_not_required
@never_cache
@require_safe
def sign_on_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """From there."""
    answer: HttpResponse = openid.callback(request, provider_id)
    return answer
