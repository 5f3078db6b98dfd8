"""What is recorded already of the activities that some lines are about."""

from collections.abc import Iterable
from typing import NamedTuple

from programmes.models import Activity, Programme, Standing

# kind, subject, first day: two activities do not have all three in common.
Whence = tuple[int, int, int]


def whence(kind: int, subject: int, day: int) -> Whence:
    """The three together. day: its ordinal, which takes less room than a date."""
    return kind, subject, day


class Taken(NamedTuple):
    """A recorded activity that has all three: its key, and the reference that it goes by."""

    pk: int
    reference: str


class Known:
    """In three queries, or two for programmes without judgements; as many again where lines without a reference may be known.

    nameless: what such lines say of kind, subject and first day. lock: until commit, since the lines are about to be loaded.
    """

    def __init__(
        self,
        programme: Programme,
        references: Iterable[str],
        days: Iterable[object],
        nameless: Iterable[Whence] = (),
        *,
        lock: bool,
    ) -> None:
        rows = Activity.objects.filter(programme=programme, reference__in=set(references) - {""})
        rows = rows.select_related("text", "kind").prefetch_related("judgements__area").order_by("pk")
        if lock:
            rows = rows.select_for_update(no_key=True, of=("self", "text"))
        self.by_reference = {row.reference: row for row in rows}
        taken = Activity.objects.filter(programme=programme, starts_on__in=set(days)).order_by("pk")
        self._taken: dict[Whence, list[Taken]] = {}
        asked, alike = set(nameless), []
        for pk, kind, agency, area, day, standing, reference in taken.values_list(
            "pk", "kind_id", "agency_id", "local_area_id", "starts_on", "standing", "reference"
        ):
            key = whence(kind, agency or area or 0, day.toordinal())
            if standing != Standing.CANCELLED:
                self._taken.setdefault(key, []).append(Taken(pk, reference))
            if key in asked and not reference:
                alike.append(pk)
        self._nameless = _whole(alike)

    def other(self, key: Whence, pk: int | None) -> Taken | None:
        """Another activity that has all three in common; pk: the one that is asked for."""
        return next((other for other in self._taken.get(key, ()) if other.pk != pk), None)

    def nameless(self, key: Whence) -> list[Activity]:
        """What is recorded without a reference and has all three in common."""
        return self._nameless.get(key, [])


def whence_of(activity: Activity) -> Whence:
    """Of one that is recorded."""
    subject = activity.agency_id or activity.local_area_id or 0
    return whence(activity.kind_id, subject, activity.starts_on.toordinal())


def _whole(keys: list[int]) -> dict[Whence, list[Activity]]:
    found: dict[Whence, list[Activity]] = {}
    rows = Activity.objects.filter(pk__in=keys).select_related("text", "kind").prefetch_related("judgements__area")
    for row in rows.order_by("pk") if keys else ():
        found.setdefault(whence_of(row), []).append(row)
    return found
