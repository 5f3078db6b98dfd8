"""Which reference files there are, in which order they are loaded, and what of them belongs to inspections."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, IntegrityError, transaction

from agencies import loading
from agencies.loading import BadFile, Fault, Outcome, Sheet, sync
from agencies.models import LocalArea
from inspections.framework_loading import load_framework
from inspections.models import DeepDiveTopic, PastInspection
from programmes.loading import load_programmes

AGENCIES = Path(settings.BASE_DIR) / "agencies" / "reference"
INSPECTIONS = Path(settings.BASE_DIR) / "inspections" / "reference"
PROGRAMMES = Path(settings.BASE_DIR) / "programmes" / "reference"
DEMONSTRATION = "demonstration"
# The ways in which a past inspection is known, and what it looked at.
PAST_KINDS = ("thematic", "identification")
EVIDENCE = ("ofsted_report_read", "listing_only", "press")
PAST_COLUMNS = [
    "gss_code", "year", "month", "fieldwork_start", "fieldwork_end", "published", "topic_code", "jtai_kind", "evidence", "note",
]  # fmt: skip
TOPIC_COLUMNS = ["code", "name", "short_name", "description", "age_from", "age_to", "used_from", "used_to"]


def load_topics(path: Path) -> Outcome:
    """topics.csv: the deep-dive topics so far. Ages in years; -1 stands for unborn."""
    sheet = Sheet(path, TOPIC_COLUMNS)
    wanted = []
    for row in sheet:
        sheet.once(row, ["code"])
        age_from, age_to = row.number_or_none("age_from", -1, 25), row.number_or_none("age_to", -1, 25)
        if age_from is not None and age_to is not None and age_from > age_to:
            row.fault("age_to", "is below age_from")
        used_from, used_to = row.day_or_none("used_from"), row.day_or_none("used_to")
        row.in_order("used_from", "used_to", used_from, used_to)
        wanted.append(
            DeepDiveTopic(
                code=row.code("code"),
                name=row.text("name"),
                short_name=row.text("short_name", 80),
                description=row.text("description", 2000),
                age_from=age_from,
                age_to=age_to,
                used_from=used_from,
                used_to=used_to,
            )
        )
    sheet.finish()
    return sync(DeepDiveTopic.objects.all(), ["code"], TOPIC_COLUMNS[1:], wanted)


def load_past_inspections(path: Path) -> Outcome:
    """past_jtais.csv: inspections before this product, as dates and topics; they carry no content and no grade."""
    sheet = Sheet(path, PAST_COLUMNS)
    areas = {area.code: area for area in LocalArea.objects.filter(demonstration=False)}
    topics = {topic.code: topic for topic in DeepDiveTopic.objects.all()}
    wanted = []
    for row in sheet:
        sheet.once(row, ["gss_code", "year", "month", "jtai_kind"])
        start, end = row.day_or_none("fieldwork_start"), row.day_or_none("fieldwork_end")
        row.in_order("fieldwork_start", "fieldwork_end", start, end)
        published = row.day_or_none("published")
        row.in_order("fieldwork_end", "published", end, published)
        wanted.append(
            PastInspection(
                local_area=areas.get(row.known("gss_code", areas)),
                year=row.number("year", 2016, 2100),
                month=row.number_or_none("month", 1, 12),
                fieldwork_start=start,
                fieldwork_end=end,
                published=published,
                topic=topics.get(row.known("topic_code", topics, needed=False)),
                kind=row.known("jtai_kind", PAST_KINDS),
                evidence=row.known("evidence", EVIDENCE),
                note=row.text("note", 300, needed=False),
            )
        )
    sheet.finish()
    facts = ["fieldwork_start", "fieldwork_end", "published", "topic_id", "evidence", "note"]
    scope = PastInspection.objects.filter(local_area__demonstration=False)
    return sync(scope, ["local_area_id", "year", "month", "kind"], facts, wanted, remove=True)


@dataclass(frozen=True)
class Source:
    """One file: its name among the others, how it is loaded, and the names of those that it stands on."""

    name: str
    load: Callable[[], Outcome]
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Result:
    """What became of one file: an outcome, or faults, or the name of the file for whose sake it was left out."""

    name: str
    outcome: Outcome | None = None
    faults: tuple[Fault, ...] = ()
    waits_for: str = ""


def sources(agencies: Path, inspections: Path, *, demonstration: bool, providers: Path | None = None) -> Iterator[Source]:
    """Every file in an order in which none comes before what it needs. providers: an installation's own file of health providers."""
    yield Source("inspectorates.csv", partial(loading.load_inspectorates, agencies / "inspectorates.csv"))
    yield Source(
        "agency_kinds.csv", partial(loading.load_agency_kinds, agencies / "agency_kinds.csv"), needs=("inspectorates.csv",)
    )
    yield from _places(agencies, "", demonstration=False)
    yield Source("closed_periods.csv", partial(loading.load_closed_periods, agencies / "closed_periods.csv"))
    yield Source("bank holidays", loading.load_bank_holidays)
    yield Source("topics.csv", partial(load_topics, inspections / "topics.csv"))
    for path in sorted((inspections / "frameworks").glob("*.json")):
        yield Source(path.name, partial(load_framework, path), needs=("agency_kinds.csv",))
    yield Source("programmes.json", partial(load_programmes, PROGRAMMES / "programmes.json"), needs=("agency_kinds.csv",))
    past = partial(load_past_inspections, inspections / "past_jtais.csv")
    yield Source("past_jtais.csv", past, needs=("local_areas.csv", "topics.csv"))
    if providers is not None:
        own = partial(loading.load_providers, providers, demonstration=False)
        yield Source(providers.name, own, needs=("agency_kinds.csv", "local_areas.csv"))
    if demonstration:
        yield from _places(agencies / DEMONSTRATION, f"{DEMONSTRATION}/", demonstration=True)
        invented = partial(loading.load_providers, agencies / DEMONSTRATION / "providers.csv", demonstration=True)
        yield Source(f"{DEMONSTRATION}/providers.csv", invented, needs=(f"{DEMONSTRATION}/local_areas.csv",))


