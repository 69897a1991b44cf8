"""Changes of state in credentials."""

from skillmark.credentials.actions.achievements import define_achievement
from skillmark.credentials.actions.awards import NeedsGuardian, NotProven, award, complete, intend
from skillmark.credentials.actions.forgetting import UNATTRIBUTED_DAYS, forget, sweep
from skillmark.credentials.actions.lists import publish, republish, revoke
from skillmark.credentials.actions.outside import (
    Brought,
    Fate,
    accept_issuer,
    end_issuer,
    fate,
    import_records,
    name_person,
)
from skillmark.credentials.actions.reminding import remind, retire_achievement
from skillmark.credentials.actions.renewing import intend_renewal, renew_award

__all__ = [
    "UNATTRIBUTED_DAYS",
    "Brought",
    "Fate",
    "NeedsGuardian",
    "NotProven",
    "accept_issuer",
    "award",
    "complete",
    "define_achievement",
    "end_issuer",
    "fate",
    "forget",
    "import_records",
    "intend",
    "intend_renewal",
    "name_person",
    "publish",
    "remind",
    "renew_award",
    "republish",
    "retire_achievement",
    "revoke",
    "sweep",
]
