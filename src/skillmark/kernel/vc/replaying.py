"""What a verification stood on, so that it can be carried out again as it was."""

import hashlib
from collections.abc import Mapping
from functools import cache

import rfc8785

from skillmark.kernel.vc.frozen import FILES, frozen


def contexts_used(document: object) -> dict[str, str]:
    """The contexts that a document names anywhere, each with the SHA-256 of its canonical JSON (RFC 8785) as it is read
    here; one that is not read here, with an empty text.
    """
    found: dict[str, str] = {}
    waiting = [document]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, Mapping):
            named = one.get("@context")
            for address in named if isinstance(named, list) else [named]:
                if isinstance(address, str):
                    found[address] = _digest(address) if address in FILES else ""
            waiting += [value for name, value in one.items() if name != "@context"]
    return found


def lists_named(document: Mapping[str, object]) -> list[str]:
    """The addresses of the status lists that a record names, each once."""
    entries = document.get("credentialStatus")
    named = [
        one.get("statusListCredential")
        for one in (entries if isinstance(entries, list) else [entries])
        if isinstance(one, Mapping)
    ]
    return list(dict.fromkeys(address for address in named if isinstance(address, str)))


@cache
def _digest(address: str) -> str:
    return hashlib.sha256(rfc8785.dumps(frozen(FILES[address]))).hexdigest()
