"""Where a person of a campaign can stand, why she left, the arms of the mix, who answers: words without a database."""

from enum import StrEnum


class Arm(StrEnum):
    """The three parts of a programme's mix."""

    TRAIN = "train"
    SUPPORT = "support"
    MEASURE = "measure"


class Duty(StrEnum):
    """The parts of a campaign's work for each of which one person answers (S0-31)."""

    STANDARDS = "standards"
    CONTENT = "content"
    ASSESSMENT = "assessment"
    COMMUNICATIONS = "communications"


class State(StrEnum):
    """Where a person stands; always derived from the log of status events.

    She applied herself, or a partner referred her; eligible says that her gaps can be closed within the hours.
    """

    APPLIED = "applied"
    REFERRED = "referred"
    ELIGIBLE = "eligible"
    INVITED = "invited"
    ENROLLED = "enrolled"
    STARTED = "started"
    PAUSED = "paused"
    COMPLETED = "completed"
    DROPPED = "dropped"
    PLACED = "placed"


class DropReason(StrEnum):
    """Why somebody left before the end. None of them tells of a support need: this list is read by employers."""

    ANOTHER_JOB = "another_job"
    HOURS = "hours"
    PLACE = "place"
    PAY = "pay"
    NOT_WHAT_WAS_WANTED = "not_what_was_wanted"
    STANDARD_NOT_REACHED = "standard_not_reached"
    OFFER_WITHDRAWN = "offer_withdrawn"
    NOT_REACHED = "not_reached"
    OWN_REASONS = "own_reasons"
