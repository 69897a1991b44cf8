"""What a person shows, who marked it, and how a difference between two assessors was settled."""

from skillmark.assessment.models.attempts import (
    AssessmentTask,
    Evidence,
    EvidenceKind,
    LayerKind,
    NeverChanged,
    Rating,
    Settlement,
    Sitting,
    VerificationPolicy,
)

__all__ = [
    "AssessmentTask",
    "Evidence",
    "EvidenceKind",
    "LayerKind",
    "NeverChanged",
    "Rating",
    "Settlement",
    "Sitting",
    "VerificationPolicy",
]
