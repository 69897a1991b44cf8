"""Evidence is handed in, others who are on it are asked, and files are destroyed when their time is over."""

from datetime import datetime, timedelta
from uuid import UUID

from skillmark.assessment import queries, rules
from skillmark.assessment.actions.keeping import keep, kept_file
from skillmark.assessment.models import (
    ConsentStatus,
    Ended,
    Evidence,
    EvidenceConsent,
    EvidenceState,
)
from skillmark.foundation import access, audit, erasure, exposure, files, links, outbox
from skillmark.foundation.fetch import LONGEST_URL
from skillmark.foundation.roles import Actor, program
from skillmark.foundation.work import action
from skillmark.kernel.values import BadInput, told, written
from skillmark.people import actions as people_actions
from skillmark.people import queries as people

LONGEST_NAME, LONGEST_ADDRESS = 120, 254  # letters; of an e-mail address the longest that can be written to
LINK_DAYS = 3660  # ten years: as long as a file may lie here, whoever is on it can take back that she agreed
CONSENT_ASKED = "assessment.consent_asked"  # the event of the message
DESTROYED = "assessment.evidence_destroyed"
LETTER = "assessment.consent.letter"  # the job that writes to somebody who is not known here


class CannotAnswer(Exception):
    """Nothing is asked of her any more: the time is over, or the file is destroyed."""


@action
def add_evidence(
    actor: Actor,
    *,
    sitting_id: UUID,
    text: str = "",
    content: bytes = b"",
    file_name: str = "",
    address: str = "",
    others: bool | None = None,
    asked: int = 0,
    now: datetime,
) -> Evidence:
    """Keep what was seen (`text`) or handed in (`content`, with `file_name`), with the SHA-256 of its bytes.

    `address` is where `content` was copied from. `others` says of what is handed in whether anyone but the person tried
    can be known on it, and `asked` how many they are where all of them can be asked: then it waits for them. Raises
    NotFound for an attempt the actor may not see, BadInput as `rules.checked_evidence`, for an address that is too long
    and for a kind of file that is not taken, Erased once the person tried is.

    The same from the same person again is what she has added already: an answer that did not reach her is asked for
    by sending it once more.
    """
    sitting = queries.sitting(actor, sitting_id, lock=True)
    access.require(actor, "assessment.evidence.add", sitting)
    observed, digest = rules.checked_evidence(text, content, others=others, asked=asked)
    waits_for = asked if content else 0
    same = sitting.evidence.filter(digest=digest, given_by_id=actor.person_id, others=waits_for)
    before: Evidence | None = same.filter(destroyed_at=None).exclude(state=EvidenceState.CLOSED).first()
    if before is not None and actor.person_id is not None:
        return before
    return keep(
        actor,
        sitting,
        text=observed,
        file_id=kept_file(actor, sitting.person_id, content, file_name, now) if content else None,
        digest=digest,
        given_by_id=actor.person_id,
        happened_on=people.today(actor, now),
        address=written(address, most=LONGEST_URL, file="evidence", column="address", missing=None),
        others=waits_for,
        now=now,
    )


@action
def ask_consent(
    actor: Actor, *, evidence_id: UUID, person_id: UUID | None = None, name: str = "", email: str = "", now: datetime
) -> EvidenceConsent:
    """Ask somebody who is on a file for herself: by message where she is known here (`person_id`), else by letter to
    `email`, under her `name`.

    Raises NotFound for a file that the actor did not hand in and for nobody known; BadInput where nothing is asked any
    more, for the person tried, whoever was asked, who cannot be asked, and a letter without name or address.
    """
    evidence = _to_ask_about(actor, evidence_id, now)
    sealed = None
    if person_id is None:
        sealed = _sealed(actor, evidence, name, email)
    else:
        _may_be_asked(actor, evidence, person_id, now)
    asked = _asked(actor, evidence, now, person_id=person_id, sealed=sealed)
    if person_id is None:
        payload = {"consent": str(asked.pk)}
        outbox.enqueue(actor, LETTER, key=f"{LETTER}/{asked.pk}", payload=payload, due_at=now, now=now)
    else:
        people_actions.tell(
            actor, person_id=person_id, event=CONSENT_ASKED, parameters=_says(evidence), link_id=asked.link_id, now=now
        )
    return asked


@action
def note_consent(actor: Actor, *, evidence_id: UUID, name: str, now: datetime) -> EvidenceConsent:
    """Somebody who is on a file stands beside whoever handed it in, reads what it is for and agrees with her name.

    Raises BadInput where nothing is asked any more, or without a name.
    """
    evidence = _to_ask_about(actor, evidence_id, now)
    agreed = _asked(actor, evidence, now, sealed=_sealed(actor, evidence, name, None), here=True)
    _note(actor, agreed, ConsentStatus.AGREED, now)
    _show_once_all_agreed(actor, evidence)
    return agreed


