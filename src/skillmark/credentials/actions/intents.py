"""Intents: what is to be signed, stored whole before anybody signs it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from skillmark.assessment import queries as assessment
from skillmark.credentials import partners, queries, renewal, rules, writing
from skillmark.credentials.actions.lists import take_places
from skillmark.credentials.models import Achievement, Award, SignedRecord, StatusPlace
from skillmark.foundation import audit, outbox, signing, sources
from skillmark.foundation.models import SigningKey
from skillmark.foundation.records import add
from skillmark.foundation.roles import Actor, Role
from skillmark.kernel.vc.multibase import did_key, key_method
from skillmark.people import queries as people

SIGN = "credentials.sign"
EARN = "credentials.stack.earn"


@dataclass(frozen=True)
class Wanted:
    """Whose record is to be made on which proof. `carried`: competencies of the predecessor's that were not shown
    again; `ground`: the leave it is signed under, which stands in it. A certificate has no proof of its own but the
    records it rests on (`parts`), and holds as long as all of them do. `ends`: it counts no longer than that.
    """

    person: people.Person
    proof: queries.Proof = field(default_factory=lambda: queries.Proof((), (), {}))
    predecessor: SignedRecord | None = None
    carried: Sequence[str] = ()
    ground: queries.Ground | None = None
    parts: Sequence[SignedRecord] = ()
    ends: datetime | None = None


def store(actor: Actor, achievement: Achievement, wanted: Sequence[Wanted], now: datetime) -> list[Award]:
    """The intents as they will be signed, and one job that signs them."""
    tasks = {attempt.task_id for one in wanted for attempt in one.proof.attempts}
    # once for all of them, and before the list is held: every other award on it waits from then on
    marked = assessment.stated(queries.reader_for(actor), tasks, people.today(actor, now))
    key = signing.key_in_force(actor.workspace_id, now)
    places = take_places(actor, key.number, len(wanted), now)
    issuer, name, zone = (
        did_key(bytes(key.public)),
        people.profile(actor).public_name,
        people.workspace(actor).time_zone,
    )
    agreed, intents = _agreed(actor, achievement, now), []
    for one, place in zip(wanted, places, strict=True):
        document = _unsigned(actor, achievement, one, place, writing.Issuer(issuer, name), zone, marked, now)
        statements = [_to_certify(actor, document, agreement, key, now) for agreement, key in agreed]
        intents.append(
            Award(
                workspace_id=actor.workspace_id,
                recorded_at=now,
                person=one.person,
                achievement=achievement,
                place=place,
                sittings=one.proof.sittings,
                levels=one.proof.levels,
                document=json.dumps(document | ({"endorsement": statements} if statements else {}), ensure_ascii=False),
                partner_keys=[key.number for _agreement, key in agreed],
                key_number=key.number,
                verification_method=key_method(issuer),
                awarded_by_id=actor.person_id,
                terms=queries.terms_of(achievement).kept() if "validUntil" in document and not one.parts else None,
                renews=one.predecessor.award if one.predecessor else None,
                delegation=one.ground.delegation if one.ground else None,
            )
        )
    add(Award.objects.within(actor), intents)
    for intent in intents:
        audit.record(actor, "credentials.record.intended", intent, person=intent.person_id, achievement=achievement.pk)
    wants = {"awards": [str(intent.pk) for intent in intents]}
    outbox.enqueue(actor, SIGN, key=f"{SIGN}/{intents[0].pk}", payload=wants, due_at=now, now=now)
    return intents


def _unsigned(
    actor: Actor,
    achievement: Achievement,
    wanted: Wanted,
    place: StatusPlace,
    issuer: writing.Issuer,
    time_zone: str,
    marked: Mapping[UUID, assessment.Stated],
    now: datetime,
) -> dict[str, Any]:
    old, whole_second = wanted.predecessor, now.replace(microsecond=0)
    names = {reference: name for reference, name, _address in achievement.alignments}
    standard = f"{achievement.framework.title}, version {achievement.framework.version}"
    return writing.unsigned_record(
        record_id=sources.new_id(),
        issuer=issuer,
        subject=writing.Subject(wanted.person.pk.urn, wanted.person.name, wanted.person.reference),
        earned=writing.Earned(
            achievement.pk,
            achievement.public_name,
            achievement.description,
            achievement.criteria,
            achievement.version,
            "" if wanted.parts else standard,
            [(reference, name, address) for reference, name, address in achievement.alignments],
            wanted.proof.levels,
            writing.CERTIFICATE if wanted.parts else writing.MICRO,
        ),
        attempts=wanted.proof.attempts,
        list_address=place.status_list.address,
        index=place.index,
        valid_from=whole_second,
        valid_until=_until(achievement, wanted, whole_second, time_zone),
        demonstration=actor.demonstration,
        old=writing.renewed(old, [names[one] for one in wanted.carried]) if old else None,
        leave=_leave(actor, wanted.ground) if wanted.ground else None,
        because=[writing.part_of_stack(part) for part in wanted.parts],
        agreed=marked,
    )


def _until(achievement: Achievement, wanted: Wanted, issued: datetime, time_zone: str) -> datetime | None:
    if wanted.parts:
        return min((part.valid_until for part in wanted.parts if part.valid_until is not None), default=None)
    old = wanted.predecessor
    begins = renewal.counted_from(old.valid_until, issued) if old else issued
    usual = rules.valid_until(begins, achievement.renewal_months, time_zone=time_zone)
    return min((each for each in (usual, wanted.ends) if each is not None), default=None)


def _agreed(actor: Actor, achievement: Achievement, now: datetime) -> list[tuple[queries.PartnerAsk, SigningKey]]:
    """The partners who certify this together with the workspace, each with the key it signs with."""
    return [
        (one, signing.key_in_force(actor.workspace_id, now, owner=one.organisation_id))
        for one in queries.agreements(actor, achievement, now)
    ]


def _to_certify(
    actor: Actor, document: dict[str, Any], agreement: queries.PartnerAsk, key: SigningKey, now: datetime
) -> dict[str, Any]:
    """What one of them is to sign of this record."""
    return partners.certification(
        document,
        agreement_id=agreement.pk,
        agreed_on=people.today(actor, agreement.agreed_at or now),
        partner=partners.Partner(did_key(bytes(key.public)), agreement.organisation.public_name),
        demonstration=actor.demonstration,
    )


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
