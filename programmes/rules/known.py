"""The facts, sorted once by kind and subject, so that each rule looks at each activity once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from programmes.rules.facts import Credit, Done, Facts, Judged, Open, Subject

DONE = {"done", "published"}
PLANNED = "planned"
Table = dict[str, dict[str, list[Done]]]


class Known:
    """What is known of a programme. Whatever is cancelled is not in it."""

    def __init__(self, facts: Facts) -> None:
        self.subjects: Sequence[Subject] = facts.subjects
        self.addressed: Sequence[Subject] = facts.addressed
        self._kinds, self._values = facts.kinds, facts.values
        self._done: Table = defaultdict(lambda: defaultdict(list))
        self._planned: Table = defaultdict(lambda: defaultdict(list))
        for one in sorted(facts.done, key=lambda one: (one.starts_on, one.ends_on, one.key)):
            if one.standing in DONE:
                self._done[one.kind][one.subject].append(one)
            elif one.standing == PLANNED:
                self._planned[one.kind][one.subject].append(one)
        self._credits: dict[tuple[str, str], list[date]] = defaultdict(list)
        for credit in sorted(facts.credits, key=_day_of_credit):
            self._credits[credit.kind, credit.subject].append(credit.on)
        self._open: dict[tuple[str, str], list[Open]] = defaultdict(list)
        for thing in sorted(facts.open, key=lambda thing: thing.key):
            self._open[thing.what, thing.subject].append(thing)

    def done(self, subject: str, *kinds: str) -> list[Done]:
        """What was done there of these kinds, earliest first."""
        return _merged(self._done.get(kind, {}).get(subject, ()) for kind in kinds)

    def planned(self, subject: str, *kinds: str) -> list[Done]:
        """What is planned there, or was and is not recorded as done."""
        return _merged(self._planned.get(kind, {}).get(subject, ()) for kind in kinds)

    def judged(self, subject: str, *kinds: str) -> list[Done]:
        """What was done there and has a judgement in an area that decides, earliest end first."""
        return sorted((one for one in self.done(subject, *kinds) if deciding(one)), key=lambda one: (one.ends_on, one.key))

    def credits(self, subject: str, kind: str) -> Sequence[date]:
        """When joint inspections stood for one of this kind there."""
        return self._credits.get((kind, subject), ())

    def opened(self, subject: str, what: str) -> Sequence[Open]:
        """Breaches or recommendations there."""
        return self._open.get((what, subject), ())

    def kind(self, code: str) -> str:
        """A kind's name."""
        return self._kinds.get(code) or _as_words(code)

    def value(self, code: str) -> str:
        """A judgement's name."""
        return self._values.get(code) or _as_words(code)


def _day_of_credit(credit: Credit) -> date:
    return credit.on


def _merged(parts: Iterable[Sequence[Done]]) -> list[Done]:
    found = [part for part in parts if part]
    if len(found) == 1:
        return list(found[0])
    return sorted((one for part in found for one in part), key=lambda one: (one.starts_on, one.ends_on, one.key))


def _as_words(code: str) -> str:
    words = code.replace("-", " ")
    return words[:1].upper() + words[1:]


def deciding(one: Done) -> list[Judged]:
    """Its judgements in areas that decide what follows."""
    return [judged for judged in one.judged if judged.decides]


def is_failing(one: Done) -> bool:
    """Whether an area that decides is failing."""
    return any(judged.failing for judged in deciding(one))


def worst(one: Done) -> Judged:
    """The worst judgement among those that decide; of one that has any."""
    return max(deciding(one), key=lambda judged: (judged.failing, judged.position, judged.value))
