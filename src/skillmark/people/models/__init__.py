"""Records of people: accounts and persons, their workplace, what they say of themselves, what they agreed to."""

from skillmark.people.models.accounts import Account
from skillmark.people.models.asking import AskedPerson, Asking
from skillmark.people.models.contact import Consent, Message, RefusedUpload, SafeContact, StopKey, StoppedNumber
from skillmark.people.models.corrections import Correction
from skillmark.people.models.groups import Demographic, TableRelease
from skillmark.people.models.guardians import Age, GuardianConsent
from skillmark.people.models.persons import Merge, Organisation, OrganisationKind, Person, RoleGrant, Unit
from skillmark.people.models.sign_on import SignOn
from skillmark.people.models.signatures import Signature, SignedSheet, SigningRequest, TextToSign
from skillmark.people.models.statements import Employment, SelfRating, WorkPreference
from skillmark.people.models.tablets import Pin, PinTries, Tablet

__all__ = [
    "Account",
    "Age",
    "AskedPerson",
    "Asking",
    "Consent",
    "Correction",
    "Demographic",
    "Employment",
    "GuardianConsent",
    "Merge",
    "Message",
    "Organisation",
    "OrganisationKind",
    "Person",
    "Pin",
    "PinTries",
    "RefusedUpload",
    "RoleGrant",
    "SafeContact",
    "SelfRating",
    "SignOn",
    "Signature",
    "SignedSheet",
    "SigningRequest",
    "StopKey",
    "StoppedNumber",
    "TableRelease",
    "Tablet",
    "TextToSign",
    "Unit",
    "WorkPreference",
]
