"""Awarding: the intent is stored before it is signed, so that a fault in between costs nobody a record."""

import json
from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from skillmark.assessment import queries as assessment
from skillmark.credentials import rules, writing
from skillmark.credentials.actions.lists import publish, take_place
from skillmark.credentials.models import Achievement, Award, SignedRecord
from skillmark.foundation import access, audit, outbox, signer, signing, sources
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.kernel.vc import did_key, issue, key_method
from skillmark.people import queries as people
from skillmark.standards import queries as standards

SIGN = "credentials.sign"


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

    Raises NotProven saying what is missing; NeedsGuardian; SignerUnavailable where nobody signs just now: the intent
    stands and a job completes it. Awarded before on the same attempts, the record that is there.
    """
    intent = intend(actor, person_id=person_id, achievement_id=achievement_id, sitting_ids=sitting_ids, now=now)
    return complete(actor, award_id=intent.pk, now=now)


@action
def intend(
    actor: Actor, *, person_id: UUID, achievement_id: UUID, sitting_ids: Collection[UUID] | None = None, now: datetime
) -> Award:
    """Store the whole unsigned document, its place on the status list taken, and ask for the signature as a job."""
    achievement: Achievement = one(
        Achievement.objects.within(actor).select_related("framework").filter(retired_at=None), achievement_id
    )
    person = people.anyone(actor, person_id)
    access.require(actor, "credentials.record.award", person)
    if not people.records_may_be_made(actor, person_id, now):
        raise NeedsGuardian(str(person_id))
    # held to the end: whoever awards her something at the same moment waits, and then finds this award
    people.person(actor, person_id, lock=True)
    proof = assessment.proof_state(actor, person_id, achievement.framework_id, sitting_ids=sitting_ids)
    demanded = _demanded(actor, achievement)
    missing = rules.missing_for_award(
        proof.stage.value if proof.stage else None,
        proof.missing,
        proof.no_evidence,
        proof.satisfied,
        proof.levels,
        demanded,
    )
    if missing:
        raise NotProven(missing)
    attempts = [attempt for attempt in proof.attempts if not demanded.keys().isdisjoint(attempt.shows)]
    sittings = sorted(str(attempt.sitting_id) for attempt in attempts)
    for before in Award.objects.within(actor).filter(person=person, achievement=achievement).order_by("id"):
        if before.sittings == sittings:
            return before
    return _store(actor, achievement, person, attempts, sittings, demanded, now)


@action
def complete(actor: Actor, *, award_id: UUID, now: datetime) -> SignedRecord:
    """Sign an intent and keep the record; signed already, the record that is there.

    The same intent always gives the same bytes, so that signing it again after a fault makes no second credential.
    Raises SignerUnavailable.
    """
    intent: Award = one(Award.objects.within(actor), award_id, lock=True)
    access.require(actor, "credentials.record.award", intent)
    before: SignedRecord | None = SignedRecord.objects.within(actor).filter(award=intent).first()
    if before is not None:
        return before
    unsigned = json.loads(intent.document)
    document = issue(
        unsigned,
        sign=lambda data: signer.sign(intent.workspace_id, intent.key_number, data),
        verification_method=intent.verification_method,
        created=datetime.fromisoformat(unsigned["validFrom"]),
    )
    return _keep(actor, intent, document, now)


def _keep(actor: Actor, intent: Award, document: dict[str, object], now: datetime) -> SignedRecord:
    until = document.get("validUntil")
    record: SignedRecord = SignedRecord.objects.record(
        actor,
        now=now,
        award=intent,
        person_id=intent.person_id,
        account_id=intent.person.account_id,
        document=json.dumps(document, ensure_ascii=False, indent=2),
        valid_from=datetime.fromisoformat(str(document["validFrom"])),
        valid_until=datetime.fromisoformat(str(until)) if until else None,
    )
    if intent.place is not None and not intent.place.status_list.document:
        publish(actor, list_id=intent.place.status_list_id, now=now)
    audit.record(actor, "credentials.record.issued", record, award=intent.pk, person=intent.person_id)
    outbox.announce("credentials.record.issued", record)
    return record


def _demanded(actor: Actor, achievement: Achievement) -> dict[str, int]:
    """The level of each competency the record would name, as the standard requires it, in the standard's order."""
    named = {reference for reference, _name, _address in achievement.alignments}
    requirements = standards.requirements(actor, achievement.framework_id)
    return {line.competency_id: line.level for line in requirements if line.competency_id in named}


def _store(
    actor: Actor,
    achievement: Achievement,
    person: people.Person,
    attempts: Sequence[assessment.AttemptProof],
    sittings: list[str],
    levels: dict[str, int],
    now: datetime,
) -> Award:
    key = signing.key_in_force(actor.workspace_id, now)
    place = take_place(actor, key.number, now)
    issuer = did_key(bytes(key.public))
    whole_second = now.replace(microsecond=0)
    document = writing.unsigned_record(
        record_id=sources.new_id(),
        issuer=issuer,
        issuer_name=people.profile(actor).public_name,
        subject=writing.Subject(person.pk.urn, person.name, person.reference),
        earned=writing.Earned(
            achievement.pk,
            achievement.public_name,
            achievement.description,
            achievement.criteria,
            achievement.version,
            f"{achievement.framework.title}, version {achievement.framework.version}",
            [(reference, name, address) for reference, name, address in achievement.alignments],
            levels,
        ),
        attempts=attempts,
        list_address=place.status_list.address,
        index=place.index,
        valid_from=whole_second,
        valid_until=rules.valid_until(
            whole_second,
            achievement.renewal_months,
            demonstration=actor.demonstration,
            time_zone=people.workspace(actor).time_zone,
        ),
        demonstration=actor.demonstration,
    )
    intent: Award = Award.objects.record(
        actor,
        now=now,
        person=person,
        achievement=achievement,
        place=place,
        sittings=sittings,
        levels=levels,
        document=json.dumps(document, ensure_ascii=False),
        key_number=key.number,
        verification_method=key_method(issuer),
        awarded_by_id=actor.person_id,
    )
    audit.record(actor, "credentials.record.intended", intent, person=person.pk, achievement=achievement.pk)
    outbox.enqueue(actor, SIGN, key=f"{SIGN}/{intent.pk}", payload={"award": str(intent.pk)}, due_at=now, now=now)
    return intent
