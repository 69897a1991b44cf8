"""What was handed in: by whoever handed it in, by others who are on it, and as far as its time goes."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from skillmark.assessment import rules
from skillmark.assessment.models import (
    ConsentStatus,
    Evidence,
    EvidenceConsent,
    EvidenceKind,
    EvidenceState,
    Finding,
    ReferenceSample,
    SampledAttempt,
    Sitting,
)
from skillmark.foundation import access, erasure, files, holds, retention
from skillmark.foundation.models import StoredFile
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import NotFound
from skillmark.people import queries as people

ASKING = "assessment.consent"  # the purpose of the link by which somebody on a file answers
ATTEMPT, FILE = "assessment.attempt", "assessment.evidence_file"  # the kinds of record that holds and rules name
WHOLE = ("sitting__task__work_task", "sitting__person", "sitting__task__framework")


@dataclass(frozen=True, slots=True)
class OnIt:
    """Somebody who is on a file, as whoever asks her sees her: `address` only until she has answered."""

    consent: EvidenceConsent
    name: str
    address: str


def handed_in(actor: Actor, evidence_id: UUID, *, lock: bool = False) -> Evidence:
    """A file that the actor handed in and on which others are. Raises NotFound."""
    rows: QuerySet[Evidence] = Evidence.objects.within(actor).filter(others__gte=1)
    if lock:
        one(rows, evidence_id, lock=True)
    found = one(rows.select_related(*WHOLE), evidence_id)
    if not access.may(actor, "assessment.consent.ask", found):
        raise NotFound(str(evidence_id))
    return found


def file_by_id(actor: Actor, evidence_id: UUID, *, lock: bool = False) -> Evidence:
    """A piece of evidence for an action that asks its own permission. Raises NotFound."""
    rows: QuerySet[Evidence] = Evidence.objects.within(actor)
    if lock:
        one(rows, evidence_id, lock=True)
    return one(rows.select_related(*WHOLE), evidence_id)


def on_it(evidence: Evidence) -> list[OnIt]:
    """Who is asked about a file, in the order in which she was asked."""
    rows = list(evidence.consents.select_related("person").order_by("recorded_at", "id"))
    return [OnIt(row, *_called(row)) for row in rows]


def _called(row: EvidenceConsent) -> tuple[str, str]:
    if row.person is not None:
        return row.person.name, ""
    if row.sealed is None or row.sealed_for_id is None:
        return "", ""
    try:
        name, _, address = erasure.unseal(row.sealed_for_id, bytes(row.sealed)).decode().partition("\n")
    except erasure.Erased:
        return "", ""
    return name, address


def called(consent: EvidenceConsent) -> str:
    """Her name; empty where nothing of it is kept any more."""
    return _called(consent)[0]


def asked_of(evidence: Evidence) -> list[rules.Asked]:
    """What everybody on a file said, as the rules see it."""
    return [rules.Asked(ConsentStatus(row.status), row.answer_by) for row in evidence.consents.all()]


def consent(actor: Actor, consent_id: UUID, *, lock: bool = False) -> EvidenceConsent:
    """What somebody on a file is asked, for herself, who came by its link. Raises NotFound for anybody else."""
    rows: QuerySet[EvidenceConsent] = EvidenceConsent.objects.within(actor)
    if lock:
        one(rows, consent_id, lock=True)
    found = one(rows.select_related("person", *(f"evidence__{part}" for part in WHOLE)), consent_id)
    if not access.may(actor, "assessment.consent.answer", found):
        raise NotFound(str(consent_id))
    return found


class Stands(Enum):
    """What is left for somebody on a file to say."""

    OPEN = "open"
    AGREED = "agreed"
    OVER = "over"


def stands(actor: Actor, asked: EvidenceConsent, now: datetime) -> Stands:
    """Whether she can answer still, can take back what she agreed to, or nothing is asked of her."""
    evidence = asked.evidence
    if evidence.destroyed_at is not None or evidence.state == EvidenceState.CLOSED:
        return Stands.OVER
    if asked.status == ConsentStatus.AGREED:
        return Stands.AGREED
    can = asked.status == ConsentStatus.ASKED and people.today(actor, now) <= asked.answer_by
    return Stands.OPEN if can else Stands.OVER


def months_kept(actor: Actor) -> int | None:
    """For how many months after an attempt was settled its files are kept; None where no rule says."""
    rules_of_files = retention.rules_in_force(actor).filter(kind=FILE)
    return max((rule.months for rule in rules_of_files), default=None)


def file_to_agree_to(actor: Actor, asked: EvidenceConsent) -> tuple[StoredFile, bytes]:
    """The file that somebody is asked about, as others would see it. Raises NotFound once it is destroyed."""
    access.require(actor, "assessment.consent.answer", asked)
    evidence = asked.evidence
    if evidence.file_id is None or evidence.destroyed_at or evidence.state == EvidenceState.CLOSED:
        raise NotFound(str(evidence.pk))
    return files.shown(actor, evidence.file_id)


def consent_to_send(actor: Actor, consent_id: UUID) -> tuple[EvidenceConsent, str] | None:
    """Somebody who is to be written to, and her address; None where she has answered or the file is gone."""
    access.require(actor, "assessment.consent.send")
    rows: QuerySet[EvidenceConsent] = EvidenceConsent.objects.within(actor)
    waits = rows.filter(status=ConsentStatus.ASKED, evidence__state=EvidenceState.WAITS)
    found = waits.select_related(*(f"evidence__{part}" for part in WHOLE)).filter(pk=consent_id).first()
    address = _called(found)[1] if found else ""
    return (found, address) if found and address else None


def files_that_wait(actor: Actor) -> list[Evidence]:
    """Files that wait for others on them, or that a hold kept from being destroyed, for the night's work."""
    access.require(actor, "assessment.evidence.destroy")
    rows: QuerySet[Evidence] = Evidence.objects.within(actor).filter(destroyed_at=None)
    found = rows.filter(state__in=[EvidenceState.WAITS, EvidenceState.CLOSED]).order_by("pk")
    return list(found.prefetch_related("consents"))


