"""What one inspection would break that is given its week by hand: judged as the places of a plan are, in the same sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from agencies.queries import holidays, inspectorates
from inspections.models import Inspection
from inspections.policies import SaidOfWeek
from jtai.programmeyears import year_of
from scheduling import policies
from scheduling.models import Plan, PlanState, ProgrammeYear
from scheduling.proposing.facts import Place, Rule
from scheduling.proposing.rules import Break, Judge
from scheduling.proposing.words import Words, listed
from scheduling.queries.facts import gather_by_hand
from scheduling.queries.yearly import ByHand, YearFacts

# The calendar's own sentences say these, to everybody who may choose a week (inspections.calendar).
OF_CALENDAR = frozenset({Rule.CLOSED, Rule.HOLIDAY, Rule.PASSED})


@dataclass(frozen=True)
class SaidBy:
    """That a place breaks a rule of a plan, or one of the usual ones."""

    plan: Plan | None
    words: Words
    place: Place
    broken: Break

    @property
    def fact(self) -> tuple[object, ...]:
        """What stands in the way, whatever a plan asks of it."""
        one = self.broken
        return one.rule, one.span, one.group, one.other

    @property
    def sentence(self) -> str:
        """As it is said of a place of the plan."""
        return self.words.broken(self.place, self.broken)

    @property
    def named(self) -> str:
        """The plan by its name."""
        return f"“{self.plan.name}”" if self.plan else ""


def said_once(said: Sequence[SaidBy], plans: int) -> list[str]:
    """A sentence for each fact, that of the plan that asks most of it; with who asks what, where the plans (so many) differ."""
    facts: dict[tuple[object, ...], list[SaidBy]] = {}
    for one in said:
        facts.setdefault(one.fact, []).append(one)
    return [_once(several, plans) for several in facts.values()]


def _once(several: Sequence[SaidBy], plans: int) -> str:
    first = max(several, key=lambda one: one.words.asks(one.broken))
    alike = [one for one in several if one.sentence == first.sentence]
    if len(alike) >= plans:
        return first.sentence
    words = {"said": first.sentence, "plans": listed([one.named for one in alike])}
    others = [
        _("%(asked)s by %(plan)s") % {"asked": one.words.asked(one.broken), "plan": one.named}
        for one in several
        if one not in alike
    ]
    if others:
        return _("%(said)s (asked by %(plans)s; %(others)s)") % {**words, "others": "; ".join(others)}
    return _("%(said)s (asked by %(plans)s)") % words


@dataclass(frozen=True)
class AgainstByHand:
    """What speaks against an inspection in its week. plans: whose rules were asked; none: the usual ones, as no plan is adopted.

    broken: a sentence for each rule of any of them; it needs a reason. soft: what only has to be known.
    """

    plans: Sequence[Plan]
    broken: Sequence[str]
    soft: Sequence[str]

    @property
    def asked_of(self) -> str:
        """By which rules it was judged."""
        if not self.plans:
            return _("No plan of this year is adopted, so these are the usual rules.")
        names = listed([f"“{plan.name}”" for plan in self.plans])
        said = ngettext(
            "These are the rules of the adopted plan %(plans)s.",
            "These are the rules of the adopted plans %(plans)s.",
            len(self.plans),
        )
        return said % {"plans": names}


def against_by_hand(user: User, year: ProgrammeYear, one: ByHand) -> AgainstByHand | None:
    """Judge it by what stands now and this person may see; None for those who may not know of plans."""
    if not policies.can_plan_year(user):
        return None
    plans = list(Plan.objects.filter(year=year, state=PlanState.ADOPTED).order_by("ended_at", "pk"))
    facts, names = YearFacts(user, year, one), {row.code: row.short_name for row in inspectorates()}
    said: list[SaidBy] = []
    soft: dict[str, None] = {}
    for plan in plans or (None,):
        problem, place = gather_by_hand(facts, plan, one)
        judge, words = Judge(problem), Words(problem, holidays(), names)
        breaks = (*judge.alone(place), *judge.beside(place, problem.fixed))
        said += [SaidBy(plan, words, place, each) for each in breaks if each.rule not in OF_CALENDAR]
        soft |= dict.fromkeys(words.softly(place))
    return AgainstByHand(plans, said_once(said, len(plans)), list(soft))


def against_new_week(user: User, inspection: Inspection, start: date) -> SaidOfWeek:
    """The same for an inspection that gets another week; nothing of a year that is not open, as nothing is planned in it."""
    year = ProgrammeYear.objects.filter(year=year_of(start)).first()
    one = ByHand(inspection.local_area, inspection.framework, start, inspection)
    said = against_by_hand(user, year, one) if year else None
    return SaidOfWeek(said.broken, said.soft) if said else SaidOfWeek()
