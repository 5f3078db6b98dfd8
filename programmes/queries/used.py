"""What an activity rests on of what the inspectorates shared, and the activities in which somebody can say that they used it."""

from datetime import date

from django.db.models import Q, QuerySet

from accounts.models import User
from agencies.models import LocalArea, PartnershipMember
from audit.queries import key_of
from intelligence.models import Item
from intelligence.naming import MOST_OFFERED, Offered
from intelligence.queries import items_informing, items_used_in
from jtai.forms.rows import as_key
from programmes import visibility
from programmes.models import Activity, Programme, Standing
from programmes.queries.beside import said_of_activities
from programmes.queries.finding import activities_seen, viewer_of

LOOKED_IN = ("programme__name", "programme__short_name", "kind__name", "agency__name", "local_area__name", "reference")


def shared_items_used_in(user: User, activity: Activity) -> QuerySet[Item]:
    """What an activity rests on, of what this person may see; also what was withdrawn since."""
    return items_used_in(user, key_of(activity))


def shared_items_informing(user: User, programme: Programme) -> QuerySet[Item]:
    """What an inspectorate decided that it informs this programme, of what this person may see; the newest first."""
    return items_informing(user, programme.code)


def activities_to_name(user: User, area: LocalArea, text: str, key: str, since: date) -> Offered:
    """Activities of the own programmes in a local area or at its agencies, not the cancelled ones. Three queries.

    since: one that had ended before this day, and was reported on before it, is left out.

    text: each of its words stands in the name of the programme, of the kind or of the agency, or in the reference. key: only this one.
    """
    near = PartnershipMember.objects.filter(partnership__local_area=area)
    there = Q(local_area=area) | Q(agency__in=near.values("agency"))
    rows = activities_seen(user).filter(visibility.own(viewer_of(user)), there).exclude(standing=Standing.CANCELLED)
    rows = rows.filter(Q(standing=Standing.PLANNED) | Q(ends_on__gte=since) | Q(published_on__gte=since))
    for word in text.split():
        within = Q()
        for field in LOOKED_IN:
            within |= Q(**{f"{field}__icontains": word})
        rows = rows.filter(within)
    if key:
        rows = rows.filter(pk=as_key(key.partition(":")[2]) or 0)
    said = said_of_activities(user, [key_of(row) for row in rows[:MOST_OFFERED]])
    return Offered([(one, words) for one, (words, _address) in said.items()], rows.count())