def files_with(actor: Actor, person_id: UUID) -> list[Evidence]:
    """Files that are there still on which this person is and was asked, other than of her own attempts."""
    rows: QuerySet[Evidence] = Evidence.objects.within(actor)
    return list(rows.filter(consents__person_id=person_id, destroyed_at=None).order_by("pk").distinct())


def files_settled_before(actor: Actor, before: datetime) -> "QuerySet[Evidence]":
    """Files of attempts that were settled before an instant and that nobody has to look at any more.

    Kept are those of an attempt that is doubted, that is to be marked again, or that is a sample others mark; and
    those of an attempt that must be kept itself.
    """
    here = {"sitting": OuterRef("sitting")}
    rows: QuerySet[Evidence] = Evidence.objects.within(actor)
    found = rows.filter(
        kind=EvidenceKind.FILE, state=EvidenceState.SHOWN, destroyed_at=None, sitting__settled_at__lt=before
    )
    found = found.exclude(Exists(Finding.objects.within(actor).filter(closing=None, **here)))
    found = found.exclude(Exists(SampledAttempt.objects.within(actor).filter(drawn=True, remark=None, **here)))
    found = found.exclude(Exists(ReferenceSample.objects.within(actor).filter(retired_at=None, **here)))
    held = list(holds.standing(actor).filter(kind=ATTEMPT))
    if any(hold.person_id is None for hold in held):
        return found.none()
    return found.exclude(sitting__person_id__in=[hold.person_id for hold in held])


def is_held(actor: Actor, sitting: Sitting) -> bool:
    """Whether a hold stands over this attempt's files."""
    return bool(holds.over_kinds(actor, [ATTEMPT, FILE], sitting.person_id))
