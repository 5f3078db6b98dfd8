"""What taking the best plan of a search puts into a plan of which things were said, or decided, since it was asked for."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from scheduling.models import PlanPlace, Proposal
from scheduling.proposing.facts import Place, Problem
from scheduling.proposing.scoring import Scale
from scheduling.proposing.stored import read_places
from scheduling.proposing.words import days
from scheduling.queries.plans import Judged


@dataclass(frozen=True)
class Taking:
    """places: what the plan will have. left_out, kept: names of local areas, as they stand in `problem`, the one of now.

    left_out: the search has a place for them, but they were ruled out, or got their place in the year, or their set is asked no more. kept: pinned in since,
    where they stand now; the search knew nothing of it. gave_way: whom these leave no place. changes: what of the plan becomes another, a sentence for each local area;
    by_hand: of how many of them a person chose the week.
    """

    problem: Problem
    places: Sequence[Place]
    left_out: Sequence[str] = ()
    kept: Sequence[str] = ()
    gave_way: Sequence[str] = ()
    changes: Sequence[str] = ()
    by_hand: int = 0

    @property
    def whole(self) -> bool:
        """Whether it is what the search found."""
        return not (self.left_out or self.kept)


def taking(proposal: Proposal, looked: Judged, rows: Iterable[PlanPlace] = ()) -> Taking:
    """The best so far, but for what holds since: who is ruled out or planned stays out, who is pinned in stays where they are.

    looked: the plan as it is judged now. rows: its places, where what people did by hand is to be said.
    """
    problem = looked.problem
    fixed = {one.area for one in problem.fixed}
    known = [one for one in read_places(proposal.best) if not one.fixed and one.area in problem.area]
    asked = {one.key for one in problem.asked}
    left_out = [one for one in known if one.area in fixed or one.set not in asked or problem.area[one.area].out]
    best = {one.area: one for one in known if one not in left_out}
    stands = {one.area: one for one in looked.plan if not one.fixed}
    kept = [
        stands[area]
        for area, week in problem.pinned.items()
        if area in stands and (area not in best or (week is not None and best[area].week != week))
    ]
    best |= {one.area: one for one in kept}
    gone = _too_many(problem, best.values())
    places = [one for one in best.values() if one not in gone]
    then = {one.area: one for one in places}
    by_hand = {row.local_area_id for row in rows if row.by_hand}
    taken_out = set() if proposal.taken_at else {one.area for one in read_places(proposal.first)} - stands.keys()
    return Taking(
        problem, places, _names(problem, left_out), _names(problem, kept), _names(problem, gone),
        changes=_changes(looked, stands, then, by_hand | taken_out),
        by_hand=sum(_moves(stands.get(area), then.get(area)) for area in by_hand),
    )  # fmt: skip


def _moves(was: Place | None, will: Place | None) -> bool:
    """Whether it loses the week that it has."""
    return was is not None and (will is None or will.week != was.week)


def _changes(looked: Judged, now: Mapping[int, Place], then: Mapping[int, Place], by_hand: Collection[int]) -> list[str]:
    """Who comes in, who moves, who goes, each by name. by_hand: where a person chose that they stand, or stand no more."""
    said = []
    for area in sorted(now.keys() | then.keys(), key=looked.words.area):
        was, will = now.get(area), then.get(area)
        week = days(looked.problem.span(was.week)) if was else ""
        words = {
            "area": looked.words.area(area),
            "was": _("%(week)s (its week was chosen by hand)") % {"week": week} if area in by_hand else week,
            "week": days(looked.problem.span(will.week)) if will else "",
            "set": looked.problem.set[will.set].name if will else "",
        }
        if will is None:
            said.append(_("%(area)s goes out; it was in %(was)s.") % words)
        elif was is None and area in by_hand:
            said.append(_("%(area)s comes in again, %(week)s (it was taken out by hand).") % words)
        elif was is None:
            said.append(_("%(area)s comes in, %(week)s.") % words)
        elif was.week != will.week:
            said.append(_("%(area)s moves from %(was)s to %(week)s.") % words)
        elif was.set != will.set:
            said.append(_("%(area)s keeps its week and counts for another set: %(set)s.") % words)
    return said


def _too_many(problem: Problem, places: Iterable[Place]) -> list[Place]:
    """Those that give way where a set has more than it asks for: what nobody pinned in, and brings least."""
    own, gone = Scale(problem).own, []
    for of in problem.asked:
        here = [one for one in places if one.set == of.key]
        weakest = sorted((one for one in here if one.area not in problem.pinned), key=lambda one: (own[one.area], one.area))
        gone += weakest[: max(0, len(here) - of.count)]
    return gone


def _names(problem: Problem, places: Sequence[Place]) -> list[str]:
    return sorted(problem.area[one.area].name for one in places)


def unbroken(looked: Judged, plan: Sequence[Place]) -> list[Place]:
    """The places of it that count: those that break no rule beside each other, and what is fixed."""
    breaks = looked.explainer.judge.of(plan)
    return [one for one in plan if one.fixed or one not in breaks]
