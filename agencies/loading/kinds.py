"""Inspectorates, the dated kinds of agency in their remits, and regions."""

from pathlib import Path

from agencies.loading.sheet import Sheet
from agencies.loading.sync import Outcome, sync
from agencies.models import AgencyKind, Inspectorate, Region


def load_inspectorates(path: Path) -> Outcome:
    """inspectorates.csv: the tenants in the order in which they sign."""
    sheet = Sheet(path, ["code", "name", "short_name", "position"])
    wanted = []
    for row in sheet:
        sheet.once(row, ["code"])
        sheet.once(row, ["position"])
        wanted.append(
            Inspectorate(
                code=row.code("code", 20),
                name=row.text("name", 120),
                short_name=row.text("short_name", 30),
                position=row.number("position", 1, 100),
            )
        )
    sheet.finish()
    return sync(Inspectorate.objects.all(), ["code"], ["name", "short_name", "position"], wanted)


KIND_COLUMNS = ["code", "name", "plural", "valid_from", "valid_to", "successor", "inspectorate", "statutory", "scope"]
SCOPES = ("local-area", "force", "icb", "region", "provider")


def load_agency_kinds(path: Path) -> Outcome:
    """agency_kinds.csv: kinds of agency, when each began and ended, what came after, and whose remit each is."""
    sheet = Sheet(path, KIND_COLUMNS)
    inspectorates = {row.code: row for row in Inspectorate.objects.all()}
    codes = {row.cells["code"] for row in sheet}
    wanted, successors = [], {}
    for row in sheet:
        sheet.once(row, ["code"])
        first, last = row.day_or_none("valid_from"), row.day_or_none("valid_to")
        row.in_order("valid_from", "valid_to", first, last)
        kind = AgencyKind(
            code=row.code("code", 40),
            name=row.text("name", 120),
            plural=row.text("plural", 120),
            valid_from=first,
            valid_to=last,
            inspectorate=inspectorates.get(row.known("inspectorate", inspectorates, needed=False)),
            statutory=row.flag("statutory"),
            scope=row.known("scope", SCOPES),
        )
        successors[kind.code] = row.known("successor", codes, needed=False)
        wanted.append(kind)
    sheet.finish()
    before = set(AgencyKind.objects.values_list("code", flat=True))
    facts = ["name", "plural", "valid_from", "valid_to", "inspectorate_id", "statutory", "scope"]
    done = sync(AgencyKind.objects.all(), ["code"], facts, wanted)
    linked = _link_successors(successors)
    return done + Outcome(changed=len(linked & before))


def _link_successors(successors: dict[str, str]) -> set[str]:
    """The codes whose successor changed. A kind may point at one further down in the file, so this comes second."""
    kinds = {kind.code: kind for kind in AgencyKind.objects.filter(code__in=successors)}
    changed = set()
    for code, successor in successors.items():
        target = kinds[successor].pk if successor else None
        if kinds[code].successor_id != target:
            kinds[code].successor_id = target
            changed.add(code)
    AgencyKind.objects.bulk_update([kinds[code] for code in changed], ["successor_id"])
    return changed


def load_regions(path: Path, *, demonstration: bool) -> Outcome:
    """regions.csv: Ofsted's regions, or invented ones."""
    sheet = Sheet(path, ["code", "name", "scheme"])
    wanted = []
    for row in sheet:
        sheet.once(row, ["code"])
        row.known("scheme", ("ofsted", "demonstration"))
        wanted.append(Region(code=row.code("code"), name=row.text("name", 80), demonstration=demonstration))
    sheet.finish()
    return sync(Region.objects.all(), ["code"], ["name", "demonstration"], wanted)
