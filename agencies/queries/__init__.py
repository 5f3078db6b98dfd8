"""What can be found of people, places and days."""

from agencies.queries.days import closed_periods, forget_holidays, holidays, holidays_of_year
from agencies.queries.people import (
    forget,
    has_role,
    holders_of,
    inspectorate_of,
    keep_membership,
    membership_of,
    people_of,
    people_of_area,
    roles_of,
)
from agencies.queries.places import (
    AreaFilter,
    agencies,
    agency_for,
    agency_kinds,
    area_types,
    inspectorate_for,
    inspectorates,
    local_area_for,
    local_areas,
    partnership_agencies,
    regions,
)

__all__ = [
    "AreaFilter",
    "agencies",
    "agency_for",
    "agency_kinds",
    "area_types",
    "closed_periods",
    "forget",
    "forget_holidays",
    "has_role",
    "holders_of",
    "holidays",
    "holidays_of_year",
    "inspectorate_for",
    "inspectorate_of",
    "inspectorates",
    "keep_membership",
    "local_area_for",
    "local_areas",
    "membership_of",
    "partnership_agencies",
    "people_of",
    "people_of_area",
    "regions",
    "roles_of",
]
