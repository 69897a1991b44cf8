"""What is taken as evidence, and what comes of a file on which others are to be seen or heard."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from skillmark.assessment.models import ConsentStatus, Ended
from skillmark.kernel.values import BadInput, told, written

LONGEST_OBSERVATION = 4000  # letters: a full page, more is a report and belongs into a file
ANSWER_DAYS = 14  # longer than a holiday; as long as any other link waits for somebody
MOST_OTHERS = 9  # people on one file: of more, a picture of the work alone is taken sooner than all of them are asked


@dataclass(frozen=True, slots=True)
class Asked:
    """What one of them said, and by which day she is to answer."""

    status: ConsentStatus
    answer_by: date


def checked_evidence(text: str, content: bytes, *, others: bool | None, asked: int = 0) -> tuple[str, str]:
    """The words of an observation, tidied (empty for a file), and the SHA-256 of them or of the file, in hex.

    `others`: whether anyone but the person tried can be known on the file, `asked`: how many they are where each of
    them can be asked. Raises BadInput for neither words nor a file, for both, for too many words; and of a file where
    nobody has said who is on it, or somebody is who cannot be asked: a patient or a child among them.
    """
    words = written(text, most=LONGEST_OBSERVATION, file="evidence", column="text", missing=None)
    if bool(words) == bool(content):
        raise BadInput.of(told("is either a written observation or a file"), file="evidence")
    if content:
        _require_told_of(others, asked)
    return words, hashlib.sha256(content or words.encode()).hexdigest()


def _require_told_of(others: bool | None, asked: int) -> None:
    if others is None:
        raise BadInput.of(told("say whether anyone else is to be seen or heard"), file="evidence", column="others")
    if others and not asked:
        said = told("shows somebody else. Cover or cut her out and hand it in anew, or write what was seen")
        raise BadInput.of(said, file="evidence", column="file")
    if asked and not (others and 1 <= asked <= MOST_OTHERS):
        said = told("say how many others are on it, from 1 to %(most)s", most=MOST_OTHERS)
        raise BadInput.of(said, file="evidence", column="asked")


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
