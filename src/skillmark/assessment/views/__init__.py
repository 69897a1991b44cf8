"""Pages of assessment."""

from skillmark.assessment.views.agreement import agreement, agreements
from skillmark.assessment.views.attempts import (
    add_evidence,
    attempt,
    attempts,
    evidence_file,
    own,
    score,
    set_policy,
    set_task,
    settle,
    start,
    tasks,
)

__all__ = [
    "add_evidence",
    "agreement",
    "agreements",
    "attempt",
    "attempts",
    "evidence_file",
    "own",
    "score",
    "set_policy",
    "set_task",
    "settle",
    "start",
    "tasks",
]
