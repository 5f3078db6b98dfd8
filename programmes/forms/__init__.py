"""Typing into values. Fields are named like the arguments of the command that they feed."""

from programmes.forms.activities import (
    ActivityForm,
    CancelForm,
    DoneForm,
    JudgementsForm,
    PublishForm,
    ReportForm,
    StandingForm,
)
from programmes.forms.due import DueSearch
from programmes.forms.following import (
    BreachEditForm,
    BreachForm,
    BringBackForm,
    CloseForm,
    LookForm,
    RecommendationEditForm,
    RecommendationForm,
    SharingForm,
    StepForm,
    UndoForm,
    WhyForm,
    WithdrawForm,
)
from programmes.forms.importing import ImportForm
from programmes.forms.searching import ActivitySearch, FollowingSearch, SubjectSearch

__all__ = [
    "ActivityForm",
    "ActivitySearch",
    "BreachEditForm",
    "BreachForm",
    "BringBackForm",
    "CancelForm",
    "CloseForm",
    "DoneForm",
    "DueSearch",
    "FollowingSearch",
    "ImportForm",
    "JudgementsForm",
    "LookForm",
    "PublishForm",
    "RecommendationEditForm",
    "RecommendationForm",
    "ReportForm",
    "SharingForm",
    "StandingForm",
    "StepForm",
    "SubjectSearch",
    "UndoForm",
    "WhyForm",
    "WithdrawForm",
]
