"""What can be earned, and the records there are."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from skillmark.assessment import queries as assessment
from skillmark.credentials import rules
from skillmark.credentials.models import AcceptedIssuer, Achievement, Award, OutsideRecord, SignedRecord, StackRule
from skillmark.credentials.reading import Known
from skillmark.foundation import access, files
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor, Role, program
from skillmark.foundation.scopes import HolderScope, NotFound
from skillmark.governance import queries as decisions
from skillmark.people import queries as people
from skillmark.standards import queries as standards

BY_COMPETENCY = (rules.Lack.COMPETENCY, rules.Lack.WORK_ITSELF)
SEES_ALL = (Role.TALENT_LEAD, Role.RECRUITER, Role.ASSESSOR, Role.QUALITY_ASSURER)


def achievements(actor: Actor) -> "QuerySet[Achievement]":
    """What can be earned, by public name, the newest version first."""
    access.require(actor, "credentials.achievement.read")
    found: QuerySet[Achievement] = Achievement.objects.within(actor)
    return found.select_related("framework", "successor", "stack").order_by("public_name", "-version", "id")


def achievement(actor: Actor, achievement_id: UUID) -> Achievement:
    return one(achievements(actor), achievement_id)


def without_work(actor: Actor, earned: Collection[Achievement]) -> dict[UUID, list[tuple[str, str]]]:
    """Of what is still awarded, that which nobody can earn since no task shows all of it by the work itself: by its id,
    what each such competency is called and the task that would show it.
    """
    access.require(actor, "credentials.achievement.define")
    frameworks = {one.framework_id: one.framework for one in earned if one.retired_at is None}
    asked: dict[UUID, set[str]] = {framework_id: set() for framework_id in frameworks}
    for one_of in earned:
        if one_of.retired_at is None:
            asked[one_of.framework_id].update(reference for reference, *_ in one_of.alignments)
    untold = assessment.not_performed_of(actor, frameworks, asked)
    found = {
        one_of.pk: [
            (name, untold[one_of.framework_id][reference])
            for reference, name, _address in one_of.alignments
            if reference in untold[one_of.framework_id]
        ]
        for one_of in earned
        if one_of.retired_at is None
    }
    return {key: lines for key, lines in found.items() if lines}


def records(actor: Actor) -> "QuerySet[SignedRecord]":
    """Signed records this reader may see, the latest first; a line manager those of her reports."""
    access.require(actor, "credentials.record.list")
    found: QuerySet[SignedRecord] = SignedRecord.objects.within(actor)
    if not (actor.process or actor.has(SEES_ALL)):
        found = found.filter(person_id__in=actor.reports)
    return found.select_related("person", "award__achievement__framework").order_by("-recorded_at", "-id")


def ending(actor: Actor, now: datetime, until: datetime) -> "QuerySet[Any]":
    """Records in force whose last moment comes after `now` and by `until`, the first on top: of everybody for whoever
    awards, else the reader's own. `is_renewed`: another took its place. In one query, since Today asks.
    """
    found: QuerySet[Any] = SignedRecord.objects.within(actor).filter(
        revoked_at=None, valid_until__gt=now, valid_until__lte=until
    )
    if not access.may_ever(actor, "credentials.record.award"):
        found = found.filter(person_id=actor.person_id) if actor.person_id is not None else found.none()
    found = found.annotate(is_renewed=Q(award__renewed_by__isnull=False))
    return found.select_related("person", "award__achievement").order_by("valid_until", "id")


def doubted(actor: Actor) -> list[tuple[SignedRecord, bool]]:
    """Records in force that rest on an attempt which a finding doubts, by holder; True where the attempt does not count
    any more, False while that is looked at.
    """
    found = assessment.doubted(actor)
    if not found:
        return []
    holders = {finding.sitting.person_id for finding in found.values() if finding.sitting}
    rows = records(actor).filter(person_id__in=holders, revoked_at=None).order_by("person__name", "id")
    resting = ((record, _over(record, found)) for record in rows)
    return [(record, over) for record, over in resting if over is not None]


def is_doubted(actor: Actor, record: SignedRecord) -> bool | None:
    """As `doubted`, of one record and for whoever may withdraw it; None where nothing doubts it."""
    if record.revoked_at is not None or not access.could(actor, "credentials.record.revoke", record):
        return None
    return _over(record, assessment.doubted(actor))


def _over(record: SignedRecord, found: Mapping[UUID, assessment.Finding]) -> bool | None:
    """Whether an attempt it rests on does not count any more; None where none of them is doubted."""
    over = {str(sitting_id): hasattr(finding, "closing") for sitting_id, finding in found.items()}
    doubts = [over[one] for one in record.award.sittings if one in over]
    return any(doubts) if doubts else None


def stale(actor: Actor, found: Iterable[SignedRecord]) -> frozenset[UUID]:
    """Those of these records that rest on an attempt whose task is marked otherwise by now. They count as signed."""
    resting = {record.pk: {UUID(one) for one in record.award.sittings} for record in found}
    out_of_date = assessment.stale_ids(actor, {one for ids in resting.values() for one in ids})
    return frozenset(pk for pk, ids in resting.items() if not ids.isdisjoint(out_of_date))


def own_stale(holder: Actor, found: Iterable[SignedRecord]) -> frozenset[UUID]:
    """As `stale`, of the holder's own records, each by the standards of its own workspace."""
    access.require(holder, "credentials.own.read")
    by_place: dict[UUID, list[SignedRecord]] = {}
    for record in found:
        by_place.setdefault(record.workspace_id, []).append(record)
    return frozenset().union(*(stale(program(place, "own records"), hers) for place, hers in by_place.items()))


