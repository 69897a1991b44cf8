"""What a panel says of one requirement: how far its members agree, and how many hold it to be essential."""

from collections.abc import Sequence
from fractions import Fraction
from math import comb


def r_wg(ratings: Sequence[int], *, points: int) -> Fraction:
    """Agreement within a group on one item of a scale with `points` points: 1 for all equal, 0 for what chance gives.

    Source: L. James, R. Demaree, G. Wolf, Journal of Applied Psychology 69 (1984) 85–98, against a uniform
    distribution. A spread beyond chance is told as 0, as there. Raises ValueError for fewer than two ratings or points,
    and a rating outside 1 to `points`.
    """
    if len(ratings) < 2 or points < 2:
        raise ValueError("agreement within a group needs two ratings, on a scale of two or more points")
    if any(not 1 <= rating <= points for rating in ratings):
        raise ValueError(f"a rating lies between 1 and {points}")
    n = len(ratings)
    variance = (sum(Fraction(rating) ** 2 for rating in ratings) - Fraction(sum(ratings)) ** 2 / n) / (n - 1)
    return max(Fraction(0), 1 - variance / Fraction(points**2 - 1, 12))


def content_validity_ratio(essential: int, panel: int) -> Fraction:
    """From −1, nobody on the panel holds it to be essential, to 1, everybody does. Raises ValueError.

    Source: C. Lawshe, Personnel Psychology 28 (1975) 563–575.
    """
    if panel < 1 or not 0 <= essential <= panel:
        raise ValueError("a panel has members, and no more of them than there are hold it to be essential")
    return (Fraction(essential) - Fraction(panel, 2)) / Fraction(panel, 2)


def critical_ratio(panel: int) -> Fraction:
    """The least content-validity ratio that chance gives a panel of this size in at most one of twenty items.

    Exact binomial, one-sided at 0.05, each member as likely to say yes as no. Source: C. Ayre, A. Scally, Measurement
    and Evaluation in Counseling and Development 47 (2014) 79–86. For panels of up to four, everybody.
    Raises ValueError.
    """
    if panel < 1:
        raise ValueError("a panel has members")
    tail = 0
    for essential in range(panel, -1, -1):
        tail += comb(panel, essential)
        if tail * 20 > 2**panel:
            return content_validity_ratio(min(essential + 1, panel), panel)
    raise AssertionError("no panel is as small as that")
