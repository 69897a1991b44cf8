"""When a person has shown a task, and what is still missing."""

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
    "LARGEST_LIMIT",
    "MOST_CONFIRMATIONS",
    "Given",
    "Layer",
    "LayerState",
    "Result",
    "Stage",
    "is_independent",
    "layer_states",
    "layers_of",
    "may_see_others",
    "open_kinds",
    "proven_levels",
    "result",
    "rubric_of",
]
