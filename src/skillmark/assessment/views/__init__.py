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
from skillmark.assessment.views.findings import ask_action, close_finding, finding, note_done, raise_finding
from skillmark.assessment.views.quality import (
    again_file,
    draw_sample,
    mark_again,
    marked_again,
    quality,
    sample,
    set_sampling,
)

__all__ = [
    "add_evidence",
    "again_file",
    "agreement",
    "agreements",
    "ask_action",
    "attempt",
    "attempts",
    "close_finding",
    "draw_sample",
    "evidence_file",
    "finding",
    "mark_again",
    "marked_again",
    "note_done",
    "own",
    "quality",
    "raise_finding",
    "sample",
    "score",
    "set_policy",
    "set_sampling",
    "set_task",
    "settle",
    "start",
    "tasks",
]
