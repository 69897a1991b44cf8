"""What another organisation is asked for, and the document it signs."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid5

from skillmark.kernel.vc import canonicalize
from skillmark.kernel.vc.endorsing import N_QUADS, record_digest
from skillmark.kernel.vc.facts import SAMPLE
from skillmark.kernel.vc.frozen import CREDENTIALS_V2, OPEN_BADGES
from skillmark.kernel.vc.instants import written
from skillmark.kernel.vc.status import status_entry

LONGEST_DAYS = 5 * 366  # of an endorsement or an agreement: accreditations run for some years and are renewed


class Kind(StrEnum):
    """What is asked: a statement about an achievement or an issuer, or to certify records together."""

    ENDORSE = "endorse"
    CERTIFY = "certify"


@dataclass(frozen=True, slots=True)
class Statement:
    """What an endorser says: of what (`scope`), on which accreditation and where that can be read, and a comment."""

    scope: str
    accreditation: str
    accreditation_address: str
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Partner:
    """Another organisation, as it signs: its issuer id and its neutral public name."""

    issuer: str
    name: str


def endorsement(
    *,
    endorsement_id: UUID,
    partner: Partner,
    subject_id: str,
    subject_name: str,
    statement: Statement,
    list_address: str,
    index: int,
    valid_from: datetime,
    valid_until: datetime,
    demonstration: bool,
) -> dict[str, Any]:
    """An endorsement before it is signed. Source: Open Badges 3.0, EndorsementCredential; what accredits the endorser
    is evidence, since Open Badges has no term of its own for it.
    """
    comment = ". ".join(part.strip().rstrip(".") for part in (statement.scope, statement.comment) if part.strip())
    return {
        **_begun(f"urn:uuid:{endorsement_id}", f"Endorsement of {subject_name}", partner, valid_from, demonstration),
        "validUntil": written(valid_until),
        "credentialSubject": {"id": subject_id, "type": ["EndorsementSubject"], "endorsementComment": f"{comment}."},
        "evidence": [
            {
                "id": statement.accreditation_address,
                "type": ["Evidence"],
                "name": "Accreditation",
                "narrative": statement.accreditation,
                "genre": "accreditation",
            }
        ],
        "credentialStatus": status_entry(list_address=list_address, index=index),
    }


def certification(
    record: dict[str, Any], *, agreement_id: UUID, agreed_on: date, partner: Partner, demonstration: bool
) -> dict[str, Any]:
    """What a second organisation signs about a record that is not signed yet. It pins the record by its digest."""
    valid_from = datetime.fromisoformat(record["validFrom"])
    record_id = UUID(record["id"].removeprefix("urn:uuid:"))
    document = {
        **_begun(
            uuid5(record_id, f"certified {agreement_id}").urn,
            f"Certified together with {record['issuer']['name']}",
            partner,
            valid_from,
            demonstration,
        ),
        "credentialSubject": {
            "id": record["id"],
            "type": ["EndorsementSubject"],
            "endorsementComment": (
                f"{partner.name} certifies this record together with {record['issuer']['name']}, "
                f"by their agreement {agreement_id.urn} of {agreed_on.isoformat()}."
            ),
        },
        "relatedResource": [
            {"id": record["id"], "digestSRI": record_digest(record, canonicalize), "mediaType": N_QUADS}
        ],
    }
    return document | ({"validUntil": record["validUntil"]} if "validUntil" in record else {})


def _begun(reference: str, name: str, partner: Partner, valid_from: datetime, demonstration: bool) -> dict[str, Any]:
    return {
        "@context": [CREDENTIALS_V2, OPEN_BADGES],
        "id": reference,
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": f"{SAMPLE}: {name}" if demonstration else name,
        "issuer": {"id": partner.issuer, "type": ["Profile"], "name": partner.name},
        "validFrom": written(valid_from),
    }
