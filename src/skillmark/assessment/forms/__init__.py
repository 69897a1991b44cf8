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

__all__ = [
    "MARK",
    "Choices",
    "EvidenceForm",
    "MarksForm",
    "OpenForm",
    "PolicyForm",
    "ScoreForm",
    "SettleForm",
    "TaskForm",
]
