"""Status lists: taking a place, publishing signed, withdrawing a record."""

import json
from datetime import datetime
from uuid import UUID

from django.conf import settings

from skillmark.credentials import queries, rules
from skillmark.credentials.draws import Draws
from skillmark.credentials.models import Award, SignedRecord, StatusList, StatusPlace
from skillmark.foundation import access, audit, outbox, signer, signing, sources
from skillmark.foundation.models import SigningKey
from skillmark.foundation.records import add, one
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.kernel import vc
from skillmark.kernel.values import BadInput, told
from skillmark.kernel.vc.facts import SAMPLE
from skillmark.kernel.vc.multibase import did_key, key_method
from skillmark.kernel.vc.status import status_list_document
from skillmark.people import actions as people

PUBLISH = "credentials.publish"
WITHDRAWN = "credentials.withdrawn"  # the event of the message
NAMED = "list of withdrawn records"
FULLEST = 4  # a list is left when a quarter of its places is taken, so that drawing a free one stays quick


def take_places(actor: Actor, key_number: int, count: int, now: datetime) -> list[StatusPlace]:
    """Free places, drawn at random, on the list that this key signs. Belongs inside an action."""
    found = StatusList.objects.within(actor).filter(key_number=key_number)
    status_list = found.select_for_update().order_by("-number").first()
    taken = set(status_list.places.values_list("index", flat=True)) if status_list else set()
    if status_list is None or len(taken) * FULLEST >= status_list.size:
        status_list, taken = _begin(actor, key_number, status_list.number + 1 if status_list else 1, now), set()
    bits, draws, places = vc.StatusList(bytes(status_list.bits)), Draws(sources.random_bytes), []
    for _ in range(count):
        index = bits.free_index(taken, draws)
        taken.add(index)
        places.append(
            StatusPlace(workspace_id=actor.workspace_id, recorded_at=now, status_list=status_list, index=index)
        )
    add(StatusPlace.objects.within(actor), places)
    return places


@action
def publish(actor: Actor, *, list_id: UUID, now: datetime) -> StatusList:
    """Sign the list as it stands. Raises SignerUnavailable; SignerRefused where its key stayed elsewhere."""
    status_list: StatusList = one(StatusList.objects.within(actor), list_id, lock=True)
    key = _key_of(status_list)
    if key.elsewhere:
        raise signer.SignerRefused("The key of this list stayed with the installation the workspace came from.")
    issuer = did_key(bytes(key.public))
    document = status_list_document(
        vc.StatusList(bytes(status_list.bits)),
        address=status_list.address,
        issuer=issuer,
        valid_from=now.replace(microsecond=0),
        purpose=status_list.purpose,
        name=f"{SAMPLE}: {NAMED}" if status_list.workspace.demonstration else "",
    )
    signed = vc.issue(
        document,
        sign=lambda data: signer.sign(status_list.workspace_id, status_list.key_number, data),
        verification_method=key_method(issuer),
        created=now.replace(microsecond=0),
    )
    status_list.document = json.dumps(signed, ensure_ascii=False, indent=2)
    status_list.published_at = now
    status_list.save(update_fields=["document", "published_at"])
    audit.record(actor, "credentials.status_list.published", status_list, number=status_list.number)
    return status_list


def revoke(actor: Actor, *, record_id: UUID, reason: str, now: datetime) -> SignedRecord:
    """Withdraw a record, with the reason, and publish the list anew. Withdrawn before, nothing changes; renewed
    before, it is told as withdrawn from now on, and its successor stands until that is withdrawn itself.

    Where nobody signs just now, the withdrawal stands here at once and a job publishes it.
    """
    record = _withdraw(actor, record_id, reason, now)
    place = record.award.place
    if place is not None:
        try:
            publish(actor, list_id=place.status_list_id, now=now)
        except (signer.SignerUnavailable, signer.SignerRefused):
            return record
    return record


@action
def republish(actor: Actor, *, index_ids: list[UUID], now: datetime) -> None:
    """Set these places on their lists and ask for the lists to be published: what erasing a person leaves behind."""
    for place in StatusPlace.objects.within(actor).filter(pk__in=index_ids).order_by("id"):
        _set(actor, place, now)


