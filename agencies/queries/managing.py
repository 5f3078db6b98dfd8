"""Whose people somebody manages, and those people. Not theirs and not there look alike: 404."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.models import User
from agencies.models import Agency, Inspectorate, LocalArea, Membership, PastMembership, Role, RoleKind
from agencies.queries.people import has_role, holders_of, membership_of
from agencies.queries.places import partnership_agencies

Organisation = Inspectorate | LocalArea


@dataclass(frozen=True)
class Realm:
    """Whose people: of one inspectorate, of one local area, or (both None) everybody's."""

    inspectorate: Inspectorate | None = None
    local_area: LocalArea | None = None

    @property
    def organisation(self) -> Organisation | None:
        """The one organisation; None for everybody."""
        return self.inspectorate or self.local_area

    def narrow(self) -> dict[str, Any]:
        """The organisation as fields of a membership or an invitation."""
        if self.inspectorate is not None:
            return {"inspectorate": self.inspectorate}
        return {"local_area": self.local_area} if self.local_area is not None else {}

    def covers(self, inspectorate: Inspectorate | None, local_area: LocalArea | None) -> bool:
        """Whether this organisation is one of those managed."""
        return self.organisation is None or (self.inspectorate, self.local_area) == (inspectorate, local_area)


def realm_of(by: User) -> Realm | None:
    """Whose people this person manages; None for most people."""
    if by.is_system_administrator:
        return Realm()
    membership = membership_of(by)
    if membership is None:
        return None
    if membership.inspectorate is not None:
        held = has_role(by, RoleKind.ADMINISTRATOR)
        return Realm(inspectorate=membership.inspectorate) if held else None
    return Realm(local_area=membership.local_area) if membership.co_ordinator else None


def manages_people(by: User) -> bool:
    """Whether they manage anybody, from what every request has read anyway: each page asks for its bar of links."""
    if by.is_system_administrator:
        return True
    membership = membership_of(by)
    if membership is None or membership.inspectorate_id is None:
        return membership is not None and membership.co_ordinator
    return has_role(by, RoleKind.ADMINISTRATOR)


def realm_within(user: User) -> Realm:
    """The organisation to which this person belongs, as a realm: what can be chosen for them is chosen within it."""
    membership = membership_of(user)
    return Realm() if membership is None else Realm(membership.inspectorate, membership.local_area)


@dataclass(frozen=True)
class PeopleFilter:
    """What somebody asks of the list; empty: everybody who is here now.

    text: part of a name, an address or (for system administrators) of an organisation. role: a RoleKind. agency: its code.
    left: those who left instead. sort: "since" (newest first), else by name.
    """

    text: str = ""
    role: str = ""
    agency: str = ""
    left: bool = False
    sort: str = ""


def _managed(realm: Realm, *, left: bool) -> QuerySet[User]:
    here = Membership.objects.filter(user=OuterRef("pk"), **realm.narrow())
    before = PastMembership.objects.filter(user=OuterRef("pk"), **realm.narrow())
    rows = User.objects.filter(Exists(before), ~Exists(here)) if left else User.objects.filter(Exists(here))
    return rows.annotate(until=Subquery(before.order_by("-until", "-pk").values("until")[:1]))


def people_managed(by: User, asked: PeopleFilter | None = None) -> QuerySet[User]:
    """The people whom this person manages, by name; nobody for most people. Each has `held`: the roles of today.

    Those who left have `until`. A system administrator also finds people without any organisation among those who left.
    """
    realm, asked = realm_of(by), asked or PeopleFilter()
    if realm is None:
        return User.objects.none()
    rows = _managed(realm, left=asked.left)
    if asked.left and realm.organisation is None:
        rows = User.objects.filter(membership=None, is_system_administrator=False).annotate(until=Subquery(_ends()))
    if asked.text:
        found = Q(name__icontains=asked.text) | Q(email__icontains=asked.text)
        if realm.organisation is None:
            found |= Q(membership__local_area__name__icontains=asked.text)
            found |= Q(membership__inspectorate__name__icontains=asked.text)
            found |= Q(membership__inspectorate__short_name__icontains=asked.text)
        rows = rows.filter(found)
    # Of those who left nothing of the present is asked: it would tell what they do elsewhere now.
    if asked.role and not asked.left:
        rows = rows.filter(Exists(_held_today().filter(user=OuterRef("pk"), kind=asked.role)))
    if asked.agency and not asked.left:
        rows = rows.filter(membership__agency__code=asked.agency)
    newest = "until" if asked.left else "membership__since"
    order = [F(newest).desc(nulls_last=True), "name", "pk"] if asked.sort == "since" else ["name", "pk"]
    names = ("membership__inspectorate", "membership__local_area", "membership__agency")
    return rows.select_related(*names).prefetch_related(Prefetch("roles", _held_today(), to_attr="held")).order_by(*order)


