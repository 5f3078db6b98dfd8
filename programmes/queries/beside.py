"""What stands beside the decision when to come: previous outcomes, how others did, what other inspectorates do, what was shared."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet, prefetch_related_objects
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from agencies.models import Agency, Inspectorate, LocalArea, PartnershipMember
from audit.queries import key_of
from intelligence.models import Item
from intelligence.queries import items_seen, name_of
from jtai.forms.rows import as_key
from programmes import visibility
from programmes.models import Activity, Programme, Standing
from programmes.queries.finding import activities_seen, judgements_first, viewer_of, with_judgements
from programmes.queries.picture import around_of

LOOKED_BACK = timedelta(days=3 * 365)
MOST = 20  # of each
JUDGED = 4  # judgements that are named of one


@dataclass(frozen=True)
class Beside:
    """One thing that is shown. key: what is kept of it. A sentence that counts several has neither key nor address.

    came: what came of it.
    """

    key: str
    words: str
    address: str
    demonstration: bool = False
    came: str = ""


def _areas(subject: Agency | LocalArea) -> QuerySet[Any, Any]:
    """The keys of the local areas that it is or serves."""
    if isinstance(subject, LocalArea):
        return LocalArea.objects.filter(pk=subject.pk).values("pk")
    return PartnershipMember.objects.filter(agency=subject).values("partnership__local_area")


def _activities(
    user: User, programme: Programme, subject: Agency | LocalArea, apart: int
) -> tuple[list[Activity], list[Activity]]:
    """Of the programme there, what has taken place; and what other programmes, of whichever inspectorate, did lately or plan.

    The newest first, as far as they are shared. One query.
    """
    if isinstance(subject, Agency):
        own, there = Q(agency=subject), Q(agency=subject) | Q(local_area__in=_areas(subject))
    else:
        near = PartnershipMember.objects.filter(partnership__local_area=subject)
        own, there = Q(local_area=subject), Q(local_area=subject) | Q(agency__in=near.values("agency"))
    took_place = own & Q(programme=programme, standing__in=[Standing.DONE, Standing.PUBLISHED])
    lately = there & Q(starts_on__gte=timezone.localdate() - LOOKED_BACK) & ~Q(programme=programme)
    rows = activities_seen(user).filter(took_place | lately).exclude(standing=Standing.CANCELLED).exclude(pk=apart)
    outcomes: list[Activity] = []
    others: list[Activity] = []
    for row in rows:
        (outcomes if row.programme_id == programme.pk else others).append(row)
    return outcomes[:MOST], others[:MOST]


def _items(user: User, subject: Agency | LocalArea) -> tuple[list[Beside], list[Beside]]:
    """What the inspectorates told each other about its local areas, then about the others of its region.

    Of what this person may see; nothing that was withdrawn. One query.
    """
    regions = LocalArea.objects.filter(pk__in=_areas(subject)).values("region")
    around = LocalArea.objects.filter(region__in=regions, demonstration=subject.demonstration).values("pk")
    here = Q(local_area__in=_areas(subject))
    rows = items_seen(user).filter(here | Q(local_area__in=around), withdrawn_at=None).annotate(here=here)
    found: list[Any] = list(rows.order_by("-here", "-sent_at", "-pk")[: 2 * MOST])
    about = [_item(row) for row in found if row.here]
    return about[:MOST], [_item(row) for row in found if not row.here][:MOST]


def named_again(user: User, keys: Sequence[str]) -> list[Beside]:
    """What stood beside an earlier decision, of what this person may see now. Two queries at most."""
    numbers: dict[str, list[int]] = {"programmes.activity": [], "intelligence.item": []}
    for key in keys:
        kind, _colon, number = key.partition(":")
        numbers.setdefault(kind, []).append(int(number))
    found: list[Beside] = []
    if numbers["programmes.activity"]:
        found += map(_line, with_judgements(activities_seen(user).filter(pk__in=numbers["programmes.activity"])))
    if numbers["intelligence.item"]:
        found += map(_item, items_seen(user).filter(pk__in=numbers["intelligence.item"]))
    return found


def said_of_activities(user: User, keys: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Words and address of these keys ("programmes.activity:7"), of those that this person may see. One query."""
    numbers = {key: as_key(key.partition(":")[2]) for key in keys}
    seen = activities_seen(user).in_bulk([number for number in numbers.values() if number is not None])
    return {key: (_named(seen[number]), seen[number].get_absolute_url()) for key, number in numbers.items() if number in seen}


