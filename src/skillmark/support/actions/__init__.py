"""Every change of state of support, one verb each."""

from skillmark.support.actions.cases import close_case, join_team, leave_team, open_case, write_note
from skillmark.support.actions.directory import add_offer, change_capacity, end_offer
from skillmark.support.actions.needs import Answer, assess, finish_step, plan_step
from skillmark.support.actions.referring import (
    answer,
    begin_service,
    end_service,
    note_sight,
    refer,
    release,
    release_own,
    stop,
    stop_own,
)
from skillmark.support.actions.spending import pay

__all__ = [
    "Answer", "add_offer", "answer", "assess", "begin_service", "change_capacity", "close_case", "end_offer",
    "end_service", "finish_step", "join_team", "leave_team", "note_sight", "open_case", "pay", "plan_step", "refer",
    "release", "release_own", "stop", "stop_own", "write_note",
]  # fmt: skip
