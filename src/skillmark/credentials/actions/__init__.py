"""Changes of state in credentials."""

from skillmark.credentials.actions.achievements import define_achievement
from skillmark.credentials.actions.awards import NeedsGuardian, NotProven, award, complete, intend
from skillmark.credentials.actions.commissions import issue_as_asked, withdraw_as_asked
from skillmark.credentials.actions.forgetting import (
    UNATTRIBUTED_DAYS,
    follow_account,
    forget,
    let_accounts_keep_nothing,
    sweep,
)
from skillmark.credentials.actions.lists import publish, republish, revoke
from skillmark.credentials.actions.offering import OPEN_FOR as OFFER_OPEN_FOR
from skillmark.credentials.actions.offering import PIN_DIGITS, exchange, fetch_offered, let_go_of_offers, offer
from skillmark.credentials.actions.outside import (
    Brought,
    Fate,
    accept_issuer,
    end_issuer,
    fate,
    import_records,
    name_person,
)
from skillmark.credentials.actions.proving import answer_by_wallet, answer_live, ask_live, let_go_of_proofs
from skillmark.credentials.actions.reminding import remind, retire_achievement
from skillmark.credentials.actions.renewing import intend_renewal, renew_award
from skillmark.credentials.actions.sharing import (
    MOST_A_DAY,
    PERIODS,
    SEND,
    TooMany,
    end_share,
    let_go_of_empty_shares,
    let_go_of_shares,
    note_look,
    note_sending,
    send,
    share,
)

__all__ = [
    "MOST_A_DAY",
    "OFFER_OPEN_FOR",
    "PERIODS",
    "PIN_DIGITS",
    "SEND",
    "UNATTRIBUTED_DAYS",
    "Brought",
    "Fate",
    "NeedsGuardian",
    "NotProven",
    "TooMany",
    "accept_issuer",
    "answer_by_wallet",
    "answer_live",
    "ask_live",
    "award",
    "complete",
    "define_achievement",
    "end_issuer",
    "end_share",
    "exchange",
    "fate",
    "fetch_offered",
    "follow_account",
    "forget",
    "import_records",
    "intend",
    "intend_renewal",
    "issue_as_asked",
    "let_accounts_keep_nothing",
    "let_go_of_empty_shares",
    "let_go_of_offers",
    "let_go_of_proofs",
    "let_go_of_shares",
    "name_person",
    "note_look",
    "note_sending",
    "offer",
    "publish",
    "remind",
    "renew_award",
    "republish",
    "retire_achievement",
    "revoke",
    "send",
    "share",
    "sweep",
    "withdraw_as_asked",
]
