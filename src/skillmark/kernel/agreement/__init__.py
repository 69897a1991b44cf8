"""Do the raters agree, and what happens where they do not."""

from skillmark.kernel.agreement.alpha import Alpha, Scale, fleiss, krippendorff
from skillmark.kernel.agreement.cut import AngoffRound, Borderline, ItemEstimate, angoff, borderline_group
from skillmark.kernel.agreement.icc import Icc, Model, icc
from skillmark.kernel.agreement.intervals import Interval
from skillmark.kernel.agreement.kappa import Agreement, Weights, agreement, kappa_of_table
from skillmark.kernel.agreement.panel import content_validity_ratio, critical_ratio, r_wg
from skillmark.kernel.agreement.ratings import (
    Criterion,
    CriterionComparison,
    NeedsModeration,
    Rating,
    compare,
    settle,
)
from skillmark.kernel.agreement.sampling import MOST_WEIGHT, Cover, Sample, Unit, draw, place_of

__all__ = [
    "MOST_WEIGHT",
    "Agreement",
    "Alpha",
    "AngoffRound",
    "Borderline",
    "Cover",
    "Criterion",
    "CriterionComparison",
    "Icc",
    "Interval",
    "ItemEstimate",
    "Model",
    "NeedsModeration",
    "Rating",
    "Sample",
    "Scale",
    "Unit",
    "Weights",
    "agreement",
    "angoff",
    "borderline_group",
    "compare",
    "content_validity_ratio",
    "critical_ratio",
    "draw",
    "fleiss",
    "icc",
    "kappa_of_table",
    "krippendorff",
    "place_of",
    "r_wg",
    "settle",
]
