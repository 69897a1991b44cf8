"""Credentials inside pictures, PNG and SVG: `bake` puts one in, `unbake` takes it out (Open Badges 3.0, section 5.3).

No picture is decoded or drawn: a PNG is read as a list of chunks, an SVG as XML without entities.
"""

import re
import zlib
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError

import defusedxml.ElementTree as safe
from defusedxml.common import DefusedXmlException

from skillmark.kernel.vc.source import MOST_BYTES, Refused

PNG = b"\x89PNG\r\n\x1a\n"
KEYWORD = b"openbadgecredential"
OLDER_KEYWORD = b"openbadges"  # Open Badges 2.0, baking specification
MOST_CHUNKS = 10_000  # a photograph of ten megabytes in pieces of eight kilobytes has 1,300
LONGEST_CHUNK = 2**31 - 1  # the standard's own limit

OPEN_BADGES_XML = "https://purl.imsglobal.org/ob/v3p0"
SVG_XML = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
CREDENTIAL = f"{{{OPEN_BADGES_XML}}}credential"
OLDER_ASSERTIONS = ("{http://openbadges.org}assertion", "{https://openbadges.org}assertion")
MOST_DEPTH = 200
DRAWN = {  # the elements of SVG that only draw; scripts, foreign content, animation and links are none of them
    "circle", "clipPath", "defs", "desc", "ellipse", "filter", "g", "line", "linearGradient", "marker", "mask",
    "metadata", "path", "pattern", "polygon", "polyline", "radialGradient", "rect", "stop", "style", "svg", "switch",
    "symbol", "text", "textPath", "title", "tspan", "use", "image",
}  # fmt: skip
EDITORS = {  # what drawing programs leave behind; no reader of SVG draws or runs it
    "{http://www.inkscape.org/namespaces/inkscape", "{http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd",
    "{http://www.w3.org/1999/02/22-rdf-syntax-ns#", "{http://purl.org/dc/elements/1.1/", "{http://creativecommons.org/ns#",
    "{http://web.resource.org/cc/",
}  # fmt: skip
FILTERS = re.compile(r"fe[A-Z][A-Za-z]*")
ACTIVE_STYLE = re.compile(r"@import|url\(\s*['\"]?(?!#)|expression\(|javascript:|\\", re.IGNORECASE)
XML_BEGINS = (b"<?xml", b"<!--", b"<!DOCTYPE", b"<svg")
MOST_PROLOGUE = 4096  # bytes before the root element


def picture_kind(data: bytes) -> str | None:
    """`png`, `svg` or None, by the first bytes."""
    if data.startswith(PNG):
        return "png"
    begins = data[:MOST_PROLOGUE].removeprefix(b"\xef\xbb\xbf").lstrip()
    return "svg" if begins.startswith(XML_BEGINS) and b"svg" in begins else None


def bake(picture: bytes, credential: str) -> bytes:
    """The picture with a credential (JSON or JWT) in it, in place of any that it held; a PNG stays as it was else.

    Raises ValueError for a picture that is no PNG or SVG, is cut off, or (SVG) holds scripts, entities or references
    to anything outside itself: whoever shows the badge would run or load them.
    """
    kind = picture_kind(picture)
    if len(picture) > MOST_BYTES or len(credential) > MOST_BYTES:
        raise ValueError("the picture or the credential is too large")
    try:
        if kind == "png":
            return _baked_png(picture, credential)
        if kind == "svg":
            return _baked_svg(picture, credential)
    except Refused as refused:
        raise ValueError(f"the picture cannot take a credential: {refused.detail}") from None
    raise ValueError("a credential can be put into a PNG or an SVG picture only")


def unbake(picture: bytes) -> str:
    """The text of the credential in a picture. Raises Refused: none, several, damaged or too large."""
    if len(picture) > MOST_BYTES:
        raise Refused("too_large", f"{len(picture)} bytes, {MOST_BYTES} allowed")
    kind = picture_kind(picture)
    if kind is None:
        raise Refused("no_credential_in_image")
    mark = KEYWORD if kind == "png" else b"credential"
    if mark not in picture:  # and then it is of no interest whether the picture is whole
        raise Refused("no_credential_in_image")
    found = _in_png(picture) if kind == "png" else _in_svg(picture)
    if not found:
        raise Refused("no_credential_in_image")
    if len(found) > 1:
        raise Refused("image_damaged", "it holds more than one credential")
    return found[0]


