"""Taking a step: one page says what it does, and asks why where a reason is needed."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.requests import SignedIn
from inspections import commands, forms, policies, queries
from inspections.models import Inspection, MilestoneKind
from inspections.views.page import attempt, done, frame, page_of, sent, show
from inspections.workflow import BY_HAND, STEPS
from jtai.forms import Form

RESCHEDULE = "reschedule"  # taken by a command of its own, but without any other page
RESUME = "resume"
HERE = {*BY_HAND, RESCHEDULE}
# The date that a step is planned for.
PLANNED = {
    "notify": MilestoneKind.NOTIFICATION,
    "start_set_up": MilestoneKind.SET_UP_START,
    "start_fieldwork": MilestoneKind.FIELDWORK_START,
    "begin_moderation": MilestoneKind.FIELDWORK_END,
}


def _form(request: SignedIn, name: str) -> Form:
    if name == "defer":
        return forms.DeferForm(sent(request))
    if name == RESCHEDULE:
        return forms.RescheduleForm(sent(request))
    return forms.ReasonForm(sent(request), asked=STEPS[name].reason)


def _words(form: Form) -> dict[str, Any]:
    """Under the names of the command."""
    return {name: value for name, value in form.cleaned_data.items() if name != "checked"}


def _command(name: str, inspection: Inspection) -> Callable[..., Inspection]:
    if name == "defer":
        return lambda **words: commands.defer(inspection, **words)
    if name == RESCHEDULE:
        return lambda **words: commands.give_another_week(inspection, **words)
    return lambda **words: commands.take_step(name, inspection, **words)


def _to_be_known(user: User, inspection: Inspection, form: Form) -> list[str]:
    """What speaks against the week that was chosen without forbidding it, as long as it was not on the page that was sent.

    What forbids the week becomes an error of the form, so that all of it is said at once.
    """
    if not isinstance(form, forms.RescheduleForm) or not policies.can_take_step(user, RESCHEDULE, inspection):
        return []
    start = form.cleaned_data["fieldwork_start"]
    against = policies.against_week(user, inspection, start)
    if form.is_checked(against.soft):
        return []
    attempt(form, commands.check_week_ahead, inspection.framework, start, form.cleaned_data["week_reason"], against.broken)
    return [_("Speaks against the week that you chose without forbidding it: %(why)s.") % {"why": one} for one in against.soft]


def _still_to_come(inspection: Inspection, name: str) -> date | None:
    """The day on which this step is planned, if that day has not come yet: taken early, it cannot be taken back."""
    day = queries.milestone_for(inspection, PLANNED[name]).day if name in PLANNED else None
    return day if day and day > timezone.localdate() else None


def _said_before(user: User, inspection: Inspection, name: str) -> list[str]:
    """What is to be known before this step: from higher rooms, and which dates a new week does not move."""
    said = [sentence for say in policies.SAID_BEFORE.get(name, ()) for sentence in say(user, inspection)]
    kept = [row for row in queries.dates_of(inspection) if row.override is not None] if name == RESCHEDULE else []
    named = ", ".join(f"{row.get_kind_display()} ({date_format(row.day, 'j F Y')})" for row in kept if row.day)
    stay = _("Set by hand, and not computed anew: %(dates)s. Change each beside “All dates” where it no longer fits.")
    return [*said, stay % {"dates": named}] if named else said


def _passed(inspection: Inspection, name: str) -> list[str]:
    """Before an inspection resumes: which of its dates have passed, for a step that was not taken or while it was paused."""
    rows = queries.passed_of(inspection) if name == RESUME else []
    return [f"{row.get_kind_display()}: {date_format(row.day, 'l j F Y')}" for row in rows if row.day]


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: SignedIn, pk: int, name: str) -> HttpResponse:
    """The page of one step that can be taken by hand."""
    inspection = queries.inspection_for(request.user, pk)
    if name not in HERE:
        raise Http404
    form = _form(request, name)
    check: list[str] = []
    if form.is_valid():
        check = _to_be_known(request.user, inspection, form)
        if not check and done(form, _command(name, inspection), **_words(form), by=request.user):
            messages.success(request, str(STEPS[name].done))
            return redirect(inspection)
        inspection = queries.inspection_for(request.user, pk)
    context = {**frame(inspection, str(STEPS[name].label)), "planned": _still_to_come(inspection, name)}
    why = "" if form.is_bound else policies.can_take_step.why_not(request.user, name, inspection)
    said = check or _said_before(request.user, inspection, name)
    warns = name in {"cancel", "defer"}
    refuses = name == "defer" and policies.can_refuse_deferral(request.user, inspection)
    more = {
        "why": why,
        "warns": warns,
        "said": said,
        "refuses": refuses,
        "check": bool(check),
        "passed": _passed(inspection, name),
    }
    return show(request, "step", context, form, name=name, step=STEPS[name], **more)


@require_safe
def deferrals(request: SignedIn, pk: int) -> HttpResponse:
    """Every request to defer, with who asked, why, what was decided and by whom."""
    inspection = queries.inspection_for(request.user, pk)
    page, query = page_of(request, queries.deferrals_of(inspection))
    refuses = policies.can_refuse_deferral(request.user, inspection)
    return show(request, "deferrals", frame(inspection, _("Requests to defer")), page=page, query=query, refuses=refuses)


@require_http_methods(["GET", "HEAD", "POST"])
def deferral_refuse(request: SignedIn, pk: int) -> HttpResponse:
    """Keep a request to defer that was refused."""
    inspection = queries.inspection_for(request.user, pk)
    form = forms.RefuseDeferralForm(sent(request))
    if request.method != "POST":
        policies.can_refuse_deferral.check(request.user, inspection)
    if form.is_valid() and done(form, commands.refuse_deferral, inspection, **form.cleaned_data, by=request.user):
        messages.success(request, _("The refused request was kept. The inspection goes on as planned."))
        return redirect("deferrals", pk)
    above = (_("Requests to defer"), reverse("deferrals", args=[pk]))
    return show(request, "deferral_refuse", frame(inspection, _("Record a refused request"), above), form)
