"""Why areas are in a plan and out of it, what weights changed and what to relax, in sentences."""

from collections.abc import Iterator, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from scheduling.proposing.exchanges import Exchange
from scheduling.proposing.facts import BALANCED, Place, Weight
from scheduling.proposing.reasons import Barred, Changed, Relaxed, WhyIn, WhyOut
from scheduling.proposing.scoring import POINTS
from scheduling.proposing.words import RULES, Words, day, days, listed

WEIGHTS: Mapping[Weight, str | Promise] = {
    Weight.RECENCY: gettext_lazy("time since the last joint inspection"),
    Weight.CONCERNS: gettext_lazy("concerns that were shared"),
    Weight.REGION: gettext_lazy("balance of regions"),
    Weight.TYPE: gettext_lazy("balance of kinds of council"),
    Weight.SIZE: gettext_lazy("balance of sizes"),
    Weight.DEPRIVATION: gettext_lazy("balance of deprivation"),
}
BALANCES: Mapping[Weight, str | Promise] = {
    Weight.REGION: gettext_lazy("regions"),
    Weight.TYPE: gettext_lazy("kinds of council"),
    Weight.SIZE: gettext_lazy("sizes"),
    Weight.DEPRIVATION: gettext_lazy("deprivation"),
}
# What an area counts for in a balance, where that is not told by its own name.
THIRDS: Mapping[Weight, Mapping[str, str | Promise]] = {
    Weight.SIZE: {
        "low": gettext_lazy("third with the fewest children"),
        "middle": gettext_lazy("middle third"),
        "high": gettext_lazy("third with the most children"),
    },
    Weight.DEPRIVATION: {
        "low": gettext_lazy("least deprived third"),
        "middle": gettext_lazy("middle third"),
        "high": gettext_lazy("most deprived third"),
    },
}


def points(number: int) -> str:
    """So many, in words."""
    return ngettext("%(count)d point", "%(count)d points", number) % {"count": number}


def signed(number: int) -> str:
    """With the sign that stands in print, also where it is more than nothing."""
    return f"{number:+d}".replace("-", "\N{MINUS SIGN}")


