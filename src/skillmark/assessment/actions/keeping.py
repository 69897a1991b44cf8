"""Evidence is written down: what was handed in here, and copies of what was handed in elsewhere."""

from datetime import date, datetime
from uuid import UUID

from skillmark.assessment.models import Evidence, EvidenceKind, EvidenceState, PriorEvidence, Sitting
from skillmark.foundation import audit, erasure, files
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import NotFound


def keep(
    actor: Actor,
    sitting: Sitting,
    *,
    text: str,
    file_id: UUID | None,
    digest: str,
    given_by_id: UUID | None,
    happened_on: date,
    address: str = "",
    others: int = 0,
    now: datetime,
) -> Evidence:
    """A piece of evidence of an attempt: a file (`file_id`), else an observation in words. `digest` is the SHA-256 of
    its bytes in hex; with `others` on it, so many, it waits for them. The caller has checked it and asked leave.
    """
    evidence: Evidence = Evidence.objects.record(
        actor,
        now=now,
        happened_on=happened_on,
        sitting=sitting,
        kind=EvidenceKind.FILE if file_id else EvidenceKind.OBSERVATION,
        text=text,
        file_id=file_id,
        digest=digest,
        given_by_id=given_by_id,
        address=address,
        others=others,
        state=EvidenceState.WAITS if others else EvidenceState.SHOWN,
    )
    audit.record(actor, "assessment.evidence.added", evidence, sitting=sitting.pk, others=others)
    return evidence


def keep_copy(actor: Actor, sitting: Sitting, shown: Evidence | PriorEvidence, now: datetime) -> None:
    """What was handed in elsewhere, as evidence of this attempt too: on its day, by its giver, with its digest. A file
    is one of its own, so that each goes when its record does; what is no longer kept is not copied.
    """
    file_id = copied_file(actor, sitting.person_id, shown, now)
    if shown.file_id is not None and file_id is None:
        return
    keep(
        actor,
        sitting,
        text=shown.text,
        file_id=file_id,
        digest=shown.digest,
        given_by_id=shown.given_by_id,
        happened_on=shown.happened_on,
        address=getattr(shown, "address", ""),
        now=now,
    )


def copied_file(actor: Actor, person_id: UUID, shown: Evidence | PriorEvidence, now: datetime) -> UUID | None:
    """The id of a copy of its file; None where it has none, or it is no longer kept."""
    if shown.file_id is None:
        return None
    try:
        stored, content = files.original(actor, shown.file_id)
    except (NotFound, erasure.Erased):
        return None
    return kept_file(actor, person_id, content, stored.name, now)


def kept_file(actor: Actor, person_id: UUID, content: bytes, name: str, now: datetime) -> UUID:
    """The file's id; it is the candidate's, encrypted under her key. Raises BadInput for what is not taken, Erased."""
    return files.store(actor, name=name, content=content, person_id=person_id, now=now).pk
