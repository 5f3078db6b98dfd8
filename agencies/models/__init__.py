"""Who and where: the facts that every inspection stands on."""

from agencies.models.admission import Invitation, Recovery
from agencies.models.interests import Interest, InterestKind, InterestStatement
from agencies.models.people import Membership, PastMembership, Role, RoleKind
from agencies.models.places import (
    Agency,
    AgencyKind,
    BankHoliday,
    ClosedPeriod,
    Inspectorate,
    LocalArea,
    Partnership,
    PartnershipMember,
    Region,
    SchoolHoliday,
)

__all__ = [
    "Agency",
    "AgencyKind",
    "BankHoliday",
    "ClosedPeriod",
    "Inspectorate",
    "Interest",
    "InterestKind",
    "InterestStatement",
    "Invitation",
    "LocalArea",
    "Membership",
    "Partnership",
    "PartnershipMember",
    "PastMembership",
    "Recovery",
    "Region",
    "Role",
    "RoleKind",
    "SchoolHoliday",
]
