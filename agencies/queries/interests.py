"""Declared interests, and whether they stand against a local area."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q, QuerySet, Value
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.models import User
from agencies.models import Interest, InterestKind, InterestStatement, LocalArea

# Editable in one place: no source states the number.
YEARS_APART = 3  # nobody inspects where they worked, or were tied otherwise, so lately
STATED_AGAIN_AFTER_DAYS = 365


def interests_of(user: User) -> QuerySet[Interest]:
    """What this person declares today, newest first."""
    return Interest.objects.filter(user=user, ended_on=None).select_related("local_area", "agency")


def ended_interests_of(user: User) -> QuerySet[Interest]:
    """What this person declared formerly, the last ended first."""
    rows = Interest.objects.filter(user=user, ended_on__isnull=False).select_related("local_area", "agency")
    return rows.order_by("-ended_on", "-pk")


def interest_for(user: User, pk: int) -> Interest:
    """One of one's own, or 404."""
    return get_object_or_404(interests_of(user), pk=pk)


def last_statement(user: User) -> InterestStatement | None:
    """When the person last said that this is all."""
    return InterestStatement.objects.filter(user=user).first()


def never_stated(people: Iterable[User]) -> frozenset[int]:
    """The keys of those among these people who have never said anything about their interests, not even that there are none."""
    keys = {person.pk for person in people}
    declared = Interest.objects.filter(user__in=keys).order_by().values_list("user", flat=True)
    stated = InterestStatement.objects.filter(user__in=keys).order_by().values_list("user", flat=True)
    return frozenset(keys - set(stated.union(declared)))


def statement_is_due(statement: InterestStatement | None) -> bool:
    """Never said, or more than a year ago."""
    return statement is None or (timezone.localdate() - statement.on).days > STATED_AGAIN_AFTER_DAYS


def conflicts(user: User, local_area: LocalArea, on: date | None = None) -> list[Interest]:
    """The declared interests that stand against this person inspecting this area: it, or an agency of its partnership.

    on: a day of the inspection; today unless given.
    """
    return conflicts_among([user], local_area, on)


def conflicts_among(people: Iterable[User], local_area: LocalArea, on: date | None = None) -> list[Interest]:
    """The same of several people at once, in one query."""
    return [interest for interest in ties_of(people) if stands(interest, local_area, on or timezone.localdate())]


def ties_of(people: Iterable[User | int]) -> list[Any]:
    """All that these people ever declared, each with `partnerships`: the keys of the local areas of its agency. One query."""
    area = "agency__partnerships__local_area"
    areas = ArrayAgg(area, filter=Q(**{f"{area}__isnull": False}), default=Value([]))
    return list(Interest.objects.filter(user__in=people).annotate(partnerships=areas))


def stands(interest: Any, local_area: LocalArea, on: date) -> bool:
    """Whether this interest (of ties_of) stands against inspecting this area on that day.

    Work that ended more than YEARS_APART years before no longer does, nor does anything that its person ended so long before:
    ended by themselves, it stands until then, so that nobody clears their own conflict (docs/adr/0017).
    """
    if local_area.pk != interest.local_area_id and local_area.pk not in interest.partnerships:
        return False
    until = interest.last_day if interest.kind == InterestKind.WORKED else interest.ended_on
    return until is None or until > _years_before(on)


def _years_before(day: date) -> date:
    try:
        return day.replace(year=day.year - YEARS_APART)
    except ValueError:  # 29 February
        return day.replace(year=day.year - YEARS_APART, day=28)


def has_conflict(user: User, local_area: LocalArea, on: date | None = None) -> bool:
    """Whether there is one. What it is, is not for those who ask here."""
    return bool(conflicts(user, local_area, on))
