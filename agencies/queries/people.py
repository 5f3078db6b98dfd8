"""To which organisation somebody belongs, and which roles they hold. Each read once per request and kept on the person."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from agencies.models import Inspectorate, LocalArea, Membership, Role, RoleKind
from jtai.errors import NotAllowed

# Where a request keeps what it read of a person. Set and read as attributes: the person of a request is a lazy stand-in,
# whose own __dict__ is not that of the row behind it.
MEMBERSHIP, ROLES = "_kept_membership", "_kept_roles"


def membership_of(user: User) -> Membership | None:
    """The one organisation of this person, with its names; None for system administrators and people who left."""
    if not hasattr(user, MEMBERSHIP):
        rows = Membership.objects.select_related("inspectorate", "local_area", "agency__kind")
        setattr(user, MEMBERSHIP, rows.filter(user=user).first())
    membership: Membership | None = getattr(user, MEMBERSHIP)
    return membership


def keep_membership(user: User) -> None:
    """Keep what was read together with the person, so that asking again costs nothing."""
    setattr(user, MEMBERSHIP, getattr(user, "membership", None))


def inspectorate_of(user: User) -> Inspectorate:
    """The inspectorate for which this person acts; raises NotAllowed when there is none."""
    membership = membership_of(user)
    if membership is None or membership.inspectorate is None:
        raise NotAllowed(_("Only people of an inspectorate can do this."))
    return membership.inspectorate


def roles_of(user: User) -> tuple[Role, ...]:
    """Every role that this person holds or held, newest first."""
    if not hasattr(user, ROLES):
        setattr(user, ROLES, tuple(Role.objects.filter(user=user).order_by("-valid_from", "kind")))
    roles: tuple[Role, ...] = getattr(user, ROLES)
    return roles


def has_role(user: User, kind: str, on: date | None = None) -> bool:
    """True if the person holds a role of this RoleKind on that day (today, unless given).

    A role is no longer held on the day on which it ended: taking it away works at once.
    """
    day = on or timezone.localdate()
    return any(
        role.kind == kind and role.valid_from <= day and (role.valid_to is None or day < role.valid_to)
        for role in roles_of(user)
    )


def holders_of(inspectorate: Inspectorate, kind: str, on: date | None = None) -> QuerySet[User]:
    """The active people of an inspectorate who hold a role of this RoleKind on that day, by name."""
    return people_of(inspectorate).filter(pk__in=_held([kind], on).values("user"))


def without_role(people: QuerySet[User], kinds: Iterable[str], on: date | None = None) -> QuerySet[User]:
    """Those of them who hold no role of these RoleKinds on that day (today, unless given)."""
    return people.exclude(pk__in=_held(kinds, on).values("user"))


def _held(kinds: Iterable[str], on: date | None) -> QuerySet[Role]:
    day = on or timezone.localdate()
    return Role.objects.filter(Q(valid_to=None) | Q(valid_to__gt=day), kind__in=list(kinds), valid_from__lte=day)


def people_of(inspectorate: Inspectorate) -> QuerySet[User]:
    """The active people of an inspectorate, by name."""
    return User.objects.filter(is_active=True, membership__inspectorate=inspectorate).order_by("name", "pk")


def people_of_area(local_area: LocalArea) -> QuerySet[User]:
    """The active people of a local area, co-ordinators first."""
    rows = User.objects.filter(is_active=True, membership__local_area=local_area)
    return rows.select_related("membership__agency").order_by("-membership__co_ordinator", "name", "pk")


def forget(user: User) -> None:
    """Membership or roles have just changed: read them anew."""
    for kept in (MEMBERSHIP, ROLES):
        if hasattr(user, kept):
            delattr(user, kept)


def roles_now(user: User) -> list[Role]:
    """The roles that this person holds today."""
    today = timezone.localdate()
    return [role for role in roles_of(user) if role.valid_from <= today and (role.valid_to is None or today < role.valid_to)]


def roles_held(people: Iterable[int]) -> dict[int, list[Role]]:
    """The roles that these people (their keys) hold today, by the names of the kinds. One query; nobody without one is in it."""
    found: dict[int, list[Role]] = {}
    for role in _held(RoleKind.values, None).filter(user__in=list(people)).order_by("kind"):
        found.setdefault(role.user_id, []).append(role)
    return found


def office_name(code: str) -> str:
    """The name of the group of an inspectorate's programme office."""
    return f"office:{code}"


def decisions_name(code: str) -> str:
    """The name of the group of those who decide on statements of proposed action at an inspectorate."""
    return f"decisions:{code}"
