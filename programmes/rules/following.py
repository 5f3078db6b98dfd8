"""Rules of what follows: an action plan after an inspection, a breach until it is resolved."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programmes.rules.asking import Answer, Ask, count
from programmes.rules.facts import Done, Duty, Open, State
from programmes.rules.words import day, inside, when

PUBLISHED = "published"


def follow_up(ask: Ask) -> Answer:
    """After each such activity one of the kind within so many calendar days of its end or publication. One follows one.

    Where only a failing one asks, what follows and fails again asks for another.
    """
    duties = [duty for subject in ask.known.subjects for duty in _followed(ask, subject.key)]
    of_year = [duty for duty in duties if duty.by is not None and ask.within(duty.by)]
    kind = ask.given("kind")
    return Answer(duties, ask.covered(len(of_year), count(of_year, State.DONE), count(of_year, State.PLANNED), kind))


@dataclass(frozen=True, slots=True)
class _Asking:
    """An activity that something is to follow. by_row: the rule as it was in force on its last day."""

    one: Done
    by_row: Ask

    @property
    def kind(self) -> str:
        """What is to follow."""
        return str(self.by_row.given("kind"))

    @property
    def by(self) -> date | None:
        """By when."""
        start = self.one.published_on if self.by_row.given("counted_from") == PUBLISHED else self.one.ends_on
        return start + timedelta(days=self.by_row.given("within_days")) if start else None

    def precedes(self, other: Done) -> bool:
        """Whether the other can follow it. Of two of one kind on one day the later recorded one follows."""
        if other.kind != self.kind or other.starts_on < self.one.ends_on:
            return False
        return self.one.kind != other.kind or (self.one.ends_on, self.one.key) < (other.ends_on, other.key)


def _followed(ask: Ask, subject: str) -> Iterator[Duty]:
    asking = _asking(ask, subject)
    if not asking:
        return
    kinds = ask.kinds("kind")
    followed, coming = _matched(asking, list(ask.known.done(subject, *kinds))), list(ask.known.planned(subject, *kinds))
    for row in asking:
        done, by = followed.get(row.one.key), row.by
        planned = [] if done else _plans(coming, row)
        if _listed(row.by_row, by, done, planned):
            yield row.by_row.duty(subject, row.kind, by, _because(row, by), done=done, planned=planned)


def _asking(ask: Ask, subject: str) -> list[_Asking]:
    """Earliest end first."""
    could = ask.known.done(subject, *ask.kinds("after", "kind"))
    rows = [_Asking(one, ask.on(one.ends_on)) for one in could if ask.since <= one.ends_on <= (ask.until or date.max)]
    return sorted(filter(_asks, rows), key=lambda row: (row.one.ends_on, row.one.key))


def _asks(row: _Asking) -> bool:
    """Whether something is to follow it: it is of the kind, and failed where that matters."""
    if not row.by_row.given("if_failing"):
        return bool(row.one.kind == row.by_row.given("after"))
    return row.one.kind in {row.by_row.given("after"), row.kind} and any(judged.failing for judged in row.one.judged)


def _matched(asking: list[_Asking], followers: list[Done]) -> dict[int, Done]:
    """What follows which, each once: first what came in time, then what came late, to the last one before it."""
    found: dict[int, Done] = {}
    for row in asking:
        _take(followers, row, row.by, found)
    for row in reversed(asking):
        if row.one.key not in found:
            _take(followers, row, None, found)
    return found


def _take(followers: list[Done], row: _Asking, by: date | None, found: dict[int, Done]) -> None:
    latest = by or date.max
    follower = next((other for other in followers if other.starts_on <= latest and row.precedes(other)), None)
    if follower is not None:
        followers.remove(follower)
        found[row.one.key] = follower


def _plans(coming: list[Done], row: _Asking) -> list[Done]:
    """The first plan to come, which is used up, or those that have passed."""
    later = [plan for plan in coming if plan.kind == row.kind and plan.starts_on >= row.one.ends_on]
    upcoming = row.by_row.upcoming(later)
    if upcoming is None:
        return later
    coming.remove(upcoming)
    return [upcoming]


def _listed(ask: Ask, by: date | None, done: Done | None, planned: list[Done]) -> bool:
    if done is not None:
        return ask.within(done.starts_on) or (by is not None and ask.within(by))
    if by is None:
        return ask.within(ask.today)
    return ask.shows(by, planned)


def _because(row: _Asking, by: date | None) -> str:
    ask, one, days = row.by_row, row.one, row.by_row.given("within_days")
    words = {
        "after": _called(row),
        "when": when(one),
        "kind": _("another") if one.kind == row.kind else inside(ask.known.kind(row.kind)),
        "days": ngettext("%(days)d day", "%(days)d days", days) % {"days": days},
        "by": day(by) if by else "",
        "published": day(one.published_on) if one.published_on else "",
    }
    if by is None:
        return _("%(after)s %(when)s, not yet published; %(kind)s is needed within %(days)s of its publication.") % words
    if ask.given("counted_from") == PUBLISHED:
        return _("%(after)s %(when)s, published on %(published)s; %(kind)s is needed within %(days)s, so by %(by)s.") % words
    return _("%(after)s %(when)s; %(kind)s is needed within %(days)s, so by %(by)s.") % words


def _called(row: _Asking) -> str:
    """What it was, with the judgement that asks for more."""
    kind = row.by_row.known.kind(row.one.kind)
    if not row.by_row.given("if_failing"):
        return kind
    worst = max((judged for judged in row.one.judged if judged.failing), key=lambda judged: (judged.position, judged.value))
    return _("%(kind)s (%(value)s)") % {"kind": kind, "value": inside(row.by_row.known.value(worst.value))}


def until_resolved(ask: Ask) -> Answer:
    """What was found stays open until it is resolved; closed ones show in the year in which they were closed.

    A breach is addressed by its day or enforced: one in enforcement is open, and late on no day.
    """
    what = ask.given("what")
    duties = [
        ask.once(partial(_open, ask, thing), thing.what, thing.key)
        for subject in (*ask.known.subjects, *ask.known.addressed)
        for thing in ask.known.opened(subject.key, what)
        if _is_of_year(ask, thing)
    ]
    label = _("Breaches") if what == "breach" else _("Recommendations")
    coverage = ask.covered(len(duties), count(duties, State.DONE), 0, label=label)
    late, enforced = count(duties, State.OVERDUE), count(duties, State.ENFORCED)
    return Answer(duties, replace(coverage, followed=True, late=late, enforced=enforced))


def _is_of_year(ask: Ask, thing: Open) -> bool:
    if thing.closed_on is not None:
        return ask.within(thing.closed_on)
    return ask.within(ask.today) or (thing.due_on is not None and ask.within(thing.due_on))


def _open(ask: Ask, thing: Open) -> Duty:
    closed = thing.closed_on is not None
    enforced = not closed and thing.enforced_on is not None
    state = State.ENFORCED if enforced else ask.state(thing.due_on, done=closed)
    return Duty(ask.rule.code, thing.subject, thing.what, state, thing.due_on, _how_open(ask, thing), thing.key)


def _how_open(ask: Ask, thing: Open) -> str:
    words = {"by": day(thing.due_on) if thing.due_on else "", "closed": day(thing.closed_on) if thing.closed_on else ""}
    if thing.closed_on is not None:
        if thing.due_on is not None and thing.closed_on > thing.due_on:
            return _("Closed on %(closed)s, later than %(by)s.") % words
        return _("Closed on %(closed)s.") % words
    if thing.enforced_on is not None:
        words["since"] = day(thing.enforced_on)
        return _("In enforcement since %(since)s, open until it is resolved; it was to be addressed by %(by)s.") % words
    if thing.due_on is None:
        return _("Open; no last day is set.")
    if thing.due_on < ask.today:
        return _("Open; it was to be addressed by %(by)s.") % words
    return _("Open; it is to be addressed by %(by)s.") % words
