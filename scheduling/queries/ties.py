"""Conflicts of interest of several people with several inspections at once. That there is one, never what it is."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from agencies.models import LocalArea
from agencies.queries import stands, ties_of
from inspections.models import ConflictOverride, Inspection
from inspections.policies import allows


class Ties:
    """What these people have declared and what was decided about it, read once: two queries."""

    def __init__(self, people: Iterable[int], inspections: Collection[Inspection]) -> None:
        self._declared: dict[int, list[Any]] = defaultdict(list)
        for tie in ties_of(people):
            self._declared[tie.user_id].append(tie)
        decided = ConflictOverride.objects.filter(
            inspection__in={one.pk for one in inspections}, user__in=list(self._declared), decided_at__isnull=False
        )
        self._newest = {(row.inspection_id, row.user_id, row.part): row for row in decided.order_by("decided_at", "pk")}

    def bar(self, person: int, inspection: Inspection, part: str) -> bool:
        """Whether an interest of theirs stands against a place of this part there that no override bears."""
        there = [tie for tie in self._declared[person] if stands(tie, inspection.local_area, inspection.fieldwork_start)]
        newest = self._newest.get((inspection.pk, person, part))
        return bool(there) and (newest is None or not allows(newest, there))

    def by_area(self, on: date) -> dict[int, frozenset[int]]:
        """By the key of each local area against which something stands on this day: whose."""
        found: dict[int, set[int]] = defaultdict(set)
        for tie in (one for several in self._declared.values() for one in several):
            for key in {tie.local_area_id, *tie.partnerships} - {None}:
                if stands(tie, LocalArea(pk=key), on):
                    found[key].add(tie.user_id)
        return {key: frozenset(tied) for key, tied in found.items()}
