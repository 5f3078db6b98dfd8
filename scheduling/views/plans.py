"""Pages of plans: the list, what one asks, the plan itself, its reasons, and what becomes of it."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedIn
from inspections.queries import deep_dives
from jtai.pages import attempt, cleaned, page_of, sent
from programmes.queries import invented_only
from scheduling import commands, policies, queries
from scheduling.asked import AskedRules, read_weights
from scheduling.forms import AskForm, BringBackForm, CopyForm, PlanSearch, VersionForm, clash_field, why_field
from scheduling.models import Plan, PlanPlace, PlanState, ProgrammeYear
from scheduling.views.plan_page import above, frame, plan_of, year_of
from scheduling.views.within import show


@require_safe
def plans(request: SignedIn, year: int) -> HttpResponse:
    """The plans of a year."""
    programme = year_of(request, year)
    search = PlanSearch(request.GET)
    asked = cleaned(search)
    page, query = page_of(request, queries.plans_of(request.user, programme, **asked))
    found = list(page.object_list)
    wanted = queries.wanted_by(found)
    context = {
        "search": search,
        "page": page,
        "query": query,
        "rows": [(plan, wanted.get(plan.pk) or 0) for plan in found],
        "filtered": any(asked.get(name) for name in ("text", "state")),
    }
    return show(request, "plans", {**above(programme), **context})


# What a plan asks.


@require_http_methods(["GET", "HEAD", "POST"])
def plan_add(request: SignedIn, year: int) -> HttpResponse:
    """A new plan, with what is usual filled in."""
    programme = year_of(request, year)
    lists = _lists(programme)
    form = AskForm(sent(request), initial=_usual(request, programme, lists), **lists)
    if form.is_valid():
        made = attempt(form, commands.make_plan, programme, _asked(form), by=request.user)
        if made is not None:
            messages.success(request, _("The plan was made. Propose its local areas, or put them in by hand."))
            return redirect(made)
    return show(request, "plan_form", above(programme, _("New plan")), form, back=None, **_room(request, programme, form))


@require_http_methods(["GET", "HEAD", "POST"])
def plan_edit(request: SignedIn, year: int, pk: int) -> HttpResponse:
    """Change what a plan asks. Somebody else's change in between is shown beside what was typed."""
    plan = plan_of(request, year, pk)
    policies.can_change_plan.check(request.user, plan)
    stands = _stands(plan)
    form = AskForm(sent(request), initial=stands, **_lists(plan.year, plan))
    if form.is_valid():
        version, there = form.cleaned_data["version"], queries.places_of(plan)
        changed = attempt(form, commands.edit_plan, plan, _asked(form), version=version, by=request.user)
        if changed is not None:
            messages.success(request, _what_stays(there, queries.places_of(changed)))
            return redirect(changed)
    differences = form.differences(stands)
    form.renew(version=plan.version)
    more = {"back": plan, "differences": differences, **_room(request, plan.year, form)}
    return show(request, "plan_form", frame(plan, _("Change what the plan asks")), form, **more)


def _room(request: SignedIn, year: ProgrammeYear, form: AskForm) -> dict[str, Any]:
    """What the target of the year leaves empty, and whether more is asked."""
    room = queries.Room(year.target, queries.standing_of(request.user, year).planned)
    return {"room": room, "too_many": room.too_many(form.wanted()), "invented_alone": invented_only()}


def _what_stays(before: Sequence[PlanPlace], after: Sequence[PlanPlace]) -> str:
    """A set that is asked no more takes its places with it: they are named."""
    there = {row.local_area_id for row in after}
    gone = [row.local_area.name for row in before if row.local_area_id not in there]
    if not gone:
        return _("The plan was changed. Its places stay as they are until the next proposal.")
    said = ngettext(
        "The plan was changed. %(names)s went out with a set that is asked no more.",
        "The plan was changed. These went out with a set that is asked no more: %(names)s.",
        len(gone),
    )
    return said % {"names": ", ".join(gone)}


def _lists(year: ProgrammeYear, plan: Plan | None = None) -> dict[str, Any]:
    kept = [one.topic_id for one in queries.sets_of(plan) if one.topic_id] if plan else []
    return {"frameworks": queries.frameworks_of(year), "topics": deep_dives(kept=kept)}


def _usual(request: SignedIn, year: ProgrammeYear, lists: dict[str, Any]) -> dict[str, Any]:
    """As many local areas as places are still empty. Which framework and topic is for a person to say, where there is a choice."""
    [standing] = queries.standings(request.user, [year])
    frameworks = lists["frameworks"]
    only = str(frameworks[0].pk) if len(frameworks) == 1 else ""
    first = {"set_1_count": max(1, standing.shortfall), "set_1_framework": only, "set_1_topic": ""}
    return {**first, **_numbers(AskedRules()), **_weights({}), "seed": 1, "version": 0}


def _stands(plan: Plan) -> dict[str, Any]:
    """What the plan asks now, as the form has it."""
    found: dict[str, Any] = {"name": plan.name, "note": plan.note, "seed": plan.seed, "version": plan.version}
    for number, one in enumerate(queries.sets_of(plan), start=1):
        found[f"set_{number}_count"] = one.count
        found[f"set_{number}_framework"] = str(one.framework_id)
        found[f"set_{number}_topic"] = str(one.topic_id or "")
    return {**found, **_numbers(AskedRules.read(plan.rules)), **_weights(plan.weights)}


