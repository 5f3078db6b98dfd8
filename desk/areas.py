"""Pages of local areas: the list, and one area with its partnership, whose remit each agency is, and its history."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.requests import SignedIn
from agencies import queries
from agencies.models import LocalArea
from agencies.queries import AREA_TYPES as TYPES
from agencies.queries import ATTRIBUTION, AreaFilter
from desk import history
from desk.profile import profile_of
from jtai.forms import SearchForm
from jtai.pages import MARKING
from programmes.queries import Among

A_PAGE = 25
REAL, INVENTED = "real", "demonstration"


class AreaSearch(SearchForm):
    """What to narrow the list by."""

    text = forms.CharField(label=gettext_lazy("Name contains"), max_length=100, required=False)
    region = forms.ChoiceField(label=gettext_lazy("Region"), required=False)
    type = forms.ChoiceField(
        label=gettext_lazy("Type"), choices=[("", gettext_lazy("Any type")), *TYPES.items()], required=False
    )
    show = forms.ChoiceField(
        label=gettext_lazy("Show"),
        choices=[
            ("", gettext_lazy("All local areas")),
            (REAL, gettext_lazy("Real local areas")),
            (INVENTED, gettext_lazy("Invented ones")),
        ],
        required=False,
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        field = self.fields["region"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Any region")), *((row.code, row.name) for row in queries.regions())]

    def asked(self) -> AreaFilter:
        """What was typed; what cannot be used narrows nothing."""
        typed = getattr(self, "cleaned_data", {})
        shown = {REAL: False, INVENTED: True}.get(typed.get("show", ""))
        return AreaFilter(typed.get("text", ""), typed.get("region", ""), typed.get("type", ""), shown)


@require_safe
def local_areas(request: SignedIn) -> HttpResponse:
    """The local areas by name."""
    form = AreaSearch(request.GET)
    good = form.is_valid()
    page = Paginator(queries.local_areas(form.asked()), A_PAGE).get_page(request.GET.get("page"))
    kept = request.GET.copy()
    kept.pop("page", None)
    rows = [{"area": area, "type": TYPES.get(area.type, area.type)} for area in page]
    context = {"form": form, "page": page, "rows": rows, "query": f"{kept.urlencode()}&" if kept else ""}
    return render(request, "desk/local_areas.html", context, status=200 if good else 422)


@require_safe
def local_area(request: SignedIn, code: str) -> HttpResponse:
    """One local area, as far as the viewer may see what happened there."""
    found = queries.local_area_for(code)
    agencies = list(queries.partnership_agencies(found))
    inspections, past = list(history.inspections_seen(request.user, [found])), list(history.past_inspections([found]))
    reports = list(history.reports_of([found]))
    profile = profile_of(request.user, Among(agencies, [found]), inspections, past)
    context = {
        "area": found,
        "facts": _facts(found),
        "agencies": agencies,
        "inspections": inspections,
        # People of an inspectorate answer for no area.
        "answering": [] if profile else history.inspections_answered(request.user, found),
        "reports": reports,
        "past": past,
        "profile": profile,
        "statements": history.statements(reports, inspections) if profile else [],
        "marking": MARKING if profile else "",
        "attribution": "" if found.demonstration else ATTRIBUTION,
        "demonstration": found.demonstration,
    }
    return render(request, "desk/local_area.html", context)


def _facts(found: LocalArea) -> list[dict[str, object]]:
    children = _("%(count)s aged 0 to 17 (%(year)s)") % {
        "count": f"{found.population_0_17:,}",
        "year": found.population_year,
    }
    deprivation = _("Average score %(score)s, rank %(rank)s (1 is most deprived)") % {
        "score": found.deprivation_score,
        "rank": found.deprivation_rank,
    }
    return [
        {"key": _("Local authority"), "value": found.official_name},
        {"key": _("Type"), "value": TYPES.get(found.type, found.type)},
        {"key": _("Region"), "value": found.region.name},
        {"key": _("Code"), "value": found.code},
        {"key": _("Children"), "value": children},
        {"key": _("Deprivation, 2025"), "value": deprivation},
    ]