def unbake_older(picture: bytes) -> str | None:
    """The text of a badge of version 2.0 in a picture: an object, a token or an address; None where there is none.

    Raises Refused for a picture that is damaged or holds several.
    """
    kind = picture_kind(picture)
    if kind is None or b"openbadges" not in picture or len(picture) > MOST_BYTES:
        return None
    if kind == "png":
        parts = [(kind, content) for kind, content, _ in _chunks(picture)]
        marked = [part for kind, part in parts if kind == b"iTXt" and part.partition(b"\0")[0] == OLDER_KEYWORD]
        found = [_itxt(part[len(OLDER_KEYWORD) + 1 :]) for part in marked]
    else:
        held = [one for one in _tree(picture).iter() if one.tag in OLDER_ASSERTIONS]
        found = [(one.text or "").strip() or (one.get("verify") or "").strip() for one in held]
    if len(found) > 1:
        raise Refused("image_damaged", "it holds more than one badge")
    return found[0] if found else None


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Type, content and whole bytes of each chunk up to IEND. Raises Refused."""
    at, count = len(PNG), 0
    while True:
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        end = at + 12 + length
        count += 1
        if length > LONGEST_CHUNK or end > len(data) or len(kind) < 4:
            raise Refused("image_damaged", "it is cut off")
        if count > MOST_CHUNKS:
            raise Refused("image_damaged", f"it has more than {MOST_CHUNKS} parts")
        content = data[at + 8 : at + 8 + length]
        if zlib.crc32(kind + content) != int.from_bytes(data[end - 4 : end], "big"):
            raise Refused("image_damaged", "a checksum in it is wrong")
        yield kind, content, data[at:end]
        if kind == b"IEND":
            return
        at = end


def _is_ours(kind: bytes, content: bytes) -> bool:
    return kind in (b"iTXt", b"tEXt", b"zTXt") and content.partition(b"\0")[0] == KEYWORD


def _in_png(data: bytes) -> list[str]:
    texts: list[str] = []
    for kind, content, _ in _chunks(data):
        if not _is_ours(kind, content):
            continue
        if kind != b"iTXt":
            raise Refused("image_damaged", "its credential stands in a part for other texts")
        texts.append(_itxt(content[len(KEYWORD) + 1 :]))
    return texts


def _itxt(rest: bytes) -> str:
    """The text after the keyword: compression flag and method, language, translated keyword, text (PNG, 11.3.3.4)."""
    flag, method = rest[:1], rest[1:2]
    parts = rest[2:].split(b"\0", 2)
    if flag not in (b"\0", b"\1") or method != b"\0" or len(parts) != 3:
        raise Refused("image_damaged", "the part with its credential is malformed")
    text = _unpacked(parts[2]) if flag == b"\1" else parts[2]
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("image_damaged", "its credential is no UTF-8 text") from None


def _unpacked(data: bytes) -> bytes:
    unpacker = zlib.decompressobj()
    try:
        text = unpacker.decompress(data, MOST_BYTES + 1)
    except zlib.error:
        raise Refused("image_damaged", "its credential does not unpack") from None
    if len(text) > MOST_BYTES:
        raise Refused("too_large", f"the credential unpacks to more than {MOST_BYTES} bytes")
    if not unpacker.eof or unpacker.unused_data:
        raise Refused("image_damaged", "its credential is cut off, or followed by something else")
    return text


def _baked_png(data: bytes, credential: str) -> bytes:
    content = KEYWORD + b"\0\0\0\0\0" + credential.encode("utf-8")
    chunk = len(content).to_bytes(4, "big") + b"iTXt" + content + zlib.crc32(b"iTXt" + content).to_bytes(4, "big")
    parts = [PNG]
    for number, (kind, inner, whole) in enumerate(_chunks(data)):
        if number == 0 and kind != b"IHDR":
            raise Refused("image_damaged", "it does not begin with its size")
        if not _is_ours(kind, inner):
            parts.append(whole)
        if number == 0:
            parts.append(chunk)  # before the pixels, where a reader need not pass over them
    return b"".join(parts)


def _tree(data: bytes) -> Element:
    try:
        root: Any = safe.fromstring(data, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError):
        raise Refused("image_damaged", "it is no well-formed SVG without entities") from None
    if not isinstance(root, Element) or root.tag not in (f"{{{SVG_XML}}}svg", "svg"):
        raise Refused("image_damaged", "it is no SVG")
    _not_too_deep(root)
    return root


def _not_too_deep(root: Element) -> None:
    level, depth = [root], 0
    while level:
        depth += 1
        if depth > MOST_DEPTH:
            raise Refused("image_damaged", f"it is nested more than {MOST_DEPTH} levels deep")
        level = [child for element in level for child in element]


def _in_svg(data: bytes) -> list[str]:
    texts: list[str] = []
    for element in _tree(data).iter(CREDENTIAL):
        token, text = element.get("verify"), (element.text or "").strip()
        if len(element) or (token and text):
            raise Refused("image_damaged", "the element with its credential is malformed")
        texts.append(token.strip() if token else text)
    return texts


def _baked_svg(data: bytes, credential: str) -> bytes:
    from xml.etree.ElementTree import SubElement, register_namespace, tostring

    root = _tree(data)
    for parent in list(root.iter()):
        for child in [child for child in parent if child.tag == CREDENTIAL]:
            parent.remove(child)
    _only_drawn(root)
    for prefix, namespace in (("", SVG_XML), ("xlink", XLINK), ("openbadges", OPEN_BADGES_XML)):
        register_namespace(prefix, namespace)
    added = SubElement(root, CREDENTIAL)
    if credential.lstrip().startswith("{"):
        added.text = credential
    else:
        added.set("verify", credential)
    root.remove(added)
    root.insert(0, added)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}'.encode()


def _only_drawn(root: Element) -> None:
    """Raises Refused for anything that runs, loads or leads elsewhere."""
    for element in root.iter():
        space, _, name = str(element.tag).rpartition("}")
        if space in EDITORS:
            continue
        if space not in ("", f"{{{SVG_XML}"):
            raise Refused("image_damaged", f"“{name[:40]}” has no place in a badge")
        if name not in DRAWN and not FILTERS.fullmatch(name):
            raise Refused("image_damaged", f"“{name[:40]}” has no place in a badge")
        if name == "style" and ACTIVE_STYLE.search("".join(element.itertext())):
            raise Refused("image_damaged", "its style loads something from elsewhere")
        for attribute, value in element.attrib.items():
            _inert(attribute.rpartition("}")[2], value)


def _inert(attribute: str, value: str) -> None:
    if attribute.lower().startswith("on"):
        raise Refused("image_damaged", f"“{attribute[:40]}” runs a script")
    if attribute in ("href", "src", "base") and not value.strip().startswith(
        ("#", "data:image/png;", "data:image/jpeg;")
    ):
        raise Refused("image_damaged", f"“{attribute}” leads elsewhere")
    if ACTIVE_STYLE.search(value) and attribute not in ("href", "d"):
        raise Refused("image_damaged", f"“{attribute[:40]}” loads something from elsewhere")