def _numbers(rules: AskedRules) -> dict[str, Any]:
    names = ("years_apart", "force_weeks", "busy_before", "busy_after")
    return {
        **{name: getattr(rules, name) for name in names},
        **{clash_field(key): days for key, days in rules.clash.items()},
        "left_out": list(rules.left_out),
        **{why_field(rule): reason for rule, reason in rules.left_out.items()},
    }


def _weights(kept: dict[str, Any]) -> dict[str, str]:
    return {f"weight_{weight}": str(value) for weight, value in read_weights(kept).items()}


def _asked(form: AskForm) -> commands.Asked:
    typed = form.cleaned_data
    numbers = {name: typed[name] for name in ("years_apart", "force_weeks", "busy_before", "busy_after")}
    return commands.Asked(
        name=typed["name"],
        note=typed["note"],
        sets=[commands.AskedSet(*one) for one in form.sets()],
        weights=form.weights(),
        rules=AskedRules(**numbers, clash=form.clash(), left_out=form.reasons()),
        seed=typed["seed"],
    )


# The plan.


@require_safe
def plan(request: SignedIn, year: int, pk: int) -> HttpResponse:
    """A plan with its places in the order of their weeks, what they break, and how far the search for a better one is."""
    found = plan_of(request, year, pk)
    shown = queries.plan_shown(request.user, found)
    changes = policies.can_change_plan(request.user, found)
    context = {
        "shown": shown,
        "search": queries.search_of(found, shown.looked) if found.state == PlanState.DRAFT else None,
        "changes": changes,
        "last": queries.last_move(request.user, found) if changes else None,
        "too_many": queries.Room(found.year.target, len(shown.fixed)).too_many(shown.wanted) if changes else "",
        "demonstration": shown.demonstration,
        "demonstration_among": True,
    }
    return show(request, "plan", {**frame(found), **context})


@require_safe
def plan_reasons(request: SignedIn, year: int, pk: int) -> HttpResponse:
    """Why the plan is as it is."""
    found = plan_of(request, year, pk)
    return show(request, "plan_reasons", frame(found, _("Reasons")), reasons=queries.reasons_of(request.user, found))


# What becomes of it.


@require_http_methods(["GET", "HEAD", "POST"])
def plan_copy(request: SignedIn, year: int, pk: int) -> HttpResponse:
    """The same once more, under another name."""
    found = plan_of(request, year, pk)
    form = CopyForm(sent(request))
    if form.is_valid():
        made = attempt(form, commands.copy_plan, found, form.cleaned_data["name"], by=request.user)
        if made is not None:
            messages.success(request, _("This is the copy of “%(name)s”.") % {"name": found.name})
            return redirect(made)
    return show(request, "plan_copy", frame(found, _("Copy the plan")), form)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_discard(request: SignedIn, year: int, pk: int) -> HttpResponse:
    """Asks first; then the plan is put aside."""
    found = plan_of(request, year, pk)
    policies.can_change_plan.check(request.user, found)
    if request.method == "POST":
        commands.discard_plan(found, by=request.user)
        messages.success(request, _("The plan “%(name)s” was discarded. It can be brought back.") % {"name": found.name})
        return redirect("plans", year)
    return show(request, "plan_discard", frame(found, _("Discard this plan?")))


@require_POST
def plan_bring_back(request: SignedIn, year: int, pk: int) -> HttpResponse:
    """A discarded plan is a draft again; where another plan has its name meanwhile, another one is asked for."""
    found = plan_of(request, year, pk)
    form = BringBackForm({"name": found.name, **request.POST.dict()})
    if form.is_valid():
        back = attempt(form, commands.bring_back_plan, found, form.cleaned_data["name"], by=request.user)
        if back is not None:
            messages.success(request, _("The plan is a draft again."))
            return redirect(back)
    return show(request, "plan_bring_back", frame(found, _("Bring the plan back")), form)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_adopt(request: SignedIn, year: int, pk: int) -> HttpResponse:
    """Shows every inspection that would be planned; then plans all of them, or says what is in the way."""
    found = plan_of(request, year, pk)
    policies.can_change_plan.check(request.user, found)
    form = VersionForm(sent(request), initial={"version": found.version})
    if form.is_valid():
        made = attempt(form, commands.adopt_plan, found, version=form.cleaned_data["version"], by=request.user)
        if made is not None:
            said = ngettext(
                "The plan was adopted: %(count)d inspection is planned.", "The plan was adopted: %(count)d inspections are planned.",
                len(made),
            )  # fmt: skip
            messages.success(request, said % {"count": len(made)})
            return redirect(found.year)
    shown = queries.plan_shown(request.user, found)
    form.renew(version=found.version)
    rows = queries.to_be([one.row for one in shown.rows if not one.passed_over])
    too_many = queries.Room(found.year.target, len(shown.fixed)).would_pass(len(rows))
    return show(request, "plan_adopt", frame(found, _("Adopt this plan")), form, shown=shown, rows=rows, too_many=too_many)
