"""Exchanges with wallets (draft VC API): a live proof is answered by a presentation signed for its challenge."""

from typing import Any

from django.http import HttpRequest
from ninja import Field, Schema

from skillmark.credentials import actions, queries
from skillmark.credentials.api.router import router
from skillmark.credentials.api.vcapi import exact, presents
from skillmark.foundation import sources
from skillmark.foundation.api import actor_of, operation
from skillmark.kernel.values import BadInput, told
from skillmark.kernel.vc.frozen import CREDENTIALS_V2, OPEN_BADGES


class TakePartIn(Schema):
    """Nothing, to be told what is asked; or the presentation that answers it."""

    verifiable_presentation: dict[str, Any] | None = Field(default=None, alias="verifiablePresentation")


class TakePartOut(Schema):
    """What is asked; null once it was answered."""

    verifiable_presentation_request: dict[str, Any] | None = Field(alias="verifiablePresentationRequest")


@router.post("/workflows/live-proof/exchanges/{secret}", response=TakePartOut, by_alias=True)
@operation("credentials.proof.answer", scope="public")
def take_part(request: HttpRequest, secret: str, body: TakePartIn) -> dict[str, Any]:
    """Take part in a live proof. It is open for minutes and answered once."""
    now = sources.now()
    presentation = body.verifiable_presentation
    if presentation is None:
        return {"verifiablePresentationRequest": _asked(queries.proof_to_answer(secret, now))}
    exact(request)
    if not presents(presentation):
        raise BadInput.of(told("is no presentation"), file="verifiablePresentation")
    actions.answer_by_wallet(
        actor_of(request),
        secret=secret,
        presentation=presentation,
        now=now,
    )
    return {"verifiablePresentationRequest": None}


def _asked(proof: queries.LiveProof) -> dict[str, Any]:
    example = {"@context": [CREDENTIALS_V2, OPEN_BADGES], "type": ["OpenBadgeCredential"]}
    reason = "Somebody who looks at your record asks whether it is you who holds it."
    return {
        "query": [{"type": "QueryByExample", "credentialQuery": [{"reason": reason, "example": example}]}],
        "challenge": queries.challenge_of(proof),
        "domain": queries.domain(),
    }
