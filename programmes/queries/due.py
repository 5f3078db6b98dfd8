"""What a programme's rules ask of whom: rows put into the facts that the pure rules read."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Agency, LocalArea
from jtai.programmeyears import year_of
from programmes import visibility
from programmes.models import (
    ActivityKind,
    Evaluator,
    JtaiCredit,
    JudgementArea,
    Programme,
    Rule,
    ScaleValue,
    Subject,
)
from programmes.queries.finding import viewer_of
from programmes.queries.following import BREACH, RECOMMENDATION
from programmes.rules import Credit, Done, Duty, Facts, Open, RuleData
from programmes.rules import Subject as Body

AGENCY, AREA = "agency", "area"
Rows = Iterable[Mapping[str, Any]]
YEARS_AHEAD = 3


def agency_key(pk: int) -> str:
    """How the rules call an agency."""
    return f"{AGENCY}:{pk}"


def area_key(pk: int) -> str:
    """How they call a local area."""
    return f"{AREA}:{pk}"


def programmes_known_whole(user: User) -> QuerySet[Programme]:
    """The programmes of which this person sees every activity, so that it can be said what is due: own ones, and shared as a whole.

    What is due is never computed from what somebody sees of another's programme in part: it would be wrong, or tell what is planned.
    """
    return Programme.objects.filter(visibility.programmes_seen_whole_by(viewer_of(user))).order_by("position")


def year_for(programme: Programme, year: int, today: date) -> int:
    """The year itself, or 404 for one before the programme began or too far off."""
    if not year_of(programme.valid_from) <= year <= year_of(today) + YEARS_AHEAD:
        raise Http404
    return year


def invented_only() -> bool:
    """Whether the rules are asked of the invented areas alone: where a demonstration is loaded nothing is said of real ones."""
    return LocalArea.objects.filter(demonstration=True).exists()


@dataclass(frozen=True)
class Among:
    """Of which agencies and local areas the rules are asked."""

    agencies: Sequence[Agency] = ()
    areas: Sequence[LocalArea] = ()

    def there(self, prefix: str = "") -> Q:
        """Of one of them."""
        agencies, areas = ([row.pk for row in rows] for rows in (self.agencies, self.areas))
        return Q(**{f"{prefix}agency__in": agencies}) | Q(**{f"{prefix}local_area__in": areas})

    def invented(self) -> "Among":
        """Those of a demonstration."""
        return Among([row for row in self.agencies if row.demonstration], [row for row in self.areas if row.demonstration])


def asked_of(among: Among) -> Among:
    """Of whom of these the rules are asked: these themselves, or those of a demonstration. One query, none where all are."""
    invented = among.invented()
    real = (len(among.agencies), len(among.areas)) != (len(invented.agencies), len(invented.areas))
    return invented if real and invented_only() else among


@dataclass(frozen=True)
class Whole:
    """A programme with what its rules need to know of it: kinds of activity by key, kinds of agency, names of judgements by code."""

    programme: Programme
    rules: Sequence[RuleData]
    kinds: Mapping[int, Mapping[str, Any]]
    of_kinds: frozenset[int]
    values: Mapping[str, str]

    @property
    def asks(self) -> bool:
        """Whether the programme has a rule."""
        return any(not rule.added for rule in self.rules)

    def facts(
        self,
        among: Among,
        done: Iterable[Done],
        credits_: Iterable[tuple[int, Credit]],
        opened: Sequence[tuple[Open, Body]],
    ) -> Facts:
        """What its rules are asked about. done, opened: of this programme; credits_: of any, with the key of the kind.

        opened: each with the agency that it is addressed to, which need not be a subject of the programme.
        """
        credited = [credit for kind, credit in credits_ if kind in self.kinds]
        return facts_of(self, self._subjects(among), done, credited, opened)

    def _subjects(self, among: Among) -> list[Body]:
        if self.programme.subject == Subject.AREA:
            return [Body(area_key(row.pk), row.name, row.code) for row in among.areas]
        return [Body(agency_key(row.pk), row.name, row.code) for row in among.agencies if row.kind_id in self.of_kinds]


def facts_of(
    known: Whole,
    subjects: Sequence[Body],
    done: Iterable[Done],
    credits_: Sequence[Credit],
    opened: Sequence[tuple[Open, Body]],
) -> Facts:
    """What the rules of this programme are asked about, of these subjects and of whomever else something is followed."""
    keys = {row.key for row in subjects}
    others = {body for _one, body in opened if body.key not in keys}
    return Facts(
        subjects=subjects,
        done=list(done),
        credits=credits_,
        open=[one for one, _body in opened],
        kinds={row["code"]: row["name"] for row in known.kinds.values()},
        values=known.values,
        addressed=sorted(others, key=lambda row: (row.name, row.key)),
    )


def whole(programmes: QuerySet[Programme]) -> list[Whole]:
    """These programmes with their rules. One query for all of them."""
    rows = with_rules(programmes)
    return [whole_of(row, row.their_rules, row.their_kinds, row.their_values, row.of_kinds) for row in rows]


def with_rules(programmes: QuerySet[Programme]) -> Any:
    """With columns of what their rules are and speak of."""
    mine = {"programme": OuterRef("pk")}
    judged = JudgementArea.objects.filter(programme=OuterRef(OuterRef("pk"))).values("scale")
    values = ScaleValue.objects.filter(scale__in=judged)
    return programmes.annotate(
        their_rules=_listed(Rule.objects.filter(**mine).order_by("position", "valid_from"), RULE),
        their_kinds=_listed(ActivityKind.objects.filter(**mine).order_by("position"), ("pk", "code", "name", "counts_jtai")),
        their_values=_listed(values, ("code", "name")),
        of_kinds=ArraySubquery(Programme.kinds.through.objects.filter(**mine).values("agencykind")),
    )


def whole_of(programme: Programme, its_rules: Rows, kinds: Rows, values: Rows, of_kinds: Iterable[int]) -> Whole:
    """A programme, from these columns."""
    return Whole(
        programme,
        _with_what_is_followed(programme, [_rule(one) for one in its_rules]),
        {one["pk"]: one for one in kinds},
        frozenset(of_kinds),
        {one["code"]: one["name"] for one in values},
    )


RULE = ("code", "evaluator", "parameters", "says", "valid_from", "valid_to")


def _listed(rows: QuerySet[Any], names: Sequence[str]) -> ArraySubquery:
    return ArraySubquery(rows.values(row=JSONObject(**{name: name for name in names})))


def _rule(row: Mapping[str, Any]) -> RuleData:
    first, last = (date.fromisoformat(day) if day else None for day in (row["valid_from"], row["valid_to"]))
    return RuleData(**{**row, "valid_from": first, "valid_to": last})


def _with_what_is_followed(programme: Programme, found: list[RuleData]) -> list[RuleData]:
    """The rules, and for breaches and recommendations of which none speaks that they are followed all the same, each by its own day."""
    says = {
        BREACH: _("Each breach is followed until it is closed. No rule of this programme speaks of breaches."),
        RECOMMENDATION: _("Each recommendation is followed until it is closed. No rule of this programme speaks of them."),
    }
    added = []
    for what, words in says.items():
        ends = [row.valid_to for row in found if row.evaluator == Evaluator.UNTIL_RESOLVED and row.parameters["what"] == what]
        if None not in ends:
            first = max((day + timedelta(days=1) for day in ends if day), default=programme.valid_from)
            # No code of a rule has a colon.
            added.append(RuleData(f"followed:{what}", Evaluator.UNTIL_RESOLVED, {"what": what}, words, first, added=True))
    return [*found, *added]


@dataclass(frozen=True)
class DutyLine:
    """A duty with what is to be done, in words, and whose it is. about: what is breached or recommended."""

    duty: Duty
    kind: str
    subject: Body
    about: str = ""

    @property
    def name(self) -> str:
        """Whose it is, in words."""
        return self.subject.name

    @property
    def followed(self) -> bool:
        """Whether it is a breach or recommendation: open, it is overdue in whatever year."""
        return self.duty.kind in {BREACH, RECOMMENDATION}

    @property
    def of_area(self) -> bool:
        """Whether it is of a local area, not of an agency."""
        return self.subject.key.startswith(f"{AREA}:")


def lines_of(facts: Facts) -> Callable[[Duty], DutyLine]:
    """How the duties of these facts are put in words."""
    bodies = {subject.key: subject for subject in (*facts.subjects, *facts.addressed)}
    words = {(one.what, one.key): one.words for one in facts.open}

    def line(duty: Duty) -> DutyLine:
        about = words.get((duty.kind, duty.activity or 0), "")
        return DutyLine(duty, kind_name(facts.kinds, duty.kind), bodies[duty.subject], about)

    return line


def credits_of(programmes: Iterable[Whole], among: Among | None = None) -> list[tuple[int, Credit]]:
    """Where a joint inspection of an area stands for a visit to its agency of the kind that the programme is of; with the kind's key.

    One query, none where no kind of activity counts it. Of these agencies, or of all.
    """
    codes = {pk: kind["code"] for one in programmes for pk, kind in one.kinds.items() if kind["counts_jtai"]}
    if not codes:
        return []
    agency = "local_area__partnership__members__agency"
    rows = JtaiCredit.objects.filter(kind__in=codes, taken_back_at=None, **{f"{agency}__kind": F("kind__programme__kinds")})
    if among is not None:
        rows = rows.filter(**{f"{agency}__in": [row.pk for row in among.agencies]})
    found = rows.order_by().values_list("kind", agency, "on")
    return [(kind, Credit(agency_key(one), codes[kind], on)) for kind, one, on in found]


def opened_of(what: str, row: Sequence[Any]) -> tuple[Open, Body]:
    """Of the agency that it is addressed to, whosever activity it was found in."""
    pk, agency, name, code, due, ended, words, enforced = row
    body = Body(agency_key(agency), name, code)
    return Open(pk, body.key, what, due, ended, enforced, words), body


def key_of(agency: int | None, area: int | None) -> str:
    """How the rules call one or the other."""
    return agency_key(agency) if agency is not None else area_key(area or 0)


def kind_name(kinds: Mapping[str, str], code: str) -> str:
    """What is to be done, in words: a kind of activity, or what stays open until it is resolved."""
    follows = {BREACH: _("Breach to be addressed"), RECOMMENDATION: _("Recommendation to be followed")}
    return kinds.get(code) or follows.get(code) or code.replace("-", " ")
