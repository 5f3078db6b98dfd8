"""So many visits a year while the last outcome is failing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programmes.rules.asking import Answer, Ask, count
from programmes.rules.facts import Done, Duty, State
from programmes.rules.known import deciding, is_failing, worst
from programmes.rules.months import A_YEAR, add_months
from programmes.rules.words import day, found_in, inside, times_a_year, when


@dataclass(frozen=True, slots=True)
class _Spell:
    """From a failing outcome to the next one. visits: those within it, earliest first.

    unjudged: the last inspection after it of which no judgement is recorded that would end it.
    """

    outcome: Done
    ended: date | None
    visits: list[Done]
    unjudged: Done | None

    def counted_from(self, place: int, start: date) -> date:
        """The day from which the visit at this place is counted: the outcome's, or the last visit's; never before the rule's."""
        before = self.visits[place - 1] if place else self.outcome
        return max(before.ends_on, start)


def while_failing(ask: Ask) -> Answer:
    """Each visit within so many months of the outcome or of the visit before it. There always is a next one while it fails.

    Needed in a year is an even count from the outcome on: a late visit makes the next one later, and not the year's need smaller.
    Planned are all that are to come in the year, though the next one alone has a duty.
    """
    duties: list[Duty] = []
    needed = planned = 0
    for subject in ask.known.subjects:
        for spell in _spells(ask, subject.key):
            listed = list(_duties(ask, subject.key, spell))
            wanted = sum(_needed(part, spell) for part in ask.parts())
            if ask.is_over and wanted > len(listed):
                listed.append(_missed(ask, subject.key, spell, wanted, count(listed, State.DONE)))
            duties += listed
            planned += sum(ask.within(one.starts_on) and one.ends_on >= ask.today for one in _plans(ask, subject.key, spell))
            needed += wanted
    return Answer(duties, ask.covered(needed, count(duties, State.DONE), planned, ask.given("kind")))


def _spells(ask: Ask, subject: str) -> Iterator[_Spell]:
    until = ask.kinds("until")
    judged = ask.known.judged(subject, *until)
    if not any(is_failing(one) for one in judged):
        return
    visits = ask.known.done(subject, *ask.kinds("kind"))
    silent = [one for one in ask.known.done(subject, *until) if one.ends_on > judged[-1].ends_on and not deciding(one)]
    unjudged = max(silent, key=lambda one: (one.ends_on, one.key), default=None)
    for place, outcome in enumerate(judged):
        if is_failing(outcome):
            ended = judged[place + 1].ends_on if place + 1 < len(judged) else None
            own = [one for one in visits if one.starts_on > outcome.ends_on and (ended is None or one.starts_on <= ended)]
            yield _Spell(outcome, ended, own, unjudged)


def _step(ask: Ask) -> int:
    return int(A_YEAR // ask.given("times"))


def _needed(ask: Ask, spell: _Spell) -> int:
    """How many days of an even count from the outcome on lie in the year, before the next outcome."""
    start, number, found = max(spell.outcome.ends_on, ask.since), 1, 0
    while (by := add_months(start, _step(ask) * number)) <= ask.last and (spell.ended is None or by < spell.ended):
        found += by >= ask.first
        number += 1
    return found


def _plans(ask: Ask, subject: str, spell: _Spell) -> list[Done]:
    """What is planned after its last visit; nothing once the spell has ended."""
    if spell.ended is not None:
        return []
    start = spell.counted_from(len(spell.visits), ask.since)
    return [one for one in ask.known.planned(subject, *ask.kinds("kind")) if one.starts_on > start]


def _duties(ask: Ask, subject: str, spell: _Spell) -> Iterator[Duty]:
    """Each visit by the row of its day, and the next one by that of today."""
    for place, visit in enumerate(spell.visits):
        if ask.within(visit.starts_on):
            then = ask.on(visit.starts_on)
            by = _by(then, spell, place)
            yield then.duty(subject, visit.kind, by, _because(then, spell, place, by), done=visit)
    if spell.ended is None:
        now, place, planned = ask.on(ask.today), len(spell.visits), _plans(ask, subject, spell)
        by = _by(now, spell, place)
        if now.shows(by, planned) or now.within(now.today):
            because = " ".join([_because(now, spell, place, by), *_waits(now, spell.unjudged)])
            yield now.duty(subject, now.given("kind"), by, because, planned=planned)


def _missed(ask: Ask, subject: str, spell: _Spell, wanted: int, made: int) -> Duty:
    """What a year that is over had fewer of than were needed: one line, however many."""
    words = {
        "value": inside(ask.known.value(worst(spell.outcome).value)),
        "found": found_in(spell.outcome),
        "needed": ngettext("%(count)d was needed in this year", "%(count)d were needed in this year", wanted)
        % {"count": wanted},
        "done": made,
    }
    why = _("Judged %(value)s (%(found)s); %(needed)s and %(done)d took place.") % words
    return Duty(ask.rule.code, subject, ask.given("kind"), State.OVERDUE, ask.last, why, None)


def _by(ask: Ask, spell: _Spell, place: int) -> date:
    return add_months(spell.counted_from(place, ask.since), _step(ask))


def _waits(ask: Ask, unjudged: Done | None) -> Iterator[str]:
    if unjudged is not None:
        words = {"inspection": ask.known.kind(unjudged.kind), "when": when(unjudged)}
        yield (
            _("%(inspection)s %(when)s has no recorded judgement that decides yet: visits stay due until it has one.") % words
        )


def _because(ask: Ask, spell: _Spell, place: int, by: date) -> str:
    words = {
        "value": inside(ask.known.value(worst(spell.outcome).value)),
        "found": found_in(spell.outcome),
        "kind": inside(ask.known.kind(ask.given("kind"))),
        "last": when(spell.visits[place - 1]) if place else "",
        "times": times_a_year(ask.given("times")),
        "by": day(by),
    }
    if place:
        return (
            _("Judged %(value)s (%(found)s); the last %(kind)s was %(last)s; %(times)s, so the next is due by %(by)s.") % words
        )
    return _("Judged %(value)s (%(found)s); %(times)s, so the first %(kind)s is due by %(by)s.") % words
