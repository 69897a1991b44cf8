"""After an upheld appeal against a withdrawal a record is signed anew; the withdrawn one stays withdrawn."""

import json
from datetime import datetime
from uuid import UUID

from skillmark.credentials import queries
from skillmark.credentials.actions.intents import Wanted, store
from skillmark.credentials.actions.stacking import earn
from skillmark.credentials.models import Award, SignedRecord
from skillmark.foundation import access, audit
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.governance import actions as decisions
from skillmark.governance import queries as appeals
from skillmark.people import actions as messages
from skillmark.people import queries as people

SIGNED_ANEW = "credentials.signed_anew"  # the event of the message


@action
def sign_anew(actor: Actor, *, appeal_id: UUID, now: datetime) -> Award | None:
    """Store what was withdrawn wrongly as a new intent, on what it rested on and until the same last day, to be signed
    by a job, and tell whose it is. A list of withdrawn records is never taken back, so the old one stays on it. Where
    she was awarded it since, that is noted and told instead.

    None where that was done before, where the record is gone or over, and where the policy does not hold any more or
    no guardian agrees: then whoever leads looks at it (`queries.to_look_at`).
    """
    appeal = appeals.upheld_appeal(actor, appeal_id, SignedRecord._meta.label_lower)
    record = queries.withdrawn_wrongly(actor, appeal.subject_id, now) if appeal else None
    if record is None or not people.records_may_be_made(actor, record.person_id, now):
        return None
    access.require(actor, "credentials.record.award", record)
    person = people.person(actor, record.person_id, lock=True)  # as in awarding: no two find that nothing is there
    since = queries.awarded_since(actor, record, now)
    award = since or _anew(actor, record, person, now)
    if award is None:
        return None
    decisions.note_result(actor, appeal_id=appeal_id, result_id=award.pk)
    if since is None:
        audit.record(actor, "credentials.record.signed_anew", award, person=person.pk, withdrawn=record.pk)
    messages.tell(
        actor,
        person_id=person.pk,
        event=SIGNED_ANEW,
        parameters={
            "record": record.award.achievement.public_name,
            "anew": int(since is None),
            "same_day": int(_ends_with(record, award)),
        },
        now=now,
    )
    return award


def _anew(actor: Actor, record: SignedRecord, person: people.Person, now: datetime) -> Award | None:
    """On the attempts it was signed on, else on all that she has shown since; a certificate by its rule."""
    achievement = record.award.achievement
    if hasattr(record.award, "stacked"):
        made = earn(actor, person_id=person.pk, now=now)
        return next((one for one in made if one.achievement_id == achievement.pk), None)
    for sittings in ([UUID(one) for one in record.award.sittings], None):
        proof = queries.proof_for(actor, person.pk, achievement, sittings)
        if not proof.missing:
            return store(actor, achievement, [Wanted(person, proof, ends=record.valid_until)], now)[0]
    return None


def _ends_with(record: SignedRecord, award: Award) -> bool:
    """Whether an award counts until the last day of a record, as its document says."""
    until = json.loads(award.document).get("validUntil")
    return until is not None and datetime.fromisoformat(str(until)) == record.valid_until
