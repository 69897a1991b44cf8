"""Whether a record was withdrawn, from the status lists at hand. What is not known is never taken for “no”."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from skillmark.kernel.vc.schema import listed, types_of
from skillmark.kernel.vc.source import Document
from skillmark.kernel.vc.status import KINDS, OLDER_ENTRY, StatusList
from skillmark.kernel.vc.verdict import Check, Verdict, say

WITHDRAWS = {"revocation": "revoked", "suspension": "suspended"}
INFORMS = {"refresh", "message"}  # purposes that take nothing back
MOST_ENTRIES = 16
MOST_DIGITS = 12
WORST_FIRST = ("fail", "unknown", "pass")

Judge = Callable[[bytes, datetime], tuple[Verdict, Document]]


@dataclass(frozen=True, slots=True)
class _Judged:
    """A list that has been looked at: what speaks against using it, or the list itself."""

    refusal: Check | None = None
    issuer: str | None = None
    purposes: tuple[str, ...] = ()
    entry: str = ""
    statuses: StatusList | None = None


class StatusLists:
    """Where status lists come from. `load` gives the bytes of the list credential at an address, or None.

    Keep one object for many records: a list is verified once per address and instant.
    """

    def __init__(self, load: Callable[[str], bytes | None]) -> None:
        self._load = load
        self._judged: dict[tuple[str, datetime], _Judged] = {}

    def check(self, document: Document, issuer: str | None, at: datetime, judge: Judge) -> Check:
        """The status of a record: failed if withdrawn by any entry, else unknown if any entry is, else passed."""
        entries = document.get("credentialStatus")
        if entries is None or entries == []:
            return say("status_none")
        if len(listed(entries)) > MOST_ENTRIES:
            return say("status_entry_malformed", f"more than {MOST_ENTRIES} entries")
        checks = [self._entry(entry, issuer, at, judge) for entry in listed(entries)]
        return min(checks, key=lambda check: WORST_FIRST.index(check.result))

    def _entry(self, entry: Any, issuer: str | None, at: datetime, judge: Judge) -> Check:
        if not isinstance(entry, dict):
            return say("status_entry_malformed", "it is no object")
        kinds = [kind for kind in types_of(entry) if kind in KINDS]
        if len(kinds) != 1:
            return say("status_type_unknown", ", ".join(types_of(entry))[:80])
        purpose = entry.get("statusPurpose")
        if not isinstance(purpose, str):
            return say("status_entry_malformed", "its purpose is no text")
        if purpose in INFORMS:
            return say("status_ok")
        if purpose not in WITHDRAWS:
            return say("status_type_unknown", purpose[:80])
        if entry.get("statusSize", 1) != 1:
            return say("status_entry_malformed", "entries of more than one bit")
        address, index = entry.get("statusListCredential"), _index(entry.get("statusListIndex"))
        if not isinstance(address, str) or index is None:
            return say("status_entry_malformed", "its list or its place is missing")
        if not is_public(address):
            return say("status_address_refused", address[:200])
        found = self._at(address, at, judge)
        if found.refusal is not None or found.statuses is None:
            return found.refusal or say("status_unreachable", address[:200])
        if issuer is None or found.issuer != issuer:
            return say("status_other_issuer")
        if purpose not in found.purposes or found.entry != kinds[0]:
            return say("status_wrong_purpose")
        if index >= found.statuses.size:
            return say("status_out_of_range")
        return say(WITHDRAWS[purpose]) if found.statuses.is_set(index) else say("status_ok")

    def _at(self, address: str, at: datetime, judge: Judge) -> _Judged:
        known = self._judged.get((address, at))
        if known is None:
            known = self._judged[address, at] = self._look(address, at, judge)
        return known

    def _look(self, address: str, at: datetime, judge: Judge) -> _Judged:
        data = self._load(address)
        if data is None:
            return _Judged(say("status_unreachable", address[:200]))
        verdict, document = judge(data, at)
        if verdict.check("validity").result == "fail":
            return _Judged(say("status_list_expired"))
        if verdict.verdict != "valid":
            return _Judged(say("status_list_refused", verdict.reason().code))
        kinds = [entry for entry, (credential, _) in KINDS.items() if credential in types_of(document)]
        if len(kinds) != 1 or document.get("id") != address:
            return _Judged(say("status_list_refused", "it is not the list that the record names"))
        return _content(document, kinds[0], verdict)


def is_public(address: str) -> bool:
    """Whether an address may be fetched at all: https, a named host or a public IP, no user name."""
    try:
        parts = urlsplit(address)
        host, named_port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if parts.scheme != "https" or parts.username or not host or named_port not in (None, 443):
        return False
    try:
        return ip_address(host).is_global
    except ValueError:
        dotted = host.rstrip(".").split(".")
        numeric = dotted[-1].isdigit() or dotted[-1].startswith("0x")  # 127.1 and 0x7f000001 are addresses too
        return len(dotted) > 1 and not numeric and dotted[-1] not in ("localhost", "local", "internal", "lan")


def _content(document: Document, entry: str, verdict: Verdict) -> _Judged:
    subject = document.get("credentialSubject")
    if not isinstance(subject, dict) or KINDS[entry][1] not in types_of(subject):
        return _Judged(say("status_list_refused", "it holds no list"))
    purposes = listed(subject.get("statusPurpose"))
    encoded = subject.get("encodedList")
    if not isinstance(encoded, str) or not all(isinstance(purpose, str) for purpose in purposes):
        return _Judged(say("status_list_refused", "it holds no list"))
    try:
        statuses = StatusList.decode_older(encoded) if entry == OLDER_ENTRY else StatusList.decode(encoded)
    except ValueError as error:
        return _Judged(say("status_list_refused", str(error)))
    return _Judged(None, verdict.issuer, tuple(purposes), entry, statuses)


def _index(value: Any) -> int | None:
    """The index, written as digits (or a whole number); None where it is neither."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value if value >= 0 else None
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= MOST_DIGITS:
        return int(value)
    return None
