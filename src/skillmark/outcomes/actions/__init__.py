"""Every change of state of outcomes, one verb each."""

from skillmark.outcomes.actions.figures import NothingToCount, release_adverse_impact, release_figures
from skillmark.outcomes.actions.studies import (
    CannotRegister,
    answer_follow_up,
    draw_lottery,
    note_follow_up,
    register_study,
    schedule_follow_ups,
)

__all__ = [
    "CannotRegister",
    "NothingToCount",
    "answer_follow_up",
    "draw_lottery",
    "note_follow_up",
    "register_study",
    "release_adverse_impact",
    "release_figures",
    "schedule_follow_ups",
]
