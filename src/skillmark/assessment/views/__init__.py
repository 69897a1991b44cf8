"""Pages of assessment."""

from skillmark.assessment.views.accommodations import answer_accommodation, ask_accommodation, withdraw_accommodation
from skillmark.assessment.views.agreement import agreement, agreements
from skillmark.assessment.views.attempts import (
    add_evidence,
    attempt,
    attempts,
    evidence_file,
    own,
    score,
    settle,
    start,
)
from skillmark.assessment.views.cuts import (
    close_cut_panel,
    cut_panel,
    cut_panels,
    estimate,
    open_cut_panel,
)
from skillmark.assessment.views.design import correct_task, set_pool, set_task, tasks
from skillmark.assessment.views.feedback import next_time
from skillmark.assessment.views.findings import ask_action, close_finding, finding, note_done, raise_finding
from skillmark.assessment.views.policy import set_policy
from skillmark.assessment.views.qualification import (
    calibrate,
    calibrated,
    note_training,
    own_qualification,
    qualified,
    reference,
    reference_file,
    set_assessing_rule,
    set_reading_rule,
    take_reference,
    write_reference,
)
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
    "answer_accommodation",
    "ask_accommodation",
    "ask_action",
    "attempt",
    "attempts",
    "calibrate",
    "calibrated",
    "close_cut_panel",
    "close_finding",
    "correct_task",
    "cut_panel",
    "cut_panels",
    "draw_sample",
    "estimate",
    "evidence_file",
    "finding",
    "mark_again",
    "marked_again",
    "next_time",
    "note_done",
    "note_training",
    "open_cut_panel",
    "own",
    "own_qualification",
    "qualified",
    "quality",
    "raise_finding",
    "reference",
    "reference_file",
    "sample",
    "score",
    "set_assessing_rule",
    "set_policy",
    "set_pool",
    "set_reading_rule",
    "set_sampling",
    "set_task",
    "settle",
    "start",
    "take_reference",
    "tasks",
    "withdraw_accommodation",
    "write_reference",
]
