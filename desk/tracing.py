"""Rows of the trail as lines for people, and what narrows them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from agencies.models import PastMembership
from audit.models import Event, Read
from audit.queries import within
from audit.reads import QUARTER
from desk import labels, verbs
from jtai.forms import GovukDateField, SearchForm

ACTOR = "accounts.user:"
SYSTEM = "system"
STREAM = "inspection:"
ACCESS = "access:"
# Of what else something was opened, by number or name: chain → its words.
OPENED: Mapping[str, str | Promise] = {
    "item": gettext_lazy("Shared item %(number)s"),
    "letter": gettext_lazy("Letter %(number)s"),
    "activity": gettext_lazy("Activity %(number)s"),
    "breach": gettext_lazy("Breach %(number)s"),
    "recommendation": gettext_lazy("Recommendation %(number)s"),
    "check-item": gettext_lazy("Thing %(number)s to look at"),
    "import": gettext_lazy("Table %(number)s that was sent in"),
    "programme": gettext_lazy("Programme %(number)s"),
}
CHUNK = 2_000
NOTHING: Mapping[str, str] = {}
LONGEST_NUMBER = 19  # digits; what is longer is the key of nothing


@dataclass(frozen=True)
class Line:
    """One line. who: the person's name; whose: their organisation. about: of which inspection, on a person's trail.

    first, last: of a read, the quarter of an hour in which it was; the list is in the order of these quarters.
    """

    number: int
    at: datetime
    who: str
    whose: str
    what: str
    about: str
    detail: str
    first: datetime | None = None
    last: datetime | None = None


def chain_of(person: User) -> str:
    """The name of a person's own chain, as accounts.commands writes it."""
    return f"person:{person.pk}"


class TrailFilter(SearchForm):
    """What to show of a trail."""

    text = forms.CharField(label=gettext_lazy("Search"), max_length=100, required=False)
    person = forms.ChoiceField(label=gettext_lazy("Person"), required=False)
    verb = forms.ChoiceField(label=gettext_lazy("What was done"), required=False)
    first = GovukDateField(label=gettext_lazy("From"), required=False)
    last = GovukDateField(label=gettext_lazy("Until"), required=False)

    def __init__(self, data: Any, *, people: dict[str, str] | None, does: Iterable[str] | None) -> None:
        super().__init__(data)
        self._choose("person", _("Anybody"), None if people is None else sorted(people.items(), key=lambda one: one[1]))
        self._choose(
            "verb", _("Anything"), None if does is None else sorted(((v, verbs.sentence(v)) for v in does), key=_second)
        )

    def _choose(self, name: str, empty: str, choices: list[tuple[str, str]] | None) -> None:
        field = self.fields[name]
        if choices is None:
            del self.fields[name]
        elif isinstance(field, forms.ChoiceField):
            field.choices = [("", empty), *choices]

    def clean(self) -> dict[str, Any]:
        """A time that ends before it begins holds nothing: said, instead of shown as an empty list."""
        cleaned = self.asked()
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", _("“Until” must be the same day as “From” or a later one"))
        return self.cleaned_data

    def asked(self) -> dict[str, Any]:
        """What was typed and can be used."""
        return {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}


def _second(pair: tuple[str, str]) -> str:
    return pair[1]


def narrowed(
    rows: QuerySet[Event],
    asked: dict[str, Any],
    people: dict[str, str],
    *,
    words: Iterable[str],
    named: labels.Named = labels.NOTHING,
    things: Mapping[str, str] = NOTHING,
) -> QuerySet[Event]:
    """The events that fit. Searched is what a line shows, and nothing else; words: the verbs of which the words are shown.

    things: what targets are called, as of `lines`.
    """
    rows = within(rows, "at", *_moments(asked))
    if "person" in asked:
        rows = rows.filter(actor=asked["person"])
    if "verb" in asked:
        rows = rows.filter(verb=asked["verb"])
    if "text" in asked:
        text = asked["text"]
        found = Q(verb__in=verbs.saying(text)) | Q(actor__in=_named(text, people))
        found |= Q(target__in=[key for key, called in things.items() if text.casefold() in called.casefold()])
        for verb, word in verbs.shown_words(words):
            found |= Q(**{"verb": verb, f"words__data__{word}__icontains": text})
            if values := labels.values_saying(verb, word, text, named):
                found |= Q(**{"verb": verb, f"words__data__{word}__in": values})
                for value in values:  # one of several, where the word is a list
                    found |= Q(**{"verb": verb, f"words__data__{word}__contains": [value]})
        kind, _blank, number = text.rpartition(" ")
        for key, called in verbs.TARGETS.items():
            if (
                number.isascii()
                and number.isdecimal()
                and len(number) < LONGEST_NUMBER
                and kind.strip().casefold() in {"", str(called).casefold()}
            ):
                found |= Q(target=f"{key}:{int(number)}")
        rows = rows.filter(found)
    return rows


