"""Is it really the programme: power, lotteries, follow-up dates and the types of effect."""

from skillmark.kernel.impact.effects import BeforeAfter, CausalEstimate, Effect, Horizon, ModelledReturn, word_for
from skillmark.kernel.impact.lottery import (
    Drawn,
    Eligible,
    LockedLottery,
    draw_of,
    hash_of_eligible,
    hold_lottery,
    is_needed,
    is_unaltered,
)
from skillmark.kernel.impact.power import DetectableEffect, detectable_mean_difference, detectable_rate_difference
from skillmark.kernel.impact.schedule import follow_up_dates

__all__ = [
    "BeforeAfter",
    "CausalEstimate",
    "DetectableEffect",
    "Drawn",
    "Effect",
    "Eligible",
    "Horizon",
    "LockedLottery",
    "ModelledReturn",
    "detectable_mean_difference",
    "detectable_rate_difference",
    "draw_of",
    "follow_up_dates",
    "hash_of_eligible",
    "hold_lottery",
    "is_needed",
    "is_unaltered",
    "word_for",
]
