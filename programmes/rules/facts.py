"""What the rules are asked about, and what they answer. Nothing here is a row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class State(StrEnum):
    """How it stands with one duty. Overdue: its last day has passed and it is not done, even where it is planned.

    Enforced: a breach that is open and in enforcement. It is followed until it is resolved, and is late on no day.
    """

    DUE = "due"
    OVERDUE = "overdue"
    PLANNED = "planned"
    ENFORCED = "enforcement"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Subject:
    """Of whom a programme's activities are. key: `agency:7` or `area:3`; code: by which its page and its activities are found."""

    key: str
    name: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """One judgement. area, value: codes. position: of the value on its scale, best first."""

    area: str
    value: str
    failing: bool
    decides: bool
    position: int = 0


@dataclass(frozen=True, slots=True)
class Done:
    """An activity, whether it is done or not: standing says so (planned, done, published, cancelled)."""

    key: int
    subject: str
    kind: str
    starts_on: date
    ends_on: date
    standing: str
    judged: tuple[Judged, ...] = ()
    published_on: date | None = None


@dataclass(frozen=True, slots=True)
class Credit:
    """A joint targeted area inspection that stands for one activity of a kind."""

    subject: str
    kind: str
    on: date


@dataclass(frozen=True, slots=True)
class Open:
    """A breach or a recommendation (what), open or closed by now. subject: who is to do something about it.

    enforced_on: since when it is enforced; words: what is breached or recommended, in short.
    """

    key: int
    subject: str
    what: str
    due_on: date | None
    closed_on: date | None
    enforced_on: date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class RuleData:
    """A rule as it stands in its row. added: no row says it; what is found is followed all the same."""

    code: str
    evaluator: str
    parameters: Mapping[str, Any]
    says: str
    valid_from: date
    valid_to: date | None = None
    added: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything about one programme. kinds, values: the names of its kinds of activity and of its judgements, by code.

    addressed: who else is to do something about what was found, such as a care board of whose area a review was.
    """

    subjects: Sequence[Subject]
    done: Sequence[Done] = ()
    credits: Sequence[Credit] = ()
    open: Sequence[Open] = ()
    kinds: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    addressed: Sequence[Subject] = ()


@dataclass(frozen=True, slots=True)
class Duty:
    """What one rule asks of one subject in a year. by: the last day, None where none is set.

    activity: the one that did it or is planned for it; for a breach or recommendation, its own key.
    """

    rule: str
    subject: str
    kind: str
    state: State
    by: date | None
    why: str
    activity: int | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far a rule is kept in a year by all subjects together. label: what is counted.

    followed: it is of what was found, all of which is to be closed: late of these are past their day, enforced in enforcement.
    """

    rule: str
    says: str
    needed: int
    done: int
    planned: int
    subjects: int
    label: str
    followed: bool = False
    late: int = 0
    enforced: int = 0

    @property
    def missing(self) -> int:
        """How many are neither done nor planned. Of what was found nothing is planned."""
        return 0 if self.followed else max(0, self.needed - self.done - self.planned)

    @property
    def sentence(self) -> str:
        """For people: “Focused visits: 61 of 77 needed”."""
        words = {"label": self.label, "done": self.done, "needed": self.needed, "planned": self.planned}
        if self.followed:
            return _("%(label)s: %(done)d of %(needed)d closed") % words + self._open()
        if self.done > self.needed:
            said = (
                ngettext(
                    "%(label)s: %(done)d done, %(needed)d is needed",
                    "%(label)s: %(done)d done, %(needed)d are needed",
                    self.needed,
                )
                % words
            )
        else:
            said = _("%(label)s: %(done)d of %(needed)d needed") % words
        return said + (_(", %(planned)d more planned") % words if self.planned else "")

    def _open(self) -> str:
        """What goes on the sentence where something is open: “; 3 are open, 2 of them past their day”."""
        left = self.needed - self.done
        if left == 0:
            return ""
        if left == 1:
            how = _("; 1 is open and past its day") if self.late else _("; 1 is open and in enforcement")
            return how if self.late or self.enforced else _("; 1 is open")
        parts = [_("; %(count)d are open") % {"count": left}]
        if self.late:
            parts.append(
                ngettext("%(count)d of them past its day", "%(count)d of them past their day", self.late) % {"count": self.late}
            )
        if self.enforced:
            parts.append(_("%(count)d of them in enforcement") % {"count": self.enforced})
        return _(", ").join(parts)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All duties of a year, in the order of rules and subjects, and one coverage a rule."""

    duties: tuple[Duty, ...]
    coverage: tuple[Coverage, ...]


@dataclass(frozen=True, slots=True)
class Next:
    """A subject that could be next. last_on: when it was last visited, None for never."""

    subject: str
    last_on: date | None
    why: str
