"""What a person shows, who marked it, how a difference was settled, and how all that is looked at again."""

from skillmark.assessment.models.accommodations import Accommodation, AccommodationAnswer, AccommodationStatus
from skillmark.assessment.models.attempts import (
    CONFIRMED,
    AssessmentTask,
    CameTo,
    Judgement,
    LayerKind,
    Method,
    NeverChanged,
    NextTime,
    Rating,
    Settlement,
    Sitting,
    VerificationPolicy,
)
from skillmark.assessment.models.cuts import (
    CutEstimate,
    CutPanel,
    CutSeat,
)
from skillmark.assessment.models.design import PoolDraw, TaskPool
from skillmark.assessment.models.evidence import (
    ConsentStatus,
    Ended,
    Evidence,
    EvidenceConsent,
    EvidenceKind,
    EvidenceState,
)
from skillmark.assessment.models.qualification import (
    Calibration,
    QualificationKind,
    QualificationRule,
    ReferenceSample,
    TrainingNote,
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
    "CONFIRMED",
    "Accommodation",
    "AccommodationAnswer",
    "AccommodationStatus",
    "AssessmentTask",
    "Calibration",
    "CameTo",
    "ConsentStatus",
    "CorrectiveAction",
    "CutEstimate",
    "CutPanel",
    "CutSeat",
    "Ended",
    "Evidence",
    "EvidenceConsent",
    "EvidenceKind",
    "EvidenceState",
    "Finding",
    "FindingClosing",
    "Judgement",
    "LayerKind",
    "Method",
    "NeverChanged",
    "NextTime",
    "PoolDraw",
    "QualificationKind",
    "QualificationRule",
    "Rating",
    "ReferenceSample",
    "Remark",
    "SampledAttempt",
    "SamplingPlan",
    "SamplingPolicy",
    "Settlement",
    "Sitting",
    "TaskPool",
    "TrainingNote",
    "VerificationPolicy",
]
