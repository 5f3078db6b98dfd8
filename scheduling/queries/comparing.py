"""Plans of a year side by side: what each has, what it is worth and by which weight, what it breaks, and what it asks."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from scheduling import policies
from scheduling.asked import CLASHES, USUAL_WEIGHTS, AskedRules, read_weights
from scheduling.models import Plan, PlanSet, PlanState, ProgrammeYear, Stance
from scheduling.proposing.facts import BALANCED, Place, Problem, Rule, Weight
from scheduling.proposing.why import THIRDS, WEIGHTS
from scheduling.proposing.words import RULES, days, listed
from scheduling.queries.moves import JudgedPlan, judged_plan
from scheduling.queries.plans import plans_of
from scheduling.queries.shown import week_said
from scheduling.queries.yearly import YearFacts

FEWEST, MOST = 2, 3
OFFERED = 30  # to choose from, on one page
LONGEST_KEY = 9  # of a row, in digits
CALM: str | Promise = gettext_lazy("half-terms, and several inspections in one month")
TYPES: Mapping[Weight, str | Promise] = {
    Weight.REGION: gettext_lazy("Region"),
    Weight.TYPE: gettext_lazy("Kind of council"),
    Weight.SIZE: gettext_lazy("Number of children"),
    Weight.DEPRIVATION: gettext_lazy("Deprivation"),
}
ORDER = ("low", "middle", "high")
WIDTH, BAR, GAP = 400, 16, 4  # of the drawing of points


@dataclass(frozen=True)
class Line:
    """One thing in every plan. differs: not the same in all."""

    name: str
    values: Sequence[str]
    differs: bool


@dataclass(frozen=True)
class Bar:
    """The points of one plan: where its bar begins and how wide it is, from the middle line to the right, losses to the left."""

    points: int
    x: float
    width: float
    y: int
    number: int


@dataclass(frozen=True)
class Part:
    """Where points come from. said: how far the plans differ in it."""

    name: str
    bars: Sequence[Bar]
    said: str

    @property
    def height(self) -> int:
        """Of its drawing."""
        return len(self.bars) * (BAR + GAP)


@dataclass(frozen=True)
class Group:
    """Local areas of a kind. pairs: of each plan, how many it has, and how many would be its share."""

    name: str
    pairs: Sequence[tuple[int, float]]


@dataclass(frozen=True)
class Balance:
    """One kind of balance with its groups."""

    name: str
    groups: Sequence[Group]


@dataclass(frozen=True)
class InPlan:
    """A place in one plan: its week, and for which topic or framework it counts."""

    week: str
    of: str


@dataclass(frozen=True)
class Chosen:
    """A local area and its place in each plan, or None."""

    name: str
    places: Sequence[InPlan | None]
    everywhere: bool
    said: str


@dataclass(frozen=True)
class Comparison:
    """All of it."""

    wholes: Sequence[JudgedPlan]

    @property
    def plans(self) -> list[Plan]:
        """In the order in which they were asked for."""
        return [whole.plan for whole in self.wholes]

    @cached_property
    def sums(self) -> list[Line]:
        """The numbers that a person asks for first."""
        judged = [whole.judged for whole in self.wholes]
        counted = [
            (_("Local areas wanted"), [sum(one.count for one in each.sets) for each in self.wholes]),
            (_("Local areas placed"), [len(_own(each)) for each in self.wholes]),
            (_("Fixed in the year already"), [len(each.problem.fixed) for each in judged]),
            (_("Places that break a rule"), [len(each.broken) for each in judged]),
            (_("Rules broken"), [sum(map(len, each.broken.values())) for each in judged]),
            (_("Points, all of those below together"), [sum(self._parts(each).values()) for each in self.wholes]),
        ]
        return [_line(name, [str(value) for value in values]) for name, values in counted]

    def _parts(self, whole: JudgedPlan) -> Mapping[str, int]:
        return whole.judged.explainer.scale.parts(whole.judged.plan)

    @cached_property
    def parts(self) -> list[Part]:
        """Points by weight, drawn and said."""
        names: dict[str, str | Promise] = {str(weight): name for weight, name in WEIGHTS.items()} | {"calm": CALM}
        found = [self._parts(whole) for whole in self.wholes]
        most = max([1, *(abs(value) for each in found for value in each.values())])
        return [
            Part(_first_large(str(name)), list(_bars([each[key] for each in found], most)), self._apart(key, found))
            for key, name in names.items()
        ]

    def _apart(self, key: str, found: Sequence[Mapping[str, int]]) -> str:
        values = [each[key] for each in found]
        if len(set(values)) == 1:
            return _("The same.")
        best = [plan.name for plan, value in zip(self.plans, values, strict=True) if value == max(values)]
        words = {"plan": listed(best), "points": str(max(values) - min(values))}
        if len(values) == FEWEST:
            return _("%(plan)s has %(points)s points more.") % words
        return _("Most: %(plan)s, with %(points)s points more than the least.") % words

    @property
    def weights_differ(self) -> bool:
        """Points count by each plan's own weights: they then measure by different scales."""
        return _differ(sorted(read_weights(plan.weights).items()) for plan in self.plans)

    @cached_property
    def unlike(self) -> str:
        """In what these plans do not ask the same, of all by which points are counted; nothing where they do."""
        problems = [whole.judged.problem for whole in self.wholes]
        found = [
            (_("weights"), self.weights_differ),
            (_("sets"), _differ([(one.framework_id, one.topic_id, one.count) for one in whole.sets] for whole in self.wholes)),
            (
                _("local areas that are ruled out"),
                _differ(sorted(one.key for one in each.areas if one.out) for each in problems),
            ),
            (_("inspections that have their place in the year already"), _differ(_fixed(each) for each in problems)),
        ]
        return listed([name for name, differs in found if differs])

    @cached_property
    def areas(self) -> list[Chosen]:
        """Every local area that some plan has: those in all of them first, then by name."""
        names: dict[int, str] = {}
        places: dict[int, list[InPlan | None]] = {}
        for number, whole in enumerate(self.wholes):
            problem = whole.judged.problem
            for place in _own(whole):
                names[place.area] = problem.area[place.area].name
                here = places.setdefault(place.area, [None] * len(self.wholes))
                of = problem.set[place.set].name if place.set in problem.set else ""
                here[number] = InPlan(days(problem.weeks[place.week].span), of)
        found = [Chosen(names[key], here, all(here), self._where(here)) for key, here in places.items()]
        return sorted(found, key=lambda one: (not one.everywhere, one.name))

    def _where(self, places: Sequence[InPlan | None]) -> str:
        has = [plan.name for plan, place in zip(self.plans, places, strict=True) if place]
        if len(has) < len(places):
            return _("Only in %(plans)s") % {"plans": listed(has)}
        return _("In the same week") if len({place.week for place in places if place}) == 1 else _("In different weeks")

    @property
    def everywhere(self) -> int:
        """How many local areas all of them have."""
        return sum(one.everywhere for one in self.areas)

    @cached_property
    def broken(self) -> list[tuple[Plan, list[tuple[str, Sequence[str]]]]]:
        """For each plan: local area, and a sentence for each rule that it breaks."""
        return [
            (whole.plan, [(whole.judged.words.area(key), said) for key, said in whole.judged.broken.items()])
            for whole in self.wholes
        ]

    @cached_property
    def balances(self) -> list[Balance]:
        """Numbers against the share that would fall to each group in proportion; with what is fixed, as the points count."""
        return [Balance(str(TYPES[weight]), list(self._groups(weight))) for weight in BALANCED]

    def _groups(self, weight: Weight) -> Iterable[Group]:
        counted = [
            Counter(whole.judged.problem.area[one.area].groups.get(weight, "") for one in whole.judged.plan)
            for whole in self.wholes
        ]
        shares = [whole.judged.explainer.scale.shares[weight] for whole in self.wholes]
        every = sorted({name for each in (*counted, *shares) for name in each}, key=_order)
        for name in every:
            shown = str(THIRDS.get(weight, {}).get(name, name))
            yield Group(_first_large(shown), [(has[name], of.get(name, 0)) for has, of in zip(counted, shares, strict=True)])

    # What each asks.

    @cached_property
    def asked(self) -> list[Line]:
        """Sets, who is pinned in and ruled out where that differs, weights, numbers of rules, rules left out, seed."""
        weights = [read_weights(plan.weights) for plan in self.plans]
        rules = [AskedRules.read(plan.rules) for plan in self.plans]
        return [
            _line(_("Sets"), ["; ".join(_set(one) for one in whole.sets) for whole in self.wholes]),
            *self._said(),
            *(
                _line(_("Weight: %(name)s") % {"name": WEIGHTS[weight]}, [str(each[weight]) for each in weights])
                for weight in USUAL_WEIGHTS
            ),
            *self._numbers(rules),
            *self._left_out(rules),
            _line(_("Number from which the search draws by lot"), [str(plan.seed) for plan in self.plans]),
        ]

    def _said(self) -> Iterable[Line]:
        """What people said of local areas."""
        for stance, name in ((Stance.IN, _("Pinned in")), (Stance.OUT, _("Ruled out"))):
            values = [listed(sorted(_names(whole, stance))) or _("Nobody") for whole in self.wholes]
            if _differ(values):
                yield _line(name, values)

    def _numbers(self, rules: Sequence[AskedRules]) -> Iterable[Line]:
        yield _line(_("Years between two joint inspections of a local area"), [str(one.years_apart) for one in rules])
        yield _line(_("Weeks between two at one police force"), [str(one.force_weeks) for one in rules])
        yield _line(_("Weeks before fieldwork in which its team is at work"), [str(one.busy_before) for one in rules])
        yield _line(_("Weeks after it"), [str(one.busy_after) for one in rules])
        for key, name in CLASHES.items():
            values = [_distance(one.clash.get(key)) for one in rules]
            if len(set(values)) > 1:
                yield _line(_("Distance from routine visits: %(name)s") % {"name": name}, values)

    def _left_out(self, rules: Sequence[AskedRules]) -> Iterable[Line]:
        for rule in Rule:
            if any(rule in one.left_out for one in rules):
                values = [
                    _("Left out: %(why)s") % {"why": one.left_out[rule]} if rule in one.left_out else _("Kept") for one in rules
                ]
                yield _line(_("Rule: %(name)s") % {"name": RULES[rule]}, values)


