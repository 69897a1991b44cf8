"""From what a panel expects to a level of the rubric, and what those on the border show."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil

from skillmark.assessment.models import Judgement
from skillmark.kernel.agreement import Borderline, borderline_group

FEWEST_ON_THE_BORDER = 10  # of fewer, one attempt more or less moves the median by a level


def level_for(share: Fraction, top: int) -> int:
    """The least level of a scale up to `top` that is no less than this share of it; at least the first above nought.

    Rounded up: nobody passes below what the panel expects of somebody just good enough.
    """
    return max(ceil(share * top), 1)


def is_on_the_border(judgements: Sequence[Judgement]) -> bool:
    """Whether more than half of those who judged an attempt as a whole hold it to be on the border."""
    return 2 * judgements.count(Judgement.BORDER) > len(judgements)


def border_levels(reached: Sequence[Mapping[str, int]]) -> dict[str, Borderline]:
    """For each criterion (by position) what attempts on the border reached: the median and its middle half.

    Empty for fewer attempts than FEWEST_ON_THE_BORDER.
    """
    if len(reached) < FEWEST_ON_THE_BORDER:
        return {}
    return {place: borderline_group([levels[place] for levels in reached]) for place in reached[0]}
