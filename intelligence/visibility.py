"""Whose items and letters somebody sees. One Q for lists, counts, search, pages, files and the API alike."""

from django.db.models import Q

from accounts.models import User
from agencies.models import Inspectorate, RoleKind
from agencies.policies import does_casework
from agencies.queries import has_role, inspectorate_of
from intelligence.models import Delivery, Item


def office_of(user: User) -> Inspectorate | None:
    """The inspectorate for whose casework this person acts (docs/adr/0018); None for everybody else."""
    return inspectorate_of(user) if does_casework(user) else None


def of_its_office(user: User, item: Item) -> bool:
    """Whether this person acts for the inspectorate whose item it is."""
    own = office_of(user)
    return own is not None and own.pk == item.inspectorate_id


def leads(user: User) -> bool:
    """A programme lead who does casework."""
    return office_of(user) is not None and has_role(user, RoleKind.PROGRAMME_LEAD)


def items_seen_by(user: User) -> Q:
    """Unsent: its author and the programme leads of that inspectorate. Sent, also withdrawn: the sender's and every holder's."""
    own = office_of(user)
    if own is None:
        return Q(pk__in=())
    unsent = Q(sent_at=None, inspectorate=own)
    if not leads(user):
        unsent &= Q(author=user)
    return unsent | held_by(own)


def held_by(inspectorate: Inspectorate) -> Q:
    """What an inspectorate has: what it sent, and what was sent to it; also withdrawn."""
    received = Q(pk__in=Delivery.objects.filter(inspectorate=inspectorate).order_by().values("item"))
    return Q(sent_at__isnull=False) & (Q(inspectorate=inspectorate) | received)


def letters_seen_by(user: User) -> Q:
    """A draft: the casework people of the inspectorate that writes it. Sent: also those of the recipient; nobody else."""
    own = office_of(user)
    if own is None:
        return Q(pk__in=())
    return Q(inspectorate=own) | Q(recipient=own, sent_at__isnull=False)


def sees(user: User, item: Item) -> bool:
    """The same of one item that is at hand."""
    return Item.objects.filter(items_seen_by(user), pk=item.pk).exists()
