"""Changes of state in credentials."""

from skillmark.credentials.actions.achievements import define_achievement
from skillmark.credentials.actions.awards import NeedsGuardian, NotProven, award, complete, intend
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
from skillmark.credentials.actions.lists import publish, republish, revoke
from skillmark.credentials.actions.outside import Fate, accept_issuer, end_issuer, fate, name_person
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
    "PERIODS",
    "SEND",
    "STACK",
    "STATE",
    "UNATTRIBUTED_DAYS",
    "Brought",
    "Declared",
    "Fate",
    "MayNotBeTold",
    "NeedsGuardian",
    "NotProven",
    "TooMany",
    "accept_issuer",
    "award",
    "complete",
    "complete_statement",
    "declare_equivalence",
    "declare_table",
    "define_achievement",
    "earn",
    "earn_for_holders",
    "end_equivalence",
    "end_issuer",
    "end_share",
    "fate",
    "follow_account",
    "forget",
    "import_records",
    "intend",
    "intend_renewal",
    "intend_statement",
    "let_accounts_keep_nothing",
    "let_go_of_empty_shares",
    "let_go_of_shares",
    "name_person",
    "note_look",
    "note_sending",
    "publish",
    "publish_stack",
    "question",
    "remind",
    "renew_award",
    "republish",
    "retire_achievement",
    "revoke",
    "send",
    "settle",
    "share",
    "state",
    "sweep",
    "withdraw_statement",
]
