"""Agencies that serve many local areas: police forces, care boards, probation regions, health providers."""

from collections.abc import Sequence
from pathlib import Path

from agencies.loading.sheet import BadFile, Fault, Row, Sheet
from agencies.loading.sync import Outcome, sync
from agencies.models import Agency, AgencyKind, LocalArea, Partnership, PartnershipMember

COUNTRIES = ("England", "Wales")


def code_of(kind: str, own: str) -> str:
    """The code of an agency that is made from a row: "police-cumbria", "icb-qe1"."""
    return f"{kind}-{own}".lower()


def kind_of(code: str, file: str) -> AgencyKind:
    """The kind of agency with this code; a file that needs it is refused when there is none."""
    kind = AgencyKind.objects.filter(code=code).first()
    if kind is None:
        raise BadFile([Fault(file, 0, "", f"the kind of agency “{code}” is not in agency_kinds.csv")])
    return kind


def codes_of(kind: str) -> dict[str, Agency]:
    """The agencies of a kind by the code that their file gave them."""
    start = len(kind) + 1
    return {agency.code[start:]: agency for agency in Agency.objects.filter(kind__code=kind, code__startswith=f"{kind}-")}


def sync_agencies(wanted: Sequence[Agency]) -> Outcome:
    """Write agencies by their codes."""
    scope = Agency.objects.filter(code__in=[agency.code for agency in wanted])
    return sync(scope, ["code"], ["kind_id", "name", "demonstration"], wanted)


def load_probation_regions(path: Path, *, demonstration: bool) -> Outcome:
    """probation_regions.csv: regions of the Probation Service, Wales included."""
    sheet = Sheet(path, ["code", "name", "country"])
    kind, wanted = kind_of("probation-service", sheet.file), []
    for row in sheet:
        sheet.once(row, ["code"])
        row.known("country", COUNTRIES)
        name = f"Probation Service: {row.text('name', 120)}"
        wanted.append(Agency(kind=kind, code=code_of(kind.code, row.code("code")), name=name, demonstration=demonstration))
    sheet.finish()
    return sync_agencies(wanted)


def load_police_forces(path: Path, *, demonstration: bool) -> Outcome:
    """police_forces.csv: territorial forces of England and Wales."""
    sheet = Sheet(path, ["code", "name", "short_name", "country", "probation_region"])
    kind, regions, wanted = kind_of("police", sheet.file), _upper(codes_of("probation-service")), []
    for row in sheet:
        sheet.once(row, ["code"])
        row.text("short_name")
        row.known("country", COUNTRIES)
        row.known("probation_region", regions, needed=row.cells["country"] == "England")
        wanted.append(_agency(kind, row, demonstration=demonstration))
    sheet.finish()
    return sync_agencies(wanted)


def load_icbs(path: Path, *, demonstration: bool) -> Outcome:
    """icbs.csv: integrated care boards."""
    sheet = Sheet(path, ["code", "gss_code", "name", "short_name"])
    kind, wanted = kind_of("icb", sheet.file), []
    for row in sheet:
        sheet.once(row, ["code"])
        sheet.once(row, ["gss_code"])
        row.code("gss_code", 12)
        row.text("short_name")
        wanted.append(_agency(kind, row, demonstration=demonstration))
    sheet.finish()
    return sync_agencies(wanted)


def load_providers(path: Path, *, demonstration: bool) -> Outcome:
    """Health providers and sexual assault services, each with the local areas that it serves: columns code, name, kind, local_areas.

    The invented ones are a file of this project and go when they are no longer in it. Real ones are an installation's own file: what
    that does not name stays, for past activities are of it. Neither touches the other, nor agencies that come from another file.
    """
    sheet = Sheet(path, ["code", "name", "kind", "local_areas"])
    kinds = {kind.code: kind for kind in AgencyKind.objects.filter(scope="provider")}
    areas = Partnership.objects.filter(local_area__demonstration=demonstration).select_related("local_area")
    partnerships = {row.local_area.code: row for row in areas}
    others = _others(demonstration=demonstration)
    wanted, places = [], []
    for row in sheet:
        sheet.once(row, ["code"])
        kind = kinds.get(row.known("kind", kinds))
        agency = Agency(kind=kind, code=row.code("code", 80), name=row.text("name"), demonstration=demonstration)
        if agency.code in others:
            row.fault("code", f"“{agency.code}” is the code of another agency already")
        served = row.several("local_areas", partnerships)
        wanted.append(agency)
        places += [(partnerships[area], agency) for area in dict.fromkeys(served) if area in partnerships]
    sheet.finish()
    done = sync_agencies(wanted)
    members = [PartnershipMember(partnership=partnership, agency=agency) for partnership, agency in places]
    scope = PartnershipMember.objects.filter(agency__kind__scope="provider", agency__demonstration=demonstration)
    if not demonstration:
        scope = scope.filter(agency__in=wanted)
    return done + sync(scope, ["partnership_id", "agency_id"], ["share"], members, remove=True)


def _others(*, demonstration: bool) -> set[str]:
    """The codes of agencies that a file of such providers may not change."""
    rows = Agency.objects.exclude(kind__scope="provider", demonstration=demonstration)
    return set(rows.values_list("code", flat=True))


def _agency(kind: AgencyKind, row: Row, *, demonstration: bool) -> Agency:
    code = code_of(kind.code, row.code("code"))
    return Agency(kind=kind, code=code, name=row.text("name"), demonstration=demonstration)


def _upper(agencies: dict[str, Agency]) -> dict[str, Agency]:
    return {code.upper(): agency for code, agency in agencies.items()}


def areas_by_code() -> dict[str, LocalArea]:
    """All local areas by code."""
    return {area.code: area for area in LocalArea.objects.all()}
