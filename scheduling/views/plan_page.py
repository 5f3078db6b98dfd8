"""What the pages of plans share: the door, and the frame."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.requests import SignedIn
from jtai.pages import MARKING
from scheduling import policies, queries
from scheduling.models import Plan, ProgrammeYear


def year_of(request: SignedIn, year: int) -> ProgrammeYear:
    """The year, for those who make its plans."""
    policies.can_plan_year.check(request.user)
    return queries.year_for(request.user, year)


def plan_of(request: SignedIn, year: int, pk: int) -> Plan:
    """One plan of the year."""
    return queries.plan_for(request.user, year, pk)


def above(year: ProgrammeYear, here: str = "") -> dict[str, Any]:
    """Marking and breadcrumbs of the list, and of what stands beside it."""
    plans = reverse("plans", args=[year.year])
    trail = [
        {"text": _("Programme years"), "href": reverse("programme_years")},
        {"text": str(year), "href": year.get_absolute_url()},
        {"text": _("Plans"), "href": plans if here else ""},
    ]
    if here:
        trail.append({"text": here, "href": ""})
    heading = here or _("Plans of %(year)s") % {"year": year}
    return {"marking": MARKING, "year": year, "trail": trail, "here": heading, "caption": str(year) if here else ""}


def frame(plan: Plan, here: str = "", *between: tuple[str, str]) -> dict[str, Any]:
    """The same of one plan. between: (text, address) between the plan and this page."""
    trail = above(plan.year, plan.name)["trail"]
    if here:
        trail[-1]["href"] = plan.get_absolute_url()
        trail += [{"text": text, "href": href} for text, href in between]
        trail.append({"text": here, "href": ""})
    return {
        "marking": MARKING,
        "year": plan.year,
        "plan": plan,
        "trail": trail,
        "here": here or plan.name,
        "caption": plan.name if here else _("Plan of %(year)s") % {"year": plan.year},
    }


def way_back(request: SignedIn, plan: Plan) -> str:
    """To the board for who comes from there (back=board), else to the plan's page."""
    asked = request.POST if request.method == "POST" else request.GET
    if asked.get("back") == "board":
        return reverse("plan_board", args=[plan.year.year, plan.pk])
    return plan.get_absolute_url()
