"""When a person has shown a task, and what is still missing."""

from skillmark.assessment.rules.agreement import FEWEST_ATTEMPTS, Figures, against_others, figures
from skillmark.assessment.rules.results import (
    LARGEST_LIMIT,
    MOST_CONFIRMATIONS,
    Given,
    Layer,
    LayerState,
    Result,
    Stage,
    is_independent,
    layer_states,
    layers_of,
    may_see_others,
    open_kinds,
    proven_levels,
    result,
    rubric_of,
)

__all__ = [
    "FEWEST_ATTEMPTS",
    "LARGEST_LIMIT",
    "MOST_CONFIRMATIONS",
    "Figures",
    "Given",
    "Layer",
    "LayerState",
    "Result",
    "Stage",
    "against_others",
    "figures",
    "is_independent",
    "layer_states",
    "layers_of",
    "may_see_others",
    "open_kinds",
    "proven_levels",
    "result",
    "rubric_of",
]
