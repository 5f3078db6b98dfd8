"""What was typed when the sign-in had ended comes back after signing in again."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import commands, queries
from accounts.describing import Described, described
from accounts.keeping import COOKIE, give_cookie, keep
from accounts.requests import SignedIn
from accounts.sealing import Fields, unseal


@login_not_required
def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 -- Django names it
    """settings.CSRF_FAILURE_VIEW: somebody signed in or out in another window. Nothing when another site sent it."""
    kept_now = keep(request)
    response = render(request, "403_csrf.html", {"kept": kept_now}, status=403)
    give_cookie(request, response)
    return response


@never_cache
@require_safe
def kept(request: SignedIn, pk: int) -> HttpResponse:
    """The words, in a form that is one press away from where they were sent to."""
    cookie = request.COOKIES.get(COOKIE, "")
    row = queries.kept_for(request.user, pk, cookie)
    found = described(request.user, row.path)
    context = {
        "kept": row,
        "trail": [{"text": _("Home"), "href": reverse("home")}, {"text": _("We kept what you typed"), "href": ""}],
        "fields": _fields(unseal(row.sealed, cookie), found),
        "place": found.place.text,
        "marking": found.place.marking,
        "demonstration": found.place.demonstration,
    }
    return render(request, "accounts/kept.html", context)


@dataclass(frozen=True)
class Kept:
    """One value of a field. words: it can be changed here; else it is sent as it was, and shown where it says something."""

    name: str
    value: str
    label: str
    words: bool
    shown: str


def _fields(sent: Fields, found: Described) -> list[Kept]:
    """As the form at that address calls them; what nobody can call is numbered."""
    unnamed = [name for name, value in sent if len(value.split()) > 1 and name not in found.labels]
    fields, number = [], 0
    for name, value in sent:
        chosen = name in found.choices
        words = len(value.split()) > 1 and not chosen
        label = found.labels.get(name, "")
        if words and not label:
            number += 1
            label = _("What you typed")
            label = _("%(label)s (%(number)d)") % {"label": label, "number": number} if len(unnamed) > 1 else label
        # A number that stands for a row says nothing where its name is not known.
        shown = found.choices[name].get(value, "" if value.isdecimal() else value) if chosen else value if label else ""
        fields.append(Kept(name, value, label, words, "" if words else shown))
    return fields


@require_POST
def kept_discard(request: SignedIn, pk: int) -> HttpResponse:
    """Not wanted any more."""
    cookie = request.COOKIES.get(COOKIE, "")
    commands.forget_kept(queries.kept_for(request.user, pk, cookie).pk, cookie=cookie, by=request.user)
    messages.success(request, _("What you typed was discarded."))
    return redirect("home")
