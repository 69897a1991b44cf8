"""What was handed in, unwrapped: JSON, a token, or a picture that holds one of the two."""

from collections.abc import Mapping
from typing import Any

from skillmark.kernel.vc.pictures import picture_kind, unbake
from skillmark.kernel.vc.schema import types_of
from skillmark.kernel.vc.selective import is_selective, open_part
from skillmark.kernel.vc.source import Document, Refused, bare, document_of, small_object_in
from skillmark.kernel.vc.tokens import Token, is_token, token_of

ENVELOPES = {"EnvelopedVerifiableCredential", "EnvelopedVerifiablePresentation"}
DATA = "data:application/"
TOKEN_MEDIA = {"vc+jwt", "vp+jwt", "vc-ld+jwt", "vp-ld+jwt", "vc+ld+json+jwt", "vp+ld+json+jwt", "jwt"}


def opened(source: bytes | Mapping[str, Any]) -> tuple[Document, Token | None, bool]:
    """The record in a source, the token that secures it if one does, and whether it is clean. Raises Refused."""
    if isinstance(source, Mapping):
        return _out_of_envelope(document_of(source), False)
    data = bare(source)
    if picture_kind(source) is not None:
        data = bare(unbake(source).encode("utf-8"))
    if data.startswith((b"{", b"[")):
        return _out_of_envelope(*small_object_in(data))
    if is_selective(data):
        raise Refused("token_not_supported")  # in an envelope or a picture, where no standard puts it
    if is_token(data):
        return *token_of(data), False
    raise Refused("not_json")


def document_in(source: bytes | Mapping[str, Any]) -> Document:
    """The record in a source, to look into: whether it holds, `verify` says. Of an SD-JWT, what its issuer signed
    openly: what a holder shows besides is known only once the signature is. Raises Refused.
    """
    if not isinstance(source, Mapping) and is_selective(source):
        return open_part(source)
    return opened(source)[0]


def _out_of_envelope(document: Document, clean: bool) -> tuple[Document, Token | None, bool]:
    """A token in the `id` of an object that names itself an envelope (VCDM 2.0, section 4.13)."""
    if not ENVELOPES & set(types_of(document)):
        return document, None, clean
    text = document.get("id")
    media, comma, token = text.partition(",") if isinstance(text, str) else ("", "", "")
    named = media.removeprefix(DATA).partition(";")[0]
    if not media.startswith(DATA) or named not in TOKEN_MEDIA or not comma or not is_token(token.encode("utf-8")):
        raise Refused("token_not_supported")
    return *token_of(token.encode("utf-8")), False
