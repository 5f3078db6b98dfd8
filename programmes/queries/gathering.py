"""All that the rules of whole programmes are asked about, in one query, and how a programme stands in a year."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, JSONObject, Left

from agencies.models import Agency, LocalArea
from programmes import rules
from programmes.models import (
    Activity,
    Breach,
    BreachState,
    JtaiCredit,
    Judgement,
    Programme,
    Recommendation,
    RecommendationState,
    Standing,
    Subject,
)
from programmes.queries.due import (
    DutyLine,
    Whole,
    agency_key,
    area_key,
    facts_of,
    key_of,
    lines_of,
    opened_of,
    whole_of,
    with_rules,
)
from programmes.queries.following import BREACH, RECOMMENDATION
from programmes.rules import Coverage, Credit, Done, Facts, Judged, Next, Open, RuleData
from programmes.rules import Subject as Body

IN_SHORT = 300  # characters of a recommendation, from which a page takes the first words
PROGRAMME = ("pk", "code", "name", "short_name", "subject", "position")


def gathered(programmes: QuerySet[Programme]) -> Any:
    """These programmes, each with all that its rules are asked about in one column, `gathered`."""
    mine, invented = OuterRef("pk"), Exists(LocalArea.objects.filter(demonstration=True))
    kinds = Programme.kinds.through.objects.filter(programme=OuterRef(OuterRef("pk"))).values("agencykind")
    bodies = Agency.objects.filter(kind__in=kinds, demonstration=invented).order_by("name", "pk")
    of = ExpressionWrapper(OuterRef("subject"), CharField())
    areas = LocalArea.objects.annotate(of=of).filter(of=Subject.AREA, demonstration=invented).order_by("name", "pk")
    judged = Judgement.objects.filter(activity=OuterRef("pk")).order_by("area__position", "pk")
    took_place = Activity.objects.filter(programme=mine).exclude(standing=Standing.CANCELLED).order_by()
    found = {"activity__programme": mine, "agency__demonstration": invented}
    credit = Q(kind__programme=mine, kind__counts_jtai=True, taken_back_at=None)
    agency = "local_area__partnership__members__agency"
    credited = JtaiCredit.objects.filter(credit, **{f"{agency}__kind": F("kind__programme__kinds")}).order_by()
    rows = with_rules(programmes).annotate(
        bodies=_rows(bodies, pk="pk", name="name", code="code"),
        areas=_rows(areas, pk="pk", name="name", code="code"),
        done=_rows(took_place, **DONE, judged=_rows(judged, **JUDGED)),
        credited=_rows(credited, kind="kind", agency=agency, on="on"),
        breaches=_rows(Breach.objects.filter(**found).exclude(state=BreachState.WITHDRAWN).order_by(), **BROKEN),
        asked=_rows(Recommendation.objects.filter(**found).exclude(state=RecommendationState.WITHDRAWN).order_by(), **ASKED),
        invented=invented,
    )
    columns = (
        "their_rules", "their_kinds", "their_values", "of_kinds", "bodies", "areas", "done", "credited", "breaches", "asked",
        "invented", "valid_from",
    )  # fmt: skip
    return rows.annotate(gathered=JSONObject(**{name: F(name) for name in (*PROGRAMME, *columns)}))


DONE: dict[str, Any] = {
    "pk": "pk", "agency": "agency", "area": "local_area", "kind": "kind__code", "first": "starts_on", "last": "ends_on",
    "standing": "standing", "published": "published_on",
}  # fmt: skip
JUDGED: dict[str, Any] = {
    "area": "area__code", "value": "value__code", "failing": "value__failing", "decides": "area__decides",
    "position": "value__position",
}  # fmt: skip
WHOSE: dict[str, Any] = {"pk": "pk", "agency": "agency", "name": "agency__name", "code": "agency__code"}
BROKEN = {
    **WHOSE, "due": "address_by", "ended": Coalesce("addressed_on", "resolved_on"), "words": "standard",
    "enforced": "enforcement_on",
}  # fmt: skip
ASKED = {**WHOSE, "due": "due_on", "ended": "closed_on", "words": Left("text__body", IN_SHORT)}


def _rows(rows: QuerySet[Any], **columns: Any) -> ArraySubquery:
    return ArraySubquery(rows.values(row=JSONObject(**columns)))


def read(row: Mapping[str, Any]) -> tuple[Whole, Facts]:
    """What stands in the column `gathered`."""
    programme = Programme(valid_from=date.fromisoformat(row["valid_from"]), **{name: row[name] for name in PROGRAMME})
    known = whole_of(programme, row["their_rules"], row["their_kinds"], row["their_values"], row["of_kinds"])
    if not known.asks:
        subjects = []
    elif programme.subject == Subject.AREA:
        subjects = [Body(area_key(one["pk"]), one["name"], one["code"]) for one in row["areas"]]
    else:
        subjects = [Body(agency_key(one["pk"]), one["name"], one["code"]) for one in row["bodies"]]
    codes = {pk: kind["code"] for pk, kind in known.kinds.items()}
    credited = [Credit(agency_key(one["agency"]), codes[one["kind"]], _day(one["on"])) for one in row["credited"]]
    opened = [*_opened(BREACH, row["breaches"]), *_opened(RECOMMENDATION, row["asked"])]
    return known, facts_of(known, subjects, [_done(one) for one in row["done"]], credited, opened)


def _done(row: Mapping[str, Any]) -> Done:
    days = (_day(row["first"]), _day(row["last"]))
    judged = tuple(Judged(**one) for one in row["judged"])
    published = _day(row["published"]) if row["published"] else None
    return Done(row["pk"], key_of(row["agency"], row["area"]), row["kind"], *days, row["standing"], judged, published)


def _opened(what: str, rows: Iterable[Mapping[str, Any]]) -> Iterable[tuple[Open, Body]]:
    for one in rows:
        due, ended, enforced = (_day(day) if day else None for day in (one["due"], one["ended"], one.get("enforced")))
        yield opened_of(what, (one["pk"], one["agency"], one["name"], one["code"], due, ended, one["words"], enforced))


def _day(written: str) -> date:
    return date.fromisoformat(written)


@dataclass(frozen=True)
class Standings:
    """How a programme stands in one year. rules: by code, those of the year; invented: of the demonstration alone.

    could_be_next: for each rule that asks a share of all, whom it has not reached in the year, the longest without a visit first.
    """

    lines: Sequence[DutyLine]
    coverage: Sequence[Coverage]
    rules: Mapping[str, RuleData]
    could_be_next: Mapping[str, Sequence[tuple[str, Next]]]
    invented: bool


def standing_of(programme: Programme, year: int, today: date) -> Standings:
    """The duties and coverage of a whole programme in a year. Callers have asked whether it is seen whole. One query."""
    row: Mapping[str, Any] = gathered(Programme.objects.filter(pk=programme.pk)).values_list("gathered", flat=True).get()
    known, facts = read(row)
    found, line = rules.evaluate(known.rules, facts, year, today), lines_of(facts)
    lines, names = [line(duty) for duty in found.duties], {subject.key: subject.name for subject in facts.subjects}
    unreached = rules.next_subjects(known.rules, facts, year, today)
    could_be_next = {code: [(names[row.subject], row) for row in rows] for code, rows in unreached.items()}
    of_year = rules.rules_of_year(known.rules, year, today)
    coverage = [row for row in found.coverage if row.needed or not of_year[row.rule].added]
    said = {row.rule: of_year[row.rule] for row in coverage}
    return Standings(lines, coverage, said, could_be_next, row["invented"])
