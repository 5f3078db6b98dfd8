"""Breaches and recommendations that were recorded by mistake: withdrawn, and brought back."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.requests import SignedIn
from jtai.pages import done, sent
from programmes import commands, forms, policies, queries
from programmes.models import Breach, Recommendation
from programmes.views.page import below, read_by, show
from programmes.views.wording import title_of

Row = Breach | Recommendation


@require_http_methods(["GET", "HEAD", "POST"])
def breach_withdraw(request: SignedIn, pk: int) -> HttpResponse:
    """A breach that was recorded by mistake."""
    return _withdraw(request, queries.breach_for(request.user, pk), queries.breach_for)


@require_http_methods(["GET", "HEAD", "POST"])
def breach_bring_back(request: SignedIn, pk: int) -> HttpResponse:
    """It was no mistake."""
    return _bring_back(request, queries.breach_for(request.user, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def recommendation_withdraw(request: SignedIn, pk: int) -> HttpResponse:
    """A recommendation that was recorded by mistake."""
    return _withdraw(request, queries.recommendation_for(request.user, pk), queries.recommendation_for)


@require_http_methods(["GET", "HEAD", "POST"])
def recommendation_bring_back(request: SignedIn, pk: int) -> HttpResponse:
    """It was no mistake."""
    return _bring_back(request, queries.recommendation_for(request.user, pk))


def _withdraw(request: SignedIn, found: Row, again: Callable[[User, int], Row]) -> HttpResponse:
    policies.can_record.check(request.user, found.activity.programme)
    if request.method != "POST":
        policies.can_withdraw.check(request.user, found)
    form = forms.WithdrawForm(sent(request), initial={"state": found.state})
    if form.is_valid() and done(form, commands.withdraw_followed, found, **form.cleaned_data, by=request.user):
        messages.success(request, _("It is withdrawn: it is not counted and not followed any more."))
        return redirect(found)
    if form.is_bound:
        found = again(request.user, found.pk)
        form.renew(state=found.state)
    page = found.get_absolute_url()
    context = below(found, _("Withdraw what was recorded by mistake"), (title_of(found), page))
    stands = _("It is recorded as: %(state)s.") % {"state": found.get_state_display()}
    stays = _("It stays on its page and in the list of its activity, marked as recorded by mistake.")
    hint = f"{stands} {stays} {read_by(found.activity)}"
    return show(request, "step", context, form, button=_("Withdraw it"), back=page, hint=hint)


def _bring_back(request: SignedIn, found: Row) -> HttpResponse:
    policies.can_record.check(request.user, found.activity.programme)
    if request.method != "POST":
        policies.can_bring_back.check(request.user, found)
    form = forms.BringBackForm(sent(request))
    if form.is_valid() and done(form, commands.bring_back_followed, found, **form.cleaned_data, by=request.user):
        messages.success(request, _("It is back, as it was before it was withdrawn."))
        return redirect(found)
    page = found.get_absolute_url()
    context = below(found, _("Bring it back"), (title_of(found), page))
    hint = _("Only the trail keeps this reason.")
    return show(request, "step", context, form, button=_("Bring it back"), back=page, hint=hint)
