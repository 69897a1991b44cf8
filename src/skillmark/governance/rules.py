"""When a vote counts, and what it comes to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from skillmark.governance.models import Choice, Constituency, Outcome

LEAST_VOICES = 3  # of the four seats a ready body has


@dataclass(frozen=True, slots=True)
class Vote:
    """A ballot as the rule sees it: whose voice, and which way."""

    seat: Constituency
    choice: Choice


@dataclass(frozen=True, slots=True)
class DecisionRule:
    """How many seats have a vote, and how many must use it."""

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


def overlap(starts: date, ends: date | None, other_starts: date, other_ends: date | None) -> bool:
    """Whether two terms share a day."""
    return (ends is None or other_starts <= ends) and (other_ends is None or starts <= other_ends)


def overdue(terms: Sequence[tuple[Constituency, date | None]], day: date) -> dict[Constituency, date]:
    """The constituencies whose every term is over on this day, with the last day on which one was not; a term has its
    constituency and last day, None for one without end or for a place nobody has taken.
    """
    last: dict[Constituency, date] = {}
    for constituency, ends in terms:
        if ends is not None:
            last[constituency] = max(ends, last.get(constituency, ends))
    on = {constituency for constituency, ends in terms if ends is None}
    return {constituency: ends for constituency, ends in last.items() if ends < day and constituency not in on}


def quorum_of(seats: int) -> int:
    """More than half of the seats, and never fewer than three, so that no body shrinks until one voice decides."""
    return max(seats // 2 + 1, LEAST_VOICES)


def can_decide(voters: Sequence[Constituency], quorum: int) -> bool:
    """Whether these seats could pass anything: enough of them, one frontline."""
    return len(voters) >= quorum and Constituency.FRONTLINE in voters
