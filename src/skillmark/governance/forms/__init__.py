"""Forms of governance."""

from skillmark.governance.forms.appeals import AppealForm, AppealTermsForm, DeciderForm, DecisionForm
from skillmark.governance.forms.bodies import BodyForm, EndSeatForm, SeatForm, TermForm
from skillmark.governance.forms.consultations import CommentForm, ConsultationForm, ModerationForm, ResponseForm
from skillmark.governance.forms.meetings import MeetingForm, MinutesForm
from skillmark.governance.forms.reviews import ConclusionForm, EndForm, ReviewForm
from skillmark.governance.forms.rights import (
    AgentForm,
    AgreementForm,
    AskForm,
    EndAgentForm,
    OwnerForm,
    RightsForm,
    WorkstreamForm,
)
from skillmark.governance.forms.votes import BallotForm, ConflictForm, SecrecyForm

__all__ = [
    "AgentForm",
    "AgreementForm",
    "AppealForm",
    "AppealTermsForm",
    "AskForm",
    "BallotForm",
    "BodyForm",
    "CommentForm",
    "ConclusionForm",
    "ConflictForm",
    "ConsultationForm",
    "DeciderForm",
    "DecisionForm",
    "EndAgentForm",
    "EndForm",
    "EndSeatForm",
    "MeetingForm",
    "MinutesForm",
    "ModerationForm",
    "OwnerForm",
    "ResponseForm",
    "ReviewForm",
    "RightsForm",
    "SeatForm",
    "SecrecyForm",
    "TermForm",
    "WorkstreamForm",
]
