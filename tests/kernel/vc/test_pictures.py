"""Badges in pictures: one credential in, the same one out, and nothing else that runs, loads or unpacks."""

import json
import time
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from skillmark.kernel.vc import Refused, bake, issue_token, unbake, verify
from skillmark.kernel.vc.pictures import KEYWORD, PNG
from skillmark.kernel.vc.source import MOST_BYTES

AT = datetime(2026, 6, 1, tzinfo=UTC)
Badge = Callable[..., dict[str, Any]]
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z" fill="#123"/></svg>'


@pytest.fixture(scope="module")
def png() -> bytes:
    stream = BytesIO()
    Image.new("RGB", (9, 9), "navy").save(stream, "PNG")
    return stream.getvalue()


def chunk(kind: bytes, content: bytes) -> bytes:
    return len(content).to_bytes(4, "big") + kind + content + zlib.crc32(kind + content).to_bytes(4, "big")


def with_chunk(png: bytes, *chunks: bytes) -> bytes:
    return png[:33] + b"".join(chunks) + png[33:]  # 33 bytes: the signature and the first part


def itxt(text: bytes, flag: bytes = b"\0") -> bytes:
    return chunk(b"iTXt", KEYWORD + b"\0" + flag + b"\0\0\0" + text)


def refusal(picture: bytes) -> str:
    with pytest.raises(Refused) as refused:
        unbake(picture)
    return refused.value.code


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_a_baked_badge_verifies(badge: Badge, signer: Any, png: bytes, kind: str) -> None:
    picture = png if kind == "png" else SVG
    record = json.dumps(signer.issue(badge(description="Bárbara's ]]> & <b> 日本")), ensure_ascii=False)
    text = issue_token(badge(), sign=signer._private.sign, verification_method=signer.method)
    for credential in (record, text):
        baked = bake(picture, credential)
        assert unbake(baked) == credential
        assert verify(baked, at=AT).verdict == "valid"
        assert unbake(bake(baked, "{}")) == "{}"  # the new one takes the place of the old
    assert verify(bake(picture, record.replace("Bárbara", "Barbara")), at=AT).reason().code == "signature_wrong"


def test_a_baked_png_is_still_the_same_picture(png: bytes) -> None:
    baked = bake(png, "{}")
    assert Image.open(BytesIO(baked)).tobytes() == Image.open(BytesIO(png)).tobytes()
    assert baked[:33] == png[:33]
    assert baked.endswith(png[33:])


def test_a_packed_text_is_read_and_has_a_limit(png: bytes) -> None:
    assert unbake(with_chunk(png, itxt(zlib.compress(b"{}"), b"\1"))) == "{}"
    bomb = itxt(zlib.compress(bytes(MOST_BYTES + 1)), b"\1")
    assert len(bomb) < 10_000
    assert refusal(with_chunk(png, bomb)) == "too_large"
    assert refusal(with_chunk(png, itxt(zlib.compress(b"{}")[:-2], b"\1"))) == "image_damaged"
    assert refusal(with_chunk(png, itxt(zlib.compress(b"{}") + b"more", b"\1"))) == "image_damaged"
    assert refusal(with_chunk(png, itxt(b"not packed", b"\1"))) == "image_damaged"


def test_a_picture_that_is_not_whole_or_not_plain_is_refused(png: bytes) -> None:
    assert refusal(png) == "no_credential_in_image"
    assert refusal(with_chunk(png, itxt(b"{}"), itxt(b"{}"))) == "image_damaged"  # which of the two?
    assert refusal(with_chunk(png, chunk(b"tEXt", KEYWORD + b"\0{}"))) == "image_damaged"
    assert refusal(with_chunk(png, itxt(b"\xff\xfe"))) == "image_damaged"
    assert refusal(with_chunk(png, chunk(b"iTXt", KEYWORD + b"\0"))) == "image_damaged"
    good = with_chunk(png, itxt(b"{}"))
    assert refusal(good[:60]) == "image_damaged"
    assert refusal(good.replace(b"{}", b"[]")) == "image_damaged"  # the checksum
    assert refusal(PNG + b"\xff\xff\xff\xff" + good[12:]) == "image_damaged"
    assert refusal(PNG + KEYWORD) == "image_damaged"
    assert refusal(b"GIF89a" + KEYWORD) == "no_credential_in_image"


