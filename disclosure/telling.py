"""A disclosure for whoever asked: what each item is, of which inspection, when and by whom, in words that need no manual.

Whatever stands beside an item goes through its marks like the item's own words: the name of an author is a name too.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __
from django.utils.translation import ngettext

from accounts.models import User
from audit.models import Event
from audit.queries import trail_of
from disclosure.models import AccessRequest, Chosen
from disclosure.queries import Item as Thing
from disclosure.queries import Prepared, Why, whys_of
from disclosure.redacting import Mark, Piece, pieces
from inspections.models import Evaluation, EvidenceNote, Finding, Inspection, RequestFile, RequestItem
from intelligence.models import Attachment, Decision, Item, Letter
from jobs.models import Email
from programmes.models import Activity, CheckItem, CheckLook, ImportRun
from reports.models import AccuracyPoint, Paragraph, QualityComment, QualityReview
from writing.models import Revision

ACTOR = "accounts.user:"
HEADINGS: Mapping[str, str | Promise] = {
    "note": __("Evidence note of an inspector"),
    "note-words": __("Earlier wording of an evidence note"),
    "finding": __("Finding of inspectors"),
    "finding-words": __("Earlier wording of a finding"),
    "evaluation": __("Evaluation by inspectors"),
    "evaluation-words": __("Earlier wording of an evaluation"),
    "paragraph": __("Paragraph of the draft report"),
    "paragraph-words": __("Earlier wording of a paragraph of the draft report"),
    "comment": __("Comment on the draft report, made when its quality was checked"),
    "review": __("Summary of a check of the draft report’s quality"),
    "point": __("Point about the draft report’s accuracy, sent by the local area"),
    "answer": __("Answer of the local area to our request for information"),
    "file": __("Name of a file that the local area sent"),
    "child": __("Reference to a child, without a name"),
    "item": __("What an inspectorate shared with others"),
    "item-words": __("Earlier wording of what we shared with others"),
    "item-file": __("Name of a file with what was shared"),
    "decision": __("Our decision about what was shared with us"),
    "letter": __("Letter from one inspectorate to another"),
    "letter-words": __("Earlier wording of a letter that we wrote"),
    "activity": __("Record of one of our routine inspections or visits"),
    "activity-words": __("Earlier wording of the record of a routine inspection or visit"),
    "activity-file": __("Name of the report on a routine inspection or visit"),
    "breach": __("Breach of a safeguarding standard that we found"),
    "breach-words": __("Earlier wording of a breach of a safeguarding standard"),
    "recommendation": __("Recommendation that we made"),
    "recommendation-words": __("Earlier wording of a recommendation that we made"),
    "check-item": __("Something that we look at when we next come there"),
    "look": __("What we saw when we looked at something"),
    "import": __("Name of a table of routine inspections and visits"),
    "event": __("Entry in the record of what was done"),
    "email": __("Email that the service sent"),
}
# kind → the moment that its day is of; a paragraph and an evaluation have that of their last change, a letter that of sending.
_DAYS: Mapping[str, tuple[QuerySet[Any], str]] = {
    "note": (EvidenceNote.objects.all(), "recorded_at"),
    "note-words": (Revision.objects.all(), "at"),
    "finding": (Finding.objects.all(), "recorded_at"),
    "finding-words": (Revision.objects.all(), "at"),
    "evaluation": (Evaluation.objects.all(), "text__updated_at"),
    "evaluation-words": (Revision.objects.all(), "at"),
    "paragraph": (Paragraph.objects.all(), "text__updated_at"),
    "paragraph-words": (Revision.objects.all(), "at"),
    "comment": (QualityComment.objects.all(), "at"),
    "review": (QualityReview.objects.all(), "at"),
    "point": (AccuracyPoint.objects.all(), "at"),
    "answer": (RequestItem.objects.all(), "answered_at"),
    "file": (RequestFile.objects.all(), "added_at"),
    "item": (Item.objects.all(), "written_at"),
    "item-words": (Revision.objects.all(), "at"),
    "item-file": (Attachment.objects.all(), "added_at"),
    "decision": (Decision.objects.all(), "at"),
    "letter": (Letter.objects.annotate(day=Coalesce("sent_at", "written_at")), "day"),
    "letter-words": (Revision.objects.all(), "at"),
    "activity": (Activity.objects.all(), "recorded_at"),
    "activity-words": (Revision.objects.all(), "at"),
    "breach-words": (Revision.objects.all(), "at"),
    "recommendation-words": (Revision.objects.all(), "at"),
    "check-item": (CheckItem.objects.all(), "added_at"),
    "look": (CheckLook.objects.all(), "recorded_at"),
    "import": (ImportRun.objects.all(), "asked_at"),
    "event": (Event.objects.all(), "at"),
    "email": (Email.objects.all(), "sent_at"),
}
# Words of an event of which the name in the record says too little; the others are read as they are.
_WORDS: Mapping[str, str | Promise] = {
    "before": __("Before"),
    "after": __("After"),
    "part": __("Place on the team"),
    "why": __("Reason"),
    "week": __("Week of fieldwork"),
    "week_reason": __("Reason for this week"),
    "kind": __("Kind"),
    "of": __("Of"),
    "code": __("Item of the information request"),
    "person": __("Person"),
    "successor": __("Whoever takes over"),
    "valid_from": __("From"),
    "valid_to": __("Until"),
    "due_on": __("Due on"),
    "received_on": __("Received on"),
    "job_title": __("Job title"),
    "age_band": __("Age"),
    "sha256": __("Check value of the words"),
    "content_digest": __("Check value of the words"),
    "kept_beside": __("Kept beside the words of somebody else"),
    "tokens": __("Access tokens ended"),
    "provider": __("Sign-in service"),
}
_LINE = re.compile(r"([a-z][a-z_0-9]*): ([^\n]*)")
_ANSWERS: Mapping[str, str | Promise] = {"true": __("yes"), "false": __("no")}


@dataclass(frozen=True)
class Vocabulary:
    """What the trail calls things.

    sentence: of a verb, what was done; label: of (verb, word, value), the value in words; detail: of (verb, words), more of it.
    """

    sentence: Callable[[str], str]
    label: Callable[[str, str, str], str]
    detail: Callable[[str, Mapping[str, Any]], str]


_spoken = {"": Vocabulary(str, lambda _verb, _word, value: value, lambda _verb, _words: "")}


def speak(vocabulary: Vocabulary) -> None:
    """Have the trail told in these words. They belong to a room above this one, which says them in its AppConfig.ready()."""
    _spoken[""] = vocabulary


@dataclass(frozen=True)
class Fact:
    """A line beside an item. pieces: its words without what is redacted."""

    name: str
    pieces: list[Piece]


@dataclass(frozen=True)
class Entry:
    """An item as it is told. pieces: its words, readable also where it is an entry of the trail."""

    heading: str
    facts: list[Fact] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    day: date | None = None
    where: list[Piece] = field(default_factory=list)

    @property
    def said(self) -> list[Piece]:
        """All that goes out of it: what stands beside it, then its words."""
        return [*(piece for fact in self.facts for piece in fact.pieces), *self.pieces]


@dataclass(frozen=True)
class Deed:
    """What somebody did to answer a request. detail: more of it, by number; its words stand on the page."""

    at: datetime
    who: str
    what: str
    detail: str
    verb: str = ""


DEEDS = 50  # the newest that the page of a request shows


def deeds(request: AccessRequest) -> list[Deed]:
    """The newest of what was done on a request, from its chain. Two queries."""
    rows = list(trail_of(request.stream)[:DEEDS])
    names = _names(rows)
    return [
        Deed(
            row.at,
            names.get(row.actor) or _("The service itself"),
            _spoken[""].sentence(row.verb),
            _spoken[""].detail(row.verb, row.words.data if hasattr(row, "words") else {}),
            row.verb,
        )
        for row in rows
    ]


def recorded(items: Iterable[Thing]) -> dict[str, Deed]:
    """What each entry of the trail among these records, by the key of the item. Two queries; none without such an entry."""
    events = _events(items)
    names = _names(events.values())
    return {
        f"event:{number}": Deed(
            row.at, names.get(row.actor) or _("The service itself"), _spoken[""].sentence(row.verb), "", row.verb
        )
        for number, row in events.items()
    }


CHANGES = frozenset({f"access.{verb}" for verb in ("choose", "redact", "take_out", "lift_redactions", "name_third_parties")})


def changed_since_export(done: Iterable[Deed]) -> bool:
    """Whether what would go out is another than what went out last. done: of deeds(), newest first."""
    changed = False
    for deed in done:
        if deed.verb == "access.export":
            return changed
        changed |= deed.verb in CHANGES
    return False


HEAD = ("Number", "What", "Inspection", "Date", "Redactions", "Reasons")


def index(made: Sequence[Prepared], told: Sequence["Entry"]) -> Iterator[Sequence[object]]:
    """What is in a disclosure, a row with HEAD's columns for each item, without its words."""
    for place, (one, entry) in enumerate(zip(made, told, strict=True), 1):
        yield (
            place,
            one.item.name if one.item else str(one.chosen),
            "".join(piece.text for piece in entry.where),
            entry.day,
            sum(1 for piece in entry.said if piece.reasons),
            ", ".join(sorted({reason for piece in entry.said for reason in piece.reasons})),
        )


