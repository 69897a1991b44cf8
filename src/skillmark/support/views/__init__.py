"""Pages of support."""

from skillmark.support.views.cases import (
    assess,
    case,
    caseload,
    close_case,
    finish_step,
    join_team,
    leave_team,
    open_case,
    pay,
    plan_step,
    write_note,
)
from skillmark.support.views.own import own, own_referral
from skillmark.support.views.referrals import (
    add_offer,
    begin_service,
    change_offer,
    directory,
    end_service,
    refer,
    referral,
    release,
    stop,
)

__all__ = [
    "add_offer", "assess", "begin_service", "case", "caseload", "change_offer", "close_case", "directory",
    "end_service", "finish_step", "join_team", "leave_team", "open_case", "own", "own_referral", "pay", "plan_step",
    "refer", "referral", "release", "stop", "write_note",
]  # fmt: skip
