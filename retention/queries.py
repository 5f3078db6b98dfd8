"""What is due, and what stands against it."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from django.db.models import Max, Model, QuerySet
from django.utils import timezone

from accounts.models import User
from agencies.queries import membership_of
from audit.models import Event
from audit.queries import key_of
from inspections.access import visible_to_office
from inspections.models import Inspection
from inspections.workflow import Status
from jobs.models import Email
from reports.models import Publication
from retention.models import Hold, Removal, Run
from retention.table import Policy


def end_of(day: date) -> datetime:
    """The last moment of a day in London."""
    return timezone.make_aware(datetime.combine(day, time.max))


def on_hold() -> frozenset[str]:
    """The keys of everything on hold now."""
    return frozenset(Hold.objects.filter(released_at=None).values_list("key", flat=True))


HELD: dict[str, type[Model]] = {"inspections.inspection": Inspection, "accounts.user": User, "jobs.email": Email}


def holdable(kind: str, by: User) -> QuerySet[Any]:
    """What somebody may put on hold: a system administrator by number whatever there is, others what is their inspectorate's."""
    membership = membership_of(by)
    inspectorate = None if membership is None else membership.inspectorate
    rows = HELD[kind]._default_manager.all()  # noqa: SLF001 -- documented
    if inspectorate is None:
        return rows
    people = User.objects.filter(membership__inspectorate=inspectorate)
    own: dict[str, QuerySet[Any]] = {
        "inspections.inspection": visible_to_office(inspectorate),
        "accounts.user": people,
        "jobs.email": Email.objects.filter(to__in=people.values("email")),
    }
    return own[kind]


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
