"""Invitations and recoveries: those that somebody manages, and the one that a link opens."""

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.models import User
from accounts.tokens import digest_of
from agencies.models import Invitation, Recovery
from agencies.queries.managing import realm_of
from agencies.queries.people import people_of

NAMES = ("inspectorate", "local_area", "agency", "invited_by")


def invitations_of(by: User, *, state: str = "") -> QuerySet[Invitation]:
    """The invitations into organisations that this person manages, newest first. state: "open", "expired", "used", "withdrawn"."""
    realm = realm_of(by)
    if realm is None:
        return Invitation.objects.none()
    rows = Invitation.objects.filter(**realm.narrow()).select_related(*NAMES)
    waits = Q(accepted_at=None, withdrawn_at=None)
    states = {
        "open": waits & Q(expires_at__gt=timezone.now()),
        "expired": waits & Q(expires_at__lte=timezone.now()),
        "used": Q(accepted_at__isnull=False),
        "withdrawn": Q(withdrawn_at__isnull=False),
    }
    return rows.filter(states.get(state, Q()))


def invitation_for(by: User, pk: int) -> Invitation:
    """One of them, or 404."""
    return get_object_or_404(invitations_of(by), pk=pk)


def state_of(invitation: Invitation) -> str:
    """How it stands: "open", "expired", "used" or "withdrawn"."""
    if invitation.accepted_at is not None:
        return "used"
    if invitation.withdrawn_at is not None:
        return "withdrawn"
    return "open" if invitation.expires_at > timezone.now() else "expired"


def invitation_by(secret: str) -> Invitation | None:
    """The invitation that this link opens, in whatever state; None for one that was replaced, mistyped, or never there."""
    return Invitation.objects.select_related(*NAMES).filter(digest=digest_of(secret)).first()


def is_foreign(invitation: Invitation) -> bool:
    """Whether nobody of the inspectorate has an address of this domain; never of a local area, whose contacts come from many offices."""
    if invitation.inspectorate is None:
        return False
    people = people_of(invitation.inspectorate)
    domain = "@" + invitation.email.rpartition("@")[2]
    return people.exists() and not people.filter(email__iendswith=domain).exists()


def account_at(email: str) -> User | None:
    """The account of this address, if there is one."""
    return User.objects.filter(email__iexact=email).first()


def open_recovery_of(user: User) -> Recovery | None:
    """The recovery of this person's account that is under way; one whose link has run out is not."""
    in_time = Q(expires_at=None) | Q(expires_at__gt=timezone.now())
    rows = Recovery.objects.filter(in_time, user=user, used_at=None, withdrawn_at=None)
    return rows.select_related("asked_by", "confirmed_by", "user").first()


def recovery_for(by: User, pk: int) -> Recovery:
    """One recovery of somebody whom this person manages that can still be confirmed or withdrawn, or 404."""
    return get_object_or_404(_unused_recoveries(by), pk=pk)


def any_recovery_for(by: User, pk: int) -> Recovery:
    """One recovery of somebody whom this person manages, also when it is over: an e-mail leads to it. Else 404."""
    return get_object_or_404(_recoveries(by), pk=pk)


def waiting_recoveries(by: User) -> QuerySet[Recovery]:
    """The recoveries among this person's people that wait to be confirmed."""
    return _unused_recoveries(by).filter(confirmed_at=None)


def _unused_recoveries(by: User) -> QuerySet[Recovery]:
    return _recoveries(by).filter(used_at=None, withdrawn_at=None)


def _recoveries(by: User) -> QuerySet[Recovery]:
    realm = realm_of(by)
    if realm is None:
        return Recovery.objects.none()
    narrow = {f"user__membership__{name}": value for name, value in realm.narrow().items()}
    rows = Recovery.objects.filter(**narrow)
    return rows.select_related("user", "asked_by", "withdrawn_by").order_by("asked_at", "pk")


def recovery_by(secret: str) -> Recovery | None:
    """The confirmed recovery that this link opens, in whatever state; None for a link that nobody knows."""
    return Recovery.objects.select_related("user").filter(digest=digest_of(secret)).first()


def opens_by_recovery_only(user: User) -> bool:
    """Whether the last recovery that two confirmed has not been used: who holds the mailbox alone must not get past the two."""
    last = Recovery.objects.filter(user=user, confirmed_at__isnull=False).order_by("-confirmed_at").first()
    return last is not None and last.used_at is None