def records_of(actor: Actor, person_id: UUID) -> list[SignedRecord]:
    """Signed records of one person, those this reader may see."""
    found: QuerySet[SignedRecord] = SignedRecord.objects.within(actor).filter(person_id=person_id)
    whole = found.select_related("person", "award__achievement").order_by("-recorded_at", "-id")
    return [record for record in whole if access.may(actor, "credentials.record.read", record)]


def people_with_a_record(actor: Actor, framework_id: UUID, *, as_of: datetime) -> frozenset[UUID]:
    """Who held a signed record of the standard then, not withdrawn, for those who count: ids, nothing else of it."""
    access.require(actor, "credentials.record.count")
    found: QuerySet[SignedRecord] = SignedRecord.objects.within(actor)
    signed = found.filter(award__achievement__framework_id=framework_id, recorded_at__lte=as_of)
    return frozenset(signed.exclude(revoked_at__lte=as_of).values_list("person_id", flat=True))


def earned(actor: Actor, framework_id: UUID, person_ids: frozenset[UUID], *, since: date) -> int:
    """How many records for the standard these people earned from that day on and still have: a number alone. What
    renews another is not a second one.
    """
    access.require(actor, "credentials.record.tally")
    found: QuerySet[SignedRecord] = SignedRecord.objects.within(actor)
    begun = datetime.combine(since, time.min, tzinfo=ZoneInfo(actor.time_zone))
    signed = found.filter(award__achievement__framework_id=framework_id, award__renews=None, recorded_at__gte=begun)
    kept = signed.filter(Q(revoked_at=None) | Q(replaced_by__isnull=False, revocation_reason=""))
    return sum(person_id in person_ids for person_id in kept.values_list("person_id", flat=True))


def record_named(actor: Actor, credential_id: str) -> SignedRecord:
    """The record whose document has this id, or that has it itself, for a reader who may see it. Raises NotFound."""
    named = SignedRecord.objects.within(actor).filter(identifier=credential_id).values_list("pk", flat=True).first()
    if named is not None:
        return record(actor, named)
    try:
        return record(actor, UUID(credential_id))
    except ValueError:
        raise NotFound(credential_id) from None


def record(actor: Actor, record_id: UUID) -> SignedRecord:
    """A signed record this reader may see. Raises NotFound."""
    found: QuerySet[SignedRecord] = SignedRecord.objects.within(actor)
    whole = found.select_related(
        "workspace", "person", "award__achievement__framework", "award__place__status_list", "replaces"
    )
    held = one(whole, record_id)
    if not access.may(actor, "credentials.record.read", held):
        raise NotFound(str(record_id))
    return held


def in_force(actor: Actor, as_of: datetime) -> "QuerySet[SignedRecord]":
    """Signed records that count at an instant, for those who say what can be earned."""
    access.require(actor, "credentials.achievement.define")
    found: QuerySet[SignedRecord] = SignedRecord.objects.within(actor).filter(valid_from__lte=as_of)
    return found.filter(Q(valid_until=None) | Q(valid_until__gt=as_of), revoked_at=None)


def unsigned(actor: Actor) -> "QuerySet[Award]":
    """Awards whose signature is still to come, the longest waiting first."""
    access.require(actor, "credentials.record.list")
    found: QuerySet[Award] = Award.objects.within(actor)
    return found.filter(record=None).select_related("person", "achievement").order_by("recorded_at", "id")


