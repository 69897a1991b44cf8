"""Bodies, their seats, what is proposed to them, how they vote, and what was decided."""

from skillmark.governance.models.bodies import Body, Constituency, Seat
from skillmark.governance.models.proposals import Ballot, Choice, Decision, Outcome, Proposal, Voter

__all__ = ["Ballot", "Body", "Choice", "Constituency", "Decision", "Outcome", "Proposal", "Seat", "Voter"]
