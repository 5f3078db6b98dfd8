"""Who looks after what is shared with an inspectorate: its programme leads; where it has none, everybody who does casework there.

So nothing that is shared, least of all what is urgent, comes to an inspectorate at which nobody is told of it.
"""

from typing import Any

from django.db.models import CharField, Count, F, JSONField, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.timezone import localdate

from accounts.models import User
from agencies.models import Inspectorate, RoleKind
from agencies.policies import APART_FROM_CASEWORK
from agencies.queries import holders_of, people_of, without_role
from intelligence.models import Item, Letter
from intelligence.queries.handling import duties_of
from intelligence.queries.letters import WAITING
from intelligence.visibility import leads, office_of


def _leads_of(inspectorate: Inspectorate) -> QuerySet[User]:
    return without_role(holders_of(inspectorate, RoleKind.PROGRAMME_LEAD), APART_FROM_CASEWORK)


def office_people(inspectorate: Inspectorate) -> list[User]:
    """By name. One query, and a second one where there is no programme lead."""
    return list(_leads_of(inspectorate)) or list(without_role(people_of(inspectorate), APART_FROM_CASEWORK))


def looks_after(user: User) -> bool:
    """Whether what is shared with their inspectorate is this person's to look after. No query for programme leads, one for others."""
    own = office_of(user)
    return own is not None and (leads(user) or not _leads_of(own).exists())


def counts_for_home(user: User) -> list[QuerySet[Any, Any]]:
    """What waits for this person, as rows of (what, number, late, urgent, gathered) to be united in one query.

    what: a duty of Waits, "letter", "unsent-item" or "unsent-letter". A number may be 0. gathered: null.
    """
    mine = {"author": user, "sent_at": None, "inspectorate": office_of(user)}
    nothing = Value(0)
    rows = [
        _counted(Item.objects.filter(**mine), Value("unsent-item"), nothing, nothing),
        _counted(Letter.objects.filter(**mine), Value("unsent-letter"), nothing, nothing),
    ]
    if looks_after(user):
        letters = Letter.objects.filter(WAITING, recipient=office_of(user))
        late = Count("pk", filter=Q(acknowledge_by__lt=localdate()))
        duties = (Count("pk", filter=Q(due__lt=localdate())), Count("pk", filter=Q(item__urgent=True)))
        rows += [_counted(duties_of(user), F("waits"), *duties), _counted(letters, Value("letter"), late, nothing)]
    return rows


def _counted(rows: QuerySet[Any], what: Value | F, late: Any, urgent: Any) -> QuerySet[Any, Any]:
    counted = rows.order_by().values(what=Cast(what, CharField()))
    rows_of: QuerySet[Any, Any] = counted.annotate(
        number=Count("pk"), late=late, urgent=urgent, gathered=Value(None, JSONField())
    ).values_list("what", "number", "late", "urgent", "gathered")
    return rows_of
