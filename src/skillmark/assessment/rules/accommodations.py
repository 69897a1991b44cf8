"""How a need stands, and which needs somebody sees."""

from collections.abc import Collection
from enum import Enum

from skillmark.assessment.models import AccommodationStatus as Status


class Part(Enum):
    """What the reader has to do with an attempt."""

    HERSELF = "herself"
    PROVIDES = "provides"
    MARKS = "marks"
    NONE = "none"


def status_of(given: Collection[str]) -> Status:
    """What was withdrawn stays so; else what was answered; else it is still asked for."""
    for status in (Status.WITHDRAWN, Status.GRANTED, Status.REFUSED):
        if status in given:
            return status
    return Status.ASKED


def is_seen(status: Status, part: Part) -> bool:
    """She and whoever provides see every need. Whoever marks sees what is granted, which she is to let happen, and
    neither what was only asked for nor what was refused (S0-09: seen only by those who need it).
    """
    if part in (Part.HERSELF, Part.PROVIDES):
        return True
    return part is Part.MARKS and status is Status.GRANTED


def may_be_withdrawn(status: Status) -> bool:
    return status in (Status.ASKED, Status.GRANTED)
