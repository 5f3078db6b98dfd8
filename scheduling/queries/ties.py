"""Conflicts of interest of several people with several inspections at once. That there is one, never what it is."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from agencies.models import Interest
from agencies.queries import stands, ties_of
from inspections.models import ConflictOverride, Inspection
from inspections.policies import allows


class Ties:
    """What these people have declared and what was decided about it, read once: two queries."""

    def __init__(self, people: Iterable[int], inspections: Collection[Inspection]) -> None:
        self._declared: dict[int, list[Interest]] = defaultdict(list)
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
