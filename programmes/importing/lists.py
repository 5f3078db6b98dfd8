"""What the cells of a table are looked up in: read once, however long the table is."""

from collections.abc import Iterable, Mapping
from typing import Generic, TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from programmes.importing.columns import short
from programmes.models import ActivityKind, JudgementArea, Programme, ScaleValue, Subject
from programmes.queries import kinds_of, subjects_of, timed_kinds

T = TypeVar("T")


def folded(words: str) -> str:
    """Words in any letters, with either apostrophe and any number of blanks."""
    return " ".join(words.casefold().replace("’", "'").split())


class Names(Generic[T]):
    """Things by code and by name. A code goes before a name; a name that two of them have means neither."""

    def __init__(self, rows: Iterable[tuple[T, str, str]], unknown: str) -> None:
        """rows: (thing, code, name). unknown: a sentence with %(value)s."""
        self._codes: dict[str, T] = {}
        self._names: dict[str, T | None] = {}
        self._unknown = unknown
        for thing, code, name in rows:
            self._codes[folded(code)] = thing
            known = folded(name)
            self._names[known] = None if known in self._names else thing

    def find(self, words: str) -> T:
        """Raises ValueError with a sentence."""
        key = folded(words)
        found = self._codes.get(key, self._names.get(key))
        if found is not None:
            return found
        if key in self._names:
            raise ValueError(_("There is more than one “%(value)s”. Write the code instead.") % {"value": short(words)})
        raise ValueError(self._unknown % {"value": short(words)})


def choices(of: type[TextChoices]) -> Names[str]:
    """The words of a field, by value and by label."""
    among = ", ".join(of.values)
    unknown = _("“%%(value)s” is not known here. Write one of these: %(among)s.") % {"among": among}
    return Names([(str(value), str(value), str(label)) for value, label in of.choices], unknown)


class Lists:
    """All of one programme. kinds, subjects (keys), scales; timed: codes of kinds; areas: what is judged, by code, the newest first."""

    def __init__(self, programme: Programme) -> None:
        self.timed = timed_kinds(programme)
        self.kinds: Names[ActivityKind] = Names(
            [(kind, kind.code, kind.name) for kind in kinds_of(programme)],
            _("“%(value)s” is not a kind of activity of this programme. Write its name or code as on the page of columns."),
        )
        whose = (
            _("“%(value)s” is not a local area. Write the exact name or the code.")
            if programme.subject == Subject.AREA
            else _("“%(value)s” is not an agency that this programme looks at. Write the exact name or the code.")
        )
        self.subjects: Names[int] = Names(subjects_of(programme).values_list("pk", "code", "name"), whose)
        self.areas: dict[str, list[JudgementArea]] = {}
        rows = programme.judgement_areas.select_related("scale").prefetch_related("scale__values")
        for area in rows.order_by("-valid_from"):
            self.areas.setdefault(area.code, []).append(area)
        self.scales: Mapping[int, Names[ScaleValue]] = {
            area.scale_id: _scale(area) for several in self.areas.values() for area in several
        }


def _scale(area: JudgementArea) -> Names[ScaleValue]:
    values = list(area.scale.values.all())
    among = ", ".join(value.name for value in values)
    unknown = _("“%%(value)s” is not on the scale. Write one of these: %(among)s.") % {"among": among}
    return Names([(value, value.code, value.name) for value in values], unknown)
