"""Rules of a year: once for everybody, or a share of all."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from programmes.rules.asking import Answer, Ask, count
from programmes.rules.facts import Done, Duty, Next, State
from programmes.rules.words import day, inside

WHOLE = 100


def every_year(ask: Ask) -> Answer:
    """Each subject once a year. after: one that was done before that other kind in the year does not count, and it is said."""
    kind = ask.given("kind")
    duties = [_once(ask, subject.key, ask.kinds("kind")) for subject in ask.known.subjects]
    return Answer(duties, ask.covered(len(duties), count(duties, State.DONE), count(duties, State.PLANNED), kind))


def _once(ask: Ask, subject: str, kinds: list[str]) -> Duty:
    done = ask.of_year(ask.known.done(subject, *kinds))
    planned = ask.of_year(ask.known.planned(subject, *kinds))
    because = [_("Needed once a year, by %(by)s.") % {"by": day(ask.last)}]
    before = ask.given("after")
    if before is not None:
        opened = min((one.ends_on for one in ask.of_year(ask.known.done(subject, before))), default=None)
        early = [one for one in done if opened is None or one.starts_on < opened]
        done = done[len(early) :]
        because += _order(ask.known.kind(before), opened, [] if done else early)
    return ask.duty(subject, ask.given("kind"), ask.last, " ".join(because), done=done[0] if done else None, planned=planned)


def _order(before: str, opened: date | None, early: list[Done]) -> Iterator[str]:
    if opened is None:
        yield _("%(before)s comes first and is not recorded as done this year.") % {"before": before}
    else:
        yield _("%(before)s comes first and was done on %(day)s.") % {"before": before, "day": day(opened)}
    if early:
        words = {"day": day(early[-1].starts_on), "before": inside(before)}
        yield _("The one of %(day)s was not after the %(before)s, so it does not count.") % words


def share_a_year(ask: Ask) -> Answer:
    """A share of all subjects, rounded up. Whoever has a visit has a duty; nobody else is due individually."""
    kinds = ask.kinds("kind")
    duties = [duty for subject in ask.known.subjects for duty in _visited(ask, subject.key, kinds)]
    needed = -(-ask.given("percent") * len(ask.known.subjects) // WHOLE)
    return Answer(duties, ask.covered(needed, count(duties, State.DONE), count(duties, State.PLANNED), ask.given("kind")))


def _visited(ask: Ask, subject: str, kinds: list[str]) -> Iterator[Duty]:
    kind = ask.given("kind")
    done = ask.of_year(ask.known.done(subject, *kinds))
    if done:
        yield ask.duty(subject, kind, ask.last, "", done=done[0])
        return
    credit = next((on for on in _credits(ask, subject, kinds) if ask.within(on)), None)
    if credit is not None and credit <= ask.today:
        words = _("The joint targeted area inspection of %(day)s stands for it.") % {"day": day(credit)}
        yield Duty(ask.rule.code, subject, kind, State.DONE, ask.last, words, None)
        return
    planned = ask.of_year(ask.known.planned(subject, *kinds))
    if ask.upcoming(planned):
        yield ask.duty(subject, kind, ask.last, "", planned=planned)
    elif credit is not None:
        words = _("The joint targeted area inspection of %(day)s is to stand for it.") % {"day": day(credit)}
        yield Duty(ask.rule.code, subject, kind, State.PLANNED, ask.last, words, None)
    elif planned:
        yield ask.duty(subject, kind, planned[-1].ends_on, "", planned=planned)


def _credits(ask: Ask, subject: str, kinds: list[str]) -> list[date]:
    return sorted(on for kind in kinds for on in ask.known.credits(subject, kind)) if ask.given("jtai_counts") else []


def longest_unvisited(ask: Ask) -> list[Next]:
    """Who has no visit in the year, done or planned: never visited first, then the longest ago; otherwise in their own order."""
    kinds = ask.kinds("kind")
    found = []
    for subject in ask.known.subjects:
        if any(True for _duty in _visited(ask, subject.key, kinds)):
            continue
        visits = [one.ends_on for one in ask.known.done(subject.key, *kinds)] + _credits(ask, subject.key, kinds)
        last = max((on for on in visits if on < ask.first), default=None)
        why = _("Last on %(day)s.") % {"day": day(last)} if last else _("None is recorded.")
        found.append(Next(subject.key, last, why))
    return sorted(found, key=lambda one: one.last_on or date.min)
