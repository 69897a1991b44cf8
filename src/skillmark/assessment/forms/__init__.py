"""Forms of assessment."""

from skillmark.assessment.forms.attempts import (
    MARK,
    Choices,
    EvidenceForm,
    MarksForm,
    OpenForm,
    PolicyForm,
    ScoreForm,
    SettleForm,
    TaskForm,
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
    "Choices",
    "CloseForm",
    "DoneForm",
    "DrawForm",
    "EvidenceForm",
    "FindingForm",
    "MarksForm",
    "OpenForm",
    "PolicyForm",
    "SamplingForm",
    "ScoreForm",
    "SettleForm",
    "TaskForm",
]
