"""Somebody's own calendar, as their calendar program reads it: whose it is, and what stands in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.commands import stream_of
from accounts.models import User
from accounts.queries import with_second_factor
from accounts.tokens import digest_of
from agencies.factors import is_spared
from agencies.models import RoleKind
from agencies.queries import has_role
from audit.queries import tally
from inspections.models import Inspection, MilestoneKind
from inspections.queries import caseload
from inspections.workflow import NO_PLACE, SECRET, STEPS, Status
from scheduling import policies
from scheduling.models import Absence, CalendarFeed
from scheduling.queries.calendar import YearDate

LOOKED_BACK = timedelta(days=365)
UID = "scheduling.calendar"
# The events by which dates of an inspection come or change: of nothing else does a calendar say when it happened.
MOVES = frozenset(
    {"inspection.plan", "inspection.new_week", "inspection.override_date", "inspection.withdraw_override"}
    | {f"inspection.{name}" for name in STEPS}
)
LEAVE_CHANGED = "absence.change"


@dataclass(frozen=True)
class Entry:
    """One thing in the calendar; first and last are days, both included.

    key: what it is; of: the key of the person whose calendar it is. secret: the local area does not know of it yet. busy: it takes the whole day. open: the dates may not hold. address: of its
    page, or empty.
    """

    key: str
    of: int
    summary: str
    first: date
    last: date
    revision: int
    changed_at: datetime
    secret: bool = False
    busy: bool = False
    open: bool = False
    address: str = ""

    @property
    def uid(self) -> str:
        """The same whenever it is read, and no number by which somebody else's calendar could be held against it."""
        return f"{salted_hmac(UID, f'{self.of}:{self.key}', algorithm='sha256').hexdigest()[:32]}@jtai"


def feed_of(user: User) -> CalendarFeed | None:
    """The link of this person that still opens something."""
    return CalendarFeed.objects.filter(user=user, revoked_at=None).first()


def feed_by(secret: str) -> CalendarFeed | None:
    """The link of this secret; None when it was never there, was revoked, or its person can no longer sign in to casework.

    Found by the digest, in an index: how long that takes says nothing about the secret.
    """
    rows = CalendarFeed.objects.select_related("user").filter(digest=digest_of(secret), revoked_at=None)
    feed = rows.first()
    return feed if feed is not None and _may_be_read(feed.user) else None


def _may_be_read(user: User) -> bool:
    return policies.can_have_feed(user) and (is_spared(user) or user.pk in with_second_factor([user]))


def leads_year(user: User) -> bool:
    """Whether the person has all that they may see in their calendar, and not only what they have a place on."""
    return has_role(user, RoleKind.PROGRAMME_LEAD)


def inspections_in_feed(user: User) -> list[Inspection]:
    """Those on whose team the person is; of a programme lead all that they may see. Of the last year and to come.

    What was deferred or cancelled has no dates that hold, so it is gone.
    """
    rows = caseload(user, mine=not leads_year(user), sort="oldest")
    rows = rows.filter(fieldwork_end__gte=localdate() - LOOKED_BACK).exclude(status__in=NO_PLACE)
    return list(rows.prefetch_related("milestones"))


def entries(user: User, inspections: Iterable[Inspection]) -> list[Entry]:
    """The dates of these inspections, and when the person is away. Two queries.

    Which leave was changed stands in no trail, so that a change of any counts for all of it: a program that has it reads it anew.
    """
    rows = list(inspections)
    own = stream_of(user)
    moved = tally([own, *(row.stream for row in rows)], MOVES | {LEAVE_CHANGED})
    found = [entry for row in rows for entry in _of_inspection(user, row, moved)]
    away = Absence.objects.filter(user=user, last_day__gte=localdate() - LOOKED_BACK)
    for row in away:
        times, last = moved.get(own, (0, row.recorded_at))
        changed = max(last, row.recorded_at)
        days = (row.first_day, row.last_day)
        found.append(Entry(f"absence:{row.pk}", user.pk, row.get_kind_display(), *days, times, changed, busy=True))
    return found


def _of_inspection(user: User, inspection: Inspection, moved: Mapping[str, tuple[int, datetime]]) -> Iterable[Entry]:
    times, last = moved.get(inspection.stream, (1, inspection.planned_at))
    # As for whoever asks by its key: inspections.queries.not_to_be_named.
    secret = inspection.notified_at is None or inspection.status in SECRET
    for kind, what, (first, end) in _days(inspection):
        yield Entry(
            f"inspection:{inspection.pk}:{kind}",
            user.pk,
            _named(inspection, what, secret=secret),
            first,
            end,
            times - 1,
            last,
            secret=secret,
            busy=kind == MilestoneKind.FIELDWORK_START,
            open=inspection.status == Status.PAUSED,
            address="" if secret else f"{settings.PUBLIC_ADDRESS}{inspection.get_absolute_url()}",
        )


def _named(inspection: Inspection, what: str, *, secret: bool) -> str:
    """Calendars go to telephones, and what stands in them is read by whoever looks: no area is named before it knows."""
    if secret:
        return _("Joint inspection (unannounced): %(what)s") % {"what": what}
    return _("JTAI %(area)s: %(what)s") % {"area": inspection.local_area.name, "what": what}


def _days(inspection: Inspection) -> Iterable[tuple[str, str, tuple[date, date]]]:
    """Fieldwork as one week, every other date as a day."""
    fieldwork = (inspection.fieldwork_start, inspection.fieldwork_end)
    yield MilestoneKind.FIELDWORK_START.value, _("fieldwork"), fieldwork
    for row in inspection.milestones.all():
        one = YearDate.of(row)
        if one is not None and one.kind not in {MilestoneKind.FIELDWORK_START, MilestoneKind.FIELDWORK_END}:
            yield one.kind, f"{one.label[:1].lower()}{one.label[1:]}", (one.day, one.day)
