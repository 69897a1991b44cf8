"""Open Badges 2.0, read and judged by what its issuer publishes. Nothing is fetched: pages come by their address.

A hosted badge is what stands at its own address, on the issuer's site; a signed one is a token whose key the issuer's
own page lists. Without these pages it proves nothing. Source: Open Badges 2.0, sections “Verification” and “Baking”.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from skillmark.kernel.vc.instants import LEEWAY, instant, written
from skillmark.kernel.vc.keys import Key, from_base64url, key_of_jwk, to_base64url
from skillmark.kernel.vc.pictures import picture_kind, unbake_older
from skillmark.kernel.vc.source import Document, Refused, bare, object_in
from skillmark.kernel.vc.tokens import is_token
from skillmark.kernel.vc.verdict import Check, Verdict, all_checks, say, word

LONGEST_ADDRESS = 2000
SAID = ("id", "recipient", "issuedOn", "expires", "badge")  # what a hosted badge and its page must say alike
Pages = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Badge2:
    """A badge as it came: its assertion ({} where the file names its address alone), and what was signed, if it was."""

    assertion: Document
    address: str = ""
    text: str = ""
    algorithm: str = ""
    signed: bytes = b""
    signature: bytes = b""


@dataclass(frozen=True, slots=True)
class Judged2:
    """A verdict, the badge's parts as far as they are known, which pages (addresses) it rests on, and which of these
    are not at hand.
    """

    verdict: Verdict
    assertion: Document
    badge: Document
    issuer: Document
    used: tuple[str, ...]
    needs: tuple[str, ...]


def badge2(data: bytes) -> Badge2 | None:
    """The badge of version 2.0 that a file is or holds; None where it is something else. Raises Refused."""
    text = unbake_older(data) if picture_kind(data) is not None else None
    if text is None and picture_kind(data) is not None:
        return None
    inner = bare(data if text is None else text.encode("utf-8"))
    if inner.startswith(b"https://") and len(inner) <= LONGEST_ADDRESS and b"\n" not in inner:
        return Badge2({}, address=inner.decode("utf-8", "replace"), text=inner.decode("utf-8", "replace"))
    if inner.startswith(b"{"):
        found = Badge2(object_in(inner))
    elif is_token(inner):
        found = _token(inner)
    else:
        return None
    if not _is_assertion(found.assertion):
        return None
    return replace(found, address=str(found.assertion.get("id") or ""), text=inner.decode("utf-8"))


def judge_badge2(badge: Badge2, pages: Pages, *, at: datetime) -> Judged2:
    """What a badge comes to as of an instant, by these pages. Raises nothing for what is in them."""
    asked: list[str] = []
    assertion, proof = _assertion(badge, pages, asked)
    about = _object(assertion.get("badge"), pages, asked)
    issuer_id = _id(about.get("issuer"))
    own = _issuer(badge, about, issuer_id, pages, asked)
    if proof.result != "fail" and badge.signed:
        proof = _signature(badge, assertion, own, issuer_id, pages, asked)
    said = [say("parse_ok"), say("context_ok"), proof]
    said.append(_owner(badge, assertion, own, issuer_id))
    said.append(_dates(assertion, at))
    said.append(_withdrawn(badge, assertion, own, pages, asked))
    said.append(say("schema_ok"))
    said += [say("no_list"), say("not_presented")]
    checks = all_checks(said)
    verdict = Verdict(
        word(checks),
        checks,
        issuer=issuer_id or None,
        achievement=_id(about) or None,
        valid_from=_time(assertion.get("issuedOn")),
        valid_until=_time(assertion.get("expires")),
    )
    used = tuple(dict.fromkeys(address for address in asked if address in pages))
    needs = tuple(dict.fromkeys(address for address in asked if address not in pages))
    return Judged2(verdict, assertion, about, own or _inline(about.get("issuer")), used, needs)


def _is_assertion(document: Document) -> bool:
    types = document.get("type")
    return "Assertion" in (types if isinstance(types, list) else [types]) and "recipient" in document


def _token(data: bytes) -> Badge2:
    first, second, third = data.split(b".")
    try:
        header, payload, signature = (from_base64url(part.decode("ascii")) for part in (first, second, third))
    except ValueError:
        raise Refused("not_json", "the token is not base64url") from None
    algorithm = object_in(header).get("alg")
    return Badge2(
        object_in(payload),
        algorithm=algorithm if isinstance(algorithm, str) else "",
        signed=first + b"." + second,
        signature=signature,
    )


def _assertion(badge: Badge2, pages: Pages, asked: list[str]) -> tuple[Document, Check]:
    """The assertion that holds, and whether it is the issuer's: of a hosted one, what its page says now."""
    if badge.signed:
        return badge.assertion, say("key_not_named")
    if not badge.address.startswith("https://"):
        return badge.assertion, say("key_unresolvable", badge.address or "no address")
    page = _page(badge.address, pages, asked)
    if page is None:
        return badge.assertion, say("key_unresolvable", badge.address)
    if page.get("id") != badge.address:
        return badge.assertion, say("signature_wrong")
    if badge.assertion and any(_plain(badge.assertion.get(name)) != _plain(page.get(name)) for name in SAID):
        return badge.assertion, say("signature_wrong")
    return page, say("proof_ok")


def _issuer(badge: Badge2, about: Document, issuer_id: str, pages: Pages, asked: list[str]) -> Document | None:
    """The issuer's own page. A hosted badge needs it only where its site is not the issuer's."""
    if not issuer_id.startswith("https://"):
        return None
    if not badge.signed and _origin(issuer_id) == _origin(badge.address) and issuer_id not in pages:
        return None
    page = _page(issuer_id, pages, asked)
    return page if page is not None and page.get("id") == issuer_id else None


