"""The local areas of a plan: all of them, one of them, and what people say of it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedIn
from agencies.models import LocalArea
from jtai.pages import A_PAGE, cleaned, done, sent
from scheduling import commands, policies, queries
from scheduling.forms import PinForm, PlanAreaSearch, PutForm, RuleOutForm
from scheduling.models import Plan, PlanState
from scheduling.views.plan_page import frame, plan_of, way_back
from scheduling.views.within import show


@require_safe
def plan_areas(request: SignedIn, year: int, pk: int) -> HttpResponse:
    """Every local area that the plan asks about: in or out, and the first reason why it is out."""
    plan = plan_of(request, year, pk)
    policies.can_change_plan.check(request.user, plan)
    search = PlanAreaSearch(request.GET)
    looked, found = queries.areas_considered(request.user, plan, queries.AreaFilterOfPlan(**cleaned(search)))
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    asked = request.GET.copy()
    asked.pop("page", None)
    context = {
        "search": search,
        "page": page,
        "rows": queries.with_why(looked, list(page.object_list)),
        "query": f"{asked.urlencode()}&" if asked else "",
        "demonstration": any(row.local_area.demonstration for row in found),
        "demonstration_among": True,
    }
    return show(request, "plan_areas", {**frame(plan, _("Local areas")), **context})


@require_safe
def plan_area(request: SignedIn, year: int, pk: int, code: str) -> HttpResponse:
    """One local area of a plan: why it is in or out, what is known of it, and each of its weeks; also when it is no draft any more."""
    plan = plan_of(request, year, pk)
    shown = queries.area_in_plan(request.user, plan, code)
    form = PutForm(None, weeks=_weeks(shown.weeks), sets=shown.sets, auto_id="put_%s", initial=_initial(shown.row))
    context = {"shown": shown, "changes": policies.can_change_plan(request.user, plan)}
    return show(request, "plan_area", {**_frame(plan, shown.local_area), **context}, put=form)


def _frame(plan: Plan, area: LocalArea, here: str = "") -> dict[str, Any]:
    """Of a local area's page in a plan, and of what lies below it."""
    at = [plan.year.year, plan.pk]
    draft = plan.state == PlanState.DRAFT
    between = [
        (_("Local areas"), reverse("plan_areas", args=at)) if draft else (_("Reasons"), reverse("plan_reasons", args=at))
    ]
    page = reverse("plan_area", args=[plan.year.year, plan.pk, area.code])
    if here:
        between.append((area.name, page))
    framed = frame(plan, here or area.name, *between)
    caption = f"{plan.name}, {area.name}" if here else plan.name
    return {**framed, "area": area, "area_page": page, "demonstration": area.demonstration, "caption": caption}


def _weeks(weeks: list[Any] | Any) -> list[Any]:
    """To choose from: the open ones first, and then those in which a rule is broken."""
    groups = ((_("Open weeks"), False), (_("Weeks in which a rule is broken"), True))
    found = [(name, [(one.value, one.said) for one in weeks if bool(one.broken) == broken]) for name, broken in groups]
    return [(name, members) for name, members in found if members]


def _initial(row: Any) -> dict[str, str]:
    return {"week": row.week.isoformat(), "set": str(row.set_id)} if row else {}


def _known(request: SignedIn, year: int, pk: int, code: str) -> tuple[Plan, LocalArea]:
    """A plan that can be changed, and the local area of this code; 404 for one that no plan asks about."""
    plan = plan_of(request, year, pk)
    policies.can_change_plan.check(request.user, plan)
    return plan, queries.area_asked(code)


