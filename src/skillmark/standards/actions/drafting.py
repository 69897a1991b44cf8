"""Changes of state in standards."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max

from skillmark.feedback import actions as feedback
from skillmark.foundation import access, audit, outbox
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.governance import actions as governance
from skillmark.governance import queries as decisions
from skillmark.kernel import skills
from skillmark.kernel.skills import Refusal
from skillmark.kernel.values import BadInput, Problem, told
from skillmark.people import queries as people
from skillmark.standards import archives, carrying, half_page, queries, rules, stored, suggested
from skillmark.standards.actions.refusals import (
    AlreadyAsked,
    LinesUntraced,
    NoDecision,
    NoLines,
    NotADraft,
    NotSigned,
    ReasonsMissing,
)
from skillmark.standards.actions.settled import hold, require_as_voted
from skillmark.standards.models import (
    Framework,
    ReferenceElement,
    ReferenceOccupation,
    ReferenceSource,
    SourceInUse,
    Status,
)

PUBLISH = "publish"  # the question put to a body


@action
def load_occupations(actor: Actor, *, database: archives.OccupationDatabase, now: datetime) -> ReferenceSource:
    """Take over every occupation and element of an O*NET text database; this workspace drafts from it from now on.

    The same files are kept once, whoever loads them; loaded again here they change nothing. Raises BadInput.
    """
    access.require(actor, "standards.occupation.load")
    digest = archives.digest(database)
    source = ReferenceSource.objects.filter(digest=digest).first() or _read_in(database, digest, now)
    today = people.today(actor, now)
    in_use, first = (
        SourceInUse.objects.within(actor)
        .select_for_update()
        .get_or_create(
            workspace_id=actor.workspace_id, defaults={"source": source, "loaded_on": today, "recorded_at": now}
        )
    )
    if not first and in_use.source_id == source.pk:
        return source
    in_use.source, in_use.loaded_on = source, today
    in_use.save(update_fields=["source", "loaded_on"])
    counts = {"occupations": source.occupations.count(), "elements": source.elements.count()}
    audit.record(actor, "standards.occupations.loaded", source, **counts)
    return source


@action
def draft_standard(actor: Actor, *, occupation_code: str, now: datetime) -> Framework | Refusal:
    """Draft a standard from the occupation database this workspace loaded last, or say why the rule drafts none.

    Raises BadInput for a code that the database lacks, or where none is loaded.
    """
    access.require(actor, "standards.framework.draft")
    row = queries.occupation(actor, occupation_code)
    occupation = stored.reference_occupation(row)
    elements = {
        element.identifier: stored.reference_element(element)
        for element in row.source.elements.filter(identifier__in=list(occupation.ratings or ()))
    }
    drafted = skills.draft(occupation, elements, source=stored.reference_source(row.source))
    if isinstance(drafted, Refusal):
        return drafted
    return store(actor, drafted, now, document="onet", reference_source=row.source)


@action
def draft_from_case(
    actor: Actor,
    *,
    package: skills.CasePackage,
    requirements: Sequence[skills.Requirement],
    requirements_name: str,
    job_id: str | None = None,
    now: datetime,
) -> Framework:
    """Draft a standard from a CASE package and its requirements table (the first job where none is named).

    The table's other jobs come along, so that having held one of them suggests its levels. Raises BadInput.
    """
    access.require(actor, "standards.framework.draft")
    read = skills.case_standard(package, requirements, requirements_name=requirements_name, job_id=job_id)
    _refuse_long_names(read, requirements_name)
    framework = store(
        actor,
        read.standard,
        now,
        document=f"case\n{package.identifier}",
        source_identifier=package.identifier,
        identifiers=dict(read.competencies),
    )
    jobs = [(code, item.statement if (item := package.item(code)) else code) for code in read.levels]
    stored.store_jobs(framework, jobs, read.levels, now)
    return framework


@action
def ask_to_publish(
    actor: Actor,
    *,
    framework_id: UUID,
    body_id: UUID,
    title: str,
    what_changes: str,
    for_whom: str = "",
    asked: str = "",
    deadline: datetime,
    now: datetime,
) -> decisions.Proposal:
    """Put the question to a body: is this version to be published? After a vote that failed it can be put again.

    The vote sets its pass marks, too, so each that it sets or changes is named beneath `what_changes`, whoever asks.
    Without `for_whom` or `asked` the usual sentences stand there.

    Raises NotADraft, AlreadyAsked while a vote is open, NoLines, ReasonsMissing, LinesUntraced, BadInput for a
    deadline that is not ahead, and governance's CommentsWait until public comments on it are answered and concluded,
    and TooFewSeats where no vote of the body could pass, or no seat could sign for a side.
    """
    framework = queries.framework(actor, framework_id, lock=True)
    access.require(actor, "standards.framework.publish", framework)
    _require_draft(actor, framework)
    if queries.vote_is_open(framework):
        raise AlreadyAsked(framework.title)
    if not framework.requirements.exists():
        raise NoLines(framework.title)
    _require_reasons(framework)
    if queries.untraced(actor, framework):
        raise LinesUntraced(framework.title)
    proposal = governance.propose(
        actor,
        body_id=body_id,
        question=PUBLISH,
        subject_type=framework._meta.label_lower,
        subject_id=framework.pk,
        title=title,
        what_changes=f"{what_changes.strip()}\n\n{half_page.pass_marks(actor, framework)}",
        for_whom=for_whom.strip() or half_page.for_whom(actor, framework),
        asked=asked.strip() or half_page.asked(framework),
        deadline=deadline,
        now=now,
    )
    framework.proposal, framework.asked_digest = proposal, hold(framework)
    framework.save(update_fields=["proposal", "asked_digest"])
    audit.record(actor, "standards.framework.proposed", framework, proposal=proposal.pk)
    return proposal


@action
def publish_framework(actor: Actor, *, framework_id: UUID, now: datetime) -> Framework:
    """Put a version in force, as its body decided; the version before it is superseded.

    Raises NoDecision without a standing decision, NotSigned before every side has signed it, NotADraft where it is
    published or overtaken, ReasonsMissing where a requirement that has to be argued for is not, NotAsVoted where the
    text is not the one that was voted on.
    """
    framework = queries.framework(actor, framework_id, lock=True)
    access.require(actor, "standards.framework.publish", framework)
    decision = decisions.standing_decision(actor, framework._meta.label_lower, framework.pk, PUBLISH)
    if decision is None or decision.proposal_id != framework.proposal_id:  # one that was set back counts no more
        raise NoDecision(framework.title)
    if decisions.unsigned(decision):
        raise NotSigned(framework.title)
    before = _require_draft(actor, framework)
    _require_reasons(framework)
    if before is not None:
        before.status = Status.SUPERSEDED
        before.save(update_fields=["status"])
        audit.record(actor, "standards.framework.superseded", before, by=framework.pk)
    digest = require_as_voted(framework)
    framework.status = Status.PUBLISHED
    framework.published_at = now
    framework.decision = decision
    framework.replaces = before
    framework.digest = digest
    framework.save(update_fields=["status", "published_at", "decision", "replaces", "digest"])
    audit.record(actor, "standards.framework.published", framework, decision=decision.pk, version=framework.version)
    outbox.announce("standards.framework.published", framework)
    feedback.offer(
        actor,
        subject_type=framework._meta.label_lower,
        subject_id=framework.pk,
        others=suggested.open_besides(actor, framework),
        now=now,
    )
    return framework


def store(actor: Actor, drafted: skills.DraftStandard, now: datetime, *, document: str, **fields: Any) -> Framework:
    """A new version after those of the same document and job."""
    lineage = rules.lineage(document, drafted.job_id)
    versions = Framework.objects.within(actor).filter(lineage=lineage)
    last = versions.aggregate(last=Max("version"))["last"] or 0
    before: Framework | None = versions.filter(status=Status.PUBLISHED).first()
    framework: Framework = Framework.objects.record(
        actor,
        now=now,
        lineage=lineage,
        version=last + 1,
        title=drafted.title,
        description=drafted.description,
        occupation_code=drafted.job_id,
        source=drafted.source.title,
        source_version=drafted.source.version,
        source_licence=drafted.source.licence,
        source_note=drafted.source.attribution,
        rule={
            "figures": drafted.rule.figures() if drafted.rule else None,
            "sentences": list(drafted.rule_sentences),
        },
        drafted_by_id=actor.person_id,
        carried=carrying.to_carry(before) if before else None,
        **fields,
    )
    stored.store_parts(framework, drafted, now, people.today(actor, now))
    audit.record(actor, "standards.framework.drafted", framework, version=framework.version)
    return framework


def _require_draft(actor: Actor, framework: Framework) -> Framework | None:
    """The version in force that this draft would replace, if any. Raises NotADraft."""
    if framework.status != Status.DRAFT:
        raise NotADraft("this version is published already")
    versions = Framework.objects.within(actor).filter(lineage=framework.lineage, status=Status.PUBLISHED)
    before: Framework | None = versions.select_for_update().first()  # nobody retires it meanwhile
    if before is not None and before.version > framework.version:
        raise NotADraft("a later version is in force")
    return before


def _require_reasons(framework: Framework) -> None:
    """Nothing stays in a standard unargued that has to be argued for. Raises ReasonsMissing."""
    if any(not line.reason for line in queries.to_argue(framework)):
        raise ReasonsMissing(framework.title)


def _read_in(database: archives.OccupationDatabase, digest: str, now: datetime) -> ReferenceSource:
    """Store a database nobody has loaded yet. Somebody who loads it at the same time waits here and finds ours."""
    catalogue = skills.read_catalogue(database.files)
    elements = skills.read_elements(database.files)
    occupations = skills.read_occupations(database.files, catalogue)
    _refuse_unknown_elements(occupations.values(), elements)
    told = skills.onet_source(database.version)
    source, is_new = ReferenceSource.objects.get_or_create(
        digest=digest,
        defaults={
            "title": told.title, "version": told.version, "licence": told.licence, "attribution": told.attribution,
            "recorded_at": now,
        },
    )  # fmt: skip
    if not is_new:
        return source
    titles: dict[str, list[str]] = {code: [] for code in occupations}
    for title, codes in catalogue.alternates.items():
        for code in codes:
            titles[code].append(title)
    ReferenceElement.objects.bulk_create(
        [stored.element_row(source, element, now) for element in elements.values()], batch_size=500
    )
    ReferenceOccupation.objects.bulk_create(
        [
            stored.occupation_row(source, occupation, titles[occupation.code], position, now)
            for position, occupation in enumerate(occupations.values(), start=1)
        ],
        batch_size=100,
    )
    return source


def _refuse_unknown_elements(occupations: Any, elements: Any) -> None:
    """A rating on an element nobody described would stop every draft of its occupation."""
    unknown = [
        Problem(
            "Skills.txt or Knowledge.txt",
            told(
                "%(occupation)s is rated on %(element)s, which is no known element",
                occupation=occupation.code,
                element=element,
            ),
        )
        for occupation in occupations
        for element in occupation.ratings or ()
        if element not in elements
    ]
    if unknown:
        raise BadInput(unknown)


def _refuse_long_names(read: skills.CaseStandard, name: str) -> None:
    given = [
        *((code, "job_id") for code in read.levels),
        *((indicator.competency_id, "competency_id") for indicator in read.standard.indicators),
        *((task.task_id, "task") for task in read.standard.tasks),
    ]
    long = [
        Problem(
            name,
            told("“%(code)s…” is longer than %(most)s characters", code=code[:40], most=rules.LONGEST_NAME),
            None,
            column,
        )
        for code, column in given
        if len(code) > rules.LONGEST_NAME
    ]
    if long:
        raise BadInput(long)
