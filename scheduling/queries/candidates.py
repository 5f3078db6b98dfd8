"""What one viewer knows of each local area as a candidate of a year, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from agencies.models import LocalArea, PartnershipMember
from agencies.queries import local_area_for, local_areas, terms_missing
from inspections.models import PastInspection
from inspections.queries import caseload
from intelligence.queries import Signal, signals_of_areas
from jtai import schoolyears
from jtai.programmeyears import first_day, last_day
from programmes.models import Standing
from programmes.queries import activities_seen
from scheduling import policies
from scheduling.asked import AskedRules
from scheduling.candidates.facts import Candidate, Joint, Terms, Visit
from scheduling.models import ProgrammeYear

# Visits that far before and after the year can keep fieldwork in it away.
USUAL = AskedRules()
AROUND = USUAL.widest + timedelta(days=7)
VISIT = (
    "pk", "programme__code", "programme__short_name", "programme__inspectorate__code", "kind__code", "kind__name",
    "agency", "agency__name", "local_area", "local_area__name", "starts_on", "ends_on", "standing",
)  # fmt: skip
REAL = "real"


@dataclass(frozen=True)
class World:
    """The candidates of one world, real or invented. invented: there are invented ones at all."""

    candidates: list[Candidate]
    invented: bool


def world_of(user: User, year: ProgrammeYear, show: str = "") -> World:
    """Every local area as a candidate: those of a demonstration where one is loaded, else the real ones; show=REAL: the real ones."""
    policies.can_see_years.check(user)
    everywhere = list(local_areas())
    invented = any(area.demonstration for area in everywhere)
    wanted = invented and show != REAL
    areas = [area for area in everywhere if area.demonstration == wanted]
    return World(_candidates(user, year.year, areas), invented)


def candidates(user: User, year: ProgrammeYear, show: str = "") -> list[Candidate]:
    """The same, by name."""
    return world_of(user, year, show).candidates


def candidate_for(user: User, year: ProgrammeYear, code: str) -> Candidate:
    """One local area by its code, beside all of its world; or 404."""
    policies.can_see_years.check(user)
    area = local_area_for(code)
    found = candidates(user, year, "" if area.demonstration else REAL)
    return next(one for one in found if one.key == area.pk)


def _candidates(user: User, year: int, areas: Sequence[LocalArea]) -> list[Candidate]:
    known = _Known.of(user, year, areas)
    ranked = sorted(areas, key=lambda area: (area.deprivation_rank, area.pk))
    places = {area.pk: place for place, area in enumerate(ranked, start=1)}
    return [known.candidate(area, places[area.pk], len(areas)) for area in areas]


@dataclass(frozen=True)
class _Known:
    """Everything by the keys of local areas."""

    year: int
    today: date
    forces: Mapping[int, dict[int, str]]
    boards: Mapping[int, list[tuple[str, float | None]]]
    joint: Mapping[int, list[Joint]]
    visits: Mapping[int, list[Visit]]
    signals: Mapping[int, Signal]
    terms: Mapping[tuple[int, int], tuple[schoolyears.Part, ...]]

    @classmethod
    def of(cls, user: User, year: int, areas: Sequence[LocalArea]) -> "_Known":
        """Six queries: partnerships, past inspections, inspections, activities, what was shared, school years."""
        keys = [area.pk for area in areas]
        forces, boards, served = _partners(keys)
        return cls(
            year=year,
            today=timezone.localdate(),
            forces=forces,
            boards=boards,
            joint=_joint(user, keys),
            visits=_visits(user, year, lambda area, agency: [area] if area else served.get(agency or 0, [])),
            signals=signals_of_areas(user, areas),
            terms=terms_missing(keys, schoolyears.school_years_of(year)),
        )

    def candidate(self, area: LocalArea, place: int, of: int) -> Candidate:
        """One area with all that is known of it. place: by deprivation, of so many."""
        visits = sorted(self.visits.get(area.pk, ()), key=lambda one: (one.first, one.last, one.key))
        first, last = first_day(self.year) - AROUND, last_day(self.year) + AROUND
        return Candidate(
            key=area.pk,
            code=area.code,
            name=area.name,
            official_name=area.official_name,
            demonstration=area.demonstration,
            region_code=area.region.code,
            region=area.region.name,
            type=area.type,
            children=area.population_0_17,
            children_year=area.population_year,
            place=place,
            of=of,
            hex_q=area.hex_q,
            hex_r=area.hex_r,
            year=self.year,
            today=self.today,
            forces=self.forces.get(area.pk, {}),
            boards=tuple(self.boards.get(area.pk, ())),
            joint=tuple(sorted(self.joint.get(area.pk, ()), key=lambda one: one.day, reverse=True)),
            visits=tuple(one for one in visits if one.first <= last and one.last >= first),
            last_visits=_newest(visits),
            signal=self.signals[area.pk],
            terms=self._known_terms(area.pk),
            terms_missing=self._missing_terms(area.pk),
        )

    def _known_terms(self, area: int) -> Terms:
        # A programme year has the summer term of one school year, and most of the next.
        if not self._missing_terms(area):
            return Terms.KNOWN
        years = schoolyears.school_years_of(self.year)
        return Terms.PARTLY if any((area, year) in self.terms for year in years) else Terms.UNKNOWN

    def _missing_terms(self, area: int) -> Mapping[int, tuple[schoolyears.Part, ...]]:
        found = {year: self.terms.get((area, year), schoolyears.PARTS) for year in schoolyears.school_years_of(self.year)}
        return {year: parts for year, parts in found.items() if parts}


def _partners(
    areas: Sequence[int],
) -> tuple[dict[int, dict[int, str]], dict[int, list[tuple[str, float | None]]], dict[int, list[int]]]:
    """Forces and care boards of each area, and the areas that each agency serves."""
    forces: dict[int, dict[int, str]] = defaultdict(dict)
    boards: dict[int, list[tuple[str, float | None]]] = defaultdict(list)
    served: dict[int, list[int]] = defaultdict(list)
    rows = PartnershipMember.objects.filter(partnership__local_area__in=areas).order_by("-share", "agency__name")
    for area, agency, kind, name, share in rows.values_list(
        "partnership__local_area", "agency", "agency__kind__code", "agency__name", "share"
    ):
        served[agency].append(area)
        if kind == "police":
            forces[area][agency] = name
        elif kind == "icb":
            boards[area].append((name, None if share is None else float(share)))
    return forces, boards, served


def _joint(user: User, areas: Sequence[int]) -> dict[int, list[Joint]]:
    """Those from before this service, and those in it that this person may see."""
    found: dict[int, list[Joint]] = defaultdict(list)
    for area, one in before_this_service(areas):
        found[area].append(one)
    seen = caseload(user).filter(local_area__in=areas).order_by()
    for area, key, status, programme_year, first, last, topic in seen.values_list(
        "local_area", "pk", "status", "programme_year", "fieldwork_start", "fieldwork_end", "topic__short_name"
    ):
        one = Joint(last.year, last.month, first, last, None, topic or "", key, status, programme_year)
        found[area].append(one)
    return found


def before_this_service(areas: Sequence[int]) -> Iterator[tuple[int, Joint]]:
    """The joint inspections of these areas that took place before this service, each with its area. One query."""
    rows = PastInspection.objects.filter(local_area__in=areas).values_list(
        "local_area", "year", "month", "fieldwork_start", "fieldwork_end", "published", "topic__short_name"
    )
    for area, year, month, first, last, published, topic in rows:
        yield area, Joint(year, month, first, last, published, topic or "")


def _visits(user: User, year: int, where: Callable[[int | None, int | None], Iterable[int]]) -> dict[int, list[Visit]]:
    """What touches the year, and of each inspectorate the newest at each agency and area. where: the areas that it concerns."""
    seen = activities_seen(user).exclude(standing=Standing.CANCELLED)
    whose = ("agency_id", "local_area_id", "programme__inspectorate_id")
    kinds = Q(pk__in=())
    for name in USUAL.clash:
        programme, _slash, kind = name.partition("/")
        if kind and USUAL.gap(programme, kind) is None:
            kinds |= Q(programme__code=programme, kind__code=kind)
    took_place = seen.filter(standing__in=[Standing.DONE, Standing.PUBLISHED]).exclude(kinds)
    newest = took_place.order_by(*whose, "-ends_on", "-pk").distinct(*whose).values("pk")
    near = Q(starts_on__lte=last_day(year) + AROUND, ends_on__gte=first_day(year) - AROUND)
    found: dict[int, list[Visit]] = defaultdict(list)
    for row in seen.filter(near | Q(pk__in=newest)).order_by().values(*VISIT):
        for area in where(row["local_area"], row["agency"]):
            found[area].append(_visit(row))
    return found


def _visit(row: Mapping[str, Any]) -> Visit:
    programme, kind = row["programme__code"], row["kind__code"]
    gap = USUAL.gap(programme, kind)
    return Visit(
        key=row["pk"],
        programme=programme,
        programme_name=row["programme__short_name"],
        inspectorate=row["programme__inspectorate__code"],
        kind=kind,
        kind_name=row["kind__name"],
        subject=row["agency__name"] or row["local_area__name"],
        first=row["starts_on"],
        last=row["ends_on"],
        planned=row["standing"] == Standing.PLANNED,
        gap=None if gap is None else gap.days,
    )


def _newest(visits: Iterable[Visit]) -> dict[str, Visit]:
    """The newest that took place, of each inspectorate."""
    found: dict[str, Visit] = {}
    for one in sorted(visits, key=lambda one: (one.last, one.key)):
        if not one.planned and one.gap is not None:
            found[one.inspectorate] = one
    return found
