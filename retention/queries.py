"""What is due, and what stands against it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Max, Model, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Inspectorate
from agencies.queries import membership_of
from audit.models import Event
from audit.queries import key_of
from inspections.access import known_to_office
from inspections.models import Inspection
from inspections.workflow import Status
from intelligence.models import Delivery, Item, Letter
from jobs.models import Email
from programmes.models import Activity, ImportRun
from reports.models import Publication
from retention.models import Hold, Removal, Run
from retention.table import Policy


def end_of(day: date) -> datetime:
    """The last moment of a day in London."""
    return timezone.make_aware(datetime.combine(day, time.max))


def on_hold() -> frozenset[str]:
    """The keys of everything on hold now."""
    return frozenset(Hold.objects.filter(released_at=None).values_list("key", flat=True))


LONGEST_NUMBER = 19  # digits; what is longer is the key of nothing
HELD: dict[str, type[Model]] = {
    "inspections.inspection": Inspection,
    "intelligence.item": Item,
    "intelligence.letter": Letter,
    "programmes.activity": Activity,
    "programmes.importrun": ImportRun,
    "accounts.user": User,
    "jobs.email": Email,
}


def holdable(kind: str, by: User) -> QuerySet[Any]:
    """What somebody may put on hold: a system administrator by number whatever there is, others what is their inspectorate's.

    Of inspections those that were announced: for the rest the answer is the same as for what is not there.
    """
    membership = membership_of(by)
    inspectorate = None if membership is None else membership.inspectorate
    rows = HELD[kind]._default_manager.all()  # noqa: SLF001 -- documented
    if inspectorate is None:
        return rows
    people = User.objects.filter(membership__inspectorate=inspectorate)
    own: dict[str, QuerySet[Any]] = {
        "inspections.inspection": known_to_office(inspectorate),
        "intelligence.item": items_of(inspectorate),
        "intelligence.letter": letters_of(inspectorate),
        "programmes.activity": Activity.objects.filter(programme__inspectorate=inspectorate),
        "programmes.importrun": ImportRun.objects.filter(programme__inspectorate=inspectorate),
        "accounts.user": people,
        "jobs.email": Email.objects.filter(to__in=people.values("email")),
    }
    return own[kind]


def items_of(inspectorate: Inspectorate) -> QuerySet[Item]:
    """What it wrote, also what it has not sent; and what was sent to it."""
    received = Delivery.objects.filter(inspectorate=inspectorate).order_by().values("item")
    return Item.objects.filter(Q(inspectorate=inspectorate) | Q(sent_at__isnull=False, pk__in=received))


def letters_of(inspectorate: Inspectorate) -> QuerySet[Letter]:
    """What it wrote, also what it has not sent; and what was sent to it."""
    return Letter.objects.filter(Q(inspectorate=inspectorate) | Q(sent_at__isnull=False, recipient=inspectorate))


def inspections_due(policy: Policy, today: date) -> Iterator[Inspection]:
    """The inspections whose time under this policy is over and to which it was not applied yet."""
    before = policy.before(today)
    done = set(Removal.objects.filter(policy=policy.code).values_list("key", flat=True))
    if policy.after == "published":
        published = Publication.objects.filter(published_on__lte=before)
        rows = Inspection.objects.filter(pk__in=published.values("report__inspection"))
    else:
        ended = Event.objects.filter(verb="inspection.cancel", at__lte=end_of(before)).values_list("target", flat=True)
        keys = [int(key.rpartition(":")[2]) for key in ended]
        rows = Inspection.objects.filter(pk__in=keys, status=Status.CANCELLED)
    return (row for row in rows.order_by("pk").iterator(200) if key_of(row) not in done)


def accounts_due(policy: Policy, today: date) -> Iterator[User]:
    """The people whose accounts were closed so long ago, and stayed closed."""
    # Somebody may have left, come back and left again: the last time counts.
    closed = Event.objects.filter(verb="person.close_account").values("target").annotate(last=Max("at")).order_by()
    keys = closed.filter(last__lte=end_of(policy.before(today))).values_list("target", flat=True)
    done = set(Removal.objects.filter(policy=policy.code).values_list("key", flat=True))
    people = User.objects.filter(pk__in=[int(key.rpartition(":")[2]) for key in keys], is_active=False)
    return (person for person in people.order_by("pk") if key_of(person) not in done)


def emails_due(policy: Policy, today: date) -> QuerySet[Email]:
    """The e-mails that were sent so long ago."""
    return Email.objects.filter(sent_at__lte=end_of(policy.before(today)))


def runs() -> QuerySet[Run]:
    """The runs that removed something or would have, newest first."""
    return Run.objects.order_by("-at", "-pk")


def holds_standing() -> int:
    """How many things are on hold."""
    return Hold.objects.filter(released_at=None).count()


@dataclass(frozen=True)
class Held:
    """One's own hold that stands. what: what it keeps, by its name where the viewer may know it, else by number."""

    hold: Hold
    what: str


