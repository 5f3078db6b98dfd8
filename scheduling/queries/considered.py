"""The local areas of a plan: which are in, which are not and why, and one of them with all its weeks."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.http import Http404
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from agencies.models import LocalArea
from jtai import schoolyears
from scheduling.models import Plan, PlanArea, PlanPlace, PlanSet, Stance
from scheduling.proposing.facts import Area, Place, Span
from scheduling.proposing.rules import Break
from scheduling.proposing.words import day, days, listed
from scheduling.queries.facts import gathered
from scheduling.queries.pins import barred_pins
from scheduling.queries.plans import Judged, judged, places_as_asked, places_of
from scheduling.queries.shown import looked_at, sets_of, week_said
from scheduling.queries.yearly import YearFacts

WIDTH_OF_WEEK, DAYS_A_WEEK = 16, 7


@dataclass(frozen=True)
class Considered:
    """One local area of a plan. place: in it, or None. points: what it brings by itself."""

    local_area: LocalArea
    place: Place | None
    said: PlanArea | None
    points: int
    week: str = ""
    why: str = ""

    @property
    def standing(self) -> str:
        """How it stands in the plan, by the filter's names."""
        if self.place is not None and self.place.fixed:
            return "fixed"
        if self.said is not None:
            return "pinned" if self.said.stance == Stance.IN else "out"
        return "in" if self.place else "open"

    def fits(self, asked: str) -> bool:
        """Whether the filter asks for it."""
        there = self.place is not None and not self.place.fixed
        return {"": True, "in": there, "not-in": self.place is None}.get(asked, self.standing == asked)


@dataclass(frozen=True)
class AreaFilterOfPlan:
    """text: part of the name; standing: of STANDINGS; sort: "points" or "name"."""

    text: str = ""
    standing: str = ""
    sort: str = ""


def areas_considered(user: User, plan: Plan, asked: AreaFilterOfPlan) -> tuple[Judged, list[Considered]]:
    """All local areas of the plan that fit, without why they are out: that is asked of those on a page alone."""
    known = gathered(plan, YearFacts(user, plan.year))
    looked = judged(known.problem, places_as_asked(known.problem, places_of(plan)), known)
    said, rows = {one.local_area_id: one for one in known.said}, known.areas
    own, places = looked.explainer.scale.own, {one.area: one for one in looked.plan}
    found = [Considered(rows[key], places.get(key), said.get(key), own[key], _week_of(looked, places.get(key))) for key in rows]
    wanted = [one for one in found if asked.text.casefold() in one.local_area.name.casefold() and one.fits(asked.standing)]
    if asked.sort == "name":
        return looked, sorted(wanted, key=lambda one: one.local_area.name)
    return looked, sorted(wanted, key=lambda one: (-one.points, one.local_area.name))


def _week_of(looked: Judged, place: Place | None) -> str:
    return week_said(looked.problem.weeks[place.week].monday) if place else ""


def with_why(looked: Judged, several: Sequence[Considered]) -> list[Considered]:
    """The same with the first reason why each is not in; of one that is in nothing is said here."""
    found = []
    for one in several:
        why = "" if one.place else why_out_of(looked, one.local_area.pk)[0]
        found.append(Considered(one.local_area, one.place, one.said, one.points, one.week, why))
    return found


def why_out_of(looked: Judged, key: int) -> list[str]:
    """Sentences: why a local area is not in the plan."""
    problem, explainer = looked.problem, looked.explainer
    ruled_out = problem.area[key].out
    if ruled_out:
        return [_("Ruled out: %(why)s") % {"why": ruled_out}]
    barred = _barred_in_its_week(looked, key)
    if barred:
        return barred
    number = len({place.week for place in _free_places(looked, key)})
    if number:
        said = ngettext(
            "It could be in: %(count)d week is open to it.", "It could be in: %(count)d weeks are open to it.", number
        )
        return [said % {"count": number}]
    why = explainer.why_out(key, looked.plan)
    if why.barred and why.barred[0].weeks == len(problem.weeks):
        # Enough by itself: what bars some of the same weeks says no more.
        why = replace(why, barred=why.barred[:1])
    return looked.why.why_out(why)