def plans_to_compare(user: User, year: ProgrammeYear) -> tuple[list[Plan], int]:
    """The newest plans of a year that were not discarded, and how many there are beyond those."""
    rows = plans_of(user, year).exclude(state=PlanState.DISCARDED)
    return list(rows[:OFFERED]), max(0, rows.count() - OFFERED)


def compared(user: User, year: ProgrammeYear, keys: Sequence[str]) -> Comparison | None:
    """These plans of a year, in the order asked for; None when they are not two or three. Keys of others are passed over."""
    policies.can_plan_year.check(user)
    wanted = list(dict.fromkeys(int(key) for key in keys if key.isascii() and key.isdecimal() and len(key) <= LONGEST_KEY))
    rows = Plan.objects.filter(year=year).select_related("year").in_bulk(wanted[: MOST + 1])
    found = [rows[key] for key in wanted if key in rows]
    if not FEWEST <= len(found) <= MOST:
        return None
    facts = YearFacts(user, year)
    return Comparison([judged_plan(user, plan, facts) for plan in found])


def _own(whole: JudgedPlan) -> list[Place]:
    return [one for one in whole.judged.plan if not one.fixed]


def _names(whole: JudgedPlan, stance: Stance) -> Iterable[str]:
    """Of the local areas of which this was said, with the week in which they are pinned."""
    words = whole.judged.words
    for one in whole.said:
        if one.stance == stance and one.local_area_id in words.problem.area:
            name = words.area(one.local_area_id)
            yield _("%(area)s (%(week)s)") % {"area": name, "week": week_said(one.week)} if one.week else name


def _fixed(problem: Problem) -> list[tuple[int, int]]:
    return sorted((one.area, one.week) for one in problem.fixed)


def _differ(values: Iterable[object]) -> bool:
    """Whether they are not all the same."""
    first, *others = values
    return any(one != first for one in others)


def _set(one: PlanSet) -> str:
    return _("%(count)d of %(what)s") % {"count": one.count, "what": one}


def _line(name: str, values: Sequence[str]) -> Line:
    return Line(_first_large(name), values, len(set(values)) > 1)


def _first_large(words: str) -> str:
    return words[:1].upper() + words[1:]


def _order(name: str) -> tuple[int, str]:
    return (ORDER.index(name), "") if name in ORDER else (0, name)


def _distance(value: int | None) -> str:
    return _("does not clash") if value is None else _("%(days)d days") % {"days": value}


def _bars(values: Sequence[int], most: int) -> Iterable[Bar]:
    for number, value in enumerate(values):
        width = round(abs(value) / most * WIDTH / 2, 1)
        middle = WIDTH / 2
        yield Bar(value, middle - width if value < 0 else middle, width, number * (BAR + GAP), number + 1)
