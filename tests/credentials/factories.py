"""Records to test with: our own, and those of another issuer with keys made here."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from tests.assessment.factories import NOW, Bench, proven

from skillmark.assessment import queries as assessment
from skillmark.credentials import actions
from skillmark.credentials.queries import Achievement, SignedRecord
from skillmark.foundation import signer
from skillmark.kernel import vc
from skillmark.kernel.vc.frozen import CREDENTIALS_V2, OPEN_BADGES
from skillmark.kernel.vc.multibase import did_key, key_method

SEED = "a test's own seed"


@contextmanager
def signing() -> Iterator[None]:
    with signer.in_process(SEED):
        yield


def achievement(where: Bench, **fields: Any) -> Achievement:
    given = {
        "framework_id": where.framework.pk,
        "public_name": "Pump assembly: seals",
        "now": NOW,
        "renewal_months": 24,
    } | fields
    return actions.define_achievement(where.program, **given)


def awarded(where: Bench, *, now: datetime = NOW, earned: Achievement | None = None) -> SignedRecord:
    """A signed record on an attempt that was passed."""
    state = assessment.proof_state(where.program, where.candidate.person_id, where.framework.pk)
    if not state.satisfied:
        proven(where)
    with signing():
        return actions.award(
            where.program,
            person_id=where.candidate.person_id,
            achievement_id=(earned or achievement(where)).pk,
            now=now,
        )


class Issuer:
    """Somebody else who signs records."""

    def __init__(self, number: int = 1) -> None:
        self.key = Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32)
        self.did = did_key(self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))

    def signed(self, document: dict[str, Any], *, now: datetime = NOW) -> dict[str, Any]:
        return vc.issue(document, sign=self.key.sign, verification_method=key_method(self.did), created=now)

    def badge(
        self,
        *,
        subject_id: str = "urn:applicant:TW-001",
        alignments: tuple[tuple[str, str], ...] = (("TP-02", "urn:x-test:tp-02"),),
        value: str | None = "4",
        name: str = "Seals",
        status: dict[str, Any] | None = None,
        now: datetime = NOW,
        **subject: Any,
    ) -> dict[str, Any]:
        aligned = [
            {"type": ["Alignment"], "targetName": code, "targetUrl": address, "targetCode": code}
            for code, address in alignments
        ]
        result = [{"type": ["Result"], "value": value, "alignment": aligned}] if value is not None else []
        document: dict[str, Any] = {
            "@context": [CREDENTIALS_V2, OPEN_BADGES],
            "id": uuid4().urn,
            "type": ["VerifiableCredential", "OpenBadgeCredential"],
            "name": name,
            "issuer": {"id": self.did, "type": ["Profile"], "name": "Harbor College"},
            "validFrom": "2026-01-05T00:00:00Z",
            "validUntil": "2028-01-05T00:00:00Z",
            "credentialSubject": {
                "id": subject_id,
                "type": ["AchievementSubject"],
                "achievement": {
                    "id": "urn:uuid:5b2f0c9e-0f0e-4a53-9d0a-3d6c1f0e8a11",
                    "type": ["Achievement"],
                    "name": "Seals",
                    "description": "Mounts seals.",
                    "criteria": {"narrative": "Shown on the bench."},
                    "alignment": aligned,
                },
                "result": result,
                **subject,
            },
        }
        if not result:
            del document["credentialSubject"]["result"]
        if status:
            document["credentialStatus"] = status
        return self.signed(document, now=now)


def as_file(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()


def statement(subject_id: str, by: Issuer, **more: Any) -> dict[str, Any]:
    """An endorsement that this issuer signed elsewhere."""
    return by.signed({
        "@context": [CREDENTIALS_V2, OPEN_BADGES], "id": uuid4().urn,
        "type": ["VerifiableCredential", "EndorsementCredential"], "name": "Endorsement",
        "issuer": {"id": by.did, "type": ["Profile"], "name": "Harbor College"}, "validFrom": "2026-01-05T00:00:00Z",
        "credentialSubject": {"id": subject_id, "type": ["EndorsementSubject"], "endorsementComment": "We know it."},
    } | more)  # fmt: skip
