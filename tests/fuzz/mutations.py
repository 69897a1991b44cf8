"""Ways to spoil an input: by its bytes, and by what it is made of, so that what is spoilt is still read a long way."""

import base64
import copy
import gzip
import json
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from random import Random
from typing import Any

from skillmark.kernel.vc import StatusList, bake
from skillmark.kernel.vc.pictures import KEYWORD, PNG

Mutation = Callable[[Random, bytes, Sequence[bytes]], bytes]

LONGEST = 200_000  # bytes of an input: what is refused for its size alone is tried in the tests of the limits
NUMBERS = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
TOKENS = (
    b'"', b"\\", b"\\u0000", b"\\ud800", b"\xed\xa0\x80", b"\xff", b"\0", b"\x0b", b"\xe2\x80\xa8", b"\x7f", b"{",
    b"}", b"[", b"]", b":", b",", b"null", b"true", b"-0", b"1e999", b"9007199254740993", b"NaN", b"1.5",
    b'"@context"', b'"id"', b'"type"', b'"@graph"', b'"@type"', b'"@value"', b"_:b0", b"urn:x:1", b"did:key:z", b"#",
    b"~", b".", b"=", b"ey", b"u", b"z", b"1", b"2026-01-01T00:00:00Z", b"9999-12-31T23:59:59-14:00",
    b"0000-00-00T24:00:00Z", b"<!DOCTYPE svg [<!ENTITY a 'b'>]>", b"&a;", b"&#0;", b"<![CDATA[", b"]]>",
    b"<?xml version='1.0' encoding='utf-16'?>", b"<script/>", b"</svg>", b"<openbadges:credential verify='ey.ey.a'/>",
    b"xmlns=''", KEYWORD, b"iTXt", b"zTXt", b"IEND", b"IHDR", b"\x89PNG",
)  # fmt: skip
NAMES = (
    "@context", "@graph", "@id", "@included", "@language", "@direction", "@list", "@nest", "@reverse", "@type",
    "@value", "id", "type", "name", "issuer", "holder", "proof", "credentialSubject", "credentialStatus",
    "credentialSchema", "evidence", "verifiableCredential", "validFrom", "validUntil", "issuanceDate",
    "expirationDate", "achievement", "alignment", "result", "cryptosuite", "proofValue", "verificationMethod",
    "proofPurpose", "previousProof", "created", "expires", "challenge", "domain", "alg", "typ", "kid", "jwk", "crit",
    "b64", "iss", "sub", "jti", "exp", "nbf", "aud", "nonce", "vc", "vp", "encodedList", "statusPurpose",
    "kty", "crv", "x", "y", "e", "n", "d", "publicKeyJwk", "publicKeyMultibase", "controller", "revoked",
    "assertionMethod", "authentication", "statusListIndex", "statusListCredential", "statusSize", "honours", "cred:x",
    "",
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1.5, 2**53, 2**53 + 1, 10**400, 1e308, "", "a", "_:b0", "urn:x:1", "../x", "\ud800",
    "\0", "\x0b", "\u2028", "z", "u", "zz", "z" + "1" * 300, "z" + "z" * 300, "did:key:z", "did:key:z6Mk",
    "did:web:a", "https://a.example/#k", "https://127.0.0.1/x", "https://[::1]/", "https://[/",
    "2026-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-02-30T00:00:00Z", "none",
    "HS256", "EdDSA", "ES256", "RS256", "vc+jwt", "VP+JWT", [], {}, [[]], [{}], [None], {"id": None}, {"@value": "a"},
    {"@value": "a", "@language": "x-"}, {"@list": []}, {"type": []}, "VerifiableCredential", "VerifiablePresentation",
    "EnvelopedVerifiableCredential", "OpenBadgeCredential", "ClrCredential", "Achievement", "assertionMethod",
    "authentication", "eddsa-rdfc-2022", "eddsa-jcs-2022", "ecdsa-rdfc-2019", "bbs-2023", "Ed25519Signature2020",
    "DataIntegrityProof", "BitstringStatusListEntry", "StatusList2021Entry", "revocation", "suspension", "131071",
    "131072", "-1", "999999999999", "https://www.w3.org/ns/credentials/v2", "https://www.w3.org/2018/credentials/v1",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json", {"kty": "OKP", "crv": "Ed25519", "x": ""},
)  # fmt: skip


