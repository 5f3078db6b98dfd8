"""Who and where, over the API."""

from agencies.api.admission import InvitationOperation, InvitationSendOperation, InvitationsOperation
from agencies.api.interests import InterestOperation, InterestsOperation, InterestStatementOperation
from agencies.api.people import LeaveOperation, PeopleOperation, PersonOperation, RoleOperation, RolesOperation
from agencies.api.places import (
    AgenciesOperation,
    AgencyOperation,
    CodedOut,
    InspectorateOperation,
    InspectoratesOperation,
    LocalAreaOperation,
    LocalAreasOperation,
    MeOperation,
)
from agencies.api.recovery import RecoveryConfirmOperation, RecoveryOperation, RecoveryRequestOperation

__all__ = [
    "AgenciesOperation",
    "AgencyOperation",
    "CodedOut",
    "InspectorateOperation",
    "InspectoratesOperation",
    "InterestOperation",
    "InterestStatementOperation",
    "InterestsOperation",
    "InvitationOperation",
    "InvitationSendOperation",
    "InvitationsOperation",
    "LeaveOperation",
    "LocalAreaOperation",
    "LocalAreasOperation",
    "MeOperation",
    "PeopleOperation",
    "PersonOperation",
    "RecoveryConfirmOperation",
    "RecoveryOperation",
    "RecoveryRequestOperation",
    "RoleOperation",
    "RolesOperation",
]
