"""Why governance refuses."""

from datetime import date
from uuid import UUID


class StillOpen(Exception):
    """Votes are missing and the deadline has not passed."""


class CannotVote(Exception):
    """The vote does not count: none on this question, the term is over, the vote is closed, or it was cast already."""


class NotDecided(Exception):
    """Who decides stands already, and no group has agreed since that it changes. `right_id`: what it is asked about."""

    def __init__(self, right_id: UUID) -> None:
        self.right_id = right_id
        super().__init__(str(right_id))


class CannotDeclare(Exception):
    """No conflict of interest is declared here: the vote is over, it was declared, or the seat has voted."""


class NotBlocked(Exception):
    """The question does not wait for a frontline voice, so its deadline stands."""


class TooFewSeats(Exception):
    """Too few people hold a seat, or none of those who do the work, so no vote could pass."""


class NobodyToSign(TooFewSeats):
    """Nobody sits there for management, for those who do the work, or for an outside partner, so that side could not
    sign.
    """


class CannotSign(Exception):
    """There is nothing to sign here: it did not pass, her side has signed, or she had no seat when it was put."""


class AlreadySeated(Exception):
    """She speaks for a seat of this body on one of these days, or the seat has its alternate then."""


class CommentsWait(Exception):
    """What is asked about is open to public comment, or comments on it are not all answered and published."""


class CannotAppeal(Exception):
    """There is nothing to appeal against, or no more. `reason` is one of the codes below; TOO_LATE has the last day."""

    NOT_AGAINST, TOO_LATE, ALREADY = "not_against", "too_late", "already"

    def __init__(self, reason: str, last_day: date | None = None) -> None:
        self.reason, self.last_day = reason, last_day
        super().__init__(reason)


class CannotDecide(Exception):
    """This person may not decide this appeal, or it is decided. `reason` is a code of `rules.WhyNot`, or DECIDED."""

    DECIDED = "decided"

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)
