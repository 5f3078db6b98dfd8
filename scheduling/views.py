"""The year's pages: the list, one year with its places, and planning an inspection in three steps."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from agencies.models import LocalArea
from agencies.queries import AreaFilter, regions
from inspections.queries import topics
from scheduling import commands, policies, queries
from scheduling.forms import AreaSearch, ConfirmForm, PlanForm, YearForm
from scheduling.models import ProgrammeYear


@require_GET
def programme_years(request: HttpRequest) -> HttpResponse:
    """Every year with its target, what is planned and done, and the shortfall."""
    standings = queries.standings(request.user, list(queries.years()))
    why_not = policies.can_own_year.why_not(request.user)
    context = {"standings": standings, "owns": not why_not, "sees_all": queries.sees_all(request.user)}
    return render(request, "scheduling/programme_years.html", context)


@require_http_methods(["GET", "POST"])
def year_open(request: HttpRequest) -> HttpResponse:
    """Open a programme year."""
    policies.can_own_year.check(request.user)
    form = YearForm(request.POST) if request.method == "POST" else YearForm.empty()
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


@require_GET
def programme_year(request: HttpRequest, year: int) -> HttpResponse:
    """The places of one year, the empty ones too."""
    programme = queries.year_for(request.user, year)
    inspections = list(queries.inspections_of(request.user, programme))
    standing = queries.Standing.of(programme, inspections)
    context = {
        "standing": standing,
        "placed": [row for row in inspections if row.status not in queries.NO_PLACE],
        "given_back": [row for row in inspections if row.status in queries.NO_PLACE],
        "empty": range(standing.planned + 1, programme.target + 1),
        "owns": policies.can_own_year(request.user),
        "sees_all": queries.sees_all(request.user),
    }
    return render(request, "scheduling/programme_year.html", context)


@require_http_methods(["GET", "POST"])
def plan_inspection(request: HttpRequest, year: int) -> HttpResponse:
    """Choose (GET), look at every date (GET with step=preview), confirm (POST). Choosing changes nothing, so it is GET."""
    programme = queries.year_for(request.user, year)
    policies.can_own_year.check(request.user)
    if request.method == "POST":
        return _confirm(request, programme)
    search = AreaSearch(request.GET, regions())
    found = _areas(request, programme, search)
    step = request.GET.get("step", "")
    if step == "preview":
        form = PlanForm(request.GET, **_choices(request, programme, found))
        if form.is_valid():
            return _preview(request, programme, ConfirmForm(None, **_choices(request, programme, found)), form)
        return _choose(request, programme, search, form, status=422)
    return _choose(request, programme, search, PlanForm(None, initial=_typed(request.GET), **_choices(request, programme, found)))


def _areas(request: HttpRequest, programme: ProgrammeYear, search: AreaSearch) -> list[LocalArea]:
    asked = AreaFilter(**search.cleaned_data) if search.is_valid() else AreaFilter()
    found = list(queries.free_areas(request.user, programme, asked))
    # An area that was chosen before somebody narrowed the list stays chosen.
    kept = request.GET.get("area", "")
    if kept and kept not in {area.code for area in found}:
        found += [area for area in queries.free_areas(request.user, programme, AreaFilter()) if area.code == kept]
    return found


def _choices(_request: HttpRequest, programme: ProgrammeYear, areas: list[LocalArea]) -> dict[str, Any]:
    return {"year": programme, "areas": areas, "frameworks": queries.frameworks_of(programme), "topics": list(topics())}
