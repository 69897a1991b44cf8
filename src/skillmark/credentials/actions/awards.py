"""Awarding: the intent is stored before it is signed, so that a fault in between costs nobody a record."""

import json
from collections.abc import Collection, Sequence
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from skillmark.credentials import partners, queries, renewal, rules, writing
from skillmark.credentials.actions.delegating import authority
from skillmark.credentials.actions.lists import publish, retire, take_place
from skillmark.credentials.models import Achievement, Award, SignedRecord
from skillmark.foundation import audit, outbox, signer, signing, sources
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor, Role
from skillmark.foundation.work import action
from skillmark.kernel.vc import did_key, issue, key_method
from skillmark.people import queries as people

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
    achievement: Achievement = one(
        Achievement.objects.within(actor).select_related("framework").filter(retired_at=None), achievement_id
    )
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
    return store(actor, achievement, person, proof, now, ground=ground)


@action
def complete(actor: Actor, *, award_id: UUID, now: datetime) -> SignedRecord:
    """Sign an intent and keep the record; signed already, the record that is there.

    The same intent always gives the same bytes, so that signing it again after a fault makes no second credential.
    Raises SignerUnavailable.
    """
    intent: Award = one(Award.objects.within(actor).select_related("person"), award_id)
    authority(actor, intent.person, intent.achievement_id, now)
    # in the order of withdrawing: whoever withdraws the old record meanwhile waits, or takes this intent away
    old = _predecessor(actor, intent)
    intent = one(Award.objects.within(actor), award_id, lock=True)
    before: SignedRecord | None = SignedRecord.objects.within(actor).filter(award=intent).first()
    if before is not None:
        return before
    unsigned = json.loads(intent.document)
    document = issue(
        unsigned | _certified(intent, unsigned),
        sign=lambda data: signer.sign(intent.workspace_id, intent.key_number, data),
        verification_method=intent.verification_method,
        created=datetime.fromisoformat(unsigned["validFrom"]),
    )
    record = _keep(actor, intent, document, now)
    if old is not None:
        retire(actor, old, record, now)
    return record


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


def _predecessor(actor: Actor, intent: Award) -> SignedRecord | None:
    found = SignedRecord.objects.within(actor).filter(award__renewed_by=intent)
    held: SignedRecord | None = found.select_for_update(of=("self",)).first()
    return held


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


def store(
    actor: Actor,
    achievement: Achievement,
    person: people.Person,
    proof: queries.Proof,
    now: datetime,
    predecessor: SignedRecord | None = None,
    carried: Sequence[str] = (),
    ground: queries.Ground | None = None,
) -> Award:
    """The intent as it will be signed. `carried`: competencies of the predecessor's that were not shown again;
    `ground`: the leave it is signed under, which stands in it.
    """
    key = signing.key_in_force(actor.workspace_id, now)
    place = take_place(actor, key.number, now)
    issuer = did_key(bytes(key.public))
    whole_second = now.replace(microsecond=0)
    begins = renewal.counted_from(predecessor.valid_until, whole_second) if predecessor else whole_second
    names = {reference: name for reference, name, _address in achievement.alignments}
    until = rules.valid_until(
        begins,
        achievement.renewal_months,
        demonstration=actor.demonstration,
        time_zone=people.workspace(actor).time_zone,
    )
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
            proof.levels,
        ),
        attempts=proof.attempts,
        list_address=place.status_list.address,
        index=place.index,
        valid_from=whole_second,
        valid_until=until,
        demonstration=actor.demonstration,
        old=writing.renewed(predecessor, [names[one] for one in carried]) if predecessor else None,
        leave=_leave(actor, ground) if ground else None,
    )
    partner_keys, statements = _to_certify(actor, achievement, document, now)
    intent: Award = Award.objects.record(
        actor,
        now=now,
        person=person,
        achievement=achievement,
        place=place,
        sittings=proof.sittings,
        levels=proof.levels,
        document=json.dumps(document | ({"endorsement": statements} if statements else {}), ensure_ascii=False),
        partner_keys=partner_keys,
        key_number=key.number,
        verification_method=key_method(issuer),
        awarded_by_id=actor.person_id,
        terms=queries.terms_of(achievement).kept() if until else None,
        renews=predecessor.award if predecessor else None,
        delegation=ground.delegation if ground else None,
    )
    audit.record(actor, "credentials.record.intended", intent, person=person.pk, achievement=achievement.pk)
    outbox.enqueue(actor, SIGN, key=f"{SIGN}/{intent.pk}", payload={"award": str(intent.pk)}, due_at=now, now=now)
    return intent


def _to_certify(
    actor: Actor, achievement: Achievement, document: dict[str, Any], now: datetime
) -> tuple[list[int], list[dict[str, Any]]]:
    """What partners who certify this together with the workspace are to sign, and the number of the key of each."""
    numbers, statements = [], []
    for agreement in queries.agreements(actor, achievement, now):
        key = signing.key_in_force(actor.workspace_id, now, owner=agreement.organisation_id)
        statement = partners.certification(
            document,
            agreement_id=agreement.pk,
            agreed_on=people.today(actor, agreement.agreed_at or now),
            partner=partners.Partner(did_key(bytes(key.public)), agreement.organisation.public_name),
            demonstration=actor.demonstration,
        )
        numbers.append(key.number)
        statements.append(statement)
    return numbers, statements


def _leave(actor: Actor, ground: queries.Ground) -> writing.Leave:
    row = ground.delegation
    return writing.Leave(
        identifier=row.pk,
        given_by=row.delegated_by_id,
        organisation=people.profile(actor).public_name,
        until=row.ends,
        manages=actor.has((Role.LINE_MANAGER,)),
        trained_version=ground.trained_version,
        trained_on=ground.trained_on,
    )
