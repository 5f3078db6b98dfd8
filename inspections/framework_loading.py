"""Framework versions from their JSON files. A version that an inspection uses is immutable: a change is a new version."""

from pathlib import Path
from typing import Any

from agencies.loading import BadFile, Fault, Outcome
from agencies.loading.document import (
    Checker,
    Json,
    among,
    day_or_none,
    is_day,
    is_flag,
    is_list,
    list_of,
    read_json,
    text,
    whole,
)
from agencies.models import AgencyKind, Inspectorate
from inspections.models import (
    Criterion,
    FindingKind,
    FrameworkVersion,
    MilestoneKind,
    Offset,
    Participation,
    RequestTemplate,
    SectionForm,
    SectionKind,
    Strand,
)
from inspections.models.framework import Anchor
from inspections.queries import forget_framework_choices
from jtai.workingdays import Counting


def load_framework(path: Path) -> Outcome:
    """One framework version with its strands, criteria, offsets, report sections and request items."""
    file = "/".join(path.parts[-3:])
    wanted = _read(path, file)
    stored = FrameworkVersion.objects.filter(code=wanted["code"]).first()
    if stored is not None and describe(stored) == wanted:
        return Outcome(same=1)
    if stored is not None and stored.inspections.exists():
        sentence = f"version “{stored.code}” is used by inspections and cannot change. Give the change a code of its own"
        raise BadFile([Fault(file, 0, "", f"{sentence}: a new version")])
    _write(wanted)
    forget_framework_choices()
    return Outcome(changed=1) if stored is not None else Outcome(added=1)


def _read(path: Path, file: str) -> Json:
    raw = read_json(path, file)
    check = Checker(file)
    inspectorates = set(Inspectorate.objects.values_list("code", flat=True))
    kinds = set(AgencyKind.objects.values_list("code", flat=True))
    _check(check, raw, inspectorates, kinds)
    if check.faults:
        raise BadFile(check.faults)
    return _normal(raw)


def _check(check: Checker, raw: Any, inspectorates: set[str], kinds: set[str]) -> None:
    top = check.of(
        raw,
        "",
        {
            "code": text(40),
            "name": text(160),
            "summary": text(5000),
            "valid_from": is_day,
            "valid_to": day_or_none,
            "has_topic": is_flag,
            "inspectorates": list_of(among(inspectorates)),
            "minimum_tracked": whole(0, 100),
            "typical_team": lambda value: isinstance(value, dict) and all(whole(0, 50)(count) for count in value.values()),
            "strands": is_list,
            "offsets": is_list,
            "sections": is_list,
            "request_items": is_list,
        },
    )
    if check.faults:
        return
    if top["valid_to"] is not None and top["valid_to"] < top["valid_from"]:
        check.fault("valid_to", "lies before valid_from")
    if set(top["typical_team"]) != set(top["inspectorates"]):
        check.fault("typical_team", "does not name the same inspectorates as inspectorates")
    strand = {"code": text(40), "name": text(120), "summary": text(5000), "criteria": is_list}
    criterion = {"code": text(20), "title": text(80), "text": text(5000)}
    for place, row in enumerate(check.rows(top, "strands", "", strand, "code")):
        check.rows(row, "criteria", f"strands[{place}]", criterion, "code")
    _check_parts(check, top, kinds)


def _check_parts(check: Checker, top: Json, kinds: set[str]) -> None:
    offset = {
        "milestone": among(MilestoneKind.values),
        "anchor": among(Anchor.values),
        "days": whole(-250, 250),
        "counting": among([item.value for item in Counting]),
        "note": text(2000, needed=False),
    }
    for place, row in enumerate(check.rows(top, "offsets", "", offset, "milestone")):
        if (row.get("counting"), row.get("days")) == (Counting.INCLUSIVE.value, 0):
            check.fault(f"offsets[{place}].days", "cannot be 0: an inclusive count begins with day 1")
    section = {
        "kind": text(40),
        "title": text(120, needed=False),
        "form": among(SectionForm.values),
        "optional": is_flag,
        "shows_empty": is_flag,
        "empty_text": text(300, needed=False),
        "draws": list_of(among(FindingKind.values)),
        "split_by_strand": is_flag,
    }
    for place, row in enumerate(check.rows(top, "sections", "", section, "kind")):
        if row.get("shows_empty") and not row.get("empty_text"):
            check.fault(f"sections[{place}].empty_text", "is empty, but the section is shown when it has no content")
    item = {
        "code": text(40),
        "title": text(160),
        "detail": text(5000),
        "agency_kind": among(kinds, empty=True),
        "contains_child_level": is_flag,
    }
    check.rows(top, "request_items", "", item, "code")


