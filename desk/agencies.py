"""Pages of agencies: the list, and one force, care board, provider or other agency with what is known of it."""

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
from agencies.models import Agency, LocalArea
from desk import history
from desk.profile import profile_of
from jtai.forms import SearchForm
from jtai.pages import MARKING
from programmes.queries import Among

A_PAGE = 25
REAL, INVENTED = "real", "demonstration"


class AgencySearch(SearchForm):
    """What to narrow the list by."""

    text = forms.CharField(label=gettext_lazy("Name contains"), max_length=100, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    show = forms.ChoiceField(
        label=gettext_lazy("Show"),
        choices=[
            ("", gettext_lazy("All agencies")),
            (REAL, gettext_lazy("Real agencies")),
            (INVENTED, gettext_lazy("Invented ones")),
        ],
        required=False,
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        field = self.fields["kind"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Any kind")), *((row.code, row.name) for row in queries.agency_kinds())]

    def asked(self) -> dict[str, Any]:
        """What was typed, as the query takes it; what cannot be used narrows nothing."""
        typed = getattr(self, "cleaned_data", {})
        shown = {REAL: False, INVENTED: True}.get(typed.get("show", ""))
        return {"text": typed.get("text", ""), "kind": typed.get("kind", ""), "demonstration": shown}


@require_safe
def agencies(request: SignedIn) -> HttpResponse:
    """The agencies by name."""
    form = AgencySearch(request.GET)
    good = form.is_valid()
    page = Paginator(queries.agencies(**form.asked()), A_PAGE).get_page(request.GET.get("page"))
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {"form": form, "page": page, "query": f"{kept.urlencode()}&" if kept else ""}
    return render(request, "desk/agencies.html", context, status=200 if good else 422)


@require_safe
def agency(request: SignedIn, code: str) -> HttpResponse:
    """One agency, the local areas that it serves, and what the viewer may know of it."""
    found = queries.agency_for(code)
    served = sorted((row.local_area for row in found.partnerships.all()), key=lambda area: area.name)
    inspections, past = list(history.inspections_seen(request.user, served)), history.past_inspections(served)
    profile = profile_of(request.user, Among([found]), inspections, past)
    context = {
        "agency": found,
        "facts": _facts(found, served),
        "served": served,
        "profile": profile,
        "statements": history.statements(history.reports_of(served), inspections) if profile else [],
        "marking": MARKING if profile else "",
        "demonstration": found.demonstration,
    }
    return render(request, "desk/agency.html", context)


def _facts(found: Agency, served: list[LocalArea]) -> list[dict[str, object]]:
    inspectorate = found.kind.inspectorate
    return [
        {"key": _("Kind"), "value": found.kind.name},
        {"key": _("Looked at by"), "value": inspectorate.short_name if inspectorate else _("No inspectorate of the four")},
        {"key": _("Code"), "value": found.code},
        {"key": _("Local areas"), "value": str(len(served))},
    ]
