"""The dates of an inspection: as computed, and as people overrode them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedIn
from inspections import commands, forms, policies, queries
from inspections.models import Inspection
from inspections.views.page import done, frame, sent, show
from inspections.workflow import Status

# What is to be known of the dates of an inspection that has left the main line, after since when.
REST = {
    Status.PAUSED: gettext_lazy("%(since)s. The dates to come rest until it resumes."),
    Status.DEFERRED: gettext_lazy("%(since)s. None of the dates to come holds until a new week is chosen."),
    Status.CANCELLED: gettext_lazy("%(since)s. None of the dates to come holds."),
}


def _rest(inspection: Inspection) -> str:
    stop = queries.stop_of(inspection)
    return REST[stop.status] % {"since": stop.since} if stop else ""


@require_safe
def dates(request: SignedIn, pk: int) -> HttpResponse:
    """Every milestone with how it was counted."""
    inspection = queries.inspection_for(request.user, pk)
    context = frame(inspection, _("Dates"))
    why = policies.can_override_date.why_not(request.user, inspection)
    moves = policies.can_take_step(request.user, "reschedule", inspection)
    context |= {"holidays": queries.school_holidays_met(inspection), "rest": _rest(inspection)}
    return show(request, "dates", context, dates=queries.dates_with_hands(inspection), why=why, moves=moves)


@require_http_methods(["GET", "HEAD", "POST"])
def date(request: SignedIn, pk: int, kind: str) -> HttpResponse:
    """Override one date, with the reason."""
    inspection = queries.inspection_for(request.user, pk)
    milestone = queries.milestone_for(inspection, kind)
    milestone.inspection = inspection
    if request.method != "POST":
        policies.can_override_date.check(request.user, inspection)
    why = "" if request.method == "POST" else policies.can_change_date.why_not(request.user, milestone)
    form = forms.OverrideForm(sent(request), initial={"day": milestone.override, "reason": milestone.override_reason})
    if form.is_valid() and done(form, commands.override_date, milestone, **form.cleaned_data, by=request.user):
        messages.success(request, _("“%(what)s” was changed.") % {"what": milestone.get_kind_display()})
        return redirect("dates", pk)
    context = frame(inspection, str(milestone.get_kind_display()), (_("Dates"), reverse("dates", args=[pk])))
    return show(request, "date", context, form, milestone=milestone, why=why)


@require_POST
def date_withdraw(request: SignedIn, pk: int, kind: str) -> HttpResponse:
    """Go back to the computed date."""
    inspection = queries.inspection_for(request.user, pk)
    milestone = queries.milestone_for(inspection, kind)
    milestone.inspection = inspection
    commands.withdraw_override(milestone, by=request.user)
    messages.success(request, _("“%(what)s” is the computed date again.") % {"what": milestone.get_kind_display()})
    return redirect("dates", pk)
