"""Rules that come round: one in each period of years, or every subject at least once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.utils.translation import gettext as _

from programmes.rules.asking import Answer, Ask
from programmes.rules.facts import Done, Duty, State
from programmes.rules.known import worst
from programmes.rules.months import add_years
from programmes.rules.words import day, every_years, inside, when


@dataclass(frozen=True, slots=True)
class _Round:
    """What comes round. years: None for once. first_by: for whoever never had one, None where no day is set.

    next_kind: the kind of a subject's next one. words: the sentence before its state, from the last one and the next one's day.
    everybody: those who never had one are needed from the first day, not only in the year in which their time ends.
    """

    kinds: tuple[str, ...]
    years: int | None
    first_by: date | None
    next_kind: Callable[[Ask, str], str]
    words: Callable[[Ask, str, Done | None, date | None], str]
    everybody: bool

    def due_after(self, ask: Ask, last: Done | None) -> date | None:
        """The last day for the next one."""
        if last is None or self.years is None:
            return self.first_by
        by = add_years(last.ends_on, self.years)
        return self.first_by if self.first_by and by < ask.since else by


def every_period(ask: Ask) -> Answer:
    """One of the kinds in each period, counted from the last one's end; which kind, by the worst deciding judgement of the last."""
    return _come_round(ask, _period)


def _period(ask: Ask) -> _Round:
    years = ask.given("years")
    first_by = add_years(ask.since, years)
    return _Round(tuple(ask.kinds("kinds")), years, first_by, _by_outcome, _words_of_period, everybody=False)


def _by_outcome(ask: Ask, subject: str) -> str:
    by_last: Mapping[str, str] = ask.given("by_last")
    first: str = ask.given("first")
    judged = ask.known.judged(subject, *ask.kinds("kinds"))
    return by_last.get(worst(judged[-1]).value, first) if judged else first


def _words_of_period(ask: Ask, subject: str, last: Done | None, by: date | None) -> str:
    said = {
        "kind": inside(ask.known.kind(_by_outcome(ask, subject))),
        "every": every_years(ask.given("years")),
        "by": day(by) if by else "",
    }
    if last is None:
        said["since"] = day(ask.since)
        return _("None is recorded. %(every)s since %(since)s, so the first (%(kind)s) is due by %(by)s.") % said
    said |= {"last": ask.known.kind(last.kind), "when": when(last), "outcome": _outcome(ask, subject, last)}
    return _("%(last)s %(when)s%(outcome)s. %(every)s, so the next (%(kind)s) is due by %(by)s.") % said


def _outcome(ask: Ask, subject: str, last: Done) -> str:
    judged = ask.known.judged(subject, *ask.kinds("kinds"))
    if not judged:
        return _(", without a recorded outcome")
    value = inside(ask.known.value(worst(judged[-1]).value))
    if judged[-1] is last:
        return _(": %(value)s") % {"value": value}
    return _("; the last recorded outcome was %(value)s %(when)s") % {"value": value, "when": when(judged[-1])}


def every_subject(ask: Ask) -> Answer:
    """Each subject at least once since the rule began, and again within so many years where that is said."""
    return _come_round(ask, _everybody)


def _everybody(ask: Ask) -> _Round:
    years = ask.given("again_years")
    first_by = add_years(ask.since, years) if years else ask.until
    return _Round(tuple(ask.kinds("kind")), years, first_by, _the_kind, _words_of_everybody, everybody=True)


def _the_kind(ask: Ask, _subject: str) -> str:
    return str(ask.given("kind"))


def _words_of_everybody(ask: Ask, _subject: str, last: Done | None, by: date | None) -> str:
    said = {"since": day(ask.since), "by": day(by) if by else ""}
    if last is not None:
        said |= {"when": when(last), "every": every_years(ask.given("again_years"))}
        return _("The last was %(when)s. %(every)s, so the next is due by %(by)s.") % said
    if by is None:
        return _("None is recorded since %(since)s; everyone is to have one. No last day is set.") % said
    return _("None is recorded since %(since)s; everyone is to have one by %(by)s.") % said


def _come_round(ask: Ask, made: Callable[[Ask], _Round]) -> Answer:
    """Coverage by the row of the year. made: the round by a row."""
    what = made(ask)
    duties: list[Duty] = []
    needed = covered = planned = 0
    for subject in ask.known.subjects:
        done = ask.known.ended(subject.key, *what.kinds)
        if what.everybody:
            done = [one for one in done if one.starts_on >= ask.since]
        coming = ask.known.planned(subject.key, *what.kinds)
        listed = list(_duties(ask, made, subject.key, done, coming))
        standing = _standing(ask, what, done)
        if standing == State.DUE and ask.is_over and not listed:
            listed.append(_missed(ask, what, subject.key, done))
        duties += listed
        needed += standing is not None
        covered += standing == State.DONE
        planned += standing == State.DUE and any(one.starts_on <= ask.last and one.ends_on >= ask.today for one in coming)
    kinds = ask.given("kinds") or [ask.given("kind")]
    return Answer(duties, ask.covered(needed, covered, planned, *kinds))


def _standing(ask: Ask, what: _Round, done: Sequence[Done]) -> State | None:
    """On the year's last day: done, it has had its own; due, it is needed by then; None, its time is not over."""
    last = next((one for one in reversed(done) if one.starts_on <= ask.last), None)
    if last is not None and (what.years is None or add_years(last.ends_on, what.years) > ask.last):
        return State.DONE
    by = what.due_after(ask, last)
    return State.DUE if what.everybody or (by is not None and by <= ask.last) else None


def _missed(ask: Ask, what: _Round, subject: str, done: Sequence[Done]) -> Duty:
    """What had not come by the end of a year that is over: it is missing in the year's coverage, so it is on its list."""
    before = next((one for one in reversed(done) if one.starts_on <= ask.last), None)
    later = next((one for one in done if one.starts_on > ask.last), None)
    by = what.due_after(ask, before)
    because = _("It was due by %(by)s.") % {"by": day(by)} if by else _("No last day is set.")
    kind = what.next_kind(ask, subject)
    words = {"kind": ask.known.kind(later.kind), "when": when(later)} if later else {}
    came = _("It came after this year: %(kind)s %(when)s.") % words if later else _("None is recorded since.")
    return Duty(ask.rule.code, subject, kind, ask.state(by, done=False), by, f"{because} {came}", None)


def _duties(
    ask: Ask, made: Callable[[Ask], _Round], subject: str, done: Sequence[Done], coming: Sequence[Done]
) -> Iterator[Duty]:
    """What was done in the year by the row of its day, and the next by that of today."""
    last = done[-1] if done else None
    own = ask.of_year(done)
    if own:
        then = ask.on(own[-1].starts_on)
        before = next((one for one in reversed(done) if one.ends_on < own[-1].ends_on), None)
        yield then.duty(subject, own[-1].kind, made(then).due_after(then, before), "", done=own[-1])
    now = ask.on(ask.today)
    what = made(now)
    if last is None or what.years is not None:
        by, planned = what.due_after(now, last), [one for one in coming if last is None or one.starts_on > last.ends_on]
        if now.shows(by, planned):
            yield now.once(partial(_next, now, what, subject, last, planned), subject)


def _next(ask: Ask, what: _Round, subject: str, last: Done | None, planned: Sequence[Done]) -> Duty:
    """What comes next, as it stands today."""
    by = what.due_after(ask, last)
    return ask.duty(subject, what.next_kind(ask, subject), by, what.words(ask, subject, last, by), planned=planned)
