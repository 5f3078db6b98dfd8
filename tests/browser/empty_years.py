"""Programme years, plans and places given back in which there is nothing, and what their pages say then."""

from django.urls import reverse

from accounts.models import User
from scheduling.commands import Asked, AskedSet, make_plan, open_year
from tests.walk import FRONT_DOOR, framework_version, inspection_at

BARE, PLANNED, GIVEN_BACK = 2096, 2097, 2095


def with_nothing(lead: User) -> list[tuple[str, str]]:
    """(address, what it says): a year without plans, one with a plan that has nothing in it, one whose only place was given back."""
    _bare, planned, _given_back = (open_year(year, by=lead) for year in (BARE, PLANNED, GIVEN_BACK))
    plan = make_plan(planned, Asked("Nothing yet", [AskedSet(framework_version(FRONT_DOOR), None, 1)]), by=lead)
    gone = inspection_at("deferred", area="X095", year=GIVEN_BACK, staffed=False)
    says = {
        "plan": "No local area has a place yet.",
        "plan_adopt": "This plan has no local areas yet.",
        "plan_reasons": "No local area has a place yet.",
        "plan_areas": "No local area fits these filters.",
        "plan_board": "This plan has no local areas yet.",
    }
    pages = [(reverse(name, args=[PLANNED, plan.pk]) + "?text=nowhere", sentence) for name, sentence in says.items()]
    return [
        (reverse("plans", args=[BARE]), "There is no plan of this year yet."),
        (reverse("plan_compare", args=[BARE]), "There are not two plans of this year to compare."),
        (reverse("year_calendar", args=[BARE]), "No inspection that you can see has a place in this year yet."),
        (reverse("replacement_choose", args=[GIVEN_BACK, gone.pk]), "No planned inspection of this year is free"),
        *pages,
    ]
