"""Routine programmes, their rules, what was done under them, and what is followed up."""

from programmes.models.activities import Activity, Effect, Focus, Judgement, Standing
from programmes.models.following import (
    Addressee,
    Breach,
    BreachState,
    CheckItem,
    CheckLook,
    JtaiCredit,
    Recommendation,
    RecommendationState,
)
from programmes.models.importing import ImportRun
from programmes.models.programme import (
    ActivityKind,
    Evaluator,
    JudgementArea,
    Programme,
    Rule,
    Scale,
    ScaleValue,
    Sharing,
    Subject,
)

__all__ = [
    "Activity",
    "ActivityKind",
    "Addressee",
    "Breach",
    "BreachState",
    "CheckItem",
    "CheckLook",
    "Effect",
    "Evaluator",
    "Focus",
    "ImportRun",
    "JtaiCredit",
    "Judgement",
    "JudgementArea",
    "Programme",
    "Recommendation",
    "RecommendationState",
    "Rule",
    "Scale",
    "ScaleValue",
    "Sharing",
    "Standing",
    "Subject",
]
