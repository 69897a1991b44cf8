"""Bodies, their seats, what is proposed to them, how they vote, and what was decided."""

from skillmark.governance.models.bodies import Alternate, Body, Constituency, Filling, Seat
from skillmark.governance.models.proposals import Ballot, Choice, Decision, Outcome, Proposal, Voter

__all__ = [
    "Alternate",
    "Ballot",
    "Body",
    "Choice",
    "Constituency",
    "Decision",
    "Filling",
    "Outcome",
    "Proposal",
    "Seat",
    "Voter",
]