class Why:
    """Says why, of the plans of one problem. words: of the rules. types: kind of council → its name."""

    def __init__(self, words: Words, types: Mapping[str, str | Promise]) -> None:
        self.words, self.problem, self.types = words, words.problem, types

    def why_in(self, why: WhyIn) -> list[str]:
        """Sentences: what a person said of it, what it brings, and who would have its place."""
        found = []
        if why.fixed:
            found.append(_("It has its place in the year already."))
        if why.pinned:
            found.append(_("It is pinned in."))
        found += [*self._by_itself(why), *self._balance(why)]
        if not why.fixed and not why.pinned:
            found.append(self._exchange(why.exchange))
        return found

    def _by_itself(self, why: WhyIn) -> Iterator[str]:
        area = self.problem.area[why.area]
        if area.inspected is None:
            said = _("No joint inspection of it is known")
        else:
            said = _("Last joint inspection: fieldwork until %(day)s") % {"day": day(area.inspected)}
        yield self._counted(said, Weight.RECENCY, why)
        if area.concerns:
            yield self._counted(_("Concerns that were shared and stand"), Weight.CONCERNS, why)

    def _counted(self, said: str, weight: Weight, why: WhyIn) -> str:
        """With the points that it brings, and the most that it could; a weight of nothing is left unsaid."""
        most = self.problem.weights.get(weight, 0) * POINTS
        if not most:
            return f"{said}."
        words = {"said": said, "points": why.brings[weight], "most": most}
        return _("%(said)s (%(points)d of at most %(most)d points).") % words

    def _balance(self, why: WhyIn) -> Iterator[str]:
        """What the balance of the plan would be without it; nothing of what it does not change."""
        groups = self.problem.area[why.area].groups
        said = []
        for weight in BALANCED:
            if why.brings[weight]:
                words = {"group": self._group(weight, groups.get(weight, "")), "points": signed(why.brings[weight])}
                said.append(f"{BALANCES[weight]} ({words['group']}) {words['points']}")
        if said:
            yield _("What it does for the balance, in points: %(said)s.") % {"said": ", ".join(said)}

    def _group(self, weight: Weight, group: str) -> str:
        return str(THIRDS.get(weight, self.types if weight == Weight.TYPE else {}).get(group, group))

    def _exchange(self, one: Exchange | None) -> str:
        if one is None:
            return _("No other local area could have this very week: each has a place, is ruled out or breaks a rule in it.")
        words = {"area": self.words.area(one.comes), "points": points(abs(one.gains))}
        if one.gains < 0:
            return _("In this very week %(area)s would be best in its place: the plan would lose %(points)s.") % words
        if one.gains:
            return _("With %(area)s in this very week the plan would gain %(points)s.") % words
        return _("%(area)s could have this very week: the plan would be as good.") % words

    def why_out(self, why: WhyOut) -> list[str]:
        """Sentences, the rule that bars most weeks first."""
        if why.instead_of is not None:
            week = days(self.problem.weeks[why.week].span)
            words = {"area": self.words.area(why.instead_of), "points": points(why.costs), "week": week}
            if not why.costs:
                return [_("It could have the place of %(area)s, in the week of %(week)s: the plan would be as good.") % words]
            said = _("It could be in, best instead of %(area)s, in the week of %(week)s: the plan would lose %(points)s.")
            return [said % words]
        if not why.barred:
            return [_("Every place is taken by what is fixed or pinned.")]
        return [self._barred(why.area, one) for one in why.barred]

    def _barred(self, area: int, one: Barred) -> str:
        said = self.words.broken(Place(area, one.week, self.problem.asked[0].key), one.example)
        if one.other_side:
            week, example = one.other_side
            other = self.words.broken(Place(area, week, self.problem.asked[0].key), example)
            said = _("%(said)s. In other weeks: %(other)s") % {"said": said, "other": f"{other[0].lower()}{other[1:]}"}
        if one.also:
            names = listed([self.words.area(key) for key in one.also])
            others = ngettext(
                "%(said)s. In other weeks it is %(names)s that stands in the way",
                "%(said)s. In other weeks it is %(names)s that stand in the way",
                len(one.also),
            )
            said = others % {"said": said, "names": names}
        total = len(self.problem.weeks)
        if one.weeks == total:
            return said + "."
        weeks = ngettext("%(count)d week of %(total)d", "%(count)d weeks of %(total)d", one.weeks)
        return _("%(said)s. Such reasons bar %(weeks)s.") % {
            "said": said,
            "weeks": weeks % {"count": one.weeks, "total": total},
        }

    def changed(self, one: Changed) -> str:
        """What a weight changed."""
        weight = str(WEIGHTS[one.weight])
        weight = f"{weight[0].upper()}{weight[1:]}"
        if not one.would_come:
            return _("%(weight)s: without it the plan would keep its local areas.") % {"weight": weight}
        come, go = (listed([self.words.area(key) for key in keys]) for keys in (one.would_come, one.would_go))
        said = ngettext(
            "%(weight)s: without it %(come)s would have the place of %(go)s.",
            "%(weight)s: without it %(come)s would have the places of %(go)s.",
            len(one.would_go),
        )
        return said % {"weight": weight, "come": come, "go": go}

    def relaxed(self, one: Relaxed) -> str:
        """What relaxing a rule would give, or several of which none alone is enough."""
        names = [str(RULES[rule]) for rule in one.rules]
        if len(names) == 1:
            said = ngettext(
                "Without the rule on %(rule)s %(count)d place more could be filled.",
                "Without the rule on %(rule)s %(count)d places more could be filled.",
                one.more,
            )
            return said % {"rule": names[0], "count": one.more}
        said = ngettext(
            "No rule alone stands in the way, but these do together: %(rules)s. Without all of them %(count)d place more could be filled.",
            "No rule alone stands in the way, but these do together: %(rules)s. Without all of them %(count)d places more could be filled.",
            one.more,
        )
        return said % {"rules": "; ".join(names), "count": one.more}

    def nobody(self) -> list[str]:
        """Of which inspectorates nobody can be on a team of this year, whatever the week."""
        there = {one.inspectorate for one in self.problem.inspectors if one.most is None or one.most > 0}
        names = [self.words.short.get(name, name) for name in self.problem.inspectorates if name not in there]
        if not names:
            return []
        return [_("Nobody of %(names)s can be on a team of this year.") % {"names": listed(names)}]
