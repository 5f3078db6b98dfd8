"""The year of a plan as a board, what each week would mean, and taking the last move back."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import SignedIn
from jtai.pages import attempt
from programmes.queries import invented_only
from scheduling import commands, policies, queries
from scheduling.forms import VersionForm, WeekForm
from scheduling.models import Plan
from scheduling.views.plan_page import frame, plan_of, way_back
from scheduling.views.within import show


@require_safe
def plan_board(request: SignedIn, year: int, pk: int) -> HttpResponse:
    """Every local area of a plan with its year: what bars it, what is planned in it, and its week."""
    return _board(request, plan_of(request, year, pk))


def _board(request: SignedIn, plan: Plan, form: VersionForm | None = None) -> HttpResponse:
    whole = queries.judged_plan(request.user, plan)
    why_not = policies.can_change_plan.why_not(request.user, plan)
    last = None if why_not else queries.last_move(request.user, plan)
    context = {
        **frame(plan, _("Board")),
        "board": queries.board_of(whole),
        "version": plan.version,
        "why_not": why_not,
        "last": last,
        "breaks": whole.said_of(last.code) if last else "",
        "demonstration": whole.judged.gathered.demonstration if whole.judged.gathered else invented_only(),
        "demonstration_among": True,
    }
    return show(request, "plan_board", context, form)


@require_safe
def plan_moves(request: SignedIn, year: int, pk: int) -> HttpResponse:
    """What each week would mean for one local area (?area=), or one of them (&week=): asked once when a block is picked up."""
    plan = plan_of(request, year, pk)
    policies.can_change_plan.check(request.user, plan)
    whole = queries.judged_plan(request.user, plan)
    row = whole.row(request.GET.get("area", ""))
    form = WeekForm(request.GET, [one.monday for one in whole.judged.problem.weeks])
    found = [queries.move(whole, row, form.cleaned_data["week"])] if form.is_valid() else queries.moves(whole, row)
    weeks = [{"week": one.monday, "days": one.days, "breaks": len(one.own), "said": one.said} for one in found]
    return JsonResponse({"version": plan.version, "week": row.week, "weeks": weeks})


@require_POST
def plan_undo(request: SignedIn, year: int, pk: int) -> HttpResponse:
    """Take the last move back; where that is not possible any more, the board says why."""
    plan = plan_of(request, year, pk)
    policies.can_change_plan.check(request.user, plan)
    form = VersionForm(request.POST)
    if form.is_valid():
        taken_back = attempt(form, commands.undo_move, plan, version=form.cleaned_data["version"], by=request.user)
        if taken_back is not None:
            messages.success(request, _("Taken back: %(what)s") % {"what": taken_back.words})
            return redirect(way_back(request, plan))
    return _board(request, plan, form)
