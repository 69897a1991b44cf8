"""From what a panel expects to a level of the rubric."""

from fractions import Fraction
from math import ceil


def level_for(share: Fraction, top: int) -> int:
    """The least level of a scale up to `top` that is no less than this share of it; at least the first above nought.

    Rounded up: nobody passes below what the panel expects of somebody just good enough.
    """
    return max(ceil(share * top), 1)
