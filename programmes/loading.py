"""The programmes from programmes/reference/programmes.json: added and changed in place, since activities stand on them."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from agencies.loading import BadFile, Outcome, sync
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
from programmes.models import (
    ActivityKind,
    Evaluator,
    JudgementArea,
    Programme,
    Rule,
    Scale,
    ScaleValue,
    Subject,
)
from programmes.rules import parameters

VALUE = {"code": text(40), "name": text(80), "failing": is_flag}
SCALE = {"code": text(40), "name": text(120), "values": is_list}
DATED: Json = {"valid_from": is_day, "valid_to": day_or_none}
ACTIVITY = {
    "code": text(40),
    "name": text(120),
    "weeks": lambda value: value is None or whole(1, 20)(value),
    "after": lambda value: value is None or text(40)(value),
    "judges": is_flag,
    "counts_jtai": is_flag,
    "has_focus": is_flag,
}
RULE = {
    "code": text(60),
    "evaluator": among(Evaluator.values),
    "parameters": lambda value: isinstance(value, dict),
    "says": text(300),
    "source": text(300),
    **DATED,
}


def load_programmes(path: Path) -> Outcome:
    """Every programme with its kinds of activity, scales, what is judged and its rules. What a programme shares is left as it is.

    Raises BadFile with every mistake. A rule or judgement that is not in the file any more stays in the rows: end it by valid_to.
    """
    file = "/".join(path.parts[-3:])
    raw = read_json(path, file)
    check = Checker(file)
    _check(check, raw)
    if check.faults:
        raise BadFile(check.faults)
    return _write(raw)


def _check(check: Checker, raw: Any) -> None:
    top = check.of(raw, "", {"scales": is_list, "programmes": is_list})
    if check.faults:
        return
    for place, row in enumerate(check.rows(top, "scales", "", SCALE, "code")):
        check.rows(row, "values", f"scales[{place}]", VALUE, "code")
    scales = {row.get("code") for row in top["scales"]}
    programme: Json = {
        "code": text(40),
        "name": text(160),
        "short_name": text(40),
        "inspectorate": among(Inspectorate.objects.values_list("code", flat=True)),
        "subject": among(Subject.values),
        "kinds": list_of(among(AgencyKind.objects.values_list("code", flat=True))),
        "description": text(2000),
        "source": text(300),
        **DATED,
        "activities": is_list,
        "judgements": is_list,
        "rules": is_list,
    }
    judgement = {
        "code": text(60), "name": text(200), "scale": among(scales), "decides": is_flag, "safeguarding": is_flag, **DATED,
    }  # fmt: skip
    for place, row in enumerate(check.rows(top, "programmes", "", programme, "code")):
        where = f"programmes[{place}]"
        codes = _check_kinds(check, row, where)
        for part, wanted in (("judgements", judgement), ("rules", RULE)):
            for number, dated in enumerate(check.rows(row, part, where, wanted, "code", "valid_from")):
                _check_order(check, dated, f"{where}.{part}[{number}]")
                if part == "rules":
                    _check_parameters(check, dated, f"{where}.{part}[{number}].parameters", codes)
        _check_apart(check, row.get("rules"), f"{where}.rules")


def _check_kinds(check: Checker, row: Json, where: str) -> set[str]:
    """The codes of its kinds of activity, which its rules speak of."""
    kinds = check.rows(row, "activities", where, ACTIVITY, "code")
    codes = {code for kind in kinds if isinstance(code := kind.get("code"), str)}
    for place, kind in enumerate(kinds):
        if kind.get("after") not in {None, *codes}:
            check.fault(f"{where}.activities[{place}].after", f"“{kind['after']}” is no activity of this programme")
    return codes


def _check_parameters(check: Checker, rule: Json, where: str, kinds: set[str]) -> None:
    evaluator, given = rule.get("evaluator"), rule.get("parameters")
    if evaluator in Evaluator.values and isinstance(given, dict):
        for fault in parameters.check(evaluator, given, kinds):
            check.fault(where, fault)


def _check_order(check: Checker, row: Json, where: str) -> None:
    first, last = row.get("valid_from"), row.get("valid_to")
    if isinstance(first, str) and isinstance(last, str) and last < first:
        check.fault(f"{where}.valid_to", "lies before valid_from")


def _check_apart(check: Checker, rules: Any, where: str) -> None:
    """A changed rule is a new row, from the day after the last one of the row before: no day has two."""
    rows = [row for row in rules if isinstance(row, dict)] if isinstance(rules, list) else []
    for number, row in enumerate(rows):
        for other in rows:
            begun = other.get("code") == row.get("code") and str(other.get("valid_from")) < str(row.get("valid_from"))
            if begun and str(other.get("valid_to") or "9999") >= str(row.get("valid_from")):
                check.fault(
                    f"{where}[{number}].valid_from", f"“{row['code']}” is in force then: end the row before by valid_to"
                )


def _days(row: Json) -> dict[str, Any]:
    last = row["valid_to"]
    return {"valid_from": date.fromisoformat(row["valid_from"]), "valid_to": date.fromisoformat(last) if last else None}


def _write(raw: Json) -> Outcome:
    scales, done = _write_scales(raw["scales"])
    inspectorates = {row.code: row for row in Inspectorate.objects.all()}
    wanted = [
        Programme(
            code=row["code"],
            name=row["name"],
            short_name=row["short_name"],
            inspectorate=inspectorates[row["inspectorate"]],
            subject=row["subject"],
            description=row["description"],
            source=row["source"],
            position=place,
            **_days(row),
        )
        for place, row in enumerate(raw["programmes"], 1)
    ]
    facts = ["name", "short_name", "inspectorate_id", "subject", "description", "source", "position", "valid_from", "valid_to"]
    done += sync(Programme.objects.all(), ["code"], facts, wanted)
    kinds = {row.code: row for row in AgencyKind.objects.all()}
    for programme, row in zip(wanted, raw["programmes"], strict=True):
        programme.kinds.set([kinds[code] for code in row["kinds"]])
    pairs = list(zip(wanted, raw["programmes"], strict=True))
    done += _write_kinds(pairs)
    done += _write_judgements(pairs, scales)
    return done + _write_rules(pairs)


def _write_scales(rows: Iterable[Json]) -> tuple[dict[str, Scale], Outcome]:
    scales = [Scale(code=row["code"], name=row["name"]) for row in rows]
    done = sync(Scale.objects.all(), ["code"], ["name"], scales)
    values = [
        ScaleValue(scale=scale, position=place, **value)
        for scale, row in zip(scales, rows, strict=True)
        for place, value in enumerate(row["values"], 1)
    ]
    done += sync(ScaleValue.objects.all(), ["scale_id", "code"], ["name", "failing", "position"], values)
    return {scale.code: scale for scale in scales}, done


Pairs = list[tuple[Programme, Json]]


def _each(pairs: Pairs, part: str, make: Callable[[Programme, int, Json], Any]) -> list[Any]:
    return [make(programme, place, row) for programme, whole in pairs for place, row in enumerate(whole[part], 1)]


def _write_kinds(pairs: Pairs) -> Outcome:
    def make(programme: Programme, place: int, row: Json) -> ActivityKind:
        return ActivityKind(programme=programme, position=place, **{key: value for key, value in row.items() if key != "after"})

    wanted = _each(pairs, "activities", make)
    facts = ["name", "weeks", "judges", "counts_jtai", "has_focus", "position"]
    done = sync(ActivityKind.objects.all(), ["programme_id", "code"], facts, wanted)
    keys = {(kind.programme_id, kind.code): kind.pk for kind in wanted}
    for programme, row in pairs:
        for kind in row["activities"]:
            before = keys.get((programme.pk, kind["after"]))
            ActivityKind.objects.filter(pk=keys[programme.pk, kind["code"]]).exclude(after=before).update(after=before)
    return done


def _write_judgements(pairs: Pairs, scales: dict[str, Scale]) -> Outcome:
    def make(programme: Programme, place: int, row: Json) -> JudgementArea:
        plain = {key: row[key] for key in ("code", "name", "decides", "safeguarding")}
        return JudgementArea(programme=programme, scale=scales[row["scale"]], position=place, **plain, **_days(row))

    facts = ["name", "scale_id", "decides", "safeguarding", "position", "valid_to"]
    return sync(JudgementArea.objects.all(), ["programme_id", "code", "valid_from"], facts, _each(pairs, "judgements", make))


def _write_rules(pairs: Pairs) -> Outcome:
    def make(programme: Programme, place: int, row: Json) -> Rule:
        plain = {key: row[key] for key in ("code", "evaluator", "parameters", "says", "source")}
        return Rule(programme=programme, position=place, **plain, **_days(row))

    facts = ["evaluator", "parameters", "says", "source", "position", "valid_to"]
    return sync(Rule.objects.all(), ["programme_id", "code", "valid_from"], facts, _each(pairs, "rules", make))
