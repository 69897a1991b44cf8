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
    "name_person",
    "publish",
    "republish",
    "revoke",
    "sweep",
]