@action
def answer_consent(actor: Actor, *, consent_id: UUID, agrees: bool, now: datetime) -> EvidenceConsent:
    """Somebody who is on a file says, for herself, whether it may be shown. One “no” and the file is destroyed.

    Raises CannotAnswer once the time is over, or where somebody else said no.
    """
    consent = queries.consent(actor, consent_id)
    evidence = _locked(actor, consent.evidence)
    consent = queries.consent(actor, consent_id, lock=True)
    open_ = evidence.state == EvidenceState.WAITS and consent.status == ConsentStatus.ASKED
    if not open_ or consent.answer_by < people.today(actor, now):
        raise CannotAnswer
    _note(actor, consent, ConsentStatus.AGREED if agrees else ConsentStatus.REFUSED, now)
    if agrees:
        _show_once_all_agreed(actor, evidence)
    else:
        _close(actor, evidence, now)
    return consent


@action
def withdraw_consent(actor: Actor, *, consent_id: UUID, now: datetime) -> EvidenceConsent:
    """Somebody who agreed takes it back; the file is destroyed. Marks that were given on it stand.

    Raises CannotAnswer where she has not agreed, or the file is destroyed already.
    """
    consent = queries.consent(actor, consent_id)
    evidence = _locked(actor, consent.evidence)
    consent = queries.consent(actor, consent_id, lock=True)
    if consent.status != ConsentStatus.AGREED or evidence.destroyed_at or evidence.state == EvidenceState.CLOSED:
        raise CannotAnswer
    _note(actor, consent, ConsentStatus.WITHDRAWN, now)
    _close(actor, evidence, now)
    return consent


@action
def close_late(actor: Actor, *, now: datetime) -> int:
    """Close files on which somebody has not answered in time, and destroy what a hold kept until now; gives how many
    were destroyed.
    """
    access.require(actor, "assessment.evidence.destroy")
    before = queries.files_that_wait(actor)
    for evidence in before:
        _close(actor, _locked(actor, evidence), now)
    left = {one.pk for one in queries.files_that_wait(actor)}
    return sum(evidence.pk not in left for evidence in before)


@action
def destroy_old(actor: Actor, *, evidence_id: UUID, now: datetime) -> None:
    """The time of a file is over: its bytes go, its hash stays. Destroyed already, nothing happens. Raises NotFound."""
    access.require(actor, "assessment.evidence.destroy")
    evidence = queries.file_by_id(actor, evidence_id, lock=True)
    if evidence.destroyed_at is None and evidence.state == EvidenceState.SHOWN:
        _destroy(actor, evidence, Ended.TIME, now)


def forget_on_files(actor: Actor, person_id: UUID, now: datetime) -> None:
    """Somebody is erased: the files of others on which she is go with what she said of them, as soon as no hold stands
    over them; until then nobody sees them. The caller erases her, in its own unit of work.
    """
    for evidence in queries.files_with(actor, person_id):
        if evidence.state != EvidenceState.CLOSED:
            evidence.ended = Ended.WITHDRAWN if evidence.counts else Ended.REFUSED
            evidence.state = EvidenceState.CLOSED
            evidence.save(update_fields=["state", "ended"])
        if not queries.is_held(actor, evidence.sitting):
            _destroy(actor, evidence, Ended(evidence.ended), now)
    EvidenceConsent.objects.within(actor).filter(person_id=person_id).update(person=None)


def _to_ask_about(actor: Actor, evidence_id: UUID, now: datetime) -> Evidence:
    evidence = queries.handed_in(actor, evidence_id, lock=True)
    if evidence.state != EvidenceState.WAITS:
        raise BadInput.of(told("nobody is asked about this file any more"), file="evidence")
    if evidence.consents.count() >= rules.MOST_OTHERS:
        raise BadInput.of(
            told("at most %(most)s people are asked about a file", most=rules.MOST_OTHERS), file="evidence"
        )
    return evidence


def _may_be_asked(actor: Actor, evidence: Evidence, person_id: UUID, now: datetime) -> None:
    people.person(actor, person_id)
    if person_id == evidence.sitting.person_id:
        raise BadInput.of(told("is the person who is tried; choose whoever else is on it"), file="consent")
    if evidence.consents.filter(person_id=person_id).exists():
        raise BadInput.of(told("was asked already"), file="consent", column="person")
    if not exposure.may_be_shown(evidence.workspace_id, person_id, now):
        raise BadInput.of(told("cannot be asked here. Cover or cut her out and hand it in anew"), file="consent")


