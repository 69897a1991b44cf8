"""Forms of governance."""

from skillmark.governance.forms.bodies import BodyForm, EndSeatForm, SeatForm, TermForm
from skillmark.governance.forms.votes import BallotForm

__all__ = ["BallotForm", "BodyForm", "EndSeatForm", "SeatForm", "TermForm"]
