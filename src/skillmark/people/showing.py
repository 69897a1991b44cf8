"""A text and its signature as pages show them, whoever looks."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from skillmark.foundation.files import MediaType
from skillmark.foundation.roles import Actor
from skillmark.people import drawings, queries
from skillmark.people.models import Signature, TextToSign
from skillmark.people.rules import SignedHow, printed_code
from skillmark.people.words import SIGNED_HOW


def text_shown(actor: Actor, text: TextToSign) -> dict[str, object]:
    """The words where it is plain text; a PDF is downloaded. `altered`: the store has other bytes than were kept."""
    shown: dict[str, object] = {"text": text, "code": printed_code(text.digest), "words": "", "altered": False}
    try:
        stored, found = queries.content(actor, text)
    except queries.TextAltered:
        return shown | {"altered": True}
    return shown | ({"words": found.decode("utf-8-sig")} if stored.media_type == MediaType.TEXT else {})


def how_signed(actor: Actor, signatures: Sequence[Signature]) -> dict[UUID, str]:
    """By signature, how, and who saw a sheet of paper."""
    saw = {one.pk: _saw(one) for one in signatures}
    named = queries.names(actor, [person_id for seen in saw.values() for person_id in seen])
    return {
        one.pk: _how(one, [named.get(person_id) or _("somebody") for person_id in saw[one.pk]]) for one in signatures
    }


def _saw(signature: Signature) -> list[UUID]:
    sheet = signature.sheet
    return [] if sheet is None else [one for one in (sheet.brought_by_id, sheet.checked_by_id) if one]


def _how(signature: Signature, seen: Sequence[str]) -> str:
    said = str(SIGNED_HOW[SignedHow(signature.how)])
    return _("%(how)s, seen by %(names)s") % {"how": said, "names": ", ".join(seen)} if signature.sheet_id else said


def signed_as(signatures: Sequence[Signature]) -> dict[UUID, str]:
    """By signature, the name as it was typed, and as it was drawn where it was."""
    drawn = queries.drawn_signatures(signatures)
    return {
        key: format_html("{} {}", name, drawings.svg(drawn[key])) if key in drawn else name
        for key, name in queries.signed_names(signatures).items()
    }


def copy_shown(actor: Actor, signature: Signature) -> dict[str, object]:
    """All that a copy says: the text, who signed it, when and how, and the hash of what was signed."""
    request = signature.request
    drawn = queries.drawn_signatures([signature])
    facts = [
        (_("Signed by"), queries.signed_name(signature) or _("Somebody who was erased since")),
        *((_("As drawn"), drawings.svg(strokes)) for strokes in drawn.values()),
        (_("Signed on"), date_format(signature.signed_on, "DATE_FORMAT")),
        (_("How"), how_signed(actor, [signature])[signature.pk]),
        (_("Version"), request.text.version),
        (_("Code"), printed_code(signature.digest)),
        ("SHA-256", signature.digest),
    ]
    return text_shown(actor, request.text) | {"signature": signature, "facts": facts, "signing": request}
