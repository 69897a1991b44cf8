"""Changes of state in assessment."""

from skillmark.assessment.actions.marking import (
    LONGEST_OBSERVATION,
    CannotRate,
    NoPolicy,
    add_evidence,
    open_sitting,
    rate,
    set_policy,
    set_task,
    settle,
)

__all__ = [
    "LONGEST_OBSERVATION",
    "CannotRate",
    "NoPolicy",
    "add_evidence",
    "open_sitting",
    "rate",
    "set_policy",
    "set_task",
    "settle",
]
