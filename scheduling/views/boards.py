"""The year of a plan as a board, and moving a local area to another week by hand."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import SignedIn
from jtai.pages import attempt
from programmes.queries import invented_only
from scheduling import commands, policies, queries
from scheduling.forms import MoveForm, WeekForm
from scheduling.models import Plan, PlanPlace
from scheduling.proposing.words import days
from scheduling.views.plan_page import frame, plan_of, show


@require_safe
def plan_board(request: SignedIn, year: int, pk: int) -> HttpResponse:
    """Every local area of a plan with its year: what bars it, what is planned in it, and its week."""
    plan = plan_of(request, year, pk)
    whole = queries.judged_plan(request.user, plan)
    context = {
        **frame(plan, _("Board")),
        "board": queries.board_of(whole),
        "version": plan.version,
        "why_not": policies.can_change_plan.why_not(request.user, plan),
        "moved": _moved(request, whole),
        "demonstration": invented_only(),
        "demonstration_among": True,
    }
    return show(request, "plan_board", context)


def _moved(request: SignedIn, whole: queries.JudgedPlan) -> dict[str, Any] | None:
    """What was moved just now and from where, as the address says it; it can be undone while it stands elsewhere."""
    rows = {row.local_area.code: row for row in whole.rows.values()}
    row = rows.get(request.GET.get("moved", ""))
    form = WeekForm({"week": request.GET.get("was", "")}, [one.monday for one in whole.judged.problem.weeks])
    if row is None or not form.is_valid():
        return None
    now, was = whole.place(row), form.cleaned_data["week"]
    weeks = whole.judged.problem.weeks
    if now.week == was:
        return None
    move = queries.move(whole, row, now.week)
    return {
        "row": row,
        "name": move.name,
        "days": move.days,
        "said": move.said,
        "was": weeks[was].monday,
        "was_days": days(weeks[was].span),
    }


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


@require_http_methods(["GET", "HEAD", "POST"])
def plan_move(request: SignedIn, year: int, pk: int, code: str) -> HttpResponse:
    """What moving a local area to a week (?week=) would break, and moving it there."""
    plan = plan_of(request, year, pk)
    policies.can_change_plan.check(request.user, plan)
    whole = queries.judged_plan(request.user, plan)
    row, mondays = whole.row(code), [one.monday for one in whole.judged.problem.weeks]
    if request.method != "POST":
        return _look(request, whole, row, WeekForm(request.GET if "week" in request.GET else None, mondays))
    form = MoveForm(request.POST, mondays)
    if form.is_valid():
        week = mondays[form.cleaned_data["week"]]
        asked = {"week": week, "version": form.cleaned_data["version"], "by": request.user}
        if attempt(form, commands.put, plan, row.local_area, **asked):
            return redirect(_board(plan, code, row.week))
    form.renew(version=plan.version)
    return _look(request, whole, row, form)


def _board(plan: Plan, code: str, was: date) -> str:
    return f"{_address(plan)}?{urlencode({'moved': code, 'was': was.isoformat()})}"


def _address(plan: Plan) -> str:
    return reverse("plan_board", args=[plan.year.year, plan.pk])


def _look(request: SignedIn, whole: queries.JudgedPlan, row: PlanPlace, form: WeekForm) -> HttpResponse:
    week = form.weeks.get(str(form.data.get("week", "")))
    context = {
        **frame(whole.plan, _("Move %(area)s") % {"area": row.local_area.name}, (_("Board"), _address(whole.plan))),
        "row": row,
        "move": None if week is None else queries.move(whole, row, week),
        "now": queries.move(whole, row, whole.place(row).week),
        "version": whole.plan.version,
        "demonstration": row.local_area.demonstration,
    }
    return show(request, "plan_move", context, form)
