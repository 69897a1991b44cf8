"""Awarding: the intent is stored before it is signed, so that a fault in between costs nobody a record."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from skillmark.credentials import queries, rules
from skillmark.credentials.actions.delegating import authority
from skillmark.credentials.actions.intents import EARN, Wanted, store
from skillmark.credentials.actions.lists import publish, retire
from skillmark.credentials.models import Achievement, Award, SignedRecord, StackRule
from skillmark.foundation import audit, outbox, signer
from skillmark.foundation.records import add, one
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import NotFound
from skillmark.foundation.work import action
from skillmark.kernel.vc import issue
from skillmark.kernel.vc.multibase import key_method
from skillmark.people import queries as people


class NotProven(Exception):
    """The verification policy does not hold yet; `missing` says what is lacking."""

    def __init__(self, missing: Sequence[rules.Missing]) -> None:
        self.missing = tuple(missing)
        super().__init__(", ".join(f"{lack.lack} {lack.detail}".strip() for lack in missing))


class NeedsGuardian(Exception):
    """She is under 18, and no guardian has agreed that records are made from her work."""


def award(
    actor: Actor,
    *,
    person_id: UUID,
    achievement_id: UUID,
    sitting_ids: Collection[UUID] | None = None,
    now: datetime,
) -> SignedRecord:
    """Award an achievement on what a person has proved: store the intent, sign it, keep the record.

    Raises NotProven saying what is missing; MayNotSign where whoever signs under a leave has none for this;
    NeedsGuardian; SignerUnavailable where nobody signs just now: the intent
    stands and a job completes it. Awarded before on the same attempts, the record that is there.
    """
    intent = intend(actor, person_id=person_id, achievement_id=achievement_id, sitting_ids=sitting_ids, now=now)
    return complete(actor, award_id=intent.pk, now=now)


@action
def intend(
    actor: Actor, *, person_id: UUID, achievement_id: UUID, sitting_ids: Collection[UUID] | None = None, now: datetime
) -> Award:
    """Store the whole unsigned document, its place on the status list taken, and ask for the signature as a job."""
    achievement = earnable(actor, achievement_id)
    person = people.anyone(actor, person_id)
    ground = authority(actor, person, achievement_id, now)
    reader = queries.reader_for(actor)
    if not people.records_may_be_made(actor, person_id, now):
        raise NeedsGuardian(str(person_id))
    # held to the end: whoever awards her something at the same moment waits, and then finds this award
    people.person(reader, person_id, lock=True)
    proof = queries.proof_for(reader, person_id, achievement, sitting_ids)
    if proof.missing:
        raise NotProven(proof.missing)
    if ground is not None:
        queries.require_not_alone(reader, proof.attempts, ground.delegate_id)
    before = queries.award_on(actor, person_id, achievement, proof)
    if before is not None:
        return before
    return store(actor, achievement, [Wanted(person, proof, ground=ground)], now)[0]


def earnable(actor: Actor, achievement_id: UUID) -> Achievement:
    """What is still awarded. Raises NotFound."""
    found = Achievement.objects.within(actor).select_related("framework").filter(retired_at=None)
    achievement: Achievement = one(found, achievement_id)
    return achievement


@action
def complete(actor: Actor, *, award_id: UUID, now: datetime) -> SignedRecord:
    """Sign an intent and keep the record; signed already, the record that is there. Raises SignerUnavailable."""
    intent: Award = one(Award.objects.within(actor), award_id)
    signed = complete_all(actor, award_ids=[intent.pk], now=now)
    if not signed:
        raise NotFound(str(award_id))  # taken away meanwhile
    return signed[0]


def complete_all(actor: Actor, *, award_ids: Collection[UUID], now: datetime) -> list[SignedRecord]:
    """Sign these intents and keep the records, all or none; those that are gone by now are left out.

    The same intent always gives the same bytes, so that signing it again after a fault makes no second credential; and
    so it is signed before anything is locked, where nobody waits for it. Raises SignerUnavailable.
    """
    unsigned: QuerySet[Award] = Award.objects.within(actor).filter(pk__in=award_ids, record=None)
    signed = {}
    for intent in unsigned.select_related("person"):
        authority(actor, intent.person, intent.achievement_id, now)
        signed[intent.pk] = _signed(intent, now)
    return _kept(actor, award_ids, signed, now)


@action
def _kept(
    actor: Actor, award_ids: Collection[UUID], signed: Mapping[UUID, SignedRecord], now: datetime
) -> list[SignedRecord]:
    """Keep what was signed of these intents, where they are there still and may be signed still."""
    found: QuerySet[Award] = Award.objects.within(actor).filter(pk__in=award_ids)
    # in the order of withdrawing: whoever withdraws the old record meanwhile waits, or takes this intent away
    replaced = SignedRecord.objects.within(actor).filter(award__renewed_by__in=award_ids).order_by("pk")
    olds = {old.award_id: old for old in replaced.select_for_update(of=("self",))}
    # a list is large, and the same for most of them: it is read once
    whole = found.select_related("person", "place").prefetch_related("place__status_list").order_by("pk")
    intents = list(whole.select_for_update(of=("self",)))
    for intent in intents:
        authority(actor, intent.person, intent.achievement_id, now)
    kept: QuerySet[SignedRecord] = SignedRecord.objects.within(actor).filter(award__in=intents)
    before = {record.award_id: record for record in kept}
    made = {intent.pk: signed[intent.pk] for intent in intents if intent.pk in signed and intent.pk not in before}
    for intent in intents:
        if intent.pk in made:
            made[intent.pk].account_id = intent.person.account_id
    _keep(actor, list(made.values()))
    unpublished = [
        intent.place.status_list for intent in intents if intent.place and not intent.place.status_list.document
    ]
    for list_id in sorted({status_list.pk for status_list in unpublished}):
        publish(actor, list_id=list_id, now=now)
    for intent in intents:
        if intent.pk in made:
            record = made[intent.pk]
            audit.record(actor, "credentials.record.issued", record, award=intent.pk, person=intent.person_id)
            if intent.renews_id in olds:
                retire(actor, olds[intent.renews_id], record, now)
    outbox.announce_each("credentials.record.issued", list(made.values()))
    _look_for_certificates(actor, list(made.values()), now)
    there = before | made
    return [there[intent.pk] for intent in intents if intent.pk in there]


def _look_for_certificates(actor: Actor, records: list[SignedRecord], now: datetime) -> None:
    """Where certificates are earned by rules, one job looks whether these records earn somebody one."""
    if records and StackRule.objects.within(actor).filter(certificate__retired_at=None).exists():
        wanted = {"people": sorted({str(record.person_id) for record in records})}
        outbox.enqueue(actor, EARN, key=f"{EARN}/{records[0].pk}", payload=wanted, due_at=now, now=now)


def _keep(actor: Actor, records: list[SignedRecord]) -> None:
    add(SignedRecord.objects.within(actor), records)


def _signed(intent: Award, now: datetime) -> SignedRecord:
    unsigned = json.loads(intent.document)
    document = issue(
        unsigned | _certified(intent, unsigned),
        sign=lambda data: signer.sign(intent.workspace_id, intent.key_number, data),
        verification_method=intent.verification_method,
        created=datetime.fromisoformat(unsigned["validFrom"]),
    )
    until = document.get("validUntil")
    return SignedRecord(
        workspace_id=intent.workspace_id,
        recorded_at=now,
        award=intent,
        person_id=intent.person_id,
        document=json.dumps(document, ensure_ascii=False),
        identifier=str(document["id"]),
        valid_from=datetime.fromisoformat(str(document["validFrom"])),
        valid_until=datetime.fromisoformat(str(until)) if until else None,
    )


def _certified(intent: Award, unsigned: dict[str, Any]) -> dict[str, Any]:
    """What partners sign of it, each with its own organisation's key; nothing where they certify nothing of it."""
    signed = [
        issue(
            statement,
            sign=partial(signer.sign, intent.workspace_id, number),
            verification_method=key_method(statement["issuer"]["id"]),
            created=datetime.fromisoformat(unsigned["validFrom"]),
        )
        for number, statement in zip(intent.partner_keys, unsigned.get("endorsement", []), strict=True)
    ]
    return {"endorsement": signed} if signed else {}
