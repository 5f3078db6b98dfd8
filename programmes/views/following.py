"""Breaches, recommendations, and what is looked at next time."""

from functools import partial
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.requests import SignedIn
from jtai.pages import attempt, done, sent
from jtai.policy import Policy
from programmes import commands, forms, policies, queries
from programmes.models import Activity, Breach, BreachState, Recommendation, RecommendationState
from programmes.views.page import below, framed, read_by, show
from programmes.views.wording import name_of

STEPS = {
    "address": gettext_lazy("Record that it was addressed"),
    "enforce": gettext_lazy("Record enforcement"),
    "resolve": gettext_lazy("Record that it was resolved"),
    "reopen": gettext_lazy("Undo the last step"),
}
UNDOING = gettext_lazy(
    "The day and the words of that step leave the page. They stay in the trail with your reason, which only your own inspectorate reads."
)


def _to_follow(request: SignedIn, pk: int, may: Policy[[User, Activity]]) -> Activity:
    found = queries.activity_for(request.user, pk)
    policies.can_see_inside.check(request.user, found)
    if request.method != "POST":
        may.check(request.user, found)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def breach_add(request: SignedIn, pk: int) -> HttpResponse:
    """Record a breach that the activity found."""
    found = _to_follow(request, pk, policies.can_record_breach)
    initial = {"client_id": uuid4(), "agency": found.agency_id, "found_on": found.ends_on}
    form = forms.BreachForm(sent(request), bodies=partial(queries.bodies_in_remit, found), initial=initial)
    if form.is_valid():
        added = attempt(form, commands.add_breach, found, **form.cleaned_data, by=request.user)
        if added:
            messages.success(request, _("The breach was recorded. It stays open until it is addressed or resolved."))
            return redirect("breach", added.pk)
    return show(request, "step", framed(found, _("Record a breach")), form, button=_("Record the breach"), hint=read_by(found))


@require_safe
def breach(request: SignedIn, pk: int) -> HttpResponse:
    """One breach, its days, and its next steps."""
    found = queries.breach_for(request.user, pk)
    own = policies.can_record(request.user, found.activity.programme)
    days = (
        (_("Found on"), found.found_on), (_("Must be addressed by"), found.address_by), (_("Addressed on"), found.addressed_on),
        (_("Enforcement since"), found.enforcement_on), (_("Resolved on"), found.resolved_on),
    )  # fmt: skip
    was_done = _("How it was addressed") if found.addressed_on else _("What is enforced")
    facts = [
        {"key": _("Status"), "value": found.get_state_display(), "status": _colour(found.state, found.address_by)},
        {"key": _("Agency"), "value": found.agency.name},
        *({"key": key, "value": date_format(day, "j F Y")} for key, day in days if day is not None),
        {"key": _("What was found"), "value": found.text.body},
        *([{"key": was_done, "value": found.note}] if found.note else []),
        *([{"key": _("How it was resolved"), "value": found.resolution}] if found.resolution else []),
        *_withdrawn(found),
    ]
    actions = _actions(found, _steps(found)) if own else []
    return show(request, "followed", below(found, found.standard), facts=facts, actions=actions, **_inside(found, own=own))


def _actions(found: Breach | Recommendation, steps: list[dict[str, str]]) -> list[dict[str, str]]:
    """Its steps and what can be done at any time; a withdrawn one can only be brought back."""
    name = name_of(found)
    if policies.is_withdrawn(found):
        return [_button("bring_back", _("Bring it back"), reverse(f"{name}_bring_back", args=[found.pk]))]
    return [
        *steps,
        _button("edit", _("Change the words or days"), reverse(f"{name}_edit", args=[found.pk])),
        _button("withdraw", _("Withdraw it: recorded by mistake"), reverse(f"{name}_withdraw", args=[found.pk])),
    ]


def _button(name: str, text: str, address: str) -> dict[str, str]:
    return {"name": name, "text": text, "why": "", "href": address, "kind": "secondary"}


def _withdrawn(found: Breach | Recommendation) -> list[dict[str, Any]]:
    if found.withdrawn_on is None:
        return []
    day = {"key": _("Withdrawn on"), "value": date_format(found.withdrawn_on, "j F Y")}
    return [day, *([{"key": _("Why it was a mistake"), "value": found.withdrawn_why}] if found.withdrawn_why else [])]


def _inside(found: Breach | Recommendation, *, own: bool) -> dict[str, Any]:
    """What only the own inspectorate sees: how many versions there are, and what waits beside."""
    if not own:
        return {"history": ""}
    return {
        "thing": found,
        "history": f"{name_of(found)}_history",
        "versions": f"{name_of(found)}_versions",
        "waiting": queries.waiting_beside(found.text),
    }


def _colour(state: str, due: Any) -> str:
    if state == BreachState.WITHDRAWN:
        return "cancelled"
    if state == BreachState.ENFORCEMENT:
        return "due"
    if state in {BreachState.OPEN, RecommendationState.OPEN}:
        return "overdue" if due is not None and due < timezone.localdate() else "due"
    return "done"


