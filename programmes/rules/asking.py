"""One rule, asked for one year: what an evaluator is given, and how a duty gets its state and the end of its sentence."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from programmes.rules.facts import Coverage, Done, Duty, RuleData, State
from programmes.rules.known import Known
from programmes.rules.words import day, either, span, when


@dataclass(frozen=True, slots=True)
class Answer:
    """The duties of one rule, and its coverage."""

    duties: list[Duty]
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class Ask:
    """first, last: the days of the year on which the rule is in force. An activity belongs to the year in which it starts.

    rows: the rule from its first day to its last, each row from the day after the one before it; rule: the row that is asked here.
    """

    rule: RuleData
    rows: Sequence[RuleData]
    known: Known
    first: date
    last: date
    today: date

    @property
    def since(self) -> date:
        """The day from which the rule counts: that of its first row, however often it was changed."""
        return self.rows[0].valid_from

    @property
    def until(self) -> date | None:
        """Its last day."""
        return self.rows[-1].valid_to

    @property
    def is_over(self) -> bool:
        """Whether all its days have passed."""
        return self.last < self.today

    def on(self, day: date) -> "Ask":
        """The same, by the row that is in force on that day."""
        row = in_force(self.rows, day)
        return self if row is self.rule else replace(self, rule=row)

    def parts(self) -> Iterator["Ask"]:
        """The same for each row that is in force in the year, on its own days."""
        ends = [*(row.valid_from - timedelta(days=1) for row in self.rows[1:]), self.last]
        for row, ended in zip(self.rows, ends, strict=True):
            first, last = max(self.first, row.valid_from), min(self.last, ended)
            if first <= last:
                yield replace(self, rule=row, first=first, last=last)

    def given(self, name: str, default: Any = None) -> Any:
        """A parameter of the row."""
        return self.rule.parameters.get(name, default)

    def kinds(self, *names: str) -> list[str]:
        """The kinds of activity that these parameters name in any of the rows: what counted before a change still counts."""
        found: dict[str, None] = {}
        for row in self.rows:
            for name in names:
                value = row.parameters[name]
                found.update(dict.fromkeys([value] if isinstance(value, str) else value))
        return list(found)

    def within(self, on: date) -> bool:
        """Whether a day is one of this year's on which the rule is in force."""
        return self.first <= on <= self.last

    def of_year(self, found: Iterable[Done]) -> list[Done]:
        """Those that start in it."""
        return [one for one in found if self.first <= one.starts_on <= self.last]

    def upcoming(self, planned: Iterable[Done]) -> Done | None:
        """The first that is planned and has not passed."""
        return next((one for one in planned if one.ends_on >= self.today), None)

    def shows(self, by: date | None, planned: Iterable[Done]) -> bool:
        """Whether what is not done belongs on this year's list: by its last day, by its plan, or because it still is to be done."""
        if by is None or self.within(by):
            return True
        upcoming = self.upcoming(planned)
        if upcoming is not None and self.within(upcoming.starts_on):
            return True
        return by < self.first and self.within(self.today)

    def once(self, make: Callable[[], Duty], *of: Hashable) -> Duty:
        """What this row asks of somebody whatever the year: how it stands today. of: whose, and what else it is told by."""
        return self.known.once((self.rule.code, self.rule.valid_from, *of), make)

    def duty(
        self, subject: str, kind: str, by: date | None, because: str, *, done: Done | None = None, planned: Sequence[Done] = ()
    ) -> Duty:
        """With its state, and the sentence that ends with how it stands."""
        found = done or self.upcoming(planned) or (planned[-1] if planned else None)
        state = self.state(by, done=done is not None, upcoming=found is not None and found.ends_on >= self.today)
        why = " ".join(part for part in (because, *self._tail(by, state, found, because)) if part)
        return Duty(self.rule.code, subject, kind, state, by, why, found.key if found else None)

    def state(self, by: date | None, *, done: bool, upcoming: bool = False) -> State:
        """Overdue only when the last day has passed and it is not done."""
        if done:
            return State.DONE
        if by is not None and by < self.today:
            return State.OVERDUE
        return State.PLANNED if upcoming else State.DUE

    def _tail(self, by: date | None, state: State, found: Done | None, because: str) -> Iterator[str]:
        late = found is not None and by is not None and found.starts_on > by
        words = {"span": span(found) if found else "", "when": when(found) if found else "", "by": day(by) if by else ""}
        if found is not None and state == State.DONE:
            yield (_("Done %(when)s, later than %(by)s.") if late else _("Done %(when)s.")) % words
            return
        passed = found is not None and found.ends_on < self.today
        if passed:
            yield _("It was planned for %(span)s and is not recorded as done.") % words
        elif found is not None:
            yield (_("Planned for %(span)s, later than %(by)s.") if late else _("Planned for %(span)s.")) % words
        if state == State.OVERDUE and not late and not (passed and found is not None and found.ends_on == by):
            said = found is None and because.endswith(_("by %(by)s.") % words)
            yield _("That day has passed.") if said else _("%(by)s has passed.") % words

    def covered(self, needed: int, done: int, planned: int, *kinds: str, label: str = "") -> Coverage:
        """The coverage; what is counted is called as the rule says, or by its kinds."""
        called = self.given("label") or label or either([self.known.kind(kind) for kind in kinds])
        return Coverage(self.rule.code, self.rule.says, needed, done, planned, len(self.known.subjects), called)


def in_force(rows: Sequence[RuleData], day: date) -> RuleData:
    """Of rows that follow each other the one of a day: the first before them, the last after them."""
    return next((row for row in reversed(rows) if row.valid_from <= day), rows[0])


def count(duties: Iterable[Duty], state: State) -> int:
    """How many are in this state."""
    return sum(duty.state == state for duty in duties)
