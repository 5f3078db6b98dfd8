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
    policy_table = table()[0]
    # A policy that has left the table keeps its code in the runs of its time.
    called = {policy.code: policy.words for policy in policy_table}
    runs = [
        {
            "at": run.at,
            "removed": sorted((called.get(code, code), number) for code, number in run.removed.items() if number),
            "held": sum(run.held.values()),
        }
        for run in page
    ]
    context = {"table": policy_table, "page": page, "runs": runs, "holds": queries.holds_standing()}
    return render(request, "retention/retention.html", context)