def _own(user: User) -> QuerySet[Hold]:
    membership = membership_of(user)
    inspectorate = None if membership is None else membership.inspectorate_id
    return Hold.objects.filter(released_at=None, inspectorate=inspectorate).select_related("by")


def own_holds(user: User) -> list[Held]:
    """The holds that this person may release, newest first: their inspectorate's, or those of system administrators.

    A query for each kind of thing among them, however many there are. A system administrator sees no casework: all but accounts
    stand there by number.
    """
    rows = list(_own(user))
    named: dict[str, str] = {}
    for kind in HELD:
        keys = [int(row.key.rpartition(":")[2]) for row in rows if row.key.startswith(f"{kind}:")]
        if keys:
            named |= {f"{kind}:{number}": name for number, name in _named(kind, keys, user)}
    return [Held(row, named.get(row.key) or by_number(row.key)) for row in rows]


def _named(kind: str, keys: list[int], user: User) -> Iterator[tuple[int, str]]:
    rows = holdable(kind, user).filter(pk__in=keys)
    if kind == "accounts.user":
        for person in rows:
            yield person.pk, _("The account of %(name)s") % {"name": person.name}
    elif membership_of(user) is None:
        return
    else:
        yield from ((row.pk, _CALLED[kind](row)) for row in rows.select_related(*_WITH[kind]))


# What a hold keeps, by its name; and what has to be read with it for that.
_CALLED: dict[str, Callable[[Any], str]] = {
    "inspections.inspection": lambda row: _("The inspection of %(area)s") % {"area": row.local_area.name},
    "intelligence.item": lambda row: (
        _("What was shared about %(area)s, number %(number)d") % {"area": row.local_area.name, "number": row.pk}
    ),
    "intelligence.letter": lambda row: (
        _("The letter “%(subject)s” from %(sender)s to %(recipient)s")
        % {"subject": row.subject, "sender": row.inspectorate.short_name, "recipient": row.recipient.short_name}
    ),
    "programmes.activity": lambda row: (
        _("“%(kind)s” of %(subject)s, %(day)s")
        % {"kind": row.kind.name, "subject": row.agency or row.local_area, "day": date_format(row.starts_on, "j F Y")}
    ),
    "programmes.importrun": lambda row: _("The table “%(name)s” that was sent in") % {"name": row.name},
    "jobs.email": lambda row: _("The email “%(subject)s” to %(to)s") % {"subject": row.subject, "to": row.to},
}
_WITH: dict[str, tuple[str, ...]] = {
    "inspections.inspection": ("local_area",),
    "intelligence.item": ("local_area",),
    "intelligence.letter": ("inspectorate", "recipient"),
    "programmes.activity": ("kind", "agency", "local_area"),
    "programmes.importrun": (),
    "jobs.email": (),
}


def by_number(key: str) -> str:
    """What a hold keeps, by number."""
    kind, _colon, number = key.partition(":")
    words = {
        "inspections.inspection": _("Inspection %(number)s"),
        "intelligence.item": _("Shared item %(number)s"),
        "intelligence.letter": _("Letter %(number)s"),
        "programmes.activity": _("Activity %(number)s"),
        "programmes.importrun": _("Table %(number)s that was sent in"),
        "accounts.user": _("Account %(number)s"),
    }
    return words.get(kind, _("Email %(number)s")) % {"number": number}


def own_hold(user: User, number: str) -> Hold:
    """One of them, or Http404: another organisation's looks like one that is not there."""
    if not (number.isascii() and number.isdecimal() and len(number) < LONGEST_NUMBER):
        raise Http404
    return get_object_or_404(_own(user), pk=int(number))
