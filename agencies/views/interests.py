"""One's own interests."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedIn
from agencies import commands, policies, queries
from agencies.forms import InterestForm
from agencies.models import Interest
from agencies.queries.interests import YEARS_APART
from agencies.views.page import attempt, done, sent, show
from jtai.forms import Form


def _trail(here: str) -> list[dict[str, str]]:
    crumbs = [(_("Your account"), reverse("account")), (_("Your interests"), reverse("interests"))]
    return [{"text": text, "href": href} for text, href in crumbs if text != here] + [{"text": here, "href": ""}]


def _said(sentence: str, declared: Interest) -> str:
    """The sentence of success, and whether anybody was told of it."""
    told = _("Your programme lead is told that there is a conflict, not what it is.")
    return f"{sentence} {told}" if declared.told else sentence


def _inspectors_only(request: SignedIn) -> None:
    if not policies.can_declare(request.user):
        raise Http404


@require_safe
def interests(request: SignedIn) -> HttpResponse:
    """What the viewer declares, and when they last said that this is all."""
    _inspectors_only(request)
    stated = queries.last_statement(request.user)
    context = {
        "interests": list(queries.interests_of(request.user)),
        "ended": list(queries.ended_interests_of(request.user)),
        "years": YEARS_APART,
        "stated": stated,
        "due": queries.statement_is_due(stated),
        "trail": _trail(_("Your interests")),
    }
    return show(request, "interests", context)


@require_POST
def interests_state(request: SignedIn) -> HttpResponse:
    """Nothing to declare, or nothing more than is there."""
    _inspectors_only(request)
    commands.state_interests(nothing=not queries.interests_of(request.user).exists(), by=request.user)
    messages.success(request, _("Your statement was recorded with today’s date."))
    return redirect("interests")


@require_http_methods(["GET", "HEAD", "POST"])
def interest_add(request: SignedIn) -> HttpResponse:
    """Declare an interest."""
    _inspectors_only(request)
    form = InterestForm(sent(request))
    made = attempt(form, commands.declare_interest, **form.cleaned_data, by=request.user) if form.is_valid() else None
    if made is not None:
        messages.success(request, _said(_("Your interest was declared."), made))
        return redirect("interests")
    here = _("Declare an interest")
    return show(request, "interest_form", {"here": here, "trail": _trail(here)}, form)


@require_http_methods(["GET", "HEAD", "POST"])
def interest_change(request: SignedIn, pk: int) -> HttpResponse:
    """What was declared ends, and another declaration takes its place."""
    _inspectors_only(request)
    found = queries.interest_for(request.user, pk)
    initial = {
        "kind": found.kind,
        "last_day": found.last_day,
        "local_area": str(found.local_area_id or ""),
        "agency": str(found.agency_id or ""),
        "details": found.details,
    }
    form = InterestForm(sent(request), initial=initial)
    made = attempt(form, commands.change_interest, found, **form.cleaned_data, by=request.user) if form.is_valid() else None
    if made is not None:
        messages.success(request, _said(_("Your interest was changed."), made))
        return redirect("interests")
    here = _("Change an interest")
    return show(request, "interest_form", {"here": here, "trail": _trail(here)}, form)


@require_http_methods(["GET", "HEAD", "POST"])
def interest_end(request: SignedIn, pk: int) -> HttpResponse:
    """It is so no longer, after saying what follows from it."""
    _inspectors_only(request)
    found = queries.interest_for(request.user, pk)
    form = Form(sent(request))
    if form.is_valid() and done(form, commands.end_interest, found, by=request.user):
        messages.success(request, _("The interest has ended. It stays on record with its dates."))
        return redirect("interests")
    here = _("End an interest")
    context = {"interest": found, "years": YEARS_APART, "here": here, "trail": _trail(here)}
    return show(request, "interest_end", context, form)