def by_bytes(random: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """Letters changed, taken out, put in, doubled, or taken from another input."""
    found = bytearray(data)
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        place = random.randrange(len(found) + 1)
        length = random.choice((1, 1, 2, 4, 16, 64))
        what = random.randrange(7)
        if what == 0 and found:
            found[place % len(found)] ^= 1 << random.randrange(8)
        elif what == 1:
            del found[place : place + length]
        elif what == 2:
            found[place:place] = random.choice(TOKENS)
        elif what == 3:
            found[place : place + length] = random.choice(TOKENS)
        elif what == 4:
            found[place:place] = found[place : place + length] * random.choice((1, 2, 50, 400))
        elif what == 5:
            found[place : place + 4] = random.choice(NUMBERS).to_bytes(4, random.choice(("big", "little")))
        elif what == 6:
            other = random.choice(others)
            start = random.randrange(len(other) + 1)
            found[place:] = other[start:]
    return bytes(found[:LONGEST])


def by_members(random: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """Members and items of a JSON text changed, removed, doubled, moved, nested."""
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        return by_bytes(random, data, others)
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        document = _changed(random, document)
    text = json.dumps(document, ensure_ascii=random.random() < 0.3)
    return text.encode("utf-8", "surrogatepass")[:LONGEST]


def by_segments(random: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """One of the three parts of a token spoilt before it is encoded."""
    parts = data.split(b".")
    if len(parts) != 3 or random.random() < 0.2:
        return by_bytes(random, data, others)
    place = random.randrange(3)
    try:
        opened = base64.urlsafe_b64decode(parts[place] + b"=" * (-len(parts[place]) % 4))
    except ValueError:
        return by_bytes(random, data, others)
    spoilt = (by_members if place < 2 and random.random() < 0.8 else by_bytes)(random, opened, [opened])
    parts[place] = base64.urlsafe_b64encode(spoilt).rstrip(b"=")
    return b".".join(parts)[:LONGEST]


def by_shown_parts(random: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """Parts of an SD-JWT spoilt, doubled, dropped, or shown in another order."""
    parts = data.split(b"~")
    if len(parts) < 2 or random.random() < 0.2:
        return by_bytes(random, data, others)
    place = random.randrange(len(parts))
    what = random.randrange(5)
    if what == 0:
        parts[place:place] = [parts[random.randrange(len(parts))]] * random.choice((1, 1, 2, 1200))
    elif what == 1:
        del parts[place]
    elif what == 2:
        random.shuffle(parts)
    elif parts[place].count(b".") == 2:
        parts[place] = by_segments(random, parts[place], [parts[place]])
    else:
        with suppress(ValueError):
            shown = base64.urlsafe_b64decode(parts[place] + b"=" * (-len(parts[place]) % 4))
            parts[place] = base64.urlsafe_b64encode(by_members(random, shown, [shown])).rstrip(b"=")
    return b"~".join(parts)[:LONGEST]


def by_chunks(random: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """Parts of a PNG spoilt, doubled, dropped or packed anew; most times with checksums that fit."""
    chunks = _chunks(data)
    if not chunks or random.random() < 0.2:
        return by_bytes(random, data, others)
    place = random.randrange(len(chunks))
    kind, content = chunks[place]
    what = random.randrange(5)
    if what == 0:
        chunks[place:place] = [chunks[random.randrange(len(chunks))]] * random.choice((1, 2, 300))
    elif what == 1:
        del chunks[place]
    elif what == 2:
        packed = zlib.compress(by_bytes(random, content, [content]) * random.choice((1, 1, 500)))
        chunks[place] = b"iTXt", KEYWORD + b"\0\1\0\0\0" + packed
    elif what == 3 and KEYWORD in content:
        head, text = content[: len(KEYWORD) + 5], content[len(KEYWORD) + 5 :]
        chunks[place] = kind, head + (by_members if text.startswith(b"{") else by_segments)(random, text, [text])
    else:
        chunks[place] = random.choice((kind, b"iTXt", b"tEXt", b"zTXt", b"IEND")), by_bytes(random, content, [content])
    spoilt = PNG + b"".join(_chunk(kind, content) for kind, content in chunks)
    return spoilt[:LONGEST]


def by_baking(random: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """An SVG with a spoilt record in it, or spoilt itself."""
    begins, ends = data.find(b"{"), data.rfind(b"}")
    if begins < 0 or ends < begins or random.random() < 0.6:
        return by_bytes(random, data, others)
    plain = data[begins : ends + 1].replace(b"&quot;", b'"').replace(b"&amp;", b"&")
    spoilt = by_members(random, plain, [plain]).decode("utf-8", "replace")
    try:
        return bake(data, spoilt)[:LONGEST]
    except ValueError:
        return by_bytes(random, data, others)


def by_bits(random: Random, data: bytes, others: Sequence[bytes]) -> bytes:
    """The packed list inside a status list spoilt before or after packing, or the list's own members."""
    try:
        document = json.loads(data)
        subject = document["credentialSubject"]
        bits = StatusList.decode(subject["encodedList"]).bits
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError, IndexError):
        return by_members(random, data, others)
    if random.random() < 0.4:
        return by_members(random, data, others)
    bits = bits[:64] * random.choice((0, 1, 255, 256, 257, 300_000))
    packed = gzip.compress(bits, compresslevel=1, mtime=0)
    if random.random() < 0.5:
        packed = by_bytes(random, packed, [packed])
    subject["encodedList"] = random.choice("uuuuzm") + base64.urlsafe_b64encode(packed).decode().rstrip("=")
    return json.dumps(document).encode()[:LONGEST]


def _changed(random: Random, document: Any) -> Any:
    """The document with one change at a place drawn at random."""
    places = list(_places(document))
    if not places:
        return random.choice(VALUES)
    owner, key = random.choice(places)
    what = random.randrange(7)
    if what == 0:
        del owner[key]
    elif what == 1:
        owner[key] = [owner[key]] * random.choice((1, 1, 2, 30))
    elif what == 2:
        owner[key] = _nested(random, owner[key])
    elif what == 3 and isinstance(owner, dict):
        owner[random.choice(NAMES)] = owner.pop(key)
    elif what == 4 and isinstance(owner, dict):
        owner[random.choice(NAMES)] = copy.deepcopy(random.choice(VALUES))
    elif what == 5:
        other, name = random.choice(places)
        owner[key] = copy.deepcopy(other[name]) if name in other or isinstance(other, list) else None
    else:
        owner[key] = copy.deepcopy(random.choice(VALUES))
    return document


def _nested(random: Random, value: Any) -> Any:
    name = random.choice(NAMES)
    for _ in range(random.choice((1, 2, 20, 70, 300))):
        value = {name: value} if random.random() < 0.7 else [value]
    return value


def _places(value: Any) -> Any:
    """Every owner and key in a document; iterative, since a spoilt document may be nested deeply."""
    waiting = [value]
    while waiting:
        owner = waiting.pop()
        keys = list(owner) if isinstance(owner, dict) else range(len(owner)) if isinstance(owner, list) else ()
        for key in keys:
            yield owner, key
            waiting.append(owner[key])


def _chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    found, at = [], len(PNG)
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        found.append((data[at + 4 : at + 8], data[at + 8 : at + 8 + length]))
        at += 12 + length
    return found


def _chunk(kind: bytes, content: bytes) -> bytes:
    return len(content).to_bytes(4, "big") + kind + content + zlib.crc32(kind + content).to_bytes(4, "big")
