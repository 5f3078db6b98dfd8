"""Plans of a year side by side."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.requests import SignedIn
from jtai.pages import MARKING
from programmes.queries import invented_only
from scheduling import queries


@require_safe
def plan_compare(request: SignedIn, year: int) -> HttpResponse:
    """Two or three plans (?plan=1&plan=2), or a form to choose them."""
    programme = queries.year_for(request.user, year)
    keys = request.GET.getlist("plan")
    here = _("Compare plans")
    context = {
        "year": programme,
        "here": here,
        "marking": MARKING,
        "demonstration": invented_only(),
        "trail": [
            {"text": _("Programme years"), "href": reverse("programme_years")},
            {"text": str(programme), "href": programme.get_absolute_url()},
            {"text": here, "href": ""},
        ],
        "comparison": queries.compared(request.user, programme, keys),
        "chosen": keys,
        "plans": queries.plans_of(request.user, programme),
    }
    return render(request, "scheduling/plan_compare.html", context, status=422 if keys and not context["comparison"] else 200)
