"""Who looks after what is shared with an inspectorate: its programme leads; where it has none, everybody who does casework there.

So nothing that is shared, least of all what is urgent, comes to an inspectorate at which nobody is told of it.
"""

from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.models import User
from agencies.models import Inspectorate, RoleKind
from agencies.policies import APART_FROM_CASEWORK
from agencies.queries import holders_of, people_of, without_role
from intelligence.models import Item, Letter
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


@dataclass(frozen=True)
class Unsent:
    """How many items and letters somebody has written that nobody outside has."""

    items: int
    letters: int


def unsent_of(user: User) -> Unsent:
    """Of this person alone, whatever else they may see. Two queries."""
    mine = {"author": user, "sent_at": None, "inspectorate": office_of(user)}
    return Unsent(Item.objects.filter(**mine).count(), Letter.objects.filter(**mine).count())
