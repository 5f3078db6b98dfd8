"""How others of the same region, and all of the country, did in a programme: what speaks for a time beside one's own outcomes."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from agencies.models import Agency, LocalArea, PartnershipMember, Region
from programmes.models import Activity, Programme, Standing, Subject
from programmes.queries.finding import activities_seen

LISTED = 10


@dataclass(frozen=True)
class Around:
    """Whom the programme looks at besides the subject. regions: of the subject; near: those there; last: the last inspection of each.

    The judgements of the inspections are to be fetched before anything is asked of it.
    """

    regions: Collection[Region]
    everybody: Sequence[int]
    near: Sequence[int]
    last: Mapping[int, Activity]

    def sentences(self) -> list[str]:
        """How many have which outcome, in the region, then in all."""
        said = []
        if self.near:
            names = ", ".join(sorted(row.name for row in self.regions))
            said.append(_said(_("In the region (%(names)s)") % {"names": names}, self.near, self.last))
        if len(self.near) < len(self.everybody):
            said.append(_said(_("In all regions"), self.everybody, self.last))
        return said

    def latest(self) -> list[Activity]:
        """The last inspections of the others in the region, the newest first."""
        inspected = [self.last[key] for key in self.near if key in self.last]
        return sorted(inspected, key=lambda row: (row.ends_on, row.pk), reverse=True)[:LISTED]


def around_of(user: User, programme: Programme, subject: Agency | LocalArea) -> Around:
    """Of what this person may see of the programme. Invented ones are held against invented ones alone. Two queries."""
    places = _places(programme, subject)
    regions = places.pop(subject.pk, set())
    near = [key for key, where in places.items() if where & regions]
    return Around(regions, list(places), near, _last_inspections(user, programme, list(places)))


def _places(programme: Programme, subject: Agency | LocalArea) -> dict[int, set[Region]]:
    """The regions of everybody whom the programme looks at, and of the subject itself, by key."""
    found: dict[int, set[Region]] = {}
    if programme.subject == Subject.AREA:
        for area in LocalArea.objects.filter(demonstration=subject.demonstration).select_related("region"):
            found.setdefault(area.pk, set()).add(area.region)
        return found
    among = Q(agency__kind__in=programme.kinds.all(), agency__demonstration=subject.demonstration) | Q(agency=subject.pk)
    rows = PartnershipMember.objects.filter(among).select_related("partnership__local_area__region")
    for row in rows:
        found.setdefault(row.agency_id, set()).add(row.partnership.local_area.region)
    return found


def _last_inspections(user: User, programme: Programme, keys: Sequence[int]) -> dict[int, Activity]:
    """The last one of each that has judgements, as far as it is seen."""
    whose = "local_area_id" if programme.subject == Subject.AREA else "agency_id"
    took_place = Q(standing__in=[Standing.DONE, Standing.PUBLISHED], kind__judges=True, judgements__area__decides=True)
    rows = activities_seen(user, programme=programme).filter(took_place, **{f"{whose}__in": keys})
    rows = rows.order_by(whose, "-ends_on", "-pk").distinct(whose)
    return {getattr(row, whose): row for row in rows}


def _said(where: str, keys: Sequence[int], last: Mapping[int, Activity]) -> str:
    """“In the region (North), of 12 others: 3 Good, 1 Inadequate; 8 without an outcome that you can see”."""
    worst = [_worst(last[key]) for key in keys if key in last]
    counted = sorted(Counter(worst).items())
    parts = [_("%(count)d %(value)s") % {"count": number, "value": name} for (_position, name), number in counted]
    without = len(keys) - len(worst)
    if without:
        parts.append(
            ngettext("%(count)d without an outcome that you can see", "%(count)d without an outcome that you can see", without)
            % {"count": without}
        )
    others = ngettext("%(where)s, of %(count)d other", "%(where)s, of %(count)d others", len(keys)) % {
        "where": where,
        "count": len(keys),
    }
    return _("%(others)s: %(outcomes)s") % {"others": others, "outcomes": "; ".join(parts)}


def _worst(row: Activity) -> tuple[int, str]:
    """The lowest judgement among those that decide what comes next; nothing is added up."""
    values = [one.value for one in row.judgements.all() if one.area.decides]
    lowest = max(values, key=lambda value: (value.failing, value.position))
    return lowest.position, lowest.name
