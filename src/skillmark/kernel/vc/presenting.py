"""`present`: what a holder shows, signed for the one who asked."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from skillmark.kernel.vc.expansion import Reader
from skillmark.kernel.vc.frozen import CREDENTIALS_V2, Contexts
from skillmark.kernel.vc.issuing import CannotIssue, checked, proof_options, secured
from skillmark.kernel.vc.judge import DEFAULT_CONTEXTS
from skillmark.kernel.vc.multibase import DID_KEY, key_method


def present(
    records: Sequence[Mapping[str, Any] | str],
    *,
    holder: str,
    sign: Callable[[bytes], bytes],
    verification_method: str,
    created: datetime,
    challenge: str,
    domain: str | None = None,
    contexts: Contexts | None = None,
) -> dict[str, Any]:
    """A presentation of signed records (documents, or tokens as texts), signed by `holder` for one challenge.

    `sign` gets exactly 64 bytes and returns their Ed25519 signature, as in `issue`. The challenge is the verifier's
    own, used once; without it a presentation could be shown again by whoever has seen it.
    Raises CannotIssue for a record that cannot be read, a key that is not the holder's, a signature that does not fit.
    """
    if not challenge:
        raise CannotIssue("challenge_wrong", "a presentation answers a challenge")
    own = key_method(holder) if holder.startswith(DID_KEY) else f"{holder}#{verification_method.partition('#')[2]}"
    if verification_method != own:
        raise CannotIssue("method_not_of_issuer", f"{verification_method} is not a key of {holder}")
    allowed = contexts or DEFAULT_CONTEXTS
    document: dict[str, Any] = {
        "@context": [CREDENTIALS_V2],
        "type": ["VerifiablePresentation"],
        "holder": holder,
        "verifiableCredential": [_enveloped(record) if isinstance(record, str) else dict(record) for record in records],
    }
    reader = Reader(document, allowed)
    form = checked(document, reader, allowed)
    further = {"challenge": challenge} | ({} if domain is None else {"domain": domain})
    proof = proof_options(verification_method, created, "authentication", further)
    return secured(document, proof, sign, reader, form)


def _enveloped(token: str) -> dict[str, Any]:
    return {
        "@context": CREDENTIALS_V2,
        "id": f"data:application/vc+jwt,{token}",
        "type": "EnvelopedVerifiableCredential",
    }
