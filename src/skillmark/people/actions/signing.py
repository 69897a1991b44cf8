"""Signing: on screen, by link, from a photographed sheet; and the copy the signer gets."""

from datetime import date, datetime, timedelta
from uuid import UUID

from skillmark.foundation import audit, erasure, files, links, outbox
from skillmark.foundation.access import require
from skillmark.foundation.files import rules as file_rules
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor, program
from skillmark.foundation.work import action
from skillmark.kernel.values import BadInput
from skillmark.people import drawings, queries, rules
from skillmark.people.access import COPY
from skillmark.people.actions.messages import tell
from skillmark.people.models import GuardianConsent, Signature, SignedSheet, SigningRequest
from skillmark.people.queries.signatures import TextAltered, content, signing_request
from skillmark.people.rules import SignedHow

COPY_DAYS = 30
SHEETS = (file_rules.MediaType.PDF, *file_rules.IMAGES)


class CannotSign(ValueError):
    """`reason` is a word of `words.CANNOT_SIGN`."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@action
def sign(
    actor: Actor, *, signing_id: UUID, digest: str, name: str, agreed: bool, now: datetime, drawing: str = ""
) -> Signature:
    """She signs the text whose SHA-256 she was shown, with her full name; where she drew it as well, `drawing` is the
    strokes as JSON. Raises CannotSign, CannotDraw.
    """
    request = signing_request(actor, signing_id, lock=True)
    require(actor, "people.text.sign", request)
    if actor.link is not None and request.person.account_id is not None:
        raise CannotSign("log_in")
    require_open(request)
    if digest != request.text.digest:
        raise CannotSign("changed")
    if not agreed:
        raise CannotSign("agree")
    if not rules.names_somebody(name):
        raise CannotSign("name")
    drawn = drawings.strokes(drawing) if drawing else None
    how = SignedHow.LINK if actor.link is not None else SignedHow.SCREEN
    return _signed(actor, request, how, name, queries.today(actor, now), None, now, drawn)


@action
def bring_sheet(
    actor: Actor, *, signing_id: UUID, content: bytes, file_name: str, signed_on: date, now: datetime
) -> SignedSheet:
    """The photograph or scan of the signed sheet; it counts once somebody else has looked at it.

    Raises BadInput for what is no picture or PDF and for a day to come, CannotSign.
    """
    request = signing_request(actor, signing_id, lock=True)
    require(actor, "people.text.prepare", request)
    require_open(request)
    if queries.waiting_sheet(actor, signing_id) is not None:
        raise CannotSign("waits")
    if signed_on > queries.today(actor, now):
        raise BadInput.of("lies in the future", file="signed_on")
    if file_rules.media_type(content, file_name) not in SHEETS:
        raise BadInput.of("is neither a picture (PNG, JPEG) nor a PDF", file="file")
    stored = files.store(actor, name=file_name, content=content, person_id=request.person_id, now=now)
    sheet: SignedSheet = SignedSheet.objects.record(
        actor, now=now, request=request, file_id=stored.pk, signed_on=signed_on, brought_by_id=actor.person_id
    )
    audit.record(actor, "people.sheet.brought", sheet, person=request.person_id)
    return sheet


@action
def confirm_sheet(actor: Actor, *, sheet_id: UUID, code: str, now: datetime) -> Signature:
    """A second person read this text's code from the sheet: it is signed. Raises CannotSign."""
    sheet = _sheet(actor, sheet_id)
    request = signing_request(actor, sheet.request_id, lock=True)
    require_open(request)
    if not rules.is_printed_code(code, request.text.digest):
        raise CannotSign("code")
    _check(actor, sheet, now, refused=False)
    return _signed(actor, request, SignedHow.PAPER, request.person.name, sheet.signed_on, sheet, now)


@action
def refuse_sheet(actor: Actor, *, sheet_id: UUID, now: datetime) -> SignedSheet:
    """It is the sheet of another text, or nobody signed it: it counts for nothing, and another one may be brought."""
    sheet = _sheet(actor, sheet_id)
    _check(actor, sheet, now, refused=True)
    return sheet


def require_open(request: SigningRequest) -> None:
    """Raises CannotSign for what was signed or withdrawn."""
    if Signature.objects.across_workspaces().filter(request=request).exists():
        raise CannotSign("signed")
    if request.text.withdrawn_at is not None:
        raise CannotSign("withdrawn")


def _sheet(actor: Actor, sheet_id: UUID) -> SignedSheet:
    one(SignedSheet.objects.within(actor), sheet_id, lock=True)
    sheet = queries.sheet(actor, sheet_id)
    require(actor, "people.sheet.confirm", sheet)
    return sheet


def _check(actor: Actor, sheet: SignedSheet, now: datetime, *, refused: bool) -> None:
    sheet.checked_at, sheet.checked_by_id, sheet.refused = now, actor.person_id, refused
    sheet.save(update_fields=["checked_at", "checked_by_id", "refused"])
    audit.record(actor, "people.sheet.checked", sheet, person=sheet.person_id, refused=refused)


def _signed(
    actor: Actor,
    request: SigningRequest,
    how: SignedHow,
    name: str,
    signed_on: date,
    sheet: SignedSheet | None,
    now: datetime,
    drawn: drawings.Strokes | None = None,
) -> Signature:
    try:
        content(actor, request.text)
    except TextAltered:
        raise CannotSign("altered") from None
    signature: Signature = Signature.objects.record(
        actor,
        now=now,
        request=request,
        person=request.person,
        digest=request.text.digest,
        how=how,
        signed_on=signed_on,
        sealed_name=erasure.seal(actor, request.person_id, name.strip().encode()),
        sealed_drawing=erasure.seal(actor, request.person_id, drawings.written(drawn)) if drawn else None,
        sealed_for_id=request.person_id,
        sheet=sheet,
    )
    audit.record(actor, "people.text.signed", signature, person=request.person_id, how=how)
    if request.on_behalf_of_id is not None:
        _note_guardian(actor, request, signature, name, now)
    _send_copy(actor, request, signature, now)
    outbox.announce("people.text.signed", signature, request=str(request.pk), text=str(request.text_id))
    return signature


def _note_guardian(
    actor: Actor, request: SigningRequest, signature: Signature, name: str, now: datetime
) -> GuardianConsent:
    """What a guardian signed for somebody under 18 is her consent that records are made."""
    consent: GuardianConsent = GuardianConsent.objects.record(
        actor,
        now=now,
        person=request.on_behalf_of,
        guardian=name.strip()[:200],
        relation=request.relation,
        given_on=signature.signed_on,
        signature=signature,
    )
    audit.record(actor, "people.guardian.agreed", consent, person=consent.person_id, given_on=consent.given_on)
    return consent


def _send_copy(actor: Actor, request: SigningRequest, signature: Signature, now: datetime) -> None:
    """By message: to her own page, or with a link to her copy where she has no log-in."""
    link_id = None
    if request.person.account_id is None:
        link, _ = links.open_link(
            actor,
            purpose=COPY,
            subject=signature,
            person_id=request.person_id,
            holder_id=request.person_id,
            expires_at=now + timedelta(days=COPY_DAYS),
            single_use=False,
            now=now,
        )
        link_id = link.pk
    teller = actor if actor.link is None else _on_its_behalf(actor)
    tell(teller, person_id=request.person_id, event="people.text_signed", parameters={}, link_id=link_id, now=now)


def _on_its_behalf(actor: Actor) -> Actor:
    """Who came by a link may send no messages; the program tells her what she did."""
    return program(actor.workspace_id, "signing", demonstration=actor.demonstration)
