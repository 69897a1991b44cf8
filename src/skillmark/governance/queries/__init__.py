"""Reads of governance, each in one scope."""

from skillmark.governance.models import Ballot, Body, Choice, Constituency, Decision, Outcome, Proposal, Seat, Voter
from skillmark.governance.queries.bodies import Group, bodies, body, groups, held_on, quorum, seat, whom_to_seat
from skillmark.governance.queries.votes import (
    counted_ballots,
    proposal,
    proposals,
    seat_to_vote,
    standing_decision,
    unanswered,
)

__all__ = [
    "Ballot",
    "Body",
    "Choice",
    "Constituency",
    "Decision",
    "Group",
    "Outcome",
    "Proposal",
    "Seat",
    "Voter",
    "bodies",
    "body",
    "counted_ballots",
    "groups",
    "held_on",
    "proposal",
    "proposals",
    "quorum",
    "seat",
    "seat_to_vote",
    "standing_decision",
    "unanswered",
    "whom_to_seat",
]
