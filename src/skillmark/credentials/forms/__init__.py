"""Forms of credentials."""

from skillmark.credentials.forms.delegating import DelegateForm, TrainingForm
from skillmark.credentials.forms.equivalences import CountsForForm, RulesTableForm
from skillmark.credentials.forms.partners import AskPartnerForm, BringEndorsementForm, EndorseForm
from skillmark.credentials.forms.records import (
    LARGEST_RECORD,
    AwardForm,
    AwardManyForm,
    BringForm,
    CheckForm,
    DefineForm,
    ProveForm,
    RetireForm,
    RevokeForm,
    SendShareForm,
    ShareForm,
    WhoseForm,
)
from skillmark.credentials.forms.stacks import StackForm, StandsForm, StatementForm

__all__ = [
    "LARGEST_RECORD",
    "AskPartnerForm",
    "AwardForm",
    "AwardManyForm",
    "BringEndorsementForm",
    "BringForm",
    "CheckForm",
    "CountsForForm",
    "DefineForm",
    "DelegateForm",
    "EndorseForm",
    "ProveForm",
    "RetireForm",
    "RevokeForm",
    "RulesTableForm",
    "SendShareForm",
    "ShareForm",
    "StackForm",
    "StandsForm",
    "StatementForm",
    "TrainingForm",
    "WhoseForm",
]
