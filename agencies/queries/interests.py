"""Declared interests, and whether they stand against a local area."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet
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


def conflicts(user: User, local_area: LocalArea, on: date | None = None) -> QuerySet[Interest]:
    """The declared interests that stand against this person inspecting this area: it, or an agency of its partnership.

    Work that ended more than YEARS_APART years ago no longer does, nor does anything that its person ended so long ago: ended by
    themselves, it stands until then, so that nobody clears their own conflict (docs/adr/0017). on: a day of the inspection;
    today unless given.
    """
    return conflicts_among([user], local_area, on)


def conflicts_among(people: Iterable[User], local_area: LocalArea, on: date | None = None) -> QuerySet[Interest]:
    """The same of several people at once."""
    day = on or timezone.localdate()
    try:
        since = day.replace(year=day.year - YEARS_APART)
    except ValueError:  # 29 February
        since = day.replace(year=day.year - YEARS_APART, day=28)
    there = Q(local_area=local_area) | Q(agency__partnerships__local_area=local_area)
    worked, ended = Q(kind=InterestKind.WORKED), Q(ended_on__isnull=False)
    stands = (worked & Q(last_day__gt=since)) | (~worked & (~ended | Q(ended_on__gt=since)))
    return Interest.objects.filter(there, stands, user__in=people).distinct()


def has_conflict(user: User, local_area: LocalArea, on: date | None = None) -> bool:
    """Whether there is one. What it is, is not for those who ask here."""
    return conflicts(user, local_area, on).exists()