def heading_of(kind: str) -> str:
    """What an item of this kind is."""
    return str(HEADINGS.get(kind, kind))


def place_of(inspection: Inspection) -> str:
    """Which inspection, in words for somebody outside. One of which the local area was not told comes to nobody here."""
    area = inspection.local_area
    return _("%(area)s, fieldwork from %(first)s to %(last)s") % {
        "area": _("%(area)s (invented)") % {"area": area.name} if area.demonstration else area.name,
        "first": date_format(inspection.fieldwork_start, "j F Y"),
        "last": date_format(inspection.fieldwork_end, "j F Y"),
    }


def about(item: Thing, marks: Sequence[Mark]) -> tuple[list["Fact"], list[Piece]]:
    """What stands beside one thing, unredacted: for whoever decides what of it goes out. And its words as they go out."""
    row = Chosen(kind=item.kind, number=item.number)
    whole, going = entries([Prepared(row, item, []), Prepared(row, item, [*marks], list(pieces(item.words, marks)))])
    return whole.facts, going.pieces


def of_waiting(number: int) -> str:
    """That so much is left out for now. For whoever prepares a disclosure: in the file it would say that there is something."""
    if not number:
        return ""
    return ngettext(
        "%(count)d thing belongs to an inspection that is not announced and is left out until it is.",
        "%(count)d things belong to inspections that are not announced and are left out until they are.",
        number,
    ) % {"count": number}