def test_ten_thousand_parts_do_not_hang(png: bytes) -> None:
    started = time.perf_counter()
    assert refusal(with_chunk(png, itxt(b"{}"), *[chunk(b"tEXt", b"a\0b")] * 20_000)) == "image_damaged"
    assert time.perf_counter() - started < 2


HARMFUL = {
    "a script": '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "a handler": '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "a link": '<svg xmlns="http://www.w3.org/2000/svg"><a href="https://e.example"><path d="M0 0"/></a></svg>',
    "a use of another file": '<svg xmlns="http://www.w3.org/2000/svg"><use href="https://e.example/x.svg#a"/></svg>',
    "an xlink": '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink">'
    '<image x:href="https://e.example/x.png"/></svg>',
    "a script address": '<svg xmlns="http://www.w3.org/2000/svg"><use href="javascript:alert(1)"/></svg>',
    "an svg inside an address": '<svg xmlns="http://www.w3.org/2000/svg"><image href="data:image/svg+xml,x"/></svg>',
    "foreign content": '<svg xmlns="http://www.w3.org/2000/svg"><foreignObject/></svg>',
    "a page": '<svg xmlns="http://www.w3.org/2000/svg"><b xmlns="http://www.w3.org/1999/xhtml"/></svg>',
    "a style from elsewhere": '<svg xmlns="http://www.w3.org/2000/svg"><style>@import "//e.example"</style></svg>',
    "a fill from elsewhere": '<svg xmlns="http://www.w3.org/2000/svg"><path fill="url(https://e.example/#a)"/></svg>',
    "an animation": '<svg xmlns="http://www.w3.org/2000/svg"><set attributeName="href" to="javascript:1"/></svg>',
    "entities": '<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg"><text>&a;</text></svg>',
    "no svg": "<svg>",
    "another root": '<svg xmlns="http://e.example/"/>',
}


@pytest.mark.parametrize("picture", HARMFUL.values(), ids=HARMFUL.keys())
def test_nothing_that_runs_or_loads_is_baked(picture: str) -> None:
    with pytest.raises(ValueError):
        bake(picture.encode(), "{}")


def test_what_only_draws_is_baked() -> None:
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><defs>'
        '<linearGradient id="a"><stop offset="0" style="stop-color:#fff"/></linearGradient></defs>'
        '<path fill="url(#a)" d="M0 0"/><use xlink:href="#a"/><style>path{fill:url(#a)}</style></svg>'
    )
    baked = bake(drawing.encode(), "{}")
    assert unbake(baked) == "{}"
    assert b"url(#a)" in baked


@pytest.mark.parametrize(
    "body",
    [
        '<!DOCTYPE svg [<!ENTITY a "b">]><svg {0}><o:credential>&a;</o:credential></svg>',
        '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg {0}><o:credential>&a;</o:credential></svg>',
        '<!DOCTYPE svg [<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;]><svg {0}><o:credential>x</o:credential></svg>',
        "<svg {0}><o:credential>{{}}</o:credential><o:credential>{{}}</o:credential></svg>",
        '<svg {0}><o:credential verify="a.b.c">{{}}</o:credential></svg>',
        "<svg {0}><o:credential><o:credential>{{}}</o:credential></o:credential></svg>",
        "<svg {0}><o:credential>{{}}</o:credential>",
    ],
)
def test_a_drawing_with_entities_or_a_doubtful_credential_is_refused(body: str) -> None:
    named = 'xmlns="http://www.w3.org/2000/svg" xmlns:o="https://purl.imsglobal.org/ob/v3p0"'
    assert refusal(body.format(named).encode()) == "image_damaged"


def test_a_drawing_nested_without_end_neither_hangs_nor_overflows() -> None:
    named = b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:o="https://purl.imsglobal.org/ob/v3p0">'
    deep = named + b"<g>" * 100_000 + b"<o:credential/>" + b"</g>" * 100_000 + b"</svg>"
    started = time.perf_counter()
    assert refusal(deep) == "image_damaged"
    assert time.perf_counter() - started < 5
