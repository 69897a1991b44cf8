"""Records of credentials, and the constraints the database can hold."""

from skillmark.credentials.models.offers import WalletOffer
from skillmark.credentials.models.proofs import LiveProof
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

__all__ = [
    "AcceptedIssuer",
    "Achievement",
    "Award",
    "ListAtHand",
    "LiveProof",
    "Look",
    "OutsideRecord",
    "Reminder",
    "Share",
    "ShareSending",
    "SharedRecord",
    "SignedRecord",
    "StatusList",
    "StatusPlace",
    "WalletOffer",
]
