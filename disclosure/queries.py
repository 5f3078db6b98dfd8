"""What can be found: one's own inspectorate's requests, and in each of them what fits the words."""

import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Count, Q, QuerySet, When
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.models import User
from agencies.models import Inspectorate
from disclosure import beyond, policies
from disclosure.beyond import Under, unders
from disclosure.columns import COLUMNS, Rows
from disclosure.models import AccessKind, AccessRequest, Chosen, Redaction, RedactionReason, Search
from disclosure.redacting import Mark, Piece, pieces, plain
from disclosure.visibility import KINDS, rows_of
from disclosure.waiting import WAITS
from inspections.models import Inspection
from retention.models import Hold

SORTS = {"": ("due_on", "pk"), "received": ("-received_on", "-pk"), "reference": ("reference", "pk")}


def inspectorate_of(user: User) -> Inspectorate:
    """Whose requests this person answers. For everybody else none of this is there: Http404."""
    own = policies.governed_by(user)
    if own is None:
        raise Http404
    return own


@dataclass(frozen=True)
class RequestFilter:
    """state: "" (open), "overdue", "closed" or "all". sort: a key of SORTS."""

    text: str = ""
    kind: str = ""
    state: str = ""
    sort: str = ""


def requests_of(user: User, asked: RequestFilter) -> QuerySet[AccessRequest]:
    """The requests of one's own inspectorate, the most urgent first unless asked otherwise."""
    rows = AccessRequest.objects.filter(inspectorate=inspectorate_of(user))
    if asked.text:
        rows = rows.filter(Q(reference__icontains=asked.text) | Q(about__icontains=asked.text))
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.state == "closed":
        rows = rows.filter(closed_on__isnull=False)
    elif asked.state != "all":
        rows = rows.filter(closed_on=None)
    if asked.state == "overdue":
        rows = rows.filter(due_on__lt=timezone.localdate())
    return rows.order_by(*SORTS[asked.sort])


def request_for(user: User, pk: int) -> AccessRequest:
    """One of them, or Http404."""
    own = inspectorate_of(user)
    found = get_object_or_404(AccessRequest.objects.select_related("third_parties_by"), pk=pk, inspectorate=own)
    found.inspectorate = own  # the same; no query asks for it again
    return found


def search_for(user: User, pk: int, search: int) -> Search:
    """One search, with its request, or Http404."""
    own = inspectorate_of(user)
    rows = Search.objects.select_related("request__third_parties_by")
    found = get_object_or_404(rows, pk=search, request=pk, request__inspectorate=own)
    found.request.inspectorate = own  # the same; no query asks for it again
    return found


def request_called(user: User, reference: str) -> AccessRequest:
    """The one with this reference, or Http404."""
    return get_object_or_404(AccessRequest, reference=reference, inspectorate=inspectorate_of(user))


def terms_of(words: str) -> list[str]:
    """What has to stand in it, all of it. “Words in quotes” stand together; a quote that nobody closed goes on to the end."""
    straight = words.replace("“", '"').replace("”", '"')
    if straight.count('"') % 2:
        straight += '"'
    reader = shlex.shlex(straight, posix=True)
    reader.whitespace_split, reader.quotes, reader.escape, reader.commenters = True, '"', "", ""
    return [term.strip() for term in reader if term.strip()]


@dataclass(frozen=True)
class Narrowed:
    """A part of what was found. kind: of KINDS; inspection: its key, or NO_INSPECTION; empty for all."""

    kind: str = ""
    inspection: str = ""

    @property
    def kept(self) -> dict[str, str]:
        """What is chosen, by name."""
        return {name: value for name, value in vars(self).items() if value}


NO_INSPECTION = "none"
EVERYTHING = Narrowed()


def _parts(own: Inspectorate, words: str) -> Iterator[tuple[str, Rows]]:
    """For each kind of thing those in which all the terms stand."""
    terms = terms_of(words)
    for kind in KINDS:
        rows = rows_of(kind, own)
        for term in terms:
            rows = rows.filter(Q(item_words__icontains=term) | Q(item_who__icontains=term))
        yield kind, rows


def found_in(own: Inspectorate, words: str, columns: Sequence[str] = COLUMNS, *, narrowed: Narrowed = EVERYTHING) -> Rows:
    """Everything in which all the terms stand, whatever it is, by inspection. One statement, ready to be paged."""
    parts = []
    for kind, rows in _parts(own, words):
        if narrowed.kind in {"", kind}:
            part = rows
            if narrowed.inspection == NO_INSPECTION:
                part = rows.filter(item_inspection=None)
            elif narrowed.inspection:
                part = rows.filter(item_inspection=int(narrowed.inspection))
            parts.append(part.values(*columns))
    first, *others = parts
    return first.union(*others, all=True).order_by(*columns[:3])


