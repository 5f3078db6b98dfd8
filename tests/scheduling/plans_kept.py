"""The constraints on plans of a year, each tried to be broken."""

from collections.abc import Callable
from datetime import date

from django.utils import timezone

from scheduling import commands
from scheduling.models import Plan, PlanArea, PlanPlace, PlanSet, Proposal
from tests.inspections.people_kept import again, put, somebody
from tests.scheduling import planning
from tests.walk import cast

NOW = timezone.now()
MONDAY, TUESDAY = date(2098, 6, 9), date(2098, 6, 10)

TRIES: dict[str, Callable[[], object]] = {
    "plan_state_is_known": lambda: Plan.objects.update(state="x", ended_at=NOW, ended_by=somebody()),
    "plan_ended_at_with_ended_by": put(Plan, state="adopted", ended_at=NOW, ended_by=None),
    "plan_has_a_name": put(Plan, name=""),
    "plan_no_draft_has_ended": lambda: Plan.objects.update(ended_at=NOW, ended_by=somebody()),
    "plan_named_once_a_year": again(Plan),
    "plan_set_position_once": again(PlanSet),
    "plan_set_is_plausible": put(PlanSet, count=0),
    "plan_area_stance_is_known": put(PlanArea, stance="x"),
    "plan_area_said_once": again(PlanArea),
    "plan_area_out_says_why": put(PlanArea, reason=""),
    "plan_area_week_is_a_monday": put(PlanArea, stance="in", week=TUESDAY),
    "plan_place_once_an_area": again(PlanPlace),
    "plan_place_week_is_a_monday": put(PlanPlace, week=TUESDAY),
    "proposal_never_worse": put(Proposal, first_points=2, best_points=1),
}


def furnish() -> None:
    """A draft with two places, a local area that is ruled out, and a proposal."""
    if Plan.objects.exists():
        return
    by, places = cast().programme_lead, planning.areas(3)
    made = planning.plan()
    commands.propose(made, by=by)
    PlanPlace.objects.all().delete()
    for area in places[:2]:
        PlanPlace.objects.create(plan=made, set=made.sets.get(), local_area=area, week=MONDAY)
    commands.rule_out(made, places[2], reason="x", by=by)
