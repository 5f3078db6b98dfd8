"""Who may touch which inspection: the groups, what they hold, and the only importer of guardian.

The grant is the tenancy. Group names are keys ("inspection:7:cqc"); grants are held by groups, never by a person.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, QuerySet, Subquery
from django.db.models.expressions import RawSQL
from guardian.models import GroupObjectPermission, UserObjectPermission
from guardian.shortcuts import assign_perm, remove_perm

from accounts.models import User
from agencies.models import Inspectorate, RoleKind
from agencies.policies import WITHOUT_PLACE
from agencies.queries import decisions_name, office_name
from inspections.models import Inspection, InspectionGroupPermission, Part, TeamPlace
from inspections.workflow import ANSWER, LEAD, RECORD, REVIEW, SCHEDULE, SEE_EVIDENCE, VIEW

OFFICE_OF_THE_YEAR = "ofsted"
TEAM = (VIEW, SEE_EVIDENCE, RECORD)
OBSERVER = (VIEW,)
SIGNATORY = (VIEW, SEE_EVIDENCE)
QUALITY = (VIEW, REVIEW)
# What a part needs beside the place: it is given to holders of the role only, and ends with it.
ROLE_OF = {Part.QUALITY: RoleKind.QUALITY, Part.SIGNATORY: RoleKind.SIGNATORY, Part.OBSERVER: RoleKind.OBSERVER}
# Whose role and a place exclude each other, either way round: who gives rights sees no casework (docs/adr/0009), and who answers
# requests for access neither searches nor takes out of a disclosure what they wrote or judged themselves (docs/adr/0016).
APART = WITHOUT_PLACE


def parts_of_role(kind: str) -> list[Part]:
    """The parts on a team that need a role of this RoleKind."""
    return [part for part, role in ROLE_OF.items() if role == kind]


def _kept(user: User) -> dict[int, frozenset[str]]:
    """The grants read so far in this request, by the inspections' keys."""
    # By attribute, not __dict__: the person of a request is a lazy stand-in for the real one.
    if not hasattr(user, "_grants"):
        setattr(user, "_grants", {})  # noqa: B010 -- the model declares no such field, and mypy knows that
    kept: dict[int, frozenset[str]] = getattr(user, "_grants")  # noqa: B009 -- as above
    return kept


def _held(user: User, **inspection: Any) -> QuerySet[Any]:
    """The codenames that this person's groups hold on an inspection."""
    rows = InspectionGroupPermission.objects.filter(**inspection, group__in=_groups_of(user))
    return rows.values_list("permission__codename", flat=True)


@cache
def _held_as_text() -> str:
    """The same question as SQL, to be filled with the keys of inspection and person: the ORM puts it together once a process.

    Every page of an inspection asks it, and putting it together costs several times what answering does.
    """
    sql, _keys = _held(User(pk=0), content_object=0).query.sql_with_params()
    return f"ARRAY({sql})"


def grants_of(user: User, inspection: Inspection) -> frozenset[str]:
    """All that this person's groups hold on it: codenames of inspections.workflow. One query, kept for the request."""
    kept = _kept(user)
    if inspection.pk not in kept:
        kept[inspection.pk] = frozenset(_held(user, content_object=inspection.pk))
    return kept[inspection.pk]


def held_one(user: User, codename: str, pk: int, rows: QuerySet[Inspection]) -> Inspection | None:
    """The inspection of this key among these rows, if this person holds this grant on it; its grants are read with it and kept."""
    # Every page asks for the grants anyway: one statement brings both. There is one row at most, so no order is asked for.
    held = RawSQL(_held_as_text(), [pk, user.pk], ArrayField(CharField()))  # noqa: S611 -- the ORM's own SQL
    one = rows.filter(pk=pk).annotate(held=held)
    found = next(iter(one.order_by()), None)
    if found is None or codename not in found.held:
        return None
    _kept(user)[found.pk] = frozenset(found.held)
    return found


