"""The year's pages: the list, one year with its places, and planning an inspection in three steps."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import SignedIn
from agencies.models import LocalArea
from agencies.queries import AreaFilter, regions
from inspections.queries import deep_dives
from jtai.forms.rows import as_key
from jtai.pages import MARKING
from scheduling import commands, policies, queries
from scheduling.forms import AreaSearch, ConfirmForm, PlanForm, YearForm
from scheduling.models import ProgrammeYear

INSTEAD_OF = "instead_of"  # in addresses and forms: the inspection whose place is to be taken


@require_safe
def programme_years(request: SignedIn) -> HttpResponse:
    """Every year with its target, what is planned and done, and the shortfall."""
    standings = queries.standings(request.user, list(queries.years()))
    why_not = policies.can_own_year.why_not(request.user)
    context = {"standings": standings, "owns": not why_not, "sees_all": queries.sees_all(request.user)}
    return render(request, "scheduling/programme_years.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def year_open(request: SignedIn) -> HttpResponse:
    """Open a programme year."""
    policies.can_own_year.check(request.user)
    opened = {row.year for row in queries.years()}
    form = YearForm(request.POST) if request.method == "POST" else YearForm.empty(opened)
    if form.is_valid() and not _taken(form):
        year = commands.open_year(**form.cleaned_data, by=request.user)
        messages.success(request, _("The programme year %(year)s is open.") % {"year": year})
        return redirect(year)
    return render(request, "scheduling/year_form.html", {"form": form}, status=422 if form.errors else 200)


def _taken(form: YearForm) -> bool:
    taken = queries.years().filter(year=form.cleaned_data["year"]).first()
    if taken is not None:
        form.add_error("year", _("The programme year %(year)s is open already") % {"year": taken})
    return taken is not None


@require_safe
def programme_year(request: SignedIn, year: int) -> HttpResponse:
    """The places of one year, the empty ones too."""
    programme = queries.year_for(request.user, year)
    standing = queries.standing_of(request.user, programme)
    owns = policies.can_own_year(request.user)
    given_back = [row.inspection for row in standing.given_back]
    holidays = {one.inspection.pk: one for one in queries.in_holidays(standing.placed)}
    context = {
        "standing": standing,
        "rows": [(row, holidays.get(row.inspection.pk)) for row in standing.rows],
        "figures": _figures(standing, owns=owns),
        "empty": range(standing.planned + 1, programme.target + 1),
        "owns": owns,
        "sees_all": standing.whole,
        "against_now": queries.against_now(request.user, [programme]).get(year, []) if standing.waits else [],
        "marking": MARKING,
        "demonstration": any(row.local_area.demonstration for row in (*standing.placed, *given_back)),
        "demonstration_among": True,
    }
    return render(request, "scheduling/programme_year.html", context)


def _figures(standing: queries.Standing, *, owns: bool) -> list[dict[str, object]]:
    target = reverse("year_target", args=[standing.year.year])
    text = _("Change the target") if owns else _("See its history")
    rows: list[dict[str, object]] = [
        {
            "key": _("Target"),
            "value": standing.year.target,
            "actions": [{"text": text, "href": target, "about": _("of this year")}],
        },
        {"key": _("Planned"), "value": standing.planned},
        {"key": _("Published"), "value": standing.done},
    ]
    return [*rows, {"key": _("Shortfall"), "value": standing.shortfall}] if standing.whole else rows


@require_http_methods(["GET", "HEAD", "POST"])
def plan_inspection(request: SignedIn, year: int) -> HttpResponse:
    """Choose (GET), look at every date (GET, step=preview), confirm (POST). Choosing changes nothing, so it is GET."""
    programme = queries.year_for(request.user, year)
    policies.can_own_year.check(request.user)
    if request.method == "POST":
        return _confirm(request, programme)
    search = AreaSearch(request.GET, regions())
    areas = _areas(request, programme, search)
    if request.GET.get("step") != "preview":
        return _choose(request, programme, search, PlanForm(None, initial=_typed(request.GET), **_choices(programme, areas)))
    form = PlanForm(request.GET, **_choices(programme, areas))
    if not form.is_valid():
        return _choose(request, programme, search, form)
    return _look(request, programme, form, ConfirmForm(None, **_choices(programme, areas)))


def _gone(request: SignedIn, programme: ProgrammeYear) -> queries.GivenBack | None:
    """The inspection whose place the new one is to take, if one was named."""
    named = (request.POST if request.method == "POST" else request.GET).get(INSTEAD_OF, "")
    if not named:
        return None
    return queries.given_back_for(queries.standing_of(request.user, programme), as_key(named) or 0)


def _areas(request: SignedIn, programme: ProgrammeYear, search: AreaSearch) -> list[LocalArea]:
    asked = AreaFilter(**search.cleaned_data) if search.is_valid() else AreaFilter()
    found = list(queries.free_areas(request.user, programme, asked))
    # An area that was chosen before somebody narrowed the list stays chosen.
    kept = request.GET.get("area", "")
    if kept not in {"", *(area.code for area in found)}:
        found += [area for area in queries.free_areas(request.user, programme, AreaFilter()) if area.code == kept]
    return found


def _choices(programme: ProgrammeYear, areas: list[LocalArea]) -> dict[str, Any]:
    return {"year": programme, "areas": areas, "frameworks": queries.frameworks_of(programme), "topics": deep_dives()}


def _typed(sent: QueryDict) -> dict[str, Any]:
    """What was typed before the list was narrowed, as it was typed."""
    parts = tuple(sent.get(f"fieldwork_start_{part}", "") for part in ("day", "month", "year"))
    kept: dict[str, Any] = {name: sent[name] for name in ("area", "framework", "topic") if name in sent}
    return {**kept, "fieldwork_start": parts}


def _choose(request: SignedIn, programme: ProgrammeYear, search: AreaSearch, form: PlanForm) -> HttpResponse:
    context = {
        "year": programme,
        "search": search,
        "form": form,
        "gone": _gone(request, programme),
        "found": len(form.areas),
        "narrowed": bool(request.GET.get("step")),
    }
    return render(request, "scheduling/plan_choose.html", context, status=422 if form.errors else 200)


def _look(request: SignedIn, programme: ProgrammeYear, chosen: PlanForm, form: ConfirmForm) -> HttpResponse:
    place = chosen.place()
    gone = _gone(request, programme)
    sent = chosen.sent() | ({INSTEAD_OF: str(gone.inspection.pk)} if gone else {})
    context = {
        "year": programme,
        "chosen": place,
        "gone": gone,
        "sent": sent,
        "preview": _preview(request, programme, place),
        "form": form,
        "change": f"{request.path}?{urlencode(sent | _day_parts(place['fieldwork_start']))}",
        "demonstration": place["local_area"].demonstration,
    }
    return render(request, "scheduling/plan_preview.html", context, status=422 if form.errors else 200)


def _preview(request: SignedIn, programme: ProgrammeYear, place: dict[str, Any]) -> queries.Preview:
    """Every date, and what this local area would break in this week beside what the year has."""
    one = queries.ByHand(place["local_area"], place["framework"], place["fieldwork_start"])
    against = queries.against_by_hand(request.user, programme, one)
    return queries.preview(place["framework"], place["fieldwork_start"], against)


def _day_parts(day: date) -> dict[str, str]:
    return {"fieldwork_start_day": str(day.day), "fieldwork_start_month": str(day.month), "fieldwork_start_year": str(day.year)}


def _confirm(request: SignedIn, programme: ProgrammeYear) -> HttpResponse:
    everywhere = list(queries.free_areas(request.user, programme, AreaFilter()))
    form = ConfirmForm(request.POST, **_choices(programme, everywhere))
    if not form.chosen_well():
        typed = request.POST.dict() | (_day_parts(form.start) if form.start else {})
        return _choose(request, programme, AreaSearch({}, regions()), PlanForm(typed, **_choices(programme, everywhere)))
    place, gone = form.place(), _gone(request, programme)
    looked = _preview(request, programme, place)
    if not form.require_reason(against=looked.needs_reason, replaces=gone is not None):
        return _look(request, programme, form, form)
    instead_of = gone.inspection if gone else None
    inspection = commands.place_inspection(programme, **place, instead_of=instead_of, broken=looked.broken, by=request.user)
    messages.success(
        request, _("%(area)s has its place in the year. Now assemble the team.") % {"area": place["local_area"].name}
    )
    return redirect(inspection)
