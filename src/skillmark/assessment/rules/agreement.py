"""How far those who mark the same attempts agree; said only where there are enough of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from skillmark.kernel.agreement import Agreement, Alpha, Icc, agreement, icc, krippendorff

FEWEST_ATTEMPTS = 10  # with fewer, an interval reaches from no agreement to full agreement and helps nobody


@dataclass(frozen=True, slots=True)
class Figures:
    """Agreement over `attempts` marked by two or more: weighted kappa, alpha and ICC, each with its interval.

    All None where there are too few to say.
    """

    attempts: int
    kappa: Agreement | None = None
    alpha: Alpha | None = None
    icc: Icc | None = None

    @property
    def too_few(self) -> bool:
        return self.attempts < FEWEST_ATTEMPTS


def figures(attempts: Sequence[Sequence[int]]) -> Figures:
    """Agreement about attempts, each given by the marks of its assessors in the order they came.

    Kappa (quadratic) and the ICC take the first two marks of each: assessors change from attempt to attempt, so the
    ICC is the one-way form, of a single mark. Alpha (ordinal) takes all marks. An attempt with one mark says nothing.
    """
    compared = [list(marks) for marks in attempts if len(marks) > 1]
    if len(compared) < FEWEST_ATTEMPTS:
        return Figures(len(compared))
    return Figures(
        len(compared),
        agreement([(marks[0], marks[1]) for marks in compared], with_interval=True),
        krippendorff(compared, with_interval=True),
        icc([marks[:2] for marks in compared], model="one-way"),
    )


def against_others(rater: int, marks: Sequence[int]) -> list[int]:
    """Marks of one attempt with this assessor's first (`rater` is her place): she is compared with the others."""
    return [marks[rater], *marks[:rater], *marks[rater + 1 :]]
