"""Renewing a record: a successor is signed, names the old one, and takes its place."""

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from skillmark.credentials import queries
from skillmark.credentials.actions.awards import NeedsGuardian, NotProven, complete
from skillmark.credentials.actions.delegating import authority
from skillmark.credentials.actions.intents import Wanted, store
from skillmark.credentials.actions.lists import publish
from skillmark.credentials.models import Award, SignedRecord
from skillmark.foundation import signer
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.people import queries as people


def renew_award(actor: Actor, *, record_id: UUID, now: datetime) -> SignedRecord:
    """Renew a record: store the intent, sign it, and retire the old one with it. Renewed before, the successor.

    Raises NotProven saying what is missing or why it cannot be renewed now; MayNotSign; NeedsGuardian;
    SignerUnavailable where nobody signs just now: the intent stands, the old record counts on, and a job completes
    both.
    """
    intent = intend_renewal(actor, record_id=record_id, now=now)
    successor = complete(actor, award_id=intent.pk, now=now)
    place = intent.renews.place if intent.renews else None
    if place is not None:
        with suppress(signer.SignerUnavailable, signer.SignerRefused):  # its job publishes the list later
            publish(actor, list_id=place.status_list_id, now=now)
    return successor


@action
def intend_renewal(actor: Actor, *, record_id: UUID, now: datetime) -> Award:
    """Store the successor's whole unsigned document, which names the old record by its id and digest."""
    record: SignedRecord = one(
        SignedRecord.objects.within(actor).select_related("award__achievement__framework"), record_id
    )
    into = queries.renews_into(actor, record.award.achievement) or record.award.achievement
    ground = authority(actor, people.anyone(actor, record.person_id), into.pk, now)
    reader = queries.reader_for(actor)
    if not people.records_may_be_made(actor, record.person_id, now):
        raise NeedsGuardian(str(record.person_id))
    # held to the end, as in awarding: whoever renews it at the same moment waits, and then finds this intent
    person = people.person(reader, record.person_id, lock=True)
    before: Award | None = Award.objects.within(actor).filter(renews__record=record).first()
    if before is not None:
        return before
    # read again under its lock: it may be withdrawn by now, or be withdrawn only after this intent stands
    record = one(SignedRecord.objects.within(actor), record_id, lock=True)
    found = queries.renewal_of(reader, record, now)
    if found.missing or found.into is None:
        raise NotProven(found.missing)
    if ground is not None:
        queries.require_not_alone(reader, found.attempts, ground.delegate_id)
    proof = queries.Proof((), found.attempts, found.levels)
    carried = [competency for competency in found.levels if competency not in found.again]
    return store(actor, found.into, [Wanted(person, proof, record, carried, ground)], now)[0]
