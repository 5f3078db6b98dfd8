"""Reasons in sentences: what stands in the way, by how much, from when it does not. The same for a proposal and for a move by hand."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from jtai.workingdays import between
from scheduling.proposing.facts import FIELDWORK, FOREVER, Place, Problem, Rule, Span
from scheduling.proposing.rules import Break

RULES: Mapping[Rule, str | Promise] = {
    Rule.CLOSED: gettext_lazy("closed periods"),
    Rule.HOLIDAY: gettext_lazy("bank holidays"),
    Rule.PASSED: gettext_lazy("weeks that are over, or too near to notify"),
    Rule.HOLIDAYS: gettext_lazy("school holidays of the local area"),
    Rule.CLASH: gettext_lazy("the distance from routine visits"),
    Rule.AGAIN: gettext_lazy("the years between two joint inspections of a local area"),
    Rule.FORCE: gettext_lazy("the weeks between two inspections at one police force"),
    Rule.CAPACITY: gettext_lazy("the number of inspectors"),
    Rule.OF_YEAR: gettext_lazy("what inspectors can take on in the year"),
    Rule.LEAD: gettext_lazy("the number of lead inspectors"),
    Rule.PUBLICATION: gettext_lazy("days without publications"),
    Rule.FRAMEWORK: gettext_lazy("the days on which the framework is in force"),
    Rule.OUT: gettext_lazy("local areas that were ruled out"),
}


def day(value: date) -> str:
    """As everywhere: 12 May 2026."""
    return date_format(value, "j F Y")


def days(span: Span) -> str:
    """One day, or from the first to the last, with no month or year said twice."""
    if span.first == span.last:
        return day(span.first)
    if (span.first.year, span.first.month) == (span.last.year, span.last.month):
        return _("%(first)s to %(last)s") % {"first": date_format(span.first, "j"), "last": day(span.last)}
    first = date_format(span.first, "j F" if span.first.year == span.last.year else "j F Y")
    return _("%(first)s to %(last)s") % {"first": first, "last": day(span.last)}


def _not_known(one: Span) -> str:
    """Of days in which schools may have holidays. what: the part of the school year, empty for all of it."""
    if one.what:
        return _("Its school holidays in this year are partly known: %(part)s is not recorded") % {"part": one.what}
    return _("Its school holidays in this year are not known")


def listed(names: Sequence[str]) -> str:
    """A, B and C."""
    if len(names) <= 1:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


class Words:
    """Says the reasons of one problem. holidays: bank holidays, for distances in working days. short: inspectorate → its name."""

    def __init__(self, problem: Problem, holidays: frozenset[date], short: Mapping[str, str]) -> None:
        self.problem, self.holidays, self.short = problem, holidays, short

    def area(self, key: int) -> str:
        """Its name."""
        return self.problem.area[key].name

    def broken(self, place: Place, one: Break) -> str:
        """What this place breaks, by how much, and from when it would not."""
        return self._SAID[one.rule](self, place, one)

    def asks(self, one: Break) -> int:
        """How much a rule asks here, to compare with what another plan asks of the same fact."""
        own = {Rule.FORCE: self.problem.rules.force_weeks, Rule.AGAIN: self.problem.rules.years_apart}
        return own.get(one.rule, one.from_.toordinal() if one.from_ else 0)

    def asked(self, one: Break) -> str:
        """The same in a few words."""
        if one.rule == Rule.FORCE:
            return ngettext("%(count)d week", "%(count)d weeks", self.asks(one)) % {"count": self.asks(one)}
        if one.rule == Rule.AGAIN:
            return ngettext("%(count)d year", "%(count)d years", self.asks(one)) % {"count": self.asks(one)}
        return _("allowed from %(day)s") % {"day": day(self._first_start(one.from_))} if one.from_ else _("less")

    def _closed(self, _place: Place, one: Break) -> str:
        return self._with_end(_("%(what)s, %(days)s") % self._span(one), one)

    def _holiday(self, _place: Place, one: Break) -> str:
        return self._with_end(_("Bank holiday on %(what)s, %(days)s") % self._span(one), one)

    def _passed(self, _place: Place, one: Break) -> str:
        return self._with_end(
            _("The local area would have to be notified on %(days)s, which has passed") % self._span(one), one
        )

    def _holidays(self, _place: Place, one: Break) -> str:
        return self._with_end(_("School holidays of the local area, %(days)s") % self._span(one), one)

    def _clash(self, place: Place, one: Break) -> str:
        away = self._away(place, one)
        number = (
            _("in the same week")
            if not away
            else ngettext("%(count)d working day away", "%(count)d working days away", away) % {"count": away}
        )
        return self._with_end(_("%(what)s %(days)s, %(away)s") % {**self._span(one), "away": number}, one)

    def _away(self, place: Place, one: Break) -> int:
        """Working days between fieldwork and what stands in the way; 0 where they share a day."""
        week, span = self.problem.weeks[place.week].span, one.span or Span(date.min, date.min)
        if week.meets(span):
            return 0
        return (
            between(span.last, week.first, self.holidays)
            if span.last < week.first
            else between(week.last, span.first, self.holidays)
        )

    def _again(self, place: Place, one: Break) -> str:
        years = self.problem.rules.years_apart
        if one.span is not None and one.span.first > self.problem.weeks[place.week].monday:
            said = ngettext(
                "Fieldwork of the next joint inspection is from %(days)s, less than %(count)d year later",
                "Fieldwork of the next joint inspection is from %(days)s, less than %(count)d years later",
                years,
            )
            return said % {**self._span(one), "count": years}
        said = ngettext(
            "Fieldwork of the last joint inspection was until %(days)s, less than %(count)d year before",
            "Fieldwork of the last joint inspection was until %(days)s, less than %(count)d years before",
            years,
        )
        return self._with_end(said % {**self._span(one), "count": years}, one)

    def _force(self, _place: Place, one: Break) -> str:
        weeks = self.problem.rules.force_weeks
        said = ngettext(
            "%(what)s is inspected in %(area)s, %(days)s, and %(count)d week must lie between",
            "%(what)s is inspected in %(area)s, %(days)s, and %(count)d weeks must lie between",
            weeks,
        )
        return self._with_end(said % {**self._span(one), "area": self.area(one.other), "count": weeks}, one)

    def _capacity(self, place: Place, one: Break) -> str:
        if not one.group:
            return _("%(wanted)d inspections would be at work in the week of %(days)s, more than can be staffed") % {
                **self._span(one), "wanted": one.wanted,
            }  # fmt: skip
        del place
        words = {**self._span(one), "name": self.short.get(one.group, one.group), "wanted": one.wanted, "there": one.there}
        if not one.there:
            said = ngettext(
                "%(name)s needs %(wanted)d inspector in the week of %(days)s and has none who is free",
                "%(name)s needs %(wanted)d inspectors in the week of %(days)s and has none who is free",
                one.wanted,
            )
        else:
            said = ngettext(
                "%(name)s needs %(wanted)d inspectors in the week of %(days)s and has %(there)d who is free",
                "%(name)s needs %(wanted)d inspectors in the week of %(days)s and has %(there)d who are free",
                one.there,
            )
        return said % words

    def _of_year(self, _place: Place, one: Break) -> str:
        words = {"name": self.short.get(one.group, one.group), "wanted": one.wanted, "there": one.there}
        said = ngettext(
            "%(name)s’s inspectors can be on %(there)d inspection of the year; this plan asks for %(wanted)d",
            "%(name)s’s inspectors can be on %(there)d inspections of the year; this plan asks for %(wanted)d",
            one.there,
        )
        return said % words

    def _lead(self, _place: Place, one: Break) -> str:
        words = {**self._span(one), "wanted": one.wanted, "there": one.there}
        if not one.there:
            return _("No lead inspector is free in the week of %(days)s") % words
        said = ngettext(
            "%(wanted)d lead inspectors are needed in the week of %(days)s, and %(there)d is free",
            "%(wanted)d lead inspectors are needed in the week of %(days)s, and %(there)d are free",
            one.there,
        )
        return said % words

    def _framework(self, _place: Place, one: Break) -> str:
        if one.span is not None and one.span.last == FOREVER:
            return self._with_end(_("The framework is in force from %(day)s") % {"day": day(one.span.first)}, one)
        return self._with_end(_("The framework is in force %(days)s") % self._span(one), one)

    def _out(self, _place: Place, one: Break) -> str:
        return _("It is ruled out (%(why)s)") % {"why": one.span.what if one.span else ""}

    def _publication(self, _place: Place, one: Break) -> str:
        return _("Publication would fall into %(what)s, %(days)s") % self._span(one)

    def _span(self, one: Break) -> dict[str, str]:
        return {"what": one.span.what, "days": days(one.span)} if one.span else {"what": "", "days": ""}

    def _with_end(self, said: str, one: Break) -> str:
        if one.from_ is None:
            return said
        return _("%(said)s; allowed from %(day)s") % {"said": said, "day": day(self._first_start(one.from_))}

    def _first_start(self, from_: date) -> date:
        """On which fieldwork could begin, from this day on: the Monday of the next week that is not shut to everybody."""
        return next((one for one in self._open if one >= from_), None) or self._first_later(from_)

    def _first_later(self, from_: date) -> date:
        """The same after the last week of the problem, as far as closed periods and bank holidays are recorded."""
        later = max(from_, self.problem.weeks[-1].monday + timedelta(days=1))
        monday = later + timedelta(days=-later.weekday() % 7)
        while self._is_shut_later(Span(monday, monday + FIELDWORK)):
            monday += timedelta(weeks=1)
        return monday

    def _is_shut_later(self, week: Span) -> bool:
        left_out = self.problem.rules.without
        closed = Rule.CLOSED not in left_out and any(one.meets(week) for one in self.problem.later)
        return closed or (Rule.HOLIDAY not in left_out and any(week.first <= one <= week.last for one in self.holidays))

    @cached_property
    def _open(self) -> Sequence[date]:
        left_out, weeks = self.problem.rules.without, enumerate(self.problem.weeks)
        return [week.monday for number, week in weeks if all(rule in left_out for rule, _span in self.problem.shut(number))]

    _SAID: Mapping[Rule, Callable[["Words", Place, Break], str]] = {
        Rule.CLOSED: _closed, Rule.HOLIDAY: _holiday, Rule.PASSED: _passed, Rule.HOLIDAYS: _holidays, Rule.CLASH: _clash,
        Rule.AGAIN: _again, Rule.FORCE: _force, Rule.CAPACITY: _capacity, Rule.OF_YEAR: _of_year, Rule.LEAD: _lead,
        Rule.FRAMEWORK: _framework, Rule.OUT: _out, Rule.PUBLICATION: _publication,
    }  # fmt: skip

    def softly(self, place: Place) -> list[str]:
        """What speaks against this place without forbidding it."""
        return [*self.waiting(place.area), *self.softly_in_week(place), *self._not_known(place, wholly=True)]

    def _not_known(self, place: Place, *, wholly: bool) -> list[str]:
        """Of school holidays, the usual time of one that nobody recorded; or, wholly, of all in its school year."""
        week, unknown = self.problem.weeks[place.week].span, self.problem.area[place.area].unknown
        return [_not_known(one) for one in unknown if one.meets(week) and bool(one.what) != wholly]

    def waiting(self, area: int) -> list[str]:
        """Of an area with an inspection of another year that is deferred and waits for a week."""
        said = _("Its inspection of %(year)s is deferred and has no new week")
        return [said % {"year": year} for year in self.problem.area[area].waiting]

    def softly_in_week(self, place: Place) -> list[str]:
        """The same, of what would be otherwise in another week."""
        problem = self.problem
        area, week = problem.area[place.area], problem.weeks[place.week]
        published = week.monday + problem.set[place.set].published_after
        found = [
            _("Half-term of the local area, %(days)s") % {"days": days(term)}
            for term in area.half_terms
            if term.meets(week.span)
        ]
        silent = (span for span in problem.rules.silent if span.first <= published <= span.last)
        found += [self._publication(place, Break(Rule.PUBLICATION, span)) for span in silent]
        return [*found, *self._not_known(place, wholly=False), *self._notified(place)]

    def _notified(self, place: Place) -> list[str]:
        """Where it is notified on a day on which its people are away."""
        on = self.problem.set[place.set].notified.get(place.week)
        if on is None:
            return []
        there = Span(on, on)
        closed = (span for week in self.problem.weeks for rule, span in week.shut if rule == Rule.CLOSED)
        if any(span.meets(there) for span in closed):
            return [_("The local area would be notified on %(day)s, in a closed period") % {"day": day(on)}]
        if any(span.meets(there) for span in self.problem.area[place.area].holidays):
            return [_("The local area would be notified on %(day)s, in its school holidays") % {"day": day(on)}]
        return []
