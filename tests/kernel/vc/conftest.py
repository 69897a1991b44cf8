"""A key that is always the same, a badge to sign with it, and the published vectors where they are at hand."""

import copy
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from skillmark.kernel.vc import Contexts, issue
from skillmark.kernel.vc.frozen import CREDENTIALS_V2, OPEN_BADGES
from skillmark.kernel.vc.multibase import did_key, key_method

DAY = datetime(2026, 6, 1, tzinfo=UTC)
Document = dict[str, Any]


class Signer:
    """What the signing process does: it alone holds the private half."""

    def __init__(self, seed: bytes) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        self.did = did_key(self._private.public_key().public_bytes_raw())
        self.method = key_method(self.did)

    def sign(self, message: bytes) -> bytes:
        assert len(message) == 64
        return self._private.sign(message)

    def issue(self, document: Document, **options: Any) -> Document:
        given = {"created": DAY, "verification_method": self.method} | options
        return issue(document, sign=self.sign, **given)


@pytest.fixture(scope="session")
def signer() -> Signer:
    return Signer(bytes(range(32)))


@pytest.fixture(scope="session")
def stranger() -> Signer:
    return Signer(bytes(range(32, 64)))


@pytest.fixture
def badge(signer: Signer) -> Callable[..., Document]:
    """An unsigned badge; keyword arguments replace its members, None removes one."""

    def make(**members: Any) -> Document:
        document: Document = {
            "@context": [CREDENTIALS_V2, OPEN_BADGES],
            "id": "urn:uuid:0190a8a0-0000-7000-8000-000000000001",
            "type": ["VerifiableCredential", "OpenBadgeCredential"],
            "name": "Knitting machine set-up",
            "issuer": {"id": signer.did, "type": ["Profile"], "name": "Harbour Knitwear"},
            "validFrom": "2026-01-01T00:00:00Z",
            "validUntil": "2030-01-01T00:00:00Z",
            "credentialSubject": {
                "id": "urn:uuid:0190a8a0-0000-7000-8000-000000000002",
                "type": ["AchievementSubject"],
                "achievement": {
                    "id": "urn:uuid:0190a8a0-0000-7000-8000-000000000003",
                    "type": ["Achievement"],
                    "name": "Knitting machine set-up",
                    "description": "Sets up a flat-bed machine from a pattern.",
                    "criteria": {"narrative": "A sample task scored by two assessors."},
                    "alignment": [
                        {
                            "type": ["Alignment"],
                            "targetName": "Set up machines",
                            "targetUrl": "https://knitwear.example/items/1",
                        }
                    ],
                },
            },
        }
        document.update(members)
        return copy.deepcopy({name: value for name, value in document.items() if value is not None})

    return make


@pytest.fixture(scope="session")
def vectors() -> Path:
    folder = Path(__file__).parents[4] / "shared" / "data" / "credentials"
    if not folder.is_dir():
        pytest.skip("the published credential vectors (../shared/data/credentials) are not on this machine")
    return folder


@pytest.fixture(scope="session")
def examples(vectors: Path) -> Contexts:
    """The engine's contexts and the one that the specifications' own examples use."""
    address = "https://www.w3.org/ns/credentials/examples/v2"
    document = json.loads((vectors / "contexts" / "www.w3.org_ns_credentials_examples_v2.json").read_bytes())
    return Contexts({address: document})
