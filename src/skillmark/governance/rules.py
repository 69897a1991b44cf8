"""When a vote counts, and what it comes to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from skillmark.governance.models import Choice, Constituency, Outcome


@dataclass(frozen=True, slots=True)
class Vote:
    """A ballot as the rule sees it: whose voice, and which way."""

    seat: Constituency
    choice: Choice


@dataclass(frozen=True, slots=True)
class DecisionRule:
    """How many seats the body has, and how many must vote."""

    seats: int
    quorum: int


def outcome(votes: Sequence[Vote], rule: DecisionRule, deadline: datetime, now: datetime) -> Outcome:
    """What a proposal comes to. The majority is of votes for and against; an abstention counts for quorum alone.

    A frontline vote is a frontline seat having voted, either way; without one nothing passes (S0-23).
    """
    if now < deadline and len(votes) < rule.seats:
        return Outcome.OPEN
    if len(votes) < rule.quorum:
        return Outcome.NO_QUORUM
    if not any(vote.seat is Constituency.FRONTLINE and vote.choice is not Choice.ABSTAIN for vote in votes):
        return Outcome.NO_FRONTLINE_VOICE
    in_favour = sum(vote.choice is Choice.YES for vote in votes)
    against = sum(vote.choice is Choice.NO for vote in votes)
    return Outcome.PASSED if in_favour > against else Outcome.REJECTED


def holds_seat(starts: date, ends: date | None, day: date) -> bool:
    """Whether a term covers the day, first and last day included."""
    return starts <= day and (ends is None or day <= ends)


def quorum_of(seats: int) -> int:
    """More than half, and never fewer than three of four: a ready body decides with three voices."""
    return max(seats // 2 + 1, min(seats, 3))