@dataclass(frozen=True)
class Tally:
    """How much was found. of: by (key of the inspection or NO_INSPECTION, kind); inspections: those among it, in order."""

    of: Mapping[tuple[str, str], int]
    inspections: Mapping[int, Inspection]

    def count(self, narrowed: Narrowed = EVERYTHING) -> int:
        """How much of it is in this part."""
        return sum(
            times
            for (inspection, kind), times in self.of.items()
            if narrowed.inspection in {"", inspection} and narrowed.kind in {"", kind}
        )


def tally_of(own: Inspectorate, words: str) -> Tally:
    """How much was found of each kind in each inspection. Two statements."""
    counted = []
    for _kind, rows in _parts(own, words):
        counted.append(rows.values("item_inspection", "item_kind").annotate(times=Count("pk")).order_by())
    first, *others = counted
    of = {
        (str(row["item_inspection"] or NO_INSPECTION), row["item_kind"]): row["times"] for row in first.union(*others, all=True)
    }
    keys = [int(inspection) for inspection, _kind in of if inspection != NO_INSPECTION]
    rows = Inspection.objects.select_related("local_area").order_by("local_area__name", "fieldwork_start")
    return Tally(of, rows.in_bulk(keys))


@dataclass(frozen=True)
class Item:
    """One thing that was found, with its words as they are now. under: the item, letter, activity or table that it belongs to."""

    kind: str
    number: int
    inspection: Inspection | None
    words: str
    who: str
    under: Under | None = None

    @property
    def key(self) -> str:
        """As the trail names it."""
        return f"{self.kind}:{self.number}"

    @property
    def name(self) -> str:
        """What it is."""
        return f"{KINDS[self.kind][0]} {self.number}"

    @property
    def held_by(self) -> str:
        """The key of what a hold on it keeps: retention removes by what it belongs to, and by e-mail."""
        if self.inspection is not None:
            return f"inspections.inspection:{self.inspection.pk}"
        if self.under is not None:
            return self.under.key
        return f"jobs.email:{self.number}" if self.kind == "email" else ""

    @property
    def streams(self) -> list[str]:
        """The chains by which reading it is written down."""
        return [one.stream for one in (self.inspection, self.under) if one is not None]

    @property
    def invented(self) -> bool:
        """Whether it is of a local area of the demonstration."""
        if self.inspection is not None:
            return self.inspection.local_area.demonstration
        return self.under is not None and self.under.demonstration


def items(rows: Iterable[dict[str, Any]], known: Mapping[int, Inspection] | None = None) -> list[Item]:
    """Rows with COLUMNS, with their inspections, in one query for all, in none where those are known; and what else they belong to."""
    told = list(rows)
    belongs = unders({row["item_under"] for row in told if row["item_under"]})
    keys = {row["item_inspection"] for row in told if row["item_inspection"]}
    inspections = known if known is not None else Inspection.objects.select_related("local_area").in_bulk(list(keys))
    return [
        Item(
            row["item_kind"],
            row["item_number"],
            inspections.get(row["item_inspection"]),
            row["item_words"],
            row["item_who"],
            belongs.get(row["item_under"]),
        )
        for row in told
    ]


def item_for(own: Inspectorate, kind: str, number: int) -> Item:
    """One thing, or Http404: not there, and not this inspectorate's, look alike."""
    if kind not in KINDS:
        raise Http404
    return items([get_object_or_404(rows_of(kind, own).values(*COLUMNS), pk=number)])[0]


@dataclass(frozen=True)
class Prepared:
    """A chosen thing as it will go out. pieces: of its words. gone: it can no longer be read (removed, or no longer theirs)."""

    chosen: Chosen
    item: Item | None
    marks: list[Mark]
    pieces: list[Piece] = field(default_factory=list)

    @property
    def gone(self) -> bool:
        """Nothing of it can go out."""
        return self.item is None


def names_in(request: AccessRequest) -> list[Mark]:
    """The third parties whose names go from everything."""
    # Each once, however often and in whatever letters it was typed.
    lines = {plain(" ".join(line.split())).casefold(): line.strip() for line in request.third_parties.splitlines()}.values()
    subject = request.kind == AccessKind.SUBJECT
    reason = RedactionReason.THIRD_PARTY if subject else RedactionReason.SECTION_40
    by = request.third_parties_by.name if request.third_parties_by else ""
    return [Mark(line, reason.value, name=True, by=by) for line in lines if line]