def own_records(holder: Actor) -> list[SignedRecord]:
    """The account's own records in every workspace, the latest first; those of workspaces it has left, too."""
    access.require(holder, "credentials.own.read")
    if not isinstance(holder.scope, HolderScope):
        raise NotFound("outside the holder's own records")
    found: QuerySet[SignedRecord] = SignedRecord.objects.across_workspaces()
    own = found.filter(Q(account_id=holder.scope.account_id) | Q(person__account_id=holder.scope.account_id))
    whole = own.select_related("workspace", "person", "award__achievement__framework", "replaces")
    return list(whole.order_by("-recorded_at", "-id"))


def own_word(holder: Actor) -> tuple[list[str], list[str]]:
    """What the holder says of herself in every workspace, each once: competencies by name, and jobs.

    Read as the program: she says it there, and reads here nothing of anybody else.
    """
    access.require(holder, "credentials.own.read")
    skills: dict[str, None] = {}
    jobs: dict[str, None] = {}
    for person in people.own_persons(holder):
        within = program(person.workspace_id, "own word", demonstration=person.workspace.demonstration)
        said = people.claimed_levels(within, [person.pk]).get(person.pk, {})
        for framework in standards.frameworks(within) if said else ():
            named = {line.reference: line.name for line in standards.competencies(within, framework.pk)}
            skills |= {named[competency]: None for competency in said if competency in named}
        jobs |= {job.title: None for job in people.past_jobs(within, [person.pk]).get(person.pk, []) if job.title}
    return list(skills), list(jobs)


def predecessor(record: SignedRecord) -> SignedRecord | None:
    """The record of the same person that this one took the place of."""
    return getattr(record, "replaces", None)


def own_record(holder: Actor, record_id: UUID) -> SignedRecord:
    """One of the account's own records. Raises NotFound for anybody else's."""
    found = next((record for record in own_records(holder) if record.pk == record_id), None)
    if found is None:
        raise NotFound(str(record_id))
    return found


def missing_for(actor: Actor, person_id: UUID, achievement_id: UUID) -> tuple[rules.Missing, ...]:
    """What still keeps this person's record from being signed; nothing where it may be."""
    return proof_for(actor, person_id, achievement(actor, achievement_id)).missing


@dataclass(frozen=True, slots=True)
class Proof:
    """What a person has proved of an achievement: what is missing, else the attempts that count and the levels."""

    missing: tuple[rules.Missing, ...]
    attempts: tuple[assessment.AttemptProof, ...]
    levels: dict[str, int]

    @property
    def sittings(self) -> list[str]:
        """The attempts as an award names them."""
        return sorted(str(attempt.sitting_id) for attempt in self.attempts)


def proof_for(
    actor: Actor,
    person_id: UUID,
    wanted: Achievement,
    sitting_ids: Collection[UUID] | None = None,
    levels: dict[str, int] | None = None,
) -> Proof:
    """What this person has proved of an achievement; `sitting_ids` keeps only these attempts, `levels` asks for these
    competencies alone.
    """
    return proofs_for(actor, [person_id], wanted, sitting_ids, levels)[person_id]


def proofs_for(
    actor: Actor,
    person_ids: Collection[UUID],
    wanted: Achievement,
    sitting_ids: Collection[UUID] | None = None,
    levels: dict[str, int] | None = None,
) -> dict[UUID, Proof]:
    """What each of these people has proved of an achievement, read together; as `proof_for` for the rest."""
    if StackRule.objects.within(actor).filter(certificate=wanted).exists():
        by_rule = Proof((rules.Missing(rules.Lack.BY_RULE),), (), {})  # a certificate is earned by its rule alone
        return dict.fromkeys(person_ids, by_rule)
    asked = demanded(actor, wanted) if levels is None else levels
    states = assessment.proof_states(actor, person_ids, wanted.framework_id, sitting_ids=sitting_ids)
    proofs = {person_id: _proof(state, asked) for person_id, state in states.items()}
    if any(one.lack in BY_COMPETENCY for proof in proofs.values() for one in proof.missing):
        untold = assessment.not_performed(actor, wanted.framework, asked)
        proofs = {key: replace(one, missing=rules.without_task(one.missing, untold)) for key, one in proofs.items()}
    return proofs


def _proof(proof: assessment.ProofState, levels: dict[str, int]) -> Proof:
    missing = rules.missing_for_award(
        proof.stage.value if proof.stage else None,
        proof.missing,
        proof.no_evidence,
        proof.satisfied,
        proof.levels,
        levels,
        proof.performed,
        observers=proof.observers,
        too_old=proof.too_old,
    )
    counting = tuple(attempt for attempt in proof.attempts if not levels.keys().isdisjoint(attempt.shows))
    return Proof(tuple(missing), counting, levels)


def award_on(actor: Actor, person_id: UUID, wanted: Achievement, proof: Proof) -> Award | None:
    """The award there is already on the same attempts."""
    return awards_on(actor, wanted, {person_id: proof}).get(person_id)


