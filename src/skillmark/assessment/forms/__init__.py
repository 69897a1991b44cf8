"""Forms of assessment."""

from skillmark.assessment.forms.accommodations import AnswerNeedForm, NeedForm
from skillmark.assessment.forms.attempts import (
    MARK,
    Choices,
    MarksForm,
    MethodForm,
    NextTimeForm,
    OpenForm,
    PoolForm,
    ScoreForm,
    SettleForm,
    TaskForm,
)
from skillmark.assessment.forms.cuts import (
    CloseCutForm,
    CutPanelForm,
    EstimateForm,
)
from skillmark.assessment.forms.evidence import (
    COLLEAGUE,
    HERE,
    AgreeForm,
    ClaimEvidenceForm,
    EvidenceForm,
    OthersForm,
    TakeBackForm,
)
from skillmark.assessment.forms.policy import PolicyForm, as_given
from skillmark.assessment.forms.prior import AnswerClaimForm, BeginClaimForm, ClaimForm
from skillmark.assessment.forms.qualification import (
    QualifyingForm,
    ReferenceForm,
    SampleForm,
    TrainingForm,
    WrittenForm,
    sample_forms,
)
from skillmark.assessment.forms.quality import (
    ActionForm,
    AgainForm,
    CloseForm,
    DoneForm,
    DrawForm,
    FindingForm,
    SamplingForm,
)

__all__ = [
    "COLLEAGUE",
    "HERE",
    "MARK",
    "ActionForm",
    "AgainForm",
    "AgreeForm",
    "AnswerClaimForm",
    "AnswerNeedForm",
    "BeginClaimForm",
    "Choices",
    "ClaimEvidenceForm",
    "ClaimForm",
    "CloseCutForm",
    "CloseForm",
    "CutPanelForm",
    "DoneForm",
    "DrawForm",
    "EstimateForm",
    "EvidenceForm",
    "FindingForm",
    "MarksForm",
    "MethodForm",
    "NeedForm",
    "NextTimeForm",
    "OpenForm",
    "OthersForm",
    "PolicyForm",
    "PoolForm",
    "QualifyingForm",
    "ReferenceForm",
    "SampleForm",
    "SamplingForm",
    "ScoreForm",
    "SettleForm",
    "TakeBackForm",
    "TaskForm",
    "TrainingForm",
    "WrittenForm",
    "as_given",
    "sample_forms",
]
