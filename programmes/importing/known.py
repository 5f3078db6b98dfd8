"""What is recorded already of the activities that some lines are about."""

from collections.abc import Iterable

from django.db.models import Q

from programmes.models import Activity, Programme, Standing

# kind, subject, first day: two activities do not have all three in common.
Whence = tuple[int, int, int]


def whence(kind: int, subject: int, day: int) -> Whence:
    """The three together. day: its ordinal, which takes less room than a date."""
    return kind, subject, day


class Known:
    """In three queries, or two for programmes without judgements. lock: until commit, since the lines are about to be loaded."""

    def __init__(self, programme: Programme, references: Iterable[str], days: Iterable[object], *, lock: bool) -> None:
        rows = Activity.objects.filter(programme=programme, reference__in=set(references) - {""})
        rows = rows.select_related("text", "kind").prefetch_related("judgements__area").order_by("pk")
        if lock:
            rows = rows.select_for_update(no_key=True, of=("self", "text"))
        self.by_reference = {row.reference: row for row in rows}
        taken = Activity.objects.filter(programme=programme, starts_on__in=set(days)).filter(~Q(standing=Standing.CANCELLED))
        self._taken: dict[Whence, list[int]] = {}
        for pk, kind, agency, area, day in taken.order_by("pk").values_list(
            "pk", "kind_id", "agency_id", "local_area_id", "starts_on"
        ):
            self._taken.setdefault(whence(kind, agency or area or 0, day.toordinal()), []).append(pk)

    def other(self, key: Whence, pk: int | None) -> int | None:
        """The number of another activity that has all three in common; pk: the one that is asked for."""
        return next((other for other in self._taken.get(key, ()) if other != pk), None)
