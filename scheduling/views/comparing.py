"""Plans of a year side by side."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.requests import SignedIn
from programmes.queries import invented_only
from scheduling import queries
from scheduling.views.plan_page import above, year_of


@require_safe
def plan_compare(request: SignedIn, year: int) -> HttpResponse:
    """Two or three plans (?plan=1&plan=2), or a form to choose them."""
    programme = year_of(request, year)
    keys = request.GET.getlist("plan")
    comparison = queries.compared(request.user, programme, keys)
    plans, more = ([], 0) if comparison else queries.plans_to_compare(request.user, programme)
    context = {
        **above(programme, _("Compare plans")),
        "demonstration": invented_only(),
        "demonstration_among": True,
        "comparison": comparison,
        "chosen": keys,
        "plans": plans,
        "more": more,
    }
    return render(request, "scheduling/plan_compare.html", context, status=422 if keys and not comparison else 200)
