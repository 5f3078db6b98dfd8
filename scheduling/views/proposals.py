"""Proposals: asked for, watched, stopped, and taken into the plan."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedIn
from jtai.pages import attempt, sent
from scheduling import commands, policies, queries
from scheduling.forms import VersionForm
from scheduling.models import Plan, Proposal
from scheduling.views.plan_page import frame, plan_of
from scheduling.views.within import show


@require_http_methods(["GET", "HEAD", "POST"])
def plan_propose(request: SignedIn, year: int, pk: int) -> HttpResponse:
    """Says what a proposal would take away; then a first plan stands at once, and a worker looks for a better one."""
    found = plan_of(request, year, pk)
    policies.can_change_plan.check(request.user, found)
    form = VersionForm(sent(request), initial={"version": found.version})
    proposal = None
    if form.is_valid():
        proposal = attempt(form, commands.propose, found, version=form.cleaned_data["version"], by=request.user)
    if proposal is not None:
        number = sum(not place[3] for place in proposal.first)
        said = ngettext(
            "A first plan with %(count)d local area stands. A better one is being looked for.",
            "A first plan with %(count)d local areas stands. A better one is being looked for.",
            number,
        )
        if number:
            messages.success(request, said % {"count": number})
        else:
            messages.warning(request, _("No local area can have a place under these rules."))
        return redirect(found)
    form.renew(version=found.version)
    shown = queries.plan_shown(request.user, found)
    return show(request, "plan_propose", frame(found, _("Propose local areas")), form, shown=shown)


@require_safe
def plan_progress(request: SignedIn, year: int, pk: int) -> HttpResponse:
    """How far the search for a better plan is: the fragment that the page fetches again."""
    found = plan_of(request, year, pk)
    search = queries.search_of(found)
    context = {"plan": found, "search": search, "changes": policies.can_change_plan(request.user, found)}
    response = render(request, "scheduling/_plan_search.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def plan_stop(request: SignedIn, year: int, pk: int) -> HttpResponse:
    """It is enough: the best so far stays to be taken."""
    found = plan_of(request, year, pk)
    commands.stop_improving(_newest(found), by=request.user)
    messages.success(request, _("The search ends in a moment. The best plan that it found can still be taken."))
    return redirect(found)


@require_POST
def plan_search_again(request: SignedIn, year: int, pk: int) -> HttpResponse:
    """The search has failed: it is tried again. It was stopped, or its time was over: it goes on from what stands."""
    found = plan_of(request, year, pk)
    commands.search_again(_newest(found), by=request.user)
    messages.success(request, _("A better plan is looked for again."))
    return redirect(found)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_take(request: SignedIn, year: int, pk: int) -> HttpResponse:
    """Put the best plan so far in place of what the plan has; asks first where the plan was changed since it was proposed."""
    found = plan_of(request, year, pk)
    policies.can_change_plan.check(request.user, found)
    proposal = _newest(found)
    form = VersionForm(sent(request), initial={"version": found.version})
    if form.is_valid():
        taken = attempt(form, commands.take_best, proposal, version=form.cleaned_data["version"], by=request.user)
        if taken is not None:
            messages.success(request, _("The better plan was taken."))
            return redirect(found)
    shown = queries.plan_shown(request.user, found)
    form.renew(version=found.version)
    search, rows = queries.search_of(found, shown.looked), [one.row for one in shown.rows]
    taking = queries.taking(proposal, shown.looked, rows) if shown.looked else None
    here = _("Take the better plan") if search and search.better else _("What the search has found")
    return show(request, "plan_take", frame(found, here), form, shown=shown, search=search, taking=taking)


def _newest(plan: Plan) -> Proposal:
    proposal = queries.proposal_of(plan)
    if proposal is None:
        raise Http404
    return proposal
