"""What comes of a file on which others are to be seen or heard."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from skillmark.assessment.models import ConsentStatus, Ended

ANSWER_DAYS = 14  # longer than a holiday; as long as any other link waits for somebody
MOST_OTHERS = 9  # people on one file: of more, a picture of the work alone is taken sooner than all of them are asked


@dataclass(frozen=True, slots=True)
class Asked:
    """What one of them said, and by which day she is to answer."""

    status: ConsentStatus
    answer_by: date


def answer_by(day: date) -> date:
    """The last day on which somebody who is asked today can answer."""
    return day + timedelta(days=ANSWER_DAYS)


def all_agreed(others: int, asked: Collection[Asked]) -> bool:
    """Whether everybody on it was asked and agreed, and nobody has taken it back."""
    return len(asked) >= max(others, 1) and all(one.status is ConsentStatus.AGREED for one in asked)


def why_closed(others: int, asked: Collection[Asked], handed_in: date, today: date, *, seen: bool) -> Ended | None:
    """Why a file on which others are is shown to nobody any more; None where it may go on waiting, or is agreed to.

    One “no” is enough. Taken back before anybody saw the file, agreeing counts as a “no”. Whoever is not asked at all
    within the time has not answered either.
    """
    said = {one.status for one in asked}
    if ConsentStatus.WITHDRAWN in said and seen:
        return Ended.WITHDRAWN
    if said & {ConsentStatus.REFUSED, ConsentStatus.WITHDRAWN}:
        return Ended.REFUSED
    late = any(one.status is ConsentStatus.ASKED and one.answer_by < today for one in asked)
    unasked = len(asked) < others and answer_by(handed_in) < today
    return Ended.UNANSWERED if late or unasked else None
