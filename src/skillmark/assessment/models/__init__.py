"""What a person shows, who marked it, how a difference was settled, and how all that is looked at again."""

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
from skillmark.assessment.models.quality import (
    CorrectiveAction,
    Finding,
    FindingClosing,
    Remark,
    SampledAttempt,
    SamplingPlan,
    SamplingPolicy,
)

__all__ = [
    "AssessmentTask",
    "CorrectiveAction",
    "Evidence",
    "EvidenceKind",
    "Finding",
    "FindingClosing",
    "LayerKind",
    "NeverChanged",
    "Rating",
    "Remark",
    "SampledAttempt",
    "SamplingPlan",
    "SamplingPolicy",
    "Settlement",
    "Sitting",
    "VerificationPolicy",
]
