"""Texts to be signed: prepared, changed by a new version, withdrawn; and asking somebody to sign one."""

from datetime import date, datetime
from uuid import UUID

from skillmark.foundation import audit, files
from skillmark.foundation.access import require
from skillmark.foundation.files.rules import MediaType
from skillmark.foundation.models import StoredFile
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.kernel.values import BadInput
from skillmark.people import queries
from skillmark.people.access import SIGNING
from skillmark.people.actions.asking import ask
from skillmark.people.models import Person, SigningRequest, TextToSign

READABLE = (MediaType.TEXT, MediaType.PDF)  # what a page shows, and what every telephone opens
LINK_DAYS = 14


class TextIsOver(ValueError):
    """It was withdrawn, or a later version took its place."""


@action
def prepare_text(
    actor: Actor, *, title: str, language: str, content: bytes, person_id: UUID | None = None, now: datetime
) -> TextToSign:
    """Keep a text that people are to sign, byte for byte; `person_id` is whom it is about. Raises BadInput."""
    person: Person | None = None
    if person_id is not None:
        person = one(Person.objects.within(actor).filter(erased_at=None), person_id)
    require(actor, "people.text.prepare", TextToSign(person=person, workspace_id=actor.workspace_id))
    return _keep(actor, title, language, content, person, None, now)


@action
def change_text(actor: Actor, *, text_id: UUID, title: str, content: bytes, now: datetime) -> TextToSign:
    """A new version, which nobody has signed: whoever was asked and has not signed is asked to sign this one.

    Raises TextIsOver, BadInput.
    """
    before = _in_force(actor, text_id)
    made = _keep(actor, title, before.language, content, before.person, before, now)
    asked = SigningRequest.objects.within(actor).filter(text=before).select_for_update()
    held = list(asked.values_list("pk", flat=True))  # whoever is signing one of them is through by now
    SigningRequest.objects.within(actor).filter(pk__in=held, signature=None).update(text=made)
    return made


@action
def withdraw_text(actor: Actor, *, text_id: UUID, now: datetime) -> TextToSign:
    """Nobody is to sign it any more; what was signed stays. Raises TextIsOver."""
    text = _in_force(actor, text_id)
    text.withdrawn_at = now
    text.save(update_fields=["withdrawn_at"])
    audit.record(actor, "people.text.withdrawn", text, person=text.person_id)
    return text


@action
def ask_to_sign(
    actor: Actor,
    *,
    text_id: UUID,
    person_id: UUID,
    by: date | None = None,
    link: bool = True,
    on_paper: bool = False,
    on_behalf_of_id: UUID | None = None,
    relation: str = "",
    now: datetime,
) -> SigningRequest:
    """Ask a person to sign: it stands on her Today page if she has one, and a link is sent, or printed `on_paper`;
    without `link` she signs a printed sheet.

    Asked again before she signed, it is the same request, and another link. Raises TextIsOver, and BadInput for a day
    gone by.
    """
    text: TextToSign = one(TextToSign.objects.within(actor), text_id, lock=True)
    person: Person = one(Person.objects.within(actor).filter(erased_at=None), person_id)
    if on_behalf_of_id is not None:
        one(Person.objects.within(actor).filter(erased_at=None), on_behalf_of_id)
    wanted = {"text": text, "person": person, "on_behalf_of_id": on_behalf_of_id}
    require(actor, "people.text.prepare", SigningRequest(workspace_id=actor.workspace_id, **wanted))
    _require_in_force(text)
    if by is not None and by < queries.today(actor, now):
        raise BadInput.of("lies in the past", file="by")
    asked: SigningRequest | None = SigningRequest.objects.within(actor).filter(signature=None, **wanted).first()
    if asked is None:
        asked = SigningRequest.objects.record(
            actor, now=now, **wanted, relation=relation.strip(), asked_by_id=actor.person_id, by=by
        )
        audit.record(actor, "people.signature.asked", asked, person=person.pk, on_behalf_of=on_behalf_of_id)
    if link and person.pk != actor.person_id:
        ask(
            actor, purpose=SIGNING, subject_id=asked.pk, person_id=person.pk, days=LINK_DAYS, on_paper=on_paper, now=now
        )
    return asked


def _keep(
    actor: Actor,
    title: str,
    language: str,
    content: bytes,
    person: Person | None,
    replaces: TextToSign | None,
    now: datetime,
) -> TextToSign:
    if not title.strip():
        raise BadInput.of("is empty", file="title")
    stored: StoredFile = files.store(
        actor, name=_file_name(content), content=content, person_id=person.pk if person else None, now=now
    )
    if stored.media_type not in READABLE:
        raise BadInput.of("is neither text nor PDF", file="content")
    text: TextToSign = TextToSign.objects.record(
        actor,
        now=now,
        title=title.strip(),
        language=language,
        version=replaces.version + 1 if replaces else 1,
        replaces=replaces,
        person=person,
        prepared_by_id=actor.person_id,
        file_id=stored.pk,
        digest=stored.digest,
    )
    audit.record(actor, "people.text.prepared", text, person=text.person_id, version=text.version)
    return text


def _file_name(content: bytes) -> str:
    """Neutral: a title may say what nobody who sees a list of downloads should read."""
    return "text.pdf" if content.startswith(b"%PDF-") else "text.txt"


def _in_force(actor: Actor, text_id: UUID) -> TextToSign:
    text: TextToSign = one(TextToSign.objects.within(actor), text_id, lock=True)
    require(actor, "people.text.prepare", text)
    _require_in_force(text)
    return text


def _require_in_force(text: TextToSign) -> None:
    if text.withdrawn_at is not None or TextToSign.objects.across_workspaces().filter(replaces=text).exists():
        raise TextIsOver(str(text.pk))