def _back(plan: Plan, area: LocalArea) -> HttpResponse:
    return redirect("plan_area", plan.year.year, plan.pk, area.code)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_pin(request: SignedIn, year: int, pk: int, code: str) -> HttpResponse:
    """Pin a local area in, in any week or in one."""
    plan, area = _known(request, year, pk, code)
    initial = {"week": request.GET.get("week", "")}
    form = PinForm(sent(request), weeks=queries.weeks_to_choose(plan.year.year), initial=initial)
    if form.is_valid() and done(form, commands.pin, plan, area, **form.cleaned_data, by=request.user):
        messages.success(
            request, _("%(area)s is pinned in: every proposal has it where the rules allow.") % {"area": area.name}
        )
        for said in queries.against_pins(request.user, plan, area):
            messages.warning(request, _("These two pins cannot both stand: %(why)s.") % {"why": said})
        return _back(plan, area)
    return show(request, "plan_pin", _frame(plan, area, _("Pin it in")), form)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_rule_out(request: SignedIn, year: int, pk: int, code: str) -> HttpResponse:
    """Rule a local area out, and say why."""
    plan, area = _known(request, year, pk, code)
    form = RuleOutForm(sent(request))
    if form.is_valid() and done(form, commands.rule_out, plan, area, **form.cleaned_data, by=request.user):
        messages.success(request, _("%(area)s is ruled out: no proposal has it.") % {"area": area.name})
        return _back(plan, area)
    return show(request, "plan_rule_out", _frame(plan, area, _("Rule it out")), form)


@require_POST
def plan_leave_open(request: SignedIn, year: int, pk: int, code: str) -> HttpResponse:
    """Nothing is said of the local area any more."""
    plan, area = _known(request, year, pk, code)
    commands.leave_open(plan, area, by=request.user)
    messages.success(request, _("%(area)s is left open again: a proposal may have it or not.") % {"area": area.name})
    return _back(plan, area)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_put(request: SignedIn, year: int, pk: int, code: str) -> HttpResponse:
    """Choose a week (GET), see what would break (GET with a week), and put or move the local area there (POST)."""
    plan, area = _known(request, year, pk, code)
    if request.method != "POST":
        shown = queries.area_in_plan(request.user, plan, code)
        initial = _initial(shown.row)
        # Who chose a week alone, on the board, leaves it in its set.
        asked = {**initial, **request.GET.dict()} if "week" in request.GET else None
        form = PutForm(asked, weeks=_weeks(shown.weeks), sets=shown.sets, initial=initial)
        return _look(request, plan, shown, form)
    form = PutForm(request.POST, weeks=queries.weeks_to_choose(plan.year.year), sets=queries.sets_of(plan))
    if form.is_valid():
        typed = form.cleaned_data
        if done(form, commands.put, plan, area, week=typed["week"], of=typed["set"], version=typed["version"], by=request.user):
            words = {"area": area.name, "week": queries.week_said(typed["week"])}
            messages.success(request, _("%(area)s is in the plan, %(week)s.") % words)
            return redirect(way_back(request, plan))
    return _look(request, plan, queries.area_in_plan(request.user, plan, code), form)


def _look(request: SignedIn, plan: Plan, shown: queries.AreaShown, form: PutForm) -> HttpResponse:
    """The form to choose a week, below what the week would do that was chosen."""
    chosen = cleaned(form)
    week, of = chosen.get("week"), chosen.get("set")
    place = queries.place_now(shown.looked, shown.local_area.pk, week, of) if week and not shown.fixed else None
    heading = _("Move %(area)s") if shown.place else _("Put %(area)s into a week")
    context = _frame(plan, shown.local_area, heading % {"area": shown.local_area.name})
    move = queries.Move(shown.looked, place) if place else None
    return show(request, "plan_put", context, form, shown=shown, move=move, back=way_back(request, plan))


@require_POST
def plan_take_out(request: SignedIn, year: int, pk: int, code: str) -> HttpResponse:
    """Take a local area out of the plan; the plan's page offers to put it back."""
    plan, area = _known(request, year, pk, code)
    if commands.take_out(plan, area, by=request.user):
        messages.success(request, _("%(area)s was taken out of the plan.") % {"area": area.name})
    else:
        messages.info(request, _("%(area)s has no place in the plan.") % {"area": area.name})
    return redirect(plan)