def is_invented(made: Iterable[Prepared]) -> bool:
    """Whether something of it comes from a local area of the demonstration."""
    return any(one.item.invented for one in made if one.item)


def entries(made: Sequence[Prepared]) -> list[Entry]:
    """Each of them as it is told. A query for each kind that is among them, and one for who did what the trail says."""
    items = [one.item for one in made if one.item]
    events = _events(items)
    days, names = _days(items), _names(events.values())
    return [_entry(one, days, events, names) for one in made]


def withheld(made: Sequence[Prepared], told: Sequence[Entry]) -> list[Why]:
    """What is withheld of the items and of what stands beside them, with what the items are called here."""
    whole = [replace(one, pieces=entry.said) for one, entry in zip(made, told, strict=True)]
    return [replace(why, name=told[why.place - 1].heading) for why in whys_of(whole)]


def digest_of(told: Iterable[Entry]) -> str:
    """Of what would go out. Who exports says with it what they read, so that nothing goes out which nobody looked at."""
    said = [(entry.heading, [(fact.name, _plain(fact.pieces)) for fact in entry.facts], _plain(entry.pieces)) for entry in told]
    return sha256(repr(said).encode()).hexdigest()


def _plain(said: Iterable[Piece]) -> list[tuple[str, tuple[str, ...]]]:
    return [(piece.text, piece.reasons) for piece in said]


