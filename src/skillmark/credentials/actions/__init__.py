"""Changes of state in credentials."""

from skillmark.credentials.actions.achievements import define_achievement
from skillmark.credentials.actions.appeals import sign_anew
from skillmark.credentials.actions.awarding import carry_awarding, prepare_awarding, start_awarding
from skillmark.credentials.actions.awards import NeedsGuardian, NotProven, award, complete, complete_all, intend
from skillmark.credentials.actions.commissions import issue_as_asked, withdraw_as_asked
from skillmark.credentials.actions.delegating import NotTrained, delegate, end_delegation, finish_training
from skillmark.credentials.actions.endorsing import (
    NoEndorsement,
    agree_to_certify,
    ask_partner,
    bring_endorsement,
    end_partner,
    give_endorsement,
    put_away_endorsement,
    withdraw_endorsement,
)
from skillmark.credentials.actions.equivalences import (
    COLUMNS,
    Declared,
    declare_equivalence,
    declare_table,
    end_equivalence,
)
from skillmark.credentials.actions.forgetting import (
    UNATTRIBUTED_DAYS,
    follow_account,
    forget,
    let_accounts_keep_nothing,
    sweep,
)
from skillmark.credentials.actions.importing import Brought, import_records
from skillmark.credentials.actions.lists import publish, republish, revoke, withdraw_stolen
from skillmark.credentials.actions.offering import OPEN_FOR as OFFER_OPEN_FOR
from skillmark.credentials.actions.offering import PIN_DIGITS, exchange, fetch_offered, let_go_of_offers, offer
from skillmark.credentials.actions.outside import Fate, accept_issuer, end_issuer, fate, name_person
from skillmark.credentials.actions.proving import answer_by_wallet, answer_live, ask_live, let_go_of_proofs
from skillmark.credentials.actions.reminding import NotDecided, remind, retire_achievement
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
from skillmark.credentials.actions.stacking import STACK, earn, earn_for_holders, publish_stack, question, settle
from skillmark.credentials.actions.stating import (
    STATE,
    MayNotBeTold,
    complete_statement,
    intend_statement,
    state,
    withdraw_statement,
)

__all__ = [
    "COLUMNS",
    "MOST_A_DAY",
    "OFFER_OPEN_FOR",
    "PERIODS",
    "PIN_DIGITS",
    "SEND",
    "STACK",
    "STATE",
    "UNATTRIBUTED_DAYS",
    "Brought",
    "Declared",
    "Fate",
    "MayNotBeTold",
    "NeedsGuardian",
    "NoEndorsement",
    "NotDecided",
    "NotProven",
    "NotTrained",
    "TooMany",
    "accept_issuer",
    "agree_to_certify",
    "answer_by_wallet",
    "answer_live",
    "ask_live",
    "ask_partner",
    "award",
    "bring_endorsement",
    "carry_awarding",
    "complete",
    "complete_all",
    "complete_statement",
    "declare_equivalence",
    "declare_table",
    "define_achievement",
    "delegate",
    "earn",
    "earn_for_holders",
    "end_delegation",
    "end_equivalence",
    "end_issuer",
    "end_partner",
    "end_share",
    "exchange",
    "fate",
    "fetch_offered",
    "finish_training",
    "follow_account",
    "forget",
    "give_endorsement",
    "import_records",
    "intend",
    "intend_renewal",
    "intend_statement",
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
    "prepare_awarding",
    "publish",
    "publish_stack",
    "put_away_endorsement",
    "question",
    "remind",
    "renew_award",
    "republish",
    "retire_achievement",
    "revoke",
    "send",
    "settle",
    "share",
    "sign_anew",
    "start_awarding",
    "state",
    "sweep",
    "withdraw_as_asked",
    "withdraw_endorsement",
    "withdraw_statement",
    "withdraw_stolen",
]