def _places(folder: Path, prefix: str, *, demonstration: bool) -> Iterator[Source]:
    loaders = {
        "regions.csv": (loading.load_regions, ()),
        "probation_regions.csv": (loading.load_probation_regions, ("agency_kinds.csv",)),
        "police_forces.csv": (loading.load_police_forces, ("agency_kinds.csv", f"{prefix}probation_regions.csv")),
        "icbs.csv": (loading.load_icbs, ("agency_kinds.csv",)),
        "local_areas.csv": (
            loading.load_local_areas,
            tuple(f"{prefix}{name}" for name in ("regions.csv", "probation_regions.csv", "police_forces.csv", "icbs.csv")),
        ),
    }
    for name, (load, needs) in loaders.items():
        yield Source(prefix + name, partial(load, folder / name, demonstration=demonstration), needs=needs)


def run(chosen: Iterator[Source]) -> Iterator[Result]:
    """Load file after file, each in a transaction of its own; a file that stands on a bad one is left out."""
    bad: set[str] = set()
    for source in chosen:
        missing = next((name for name in source.needs if name in bad), "")
        result = Result(source.name, waits_for=missing) if missing else _one(source)
        if result.outcome is None:
            bad.add(source.name)
        yield result


def _one(source: Source) -> Result:
    try:
        with transaction.atomic():
            return Result(source.name, outcome=source.load())
    except BadFile as error:
        return Result(source.name, faults=tuple(error.faults))
    except (IntegrityError, DatabaseError) as error:
        what = f"contradicts what is in the database: {str(error).splitlines()[0]}"
        return Result(source.name, faults=(Fault(source.name, 0, "", what),))