def _sealed(actor: Actor, evidence: Evidence, name: str, email: str | None) -> bytes:
    """Her name, and the address to write to where there is one, under the key of the person tried."""
    called = written(name, most=LONGEST_NAME, file="consent", column="name", missing=told("write her name"))
    to = ""
    if email is not None:
        to = written(email, most=LONGEST_ADDRESS, file="consent", column="email", missing=told("write her address"))
    return erasure.seal(actor, evidence.sitting.person_id, f"{' '.join(called.split())}\n{to}".encode())


def _asked(
    actor: Actor,
    evidence: Evidence,
    now: datetime,
    *,
    person_id: UUID | None = None,
    sealed: bytes | None = None,
    here: bool = False,
) -> EvidenceConsent:
    today = people.today(actor, now)
    asked: EvidenceConsent = EvidenceConsent.objects.record(
        actor,
        now=now,
        happened_on=today,
        evidence=evidence,
        person_id=person_id,
        sealed=sealed,
        sealed_for_id=evidence.sitting.person_id if sealed else None,
        here=here,
        answer_by=rules.answer_by(today),
    )
    # the program opens it: whoever asked can neither end it nor answer by it
    link, _secret = links.open_link(
        _program(actor),
        purpose=queries.ASKING,
        subject=asked,
        person_id=evidence.sitting.person_id,
        holder_id=person_id,
        expires_at=now + timedelta(days=LINK_DAYS),
        single_use=False,
        now=now,
    )
    asked.link_id = link.pk
    asked.save(update_fields=["link_id"])
    audit.record(actor, "assessment.consent.asked", asked, evidence=evidence.pk, here=here)
    return asked


def _note(actor: Actor, consent: EvidenceConsent, status: ConsentStatus, now: datetime) -> None:
    """What she said. Her address is not needed any more, and her name only where she agrees."""
    consent.status, consent.answered_at = status, now
    if consent.sealed is not None and consent.sealed_for_id is not None:
        name = f"{queries.called(consent)}\n".encode()
        agreed = status is ConsentStatus.AGREED
        consent.sealed = erasure.seal(actor, consent.sealed_for_id, name) if agreed else None
        consent.sealed_for_id = consent.sealed_for_id if agreed else None
    consent.save(update_fields=["status", "answered_at", "sealed", "sealed_for_id"])
    audit.record(actor, f"assessment.consent.{status.value}", consent, evidence=consent.evidence_id)


def _show_once_all_agreed(actor: Actor, evidence: Evidence) -> None:
    if rules.all_agreed(evidence.others, queries.asked_of(evidence)):
        evidence.state = EvidenceState.SHOWN
        evidence.save(update_fields=["state"])
        audit.record(actor, "assessment.evidence.shown", evidence)


def _close(actor: Actor, evidence: Evidence, now: datetime) -> None:
    """Show a file to nobody any more where one of those on it does not agree, and destroy it unless it is held."""
    if evidence.state != EvidenceState.CLOSED:
        asked, today = queries.asked_of(evidence), people.today(actor, now)
        seen = evidence.state == EvidenceState.SHOWN
        ended = rules.why_closed(evidence.others, asked, evidence.happened_on, today, seen=seen)
        if ended is None:
            return
        evidence.state, evidence.ended = EvidenceState.CLOSED, ended
        evidence.save(update_fields=["state", "ended"])
        EvidenceConsent.objects.within(actor).filter(evidence=evidence).exclude(status=ConsentStatus.AGREED).update(
            sealed=None, sealed_for_id=None
        )
        audit.record(actor, "assessment.evidence.closed", evidence, why=ended)
        if evidence.given_by_id is not None:
            said = {**_says(evidence), "why": ended.value}
            people_actions.tell(
                _program(actor), person_id=evidence.given_by_id, event=DESTROYED, parameters=said, now=now
            )
    if evidence.destroyed_at is None and not queries.is_held(actor, evidence.sitting):
        _destroy(actor, evidence, Ended(evidence.ended), now)


def _destroy(actor: Actor, evidence: Evidence, ended: Ended, now: datetime) -> None:
    """Its bytes go once the unit of work is through; another file with the same bytes keeps them."""
    if evidence.file_id is None or evidence.destroyed_at is not None:
        return
    files.remove(actor, file_id=evidence.file_id, now=now)
    evidence.ended, evidence.destroyed_at = ended, now
    evidence.save(update_fields=["ended", "destroyed_at"])
    audit.record(actor, "assessment.evidence.destroyed", evidence, why=ended)


def _locked(actor: Actor, evidence: Evidence) -> Evidence:
    """The file as it stands now, in nobody else's hands until the unit of work ends."""
    return queries.file_by_id(actor, evidence.pk, lock=True)


def _says(evidence: Evidence) -> dict[str, str | int]:
    return {"task": evidence.sitting.task.work_task.statement}


def _program(actor: Actor) -> Actor:
    """Who came by a link may send no messages, and whoever asked others may not take their link away."""
    return program(actor.workspace_id, "consent", demonstration=actor.demonstration)
