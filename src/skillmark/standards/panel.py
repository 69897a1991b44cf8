"""What a panel's ratings come to, and which requirements have to be argued for. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from statistics import stdev
from typing import Any

from skillmark.kernel.agreement import content_validity_ratio, critical_ratio, icc, r_wg

POINTS = 5
ESSENTIAL = 4  # from this importance on, a rater holds that the work cannot be done without it
CUT = 300  # hundredths: “useful”, the middle of the scale, as the drafting rule's cut on O*NET's scale of the same five
FEWEST_RATERS = 3  # of two, each would read the other's answer off the mean


class MustArgue(StrEnum):
    """Why a requirement stays only with a written reason."""

    LANGUAGE = "language"
    PHYSICAL = "physical"
    PERSONALITY = "personality"
    BELOW_CUT = "below_cut"
    NOT_RATED = "not_rated"


# O*NET's content model: 2.C.7 languages; 1.A.2 to 1.A.4 psychomotor, physical and sensory; 1.C and 1.D work styles
PREFIXES = (
    ("2.C.7.", MustArgue.LANGUAGE),
    ("1.A.2.", MustArgue.PHYSICAL),
    ("1.A.3.", MustArgue.PHYSICAL),
    ("1.A.4.", MustArgue.PHYSICAL),
    ("1.C.", MustArgue.PERSONALITY),
    ("1.D.", MustArgue.PERSONALITY),
)
# words that name such a requirement in somebody's own framework: a reason too many costs a sentence
WORDS = (
    (MustArgue.LANGUAGE, r"languages?|fluen\w*|bilingual|native speaker|english|spanish|idiomas?|inglés|español"),
    (MustArgue.PHYSICAL, r"physical\w*|stamina|strength|able to (?:lift|stand|carry|climb)|resistencia|fuerza física"),
    (MustArgue.PERSONALITY, r"personality|attitude|outgoing|cheerful|enthusias\w*|extrovert\w*|actitud|personalidad"),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """One rater on one line: importance and frequency 1–5, and whether it is needed on the first day."""

    rater: str
    line: str
    importance: int
    frequency: int
    at_entry: bool


@dataclass(frozen=True, slots=True)
class LineFigures:
    """What the panel says of one line. `spread` is a standard deviation; `critical` the ratio chance may give."""

    raters: int
    mean: Fraction
    spread: float
    agreement: Fraction
    validity: Fraction
    critical: Fraction
    frequency: Fraction
    at_entry: int

    def below(self, cut: int) -> bool:
        return self.mean * 100 < cut


def argues(reference: str, name: str, description: str) -> MustArgue | None:
    """The kind of requirement that always needs a reason, whatever a panel says; None for any other."""
    for prefix, kind in PREFIXES:
        if reference.startswith(prefix):
            return kind
    text = f"{name} {description}".casefold()
    return next((kind for kind, words in WORDS if re.search(rf"\b(?:{words})\b", text)), None)


def figures(answers: Sequence[Answer]) -> dict[str, LineFigures]:
    """The figures of each line that at least `FEWEST_RATERS` answered."""
    by_line: dict[str, list[Answer]] = {}
    for answer in answers:
        by_line.setdefault(answer.line, []).append(answer)
    return {line: _of_line(given) for line, given in by_line.items() if len(given) >= FEWEST_RATERS}


def together(answers: Sequence[Answer]) -> dict[str, str | int] | None:
    """The intraclass correlation ICC(2,k) of the panel's mean importance, over the lines and raters without a gap."""
    grid: dict[str, dict[str, int]] = {}
    for answer in answers:
        grid.setdefault(answer.rater, {})[answer.line] = answer.importance
    most = max((len(given) for given in grid.values()), default=0)
    full = {rater: given for rater, given in grid.items() if len(given) == most}
    lines = sorted(set.intersection(*(set(given) for given in full.values()))) if full else []
    if len(full) < FEWEST_RATERS or len(lines) < 2:  # a correlation needs two targets
        return None
    found = icc([[given[line] for given in full.values()] for line in lines], mean=True)
    if found is None:
        return None
    return {
        "value": f"{found.icc:.2f}", "low": f"{found.interval.low:.2f}", "high": f"{found.interval.high:.2f}",
        "raters": found.raters, "lines": found.targets,
    }  # fmt: skip


def line_document(found: LineFigures, cut: int) -> dict[str, Any]:
    """The figures of a line as JSON-ready data, rounded as they are shown."""
    return {
        "raters": found.raters,
        "mean": f"{float(found.mean):.2f}",
        "spread": f"{found.spread:.2f}",
        "r_wg": f"{float(found.agreement):.2f}",
        "content_validity_ratio": f"{float(found.validity):.2f}",
        "critical_ratio": f"{float(found.critical):.2f}",
        "frequency": f"{float(found.frequency):.2f}",
        "needed_at_entry": found.at_entry,
        "below_cut": found.below(cut),
    }


def must_argue(reference: str, name: str, description: str, basis: Mapping[str, Any] | None) -> MustArgue | None:
    """Why this requirement needs a reason; None where it stays without one. `basis`: what closed panels said, of this
    version or of one before (`carrying.said`).
    """
    kind = argues(reference, name, description)
    if kind is not None or basis is None:
        return kind
    line = basis["requirements"].get(reference)
    if line is None:
        return MustArgue.NOT_RATED
    return MustArgue.BELOW_CUT if line["below_cut"] else None


def _of_line(given: Sequence[Answer]) -> LineFigures:
    marks = [answer.importance for answer in given]
    count = len(given)
    return LineFigures(
        raters=count,
        mean=Fraction(sum(marks), count),
        spread=stdev(marks),
        agreement=r_wg(marks, points=POINTS),
        validity=content_validity_ratio(sum(mark >= ESSENTIAL for mark in marks), count),
        critical=critical_ratio(count),
        frequency=Fraction(sum(answer.frequency for answer in given), count),
        at_entry=sum(answer.at_entry for answer in given),
    )
