"""Who is pinned in and gets no place by the next proposal, and why: said before it as after it."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from scheduling.proposing.facts import Place
from scheduling.queries.plans import Judged


def barred_pins(looked: Judged) -> Mapping[int, str]:
    """By key of the local area: why the rules, or others that are pinned in, leave it no place."""
    stand = looked.explainer.greedy.pins()
    there = {one.area for one in stand}
    pinned = looked.problem.pinned
    return {area: _why(looked, area, week, stand) for area, week in pinned.items() if area not in there}


def _why(looked: Judged, area: int, week: int | None, stand: Sequence[Place]) -> str:
    """Of one that is pinned in its week, what this week would break; of one that is in any, what bars most weeks."""
    if looked.problem.area[area].out:
        return _("It is ruled out: %(why)s") % {"why": looked.problem.area[area].out}
    judge, words = looked.explainer.judge, looked.words
    if week is None:
        return looked.why.why_out(looked.explainer.why_out(area, stand))[0]
    place = Place(area, week, looked.problem.asked[0].key)
    alone = judge.alone(place)
    if alone:
        return " ".join(f"{words.broken(place, one)}." for one in alone)
    for one in judge.beside(place, stand):
        said = {"other": words.area(one.other) if one.other else "", "why": words.broken(place, one)}
        if one.other in looked.problem.pinned:
            return _("It gives way to %(other)s, which is pinned in too and comes first by name: %(why)s.") % said
        return _("%(why)s.") % said
    return _("Every place is taken by what is fixed or pinned.")
