"""Rows as a file wants them against rows as they are: adds, changes and, where said, removes; in bulk."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Outcome:
    """What loading one file did, in rows of the database."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    same: int = 0

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(
            self.added + other.added, self.changed + other.changed, self.removed + other.removed, self.same + other.same
        )

    @property
    def nothing(self) -> bool:
        """True when everything was there already."""
        return not (self.added or self.changed or self.removed)

    def __str__(self) -> str:
        if self.nothing:
            return f"{self.same} rows, nothing to change"
        said = {"added": self.added, "changed": self.changed, "removed": self.removed, "as before": self.same}
        return ", ".join(f"{count} {word}" for word, count in said.items() if count)


def sync(
    scope: QuerySet[M], key: Sequence[str], fields: Sequence[str], wanted: Sequence[M], *, remove: bool = False
) -> Outcome:
    """Make the rows of `scope` hold what the unsaved `wanted` say; these have their primary keys afterwards.

    key: the attributes that tell which row is which. fields: those that are compared and written; foreign keys as
    `region_id`. remove: rows of the scope that nobody wants go; without it they stay as they are.
    """
    there = {_values(row, key): row for row in scope}
    new, changed, same = [], [], 0
    for row in wanted:
        old = there.pop(_values(row, key), None)
        if old is None:
            new.append(row)
            continue
        row.pk = old.pk
        if _values(old, fields) == _values(row, fields):
            same += 1
        else:
            changed.append(row)
    gone = [row.pk for row in there.values()] if remove else []
    if gone:
        scope.filter(pk__in=gone).delete()
    if changed:
        scope.model._default_manager.bulk_update(changed, list(fields))  # noqa: SLF001 -- Django's documented name
    if new:
        scope.model._default_manager.bulk_create(new)  # noqa: SLF001 -- Django's documented name
    return Outcome(len(new), len(changed), len(gone), same)


def _values(row: Model, names: Sequence[str]) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in names)
