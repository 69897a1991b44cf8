"""The public halves of a workspace's signing keys: which one is in force, what each was good for, and when.

Old ones stay for as long as anything they signed may be checked.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from skillmark.foundation import samples, signer
from skillmark.foundation.models.keys import SigningKey
from skillmark.foundation.models.workspace import Workspace


class Standing(StrEnum):
    """What a signature made at an instant by a key is worth."""

    GOOD = "good"
    NOT_YET = "not_yet"
    RETIRED = "retired"
    COMPROMISED = "compromised"


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature and the key that made it."""

    key: SigningKey
    value: bytes


def standing(key: SigningKey, at: datetime) -> Standing:
    """What a signature made at `at` is worth. From the instant a key was in other hands, nothing it signed counts."""
    if key.compromised_from is not None and at >= key.compromised_from:
        return Standing.COMPROMISED
    if at < key.valid_from:
        return Standing.NOT_YET
    if key.valid_until is not None and at >= key.valid_until:
        return Standing.RETIRED
    return Standing.GOOD


def keys(workspace_id: UUID, owner: UUID | None = None) -> list[SigningKey]:
    """Every key the workspace, or an organisation of the partnership (`owner`), ever signed with, oldest first."""
    return list(SigningKey.objects.filter(workspace_id=workspace_id, owner=owner).order_by("number"))


def every_key(workspace_id: UUID) -> list[SigningKey]:
    """Those of the workspace and of every organisation of the partnership, oldest first."""
    return list(SigningKey.objects.filter(workspace_id=workspace_id).order_by("number"))


def stolen_by(at: datetime) -> list[SigningKey]:
    """Public scope: every key of this installation that was in other hands at an instant."""
    return list(SigningKey.objects.filter(compromised_from__lte=at).order_by("id"))


def next_number(workspace_id: UUID) -> int:
    """The number of the next key: one row of numbers for all, since the signer tells keys apart by nothing else."""
    newest = SigningKey.objects.filter(workspace_id=workspace_id).order_by("-number").first()
    return 1 if newest is None else newest.number + 1


def key_in_force(workspace_id: UUID, now: datetime, owner: UUID | None = None) -> SigningKey:
    """The key that signs now, as the workspace or as `owner`; the first is made when it is first wanted. Raises
    SignerUnavailable.
    """
    current = [key for key in keys(workspace_id, owner) if standing(key, now) is Standing.GOOD]
    if current:
        return current[-1]
    Workspace.objects.select_for_update().get(pk=workspace_id)  # two that want the first key make one
    newest = SigningKey.objects.filter(workspace_id=workspace_id, owner=owner).order_by("-number").first()
    if newest is not None and standing(newest, now) is Standing.GOOD:
        return newest
    return new_key(workspace_id, next_number(workspace_id), now, owner)


def new_key(workspace_id: UUID, number: int, now: datetime, owner: UUID | None = None) -> SigningKey:
    """Raises SignerRefused for a sample: without a key nothing in it is ever signed, by whatever program."""
    if samples.is_sample(workspace_id):
        raise signer.SignerRefused("Nothing is signed in a sample.")
    return SigningKey.objects.create(
        workspace_id=workspace_id,
        number=number,
        public=signer.public_key(workspace_id, number),
        seed=signer.seed_here(),
        owner=owner,
        valid_from=now,
        recorded_at=now,
    )


def sign(workspace_id: UUID, data: bytes, now: datetime) -> Signature:
    """Sign with the key in force. Raises SignerUnavailable, SignerRefused. Belongs inside a unit of work.

    The signature is checked before it is given: a signer started beside another master key would make records nobody
    could verify.
    """
    key = key_in_force(workspace_id, now)
    value = signer.sign(workspace_id, key.number, data)
    try:
        Ed25519PublicKey.from_public_bytes(bytes(key.public)).verify(value, data)
    except InvalidSignature:
        raise signer.SignerRefused(
            f"The signer holds another key {key.number} than this workspace's. Give it the master key back, or rotate."
        ) from None
    return Signature(key, value)
