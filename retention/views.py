"""What retention did, in numbers; and one's own holds, which are released here."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedIn
from retention import policies, queries
from retention.commands import release
from retention.table import policies as table

A_PAGE = 30
MARKING = "OFFICIAL-SENSITIVE"  # why something is on hold may tell of a case


@require_http_methods(["GET", "HEAD", "POST"])
def retention(request: SignedIn) -> HttpResponse:
    """The policy table, the daily runs and one's own holds. Sent: one of them is released."""
    policies.can_see_runs.check(request.user)
    if request.method == "POST":
        release(queries.own_hold(request.user, request.POST.get("hold", "")), by=request.user)
        messages.success(request, _("It is no longer on hold."))
        return redirect("retention")
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
    own = queries.own_holds(request.user)
    context = {
        "table": policy_table,
        "page": page,
        "runs": runs,
        "holds": queries.holds_standing(),
        "own": own,
        "administrator": request.user.is_system_administrator,
        "marking": MARKING if own else "",
    }
    return render(request, "retention/retention.html", context)
