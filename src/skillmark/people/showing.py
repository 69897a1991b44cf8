"""A text and its signature as pages show them, whoever looks."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from skillmark.foundation.files import MediaType
from skillmark.foundation.roles import Actor
from skillmark.people import queries
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


def how_signed(actor: Actor, signature: Signature) -> str:
    """How, and who saw a sheet of paper."""
    said = str(SIGNED_HOW[SignedHow(signature.how)])
    sheet = signature.sheet
    if sheet is None:
        return said
    named = queries.names(actor, [one for one in (sheet.brought_by_id, sheet.checked_by_id) if one])
    seen = [named.get(one) or _("somebody") for one in (sheet.brought_by_id, sheet.checked_by_id) if one]
    return _("%(how)s, seen by %(names)s") % {"how": said, "names": ", ".join(seen)}


def copy_shown(actor: Actor, signature: Signature) -> dict[str, object]:
    """All that a copy says: the text, who signed it, when and how, and the hash of what was signed."""
    request = signature.request
    facts = [
        (_("Signed by"), queries.signed_name(signature) or _("Somebody who was erased since")),
        (_("Signed on"), date_format(signature.signed_on, "DATE_FORMAT")),
        (_("How"), how_signed(actor, signature)),
        (_("Version"), request.text.version),
        (_("Code"), printed_code(signature.digest)),
        ("SHA-256", signature.digest),
    ]
    return text_shown(actor, request.text) | {"signature": signature, "facts": facts, "signing": request}