def grants_among(user: User, inspections: list[Inspection]) -> dict[int, frozenset[str]]:
    """The grants on several inspections in one query, by their keys; kept as grants_of keeps them."""
    rows = InspectionGroupPermission.objects.filter(content_object__in=inspections, group__user=user)
    held: dict[int, set[str]] = {row.pk: set() for row in inspections}
    for key, codename in rows.values_list("content_object_id", "permission__codename"):
        held[key].add(codename)
    kept = _kept(user)
    kept.update({key: frozenset(codenames) for key, codenames in held.items()})
    return {key: kept[key] for key in held}


def forget(user: User) -> None:
    """Grants just changed: read them anew."""
    setattr(user, "_grants", {})  # noqa: B010 -- as above
    setattr(user, "_whose_work", {})  # noqa: B010 -- as above


def _groups_of(user: User) -> QuerySet[Any]:
    """The ids of a person's groups, without a look at the groups themselves."""
    return User.groups.through._default_manager.filter(user=user).values("group")  # noqa: SLF001 -- documented model API


def _holding(user: User, codename: str) -> QuerySet[InspectionGroupPermission]:
    # The permission as one value: joined by its name, the planner takes it for rare, and goes through everybody's grants.
    permission = Permission.objects.order_by().filter(content_type__app_label="inspections", codename=codename).values("pk")
    return InspectionGroupPermission.objects.filter(group__in=_groups_of(user), permission=Subquery(permission))


def visible_to(user: User) -> QuerySet[Inspection]:
    """The inspections that this person may see as an inspectorate's person. A stray grant to a user opens nothing."""
    return Inspection.objects.filter(pk__in=_holding(user, VIEW).values("content_object_id"))


def known_to_office(inspectorate: Inspectorate) -> QuerySet[Inspection]:
    """The inspections in which it takes part, from notification on. For those who answer for an inspectorate without a place.

    Before that its office alone knows of them, for it plans them: an unannounced week is for those alone who must know it.
    """
    held = InspectionGroupPermission.objects.filter(group__name=office_name(inspectorate.code), permission__codename=VIEW)
    return Inspection.objects.filter(pk__in=held.values("content_object_id"), notified_at__isnull=False)


def answerable_by(user: User) -> QuerySet[Inspection]:
    """The inspections that this person answers for their local area."""
    return Inspection.objects.filter(pk__in=_holding(user, ANSWER).values("content_object_id"))


def _group(name: str) -> Group:
    return Group.objects.get_or_create(name=name)[0]


def _assign(name: str, codenames: tuple[str, ...], inspection: Inspection) -> Group:
    group = _group(name)
    for codename in codenames:
        assign_perm(f"inspections.{codename}", group, inspection)
    return group


def _name(inspection: Inspection, tail: str) -> str:
    return f"inspection:{inspection.pk}:{tail}"


def groups_of_offices(inspectorates: Iterable[Inspectorate]) -> list[tuple[str, tuple[str, ...]]]:
    """Every office sees what its inspectorate takes part in; Ofsted's schedules it."""
    return [(office_name(row.code), (VIEW, SCHEDULE) if row.code == OFFICE_OF_THE_YEAR else (VIEW,)) for row in inspectorates]


def open_inspection(inspection: Inspection, inspectorates: list[Inspectorate]) -> None:
    """The grants that a planned inspection has."""
    for name, codenames in groups_of_offices(inspectorates):
        _assign(name, codenames, inspection)


def groups_of_place(place: TeamPlace) -> list[tuple[str, tuple[str, ...]]]:
    """The groups of a place on the team, with what each holds on the inspection."""
    inspection, part = place.inspection, place.part
    team = (_name(inspection, place.inspectorate.code), TEAM)
    if part == Part.LEAD:
        return [team, (_name(inspection, "lead"), (LEAD,))]
    if part == Part.INSPECTOR:
        return [team]
    if part == Part.QUALITY:
        return [(_name(inspection, "quality"), QUALITY)]
    if part == Part.SIGNATORY:
        return [(_name(inspection, "signatory"), SIGNATORY)]
    return [(_name(inspection, "observer"), OBSERVER)]