def awards_on(actor: Actor, wanted: Achievement, proofs: Mapping[UUID, Proof]) -> dict[UUID, Award]:
    """The awards there are already on the same attempts, by person."""
    found: QuerySet[Award] = Award.objects.within(actor).filter(person_id__in=proofs, achievement=wanted)
    # of several, the first; one whose signature counts for nothing since its key was stolen, or whose withdrawal did
    # not stand, is made anew
    wrong = decisions.upheld_subjects(actor, SignedRecord._meta.label_lower).values("subject_id")
    rows = found.exclude(record__revocation_reason=rules.STOLEN).exclude(record__in=wrong).order_by("-id")
    return {before.person_id: before for before in rows if before.sittings == proofs[before.person_id].sittings}


@dataclass(frozen=True, slots=True)
class Prospect:
    """What awarding would come to now. With nothing missing and no award yet, a record would be signed."""

    missing: tuple[rules.Missing, ...]
    needs_guardian: bool
    record: SignedRecord | None


def prospect(actor: Actor, person_id: UUID, achievement_id: UUID, now: datetime) -> Prospect:
    """What awarding this to her would come to now; nothing is changed."""
    return prospects(actor, [person_id], achievement(actor, achievement_id), now)[person_id]


def prospects(actor: Actor, person_ids: Collection[UUID], wanted: Achievement, now: datetime) -> dict[UUID, Prospect]:
    """What awarding this to each of them would come to now."""
    proofs = proofs_for(actor, person_ids, wanted)
    before = awards_on(actor, wanted, {one: proof for one, proof in proofs.items() if not proof.missing})
    signed = SignedRecord.objects.within(actor).filter(award__in=before.values())
    records = {record.person_id: record for record in signed}
    agreed = people.records_may_be_made_of(actor, person_ids, now)
    return {one: Prospect(proof.missing, one not in agreed, records.get(one)) for one, proof in proofs.items()}


def demanded(actor: Actor, wanted: Achievement) -> dict[str, int]:
    """The level of each competency the record would name, as the standard requires it, in the standard's order."""
    named = {reference for reference, _name, _address in wanted.alignments}
    requirements = standards.requirements(actor, wanted.framework_id)
    return {line.competency_id: line.level for line in requirements if line.competency_id in named}


def outside_records(actor: Actor) -> "QuerySet[OutsideRecord]":
    """Records of other issuers: those of nobody yet first, then the latest."""
    access.require(actor, "credentials.outside.read")
    found: QuerySet[OutsideRecord] = OutsideRecord.objects.within(actor)
    return found.select_related("person").order_by("person__name", "-recorded_at", "-id")


def outside_record(actor: Actor, record_id: UUID) -> OutsideRecord:
    return one(outside_records(actor), record_id)


def parts_of(actor: Actor, record: OutsideRecord) -> "QuerySet[OutsideRecord]":
    """The signed records that a collection or a résumé holds, in their order."""
    return outside_records(actor).filter(enclosed_in=record).order_by("recorded_at", "id")


def bytes_of(actor: Actor, record: OutsideRecord) -> bytes:
    """An outside record as it was checked: the picture to the byte where it came as one, else its text."""
    if record.file_id is None:
        return record.document.encode()
    _stored, content = files.original(actor, record.file_id)
    return content


def issuers(actor: Actor) -> "QuerySet[AcceptedIssuer]":
    """Issuers whose records count, by name."""
    access.require(actor, "credentials.outside.read")
    found: QuerySet[AcceptedIssuer] = AcceptedIssuer.objects.within(actor).filter(ended_at=None)
    return found.order_by("name", "issuer", "id")


def accepted_issuers(actor: Actor) -> dict[str, frozenset[UUID | None]]:
    """The issuers whose records count now, each with who accepted it: it counts for everybody but those."""
    rows: QuerySet[AcceptedIssuer] = AcceptedIssuer.objects.within(actor).filter(ended_at=None)
    found: dict[str, frozenset[UUID | None]] = {}
    for issuer, by in rows.values_list("issuer", "accepted_by_id"):
        found[issuer] = found.get(issuer, frozenset()) | {by}
    return found


def known_people(actor: Actor) -> list[Known]:
    """Everybody of the workspace as a record may name her, for a program that ties records to people."""
    rows = people.persons(actor).values_list("pk", "reference", "email", "name")
    return [Known(*row) for row in rows]


def known_person(actor: Actor, person_id: UUID) -> Known | None:
    """One of them; None for nobody, or somebody erased already."""
    row = people.persons(actor).filter(pk=person_id).values_list("pk", "reference", "email", "name").first()
    return Known(*row) if row else None
