"""Records of credentials, and the constraints the database can hold."""

from skillmark.credentials.models.equivalence import Equivalence
from skillmark.credentials.models.records import (
    AcceptedIssuer,
    Achievement,
    Award,
    ListAtHand,
    OutsideRecord,
    Reminder,
    SignedRecord,
    StatusList,
    StatusPlace,
)
from skillmark.credentials.models.shares import Look, Share, SharedRecord, ShareSending
from skillmark.credentials.models.stacking import StackedAward, StackPart, StackRule
from skillmark.credentials.models.statements import CapabilityStatement

__all__ = [
    "AcceptedIssuer",
    "Achievement",
    "Award",
    "CapabilityStatement",
    "Equivalence",
    "ListAtHand",
    "Look",
    "OutsideRecord",
    "Reminder",
    "Share",
    "ShareSending",
    "SharedRecord",
    "SignedRecord",
    "StackPart",
    "StackRule",
    "StackedAward",
    "StatusList",
    "StatusPlace",
]
