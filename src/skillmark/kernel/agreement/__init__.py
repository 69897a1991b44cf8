"""Do the raters agree, and what happens where they do not."""

from skillmark.kernel.agreement.kappa import Agreement, Weights, agreement
from skillmark.kernel.agreement.passing import WeightedResult, weighted_result
from skillmark.kernel.agreement.ratings import (
    Criterion,
    CriterionComparison,
    NeedsModeration,
    Rating,
    compare,
    settle,
)

__all__ = [
    "Agreement",
    "Criterion",
    "CriterionComparison",
    "NeedsModeration",
    "Rating",
    "WeightedResult",
    "Weights",
    "agreement",
    "compare",
    "settle",
    "weighted_result",
]
