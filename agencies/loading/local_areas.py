"""Local areas with their partnerships: council, force, care boards, probation region, youth justice service."""

from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from django.utils.text import slugify

from agencies.loading.places import code_of, codes_of, kind_of, sync_agencies
from agencies.loading.sheet import Row, Sheet
from agencies.loading.sync import Outcome, sync
from agencies.models import Agency, LocalArea, Partnership, PartnershipMember, Region

COLUMNS = [
    "gss_code", "name", "official_name", "type", "region", "police_force_code", "icb_codes", "icb_shares", "probation_region",
    "youth_justice_service", "yjs_joint", "hex_q", "hex_r", "population_0_17", "population_year", "imd2025_average_score",
    "imd2025_rank",
]  # fmt: skip
TYPES = ("county", "london_borough", "metropolitan", "sui_generis", "unitary")
AREA_FACTS = [
    "name", "official_name", "type", "region_id", "population_0_17", "population_year", "deprivation_score",
    "deprivation_rank", "hex_q", "hex_r", "demonstration",
]  # fmt: skip
# The kinds whose places in partnerships this file decides.
KINDS = ("local-authority", "police", "icb", "probation-service", "youth-justice-service")


@dataclass
class Line:
    """What one row says: the area, and its agencies with the share that each serves (None: all of it)."""

    area: LocalArea
    agencies: list[tuple[Agency, Decimal | None]] = field(default_factory=list)


class _Known:
    """The rows that this file points at."""

    def __init__(self, file: str) -> None:
        self.regions = {region.code: region for region in Region.objects.all()}
        self.forces = codes_of("police")
        self.boards = {code.upper(): agency for code, agency in codes_of("icb").items()}
        self.probation = {code.upper(): agency for code, agency in codes_of("probation-service").items()}
        self.authority = kind_of("local-authority", file)
        self.youth_justice = kind_of("youth-justice-service", file)
        self.services: dict[str, Agency] = {}


def load_local_areas(path: Path, *, demonstration: bool) -> Outcome:
    """local_areas.csv: areas, their partnerships, and the agencies that belong to one area alone.

    Joint youth justice services (the same name in several rows) are one agency. Boards are those of `icb_codes`, with
    their shares from `icb_shares` in per cent of the area's neighbourhoods.
    """
    sheet = Sheet(path, COLUMNS)
    known = _Known(sheet.file)
    lines = [_line(sheet, row, known, demonstration=demonstration) for row in sheet]
    sheet.finish()
    done = sync(LocalArea.objects.all(), ["code"], AREA_FACTS, [line.area for line in lines])
    own = {agency.code: agency for line in lines for agency, _share in line.agencies if agency.pk is None}
    done += sync_agencies(list(own.values()))
    partnerships = [
        Partnership(local_area=line.area, name=f"{line.area.name} safeguarding children partnership") for line in lines
    ]
    here = Partnership.objects.filter(local_area__in=[line.area for line in lines])
    done += sync(here, ["local_area_id"], ["name"], partnerships)
    members = [
        PartnershipMember(partnership=partnership, agency=agency, share=share)
        for partnership, line in zip(partnerships, lines, strict=True)
        for agency, share in line.agencies
    ]
    scope = PartnershipMember.objects.filter(partnership__in=partnerships, agency__kind__code__in=KINDS)
    return done + sync(scope, ["partnership_id", "agency_id"], ["share"], members, remove=True)


def _line(sheet: Sheet, row: Row, known: _Known, *, demonstration: bool) -> Line:
    sheet.once(row, ["gss_code"])
    sheet.once(row, ["name"])
    sheet.once(row, ["hex_q", "hex_r"])
    line = Line(_area(row, known, demonstration=demonstration))
    authority = Agency(
        kind=known.authority,
        code=code_of("local-authority", line.area.code),
        name=line.area.official_name,
        demonstration=demonstration,
    )
    line.agencies.append((authority, None))
    force = known.forces.get(row.known("police_force_code", known.forces))
    probation = known.probation.get(row.known("probation_region", known.probation))
    service = _youth_justice(row, known, demonstration=demonstration)
    line.agencies += [(agency, None) for agency in (force, probation, service) if agency is not None]
    line.agencies += _boards(row, known)
    return line


def _area(row: Row, known: _Known, *, demonstration: bool) -> LocalArea:
    return LocalArea(
        code=row.code("gss_code", 12),
        name=row.text("name", 100),
        official_name=row.text("official_name"),
        type=row.known("type", TYPES),
        region=known.regions.get(row.known("region", known.regions)),
        population_0_17=row.number("population_0_17", 0, 10_000_000),
        population_year=row.number("population_year", 2000, 2100),
        deprivation_score=row.decimal("imd2025_average_score", 100),
        deprivation_rank=row.number("imd2025_rank", 1, 1000),
        hex_q=row.number("hex_q", -1000, 1000),
        hex_r=row.number("hex_r", -1000, 1000),
        demonstration=demonstration,
    )


def _youth_justice(row: Row, known: _Known, *, demonstration: bool) -> Agency:
    name = row.text("youth_justice_service")
    joint = row.flag("yjs_joint")
    if name in known.services and not joint:
        row.fault("yjs_joint", f"“{name}” serves other local areas too, so it is joint")
    code = code_of("youth-justice-service", slugify(name))[:80]
    return known.services.setdefault(name, Agency(kind=known.youth_justice, code=code, name=name, demonstration=demonstration))


def _boards(row: Row, known: _Known) -> list[tuple[Agency, Decimal | None]]:
    shares = {}
    for part in row.text("icb_shares", 500).split(";"):
        board, _colon, percent = part.partition(":")
        shares[board] = row.decimal_of("icb_shares", percent, 100)
    boards = row.several("icb_codes", known.boards)
    for board in boards:
        if board not in shares:
            row.fault("icb_shares", f"has no share of “{board}”")
    return [(known.boards[board], shares[board]) for board in boards if board in known.boards and board in shares]