def _events(items: Iterable[Thing]) -> dict[int, Event]:
    numbers = [item.number for item in items if item.kind == "event"]
    return Event.objects.in_bulk(numbers) if numbers else {}


def _days(items: Sequence[Thing]) -> dict[str, datetime]:
    found: dict[str, datetime] = {}
    for kind in sorted({item.kind for item in items} & set(_DAYS)):
        rows, moment = _DAYS[kind]
        numbers = [item.number for item in items if item.kind == kind]
        found |= {f"{kind}:{pk}": at for pk, at in rows.filter(pk__in=numbers).values_list("pk", moment) if at}
    return found


def _names(events: Iterable[Event]) -> dict[str, str]:
    keys = {event.actor.removeprefix(ACTOR) for event in events if event.actor.startswith(ACTOR)}
    people = User.objects.filter(pk__in=[int(key) for key in keys]) if keys else []
    return {f"{ACTOR}{person.pk}": person.name for person in people}


def _entry(one: Prepared, days: Mapping[str, datetime], events: Mapping[int, Event], names: Mapping[str, str]) -> Entry:
    item = one.item
    if item is None:
        return Entry(heading_of(one.chosen.kind))
    event = events.get(item.number) if item.kind == "event" else None
    verb = event.verb if event else ""
    who = (names.get(event.actor) or _("The service itself")) if event else item.who
    at = days.get(item.key)
    day = timezone.localdate(at) if at else None
    where = place_of(item.inspection) if item.inspection else item.under.name if item.under else ""
    facts = {
        _("What was done"): _spoken[""].sentence(verb) if event else "",
        _("Inspection") if item.inspection else _("Belongs to"): where,
        _("Date"): date_format(day, "j F Y") if day else "",
        _("Sent to") if item.kind == "email" else _("By"): who,
    }
    words = list(readable(one.pieces, verb)) if event else one.pieces
    # What was done is said in words of our own, which name nobody.
    told = [
        Fact(name, [Piece(said)] if name == _("What was done") else _bare(said, one.marks))
        for name, said in facts.items()
        if said
    ]
    return Entry(heading_of(item.kind), told, words, day, _bare(where, one.marks))


def _bare(said: str, marks: Iterable[Mark]) -> list[Piece]:
    return list(pieces(said, marks))


def readable(redacted: Iterable[Piece], verb: str) -> Iterable[Piece]:
    """The words of an entry of the trail, "part: lead" as "Place on the team: Lead inspector".

    After they were redacted: the marks were made on the words as they are kept. Each word once, at a line's beginning: what
    somebody typed over several lines stays as it was typed.
    """
    seen: set[str] = set()
    told = list(redacted)
    begins = True
    for place, piece in enumerate(told):
        if piece.reasons:
            yield piece
            begins = False
            continue
        lines = piece.text.split("\n")
        barred = place + 1 < len(told)
        for number, line in enumerate(lines):
            whole = number < len(lines) - 1 or not barred
            if number or begins:
                lines[number] = _line(line, verb, seen, whole=whole)
        begins = piece.text.endswith("\n")
        yield replace(piece, text="\n".join(lines))


def _line(line: str, verb: str, seen: set[str], *, whole: bool) -> str:
    """One line. whole: the value ends with it, instead of at a bar."""
    match = _LINE.fullmatch(line)
    if match is None or match.group(1) in seen:
        return line
    word, value = match.groups()
    seen.add(word)
    name = str(_WORDS.get(word, word.replace("_", " ").capitalize()))
    return f"{name}: {_value(verb, word, value) if whole else value}"


def _value(verb: str, word: str, value: str) -> str:
    said = str(_ANSWERS.get(value, _spoken[""].label(verb, word, value)))
    if said != value:
        return said
    try:
        return date_format(date.fromisoformat(value), "j F Y")
    except ValueError:
        return value
