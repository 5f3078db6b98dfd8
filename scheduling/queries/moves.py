"""Moves by hand: what a local area's place in another week would break, its own and those of others, judged as a proposal is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from scheduling.models import Plan, PlanArea, PlanPlace, PlanSet
from scheduling.proposing.facts import Place, Rule
from scheduling.proposing.rules import Break
from scheduling.proposing.words import days, listed
from scheduling.queries.plans import Judged, places_of
from scheduling.queries.shown import looked_at, sets_of
from scheduling.queries.yearly import YearFacts

Said = Sequence[tuple[str, Sequence[str]]]  # name of a local area, and sentences


@dataclass(frozen=True)
class JudgedPlan:
    """A plan as it stands, with its rows by key of the local area. rows: those that a person can move."""

    plan: Plan
    judged: Judged
    rows: Mapping[int, PlanPlace]

    @cached_property
    def sets(self) -> list[PlanSet]:
        """What the plan asks for."""
        known = self.judged.gathered
        return list(known.sets) if known else sets_of(self.plan)

    @cached_property
    def said(self) -> list[PlanArea]:
        """What people said of local areas."""
        known = self.judged.gathered
        return list(known.said) if known else list(self.plan.areas.all())

    def row(self, code: str) -> PlanPlace:
        """The place of the local area with this code; 404 where it has none that can be moved."""
        for row in self.rows.values():
            if row.local_area.code == code:
                return row
        raise Http404

    def said_of(self, code: str) -> str:
        """What the place of the local area with this code breaks, in one breath; nothing where it has none."""
        row = next((one for one in self.rows.values() if one.local_area.code == code), None)
        return move(self, row, self.place(row).week).said if row else ""

    def place(self, row: PlanPlace) -> Place:
        """The same as the judge takes it."""
        return next(one for one in self.judged.plan if one.area == row.local_area_id)


def judged_plan(user: User, plan: Plan, facts: YearFacts | None = None) -> JudgedPlan:
    """Judge a plan by what stands now and this person may see. facts: of its year, where they are known."""
    rows = places_of(plan)
    looked = looked_at(user, plan, rows, facts)
    own = {one.area for one in looked.plan if not one.fixed}
    return JudgedPlan(plan, looked, {row.local_area_id: row for row in rows if row.local_area_id in own})


@dataclass(frozen=True)
class Move:
    """A local area in a week, this one or another."""

    before: Judged
    place: Place  # as it would be

    @cached_property
    def after(self) -> Judged:
        """The plan as it would be."""
        return self.before.moved(self.place.area, self.place.week, self.place.set)

    @property
    def monday(self) -> date:
        """Of the week."""
        return self.before.problem.weeks[self.place.week].monday

    @property
    def days(self) -> str:
        """9 to 13 March 2027."""
        return days(self.before.problem.weeks[self.place.week].span)

    @property
    def name(self) -> str:
        """Of the local area."""
        return self.before.words.area(self.place.area)

    @cached_property
    def own(self) -> Sequence[str]:
        """What its place would break: a sentence for each rule."""
        return [self.before.words.broken(self.place, one) for one in self.after.breaks.get(self.place, ())]

    @property
    def unbroken(self) -> bool:
        """Whether no rule is broken by it."""
        return not self.own and not self.others

    @cached_property
    def soft(self) -> Sequence[str]:
        """What speaks against this place without forbidding it."""
        return self.before.words.softly(self.place)

    @cached_property
    def others(self) -> Said:
        """What the places of others would break because of it, or break by more than now."""
        return self._said(self.after, self.before)

    @cached_property
    def mended(self) -> Said:
        """What the places of others break now, and would not."""
        return self._said(self.before, self.after)

    def _said(self, one: Judged, other: Judged) -> Said:
        """What others break in the one and not in the other; what people can take on in the year is of the plan, and said of this place."""
        found = []
        for place, breaks in one.breaks.items():
            if not place.fixed and place.area != self.place.area:
                known = {_kind(each): _short(each) for each in other.breaks.get(place, ())}
                own = (each for each in breaks if each.rule != Rule.OF_YEAR)
                new = [each for each in own if _kind(each) not in known or _short(each) > known[_kind(each)]]
                if new:
                    found.append((one.words.area(place.area), [one.words.broken(place, each) for each in new]))
        return found

    @property
    def more_points(self) -> int:
        """By how many points the plan would be worth more; below nothing: less."""
        return self.after.points - self.before.points

    @property
    def more_areas(self) -> int:
        """How many local areas more the plan would have: that counts for more than all points."""
        return len(self.after.plan) - len(self.before.plan)

    @property
    def fewer_points(self) -> int:
        """The same the other way round."""
        return -self.more_points

    @property
    def said(self) -> str:
        """All of it in one breath, for a line that is read out."""
        words = {"area": self.name, "days": self.days, "said": ". ".join(self.own), "count": len(self.own)}
        if self.own:
            sentence = ngettext(
                "%(area)s, %(days)s, breaks %(count)d rule: %(said)s.",
                "%(area)s, %(days)s, breaks %(count)d rules: %(said)s.",
                len(self.own),
            )
        else:
            sentence = _("%(area)s, %(days)s: breaks no rule.")
        # What would be so in every week is not read out with each.
        speaks = self.before.words.softly_in_week(self.place)
        soft = [_("It forbids nothing, but: %(said)s.") % {"said": ". ".join(speaks)}] if speaks else []
        return " ".join([sentence % words, *soft, *self._of_others()])

    def _of_others(self) -> list[str]:
        found = [
            _("Because of it %(area)s would break: %(said)s.") % {"area": name, "said": ". ".join(sentences)}
            for name, sentences in self.others
        ]
        if self.mended:
            names = listed([name for name, _sentences in self.mended])
            found.append(_("What %(areas)s breaks because of it now would be mended.") % {"areas": names})
        return found


def _kind(one: Break) -> tuple[str, str, int]:
    return one.rule, one.group, one.other


def _short(one: Break) -> int:
    return one.wanted - one.there


def move(whole: JudgedPlan, row: PlanPlace, week: int) -> Move:
    """This local area in this week of the year."""
    now = whole.place(row)
    return Move(whole.judged, Place(now.area, week, now.set))


def moves(whole: JudgedPlan, row: PlanPlace) -> list[Move]:
    """The same in every week of the year."""
    return [move(whole, row, week) for week in range(len(whole.judged.problem.weeks))]
