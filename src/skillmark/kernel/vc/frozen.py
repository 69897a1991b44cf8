"""The contexts a record may name: frozen documents by address, and what a record's own `@context` members may say."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from skillmark.kernel.vc.source import Document, Refused

CREDENTIALS_V2 = "https://www.w3.org/ns/credentials/v2"
CREDENTIALS_V1 = "https://www.w3.org/2018/credentials/v1"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
DATA_INTEGRITY_V2 = "https://w3id.org/security/data-integrity/v2"

FILES = {
    CREDENTIALS_V2: "credentials-v2.json",
    CREDENTIALS_V1: "credentials-v1.json",
    "https://w3id.org/security/data-integrity/v1": "security-data-integrity-v1.json",
    "https://w3id.org/vc/status-list/2021/v1": "status-list-2021-v1.json",
    "https://www.w3.org/ns/credentials/status/v1": "status-v1.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context.json": "ob-3.0.0.json",
    DATA_INTEGRITY_V2: "security-data-integrity-v2.json",
    "https://w3id.org/security/multikey/v1": "security-multikey-v1.json",
    "https://w3id.org/security/suites/ed25519-2020/v1": "ed25519-2020-v1.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json": "ob-3.0.1.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json": "ob-3.0.2.json",
    OPEN_BADGES: "ob-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json": "ob-extensions.json",
    "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json": "clr-2.0.1.json",
}
MOST_CONTEXTS = 20
USUAL_NAMES = {("id", "@id"), ("type", "@type")}

VALUE_MEMBERS = {"@value", "@language", "@direction"}  # a language value object (VCDM 2.0, section 11.1)
OPAQUE = {"jsonSchema"}  # JSON inside the record, typed @json by the context: its members are no terms

CREDENTIAL = "https://www.w3.org/2018/credentials#"
SHOWN_IN_JSON = {  # what policy reads in JSON must be what the signature covers: term and property, both or neither
    "issuer": f"{CREDENTIAL}issuer",
    "validFrom": f"{CREDENTIAL}validFrom",
    "validUntil": f"{CREDENTIAL}validUntil",
    "issuanceDate": f"{CREDENTIAL}issuanceDate",
    "expirationDate": f"{CREDENTIAL}expirationDate",
    "holder": f"{CREDENTIAL}holder",
    "verifiableCredential": f"{CREDENTIAL}verifiableCredential",
    "credentialStatus": f"{CREDENTIAL}credentialStatus",
    "credentialSubject": f"{CREDENTIAL}credentialSubject",
    "credentialSchema": f"{CREDENTIAL}credentialSchema",
}


class Contexts:
    """An allow-list of JSON-LD contexts. What is not in it is refused; nothing is ever fetched.

    `added` maps further addresses to their documents; a frozen one cannot be replaced, and one that gives a keyword
    another name (`key` for `@id`) is left out, since a reader of plain JSON would look for `id` and find none.
    Keep one object for many records: the compiled contexts are remembered in it.
    """

    def __init__(self, added: Mapping[str, Mapping[str, Any]] | None = None) -> None:
        self._added = {
            address: dict(document)
            for address, document in (added or {}).items()
            if address not in FILES and not renames_keywords(document)
        }
        self.compiled: dict[str, Any] = {}  # pyld's resolved contexts, by address
        self.scoped: dict[int, tuple[Any, Any]] = {}  # and those within them, by identity

    def __contains__(self, address: object) -> bool:
        return address in FILES or address in self._added

    def document(self, address: str) -> Mapping[str, Any]:
        """The context document at an address. Raises Refused for any that is not allowed."""
        if address in FILES:
            return frozen(FILES[address])
        if address in self._added:
            return self._added[address]
        raise Refused("context_not_allowed", address)


def renames_keywords(definition: Any) -> bool:
    """Whether a context, or one within it, has a term for a keyword other than `id` and `type`, or reverses one."""
    if isinstance(definition, list):
        return any(renames_keywords(item) for item in definition)
    if not isinstance(definition, Mapping):
        return False
    for term, meaning in definition.items():
        target = meaning.get("@id", meaning.get("@reverse")) if isinstance(meaning, Mapping) else meaning
        keyword = isinstance(target, str) and target.startswith("@")
        if not term.startswith("@") and keyword and (term, target) not in USUAL_NAMES:
            return True
        if isinstance(meaning, Mapping) and "@reverse" in meaning:
            return True
        if renames_keywords(meaning):
            return True
    return False


@cache
def frozen(name: str) -> Mapping[str, Any]:
    """One of the context documents that come with this package."""
    text = files("skillmark.kernel.vc.contexts").joinpath(name).read_text("utf-8")
    document: dict[str, Any] = json.loads(text)
    return document


def check_contexts(document: Document, contexts: Contexts) -> None:
    """The document's contexts are allowed, by address alone, credentials v2 (or the older v1) first. Raises Refused."""
    named = addresses(document.get("@context"))
    if named[0] not in (CREDENTIALS_V2, CREDENTIALS_V1):
        raise Refused("context_order")
    if len(set(named)) != len(named):
        raise Refused("context_order", "an address appears twice")
    _allowed(named, contexts)


def check_members(document: Document, contexts: Contexts) -> None:
    """No member hides from a reader of plain JSON: every name is a term, spelt as one. Raises Refused.

    A record can be rewritten so that the same statements stand under other names (`@graph`, an absolute address in
    place of `validUntil`); its signature still fits, and a reader looking for `validUntil` finds none.
    """
    for name, value in document.items():
        if name != "@context":
            _check(name, value, contexts)


def addresses(value: object) -> list[str]:
    """The addresses of an `@context`. Raises Refused where it is absent, or a definition instead of an address."""
    listed = value if isinstance(value, list) else [value]
    if not listed or listed == [None]:
        raise Refused("context_missing")
    named = [entry for entry in listed if isinstance(entry, str)]
    if len(named) != len(listed):
        raise Refused("context_inline")
    if len(named) > MOST_CONTEXTS:
        raise Refused("context_not_allowed", f"more than {MOST_CONTEXTS} contexts")
    return named


def _allowed(named: list[str], contexts: Contexts) -> None:
    for address in named:
        if address not in contexts:
            raise Refused("context_not_allowed", address)


def _check(name: str, value: Any, contexts: Contexts) -> None:
    if name.startswith("@") or ":" in name:
        raise Refused("member_refused", name)
    if name in OPAQUE:
        return
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, list):
            raise Refused("member_refused", f"{name}: a list within a list")
        if isinstance(item, dict):
            _check_object(name, item, contexts)


def _check_object(name: str, value: Document, contexts: Contexts) -> None:
    if VALUE_MEMBERS & value.keys():
        plain = all(isinstance(text, str) for text in value.values())
        if not plain or "@value" not in value or not value.keys() <= VALUE_MEMBERS:
            raise Refused("member_refused", f"{name}: not a text with a language")
        return
    for inner, content in value.items():
        if inner == "@context":
            _allowed(addresses(content), contexts)
        else:
            _check(inner, content, contexts)