def _normal(raw: Json) -> Json:
    """The file's meaning, so that two ways of writing the same compare equal."""
    return {**raw, "inspectorates": sorted(raw["inspectorates"]), "typical_team": dict(sorted(raw["typical_team"].items()))}


def describe(framework: FrameworkVersion) -> Json:
    """A stored version as its file would say it."""
    participations = list(framework.participations.select_related("inspectorate"))
    team = {row.inspectorate.code: row.typical_team for row in participations}
    return {
        "code": framework.code,
        "name": framework.name,
        "summary": framework.summary,
        "valid_from": framework.valid_from.isoformat(),
        "valid_to": framework.valid_to.isoformat() if framework.valid_to else None,
        "has_topic": framework.has_topic,
        "inspectorates": sorted(team),
        "minimum_tracked": framework.minimum_tracked,
        "typical_team": dict(sorted(team.items())),
        "strands": [
            {
                "code": strand.code,
                "name": strand.name,
                "summary": strand.summary,
                "criteria": [{"code": row.code, "title": row.title, "text": row.text} for row in strand.criteria.all()],
            }
            for strand in framework.strands.prefetch_related("criteria")
        ],
        "offsets": [
            {"milestone": row.milestone, "anchor": row.anchor, "days": row.days, "counting": row.counting, "note": row.note}
            for row in framework.offsets.order_by("pk")
        ],
        "sections": [
            {
                "kind": row.kind,
                "title": row.title,
                "form": row.form,
                "optional": row.optional,
                "shows_empty": row.shows_empty,
                "empty_text": row.empty_text,
                "draws": row.draws,
                "split_by_strand": row.split_by_strand,
            }
            for row in framework.sections.all()
        ],
        "request_items": [
            {
                "code": row.code,
                "title": row.title,
                "detail": row.detail,
                "agency_kind": row.agency_kind.code if row.agency_kind else "",
                "contains_child_level": row.contains_child_level,
            }
            for row in framework.request_items.select_related("agency_kind")
        ],
    }


PLAIN = ("name", "summary", "valid_from", "valid_to", "has_topic", "minimum_tracked")


def _write(wanted: Json) -> None:
    """Write the version anew; nothing points at the parts of one that no inspection uses."""
    framework, made = FrameworkVersion.objects.update_or_create(
        code=wanted["code"], defaults={name: wanted[name] for name in PLAIN}
    )
    if not made:
        for part in (
            framework.participations,
            framework.strands,
            framework.offsets,
            framework.sections,
            framework.request_items,
        ):
            part.all().delete()
    inspectorates = {row.code: row for row in Inspectorate.objects.all()}
    Participation.objects.bulk_create(
        Participation(framework=framework, inspectorate=inspectorates[code], typical_team=count)
        for code, count in wanted["typical_team"].items()
    )
    _write_strands(framework, wanted["strands"])
    Offset.objects.bulk_create(Offset(framework=framework, **row) for row in wanted["offsets"])
    SectionKind.objects.bulk_create(
        SectionKind(framework=framework, position=place, **row) for place, row in enumerate(wanted["sections"], 1)
    )
    kinds = {kind.code: kind for kind in AgencyKind.objects.all()}
    RequestTemplate.objects.bulk_create(
        RequestTemplate(framework=framework, position=place, **{**row, "agency_kind": kinds.get(row["agency_kind"])})
        for place, row in enumerate(wanted["request_items"], 1)
    )


def _write_strands(framework: FrameworkVersion, rows: list[Json]) -> None:
    strands = [
        Strand(framework=framework, code=row["code"], name=row["name"], summary=row["summary"], position=place)
        for place, row in enumerate(rows, 1)
    ]
    Strand.objects.bulk_create(strands)
    Criterion.objects.bulk_create(
        Criterion(strand=strand, position=place, **criterion)
        for strand, row in zip(strands, rows, strict=True)
        for place, criterion in enumerate(row["criteria"], 1)
    )
