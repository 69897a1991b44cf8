"""What a file that somebody brings is, and what stands in it: signed parts, each to be checked for itself, and claims.

Pages of issuers come by their address (`pages`), fetched before; nothing is fetched here.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from skillmark.credentials import reading
from skillmark.kernel import vc
from skillmark.kernel.skills import ler_rs
from skillmark.kernel.values import unstorable_place
from skillmark.kernel.vc.badges2 import Badge2, Judged2, badge2, judge_badge2
from skillmark.kernel.vc.opening import document_in
from skillmark.kernel.vc.pictures import picture_kind

DEEPEST = 3  # collections within collections; a transcript of a consortium has two
Document = Mapping[str, Any]


class Format(StrEnum):
    """`RECORD`: one signed record, of Open Badges 3.0 or another kind; `OLDER`: Open Badges 2.0; `COLLECTION`: CLR 2.0;
    `RESUME`: LER-RS.
    """

    RECORD = "record"
    OLDER = "older"
    COLLECTION = "collection"
    RESUME = "resume"


class By(StrEnum):
    """Who says what nobody signed by itself: its owner, or the issuer of the collection it stands in."""

    OWNER = "owner"
    ISSUER = "issuer"


@dataclass(frozen=True, slots=True)
class Claim:
    """What a file says without a signature of its own; `levels` as an outside record has them."""

    kind: str
    name: str
    detail: str = ""
    by: By = By.OWNER
    levels: tuple[reading.Line, ...] = ()

    def kept(self) -> dict[str, Any]:
        lines = [list(line) for line in self.levels]
        return {"kind": self.kind, "name": self.name, "detail": self.detail, "by": self.by.value, "levels": lines}


@dataclass(frozen=True, slots=True)
class Opened:
    """One file taken apart. `document` is what is read in it, {} where nothing can be; `text` what is kept as text.

    `named`: the document in which it says whose it is.
    """

    format: Format
    text: str
    document: Document
    picture: bool = False
    parts: tuple[bytes, ...] = ()
    claims: tuple[Claim, ...] = ()
    older: Badge2 | None = None
    named: Document = field(default_factory=dict)


def opened(data: bytes, depth: int = 0) -> Opened:
    """What a file is and holds. Raises nothing: what is wrong with it, its verdict says."""
    picture = picture_kind(data) is not None
    try:
        older = badge2(data)
    except vc.Refused:
        older = None
    if older is not None and unstorable_place(older.assertion) is None and "\0" not in older.text:
        return Opened(Format.OLDER, older.text, older.assertion, picture, older=older)
    try:
        text = vc.unbake(data) if picture else data.decode("utf-8", errors="replace")
        document = document_in(data)
    except vc.Refused:
        return Opened(Format.RECORD, "" if picture else data.decode("utf-8", errors="replace"), {}, picture)
    if unstorable_place(document) is not None or "\0" in text:
        return Opened(Format.RECORD, text.replace("\0", "\ufffd"), {}, picture)
    if ler_rs.is_resume(document):
        return _resume(text, document)
    if "ClrCredential" in _listed(document.get("type")) and depth < DEEPEST:
        return _collection(text, document, picture)
    return Opened(Format.RECORD, text, document, picture, named=document)


def judged_older(badge: Badge2, pages: Mapping[str, bytes], now: datetime) -> tuple[Judged2, Document]:
    """A badge of version 2.0 by these pages, and the same in the words of version 3.0, for whoever reads it."""
    found = judge_badge2(badge, pages, at=now)
    recipient = reading.object_of(found.assertion.get("recipient"))
    identifier = {
        "identityType": "emailAddress",
        "hashed": recipient.get("hashed") is True,
        "identityHash": recipient.get("identity"),
        "salt": recipient.get("salt"),
    }
    achievement = {
        "id": found.badge.get("id"),
        "name": found.badge.get("name"),
        "alignment": [
            {
                "targetName": one.get("targetName", one.get("name")),
                "targetUrl": one.get("targetUrl", one.get("url")),
                "targetCode": one.get("targetCode"),
            }
            for one in _listed(found.badge.get("alignment"))
            if isinstance(one, Mapping)
        ],
    }
    return found, {
        "issuer": {"id": found.verdict.issuer, "name": found.issuer.get("name")},
        "credentialSubject": {"identifier": [identifier], "achievement": achievement},
    }


def _resume(text: str, document: Document) -> Opened:
    found = ler_rs.read(document)
    parts = tuple(one.encode() if isinstance(one, str) else _bytes(one) for one in found.signed)
    identifiers = [
        {"identityType": kind, "hashed": False, "identityHash": name}
        for kind, name in (("emailAddress", found.email), ("name", found.name))
        if name
    ]
    named = {"credentialSubject": {"identifier": identifiers}}
    claims = tuple(Claim(line.kind, line.name, line.detail) for line in found.lines)
    return Opened(Format.RESUME, text, document, parts=parts, claims=claims, named=named)


def _collection(text: str, document: Document, picture: bool) -> Opened:
    """Its records with a proof of their own, and those that stand on the collection's proof alone."""
    parts, claims = [], []
    for subject in _listed(document.get("credentialSubject")):
        for one in _listed(reading.object_of(subject).get("verifiableCredential"))[: ler_rs.MOST_PARTS]:
            if isinstance(one, str):
                parts.append(one.encode())
            elif isinstance(one, Mapping) and (one.get("proof") or _enveloped(one)):
                parts.append(_bytes(one))
            elif isinstance(one, Mapping):
                claims.append(_alone(one))
    return Opened(Format.COLLECTION, text, document, picture, tuple(parts), tuple(claims), named=document)


def _alone(one: Document) -> Claim:
    subject = reading.object_of(next(iter(_listed(one.get("credentialSubject"))), {}))
    achievement = reading.object_of(subject.get("achievement"))
    name = reading.text_of(achievement.get("name")) or reading.text_of(one.get("name"))
    lines = tuple(reading.competency_lines(one))
    return Claim("achievement", name[: ler_rs.LONGEST], reading.issuer_name(one)[: ler_rs.LONGEST], By.ISSUER, lines)


def _enveloped(one: Document) -> bool:
    return "EnvelopedVerifiableCredential" in _listed(one.get("type"))


def _bytes(part: Document) -> bytes:
    return json.dumps(part, ensure_ascii=False, separators=(",", ":")).encode()


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
