"""Framework versions from their JSON files. A version that an inspection uses is immutable: a change is a new version."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from agencies.loading import BadFile, Fault, Outcome
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
from jtai.workingdays import Counting

Json = dict[str, Any]


class _Checker:
    """Reads values out of the file and notes each that cannot be used, with its path as the column."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []

    def fault(self, where: str, what: str) -> None:
        self.faults.append(Fault(self.file, 0, where, what))

    def of(self, part: Any, where: str, wanted: dict[str, Callable[[Any], bool]]) -> Json:
        """An object with exactly these members, each passing its test."""
        if not isinstance(part, dict):
            self.fault(where or "(the file)", "is not an object")
            return {}
        for name in part.keys() - wanted.keys():
            self.fault(f"{where}.{name}".strip("."), "is not known here")
        for name, passes in wanted.items():
            path = f"{where}.{name}".strip(".")
            if name not in part:
                self.fault(path, "is missing")
            elif not passes(part[name]):
                self.fault(path, f"cannot be {json.dumps(part[name], ensure_ascii=False)[:80]}")
        return part

    def rows(self, parent: Json, name: str, where: str, wanted: dict[str, Callable[[Any], bool]], key: str) -> list[Json]:
        """A list of such objects, none of which repeats another's key."""
        rows = parent.get(name)
        path = f"{where}.{name}".strip(".")
        if not isinstance(rows, list):
            return []
        read = [self.of(row, f"{path}[{place}]", wanted) for place, row in enumerate(rows)]
        keys = [row.get(key) for row in read]
        for place, value in enumerate(keys):
            if value in keys[:place]:
                self.fault(f"{path}[{place}].{key}", f"“{value}” stands there twice")
        return read


def _text(longest: int, *, needed: bool = True) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and len(value) <= longest and (bool(value.strip()) or not needed)


def _whole(least: int, most: int) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _among(values: Any, *, empty: bool = False) -> Callable[[Any], bool]:
    known = set(values)
    return lambda value: isinstance(value, str) and (value in known or (empty and value == ""))


def _list_of(passes: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list) and all(passes(item) for item in value)


def _flag(value: Any) -> bool:
    return isinstance(value, bool)


def _list(value: Any) -> bool:
    return isinstance(value, list)


def _day(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value))
    except ValueError:
        return False


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
    return Outcome(changed=1) if stored is not None else Outcome(added=1)


def _read(path: Path, file: str) -> Json:
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise BadFile([Fault(file, error.lineno, str(error.colno), f"is not JSON: {error.msg}")]) from error
    except (OSError, UnicodeDecodeError) as error:
        raise BadFile([Fault(file, 0, "", f"cannot be read: {error}")]) from error
    check = _Checker(file)
    inspectorates = set(Inspectorate.objects.values_list("code", flat=True))
    kinds = set(AgencyKind.objects.values_list("code", flat=True))
    _check(check, raw, inspectorates, kinds)
    if check.faults:
        raise BadFile(check.faults)
    return _normal(raw)


def _check(check: _Checker, raw: Any, inspectorates: set[str], kinds: set[str]) -> None:
    top = check.of(
        raw,
        "",
        {
            "code": _text(40),
            "name": _text(160),
            "summary": _text(5000),
            "valid_from": _day,
            "valid_to": lambda value: value is None or _day(value),
            "has_topic": _flag,
            "inspectorates": _list_of(_among(inspectorates)),
            "minimum_tracked": _whole(0, 100),
            "typical_team": lambda value: isinstance(value, dict) and all(_whole(0, 50)(count) for count in value.values()),
            "strands": _list,
            "offsets": _list,
            "sections": _list,
            "request_items": _list,
        },
    )
    if check.faults:
        return
    if top["valid_to"] is not None and top["valid_to"] < top["valid_from"]:
        check.fault("valid_to", "lies before valid_from")
    if set(top["typical_team"]) != set(top["inspectorates"]):
        check.fault("typical_team", "does not name the same inspectorates as inspectorates")
    strand = {"code": _text(40), "name": _text(120), "summary": _text(5000), "criteria": _list}
    criterion = {"code": _text(20), "title": _text(80), "text": _text(5000)}
    for place, row in enumerate(check.rows(top, "strands", "", strand, "code")):
        check.rows(row, "criteria", f"strands[{place}]", criterion, "code")
    _check_parts(check, top, kinds)


def _check_parts(check: _Checker, top: Json, kinds: set[str]) -> None:
    offset = {
        "milestone": _among(MilestoneKind.values),
        "anchor": _among(Anchor.values),
        "days": _whole(-250, 250),
        "counting": _among([item.value for item in Counting]),
        "note": _text(2000, needed=False),
    }
    for place, row in enumerate(check.rows(top, "offsets", "", offset, "milestone")):
        if (row.get("counting"), row.get("days")) == (Counting.INCLUSIVE.value, 0):
            check.fault(f"offsets[{place}].days", "cannot be 0: an inclusive count begins with day 1")
    section = {
        "kind": _text(40),
        "title": _text(120, needed=False),
        "form": _among(SectionForm.values),
        "optional": _flag,
        "shows_empty": _flag,
        "empty_text": _text(300, needed=False),
        "draws": _list_of(_among(FindingKind.values)),
        "split_by_strand": _flag,
    }
    for place, row in enumerate(check.rows(top, "sections", "", section, "kind")):
        if row.get("shows_empty") and not row.get("empty_text"):
            check.fault(f"sections[{place}].empty_text", "is empty, but the section is shown when it has no content")
    item = {
        "code": _text(40),
        "title": _text(160),
        "detail": _text(5000),
        "agency_kind": _among(kinds, empty=True),
        "contains_child_level": _flag,
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
