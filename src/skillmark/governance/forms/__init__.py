"""Forms of governance."""

from skillmark.governance.forms.bodies import BodyForm, EndSeatForm, SeatForm, TermForm
from skillmark.governance.forms.votes import BallotForm, ConflictForm, DeadlineForm, SecrecyForm

__all__ = [
    "BallotForm",
    "BodyForm",
    "ConflictForm",
    "DeadlineForm",
    "EndSeatForm",
    "SeatForm",
    "SecrecyForm",
    "TermForm",
]
