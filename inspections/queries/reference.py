"""Frameworks, topics and people to choose from."""

import time
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from accounts.models import User
from agencies.models import Inspectorate
from agencies.queries import without_role
from inspections import access
from inspections.calendar import OffsetRule
from inspections.models import Criterion, DeepDiveTopic, FrameworkVersion, Inspection, MilestoneKind, Participation, Strand

# The topic under which inspections of the front door are counted; no framework has it for a deep dive.
FRONT_DOOR = "initial-need-and-risk"


def frameworks(on: date | None = None) -> QuerySet[FrameworkVersion]:
    """The framework versions; with a day, those valid on it."""
    rows = FrameworkVersion.objects.prefetch_related("inspectorates")
    if on is None:
        return rows
    return rows.filter(Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on)


def framework_for(code: str) -> FrameworkVersion:
    """One framework version by its code, with strands and criteria, or 404."""
    return get_object_or_404(frameworks().prefetch_related("strands__criteria"), code=code)


def topics() -> QuerySet[DeepDiveTopic]:
    """The deep-dive topics by name."""
    return DeepDiveTopic.objects.all()


def deep_dives(*, kept: Collection[int] = ()) -> list[DeepDiveTopic]:
    """The topics that an inspection can be given: all but the front door, which frameworks without a topic look at alone.

    kept: keys of topics that are offered all the same, as something has them.
    """
    return [one for one in topics() if one.code != FRONT_DOOR or one.pk in kept]


def topic_names() -> list[tuple[str, str]]:
    """(code, name) of the deep-dive topics, for rooms below."""
    return list(topics().values_list("code", "name"))


def offset_rules(framework: FrameworkVersion) -> list[OffsetRule]:
    """How this framework computes its dates, in the order in which the milestones come."""
    order = {kind: place for place, kind in enumerate(MilestoneKind.values)}
    rules = [OffsetRule(row.milestone, row.anchor, row.days, row.counting) for row in framework.offsets.all()]
    return sorted(rules, key=lambda rule: order[rule.milestone])


@dataclass(frozen=True)
class FrameworkChoices:
    """The strands of a framework and their criteria. teams: how many people of an inspectorate, by its key, an inspection takes."""

    strands: tuple[Strand, ...]
    criteria: tuple[Criterion, ...]
    teams: Mapping[int, int]

    def of_strand(self, strand: Strand) -> list[Criterion]:
        """The criteria of one strand."""
        return [row for row in self.criteria if row.strand_id == strand.pk]


KEPT_SECONDS = 60
# What this process read last of each version by its key, and when. A version that an inspection uses never changes; but one whose
# inspections are gone can be written anew, with other strands, by another process.
_kept: dict[int, tuple[float, FrameworkChoices]] = {}


def framework_choices(framework: FrameworkVersion) -> FrameworkChoices:
    """What belongs to a version in use, at most a minute old: three queries when it is read, else none."""
    now = time.monotonic()
    if framework.pk not in _kept or now - _kept[framework.pk][0] > KEPT_SECONDS:
        teams = dict(Participation.objects.filter(framework=framework).values_list("inspectorate", "typical_team"))
        _kept[framework.pk] = (now, FrameworkChoices(tuple(framework.strands.all()), tuple(criteria_of(framework)), teams))
    return _kept[framework.pk][1]


def forget_framework_choices() -> None:
    """A version was written: read them anew."""
    _kept.clear()


def criteria_of(framework: FrameworkVersion) -> QuerySet[Criterion]:
    """The criteria of all strands, in order, with their strand."""
    return Criterion.objects.filter(strand__framework=framework).select_related("strand")


def people_taking_part(inspection: Inspection) -> QuerySet[User]:
    """The active people of the participating inspectorates, on the team or not, by inspectorate and name."""
    return (
        User.objects.filter(is_active=True, membership__inspectorate__in=inspection.inspectorates.all())
        .select_related("membership__inspectorate")
        .order_by("membership__inspectorate__position", "name", "pk")
    )


def assignable(inspection: Inspection) -> QuerySet[User]:
    """Those of them who are not on the team and may have a place: no administrators, no information governance (`can_have_place`)."""
    free = people_taking_part(inspection).exclude(team_places__in=inspection.team.filter(ended_at=None))
    return without_role(free, access.APART)


def assignable_people(inspection: Inspection) -> dict[Inspectorate, list[User]]:
    """The same under each inspectorate."""
    people: dict[Inspectorate, list[User]] = defaultdict(list)
    for person in assignable(inspection):
        if person.membership.inspectorate is not None:
            people[person.membership.inspectorate].append(person)
    return dict(people)
