"""Whether memberships, roles, teams and grants agree: what should be held, what is, and each difference as a sentence."""

from collections.abc import Iterator

from accounts.models import User
from agencies.commands import GROUPS_OF_ROLES
from agencies.models import Membership, Role
from inspections import access
from inspections.models import Inspection, InspectionGroupPermission, Part, TeamPlace

Grants = set[tuple[str, int, str]]
Members = set[tuple[str, int]]


def drift() -> Iterator[str]:
    """Every difference; nothing when they agree. Reads all inspections in a fixed number of queries."""
    must, may, members = _expected()
    held: Grants = set(InspectionGroupPermission.objects.values_list("group__name", "content_object", "permission__codename"))
    for group, inspection, codename in sorted(must - held):
        yield f"{group} should hold {codename} on inspection {inspection} and does not."
    for group, inspection, codename in sorted(held - must - may):
        yield f"{group} holds {codename} on inspection {inspection} and should not."
    there: Members = set(User.groups.through._default_manager.values_list("group__name", "user"))  # noqa: SLF001 -- documented model API
    for group, person in sorted(members - there):
        yield f"accounts.user:{person} should be in {group} and is not."
    for group, person in sorted(there - members):
        yield f"accounts.user:{person} is in {group} and should not be."
    yield from _without_role()
    yield from access.strays()


def _expected() -> tuple[Grants, Grants, Members]:
    """The grants that must be there, those that may be left of ended places, and who must be in which group."""
    must: Grants = set()
    may: Grants = set()
    members: Members = set(_by_role())
    of_area: dict[int, list[int]] = {}
    for area, person in Membership.objects.exclude(local_area=None).values_list("local_area", "user"):
        of_area.setdefault(area, []).append(person)
    for inspection in Inspection.objects.prefetch_related("inspectorates"):
        for name, codenames in access.groups_of_offices(inspection.inspectorates.all()):
            must |= {(name, inspection.pk, codename) for codename in codenames}
        if inspection.notified_at is not None:
            for name, codenames in (access.group_of_decisions(), access.group_of_area(inspection)):
                must |= {(name, inspection.pk, codename) for codename in codenames}
            members |= {(name, person) for person in of_area.get(inspection.local_area_id, [])}
    for place in TeamPlace.objects.select_related("inspection", "inspectorate"):
        for name, codenames in access.groups_of_place(place):
            grants = {(name, place.inspection_id, codename) for codename in codenames}
            if place.ended_at is None:
                must |= grants
                members.add((name, place.user_id))
            else:
                may |= grants
    return must, may, members


def _without_role() -> Iterator[str]:
    """Places whose person does not hold the role that the part needs, or holds one that has no place."""
    held = set(Role.objects.filter(valid_to=None).values_list("user", "kind"))
    rows = TeamPlace.objects.filter(ended_at=None).order_by("pk")
    for person, part, inspection in rows.values_list("user", "part", "inspection"):
        kind = access.ROLE_OF.get(Part(part))
        place = f"accounts.user:{person} is {part} of inspection {inspection}"
        if kind is not None and (person, kind.value) not in held:
            yield f"{place} without the role {kind.value}."
        for apart in access.APART:
            if (person, apart.value) in held:
                yield f"{place} and holds the role {apart.value}, whose holder has no place."


def _by_role() -> Iterator[tuple[str, int]]:
    """Whose role opens inspections by itself today: each inspectorate's programme office, and who decides on statements."""
    rows = Role.objects.filter(kind__in=GROUPS_OF_ROLES, valid_to=None, user__membership__inspectorate__isnull=False)
    for kind, code, person in rows.values_list("kind", "user__membership__inspectorate__code", "user"):
        yield GROUPS_OF_ROLES[kind](code), person
