"""Bodies, their seats, what is proposed to them, how they vote, and what was decided."""

from skillmark.governance.models.bodies import Alternate, Body, Constituency, Filling, Seat
from skillmark.governance.models.proposals import (
    Ballot,
    Choice,
    Conflict,
    Decision,
    Extension,
    Outcome,
    Proposal,
    Tally,
    Voter,
)

__all__ = [
    "Alternate",
    "Ballot",
    "Body",
    "Choice",
    "Conflict",
    "Constituency",
    "Decision",
    "Extension",
    "Filling",
    "Outcome",
    "Proposal",
    "Seat",
    "Tally",
    "Voter",
]
