"""Changes of state in governance."""

from skillmark.governance.actions.appeals import (
    decide_appeal,
    file_appeal,
    name_decider,
    note_result,
    set_appeal_terms,
)
from skillmark.governance.actions.conflicts import choose_secrecy, declare_conflict
from skillmark.governance.actions.consultations import KIND as ANSWERING
from skillmark.governance.actions.consultations import (
    comment,
    conclude,
    forget_address,
    forget_commenter,
    hide_comment,
    open_consultation,
    respond,
)
from skillmark.governance.actions.meetings import call_meeting, call_off_meeting, write_minutes
from skillmark.governance.actions.refusals import (
    AlreadySeated,
    CannotAppeal,
    CannotDecide,
    CannotDeclare,
    CannotSign,
    CannotVote,
    CommentsWait,
    NobodyToSign,
    NotBlocked,
    StillOpen,
    TooFewSeats,
)
from skillmark.governance.actions.reviews import conclude_review, end_review, set_review
from skillmark.governance.actions.rights import end_agent, name_agent, note_agreement, set_rights
from skillmark.governance.actions.seats import (
    READY_SEATS,
    end_alternate,
    end_seat,
    name_alternate,
    set_up_body,
    take_seat,
)
from skillmark.governance.actions.votes import close_proposal, extend_deadline, propose, sign, vote

__all__ = [
    "ANSWERING",
    "READY_SEATS",
    "AlreadySeated",
    "CannotAppeal",
    "CannotDecide",
    "CannotDeclare",
    "CannotSign",
    "CannotVote",
    "CommentsWait",
    "NobodyToSign",
    "NotBlocked",
    "StillOpen",
    "TooFewSeats",
    "call_meeting",
    "call_off_meeting",
    "choose_secrecy",
    "close_proposal",
    "comment",
    "conclude",
    "conclude_review",
    "decide_appeal",
    "declare_conflict",
    "end_agent",
    "end_alternate",
    "end_review",
    "end_seat",
    "extend_deadline",
    "file_appeal",
    "forget_address",
    "forget_commenter",
    "hide_comment",
    "name_agent",
    "name_alternate",
    "name_decider",
    "note_agreement",
    "note_result",
    "open_consultation",
    "propose",
    "respond",
    "set_appeal_terms",
    "set_review",
    "set_rights",
    "set_up_body",
    "sign",
    "take_seat",
    "vote",
    "write_minutes",
]