def narrowed_reads(rows: QuerySet[Read], asked: dict[str, Any], people: dict[str, str]) -> QuerySet[Read]:
    """The reads that fit."""
    rows = within(rows, "quarter", *_moments(asked))
    if "person" in asked:
        rows = rows.filter(actor=asked["person"])
    if "text" in asked:
        text = asked["text"].casefold()
        things = [
            key for key in rows.order_by().values_list("thing", flat=True).distinct() if text in verbs.thing(key).casefold()
        ]
        rows = rows.filter(Q(thing__in=things) | Q(actor__in=_named(text, people)))
    return rows


def _named(text: str, people: dict[str, str]) -> list[str]:
    return [key for key, name in people.items() if text.casefold() in name.casefold()]


def _moments(asked: dict[str, Any]) -> tuple[datetime | None, datetime | None]:
    """From the first moment of a day to the last moment of another."""
    last: date | None = asked.get("last")
    return _midnight(asked.get("first")), _midnight(last + timedelta(days=1) if last else None)


def _midnight(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time())) if day else None


@dataclass(frozen=True)
class Names:
    """Who actors are. names: by the trail's key; offices: their organisations."""

    names: dict[str, str]
    offices: dict[str, str]


def names_of(actors: Iterable[str]) -> Names:
    """The people behind the trail's keys, in one query; the system has a name too."""
    keys = [int(actor.removeprefix(ACTOR)) for actor in actors if actor.startswith(ACTOR)]
    last = PastMembership.objects.filter(user=OuterRef("pk")).order_by("-until", "-pk")
    left = Subquery(last.values(office=Coalesce("inspectorate__short_name", "local_area__name"))[:1])
    people = User.objects.filter(pk__in=keys).select_related("membership__inspectorate", "membership__local_area")
    names, offices = {SYSTEM: _("The service itself")}, {SYSTEM: ""}
    for person in people.annotate(left=left):
        names[f"{ACTOR}{person.pk}"] = person.name
        membership = getattr(person, "membership", None)
        office = (membership.inspectorate or membership.local_area) if membership else None
        offices[f"{ACTOR}{person.pk}"] = str(office or person.left or "")
    return Names(names, offices)


def lines(
    rows: Iterable[Event],
    who: Names,
    *,
    words: Iterable[str],
    named: labels.Named = labels.NOTHING,
    places: Mapping[str, str] | None = None,
    things: Mapping[str, str] = NOTHING,
) -> Iterator[Line]:
    """Events as lines. words: the verbs of which the words are shown; named: what codes in them are called.

    places: what chains are called for this viewer, and things: what targets are, where they are not told by number.
    """
    shown = set(words)
    for event in rows:
        said = getattr(event, "words", None)
        more = verbs.detail(event.verb, said.data, named) if said is not None and event.verb in shown else ""
        target = things.get(event.target) or verbs.target(event.target)
        says = verbs.sentence(event.verb)
        yield Line(
            event.sequence,
            event.at,
            _who(event.actor, who),
            who.offices.get(event.actor, ""),
            f"{says} ({target})" if target else says,
            (places or {}).get(event.stream) or about(event.stream),
            more,
        )


def read_lines(rows: Iterable[Read], who: Names) -> Iterator[Line]:
    """Reads as lines."""
    for read in rows:
        name, office = _who(read.actor, who), who.offices.get(read.actor, "")
        what, where = verbs.thing(read.thing), about(read.stream)
        yield Line(0, read.at, name, office, what, where, "", first=read.quarter, last=read.quarter + QUARTER)


def _who(actor: str, who: Names) -> str:
    return who.names.get(actor) or _("Somebody who is no longer known (%(key)s)") % {"key": actor}


def about(stream: str) -> str:
    """“Inspection 7”, by number only: what is planned there stays secret. Nothing of an account: that is said by the page."""
    if stream.startswith(ACCESS):
        return _("Access request %(number)s") % {"number": stream.removeprefix(ACCESS)}
    chain, _colon, number = stream.partition(":")
    if chain in OPENED:
        return str(OPENED[chain]) % {"number": number}
    return _("Inspection %(number)s") % {"number": stream.removeprefix(STREAM)} if stream.startswith(STREAM) else ""
