"""What one inspection would break that is given its week by hand: judged as the places of a plan are, in the same sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from accounts.models import User
from agencies.queries import holidays, inspectorates
from inspections.models import Inspection
from inspections.policies import SaidOfWeek
from jtai.programmeyears import year_of
from scheduling import policies
from scheduling.models import Plan, PlanState, ProgrammeYear
from scheduling.proposing.facts import Rule
from scheduling.proposing.rules import Judge
from scheduling.proposing.words import Words
from scheduling.queries.facts import gather_by_hand
from scheduling.queries.yearly import ByHand

# The calendar's own sentences say these, to everybody who may choose a week (inspections.calendar).
OF_CALENDAR = frozenset({Rule.CLOSED, Rule.HOLIDAY, Rule.PASSED})


@dataclass(frozen=True)
class AgainstByHand:
    """What speaks against an inspection in its week. plan: whose rules were asked; None: the usual ones, as no plan is adopted.

    broken: a sentence for each rule; it needs a reason. soft: what only has to be known.
    """

    plan: Plan | None
    broken: Sequence[str]
    soft: Sequence[str]

    @property
    def asked_of(self) -> str:
        """By which rules it was judged."""
        if self.plan is None:
            return _("No plan of this year is adopted, so these are the usual rules.")
        return _("These are the rules of the adopted plan “%(plan)s”.") % {"plan": self.plan.name}


def against_by_hand(user: User, year: ProgrammeYear, one: ByHand) -> AgainstByHand | None:
    """Judge it by what stands now and this person may see; None for those who may not know of plans."""
    if not policies.can_plan_year(user):
        return None
    plan = Plan.objects.filter(year=year, state=PlanState.ADOPTED).order_by("-ended_at", "-pk").first()
    problem, place = gather_by_hand(user, year, plan, one)
    judge, words = Judge(problem), Words(problem, holidays(), {row.code: row.short_name for row in inspectorates()})
    breaks = dict.fromkeys((*judge.alone(place), *judge.beside(place, problem.fixed)))
    broken = [words.broken(place, each) for each in breaks if each.rule not in OF_CALENDAR]
    return AgainstByHand(plan, broken, words.softly(place))


def against_new_week(user: User, inspection: Inspection, start: date) -> SaidOfWeek:
    """The same for an inspection that gets another week; nothing of a year that is not open, as nothing is planned in it."""
    year = ProgrammeYear.objects.filter(year=year_of(start)).first()
    one = ByHand(inspection.local_area, inspection.framework, start, inspection)
    said = against_by_hand(user, year, one) if year else None
    return SaidOfWeek(said.broken, said.soft) if said else SaidOfWeek()
