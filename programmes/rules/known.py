"""The facts, sorted once by kind and subject, so that each rule looks at each activity once."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date

from programmes.rules.facts import Credit, Done, Duty, Facts, Judged, Open, Subject

DONE = {"done", "published"}
PLANNED = "planned"
Order = Callable[[Done], tuple[date | int, ...]]


def _by_start(one: Done) -> tuple[date | int, ...]:
    return one.starts_on, one.ends_on, one.key


def _by_end(one: Done) -> tuple[date | int, ...]:
    return one.ends_on, one.key


class _Table:
    """Activities by kind and subject. Those of several kinds are put in one order once, however many years are asked about."""

    def __init__(self, rows: Iterable[Done], order: Order) -> None:
        self._order = order
        self._rows: dict[tuple[str, str], list[Done]] = defaultdict(list)
        self._together: dict[tuple[str, tuple[str, ...]], Sequence[Done]] = {}
        for one in sorted(rows, key=order):
            self._rows[one.kind, one.subject].append(one)

    def of(self, subject: str, kinds: tuple[str, ...]) -> Sequence[Done]:
        """In the table's order."""
        found = self._together.get((subject, kinds))
        if found is None:
            found = self._together[subject, kinds] = self._merged(subject, kinds)
        return found

    def _merged(self, subject: str, kinds: tuple[str, ...]) -> Sequence[Done]:
        parts = [part for kind in kinds if (part := self._rows.get((kind, subject)))]
        return parts[0] if len(parts) == 1 else sorted((one for part in parts for one in part), key=self._order)


class Known:
    """What is known of a programme. Whatever is cancelled is not in it."""

    def __init__(self, facts: Facts) -> None:
        self.subjects: Sequence[Subject] = facts.subjects
        self.addressed: Sequence[Subject] = facts.addressed
        self._kinds, self._values = facts.kinds, facts.values
        self._once: dict[tuple[Hashable, ...], Duty] = {}
        done = [one for one in facts.done if one.standing in DONE]
        self._done, self._ended = _Table(done, _by_start), _Table(done, _by_end)
        self._judged = _Table((one for one in done if deciding(one)), _by_end)
        self._planned = _Table((one for one in facts.done if one.standing == PLANNED), _by_start)
        self._credits: dict[tuple[str, str], list[date]] = defaultdict(list)
        for credit in sorted(facts.credits, key=_day_of_credit):
            self._credits[credit.kind, credit.subject].append(credit.on)
        self._open: dict[tuple[str, str], list[Open]] = defaultdict(list)
        for thing in sorted(facts.open, key=lambda thing: thing.key):
            self._open[thing.what, thing.subject].append(thing)

    def once(self, key: tuple[Hashable, ...], make: Callable[[], Duty]) -> Duty:
        """A duty that is the same in each year that is asked about: made for the first that lists it."""
        if key not in self._once:
            self._once[key] = make()
        return self._once[key]

    def done(self, subject: str, *kinds: str) -> Sequence[Done]:
        """What was done there of these kinds, earliest first."""
        return self._done.of(subject, kinds)

    def ended(self, subject: str, *kinds: str) -> Sequence[Done]:
        """The same, earliest end first."""
        return self._ended.of(subject, kinds)

    def planned(self, subject: str, *kinds: str) -> Sequence[Done]:
        """What is planned there, or was and is not recorded as done."""
        return self._planned.of(subject, kinds)

    def judged(self, subject: str, *kinds: str) -> Sequence[Done]:
        """What was done there and has a judgement in an area that decides, earliest end first."""
        return self._judged.of(subject, kinds)

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
