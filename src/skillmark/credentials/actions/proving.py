"""Live proofs: asked by anybody, answered once by whoever holds the record. No chain notes any of it, and nobody but
the two learns that it was asked.
"""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from skillmark.credentials import checking, queries
from skillmark.credentials.models import LiveProof
from skillmark.foundation import access, links, sealing, sources
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import NotFound
from skillmark.foundation.work import action
from skillmark.kernel.values import BadInput, told

OPEN_FOR = timedelta(minutes=5)  # to take out a phone, scan and log in
KEPT_FOR = timedelta(minutes=30)  # in all: longer than it is open and shown
MUST_PASS = ("parse", "context", "proof", "issuer", "schema", "holder")  # dates and withdrawal are told, not demanded


@action
def ask_live(visitor: Actor, *, about: str = "", now: datetime) -> LiveProof:
    """Ask whoever holds the record of this id, or any record, to answer within minutes."""
    access.require(visitor, "credentials.proof.ask")
    let_go_of_proofs(now)
    proof_id = sources.new_id()
    return LiveProof.objects.create(
        id=proof_id,
        recorded_at=now,
        digest=links.digest(links.secret_of(proof_id)),
        asked=queries.asked_about(about),
        expires_at=now + OPEN_FOR,
    )


@action
def answer_live(holder: Actor, *, secret: str, record_id: UUID, now: datetime) -> None:
    """The holder confirms with her account that the record is hers.

    Raises NotFound for what was answered or is over, for a record that is not hers or not the one asked about;
    UnderAge where she is known to be under 18.
    """
    access.require(holder, "credentials.own.prove")
    proof = queries.proof_to_answer(secret, now)
    chosen = next((one for one in queries.records_asked_for(holder, proof) if one.pk == record_id), None)
    if chosen is None:
        raise NotFound(str(record_id))
    queries.require_adult(holder, [chosen], now)
    _once(proof, now, record=chosen)


@action
def answer_by_wallet(
    visitor: Actor, *, secret: str, presentation: Mapping[str, Any], domain: str = "", now: datetime
) -> None:
    """A wallet presents one record, signed with the key of whom it is about, for this challenge and this place
    (`domain`; empty: this installation).

    Raises NotFound for what was answered or is over; BadInput for any other presentation, which changes nothing.
    """
    access.require(visitor, "credentials.proof.answer")
    proof = queries.proof_to_answer(secret, now)
    verdict = checking.check(
        presentation, now, challenge=queries.challenge_of(proof), domain=domain or queries.domain()
    )
    held = presentation.get("verifiableCredential")
    shown = held if isinstance(held, list) else [held]
    if len(shown) != 1 or not isinstance(shown[0], Mapping) or len(verdict.records) != 1:
        raise BadInput.of(told("present one record, as a document"), file="verifiablePresentation")
    for name in MUST_PASS:
        if verdict.check(name).result != "pass":  # type: ignore[arg-type]
            raise BadInput.of(verdict.check(name).message, file="verifiablePresentation")  # type: ignore[arg-type]
    if not queries.answers(proof, shown[0]):
        raise BadInput.of(told("is another record than the one asked about"), file="verifiablePresentation")
    _once(proof, now, sealed=sealing.seal(proof.pk, json.dumps(shown[0])))


def let_go_of_proofs(now: datetime) -> int:
    """Those whose minutes are over, with what was answered; gives how many."""
    return LiveProof.objects.filter(recorded_at__lt=now - KEPT_FOR).delete()[0]


def _once(proof: LiveProof, now: datetime, **answer: Any) -> None:
    """Of two who answer at once, one is told NotFound."""
    waiting = LiveProof.objects.filter(pk=proof.pk, answered_at=None, expires_at__gt=now)
    if not waiting.update(answered_at=now, **answer):
        raise NotFound("proof")