def admit(place: TeamPlace) -> None:
    """Assignment is membership of the groups that hold the grants."""
    for name, codenames in groups_of_place(place):
        place.user.groups.add(_assign(name, codenames, place.inspection))
    forget(place.user)


def dismiss(place: TeamPlace) -> None:
    """The place has ended: its groups no longer hold this person."""
    names = [name for name, _codenames in groups_of_place(place)]
    place.user.groups.remove(*Group.objects.filter(name__in=names))
    forget(place.user)


def whose_work(user: User, inspection: Inspection) -> frozenset[int]:
    """The keys of the people whose work on this inspection is this person's to go on with: their own, and what they took over. Kept for the request."""
    kept: dict[int, frozenset[int]] = getattr(user, "_whose_work", {})
    if inspection.pk not in kept:
        kept = {**kept, inspection.pk: _taken_over(user, inspection)}
        setattr(user, "_whose_work", kept)  # noqa: B010 -- as for the grants
    return kept[inspection.pk]


def _taken_over(user: User, inspection: Inspection) -> frozenset[int]:
    rows = list(TeamPlace.objects.filter(inspection=inspection).values_list("pk", "user", "ended_at", "took_over_from"))
    before = {pk: (holder, came_from) for pk, holder, _ended, came_from in rows}
    found = {user.pk}
    waiting = [pk for pk, holder, ended, _came_from in rows if holder == user.pk and ended is None]
    while waiting:
        holder, came_from = before[waiting.pop()]
        found.add(holder)
        if came_from is not None:
            waiting.append(came_from)
    return frozenset(found)


def group_of_area(inspection: Inspection) -> tuple[str, tuple[str, ...]]:
    """The local area's group, with what it holds."""
    return _name(inspection, "area"), (ANSWER,)


def group_of_decisions() -> tuple[str, tuple[str, ...]]:
    """Those who decide on statements for the Chief Inspector (SI 2015/1792), with what they hold on a notified inspection."""
    return decisions_name(OFFICE_OF_THE_YEAR), (VIEW,)


def announce(inspection: Inspection, people: Iterable[User]) -> None:
    """Made at notification and not before: the local area's people know of it, and those who will decide on its statement."""
    open_to_area(inspection, people)
    _assign(*group_of_decisions(), inspection)


def open_to_area(inspection: Inspection, people: Iterable[User]) -> None:
    """The area's people may answer, each stage says what."""
    group = _assign(*group_of_area(inspection), inspection)
    group.user_set.add(*people)
    for person in people:
        forget(person)


def take_back(inspection: Inspection) -> None:
    """Who was told at notification sees it no longer: it has a new week, as secret as the first, or they were never told."""
    name = _name(inspection, "area")
    group = Group.objects.filter(name=name).first()
    if group is not None:
        remove_perm(f"inspections.{ANSWER}", group, inspection)
        group.delete()
    decisions, codenames = group_of_decisions()
    for codename in codenames:
        remove_perm(f"inspections.{codename}", _group(decisions), inspection)


def strays() -> Iterator[str]:
    """Rights outside the grants of groups on inspections: no code of ours asks them, and none should be there."""
    for what, rows in (
        ("a permission of a person", User.user_permissions.through._default_manager.all()),  # noqa: SLF001 -- documented model API
        ("a permission of a group", Group.permissions.through._default_manager.all()),  # noqa: SLF001 -- as above
        ("an object permission of a person", UserObjectPermission.objects.all()),
        ("an object permission of a group beside the grants", GroupObjectPermission.objects.all()),
    ):
        for pk in rows.order_by("pk").values_list("pk", flat=True):
            yield f"There is {what} ({rows.model._meta.label_lower}:{pk}) and should be none."  # noqa: SLF001 -- as above
