"""Records of credentials, and the constraints the database can hold."""

from skillmark.credentials.models.awarding import Awarding, AwardingPerson
from skillmark.credentials.models.equivalence import Equivalence
from skillmark.credentials.models.offers import WalletOffer
from skillmark.credentials.models.partners import Endorsement, PartnerAsk
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
from skillmark.credentials.models.stacking import StackedAward, StackPart, StackRule
from skillmark.credentials.models.statements import CapabilityStatement
from skillmark.credentials.models.trust import Delegation, SigningTraining

__all__ = [
    "AcceptedIssuer",
    "Achievement",
    "Award",
    "Awarding",
    "AwardingPerson",
    "CapabilityStatement",
    "Delegation",
    "Endorsement",
    "Equivalence",
    "ListAtHand",
    "LiveProof",
    "Look",
    "OutsideRecord",
    "PartnerAsk",
    "Reminder",
    "Share",
    "ShareSending",
    "SharedRecord",
    "SignedRecord",
    "SigningTraining",
    "StackPart",
    "StackRule",
    "StackedAward",
    "StatusList",
    "StatusPlace",
    "WalletOffer",
]