def _barred_in_its_week(looked: Judged, key: int) -> list[str]:
    """What keeps it out of the week to which it is pinned: no proposal has it in another. As one of the first set that is asked."""
    week = looked.problem.pinned.get(key)
    if week is None:
        return []
    place = Place(key, week, looked.problem.asked[0].key)
    said = (looked.words.broken(place, one) for one in _breaks(looked, place, looked.plan))
    return [_("In the week to which it is pinned: %(why)s.") % {"why": one} for one in said]


def _free_places(looked: Judged, key: int) -> list[Place]:
    """In sets that have room, also where another has more than it asks for."""
    room = {one.key: one.count for one in looked.problem.sets if one.key > 0}
    for place in looked.plan:
        if place.set in room:
            room[place.set] -= 1
    found = []
    for of, left in room.items():
        if left > 0:
            weeks = looked.explainer.greedy.open_weeks(key, of)
            places = [Place(key, week, of) for week in weeks]
            found += [place for place in places if not looked.explainer.judge.beside(place, looked.plan)]
    return found


@dataclass(frozen=True)
class WeekOfArea:
    """One week of a year for one local area. broken: sentences; none: it is open. chosen: it has its place in it."""

    number: int
    monday: date
    broken: Sequence[str]
    chosen: bool

    @property
    def said(self) -> str:
        """From Monday to Friday."""
        return week_said(self.monday)

    @property
    def value(self) -> str:
        """In a form."""
        return self.monday.isoformat()

    @property
    def x(self) -> int:
        """Where it begins in the picture."""
        return self.number * WIDTH_OF_WEEK

    @property
    def month(self) -> str:
        """The month that begins with it, for the picture."""
        return date_format(self.monday, "M") if self.number == 0 or self.monday.day <= DAYS_A_WEEK else ""

    @property
    def kind(self) -> str:
        """How the picture draws it."""
        return ("chosen-barred" if self.broken else "chosen") if self.chosen else ("barred" if self.broken else "open")


@dataclass(frozen=True)
class AreaShown:
    """One local area of a plan with all that is known of it there."""

    local_area: LocalArea
    looked: Judged
    row: PlanPlace | None
    place: Place | None
    said: PlanArea | None
    weeks: Sequence[WeekOfArea]
    why: Sequence[str]
    known: Sequence[tuple[str, Sequence[str]]]
    sets: Sequence[PlanSet]
    barred: str = ""  # why no proposal can give it the place to which it is pinned

    @property
    def broken(self) -> Sequence[str]:
        """What its place breaks."""
        return self.looked.broken.get(self.local_area.pk, ())

    @property
    def soft(self) -> Sequence[str]:
        """What speaks against its place."""
        return self.looked.words.softly(self.place) if self.place and not self.place.fixed else ()

    @property
    def barred_more(self) -> str:
        """The same where why it is not in does not say it already: it has a place, or gives way to another pin."""
        there = {sentence for said in self.why for sentence in (said, said.partition(": ")[2])}
        return "" if not self.place and any(one and self.barred.startswith(one) for one in there) else self.barred

    @property
    def fixed(self) -> bool:
        """Whether it has its place in the year already."""
        return self.place is not None and self.place.fixed

    @property
    def open_weeks(self) -> int:
        """How many weeks break nothing."""
        return sum(not one.broken for one in self.weeks)

    @property
    def picture_width(self) -> int:
        """Of all its weeks."""
        return len(self.weeks) * WIDTH_OF_WEEK

    @property
    def week(self) -> str:
        """Of its place."""
        return _week_of(self.looked, self.place)


def area_in_plan(user: User, plan: Plan, code: str) -> AreaShown:
    """One local area of the plan, by what stands now or stood when it was adopted; 404 for one that is not asked about."""
    rows = places_of(plan)
    looked = looked_at(user, plan, rows)
    known = looked.gathered
    local_area = _area_asked(looked, code)
    key, said = local_area.pk, known.said if known else list(plan.areas.all())
    place = looked.place(key)
    return AreaShown(
        local_area=local_area,
        looked=looked,
        row=next((row for row in rows if row.local_area_id == key), None),
        place=place,
        said=next((one for one in said if one.local_area_id == key), None),
        sets=known.sets if known else sets_of(plan),
        weeks=weeks_of_area(looked, key),
        why=why_in_of(looked, place) if place else why_out_of(looked, key),
        known=_known(looked.problem.area[key], looked.words.waiting(key)),
        barred=barred_pins(looked).get(key, "") if key in looked.problem.pinned else "",
    )


