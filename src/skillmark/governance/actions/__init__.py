"""Changes of state in governance."""

from skillmark.governance.actions.refusals import AlreadySeated, CannotVote, StillOpen, TooFewSeats
from skillmark.governance.actions.seats import (
    READY_SEATS,
    end_alternate,
    end_seat,
    name_alternate,
    set_up_body,
    take_seat,
)
from skillmark.governance.actions.votes import close_proposal, propose, vote

__all__ = [
    "READY_SEATS",
    "AlreadySeated",
    "CannotVote",
    "StillOpen",
    "TooFewSeats",
    "close_proposal",
    "end_alternate",
    "end_seat",
    "name_alternate",
    "propose",
    "set_up_body",
    "take_seat",
    "vote",
]
