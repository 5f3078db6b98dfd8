"""What can be found in the trail. Whose trail somebody may see is the rule of the room above."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Count, Max, Q, QuerySet

from audit.models import Event, Read, Seal


def key_of(thing: models.Model | None) -> str:
    """`app.model:id`; "system" when nobody acted."""
    if thing is None:
        return "system"
    return f"{thing._meta.label_lower}:{thing.pk}"  # noqa: SLF001 -- _meta is Django's documented model API


def trail_of(stream: str) -> QuerySet[Event]:
    """The events of a stream, newest first, with their words."""
    return Event.objects.filter(stream=stream).select_related("words").order_by("-sequence")


def events_about(person: models.Model, stream: str, also: Q | None = None) -> QuerySet[Event]:
    """What somebody did, and what was done to them: their own chain and whatever names them, newest first, with its words.

    also: events in other chains that are about them.
    """
    key = key_of(person)
    about = Q(stream=stream) | Q(actor=key) | Q(target=key)
    rows = Event.objects.filter(about if also is None else about | also)
    return rows.select_related("words").order_by("-at", "-pk")


def tally(streams: Collection[str], verbs: Collection[str]) -> dict[str, tuple[int, datetime]]:
    """How often one of these things was done in each stream, and when last; of streams in which it was. One query."""
    rows = Event.objects.filter(stream__in=streams, verb__in=verbs).order_by().values("stream")
    found = rows.annotate(times=Count("pk"), last=Max("at")).values_list("stream", "times", "last")
    return {stream: (times, last) for stream, times, last in found}


def done(streams: Collection[str], verbs: Collection[str]) -> QuerySet[Event]:
    """Where and when one of these things was done in one of these streams, the oldest first, with the words."""
    return Event.objects.filter(stream__in=streams, verb__in=verbs).select_related("words").order_by("at", "sequence")


def words_of(event: Event) -> dict[str, Any]:
    """The words of an event that was read with them; none once they are erased."""
    return event.words.data if hasattr(event, "words") else {}


def reads_of(stream: str) -> QuerySet[Read]:
    """Who opened what of an inspection, newest first."""
    return Read.objects.filter(stream=stream).order_by("-quarter", "actor", "thing")


def reads_by(person: models.Model) -> QuerySet[Read]:
    """What somebody opened, newest first."""
    return Read.objects.filter(actor=key_of(person)).order_by("-quarter", "stream", "thing")


def newest_seal() -> Seal | None:
    """The last seal, or None before the first."""
    return Seal.objects.order_by("-number").first()


def within(rows: QuerySet, field: str, first: datetime | None, last: datetime | None) -> QuerySet:
    """Those from the first moment to before the last; None leaves that side open."""
    if first is not None:
        rows = rows.filter(**{f"{field}__gte": first})
    if last is not None:
        rows = rows.filter(**{f"{field}__lt": last})
    return rows
