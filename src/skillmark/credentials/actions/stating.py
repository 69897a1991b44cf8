"""Publishing a signed count of who holds a current record: counted, guarded, stored, and only then signed."""

import json
from datetime import datetime
from uuid import UUID

from skillmark.credentials import queries, stating
from skillmark.credentials.actions.lists import publish, republish, take_places
from skillmark.credentials.models import Achievement, CapabilityStatement
from skillmark.foundation import access, audit, outbox, signer, signing, sources
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.kernel.values import BadInput, add_months, told
from skillmark.kernel.vc import issue
from skillmark.kernel.vc.multibase import did_key, key_method
from skillmark.people import queries as people

STATE = "credentials.state"
MOST_MONTHS = 24  # an old count is no signal


class MayNotBeTold(Exception):
    """The count would tell of too few people; `why` never says how many there are."""

    def __init__(self, why: stating.Refusal) -> None:
        self.why = why
        super().__init__(why.value)


def state(actor: Actor, *, achievement_id: UUID, job: str, months: int, now: datetime) -> CapabilityStatement:
    """Publish how many of those in a job hold a current record. Raises MayNotBeTold, NotFound for a job nobody holds,
    and SignerUnavailable where nobody signs just now: the count stands and a job signs it.
    """
    stored = intend_statement(actor, achievement_id=achievement_id, job=job, months=months, now=now)
    return complete_statement(actor, statement_id=stored.pk, now=now)


@action
def intend_statement(
    actor: Actor, *, achievement_id: UUID, job: str, months: int, now: datetime
) -> CapabilityStatement:
    """Count as of now, hold it against the minimum and every statement before, and store what will be signed."""
    access.require(actor, "credentials.statement.publish")
    if not 1 <= months <= MOST_MONTHS:
        raise BadInput.of(told("months are from 1 to %(most)s", most=MOST_MONTHS), file="statement", column="months")
    # held to the end: two statements at one moment would each be held against those before the other
    achievement: Achievement = one(Achievement.objects.within(actor), achievement_id, lock=True)
    as_of = now.replace(microsecond=0)
    counted = queries.count_for_statement(actor, achievement, job, as_of)
    refused = queries.refusal_of_statement(actor, counted, achievement)
    if refused is not None:
        raise MayNotBeTold(refused)
    minimum = people.workspace(actor).minimum_cell
    key = signing.key_in_force(actor.workspace_id, now)
    place = take_places(actor, key.number, 1, now)[0]
    issuer, statement_id = did_key(bytes(key.public)), sources.new_id()
    day = add_months(as_of.date(), months)
    until = as_of.replace(year=day.year, month=day.month, day=day.day)
    document = stating.unsigned_statement(
        statement_id=statement_id,
        issuer=issuer,
        issuer_name=people.profile(actor).public_name,
        numerator=len(counted.holders),
        denominator=len(counted.members),
        minimum=minimum,
        job=job,
        what=achievement.public_name,
        standard=f"{achievement.framework.title}, version {achievement.framework.version}",
        as_of=as_of,
        valid_until=until,
        list_address=place.status_list.address,
        index=place.index,
        demonstration=actor.demonstration,
    )
    stored: CapabilityStatement = CapabilityStatement.objects.record(
        actor,
        now=now,
        id=statement_id,
        achievement=achievement,
        job=job,
        as_of=as_of,
        valid_until=until,
        numerator=len(counted.holders),
        denominator=len(counted.members),
        minimum=minimum,
        counted={"members": sorted(map(str, counted.members)), "holders": sorted(map(str, counted.holders))},
        place=place,
        unsigned=json.dumps(document, ensure_ascii=False),
        key_number=key.number,
        verification_method=key_method(issuer),
        published_by_id=actor.person_id,
    )
    audit.record(actor, "credentials.statement.intended", stored, achievement=achievement.pk)
    outbox.enqueue(actor, STATE, key=f"{STATE}/{stored.pk}", payload={"statement": str(stored.pk)}, due_at=now, now=now)
    return stored


@action
def complete_statement(actor: Actor, *, statement_id: UUID, now: datetime) -> CapabilityStatement:
    """Sign a stored statement; signed already, the one that is there. Raises SignerUnavailable."""
    access.require(actor, "credentials.statement.publish")
    stored: CapabilityStatement = one(CapabilityStatement.objects.within(actor), statement_id, lock=True)
    if stored.document:
        return stored
    unsigned = json.loads(stored.unsigned)
    document = issue(
        unsigned,
        sign=lambda data: signer.sign(stored.workspace_id, stored.key_number, data),
        verification_method=stored.verification_method,
        created=datetime.fromisoformat(unsigned["validFrom"]),
    )
    stored.document = json.dumps(document, ensure_ascii=False, indent=2)
    stored.save(update_fields=["document"])
    if stored.place is not None and not stored.place.status_list.document:
        publish(actor, list_id=stored.place.status_list_id, now=now)
    audit.record(actor, "credentials.statement.published", stored)
    return stored


@action
def withdraw_statement(actor: Actor, *, statement_id: UUID, reason: str, now: datetime) -> CapabilityStatement:
    """Whoever checks it from now on is told that it was withdrawn. Withdrawn before, nothing changes."""
    access.require(actor, "credentials.statement.publish")
    stored: CapabilityStatement = one(CapabilityStatement.objects.within(actor), statement_id, lock=True)
    if stored.withdrawn_at is not None:
        return stored
    if not reason.strip():
        raise BadInput.of(told("say why"), file="statement", column="reason")
    stored.withdrawn_at, stored.reason = now, reason.strip()
    stored.save(update_fields=["withdrawn_at", "reason"])
    if stored.place_id is not None:
        republish(actor, index_ids=[stored.place_id], now=now)
    audit.record(actor, "credentials.statement.withdrawn", stored)
    return stored
