"""Live proofs: what is asked, what was answered, and who may read which."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid5

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

from skillmark.credentials.models import LiveProof, SignedRecord
from skillmark.credentials.queries.records import own_records
from skillmark.foundation import exposure, links, sealing
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import NotFound

# long enough to read a number aloud and compare, and short enough that nobody passes it on as if it were now
SHOWN_FOR = timedelta(minutes=10)
SALT = "skillmark.credentials.proofs"


def live_proof(proof_id: UUID) -> LiveProof:
    """One that a browser asked for; the view sees to it that it was this one. Raises NotFound."""
    found = LiveProof.objects.filter(pk=proof_id).first()
    if found is None:
        raise NotFound(str(proof_id))
    return found


def proof_to_answer(secret: str, now: datetime) -> LiveProof:
    """What whoever has the address may still answer. Raises NotFound once it was, or its minutes are over."""
    found = LiveProof.objects.filter(digest=links.digest(secret), answered_at=None, expires_at__gt=now).first()
    if found is None:
        raise NotFound("proof")
    return found


def is_shown(proof: LiveProof, now: datetime) -> bool:
    """Whether its answer is shown still; not where she is known to be under 18 by now."""
    if proof.answered_at is None or now >= proof.answered_at + SHOWN_FOR:
        return False
    held = proof.record
    return held is None or exposure.may_be_shown(held.workspace_id, held.person_id, now)


def answer_to(proof: LiveProof) -> dict[str, Any]:
    """The document that was shown: what an account holds, or what a wallet presented."""
    text = proof.record.document if proof.record else sealing.unseal(proof.pk, bytes(proof.sealed or b""))
    found: dict[str, Any] = json.loads(text)
    return found


def records_asked_for(holder: Actor, proof: LiveProof) -> list[SignedRecord]:
    """The holder's own records that would answer: the one asked about, or any."""
    return [record for record in own_records(holder) if answers(proof, json.loads(record.document))]


def answers(proof: LiveProof, document: Mapping[str, Any]) -> bool:
    """Whether this record is the one asked about."""
    return not proof.asked or proof.asked == asked_about(str(document.get("id") or ""))


def asked_about(credential_id: str) -> str:
    """What is kept of the record asked about: nobody who reads it can tell which that was."""
    return salted_hmac(SALT, credential_id, algorithm="sha256").hexdigest() if credential_id else ""


def address_of_proof(proof: LiveProof) -> str:
    """What is scanned: an interaction address of the draft VC API (`iuv=1`), which a browser can open as well."""
    place = reverse("credentials:live_interaction", kwargs={"secret": links.secret_of(proof.pk)})
    return f"{settings.ADDRESS}{place}?iuv=1"


def challenge_of(proof: LiveProof) -> str:
    """What a wallet signs, for this proof alone: derived like its secret, and kept nowhere."""
    return links.secret_of(uuid5(proof.pk, "challenge"))


def response_address(proof: LiveProof) -> str:
    """Where a wallet that speaks OpenID4VP posts its answer."""
    return settings.ADDRESS + reverse("credentials:live_presented", kwargs={"secret": links.secret_of(proof.pk)})


def client_of(proof: LiveProof) -> str:
    """Who asks, as OpenID4VP names whoever is known by the address of the answer alone: for whom a wallet signs."""
    return f"redirect_uri:{response_address(proof)}"


def domain() -> str:
    """For whom a wallet signs: this installation."""
    return urlsplit(settings.ADDRESS).netloc
