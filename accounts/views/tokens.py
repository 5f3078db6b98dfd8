"""One's own tokens."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts import commands, policies, queries
from accounts.forms import TokenForm
from accounts.proof import confirm_first
from accounts.requests import SignedIn


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def token_add(request: SignedIn) -> HttpResponse:
    """Makes a token. Its secret stands in the answer to this one request and nowhere else."""
    confirm_first(request)
    form = TokenForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        token, secret = commands.create_token(**form.cleaned_data, by=request.user)
        return render(request, "accounts/token_made.html", {"token": token, "secret": secret})
    why_not = policies.can_create_token.why_not(request.user)
    context = {"form": form, "why_not": why_not, "back": reverse("account")}
    return render(request, "accounts/token_form.html", context, status=422 if form.errors else 200)


@require_POST
def token_revoke(request: SignedIn, pk: int) -> HttpResponse:
    """Ends one of the person's own tokens."""
    token = commands.revoke_token(queries.token_for(request.user, pk), by=request.user)
    messages.success(request, _("The token “%(name)s” was revoked.") % {"name": token.name})
    return redirect("account")
