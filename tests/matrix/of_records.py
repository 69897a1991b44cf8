"""What addresses of records are about: made anew for each row of the matrix."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from tests.matrix.finding import Maker
from tests.matrix.trusting import a_brought_endorsement, a_delegation, an_ask, an_endorsement
from tests.people import factories as make

from skillmark.credentials import actions as credentials
from skillmark.credentials import queries as records
from skillmark.credentials.equivalence import What
from skillmark.credentials.models import CapabilityStatement, StackedAward
from skillmark.foundation import access, links, sources
from skillmark.foundation.roles import ANYBODY

if TYPE_CHECKING:
    from tests.matrix.objects import Place


def an_outside_record(place: Place, member: make.Member | None) -> UUID:
    """A record that the other workspace of the matrix signed, brought here by hand."""
    assert place.next_door is not None
    system = make.system(place.workspace)
    document = place.next_door.proof.document.encode()
    (brought,) = credentials.import_records(system, files={"record.json": document}, now=sources.now())
    assert brought.record is not None, brought
    return brought.record.pk


def an_equivalence(place: Place, member: make.Member | None) -> UUID:
    """A rule by which a record of somebody else counts for the first competency of the standard."""
    system = make.system(place.workspace)
    framework = place.proof.award.achievement.framework
    declared = credentials.Declared(
        issuer="did:example:college",
        kind=What.CODE,
        outside="OUT-7",
        competency=place.proof.award.achievement.alignments[0][0],
        level=3,
        begins=make.NOW.date(),
        reason="Compared.",
    )
    rule = credentials.declare_equivalence(system, framework_id=framework.pk, declared=declared, now=sources.now())
    return rule.pk


def a_stack(place: Place, member: make.Member | None) -> UUID:
    """A certificate for the record there is and another, which nobody has yet."""
    system, first = make.system(place.workspace), place.proof.award.achievement
    second = credentials.define_achievement(
        system, framework_id=first.framework_id, public_name=f"Second of {sources.new_id()}", now=sources.now()
    )
    name = f"Both of {sources.new_id()}"
    rule = credentials.publish_stack(system, public_name=name, every=[first.pk, second.pk], now=sources.now())
    return rule.certificate_id


def a_questioned_certificate(place: Place, member: make.Member | None) -> UUID:
    """The record there is, as if a rule had earned it, and a record it rests on were withdrawn since."""
    system, now = make.system(place.workspace), sources.now()
    rule = records.stack_of(system, a_stack(place, member))
    why = {"questioned_at": now, "question": "Seals: one assessor was not there."}
    StackedAward.objects.record(system, now=now, award=place.proof.award, rule=rule, **why)
    return place.proof.pk


def a_statement(place: Place, member: make.Member | None) -> UUID:
    """A statement about a group, signed by the key of the record there is."""
    system, now, award = make.system(place.workspace), sources.now(), place.proof.award
    told = {"job": "Technician", "as_of": now, "numerator": 41, "denominator": 60, "minimum": 10, "counted": {}}
    signed = {"unsigned": award.document, "document": place.proof.document}
    key = {"key_number": award.key_number, "verification_method": award.verification_method}
    made = CapabilityStatement.objects.record(
        system,
        now=now,
        achievement=award.achievement,
        valid_until=now + timedelta(days=365),
        **told,
        **signed,
        **key,
    )
    return made.pk


def an_awarding(place: Place, member: make.Member | None) -> UUID:
    """What the visitor herself awards to many, looked over and not started; nobody's where she may not."""
    hers = member is not None and member.slug == place.slug
    if member is None or not hers or not access.may(member.strong, "credentials.record.award_many"):
        return sources.new_id()
    earned = place.proof.award.achievement_id
    return credentials.prepare_awarding(member.strong, achievement_id=earned, now=sources.now()).pk


def a_live_proof(place: Place, member: make.Member | None) -> UUID:
    """One that somebody asked for just now."""
    return credentials.ask_live(ANYBODY, now=sources.now()).pk


OBJECTS: dict[str, Maker] = {
    "awarding_id": an_awarding,
    "delegation_id": a_delegation,
    "ask_id": an_ask,
    "endorsement_id": an_endorsement,
    "credentials:put_away_endorsement endorsement_id": a_brought_endorsement,
    "credentials:sign person_id": lambda place, member: place.person_id if a_delegation(place, member) else None,
    "credentials:sign_again record_id": lambda place, member: place.proof.pk if a_delegation(place, member) else None,
    "proof_id": a_live_proof,
    "credentials:own_proof secret": lambda place, member: links.secret_of(a_live_proof(place, member)),
    "api:POST /workflows/live-proof/exchanges/{secret} secret": lambda place, member: links.secret_of(
        a_live_proof(place, member)
    ),
    "credentials:outside_record record_id": an_outside_record,
    "api:GET /outside-records/{record_id} record_id": an_outside_record,
    **dict.fromkeys(("credentials:accept_issuer record_id", "credentials:whose record_id"), an_outside_record),
    "credentials:counts_for record_id": an_outside_record,
    "credentials:end_rule rule_id": an_equivalence,
    "credentials:stack achievement_id": a_stack,
    "credentials:stands record_id": a_questioned_certificate,
    "statement_id": a_statement,
}
