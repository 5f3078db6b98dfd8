"""What a programme's rules ask of whom: rows put into the facts that the pure rules read."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, JSONObject, Left
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Agency, LocalArea
from jtai.programmeyears import year_of
from programmes import rules, visibility
from programmes.models import (
    Activity,
    ActivityKind,
    Breach,
    JtaiCredit,
    Judgement,
    JudgementArea,
    Programme,
    Recommendation,
    Rule,
    ScaleValue,
    Standing,
    Subject,
)
from programmes.queries.finding import viewer_of
from programmes.queries.following import BREACH, RECOMMENDATION
from programmes.rules import Coverage, Credit, Done, Duty, Facts, Judged, Next, Open, RuleData, State
from programmes.rules import Subject as Body

AGENCY, AREA = "agency", "area"
YEARS_AHEAD = 3
IN_SHORT = 300  # characters of a recommendation, from which a page takes the first words


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
        subjects = self._subjects(among)
        known = {row.key for row in subjects}
        others = {body for _one, body in opened if body.key not in known}
        return Facts(
            subjects=subjects,
            done=list(done),
            credits=[credit for kind, credit in credits_ if kind in self.kinds],
            open=[one for one, _body in opened],
            kinds={row["code"]: row["name"] for row in self.kinds.values()},
            values=self.values,
            addressed=sorted(others, key=lambda row: (row.name, row.key)),
        )

    def _subjects(self, among: Among) -> list[Body]:
        if self.programme.subject == Subject.AREA:
            return [Body(area_key(row.pk), row.name, row.code) for row in among.areas]
        return [Body(agency_key(row.pk), row.name, row.code) for row in among.agencies if row.kind_id in self.of_kinds]


def whole(programmes: QuerySet[Programme]) -> list[Whole]:
    """These programmes with their rules. One query for all of them."""
    mine = {"programme": OuterRef("pk")}
    judged = JudgementArea.objects.filter(programme=OuterRef(OuterRef("pk"))).values("scale")
    values = ScaleValue.objects.filter(scale__in=judged)
    rows = programmes.annotate(
        their_rules=_listed(Rule.objects.filter(**mine).order_by("position", "valid_from"), RULE),
        their_kinds=_listed(ActivityKind.objects.filter(**mine).order_by("position"), ("pk", "code", "name", "counts_jtai")),
        their_values=_listed(values, ("code", "name")),
        of_kinds=ArraySubquery(Programme.kinds.through.objects.filter(**mine).values("agencykind")),
    )
    return [
        Whole(
            row,
            [_rule(one) for one in row.their_rules],
            {one["pk"]: one for one in row.their_kinds},
            frozenset(row.of_kinds),
            {one["code"]: one["name"] for one in row.their_values},
        )
        for row in rows
    ]


RULE = ("code", "evaluator", "parameters", "says", "valid_from", "valid_to")


def _listed(rows: QuerySet[Any], names: Sequence[str]) -> ArraySubquery:
    return ArraySubquery(rows.values(row=JSONObject(**{name: name for name in names})))


def _rule(row: Mapping[str, Any]) -> RuleData:
    first, last = (date.fromisoformat(day) if day else None for day in (row["valid_from"], row["valid_to"]))
    return RuleData(**{**row, "valid_from": first, "valid_to": last})


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
    def of_area(self) -> bool:
        """Whether it is of a local area, not of an agency."""
        return self.subject.key.startswith(f"{AREA}:")


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
    """The duties and coverage of a whole programme in a year. Callers have asked whether it is seen whole. Nine queries at most."""
    ((known, facts),), invented = everything(Programme.objects.filter(pk=programme.pk))
    found, line = rules.evaluate(known.rules, facts, year, today), _lines(facts)
    lines, names = [line(duty) for duty in found.duties], {subject.key: subject.name for subject in facts.subjects}
    unreached = rules.next_subjects(known.rules, facts, year, today)
    could_be_next = {code: [(names[row.subject], row) for row in rows] for code, rows in unreached.items()}
    return Standings(lines, found.coverage, rules.rules_of_year(known.rules, year, today), could_be_next, invented)


def _lines(facts: Facts) -> Callable[[Duty], DutyLine]:
    bodies = {subject.key: subject for subject in (*facts.subjects, *facts.addressed)}
    words = {(one.what, one.key): one.words for one in facts.open}

    def line(duty: Duty) -> DutyLine:
        about = words.get((duty.kind, duty.activity or 0), "")
        return DutyLine(duty, kind_name(facts.kinds, duty.kind), bodies[duty.subject], about)

    return line


def everything(programmes: QuerySet[Programme]) -> tuple[list[tuple[Whole, Facts]], bool]:
    """All that the rules of these programmes are asked about, and whether it is of the demonstration alone. Nine queries at most."""
    several = whole(programmes)
    if not several:
        return [], False
    invented = invented_only()
    of_kinds = frozenset().union(*(known.of_kinds for known in several))
    by_area = any(known.programme.subject == Subject.AREA for known in several)
    everybody = Among(
        list(Agency.objects.filter(kind__in=of_kinds, demonstration=invented).order_by("name", "pk")),
        list(LocalArea.objects.filter(demonstration=invented).order_by("name")) if by_area else [],
    )
    of_them = Q(activity__programme__in=[known.programme.pk for known in several], agency__demonstration=invented)
    opened: dict[int, list[tuple[Open, Body]]] = defaultdict(list)
    for what, rows in ((BREACH, _breaches(of_them)), (RECOMMENDATION, _recommendations(of_them))):
        for whose, *row in rows:
            opened[whose].append(_open(what, row))
    done, credited = _done(several), credits_of(several)
    return [
        (known, known.facts(everybody, done[known.programme.pk], credited, opened[known.programme.pk])) for known in several
    ], invented


def _done(several: Sequence[Whole]) -> dict[int, list[Done]]:
    """By the key of their programme."""
    kinds = {pk: kind["code"] for known in several for pk, kind in known.kinds.items()}
    rows = Activity.objects.filter(programme__in=[known.programme.pk for known in several])
    rows = rows.exclude(standing=Standing.CANCELLED).order_by()
    judged: dict[int, list[Judged]] = defaultdict(list)
    said = Judgement.objects.filter(activity__in=rows.values("pk")).order_by()
    facts = ("activity", "area__code", "value__code", "value__failing", "area__decides", "value__position")
    for activity, *judgement in said.values_list(*facts):
        judged[activity].append(Judged(*judgement))
    columns = ("programme", "pk", "agency", "local_area", "kind", "starts_on", "ends_on", "standing", "published_on")
    found: dict[int, list[Done]] = defaultdict(list)
    for programme, pk, agency, area, kind, first, last, standing, published in rows.values_list(*columns):
        known = tuple(judged.get(pk, ()))
        found[programme].append(Done(pk, _key(agency, area), kinds[kind], first, last, standing, known, published))
    return found


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


WHOSE = ("activity__programme", "pk", "agency", "agency__name", "agency__code")


def _breaches(where: Q) -> QuerySet[Any, Any]:
    rows = Breach.objects.filter(where).exclude(state="withdrawn").order_by()
    return rows.values_list(*WHOSE, "address_by", Coalesce("addressed_on", "resolved_on"), "standard", "enforcement_on")


def _recommendations(where: Q) -> QuerySet[Any, Any]:
    rows = Recommendation.objects.filter(where).exclude(state="withdrawn").order_by()
    return rows.values_list(*WHOSE, "due_on", "closed_on", Left("text__body", IN_SHORT))


def _open(what: str, row: Sequence[Any]) -> tuple[Open, Body]:
    """Of the agency that it is addressed to, whosever activity it was found in."""
    pk, agency, name, code, due, ended, words, *since = row
    body = Body(agency_key(agency), name, code)
    return Open(pk, body.key, what, due, ended, since[0] if since else None, words), body


def _key(agency: int | None, area: int | None) -> str:
    return agency_key(agency) if agency is not None else area_key(area or 0)


@dataclass(frozen=True)
class Ahead:
    """A duty that is not done, with its programme, what it is called and whose it is. about: what is breached or recommended."""

    programme: Programme
    duty: Duty
    kind: str
    subject: str
    about: str = ""


def ahead(
    known: Sequence[Whole],
    among: Among,
    activities: Iterable[Activity],
    opened: Iterable[Breach | Recommendation],
    *,
    today: date,
    until: date,
) -> list[Ahead]:
    """What these programmes ask of these subjects and is overdue, or is due or planned until that day; the earliest first.

    activities: those of the subjects with their judgements, all of each of these programmes. opened: what is open of them. A
    share of all asks nobody in particular, so such a rule says nothing here. One query at most.
    """
    done: dict[int, list[Done]] = defaultdict(list)
    for activity in activities:
        done[activity.programme_id].append(_done_of(activity))
    followed: dict[int, list[tuple[Open, Body]]] = defaultdict(list)
    for row in _of(opened, among):
        followed[row.activity.programme_id].append(_open_of(row))
    credited = credits_of(known, among)
    found = [
        row
        for one in known
        for row in _ahead(one, one.facts(among, done[one.programme.pk], credited, followed[one.programme.pk]), today, until)
    ]
    return sorted(found, key=lambda row: (row.duty.by or date.max, row.programme.position, row.subject))


def _open_of(row: Breach | Recommendation) -> tuple[Open, Body]:
    whose = (row.pk, row.agency_id, row.agency.name, row.agency.code)
    if isinstance(row, Breach):
        return _open(BREACH, (*whose, row.address_by, None, row.standard, row.enforcement_on))
    return _open(RECOMMENDATION, (*whose, row.due_on, None, row.text.body))


def _of(opened: Iterable[Breach | Recommendation], among: Among) -> Iterator[Breach | Recommendation]:
    """What was found in an activity of one of these, and what one of them is to do, whosever activity it was found in."""
    agencies, areas = ({row.pk for row in rows} for rows in (among.agencies, among.areas))
    for row in opened:
        if row.agency_id in agencies or row.activity.agency_id in agencies or row.activity.local_area_id in areas:
            yield row


def _ahead(known: Whole, facts: Facts, today: date, until: date) -> list[Ahead]:
    line = _lines(facts)
    found: dict[tuple[object, ...], Ahead] = {}
    years = range(year_of(today), year_of(until) + 1)
    for evaluation in rules.evaluate_years(known.rules, facts, years, today).values():
        for duty in evaluation.duties:
            if duty.state != State.DONE and (duty.by is None or duty.by <= until):
                key = (duty.rule, duty.subject, duty.kind, duty.by, duty.activity)
                row = line(duty)
                found.setdefault(key, Ahead(known.programme, duty, row.kind, row.name, row.about))
    return list(found.values())


def kind_name(kinds: Mapping[str, str], code: str) -> str:
    """What is to be done, in words: a kind of activity, or what stays open until it is resolved."""
    follows = {BREACH: _("Breach to be addressed"), RECOMMENDATION: _("Recommendation to be followed")}
    return kinds.get(code) or follows.get(code) or code.replace("-", " ")


def _done_of(row: Activity) -> Done:
    judged = tuple(
        Judged(one.area.code, one.value.code, one.value.failing, one.area.decides, one.value.position)
        for one in row.judgements.all()
    )
    subject = _key(row.agency_id, row.local_area_id)
    return Done(row.pk, subject, row.kind.code, row.starts_on, row.ends_on, row.standing, judged, row.published_on)
