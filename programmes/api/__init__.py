"""The same over the API: each operation fetches through the door, reads the body, calls the command."""

from programmes.api.activities import (
    ActivityCancelOperation,
    ActivityDoneOperation,
    ActivityOperation,
    ActivityPublishOperation,
    ActivityRevisionsOperation,
    ActivitySettleOperation,
    ActivityTakeBackOperation,
    JudgementsOperation,
    ReportOperation,
)
from programmes.api.due import DueOperation
from programmes.api.following import (
    BreachesOperation,
    BreachOperation,
    BreachReopenOperation,
    CheckItemOperation,
    CheckItemsOperation,
    RecommendationOperation,
    RecommendationReopenOperation,
    RecommendationsOperation,
)
from programmes.api.importing import (
    ImportFaultsOperation,
    ImportLoadOperation,
    ImportOperation,
    ImportRetryOperation,
    ImportsOperation,
)
from programmes.api.programmes import (
    ActivitiesOperation,
    FollowingOperation,
    ProgrammeOperation,
    ProgrammesOperation,
    SharingOperation,
)
from programmes.api.wording import (
    BreachRevisionsOperation,
    BreachSettleOperation,
    RecommendationRevisionsOperation,
    RecommendationSettleOperation,
)

__all__ = [
    "ActivitiesOperation",
    "ActivityCancelOperation",
    "ActivityDoneOperation",
    "ActivityOperation",
    "ActivityPublishOperation",
    "ActivityRevisionsOperation",
    "ActivitySettleOperation",
    "ActivityTakeBackOperation",
    "BreachOperation",
    "BreachReopenOperation",
    "BreachRevisionsOperation",
    "BreachSettleOperation",
    "BreachesOperation",
    "CheckItemOperation",
    "CheckItemsOperation",
    "DueOperation",
    "FollowingOperation",
    "ImportFaultsOperation",
    "ImportLoadOperation",
    "ImportOperation",
    "ImportRetryOperation",
    "ImportsOperation",
    "JudgementsOperation",
    "ProgrammeOperation",
    "ProgrammesOperation",
    "RecommendationOperation",
    "RecommendationReopenOperation",
    "RecommendationRevisionsOperation",
    "RecommendationSettleOperation",
    "RecommendationsOperation",
    "ReportOperation",
    "SharingOperation",
]
