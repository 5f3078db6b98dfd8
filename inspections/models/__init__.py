"""The nouns of an inspection, split by noun."""

from inspections.models.evidence import Activity, AgeBand, Child, ChildKind, EvidenceNote
from inspections.models.findings import (
    Effect,
    Evaluation,
    EvaluationEffect,
    Finding,
    FindingAgreement,
    FindingKind,
    Level,
    SetAside,
)
from inspections.models.framework import (
    Criterion,
    DeepDiveTopic,
    FrameworkVersion,
    MilestoneKind,
    Offset,
    Participation,
    RequestTemplate,
    SectionForm,
    SectionKind,
    Strand,
)
from inspections.models.history import PastInspection
from inspections.models.inspection import (
    ConflictOverride,
    Deferral,
    Inspection,
    InspectionGroupPermission,
    Milestone,
    Part,
    TeamPlace,
)
from inspections.models.request import RequestFile, RequestItem, RequestState

__all__ = [
    "Activity",
    "AgeBand",
    "Child",
    "ChildKind",
    "ConflictOverride",
    "Criterion",
    "DeepDiveTopic",
    "Deferral",
    "Effect",
    "Evaluation",
    "EvaluationEffect",
    "EvidenceNote",
    "Finding",
    "FindingAgreement",
    "FindingKind",
    "FrameworkVersion",
    "Inspection",
    "InspectionGroupPermission",
    "Level",
    "Milestone",
    "MilestoneKind",
    "Offset",
    "Part",
    "Participation",
    "PastInspection",
    "RequestFile",
    "RequestItem",
    "RequestState",
    "RequestTemplate",
    "SectionForm",
    "SectionKind",
    "SetAside",
    "Strand",
    "TeamPlace",
]
