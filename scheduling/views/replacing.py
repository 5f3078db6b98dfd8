"""What stands in for an inspection that gave its place back; and the year's target with its history."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedIn
from jtai.forms import Form
from jtai.pages import MARKING, done, sent, status_of
from scheduling import commands, policies, queries
from scheduling.forms import ReplaceForm, TargetForm
from scheduling.models import ProgrammeYear


def _frame(year: ProgrammeYear, here: str) -> dict[str, Any]:
    """Marking and breadcrumbs of a page below a year."""
    trail = [
        {"text": _("Programme years"), "href": reverse("programme_years")},
        {"text": str(year), "href": year.get_absolute_url()},
        {"text": here, "href": ""},
    ]
    return {"year": year, "here": here, "trail": trail, "marking": MARKING}


@require_http_methods(["GET", "HEAD", "POST"])
def replacement_choose(request: SignedIn, year: int, pk: int) -> HttpResponse:
    """Choose a planned inspection of the year, or go on to plan a new one."""
    programme = queries.year_for(request.user, year)
    policies.can_own_year.check(request.user)
    standing = queries.standing_of(request.user, programme)
    gone = queries.given_back_for(standing, pk)
    form = ReplaceForm(sent(request), free=queries.free_to_stand_in(standing))
    if form.is_valid() and done(form, commands.replace, programme, gone=gone.inspection, **form.cleaned_data, by=request.user):
        messages.success(request, _("The place of %(area)s is taken.") % {"area": gone.name})
        return redirect(programme)
    why = "" if form.is_bound else policies.can_replace.why_not(request.user, programme, gone.inspection)
    context = {**_frame(programme, _("Replace an inspection")), "gone": gone, "form": form, "why": why}
    context["demonstration"] = gone.inspection.local_area.demonstration
    return render(request, "scheduling/replacement_choose.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
def replacement_take_back(request: SignedIn, year: int, pk: int) -> HttpResponse:
    """Take back what stands in for this inspection, after asking."""
    programme = queries.year_for(request.user, year)
    policies.can_own_year.check(request.user)
    replacement = queries.replacement_for(queries.standing_of(request.user, programme), pk)
    form = Form(sent(request))
    if form.is_valid() and done(form, commands.take_back_replacement, programme, replacement, by=request.user):
        messages.success(request, _("%(area)s has no replacement any more.") % {"area": replacement.gone.local_area.name})
        return redirect(programme)
    why = policies.can_take_back_replacement.why_not(request.user, replacement)
    context = {**_frame(programme, _("Take a replacement back")), "replacement": replacement, "form": form, "why": why}
    context["demonstration"] = replacement.gone.local_area.demonstration
    return render(request, "scheduling/replacement_take_back.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
def year_target(request: SignedIn, year: int) -> HttpResponse:
    """The target of a year with its history; who owns the year changes it here, with a reason."""
    programme = queries.year_for(request.user, year)
    form = TargetForm.of(sent(request), programme)
    if request.method == "POST":
        policies.can_own_year.check(request.user)
    if form.is_valid() and done(form, commands.change_target, programme, **form.cleaned_data, by=request.user):
        messages.success(request, _("The target is %(target)d now.") % {"target": form.cleaned_data["target"]})
        return redirect(programme)
    context = {**_frame(programme, _("Target of the year")), "form": form, "targets": queries.targets_of(programme)}
    context["owns"] = policies.can_own_year(request.user)
    return render(request, "scheduling/year_target.html", context, status=status_of(form))