def marks_of(passages: Iterable[Redaction]) -> list[Mark]:
    """The passages of one thing that are marked."""
    return [Mark(row.passage, row.reason, by=row.by.name) for row in passages]


def redactions_of(request: AccessRequest, kind: str, number: int, passage: str = "") -> QuerySet[Redaction]:
    """What is marked in one thing. passage: the key of one of them, as an address says it; empty for all."""
    rows = Redaction.objects.filter(chosen__request=request, chosen__kind=kind, chosen__number=number).select_related("by")
    if not passage:
        return rows
    return rows.filter(pk=int(passage)) if passage.isdecimal() else rows.none()


def waiting_in(request: AccessRequest) -> QuerySet[Chosen]:
    """What of it is left out for now: its inspection is not announced."""
    return request.chosen.filter(WAITS)


def prepared(request: AccessRequest) -> list[Prepared]:
    """What is chosen, as it will go out, without what waits. A query for each kind that is among it, however many there are of it."""
    rows = list(request.chosen.exclude(WAITS).prefetch_related("redactions__by"))
    read: dict[tuple[str, int], dict[str, Any]] = {}
    for kind in sorted({row.kind for row in rows}):
        numbers = [row.number for row in rows if row.kind == kind]
        for values in rows_of(kind, request.inspectorate).filter(pk__in=numbers).values(*COLUMNS):
            read[kind, values["item_number"]] = values
    there = {(item.kind, item.number): item for item in items(read.values())}
    names, made = names_in(request), []
    for row in rows:
        item = there.get((row.kind, row.number))
        marks = [*marks_of(row.redactions.all()), *names]
        made.append(Prepared(row, item, marks, list(pieces(item.words, marks)) if item else []))
    return made


@dataclass(frozen=True)
class Why:
    """A line of the list of redactions: in the thing with this place, so often, for this reason, by these people."""

    place: int
    name: str
    times: int
    reason: RedactionReason
    by: str


def whys_of(made: Sequence[Prepared]) -> list[Why]:
    """What was withheld, without its words: how often, for what reason, by whom."""
    told = []
    for place, one in enumerate(made, 1):
        redacted = [piece for piece in one.pieces if piece.reasons]
        for reason in RedactionReason:
            there = [piece for piece in redacted if reason.value in piece.reasons]
            if there and one.item:
                people = sorted({by for piece in there for by in piece.by})
                told.append(Why(place, one.item.name, len(there), reason, ", ".join(people)))
    return told


def choices_of(request: AccessRequest) -> QuerySet[Any]:
    """What is chosen, with how much of it is redacted, and whether it waits: of that neither area nor words may be shown."""
    rows = request.chosen.select_related("inspection__local_area")
    return rows.annotate(passages=Count("redactions"), waits=Case(When(WAITS, then=True), default=False))


def kept_of(request: AccessRequest) -> list[str]:
    """The keys of what was chosen of it, that a hold keeps. A query, and one for each kind beyond inspections that is among it."""
    rows = list(request.chosen.order_by().values_list("kind", "number", "inspection"))
    keys = {f"inspections.inspection:{inspection}" for _kind, _number, inspection in rows if inspection}
    keys |= {f"jobs.email:{number}" for kind, number, _inspection in rows if kind == "email"}
    for kind in {kind for kind, _number, _inspection in rows} & {*beyond.KINDS, "event"}:
        there = rows_of(kind, request.inspectorate).filter(pk__in=[number for one, number, _key in rows if one == kind])
        keys |= set(there.exclude(item_under="").values_list("item_under", flat=True))
    return sorted(keys)


def streams_of(request: AccessRequest) -> list[str]:
    """The chains by which reading what was chosen is written down."""
    inspections = Inspection.objects.filter(pk__in=request.chosen.values("inspection"))
    beyond_them = unders(key for key in kept_of(request) if key.startswith(beyond.BEYOND))
    return [*(row.stream for row in inspections), *(under.stream for under in beyond_them.values())]


def holds_of(own: Inspectorate, keys: Iterable[str]) -> dict[str, Hold]:
    """The inspectorate's own holds that stand on these."""
    return {hold.key: hold for hold in Hold.objects.filter(inspectorate=own, released_at=None, key__in=list(keys))}
