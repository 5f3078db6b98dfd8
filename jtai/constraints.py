"""Constraints that several models state, written once."""

from collections.abc import Iterable

from django.db.models import CheckConstraint, F, Q


def both_or_neither(prefix: str, first: str, second: str) -> CheckConstraint:
    """A pair such as "who and when" comes together or not at all."""
    both = Q(**{f"{first}__isnull": False, f"{second}__isnull": False})
    neither = Q(**{f"{first}__isnull": True, f"{second}__isnull": True})
    return CheckConstraint(name=f"{prefix}_{first}_with_{second}"[:63], condition=both | neither)


def one_of(prefix: str, field: str, values: Iterable[str]) -> CheckConstraint:
    """The field holds one of the known words."""
    return CheckConstraint(name=f"{prefix}_{field}_is_known"[:63], condition=Q(**{f"{field}__in": list(values)}))


def in_order(prefix: str, first: str, last: str) -> CheckConstraint:
    """The first date is not after the last one; an open end is allowed."""
    return CheckConstraint(
        name=f"{prefix}_{first}_before_{last}"[:63],
        condition=Q(**{f"{last}__isnull": True}) | Q(**{f"{first}__lte": F(last)}),
    )