def against_pins(user: User, plan: Plan, area: LocalArea) -> list[str]:
    """Sentences: beside which others, pinned in a week as this one is, its week cannot stand. Whoever is in any week bars none."""
    looked = judged((known := gathered(plan, YearFacts(user, plan.year))).problem, (), known)
    of = looked.problem.asked[0].key
    pinned = {key: Place(key, week, of) for key, week in looked.problem.pinned.items() if week is not None}
    if area.pk not in pinned:
        return []
    breaks = looked.explainer.judge.beside(pinned[area.pk], pinned.values())
    return [looked.words.broken(pinned[area.pk], one) for one in breaks if one.other in pinned]


def _area_asked(looked: Judged, code: str) -> LocalArea:
    if looked.gathered:
        found = next((one for one in looked.gathered.areas.values() if one.code == code), None)
    else:
        found = LocalArea.objects.filter(pk__in=list(looked.problem.area), code=code).first()
    if found is None:
        raise Http404
    return found


def why_in_of(looked: Judged, place: Place) -> list[str]:
    """Sentences: why a local area is in the plan."""
    return looked.why.why_in(looked.explainer.why_in(place, looked.plan))


def weeks_of_area(looked: Judged, key: int) -> list[WeekOfArea]:
    """Every week of the year, with what a place in it would break beside the rest of the plan."""
    there = looked.place(key)
    of = there.set if there else next(one.key for one in looked.problem.sets if one.key > 0)
    rest = [one for one in looked.plan if one.area != key]
    found = []
    for number, week in enumerate(looked.problem.weeks):
        place = Place(key, number, of)
        broken = [] if there is not None and there.fixed else _breaks(looked, place, rest)
        sentences = [looked.words.broken(place, one) for one in broken]
        found.append(WeekOfArea(number, week.monday, sentences, there is not None and there.week == number))
    return found


def _breaks(looked: Judged, place: Place, rest: Sequence[Place]) -> list[Break]:
    judge = looked.explainer.judge
    return list(dict.fromkeys((*judge.alone(place), *judge.beside(place, rest))))


def _not_known(unknown: Sequence[Span]) -> Iterator[str]:
    """One sentence for each school year of which something is missing, in the order of the years."""
    missing: dict[int, list[str]] = defaultdict(list)
    for one in sorted(unknown, key=lambda each: each.first):
        missing[schoolyears.school_year_of(one.first)].append(one.what)
    for year, parts in missing.items():
        words = {"year": schoolyears.named(year), "parts": listed(parts)}
        if not all(parts):
            yield _("Those of the school year %(year)s are not known") % words
        else:
            said = ngettext(
                "Those of the school year %(year)s are partly known: %(parts)s is not recorded",
                "Those of the school year %(year)s are partly known: %(parts)s are not recorded",
                len(parts),
            )
            yield said % words


def _known(area: Area, waiting: Sequence[str]) -> list[tuple[str, list[str]]]:
    """What is known of it for this plan, in words. waiting: sentences of inspections that wait for a week."""
    none = [_("None is known")]
    last = [_("Fieldwork until %(day)s") % {"day": day(area.inspected)}] if area.inspected else none
    visits = [
        _("%(what)s, %(days)s: fieldwork not from %(first)s to %(last)s")
        % {"what": one.span.what, "days": days(one.span), "first": day(one.keeps_off.first), "last": day(one.keeps_off.last)}
        for one in area.visits
    ]
    shut = [(one, _("%(what)s, %(days)s")) for one in area.holidays]
    shut += [(one, _("%(what)s, %(days)s: better without fieldwork, but open to it")) for one in area.half_terms]
    terms = [said % {"what": one.what, "days": days(one)} for one, said in sorted(shut, key=lambda each: each[0].first)]
    return [
        (_("Last joint inspection"), [*last, *waiting]),
        (_("Routine visits that keep fieldwork away"), visits or [_("None in or near this year that you see")]),
        (_("Concerns that stand"), [_concerns(area.concerns)]),
        (_("School holidays"), [*terms, *_not_known(area.unknown)] or none),
        (_("Police forces"), list(area.forces.values()) or none),
    ]


def _concerns(points: float) -> str:
    return _("%(count)s, with each urgent one counted twice") % {"count": f"{points:g}"} if points else _("None that you see")
