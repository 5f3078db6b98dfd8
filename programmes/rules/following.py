"""Rules of what follows: an action plan after an inspection, a breach until it is resolved."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programmes.rules.asking import Answer, Ask, count
from programmes.rules.facts import Done, Duty, Open, State
from programmes.rules.words import day, inside

PUBLISHED = "published"


def follow_up(ask: Ask) -> Answer:
    """After each such activity one of the kind within so many calendar days of its end or publication. One follows one."""
    kind = ask.given("kind")
    duties = [duty for subject in ask.known.subjects for duty in _followed(ask, subject.key, kind)]
    of_year = [duty for duty in duties if duty.by is not None and ask.within(duty.by)]
    return Answer(duties, ask.covered(len(of_year), count(of_year, State.DONE), count(of_year, State.PLANNED), kind))


def _followed(ask: Ask, subject: str, kind: str) -> Iterator[Duty]:
    ends = sorted(ask.known.done(subject, ask.given("after")), key=lambda one: (one.ends_on, one.key))
    asking = [one for one in ends if _asks(ask, one)]
    followed, coming = _matched(ask, asking, ask.known.done(subject, kind)), ask.known.planned(subject, kind)
    for one in asking:
        done, by = followed.get(one.key), _by(ask, one)
        planned = [] if done else _plans(ask, coming, one)
        if _listed(ask, by, done, planned):
            yield ask.duty(subject, kind, by, _because(ask, one, kind, by), done=done, planned=planned)


def _asks(ask: Ask, one: Done) -> bool:
    """Whether something is to follow it: it ended while the rule was in force, and failed where that matters."""
    in_force = ask.rule.valid_from <= one.ends_on <= (ask.rule.valid_to or date.max)
    return in_force and (not ask.given("if_failing") or any(judged.failing for judged in one.judged))


def _matched(ask: Ask, asking: list[Done], followers: list[Done]) -> dict[int, Done]:
    """What follows which, each once: first what came in time, then what came late, to the last one before it."""
    found: dict[int, Done] = {}
    for one in asking:
        _take(followers, one, _by(ask, one), found)
    for one in reversed(asking):
        if one.key not in found:
            _take(followers, one, None, found)
    return found


def _take(followers: list[Done], one: Done, by: date | None, found: dict[int, Done]) -> None:
    latest = by or date.max
    follower = next((other for other in followers if one.ends_on <= other.starts_on <= latest), None)
    if follower is not None:
        followers.remove(follower)
        found[one.key] = follower


def _plans(ask: Ask, coming: list[Done], one: Done) -> list[Done]:
    """The first plan to come, which is used up, or those that have passed."""
    later = [plan for plan in coming if plan.starts_on >= one.ends_on]
    upcoming = ask.upcoming(later)
    if upcoming is None:
        return later
    coming.remove(upcoming)
    return [upcoming]


def _by(ask: Ask, one: Done) -> date | None:
    start = one.published_on if ask.given("counted_from") == PUBLISHED else one.ends_on
    return start + timedelta(days=ask.given("within_days")) if start else None


def _listed(ask: Ask, by: date | None, done: Done | None, planned: list[Done]) -> bool:
    if done is not None:
        return ask.within(done.starts_on) or (by is not None and ask.within(by))
    if by is None:
        return ask.within(ask.today)
    return ask.shows(by, planned)


def _because(ask: Ask, one: Done, kind: str, by: date | None) -> str:
    days = ask.given("within_days")
    words = {
        "after": ask.known.kind(one.kind),
        "day": day(one.ends_on),
        "kind": inside(ask.known.kind(kind)),
        "days": ngettext("%(days)d day", "%(days)d days", days) % {"days": days},
        "by": day(by) if by else "",
        "published": day(one.published_on) if one.published_on else "",
    }
    if by is None:
        return _("%(after)s on %(day)s, not yet published; %(kind)s is needed within %(days)s of its publication.") % words
    if ask.given("counted_from") == PUBLISHED:
        return _("%(after)s on %(day)s, published on %(published)s; %(kind)s is needed within %(days)s, so by %(by)s.") % words
    return _("%(after)s on %(day)s; %(kind)s is needed within %(days)s, so by %(by)s.") % words


def until_resolved(ask: Ask) -> Answer:
    """What was found stays open until it is resolved; closed ones show in the year in which they were closed."""
    what = ask.given("what")
    duties = [
        _open(ask, thing)
        for subject in ask.known.subjects
        for thing in ask.known.opened(subject.key, what)
        if _is_of_year(ask, thing)
    ]
    label = _("Breaches resolved") if what == "breach" else _("Recommendations closed")
    return Answer(duties, ask.covered(len(duties), count(duties, State.DONE), 0, label=label))


def _is_of_year(ask: Ask, thing: Open) -> bool:
    if thing.closed_on is not None:
        return ask.within(thing.closed_on)
    return ask.within(ask.today) or (thing.due_on is not None and ask.within(thing.due_on))


def _open(ask: Ask, thing: Open) -> Duty:
    state = ask.state(thing.due_on, done=thing.closed_on is not None)
    return Duty(ask.rule.code, thing.subject, thing.what, state, thing.due_on, _how_open(ask, thing), thing.key)


def _how_open(ask: Ask, thing: Open) -> str:
    words = {"by": day(thing.due_on) if thing.due_on else "", "closed": day(thing.closed_on) if thing.closed_on else ""}
    if thing.closed_on is not None:
        if thing.due_on is not None and thing.closed_on > thing.due_on:
            return _("Closed on %(closed)s, later than %(by)s.") % words
        return _("Closed on %(closed)s.") % words
    if thing.due_on is None:
        return _("Open; no last day is set.")
    if thing.due_on < ask.today:
        return _("Open; it was to be addressed by %(by)s.") % words
    return _("Open; it is to be addressed by %(by)s.") % words