def _steps(found: Breach) -> list[dict[str, str]]:
    return [
        _button(name, str(text), reverse("breach_step", args=[found.pk, name]))
        for name, text in STEPS.items()
        if found.state in policies.BREACH_STEPS[name]
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def breach_step(request: SignedIn, pk: int, step: str) -> HttpResponse:
    """Take one of its steps."""
    found = queries.breach_for(request.user, pk)
    if step not in STEPS:
        raise Http404
    policies.can_record.check(request.user, found.activity.programme)
    if request.method != "POST":
        policies.can_follow_breach.check(request.user, found, step)
    undo = step == "reopen"
    form = forms.UndoForm(sent(request), initial={"state": found.state}) if undo else forms.StepForm(sent(request))
    if form.is_valid():
        facts = {**form.cleaned_data, **({} if undo else {"step": step})}
        command: Any = commands.reopen_breach if undo else commands.follow_breach
        if saved := attempt(form, command, found, **facts, by=request.user):
            messages.success(request, _taken(saved, undo=undo))
            return redirect("breach", pk)
        found = queries.breach_for(request.user, pk)
        form.renew(state=found.state)
    context = below(found, str(STEPS[step]), (found.standard, reverse("breach", args=[pk])))
    hint, back = _undone(found) if undo else read_by(found.activity), reverse("breach", args=[pk])
    return show(request, "step", context, form, button=STEPS[step], back=back, hint=hint)


def _undone(found: Breach | Recommendation) -> str:
    """What is undone, read together with the mark of it, and who reads the reason."""
    stands = _("It is recorded as: %(state)s.") % {"state": found.get_state_display()}
    return f"{stands} {UNDOING}"


def _taken(saved: Breach | Recommendation, *, undo: bool) -> str:
    """What a step or its undoing came to."""
    said = (
        _("The last step was undone. The breach is recorded as “%(state)s” again.")
        if undo
        else _("The breach is recorded as “%(state)s”.")
    )
    return said % {"state": saved.get_state_display()}


@require_http_methods(["GET", "HEAD", "POST"])
def recommendation_add(request: SignedIn, pk: int) -> HttpResponse:
    """Recommend something to an agency."""
    found = _to_follow(request, pk, policies.can_say_what_it_showed)
    initial = {"client_id": uuid4(), "agency": found.agency_id}
    form = forms.RecommendationForm(sent(request), bodies=partial(queries.bodies_of, found), initial=initial)
    if form.is_valid():
        added = attempt(form, commands.add_recommendation, found, **form.cleaned_data, by=request.user)
        if added:
            messages.success(request, _("The recommendation was recorded."))
            return redirect("recommendation", added.pk)
    return show(
        request, "step", framed(found, _("Add a recommendation")), form, button=_("Add the recommendation"), hint=read_by(found)
    )


@require_safe
def recommendation(request: SignedIn, pk: int) -> HttpResponse:
    """One recommendation, and closing it."""
    found = queries.recommendation_for(request.user, pk)
    closed = found.closed_on is not None
    days = ((_("Due on"), found.due_on), (_("Closed on"), found.closed_on))
    facts = [
        {"key": _("Status"), "value": found.get_state_display(), "status": _colour(found.state, found.due_on)},
        {"key": _("To"), "value": f"{found.agency.name} ({found.get_addressee_display()})"},
        *({"key": key, "value": date_format(day, "j F Y")} for key, day in days if day is not None),
        {"key": _("What is recommended"), "value": found.text.body},
        *([{"key": _("What was seen"), "value": found.note}] if found.note else []),
        *_withdrawn(found),
    ]
    name, text = ("reopen", _("Open it again")) if closed else ("close", _("Close it with what was seen"))
    steps = [_button(name, text, reverse(f"recommendation_{name}", args=[pk]))]
    own = policies.can_record(request.user, found.activity.programme)
    actions = _actions(found, steps) if own else []
    context = below(found, _("Recommendation"))
    return show(request, "followed", context, facts=facts, actions=actions, **_inside(found, own=own))


@require_http_methods(["GET", "HEAD", "POST"])
def recommendation_close(request: SignedIn, pk: int) -> HttpResponse:
    """Met or not met, with what was seen."""
    found = queries.recommendation_for(request.user, pk)
    policies.can_record.check(request.user, found.activity.programme)
    if request.method != "POST":
        policies.can_close_recommendation.check(request.user, found)
    form = forms.CloseForm(sent(request))
    if form.is_valid() and done(form, commands.close_recommendation, found, **form.cleaned_data, by=request.user):
        met, not_met = _("The recommendation is closed: it was met."), _("The recommendation is closed: it was not met.")
        messages.success(request, met if form.cleaned_data["met"] else not_met)
        return redirect("recommendation", pk)
    page = reverse("recommendation", args=[pk])
    context = below(found, _("Close the recommendation"), (_("Recommendation"), page))
    return show(request, "step", context, form, button=_("Close the recommendation"), back=page, hint=read_by(found.activity))


@require_http_methods(["GET", "HEAD", "POST"])
def recommendation_reopen(request: SignedIn, pk: int) -> HttpResponse:
    """Open it again."""
    found = queries.recommendation_for(request.user, pk)
    policies.can_record.check(request.user, found.activity.programme)
    if request.method != "POST":
        policies.can_reopen_recommendation.check(request.user, found)
    form = forms.UndoForm(sent(request), initial={"state": found.state})
    if form.is_valid() and done(form, commands.reopen_recommendation, found, **form.cleaned_data, by=request.user):
        messages.success(request, _("The recommendation is open again."))
        return redirect("recommendation", pk)
    if form.is_bound:
        found = queries.recommendation_for(request.user, pk)
        form.renew(state=found.state)
    page = reverse("recommendation", args=[pk])
    context = below(found, _("Open it again"), (_("Recommendation"), page))
    return show(request, "step", context, form, button=_("Open it again"), back=page, hint=_undone(found))
