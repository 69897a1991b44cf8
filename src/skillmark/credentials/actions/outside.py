"""Records of other issuers that were brought: tied to a person, counted if the issuer is accepted."""

from collections.abc import Collection, Mapping
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from skillmark.credentials import queries, reading, rules
from skillmark.credentials.formats import Format, opened
from skillmark.credentials.models import AcceptedIssuer, OutsideRecord
from skillmark.foundation import access, audit, outbox
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.people import queries as people

CLAIMED = "claimed"  # the word of what nobody signed, or whose signature rests on pages that are not at hand


class Fate(StrEnum):
    """What became of one file that was brought."""

    COUNTED = "counted"
    NOT_GENUINE = "not_genuine"
    NOT_CHECKED = "not_checked"
    UNREADABLE = "unreadable"
    WHOSE = "whose"
    NOT_ACCEPTED = "not_accepted"
    ANOTHER_NAME = "another_name"
    SOMEBODY_ELSE = "somebody_else"
    SAMPLE = "sample"
    NO_LEVEL = "no_level"
    OWN = "own"
    CLAIMED = "claimed"
    COLLECTION = "collection"
    STATUS_LIST = "status_list"


@action
def name_person(actor: Actor, *, record_id: UUID, person_id: UUID, now: datetime) -> OutsideRecord:
    """Say whose an outside record is, where it does not say so itself. Nobody says so of her own.

    Said of a collection, it is said of those of its records that name nobody, and nobody else, themselves.
    """
    record: OutsideRecord = one(OutsideRecord.objects.within(actor), record_id, lock=True)
    access.require(actor, "credentials.outside.name", record)
    person = people.anyone(actor, person_id)
    access.require(actor, "credentials.outside.name", person)
    record.person = person
    record.save(update_fields=["person"])
    audit.record(actor, "credentials.outside.named", record, person=person_id)
    known = queries.known_people(actor)
    for part in OutsideRecord.objects.within(actor).filter(enclosed_in=record, person=None).order_by("id"):
        inside = opened(part.document.encode()).named
        if reading.whose(inside, known) in (None, person_id) and not reading.named_otherwise(inside, person.name):
            name_person(actor, record_id=part.pk, person_id=person_id, now=now)
    return record


@action
def accept_issuer(actor: Actor, *, issuer: str, name: str = "", now: datetime) -> AcceptedIssuer:
    """From now on genuine records of this issuer count, but for those about whoever accepts it.

    Accepted by somebody else before, it is accepted a second time: that one's own records need another's word.
    """
    access.require(actor, "credentials.issuer.accept")
    in_force = AcceptedIssuer.objects.within(actor).filter(issuer=issuer, ended_at=None)
    before: AcceptedIssuer | None = in_force.filter(accepted_by_id=actor.person_id).first()
    if before is not None:
        return before
    accepted: AcceptedIssuer = AcceptedIssuer.objects.record(
        actor, now=now, issuer=issuer, name=name[:300], accepted_by_id=actor.person_id
    )
    audit.record(actor, "credentials.issuer.accepted", accepted)
    outbox.announce("credentials.issuer.accepted", accepted)
    return accepted


@action
def end_issuer(actor: Actor, *, accepted_id: UUID, now: datetime) -> AcceptedIssuer:
    """Records of this issuer count no longer, whoever accepted it."""
    access.require(actor, "credentials.issuer.accept")
    accepted: AcceptedIssuer = one(AcceptedIssuer.objects.within(actor), accepted_id, lock=True)
    if accepted.ended_at is None:
        accepted.ended_at = now
        AcceptedIssuer.objects.within(actor).filter(issuer=accepted.issuer, ended_at=None).update(ended_at=now)
        audit.record(actor, "credentials.issuer.ended", accepted)
    return accepted


def fate(record: OutsideRecord, accepted: Mapping[str, Collection[UUID | None]], *, demonstration: bool) -> Fate:
    """Whether a kept record counts, or why not; `accepted`: issuer → who accepted it.

    A collection counts for nothing by itself: each of its records does, or does not.
    """
    if record.word == CLAIMED:
        return Fate.CLAIMED
    if record.word != "valid":
        return Fate.NOT_CHECKED if record.word == "undetermined" else Fate.NOT_GENUINE
    if record.sample and not demonstration:
        return Fate.SAMPLE
    if record.format == Format.COLLECTION:
        return Fate.COLLECTION
    if record.issuer not in accepted:
        return Fate.NOT_ACCEPTED
    if record.person_id is None:
        return Fate.WHOSE
    if not rules.accepted_for(record.person_id, accepted[record.issuer]):
        return Fate.SOMEBODY_ELSE
    return Fate.COUNTED if any(line[3] is not None for line in record.levels) else Fate.NO_LEVEL
