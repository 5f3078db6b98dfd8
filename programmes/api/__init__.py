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
from programmes.api.withdrawing import (
    BreachBringBackOperation,
    BreachWithdrawOperation,
    RecommendationBringBackOperation,
    RecommendationWithdrawOperation,
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
    "BreachBringBackOperation",
    "BreachOperation",
    "BreachReopenOperation",
    "BreachRevisionsOperation",
    "BreachSettleOperation",
    "BreachWithdrawOperation",
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
    "RecommendationBringBackOperation",
    "RecommendationOperation",
    "RecommendationReopenOperation",
    "RecommendationRevisionsOperation",
    "RecommendationSettleOperation",
    "RecommendationWithdrawOperation",
    "RecommendationsOperation",
    "ReportOperation",
    "SharingOperation",
]
