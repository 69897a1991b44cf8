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
from skillmark.assessment.actions.quality import (
    LONGEST_FINDING,
    ask_action,
    close_finding,
    draw_sample,
    mark_again,
    note_done,
    raise_finding,
    set_sampling,
)

__all__ = [
    "LONGEST_FINDING",
    "LONGEST_OBSERVATION",
    "CannotRate",
    "NoPolicy",
    "add_evidence",
    "ask_action",
    "close_finding",
    "draw_sample",
    "mark_again",
    "note_done",
    "open_sitting",
    "raise_finding",
    "rate",
    "set_policy",
    "set_sampling",
    "set_task",
    "settle",
]
