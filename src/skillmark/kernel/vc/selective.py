"""SD-JWT VC: a signed token of which its holder shows a part and proves that a key in it is hers.

Read and written by `openvc-core`, which the extra `eudi` brings; the verdict is made here as for every other record, of
what was shown. (Of a token dated in the future the library asks the machine's clock.) A record without the context of
a credential, an identity card say, is none that is read here.
Sources: RFC 9901; SD-JWT-based Verifiable Credentials (IETF draft); Securing Verifiable Credentials using JOSE and COSE
1.0, section 3.2.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from skillmark.kernel.vc.controllers import KeyDocuments
from skillmark.kernel.vc.facts import issuer_of
from skillmark.kernel.vc.instants import LEEWAY
from skillmark.kernel.vc.keys import jwk_of
from skillmark.kernel.vc.proofs import Asked
from skillmark.kernel.vc.schema import listed
from skillmark.kernel.vc.source import Document, Refused, bare, within_limits
from skillmark.kernel.vc.tokens import CLAIMS, Token, header_fault, in_time, is_token, key_named, token_of
from skillmark.kernel.vc.verdict import Check, say

if TYPE_CHECKING:
    from openvc.proof.sd_jwt import SdJwtVcProofSuite

TYPES: set[str | None] = {"dc+sd-jwt", "vc+sd-jwt", "vc+ld+json+sd-jwt", None}
BESIDE = CLAIMS | {"cnf", "vct", "vct#integrity", "aka_vcts", "status", "_sd_alg"}  # no part of the record
BADGE = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential"  # what our own say that they are
MOST_SHOWN = 1000  # disclosures in one presentation


@dataclass(frozen=True, slots=True)
class Shown:
    """What was shown of a record: its signature, whether the key is the issuer's, and whether a holder answered.
    `status` is set where the record names a list that is not read here."""

    document: Document
    proof: Check
    owner: Check
    holder: Check
    status: Check | None


def is_selective(source: object) -> bool:
    """Whether a source looks like an SD-JWT: a token, then what is shown of it, divided by `~`."""
    if not isinstance(source, bytes) or b"~" not in source:
        return False
    return is_token(source.removeprefix(b"\xef\xbb\xbf").strip(b" \t\r\n").partition(b"~")[0])


def shown(
    source: bytes, *, at: datetime, documents: KeyDocuments, challenge: str | None, domain: str | None
) -> Shown | Check:
    """What an SD-JWT shows, or the check that keeps it from being told: of a token whose signature does not hold, no
    part is known to belong to it. Raises Refused for what cannot be read.
    """
    try:
        from openvc.proof.errors import CredentialNotYetValid, ProofError, SignatureInvalid, UnsupportedAlgorithm
    except ImportError:
        raise Refused("token_not_supported") from None
    text = bare(source).decode("ascii", "replace")
    if text.count("~") > MOST_SHOWN:
        raise Refused("too_many_values", f"{MOST_SHOWN} shown parts allowed")
    document, token = token_of(text.partition("~")[0].encode("ascii", "replace"))
    fault = header_fault(token.header, TYPES)
    if fault is not None:
        return fault
    if "@context" not in document:
        raise Refused("token_not_supported")
    named = key_named(token.header, Asked(issuer_of(document), "assertionMethod", at, documents))
    if named.key is None:
        return named.fault or say("key_not_named")
    if named.key.kind == "RSA":
        return say("suite_not_supported", str(token.header["alg"]))
    timely, public = in_time(token.claims, at), jwk_of(named.key)
    if timely.result != "pass":
        return timely
    try:
        found = _suite().verify(text, public_key_jwk=public, audience=_audience(token), check_temporal=False)
    except SignatureInvalid:
        return say("signature_wrong")
    except CredentialNotYetValid:
        return say("not_yet_valid", str(document.get("validFrom")))
    except UnsupportedAlgorithm:
        return say("suite_not_supported", str(token.header["alg"]))
    except ProofError as error:
        return say("proof_malformed", str(error))
    record = {name: value for name, value in found.claims.items() if name not in BESIDE}
    within_limits(record)
    holder = say("not_presented")
    if challenge is not None:
        holder = say("holder_ok" if _answers(text, public, challenge, domain, at) else "challenge_wrong")
    other = say("status_type_unknown", "status") if "status" in found.claims else None
    return Shown(record, timely, named.owner, holder, other)


def open_part(source: bytes) -> Document:
    """What the issuer of an SD-JWT signed openly. Raises Refused."""
    document = token_of(bare(source).partition(b"~")[0])[0]
    return {name: _without_digests(value) for name, value in document.items() if name not in BESIDE | {"_sd"}}


def sealed(
    claims: Document,
    *,
    sign: Callable[[bytes], bytes],
    verification_method: str,
    hidden: Collection[str],
    holder: Mapping[str, Any] | None,
) -> str:
    """Claims as an SD-JWT VC whose `hidden` members may be kept back. Raises ValueError for one that may not."""
    from openvc.errors import OpenvcError

    key, bound = _SigningKey("EdDSA", verification_method, sign), dict(holder) if holder else None
    try:
        return _suite().issue(claims, signing_key=key, disclosable=hidden, holder_jwk=bound, vct=BADGE)
    except OpenvcError as error:
        raise ValueError(str(error)) from None


@dataclass(frozen=True, slots=True)
class _SigningKey:
    alg: str
    kid: str
    sign: Callable[[bytes], bytes]


def _without_digests(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_digests(inner) for name, inner in value.items() if name != "_sd"}
    if isinstance(value, list):
        return [_without_digests(item) for item in value if not (isinstance(item, dict) and item.keys() == {"..."})]
    return value


def _answers(text: str, public: dict[str, str], challenge: str, domain: str | None, at: datetime) -> bool:
    """Whether the holder signed this challenge, for us, with the key in the record. Without a domain nothing does."""
    from openvc.proof.errors import ProofError

    try:
        _suite().verify(
            text, public_key_jwk=public, audience=domain, nonce=challenge, require_key_binding=True,
            check_temporal=False, now=at,
        )  # fmt: skip
    except ProofError:
        return False
    return True


def _audience(token: Token) -> str | None:
    """Whom the issuer made it for, where that is said: whoever reads it here is shown it and decides nothing by it."""
    audiences = listed(token.claims.get("aud"))
    return next((audience for audience in audiences if isinstance(audience, str)), None)


def _suite() -> "SdJwtVcProofSuite":
    from openvc.proof.sd_jwt import SdJwtVcProofSuite

    return SdJwtVcProofSuite(leeway_s=int(LEEWAY.total_seconds()))
