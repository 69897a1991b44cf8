"""Do the raters agree, and what happens where they do not."""

from skillmark.kernel.agreement.alpha import Alpha, Scale, fleiss, krippendorff
from skillmark.kernel.agreement.icc import Icc, Model, icc
from skillmark.kernel.agreement.intervals import Interval
from skillmark.kernel.agreement.kappa import Agreement, Weights, agreement, kappa_of_table
from skillmark.kernel.agreement.panel import content_validity_ratio, critical_ratio, r_wg
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
    "Alpha",
    "Criterion",
    "CriterionComparison",
    "Icc",
    "Interval",
    "Model",
    "NeedsModeration",
    "Rating",
    "Scale",
    "WeightedResult",
    "Weights",
    "agreement",
    "compare",
    "content_validity_ratio",
    "critical_ratio",
    "fleiss",
    "icc",
    "kappa_of_table",
    "krippendorff",
    "r_wg",
    "settle",
    "weighted_result",
]
