"""A self-assessment on its way between a browser and a page: small enough for a cookie, refused where it was bent."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from skillmark.kernel.skills import DraftStandard
from skillmark.kernel.skills.model import HIGHEST_LEVEL, LOWEST_HELD

WRITTEN = re.compile(r"(\d{4}-\d\d-\d\d)\.([0-9a-f]{8})\.((?:\d{1,3}-\d{1,2}(?:_\d{1,3}-\d{1,2})*)?)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Answers:
    """What somebody says of each competency, and on which day."""

    on: date
    levels: Mapping[str, int]


def written(answers: Answers, standard: DraftStandard) -> str:
    """A day, the lines it was answered on, and place-level pairs: no word of a competency, and nobody's name."""
    places = {indicator.competency_id: place for place, indicator in enumerate(standard.indicators)}
    pairs = "_".join(f"{places[one]}-{level}" for one, level in answers.levels.items() if one in places)
    return f"{answers.on.isoformat()}.{_lines(standard)}.{pairs}"


def read(text: str, standard: DraftStandard) -> Answers | None:
    """What was written; None where it is of other lines, or of nobody's writing."""
    found = WRITTEN.fullmatch(text)
    if found is None or found[2] != _lines(standard):
        return None
    try:
        day = date.fromisoformat(found[1])
        pairs = [tuple(map(int, pair.split("-"))) for pair in found[3].split("_") if pair]
        levels = {standard.indicators[place].competency_id: level for place, level in pairs}
    except (ValueError, IndexError):
        return None
    if any(not LOWEST_HELD <= level <= HIGHEST_LEVEL for level in levels.values()):
        return None
    return Answers(day, levels)


def _lines(standard: DraftStandard) -> str:
    """Which lines in which order, in eight hexadecimal digits: the lines of a demonstration's draft can change."""
    named = "\n".join(indicator.competency_id for indicator in standard.indicators)
    return hashlib.sha256(named.encode()).hexdigest()[:8]