@action
def _withdraw(actor: Actor, record_id: UUID, reason: str, now: datetime) -> SignedRecord:
    record: SignedRecord = one(SignedRecord.objects.within(actor), record_id, lock=True)
    access.require(actor, "credentials.record.revoke", record)
    if record.revoked_at is not None and not record.replaced:
        return record
    if not reason.strip():
        raise BadInput.of(told("say why"), file="withdrawal", column="reason")
    record.revoked_at, record.revocation_reason = record.revoked_at or now, reason.strip()
    record.revoked_by_id = actor.person_id
    record.save(update_fields=["revoked_at", "revocation_reason", "revoked_by"])
    _drop_renewal(actor, record)
    if record.award.place is not None:
        _note_why(record.award.place, replaced=False)
        _set(actor, record.award.place, now)
    audit.record(actor, "credentials.record.revoked", record, person=record.person_id)
    outbox.announce("credentials.record.revoked", record)
    people.tell(
        actor,
        person_id=record.person_id,
        event=WITHDRAWN,
        parameters={
            "record": record.award.achievement.public_name,
            "appeal": int(queries.can_be_appealed(actor, record, now)),
        },
        now=now,
    )
    return record


def mark_withdrawn(actor: Actor, place: StatusPlace, now: datetime) -> None:
    """Set a place on its list and ask for the list to be published. Belongs inside an action."""
    _set(actor, place, now)


@action
def withdraw_stolen(actor: Actor, *, number: int, since: datetime, now: datetime) -> int:
    """A key was in other hands from an instant on: every record it signed since then is withdrawn, whoever earned it,
    and can be awarded anew with the key that signs now. Gives how many.
    """
    key = next(key for key in signing.every_key(actor.workspace_id) if key.number == number)
    found = queries.signed_since(key, since)
    for record in found:
        _withdraw(actor, record.pk, rules.STOLEN, now)
    return len(found)


def retire(actor: Actor, old: SignedRecord, successor: SignedRecord, now: datetime) -> None:
    """A newer record takes the place of this one. Belongs inside the action that signs it, with the old one locked."""
    old.revoked_at, old.replaced_by = now, successor
    old.save(update_fields=["revoked_at", "replaced_by"])
    if old.award.place is not None:
        _note_why(old.award.place, replaced=True)
        _set(actor, old.award.place, now)
    audit.record(actor, "credentials.record.renewed", old, successor=successor.pk, person=old.person_id)
    outbox.announce("credentials.record.renewed", successor)


def _drop_renewal(actor: Actor, record: SignedRecord) -> None:
    """An intent to renew what is withdrawn now is never signed; its place on the list stays taken."""
    for intent in (
        Award.objects.within(actor).filter(renews__record=record, record=None).select_for_update(of=("self",))
    ):
        audit.record(actor, "credentials.record.not_renewed", intent, person=intent.person_id)
        intent.delete()


def _note_why(place: StatusPlace, *, replaced: bool) -> None:
    place.replaced = replaced
    place.save(update_fields=["replaced"])


def _set(actor: Actor, place: StatusPlace, now: datetime) -> None:
    status_list: StatusList = one(StatusList.objects.within(actor), place.status_list_id, lock=True)
    status_list.bits = vc.StatusList(bytes(status_list.bits)).with_set(place.index).bits
    status_list.save(update_fields=["bits"])
    if _key_of(status_list).elsewhere:
        return  # only the installation the workspace came from can publish this list
    outbox.enqueue(
        actor,
        PUBLISH,
        key=f"{PUBLISH}/{place.pk}",
        payload={"list": str(status_list.pk)},
        due_at=now,
        now=now,
    )


def _key_of(status_list: StatusList) -> SigningKey:
    return next(key for key in signing.every_key(status_list.workspace_id) if key.number == status_list.key_number)


def _begin(actor: Actor, key_number: int, number: int, now: datetime) -> StatusList:
    """A new list, all of whose places are free, under an address of its own."""
    list_id = sources.new_id()
    empty = vc.StatusList.empty()
    base = rules.site(settings.ADDRESS, demonstration=actor.demonstration)
    begun: StatusList = StatusList.objects.record(
        actor,
        now=now,
        id=list_id,
        key_number=key_number,
        number=number,
        address=f"{base}/status/{list_id}",
        size=empty.size,
        bits=empty.bits,
    )
    return begun