def _signature(
    badge: Badge2, assertion: Document, issuer: Document | None, issuer_id: str, pages: Pages, asked: list[str]
) -> Check:
    if badge.algorithm.lower() == "none" or badge.algorithm.startswith("HS") or not badge.algorithm:
        return say("algorithm_refused", badge.algorithm[:20] or "none")
    if badge.algorithm != "RS256":
        return say("suite_not_supported", badge.algorithm[:80])
    creator = _id(_inline(assertion.get("verification")).get("creator"))
    if not creator.startswith("https://"):
        return say("key_not_named")
    page = _page(creator, pages, asked)
    if page is None:
        return say("key_unresolvable", creator)
    if page.get("owner") != issuer_id or not issuer_id:
        return say("key_not_found", creator)
    if issuer is not None and creator not in {_id(one) for one in _listed(issuer.get("publicKey"))}:
        return say("key_not_found", creator)
    key = _rsa(page.get("publicKeyPem"))
    if key is None:
        return say("key_malformed", creator)
    try:
        good = key.fits(key.checked(badge.signature), badge.signed)
    except ValueError as error:
        return say("signature_malformed", str(error))
    return say("proof_ok") if good else say("signature_wrong")


def _owner(badge: Badge2, assertion: Document, issuer: Document | None, issuer_id: str) -> Check:
    """Whether the issuer named in it speaks: its site holds the badge, or its page names the site or lists the key."""
    if not issuer_id:
        return say("issuer_unresolved", "its issuer")
    if badge.signed:
        return say("issuer_ok") if issuer is not None else say("issuer_unresolved", issuer_id)
    own, there = _origin(issuer_id), _origin(badge.address)
    if own and own == there:
        return say("issuer_ok")
    if issuer is None:
        return say("issuer_unresolved", issuer_id)
    rules = _inline(issuer.get("verification"))
    starts = [one for one in _listed(rules.get("startsWith")) if isinstance(one, str) and one.startswith("https://")]
    hosts = [f"https://{one}" for one in _listed(rules.get("allowedOrigins")) if isinstance(one, str)]
    if any(badge.address.startswith(one) for one in starts) or there in hosts:
        return say("issuer_ok")
    return say("method_not_of_issuer")


def _withdrawn(badge: Badge2, assertion: Document, issuer: Document | None, pages: Pages, asked: list[str]) -> Check:
    if assertion.get("revoked") is True:
        return say("revoked")
    if not badge.signed:
        return say("status_ok") if badge.address in pages else say("status_none")
    address = _id((issuer or {}).get("revocationList"))
    if not address:
        return say("status_none") if issuer is not None else say("status_unreachable", "of its issuer")
    page = _page(address, pages, asked)
    if page is None:
        return say("status_unreachable", address)
    named = {_id(one) for one in _listed(page.get("revokedAssertions"))}
    uid = {str(one.get("uid")) for one in _listed(page.get("revokedAssertions")) if isinstance(one, dict)}
    gone = str(assertion.get("id")) in named or ("uid" in assertion and str(assertion["uid"]) in uid)
    return say("revoked") if gone else say("status_ok")


def _dates(assertion: Document, at: datetime) -> Check:
    try:
        begins = instant(assertion["issuedOn"]) if assertion.get("issuedOn") is not None else None
        ends = instant(assertion["expires"]) if assertion.get("expires") is not None else None
    except ValueError as error:
        return say("validity_malformed", str(error))
    if begins is not None and begins - at > LEEWAY:
        return say("not_yet_valid", written(begins))
    if ends is not None and at - ends > LEEWAY:
        return say("expired", written(ends))
    return say("validity_ok")


def _object(value: Any, pages: Pages, asked: list[str]) -> Document:
    """What an assertion gives whole or by its address; {} where that page is not at hand."""
    if isinstance(value, str) and value.startswith("https://"):
        page = _page(value, pages, asked)
        return page if page is not None and page.get("id") == value else {"id": value}
    return _inline(value)


def _page(address: str, pages: Pages, asked: list[str]) -> Document | None:
    asked.append(address)
    if address not in pages:
        return None
    try:
        return object_in(bare(pages[address]))
    except Refused:
        return None


def _rsa(pem: Any) -> Key | None:
    try:
        public = load_pem_public_key(pem.encode("ascii") if isinstance(pem, str) else b"")
    except (ValueError, UnsupportedAlgorithm):
        return None
    if not isinstance(public, RSAPublicKey):
        return None
    numbers = public.public_numbers()
    given = {"n": numbers.n, "e": numbers.e}
    jwk = {name: to_base64url(number.to_bytes((number.bit_length() + 7) // 8, "big")) for name, number in given.items()}
    try:
        return key_of_jwk({"kty": "RSA"} | jwk)
    except ValueError:
        return None


def _plain(value: Any) -> Any:
    """A part as it is compared: of a badge given whole on one side and by its address on the other, the address."""
    return _id(value) if isinstance(value, dict) and "id" in value else value


def _origin(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:  # such as https://[
        return ""
    return f"{parts.scheme}://{parts.netloc}".lower() if parts.scheme == "https" and parts.netloc else ""


def _time(value: Any) -> str | None:
    try:
        return written(instant(value)) if value is not None else None
    except (ValueError, OverflowError):
        return None


def _id(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("id")
    return value if isinstance(value, str) else ""


def _inline(value: Any) -> Document:
    return value if isinstance(value, dict) else {}


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