def said_of_programmes(user: User, keys: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Names of these keys ("programmes.programme:ilacs"): which programmes there are is no secret. An address where something of it is seen."""
    codes = {key: key.partition(":")[2] for key in keys}
    found = {row.code: row for row in Programme.objects.filter(code__in=codes.values())}
    seen = set(
        Programme.objects.filter(visibility.programmes_seen_by(viewer_of(user)), pk__in=[row.pk for row in found.values()])
    )
    return {
        key: (found[code].short_name, found[code].get_absolute_url() if found[code] in seen else "")
        for key, code in codes.items()
        if code in found
    }


def programmes_of(inspectorate: Inspectorate) -> list[tuple[str, str]]:
    """(code, name) of the programmes that are its own and run today, for whoever decides what an item informs."""
    today = timezone.localdate()
    runs = Q(valid_to=None) | Q(valid_to__gte=today)
    return list(Programme.objects.filter(runs, inspectorate=inspectorate).order_by("position").values_list("code", "name"))


def beside(user: User, programme: Programme, subject: Agency | LocalArea, *, apart: int = 0) -> list[tuple[str, list[Beside]]]:
    """All of it, under its headings. apart: the key of the activity that is decided about. Five queries."""
    outcomes, others = _activities(user, programme, subject, apart)
    around = around_of(user, programme, subject)
    prefetch_related_objects([*outcomes, *others, *around.last.values()], judgements_first())
    counted = [Beside("", sentence, "", subject.demonstration) for sentence in around.sentences()]
    about, near = _items(user, subject)
    return [
        (_("Previous outcomes"), [_line(row) for row in outcomes]),
        (_("How others did, by their lowest judgement"), counted + [_line(row) for row in around.latest()]),
        (_("What other programmes and inspectorates did lately or plan"), [_line(row) for row in others]),
        (_("What was shared between the inspectorates"), about),
        (_("What was shared about other areas of the region"), near),
    ]


def _item(item: Item) -> Beside:
    words = _("%(name)s, shared by %(whose)s, %(day)s") % {
        "name": name_of(item),
        "whose": item.inspectorate,
        "day": date_format(timezone.localtime(item.sent_at), "j F Y"),
    }
    said = _("%(words)s (withdrawn)") % {"words": words} if item.withdrawn_at else words
    return Beside(key_of(item), said, item.get_absolute_url(), item.local_area.demonstration)


def _named(activity: Activity) -> str:
    """“ILACS, Focused visit, Fellmoor Council, 12 May 2025”."""
    return _("%(programme)s, %(kind)s, %(subject)s, %(day)s") % {
        "programme": activity.programme.short_name,
        "kind": activity.kind.name,
        "subject": activity.agency or activity.local_area,
        "day": date_format(activity.starts_on, "j F Y"),
    }


def _line(activity: Activity) -> Beside:
    subject = activity.agency or activity.local_area
    words = _("%(activity)s, %(standing)s") % {"activity": _named(activity), "standing": activity.get_standing_display()}
    address, invented = activity.get_absolute_url(), bool(subject and subject.demonstration)
    return Beside(key_of(activity), words, address, invented, _came_of(activity))


def _came_of(activity: Activity) -> str:
    """Its outcome in a line, and the first of its judgements; those on safeguarding come first."""
    judged = [f"{row.area.name}: {row.value.name}" for row in activity.judgements.all()]
    more = len(judged) - JUDGED
    said = judged[:JUDGED] + ([ngettext("%(count)d more", "%(count)d more", more) % {"count": more}] if more > 0 else [])
    return ". ".join(filter(None, (activity.outcome.removesuffix("."), "; ".join(said))))