def _ends() -> QuerySet[PastMembership, Any]:
    return PastMembership.objects.filter(user=OuterRef("pk")).order_by("-until", "-pk").values("until")[:1]


def _held_today() -> QuerySet[Role]:
    today = timezone.localdate()
    return Role.objects.filter(Q(valid_to=None) | Q(valid_to__gt=today), valid_from__lte=today).order_by("kind")


@dataclass(frozen=True)
class Managed:
    """One person as far as their manager may know them. membership: None when they left (where they went is not said)."""

    user: User
    membership: Membership | None
    past: list[PastMembership] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)

    @property
    def until(self) -> date | None:
        """The day on which they left; None while they are here."""
        return self.past[0].until if self.membership is None and self.past else None


def person_for(by: User, pk: int) -> Managed:
    """One of the people whom this person manages, with history and roles; else 404."""
    realm = realm_of(by)
    if realm is None:
        raise Http404
    user = get_object_or_404(User, pk=pk)
    here = membership_of(user)
    if here is not None and not realm.covers(here.inspectorate, here.local_area):
        here = None
    names = ("inspectorate", "local_area", "agency")
    past = list(PastMembership.objects.filter(user=user, **realm.narrow()).select_related(*names))
    if here is None and not past and realm.organisation is not None:
        raise Http404
    shown = here is not None or realm.organisation is None
    roles = list(Role.objects.filter(user=user).order_by("-valid_from", "kind")) if shown else []
    return Managed(user, here, past, roles)


def member_for(by: User, pk: int) -> User:
    """One of the people whom this person manages and who is here now; else 404."""
    found = person_for(by, pk)
    if found.membership is None:
        raise Http404
    return found.user


def role_for(user: User, pk: int) -> Role:
    """One role of this person, or 404."""
    return get_object_or_404(Role.objects.select_related("user"), user=user, pk=pk)


def agencies_to_choose(realm: Realm | None) -> QuerySet[Agency]:
    """The agencies among which contacts are: those of the local area's partnership, else none."""
    if realm is None or realm.local_area is None:
        return Agency.objects.none()
    return partnership_agencies(realm.local_area)


def organisation_of(user: User) -> Organisation | None:
    """The inspectorate or local area to which this person belongs."""
    membership = membership_of(user)
    return None if membership is None else membership.inspectorate or membership.local_area


def administrators_of(organisation: Organisation) -> QuerySet[User]:
    """The active people who manage an organisation from within: inspectorate administrators, or co-ordinators, by name."""
    rows = User.objects.filter(is_active=True).order_by("name", "pk")
    if isinstance(organisation, LocalArea):
        return rows.filter(membership__local_area=organisation, membership__co_ordinator=True)
    held = _held_today().filter(kind=RoleKind.ADMINISTRATOR)
    return rows.filter(membership__inspectorate=organisation, pk__in=held.values("user"))


def told_of(organisation: Organisation, *, by: User) -> list[User]:
    """Who is told when somebody is given rights in an organisation: its administrators and programme leads, never `by`.

    Where it has none of them, the other system administrators.
    """
    people = {person.pk: person for person in administrators_of(organisation)}
    if isinstance(organisation, Inspectorate):
        people |= {person.pk: person for person in holders_of(organisation, RoleKind.PROGRAMME_LEAD)}
    people.pop(by.pk, None)
    others = User.objects.filter(is_active=True, is_system_administrator=True).exclude(pk=by.pk)
    return list(people.values()) or list(others.order_by("name", "pk"))
