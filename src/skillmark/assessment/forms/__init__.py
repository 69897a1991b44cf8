"""Forms of assessment."""

from skillmark.assessment.forms.accommodations import AnswerNeedForm, NeedForm
from skillmark.assessment.forms.attempts import (
    MARK,
    Choices,
    EvidenceForm,
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
from skillmark.assessment.forms.policy import PolicyForm, as_given
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
    "MARK",
    "ActionForm",
    "AgainForm",
    "AnswerNeedForm",
    "Choices",
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
    "PolicyForm",
    "PoolForm",
    "QualifyingForm",
    "ReferenceForm",
    "SampleForm",
    "SamplingForm",
    "ScoreForm",
    "SettleForm",
    "TaskForm",
    "TrainingForm",
    "WrittenForm",
    "as_given",
    "sample_forms",
]
