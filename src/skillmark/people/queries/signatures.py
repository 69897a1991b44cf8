"""Texts to be signed, who is asked, and who signed."""

import hashlib
import json
from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q, QuerySet

from skillmark.foundation import erasure, files
from skillmark.foundation.access import may, may_ever, require
from skillmark.foundation.models import StoredFile
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor, Role
from skillmark.foundation.scopes import NotFound
from skillmark.people.access import COACHES
from skillmark.people.drawings import Strokes
from skillmark.people.models import Signature, SignedSheet, SigningRequest, TextToSign
from skillmark.people.queries.persons import anyone


class TextAltered(ValueError):
    """The bytes in the store are not those whose SHA-256 was kept."""


def texts(actor: Actor) -> QuerySet[TextToSign]:
    """The latest version of each text this reader may ask people to sign, the newest first."""
    rows: QuerySet[TextToSign] = TextToSign.objects.within(actor).filter(_hers(actor), replaced_by=None)
    return rows.exclude(title="").select_related("person").order_by("-recorded_at", "-id")


def text(actor: Actor, text_id: UUID) -> TextToSign:
    """One version of a text, for whoever may ask people to sign it. Raises NotFound, Forbidden."""
    found: TextToSign = one(TextToSign.objects.within(actor).exclude(title="").select_related("person"), text_id)
    require(actor, "people.text.prepare", found)
    return found


def texts_for_guardians(actor: Actor, person_id: UUID) -> QuerySet[TextToSign]:
    """The organisation's own texts in force, for whoever notes what a guardian agrees to. Raises Forbidden."""
    require(actor, "people.guardian.note", anyone(actor, person_id))
    rows: QuerySet[TextToSign] = TextToSign.objects.within(actor)
    return rows.filter(person=None, replaced_by=None, withdrawn_at=None).order_by("title", "id")


def requests_of(actor: Actor, shown: TextToSign) -> QuerySet[SigningRequest]:
    """Who is asked to sign this version, and who did."""
    require(actor, "people.text.prepare", shown)
    rows: QuerySet[SigningRequest] = SigningRequest.objects.within(actor).filter(text=shown)
    return rows.select_related("person", "on_behalf_of", "signature__sheet")


def signing_request(actor: Actor, signing_id: UUID, *, lock: bool = False) -> SigningRequest:
    """One, for whoever asks a permission of her own about it. Raises NotFound."""
    rows: QuerySet[SigningRequest] = SigningRequest.objects.within(actor).filter(person__erased_at=None)
    if lock:
        one(SigningRequest.objects.within(actor), signing_id, lock=True)
    return one(rows.select_related("text", "person", "on_behalf_of"), signing_id)


def own_request(actor: Actor, signing_id: UUID) -> SigningRequest:
    """One of the reader's own. Raises NotFound for another person's."""
    found = signing_request(actor, signing_id)
    if actor.person_id is None or found.person_id != actor.person_id:
        raise NotFound(str(signing_id))
    return found


def to_sign(actor: Actor) -> list[SigningRequest]:
    """What waits for the reader's signature, by the day it is wanted."""
    if actor.person_id is None:
        return []
    rows: QuerySet[SigningRequest] = SigningRequest.objects.within(actor).filter(
        person_id=actor.person_id, signature=None, text__withdrawn_at=None
    )
    return sorted(rows.select_related("text"), key=lambda row: (row.by is None, row.by, row.pk))


def signed_by(actor: Actor, person_id: UUID) -> list[Signature]:
    """What a person signed, the latest first, for herself and for whoever may prepare that text."""
    rows: QuerySet[Signature] = Signature.objects.within(actor).filter(person_id=person_id)
    found = rows.select_related("request__text", "sheet").order_by("-recorded_at", "-id")
    return [row for row in found if person_id == actor.person_id or may(actor, "people.text.prepare", row.request.text)]


def signature(actor: Actor, signing_id: UUID) -> Signature | None:
    """The one that answered a request, for whoever has asked for it by right."""
    rows: QuerySet[Signature] = Signature.objects.within(actor).filter(request_id=signing_id)
    return rows.select_related("request__text", "request__on_behalf_of", "person", "sheet").first()


def signature_by_id(actor: Actor, signature_id: UUID) -> Signature:
    """The one a link brings the copy of. Raises NotFound."""
    found: Signature = one(Signature.objects.within(actor).select_related("request__text", "sheet"), signature_id)
    return found


def signed_names(rows: Sequence[Signature]) -> dict[UUID, str]:
    """By signature, the name as it was given; empty once its person was erased."""
    opened = _opened([(row, row.sealed_name) for row in rows])
    return {row.pk: "" for row in rows} | {key: value.decode() for key, value in opened.items()}


def drawn_signatures(rows: Sequence[Signature]) -> dict[UUID, Strokes]:
    """By signature, the strokes of those that were drawn, and whose person was not erased."""
    return {key: json.loads(value) for key, value in _opened([(row, row.sealed_drawing) for row in rows]).items()}


def _opened(rows: "Sequence[tuple[Signature, bytes | memoryview | None]]") -> dict[UUID, bytes]:
    sealed = {row.pk: (row.sealed_for_id, bytes(value)) for row, value in rows if value}
    opened = zip(sealed, erasure.unseal_all(list(sealed.values())), strict=True) if sealed else ()
    return {key: value for key, value in opened if value is not None}


def signed_name(row: Signature) -> str:
    """The name as it was given; empty once its person was erased."""
    return signed_names([row])[row.pk]


def content(actor: Actor, shown: TextToSign) -> tuple[StoredFile, bytes]:
    """The text byte for byte. Raises TextAltered where the store holds other bytes than were signed, NotFound."""
    stored, found = files.original(actor, shown.file_id)
    if hashlib.sha256(found).hexdigest() != shown.digest:
        raise TextAltered(str(shown.pk))
    return stored, found


def sheet(actor: Actor, sheet_id: UUID) -> SignedSheet:
    """A sheet that waits for a second person, for whoever may ask to sign its text. Raises NotFound, Forbidden."""
    rows: QuerySet[SignedSheet] = SignedSheet.objects.within(actor).filter(checked_at=None)
    found = one(rows.select_related("request__text", "request__person"), sheet_id)
    require(actor, "people.text.prepare", found.request)
    return found


def waiting_sheet(actor: Actor, signing_id: UUID) -> SignedSheet | None:
    rows: QuerySet[SignedSheet] = SignedSheet.objects.within(actor).filter(request_id=signing_id, checked_at=None)
    return rows.first()


def sheets_to_check(actor: Actor) -> list[SignedSheet]:
    """Sheets that others brought and the reader may look at as the second person."""
    if actor.person_id is None or not may_ever(actor, "people.sheet.confirm"):
        return []
    rows: QuerySet[SignedSheet] = SignedSheet.objects.within(actor).filter(_hers(actor, "request__"), checked_at=None)
    rows = rows.exclude(brought_by_id=actor.person_id).exclude(request__person_id=actor.person_id)
    return list(rows.select_related("request__text", "request__person").order_by("recorded_at", "id"))


def _hers(actor: Actor, path: str = "") -> Q:
    """The texts a reader may ask people to sign, as `people.text.prepare` has it."""
    if actor.process or actor.has([Role.CASE_MANAGER]):
        return Q()
    coached = actor.over(COACHES)
    whose = f"{path}text__person" if path else "person"
    found = Q(**{f"{whose}__in": coached})
    if path:
        found |= Q(**{f"{path}on_behalf_of__in": coached}, **{whose: None})
    return found | Q(**{whose: None}) if actor.has([Role.TALENT_LEAD]) else found
