"""Why a plan is as it is: what each weight changed, who is out although they bring much, what to relax, where its points come from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __
from django.utils.translation import ngettext

from accounts.models import User
from agencies.models import LocalArea
from scheduling.models import Plan, PlanPlace
from scheduling.proposing.facts import Weight
from scheduling.proposing.fewer import Fewer, weeks_that_would_do, years_that_would_do
from scheduling.proposing.why import WEIGHTS
from scheduling.proposing.words import listed
from scheduling.queries.considered import why_in_of, why_out_of
from scheduling.queries.plans import Judged, places_of
from scheduling.queries.shown import looked_at, week_said

RESTARTS = 1  # of the quick proposer for each question that is asked anew
STRONGEST = 10
CALM = "calm"
WHAT: Mapping[str, str | Promise] = {
    Weight.RECENCY: __("For local areas that were not inspected for long"),
    Weight.CONCERNS: __("For concerns that were shared"),
    Weight.REGION: __("Lost where regions have more or fewer than their share"),
    Weight.TYPE: __("Lost where kinds of council have more or fewer than their share"),
    Weight.SIZE: __("Lost where sizes have more or fewer than their share"),
    Weight.DEPRIVATION: __("Lost where levels of deprivation have more or fewer than their share"),
    CALM: __("Lost by half-terms and by several inspections in one month"),
}


@dataclass(frozen=True)
class Part:
    """Points of one kind. width: of its bar, of a hundred; lost: they are below nothing."""

    name: str
    points: int
    width: int

    @property
    def lost(self) -> bool:
        """Whether the plan loses by it."""
        return self.points < 0


@dataclass(frozen=True)
class Strong:
    """A local area that brings much and is not in. why: sentences."""

    local_area: LocalArea
    points: int
    why: Sequence[str]


@dataclass(frozen=True)
class Chosen:
    """A local area that is in. row: its place, with the inspection that came of it; why: sentences."""

    row: PlanPlace
    week: str
    why: Sequence[str]


@dataclass(frozen=True)
class Reasons:
    """Of one plan. anew: how many places more a proposal made anew would fill, with the same rules."""

    looked: Judged
    changed: Sequence[str]
    chosen: Sequence[Chosen]
    strong: Sequence[Strong]
    relaxed: Sequence[str]
    parts: Sequence[Part]
    short: int
    anew: int = 0


def reasons_of(user: User, plan: Plan) -> Reasons:
    """All of it, asked anew of the quick proposer: about two seconds where places are empty, less where none is."""
    rows = places_of(plan)
    looked = looked_at(user, plan, rows)
    explainer, problem = looked.explainer, looked.problem
    anew = explainer.more_anew(looked.plan, RESTARTS)
    filled = len(looked.plan) + anew
    return Reasons(
        looked=looked,
        changed=_changed(looked) if any(not one.fixed for one in looked.plan) else [],
        chosen=list(_chosen(looked, rows)),
        strong=_strong(looked),
        relaxed=_relaxed(looked, filled),
        parts=_parts(looked),
        short=max(0, problem.target - len(looked.plan)),
        anew=anew,
    )


def _relaxed(looked: Judged, filled: int) -> list[str]:
    """What keeps places empty, the mildest thing to relax first. filled: how many proposing anew fills."""
    if filled >= looked.problem.target:
        return []
    rules = [looked.why.relaxed(one) for one in looked.explainer.what_to_relax(filled, RESTARTS)]
    return [*looked.why.nobody(), *_fewer_years(looked, filled), *_fewer_weeks(looked, filled), *rules]


def _changed(looked: Judged) -> list[str]:
    """Those weights apart that changed nothing: they are named in one sentence."""
    every = looked.explainer.what_weights_changed(looked.plan)
    said = [looked.why.changed(one) for one in every if one.would_come or one.would_go]
    idle = [str(WEIGHTS[one.weight]) for one in every if not one.would_come and not one.would_go]
    if idle:
        same = _("Without any one of these the plan would keep its local areas: %(weights)s.")
        said.append(same % {"weights": listed(idle)})
    return said


def _chosen(looked: Judged, rows: Sequence[PlanPlace]) -> Iterable[Chosen]:
    """Those that have their place by this plan, in the order of their weeks."""
    places = {one.area: one for one in looked.plan if not one.fixed}
    for row in rows:
        place = places.get(row.local_area_id)
        if place:
            yield Chosen(row, week_said(row.week), why_in_of(looked, place))


def _fewer_years(looked: Judged, filled: int) -> list[str]:
    """The mildest thing to relax, where the years between two joint inspections keep places empty. filled: how many proposing anew fills."""
    found = years_that_would_do(looked.explainer, filled, RESTARTS)
    if found is None:
        return []
    said = ngettext(
        "With %(years)d year between two joint inspections of a local area instead of %(asked)d",
        "With %(years)d years between two joint inspections of a local area instead of %(asked)d",
        found.number,
    )
    return [_with_fewer(said % {"years": found.number, "asked": looked.problem.rules.years_apart}, found, filled)]


def _fewer_weeks(looked: Judged, filled: int) -> list[str]:
    """The same of the weeks between two inspections at one police force."""
    found = weeks_that_would_do(looked.explainer, filled, RESTARTS)
    if found is None:
        return []
    said = ngettext(
        "With %(weeks)d week between two inspections at one police force instead of %(asked)d",
        "With %(weeks)d weeks between two inspections at one police force instead of %(asked)d",
        found.number,
    )
    return [_with_fewer(said % {"weeks": found.number, "asked": looked.problem.rules.force_weeks}, found, filled)]


def _with_fewer(said: str, found: Fewer, filled: int) -> str:
    all_of_them, more = _("every place could be filled."), found.filled - filled
    counted = ngettext("%(count)d place more could be filled.", "%(count)d places more could be filled.", more)
    return f"{said}: {all_of_them if found.whole else counted % {'count': more}}"


def _strong(looked: Judged) -> list[Strong]:
    own, there = looked.explainer.scale.own, {one.area for one in looked.plan}
    keys = sorted((key for key in own if key not in there), key=lambda key: (-own[key], key))[:STRONGEST]
    rows = looked.gathered.areas if looked.gathered else LocalArea.objects.in_bulk(keys)
    return [Strong(rows[key], own[key], why_out_of(looked, key)) for key in keys]


def _parts(looked: Judged) -> list[Part]:
    counted = looked.explainer.scale.parts(looked.plan)
    most = max(map(abs, counted.values()), default=0) or 1
    return [Part(_said(name), points, round(100 * abs(points) / most)) for name, points in counted.items()]


def _said(name: str) -> str:
    return str(WHAT.get(name, WEIGHTS.get(Weight(name), name) if name in set(Weight) else _("Other")))
