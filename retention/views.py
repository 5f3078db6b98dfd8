"""What retention did: numbers only."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import SignedIn
from retention import policies, queries
from retention.table import policies as table

A_PAGE = 30


@require_safe
def retention(request: SignedIn) -> HttpResponse:
    """The policy table and the daily runs."""
    policies.can_see_runs.check(request.user)
    page = Paginator(queries.runs(), A_PAGE).get_page(request.GET.get("page"))
    runs = [
        {"at": run.at, "removed": sorted((k, v) for k, v in run.removed.items() if v), "held": sum(run.held.values())}
        for run in page
    ]
    context = {"table": table()[0], "page": page, "runs": runs, "holds": queries.holds_standing()}
    return render(request, "retention/retention.html", context)
