"""What a record says of itself, read the one way everywhere: whose it is, whom it is about, from when until when."""

from datetime import datetime
from typing import Any

from skillmark.kernel.vc.instants import instant, written
from skillmark.kernel.vc.schema import listed
from skillmark.kernel.vc.source import Document
from skillmark.kernel.vc.verdict import Check, Verdict, word

PRESENTATION = "VerifiablePresentation"
STATEMENT = "ext:CapabilityStatement"  # the type of what is said of a group; Open Badges 3.0 lets types begin so
SAMPLE = "SAMPLE"  # how the signed name of every record made with a demonstration key begins
BEGINS, ENDS = ("validFrom", "issuanceDate"), ("validUntil", "expirationDate")  # version 2.0, version 1.1


def issuer_of(document: Document) -> str | None:
    """The issuer's id, whether it stands alone or in a profile; None where there is none."""
    return _id(document.get("issuer"))


def holder_of(document: Document) -> str | None:
    """The id of the holder who presents, or None; where none is named, that of the first signature's key."""
    named = _id(document.get("holder"))
    if named is not None:
        return named
    proofs = [proof for proof in listed(document.get("proof")) if isinstance(proof, dict)]
    method = proofs[0].get("verificationMethod") if proofs else None
    return method.partition("#")[0] if isinstance(method, str) else None


def lifetime(document: Document) -> tuple[datetime | None, datetime | None]:
    """From when until when a record is in date: the narrowest of what its members say. Raises ValueError."""
    begins = [instant(document[name]) for name in BEGINS if document.get(name) is not None]
    ends = [instant(document[name]) for name in ENDS if document.get(name) is not None]
    return max(begins, default=None), min(ends, default=None)


def is_sample(document: Document) -> bool:
    """Whether a record calls itself a demonstration: its signed `name`, or its issuer's, begins with SAMPLE."""
    issuer = document.get("issuer")
    names = [document.get("name"), issuer.get("name") if isinstance(issuer, dict) else None]
    return any(_begins(name) for name in names)


def with_facts(checks: tuple[Check, ...], document: Document) -> Verdict:
    """The verdict these checks come to, with what the record says."""
    subject = next((item for item in listed(document.get("credentialSubject")) if isinstance(item, dict)), {})
    achievement = subject.get("achievement")
    achievement = achievement if isinstance(achievement, dict) else {}
    begins, ends = (_first(document, names) for names in (BEGINS, ENDS))
    return Verdict(
        word(checks),
        checks,
        issuer=issuer_of(document),
        subject=_id(subject),
        achievement=_id(achievement),
        competencies=_competencies(achievement),
        valid_from=begins,
        valid_until=ends,
        statement=_statement(achievement),
    )


def _statement(achievement: Document) -> str | None:
    """What a record says of a group, in its own words; None for a record about one person."""
    said = achievement.get("name")
    return said if achievement.get("achievementType") == STATEMENT and isinstance(said, str) else None


def _id(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("id")
    return value if isinstance(value, str) else None


def _begins(name: Any) -> bool:
    if isinstance(name, dict):
        name = name.get("@value")
    if isinstance(name, list):
        return any(_begins(item) for item in name if not isinstance(item, list))
    return isinstance(name, str) and name.startswith(SAMPLE)


def _competencies(achievement: Document) -> tuple[str, ...]:
    found = []
    for alignment in listed(achievement.get("alignment", [])):
        name = alignment.get("targetUrl") or alignment.get("targetCode") if isinstance(alignment, dict) else None
        if isinstance(name, str):
            found.append(name)
    return tuple(found)


def _first(document: Document, names: tuple[str, ...]) -> str | None:
    for name in names:
        value = document.get(name)
        if value is not None:
            try:
                return written(instant(value))
            except (ValueError, OverflowError):
                return None
    return None
