"""What stands beside the decision when to come: previous outcomes, what other inspectorates do there, what was shared."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Agency, LocalArea, PartnershipMember
from audit.queries import key_of
from programmes.models import Activity, Programme, Standing
from programmes.queries.finding import activities_seen, with_judgements

LOOKED_BACK = timedelta(days=3 * 365)
MOST = 20  # of each


@dataclass(frozen=True)
class Beside:
    """One thing that is shown. key: what is kept of it."""

    key: str
    words: str
    address: str
    demonstration: bool = False


def previous_outcomes(user: User, programme: Programme, subject: Agency | LocalArea) -> list[Beside]:
    """What came of the programme's own activities there, the newest first."""
    there = Q(agency=subject) if isinstance(subject, Agency) else Q(local_area=subject)
    took_place = Q(standing__in=[Standing.DONE, Standing.PUBLISHED])
    rows = with_judgements(activities_seen(user, programme=programme).filter(there, took_place))
    return [_line(row) for row in rows[:MOST]]


def of_others(user: User, programme: Programme, subject: Agency | LocalArea) -> list[Beside]:
    """What the other inspectorates did there lately or plan, as far as they share it."""
    if isinstance(subject, Agency):
        places = PartnershipMember.objects.filter(agency=subject)
        areas = list(places.values_list("partnership__local_area", flat=True))
        there = Q(agency=subject) | Q(local_area__in=areas)
    else:
        near = PartnershipMember.objects.filter(partnership__local_area=subject)
        there = Q(local_area=subject) | Q(agency__in=near.values("agency"))
    since = timezone.localdate() - LOOKED_BACK
    rows = activities_seen(user).filter(there, starts_on__gte=since).exclude(standing=Standing.CANCELLED)
    rows = rows.exclude(programme__inspectorate=programme.inspectorate_id)
    return [_line(row) for row in with_judgements(rows)[:MOST]]


def shared_items(user: User, subject: Agency | LocalArea) -> list[Beside]:
    """What the inspectorates told each other about it, of what this person may see."""
    del user, subject
    return []


def named_again(user: User, keys: Sequence[str]) -> list[Beside]:
    """What stood beside an earlier decision, of what this person may see now."""
    activities = [int(key.rpartition(":")[2]) for key in keys if key.startswith("programmes.activity:")]
    if not activities:
        return []
    return [_line(row) for row in with_judgements(activities_seen(user).filter(pk__in=activities))]


def beside(user: User, programme: Programme, subject: Agency | LocalArea) -> list[tuple[str, list[Beside]]]:
    """All of it, under its headings."""
    return [
        (_("Previous outcomes"), previous_outcomes(user, programme, subject)),
        (_("What other inspectorates did lately or plan"), of_others(user, programme, subject)),
        (_("What was shared between the inspectorates"), shared_items(user, subject)),
    ]


def _line(activity: Activity) -> Beside:
    subject = activity.agency or activity.local_area
    judged = "; ".join(f"{row.area.name}: {row.value.name}" for row in activity.judgements.all())
    words = _("%(programme)s, %(kind)s, %(subject)s, %(day)s, %(standing)s") % {
        "programme": activity.programme.short_name,
        "kind": activity.kind.name,
        "subject": subject,
        "day": date_format(activity.starts_on, "j F Y"),
        "standing": activity.get_standing_display(),
    }
    came = activity.outcome or judged
    address, invented = activity.get_absolute_url(), bool(subject and subject.demonstration)
    return Beside(key_of(activity), f"{words}. {came}" if came else words, address, invented)
