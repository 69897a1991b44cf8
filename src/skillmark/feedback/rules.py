"""When a suggestion has waited too long, what is taken out of it and published of it, and what is counted."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from skillmark.kernel.values import BadInput, told

WAITS = timedelta(days=14)  # whoever hears nothing for two weeks does not write again

BLANK = "███"  # always as long, so that it does not tell how long a name was


def late_before(today: date) -> date:
    """What came before this day and has no answer waits too long."""
    return today - WAITS


def may_quote(text: str, *, quotable: bool) -> bool:
    """Words are published only while whoever wrote them agrees, and never once they went with her."""
    return quotable and bool(text)


def blanked(text: str, words: Sequence[str]) -> str:
    """The text with a blank wherever one of these words or phrases stands on its own, in capitals or not; one blank
    where two of them overlap.

    Raises BadInput for none of them, and for one that does not stand there: whoever blanks would trust that it is gone.
    """
    given = [" ".join(unicodedata.normalize("NFC", each).split()) for each in words]
    wanted = sorted({each for each in given if each}, key=len, reverse=True)
    if not wanted:
        raise BadInput.of(told("is missing"), file="suggestion", column="words")
    plain = unicodedata.normalize("NFC", text)
    found = {each: _where(each, plain) for each in wanted}
    missing = [each for each, spans in found.items() if not spans]
    if missing:
        said = told("this does not stand there: %(words)s", words=", ".join(missing))
        raise BadInput.of(said, file="suggestion", column="words")
    parts, at = [], 0
    for start, end in _joined(span for spans in found.values() for span in spans):
        parts += [plain[at:start], BLANK]
        at = end
    return "".join([*parts, plain[at:]])


def names(words: Sequence[str], name: str) -> bool:
    """Whether one of these words is part of somebody's name, in capitals or not, with its accents or without."""
    return not _parts(" ".join(words)).isdisjoint(_parts(name))


def _parts(text: str) -> set[str]:
    bare = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    return set(re.findall(r"\w+", bare.casefold()))


def _where(words: str, text: str) -> list[tuple[int, int]]:
    """Where a phrase stands on its own, also where it overlaps itself."""
    phrase = r"\s+".join(re.escape(each) for each in words.split())
    return [each.span(1) for each in re.finditer(rf"(?<!\w)(?=({phrase})(?!\w))", text, re.I)]


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """In order, those that overlap as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def guarded(count: int, least: int) -> int | None:
    """How many said so, where that many may be shown to everybody; None for a few whom others could name."""
    return count if count >= least else None


@dataclass(frozen=True, slots=True)
class Told:
    """A suggestion as the count sees it: when it came, when it was first answered, whether a published change names
    it, itself or as joined to another.
    """

    on: date
    answered_on: date | None
    changed: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """How many suggestions came, were answered, and led to a published change; `days` to the first answer, in the
    middle of all answered, None without one.
    """

    said: int
    answered: int
    changed: int
    days: float | None


def counted(told: Sequence[Told]) -> Counted:
    answered = [(each.answered_on - each.on).days for each in told if each.answered_on is not None]
    changed = sum(each.changed for each in told)
    return Counted(len(told), len(answered), changed, float(median(answered)) if answered else None)
