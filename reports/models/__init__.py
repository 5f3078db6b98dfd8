"""The nouns of a report, split by noun."""

from reports.models.agreement import (
    AccuracyAnswer,
    AccuracyPoint,
    AccuracyRound,
    BuiltFile,
    FileFormat,
    Freeze,
    QualityComment,
    QualityDecision,
    QualityReview,
    Signature,
)
from reports.models.draft import Paragraph, Report
from reports.models.publication import (
    EmbargoedDownload,
    NamedReader,
    Publication,
    Receipt,
    Statement,
)

__all__ = [
    "AccuracyAnswer",
    "AccuracyPoint",
    "AccuracyRound",
    "BuiltFile",
    "EmbargoedDownload",
    "FileFormat",
    "Freeze",
    "NamedReader",
    "Paragraph",
    "Publication",
    "QualityComment",
    "QualityDecision",
    "QualityReview",
    "Receipt",
    "Report",
    "Signature",
    "Statement",
]
