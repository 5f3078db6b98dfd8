"""The lines of a table against the programme, what is recorded, and one another: the checks that one activity goes through."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from jtai.errors import Invalid
from programmes.commands.judging import check_judgement
from programmes.commands.keeping import About, check_facts
from programmes.commands.standing import check_publication
from programmes.importing.cells import Line, Unreadable
from programmes.importing.columns import columns_of
from programmes.importing.faults import Faults
from programmes.importing.given import COLUMNS, Given, Giver, head_faults, missing
from programmes.importing.known import Known, Taken, Whence, whence, whence_of
from programmes.importing.lists import Lists
from programmes.importing.reading import Table
from programmes.models import Activity, JudgementArea, Programme, Standing, Subject
from programmes.policies import SHOWN

AT_ONCE = 500
NOT_YET = (Standing.PLANNED, Standing.CANCELLED)
# From where a line may lead on. Back leads only the page of the activity, which asks what rests on it.
FORWARD = {
    Standing.PLANNED: frozenset(Standing.values),
    Standing.DONE: frozenset({Standing.DONE.value, Standing.PUBLISHED.value}),
    Standing.PUBLISHED: frozenset({Standing.PUBLISHED.value}),
    Standing.CANCELLED: frozenset({Standing.CANCELLED.value}),
}


@dataclass(slots=True)
class Row:
    """An activity as a line leaves it. existing: as it stands. judgements: value by what is judged, as keys."""

    line: int
    existing: Activity | None
    subject: int
    about: About
    words: str
    standing: str
    published_on: date | None
    cancelled_why: str
    judgements: dict[int, int]

    @property
    def changes_words(self) -> bool:
        """Whether its words, or the fields that are kept with them, become others."""
        old = self.existing
        return old is None or old.text.body != self.words or About.of(old).columns() != self.about.columns()

    @property
    def changes_reason(self) -> bool:
        """Whether it says another reason why now, or takes that out."""
        return (self.existing.timing_reason if self.existing else "") != self.about.timing_reason.strip()

    @property
    def changes_judgements(self) -> bool:
        """Whether a judgement becomes another."""
        return self.existing is None or self.judgements != judged(self.existing)

    @property
    def changes(self) -> bool:
        """Whether anything does."""
        old = self.existing
        stands = old is not None and (old.standing, old.published_on, old.cancelled_why)
        return self.changes_words or self.changes_judgements or stands != (self.standing, self.published_on, self.cancelled_why)


def judged(activity: Activity) -> dict[int, int]:
    """Its judgements as keys."""
    return {row.area_id: row.value_id for row in activity.judgements.all()}


class Checking:
    """One reading of a table. Iterate over `rows`, which raises Unreadable as the table does; what is wrong stands in `faults`."""

    def __init__(self, programme: Programme, table: Table, *, lock: bool = False) -> None:
        self.faults = Faults()
        self.lines = 0
        self._stopped: Unreadable | None = None
        self._programme, self._table, self._lock = programme, table, lock
        self._whose = _("local area") if programme.subject == Subject.AREA else _("agency")
        self._lists = Lists(programme)
        self._giver = Giver(table.head, self._lists, self.faults)
        self._references: dict[str, int] = {}
        self._whences: dict[Whence, int] = {}
        head_faults(table.head, columns_of(programme), self.faults)

    def rows(self) -> Iterator[list[Row]]:
        """The sound lines, some hundred at a time; none where the heading cannot be used."""
        if self.faults.count:
            return
        while lines := self._next():
            self.lines += len(lines)
            yield self._rows(lines)
        if self._stopped is not None:
            raise self._stopped

    def _next(self) -> list[Line]:
        """Some more lines; those before one that ends the reading are checked all the same."""
        lines = []
        try:
            for line in islice(self._table.lines, AT_ONCE):
                lines.append(line)  # noqa: PERF402 -- what was read before a refusal stays
        except Unreadable as error:
            self._stopped = error
        return lines

    def _rows(self, lines: Sequence[Line]) -> list[Row]:
        given = [self._giver.read(line) for line in lines]
        references = [one.values.get("reference", "") for one in given]
        days = [one.values["starts_on"] for one in given if "starts_on" in one.values]
        known = Known(self._programme, references, days, filter(None, map(_nameless, given)), lock=self._lock)
        return [row for one in given if (row := self._row(one, known)) is not None]

    def _row(self, given: Given, known: Known) -> Row | None:
        existing = known.by_reference.get(given.values.get("reference", ""))
        self._once(given, "reference", self._references, given.values.get("reference"), _("Line %(line)d has this reference already. Give each activity its own, or take one line out."))  # fmt: skip
        if existing is None:
            missing(given, self.faults)
        if given.wrong:
            return None
        try:
            return self._checked(given, existing, known)
        except Invalid as refusal:
            self.faults.add(given.line, COLUMNS.get(refusal.field, refusal.field), str(refusal))
            return None

    @property
    def _twice(self) -> str:
        says = _("Line %%(line)d has the same kind, %(whose)s and first day. Take one of them out.")
        return says % {"whose": self._whose}

    def _once(self, given: Given, column: str, seen: dict[Any, int], key: object, says: str) -> None:
        """key: what no other line may have; nothing has nothing in common."""
        first = seen.setdefault(key, given.line) if key else given.line
        if first != given.line:
            given.wrong.add(column)
            self.faults.add(given.line, column, says % {"line": first})

    def _not_taken(self, given: Given, other: Taken | None) -> None:
        if other is not None:
            given.wrong.add("reference")
            self.faults.add(given.line, "reference", _recorded(self._whose, other.reference), activity=other.pk)

    def _checked(self, given: Given, existing: Activity | None, known: Known) -> Row | None:
        row = self._merged(given, existing)
        key = whence(row.about.kind.pk, row.subject, row.about.starts_on.toordinal())
        same = [one for one in known.nameless(key) if _says_the_same(row, one)] if _nameless(given) else []
        if same:
            return self._merged(given, same[0])
        if row.standing != Standing.CANCELLED and key != _whence_of(existing):
            self._once(given, "starts_on", self._whences, key, self._twice)
            self._not_taken(given, known.other(key, existing.pk if existing else None))
        if given.wrong:
            return None
        if row.changes:
            self._check(row, existing)
        return row

    def _merged(self, given: Given, existing: Activity | None) -> Row:
        """What the line says; where it says nothing, or the same with other blanks, what stands."""
        says = (
            given.values
            if existing is None
            else {name: _as_it_stands(existing, name, value) for name, value in given.values.items()}
        )
        subject = says.get("subject")
        if existing is not None:
            stands = existing.agency_id or existing.local_area_id or 0
            if subject not in {None, stands}:
                raise Invalid(
                    _(
                        "The activity with this reference is of somebody else. Check the reference: an activity does not change whose it is."
                    ),
                    field="subject",
                )
            subject = stands
            about = About.of(existing, **{name: says[name] for name in About.__dataclass_fields__ if name in says})
        else:
            first = says["starts_on"]
            about = About(**{"ends_on": first} | {name: says[name] for name in About.__dataclass_fields__ if name in says})
        return Row(
            line=given.line,
            existing=existing,
            subject=subject or 0,
            about=about,
            words=says.get("words", existing.text.body if existing else ""),
            standing=says.get("standing", existing.standing if existing else Standing.PLANNED.value),
            published_on=says.get("published_on", existing.published_on if existing else None),
            cancelled_why=says.get("cancelled_why", existing.cancelled_why if existing else ""),
            judgements=self._judgements(given, existing, about.ends_on),
        )

    def _judgements(self, given: Given, existing: Activity | None, ends_on: date) -> dict[int, int]:
        """By what is judged on the last day; a judgement that stands goes over to what has its code then."""
        found = judged(existing) if existing else {}
        for code, words in given.judged.items():
            several = self._lists.areas[code]
            area = next((area for area in several if _in_force(area, ends_on)), several[0])
            try:
                value = self._lists.scales[area.scale_id].find(words)
                check_judgement(self._programme.pk, ends_on, area, value)
            except (ValueError, Invalid) as refusal:
                raise Invalid(str(refusal), field=code) from refusal
            for other in several:
                found.pop(other.pk, None)
            found[area.pk] = value.pk
        return found

    def _check(self, row: Row, existing: Activity | None) -> None:
        before = Standing(existing.standing) if existing else Standing.PLANNED
        if row.standing not in FORWARD[before] or (existing and before == Standing.CANCELLED):
            raise Invalid(
                _("This activity stands as %(standing)s. Take that back on its page first, or take this line out.")
                % {"standing": before.label.lower()},
                field="standing",
            )
        timed = row.standing == Standing.PLANNED and row.about.kind.code in self._lists.timed
        standing = Standing.PLANNED.value if row.standing in NOT_YET else row.standing
        check_facts(self._programme, row.about, row.words, standing, timed=timed)
        _check_standing(row)
        self._check_judged(row)

    def _check_judged(self, row: Row) -> None:
        if not row.judgements:
            return
        if not row.about.kind.judges:
            raise Invalid(_("“%(kind)s” ends without judgements.") % {"kind": row.about.kind}, field="kind")
        if row.standing not in SHOWN:
            raise Invalid(_("Judgements come after it took place. Leave them empty, or write “done” here."), field="standing")
        for area in (area for several in self._lists.areas.values() for area in several if area.pk in row.judgements):
            if not _in_force(area, row.about.ends_on):
                raise Invalid(
                    _("“%(area)s” is judged here and was not judged on that day. Take that judgement out first.")
                    % {"area": area},
                    field="ends_on",
                )


def _whence_of(existing: Activity | None) -> Whence | None:
    """Who stands there already may stay there, whoever else is recorded so."""
    return whence_of(existing) if existing else None


def _nameless(given: Given) -> Whence | None:
    """What a line without a reference says of kind, subject and first day: an export writes one where there is no reference."""
    says = given.values
    if says.get("reference") or not {"kind", "subject", "starts_on"} <= says.keys():
        return None
    return whence(says["kind"].pk, says["subject"], says["starts_on"].toordinal())


def _says_the_same(row: Row, stands: Activity) -> bool:
    """Whether a line would add once more what stands, but for blanks and line ends."""
    new, old = row.about.columns(), About.of(stands).columns()
    pairs = [(value, old[name]) for name, value in new.items()]
    pairs += [
        (row.words, stands.text.body), (row.standing, stands.standing), (row.published_on, stands.published_on),
        (row.cancelled_why, stands.cancelled_why), (row.judgements, judged(stands)),
    ]  # fmt: skip
    return all(_without_blanks(new) == _without_blanks(old) for new, old in pairs)


def _without_blanks(value: Any) -> Any:
    return value.split() if isinstance(value, str) else value


def _as_it_stands(existing: Activity, name: str, value: Any) -> Any:
    """Words that differ by blanks and line ends only, which a table does not keep, are those that stand."""
    stands = existing.text.body if name == "words" else getattr(existing, name, None)
    both = isinstance(value, str) and isinstance(stands, str)
    return stands if both and _without_blanks(stands) == _without_blanks(value) else value


def _in_force(area: JudgementArea, day: date) -> bool:
    return area.valid_from <= day and (area.valid_to is None or day <= area.valid_to)


def _check_standing(row: Row) -> None:
    """The day of publication, and the reason of a cancellation, come with their standing."""
    published, cancelled = row.standing == Standing.PUBLISHED, row.standing == Standing.CANCELLED
    if published and row.published_on is None:
        raise Invalid(_("Enter when it was published."), field="published_on")
    if row.published_on is not None:
        if not published:
            raise Invalid(
                _("It has a day of publication. Write “published” as its standing, or leave that day empty."), field="standing"
            )
        check_publication(row.about.ends_on, row.published_on)
    if cancelled and not row.cancelled_why:
        raise Invalid(_("Enter why it is cancelled."), field="cancelled_why")
    if row.cancelled_why and not cancelled:
        raise Invalid(
            _("It says why it is cancelled. Write “cancelled” as its standing, or leave that empty."), field="standing"
        )


def _recorded(whose: str, reference: str) -> str:
    """The sentence on a line whose activity is recorded already, of the same agency or local area."""
    if reference:
        return _(
            "An activity of the same kind, %(whose)s and first day is recorded already, with the reference “%(reference)s”. "
            "Take this line out, or enter that reference to change it."
        ) % {"whose": whose, "reference": reference}
    return _(
        "An activity of the same kind, %(whose)s and first day is recorded already, without a reference. Take this line out, "
        "or give that activity a reference on its page and enter it here to change it."
    ) % {"whose": whose}
