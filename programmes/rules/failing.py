"""So many visits a year while the last outcome is failing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from programmes.rules.asking import Answer, Ask
from programmes.rules.facts import Done, Duty, State
from programmes.rules.known import is_failing, worst
from programmes.rules.months import A_YEAR, add_months
from programmes.rules.words import day, inside, times_a_year


@dataclass(frozen=True, slots=True)
class _Spell:
    """From a failing outcome to the next one. visits: those within it, earliest first."""

    outcome: Done
    ended: date | None
    visits: list[Done]

    def counted_from(self, place: int, start: date) -> date:
        """The day from which the visit at this place is counted: the outcome's, or the last visit's; never before the rule's."""
        before = self.visits[place - 1] if place else self.outcome
        return max(before.ends_on, start)


def while_failing(ask: Ask) -> Answer:
    """Each visit within so many months of the outcome or of the visit before it. There always is a next one while it fails.

    Needed in a year is an even count from the outcome on: a late visit makes the next one later, and not the year's need smaller.
    """
    kind = ask.given("kind")
    duties: list[Duty] = []
    needed = planned = 0
    for subject in ask.known.subjects:
        for spell in _spells(ask, subject.key):
            own = list(_duties(ask, subject.key, spell))
            duties += own
            planned += sum(duty.state == State.PLANNED for duty in own)
            needed += _needed(ask, spell)
    done = sum(duty.state == State.DONE for duty in duties)
    return Answer(duties, ask.covered(needed, done, planned, kind))


def _spells(ask: Ask, subject: str) -> Iterator[_Spell]:
    judged = ask.known.judged(subject, *ask.given("until"))
    if not any(is_failing(one) for one in judged):
        return
    visits = ask.known.done(subject, ask.given("kind"))
    for place, outcome in enumerate(judged):
        if is_failing(outcome):
            ended = judged[place + 1].ends_on if place + 1 < len(judged) else None
            own = [one for one in visits if one.starts_on > outcome.ends_on and (ended is None or one.starts_on <= ended)]
            yield _Spell(outcome, ended, own)


def _step(ask: Ask) -> int:
    return int(A_YEAR // ask.given("times"))


def _needed(ask: Ask, spell: _Spell) -> int:
    """How many days of an even count from the outcome on lie in the year, before the next outcome."""
    start, number, found = max(spell.outcome.ends_on, ask.rule.valid_from), 1, 0
    while (by := add_months(start, _step(ask) * number)) <= ask.last and (spell.ended is None or by < spell.ended):
        found += by >= ask.first
        number += 1
    return found


def _duties(ask: Ask, subject: str, spell: _Spell) -> Iterator[Duty]:
    kind = ask.given("kind")
    for place, visit in enumerate(spell.visits):
        if ask.within(visit.starts_on):
            by = add_months(spell.counted_from(place, ask.rule.valid_from), _step(ask))
            yield ask.duty(subject, kind, by, _because(ask, spell, place, by), done=visit)
    if spell.ended is None:
        place = len(spell.visits)
        start = spell.counted_from(place, ask.rule.valid_from)
        by = add_months(start, _step(ask))
        planned = [one for one in ask.known.planned(subject, kind) if one.starts_on > start]
        if ask.shows(by, planned) or ask.within(ask.today):
            yield ask.duty(subject, kind, by, _because(ask, spell, place, by), planned=planned)


def _because(ask: Ask, spell: _Spell, place: int, by: date) -> str:
    words = {
        "value": ask.known.value(worst(spell.outcome).value),
        "day": day(spell.outcome.ends_on),
        "kind": inside(ask.known.kind(ask.given("kind"))),
        "last": day(spell.visits[place - 1].ends_on) if place else "",
        "times": times_a_year(ask.given("times")),
        "by": day(by),
    }
    if place:
        return _("%(value)s on %(day)s; the last %(kind)s was on %(last)s; %(times)s, so the next is due by %(by)s.") % words
    return _("%(value)s on %(day)s; %(times)s, so the first %(kind)s is due by %(by)s.") % words
