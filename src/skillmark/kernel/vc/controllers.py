"""Which key a signature names, and whether that key speaks for the issuer. Documents are handed in, never fetched.

A `did:key` is its own document. For every other issuer (`did:web`, an https address) the document that its owner
publishes says which keys may state facts in its name: the method must stand under `assertionMethod`, or, for a holder
who presents, under `authentication`. Source: Controlled Identifiers 1.0, sections 2.2, 2.3 and 3.3.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from skillmark.kernel.vc.instants import instant, written
from skillmark.kernel.vc.keys import Key, key_of_did, key_of_jwk, key_of_multibase
from skillmark.kernel.vc.multibase import DID_KEY, key_method
from skillmark.kernel.vc.source import Document, Refused, document_of
from skillmark.kernel.vc.verdict import Check, say

ADDRESSES = ("did:", "https://", "http://")  # what can name a key; nobody could look up anything else
MOST_METHODS = 200  # an issuer that rotates monthly for ten years has 120
MULTIKEYS = {"Multikey", "Ed25519VerificationKey2020"}
JSON_WEB_KEYS = {"JsonWebKey", "JsonWebKey2020"}


@dataclass(frozen=True, slots=True)
class Named:
    """A signing key as named: the key or what keeps it from being known, and whether it is the issuer's."""

    owner: Check
    key: Key | None = None
    fault: Check | None = None


class KeyDocuments:
    """Where the documents of issuers come from: `load` gives the bytes of the one at an id, or None.

    Keep one object for many records: a document is read once for each id.
    """

    def __init__(self, load: Callable[[str], bytes | Mapping[str, Any] | None]) -> None:
        self._load = load
        self._read: dict[str, Document | None] = {}

    def document(self, issuer: str) -> Document | None:
        """The document of an issuer, or None where none is at hand, or it is not the issuer's own."""
        if issuer not in self._read:
            data = self._load(issuer)
            try:
                found = None if data is None else document_of(data)
            except Refused:
                found = None
            self._read[issuer] = found if found is not None and found.get("id") == issuer else None
        return self._read[issuer]


NO_DOCUMENTS = KeyDocuments(lambda _: None)


def named_key(method: Any, issuer: str | None, purpose: str, documents: KeyDocuments, at: datetime) -> Named:
    """The key that a proof or a token names as its verification method."""
    if issuer is None:
        return Named(say("issuer_missing"), *_self_described(method))
    if not isinstance(method, str):
        return Named(say("method_not_of_issuer"), fault=say("key_malformed", "the signature names no key"))
    if not method.startswith(ADDRESSES):
        return Named(
            _owned(method, issuer, purpose, documents), fault=say("key_malformed", f"{method[:80]} is no address")
        )
    owner = _owned(method, issuer, purpose, documents)
    if method.startswith(DID_KEY):
        return Named(owner, *_self_described(method))
    key, fault = _looked_up(method, documents, at)
    return Named(owner, key, fault)


def tied_key(key: Key, issuer: str | None, documents: KeyDocuments, at: datetime) -> Check:
    """Whether a key that came with a token is the issuer's: it must be its did:key, or stand in its document."""
    if issuer is None:
        return say("issuer_missing")
    if issuer.startswith(DID_KEY):
        own, _ = _self_described(issuer)
        return say("issuer_ok") if own == key else say("method_not_of_issuer")
    document = documents.document(issuer)
    if document is None:
        return say("key_only_in_token")
    for entry in _methods(document, "assertionMethod"):
        method = entry if isinstance(entry, str) else str(entry.get("id"))
        found, fault = _looked_up(_absolute(method, issuer), documents, at)
        if fault is None and found == key:
            return say("issuer_ok")
    return say("method_not_of_issuer")


def _self_described(method: Any) -> tuple[Key | None, Check | None]:
    try:
        return key_of_did(str(method).partition("#")[0]), None
    except ValueError as error:
        return None, say("key_malformed", str(error))


def _owned(method: str, issuer: str, purpose: str, documents: KeyDocuments) -> Check:
    if issuer.startswith(DID_KEY):
        return say("issuer_ok") if method == key_method(issuer) else say("method_not_of_issuer")
    document = documents.document(issuer)
    if document is None:
        return say("issuer_unresolved", issuer[:200])
    for entry in _methods(document, purpose):
        named = entry if isinstance(entry, str) else entry.get("id")
        if isinstance(named, str) and _absolute(named, issuer) == method:
            return say("issuer_ok")
    return say("method_not_of_issuer")


def _looked_up(method: str, documents: KeyDocuments, at: datetime) -> tuple[Key | None, Check | None]:
    """The key of a method in the document of its controller, and what speaks against using it."""
    if method.startswith(DID_KEY):
        return _self_described(method)
    controller = method.partition("#")[0]
    document = documents.document(controller)
    if document is None:
        return None, say("key_unresolvable", method[:200])
    for relation in ("verificationMethod", "assertionMethod", "authentication"):
        for entry in _methods(document, relation):
            named = entry.get("id") if isinstance(entry, dict) else None
            if isinstance(named, str) and _absolute(named, controller) == method:
                return _described(entry, controller, at)
    return None, say("key_not_found", method[:200])


def _described(entry: Document, controller: str, at: datetime) -> tuple[Key | None, Check | None]:
    if entry.get("controller", controller) != controller:
        return None, say("key_malformed", "its document says that another controls it")
    ended = _ended(entry, at)
    if ended is not None:
        return None, ended
    kind = entry.get("type")
    if not isinstance(kind, str):
        return None, say("key_malformed", "it does not name one kind of key")
    try:
        if kind in MULTIKEYS and isinstance(entry.get("publicKeyMultibase"), str):
            return key_of_multibase(entry["publicKeyMultibase"]), None
        if kind in JSON_WEB_KEYS and isinstance(entry.get("publicKeyJwk"), dict):
            return key_of_jwk(entry["publicKeyJwk"]), None
    except ValueError as error:
        return None, say("key_malformed", str(error))
    return None, say("key_malformed", f"“{kind[:80]}” is no kind of key read here")


def _ended(entry: Document, at: datetime) -> Check | None:
    """A revoked key signs nothing any more, whatever date a proof gives itself: a thief would choose that date."""
    for member, code in (("revoked", "key_revoked"), ("expires", "key_expired")):
        if member in entry:
            try:
                since = instant(entry[member])
            except ValueError as error:
                return say("key_malformed", f"“{member}” is {error}")
            if at >= since:
                return say(code, written(since))
    return None


def _methods(document: Document, relation: str) -> list[Any]:
    listed = document.get(relation)
    entries = listed if isinstance(listed, list) else [listed]
    return [entry for entry in entries[:MOST_METHODS] if isinstance(entry, str | dict)]


def _absolute(method: str, controller: str) -> str:
    return f"{controller}{method}" if method.startswith("#") else method
