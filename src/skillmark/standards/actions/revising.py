"""A new version from the one in force, edited line by line; each edit keeps who made it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Max

from skillmark.foundation import access, audit
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import NotFound
from skillmark.foundation.work import action
from skillmark.kernel import skills
from skillmark.kernel.skills.model import HIGHEST_LEVEL, HIGHEST_WEIGHT, LOWEST_REQUIRED, LOWEST_WEIGHT
from skillmark.kernel.values import BadInput, told
from skillmark.people import queries as people
from skillmark.standards import carrying, described, queries, rules
from skillmark.standards.actions.refusals import AlreadyDrafted, LastLine, NotInForce
from skillmark.standards.actions.settled import changeable
from skillmark.standards.models import (
    Competency,
    CompetencyKind,
    EditedPart,
    Framework,
    LineEdit,
    LineVerb,
    Requirement,
    Status,
)

OF_THE_COMPETENCY = ("name", "description", "kind", "review_item", "ladder_step")
OF_THE_LINE = ("level", "weight", "essential", "descriptor", "suggested_tasks", "source", "rationale", "dated")
MAY_BE_NAMED = ("review_item", "ladder_step", "source", "rationale")  # null where nobody named one
NEVER_COPIED = {"id", "workspace", "recorded_at", "framework"}


@dataclass(frozen=True, slots=True)
class LineValues:
    """A requirement as it is edited. Level 1–10, weight 1–1000. Without a `kind` it stays what it is; of a new line the
    code tells it, where it is O*NET's. `tasks`: the codes of those it shows in; without them they stay what they are.
    `source`, `rationale` and `dated`: where it comes from, why the job needs it, and as of which day, today where
    somebody writes one of the others and says no day.
    """

    name: str
    description: str
    level: int
    weight: int
    essential: bool
    descriptor: str
    review_item: str = ""
    ladder_step: str = ""
    kind: CompetencyKind | None = None
    tasks: tuple[str, ...] | None = None
    source: str = ""
    rationale: str = ""
    dated: date | None = None

    def check(self) -> None:
        """Raise BadInput for what the tables and matching would not take."""
        if not LOWEST_REQUIRED <= self.level <= HIGHEST_LEVEL:
            raise BadInput.of(told("A level lies between 1 and %(most)s", most=HIGHEST_LEVEL), file="line")
        if not LOWEST_WEIGHT <= self.weight <= HIGHEST_WEIGHT:
            raise BadInput.of(told("A weight lies between 1 and %(most)s", most=HIGHEST_WEIGHT), file="line")
        if not self.name.strip() or not self.descriptor.strip():
            raise BadInput.of(
                told("A line needs a name, and a sentence that says what its level looks like"), file="line"
            )


@action
def revise(actor: Actor, *, framework_id: UUID, now: datetime) -> Framework:
    """Draft the next version as a copy of the one in force. Raises NotInForce, and AlreadyDrafted where one waits."""
    before = queries.framework(actor, framework_id, lock=True)
    access.require(actor, "standards.line.edit", before)
    if before.status != Status.PUBLISHED:
        raise NotInForce(before.title)
    versions = Framework.objects.within(actor).filter(lineage=before.lineage)
    if versions.filter(status=Status.DRAFT, version__gt=before.version).exists():
        raise AlreadyDrafted(before.title)
    last: int = versions.aggregate(last=Max("version"))["last"]
    fresh = ("version", "status", "drafted_by", "proposal", "decision", "replaces", "published_at", "digest",
             "asked_digest", "carried", "proposed")  # fmt: skip
    framework: Framework = Framework.objects.record(
        actor, now=now, version=last + 1, drafted_by_id=actor.person_id, carried=carrying.to_carry(before),
        **_copied(before, *fresh),
    )  # fmt: skip
    _copy_parts(actor, before, framework, now)
    audit.record(actor, "standards.framework.revised", framework, version=framework.version, source=before.pk)
    return framework


def next_draft(actor: Actor, framework_id: UUID, now: datetime) -> Framework:
    """The draft that follows this version, or is it: the one that waits, else the next one, made from the version in
    force.
    """
    found = queries.framework(actor, framework_id)
    versions = queries.versions(actor, found.lineage)
    in_force = versions.filter(status=Status.PUBLISHED).first()
    waiting = versions.filter(status=Status.DRAFT, version__gt=in_force.version if in_force else 0).first()
    if waiting is not None:
        return waiting
    return revise(actor, framework_id=in_force.pk if in_force else found.pk, now=now)


@action
def add_line(actor: Actor, *, framework_id: UUID, reference: str, values: LineValues, now: datetime) -> Requirement:
    """Propose a requirement, last in the standard. One that was proposed under this code keeps the sentence of the
    description that it was found by, and is proposed no more. Raises NotADraft, AlreadyAsked, and BadInput.
    """
    framework = open_draft(actor, framework_id)
    values.check()
    wanted = reference.strip()
    if not wanted or len(wanted) > rules.LONGEST_NAME:
        raise BadInput.of(
            told("A line needs a code of at most %(most)s characters", most=rules.LONGEST_NAME), file="line"
        )
    if framework.competencies.filter(reference=wanted).exists():
        raise BadInput.of(told("“%(code)s” is a line of this standard already", code=wanted), file="line")
    sentence = _no_longer_proposed(framework, wanted)
    last = framework.competencies.aggregate(last=Max("position"))["last"] or 0
    competency = Competency.objects.record(
        actor,
        now=now,
        framework=framework,
        reference=wanted,
        name=values.name.strip(),
        description=values.description.strip(),
        kind=values.kind or skills.kind_of_element(wanted).value,
        review_item=values.review_item.strip() or None,
        ladder_step=values.ladder_step.strip() or None,
        position=last + 1,
    )
    requirement: Requirement = Requirement.objects.record(
        actor,
        now=now,
        framework=framework,
        competency=competency,
        level=values.level,
        weight=values.weight,
        essential=values.essential,
        descriptor=values.descriptor.strip(),
        suggested_tasks=_traced(framework, [], values.tasks or ()),
        source=values.source.strip() or None,
        rationale=values.rationale.strip() or None,
        dated=values.dated or people.today(actor, now),
        sentence=sentence or None,
        position=last + 1,
    )
    _note(actor, framework, competency, LineVerb.PROPOSED, {"sentence": ["", sentence]} if sentence else {}, now)
    return requirement


@action
def edit_line(actor: Actor, *, requirement_id: UUID, values: LineValues, now: datetime) -> Requirement:
    """Change a requirement of a draft; what stays as it was is no edit. Raises NotADraft, AlreadyAsked, BadInput."""
    requirement, framework = _line(actor, requirement_id)
    values.check()
    competency = requirement.competency
    wanted = asdict(values) | {"tasks": None}
    if values.dated is None and _argued_anew(requirement, values):
        wanted["dated"] = people.today(actor, now)
    differing: dict[str, list[Any]] = {}
    for field, value in wanted.items():
        if value is None:
            continue
        row = competency if field in OF_THE_COMPETENCY else requirement
        given = value.strip() if isinstance(value, str) else value
        before = getattr(row, field)
        if field in MAY_BE_NAMED:
            before = before or ""
        if before != given:
            differing[field] = [str(one) if isinstance(one, date) else one for one in (before, given)]
            setattr(row, field, given or None if field in MAY_BE_NAMED else given)
    if values.tasks is not None:
        differing |= _trace(framework, requirement, values.tasks)
    if differing:
        competency.save(update_fields=OF_THE_COMPETENCY)
        requirement.save(update_fields=OF_THE_LINE)
        _note(actor, framework, competency, LineVerb.CHANGED, differing, now)
    return requirement


@action
def trace_lines(actor: Actor, *, framework_id: UUID, tasks: Mapping[UUID, Sequence[str]], now: datetime) -> Framework:
    """Say in which tasks (codes) requirements (ids) of a draft show. Raises NotFound, NotADraft, AlreadyAsked, BadInput
    for what is no task of this standard.
    """
    framework = open_draft(actor, framework_id)
    rows = {row.pk: row for row in framework.requirements.select_related("competency")}
    for requirement_id, references in tasks.items():
        row = rows.get(requirement_id)
        if row is None:
            raise NotFound(str(requirement_id))
        if differing := _trace(framework, row, references):
            row.save(update_fields=["suggested_tasks"])
            _note(actor, framework, row.competency, LineVerb.CHANGED, differing, now)
    return framework


@action
def drop_line(actor: Actor, *, requirement_id: UUID, now: datetime) -> Framework:
    """Take a requirement out of a draft. Raises NotFound, NotADraft, AlreadyAsked, and LastLine."""
    requirement, framework = _line(actor, requirement_id)
    if framework.requirements.count() == 1:
        raise LastLine(framework.title)
    competency = requirement.competency
    _note(actor, framework, competency, LineVerb.DROPPED, {}, now)
    competency.delete()
    return framework


def open_draft(actor: Actor, framework_id: UUID) -> Framework:
    """A draft that no group is voting on, nor has agreed to: nobody changes what others read to decide."""
    return changeable(actor, framework_id, "standards.line.edit")


def _no_longer_proposed(framework: Framework, reference: str) -> str:
    """Take what becomes a line out of what is proposed; gives the sentence it was found by, empty where it has none."""
    proposed = described.read(framework.proposed)
    found = [one for one in proposed if one.reference == reference]
    if not found:
        return ""
    framework.proposed = described.kept(one for one in proposed if one.reference != reference)
    framework.save(update_fields=["proposed"])
    return found[0].sentence


def _argued_anew(row: Requirement, values: LineValues) -> bool:
    """Whether somebody writes down where a line comes from or why, otherwise than it stands."""
    return (values.source.strip(), values.rationale.strip()) != (row.source or "", row.rationale or "")


def _trace(framework: Framework, row: Requirement, references: Sequence[str]) -> dict[str, list[Any]]:
    """Put the tasks a requirement shows in, and what of it is an edit."""
    before = [task for task, _score in row.suggested_tasks]
    if set(before) == set(references):
        return {}
    row.suggested_tasks = _traced(framework, row.suggested_tasks, references)
    return {"tasks": [before, [task for task, _score in row.suggested_tasks]]}


def _traced(
    framework: Framework, before: Sequence[tuple[str, int | None]], references: Sequence[str]
) -> list[tuple[str, int | None]]:
    """What somebody named goes first; what the words suggested and she left stays as it was."""
    known = set(framework.work_tasks.values_list("reference", flat=True))
    strange = [reference for reference in references if reference not in known]
    if strange:
        raise BadInput.of(told("“%(code)s” is no task of this standard", code=strange[0]), file="line")
    kept = [pair for pair in before if pair[0] in references]
    named = [reference for reference in dict.fromkeys(references) if reference not in {task for task, _ in kept}]
    return [*((reference, None) for reference in named), *kept]


def _line(actor: Actor, requirement_id: UUID) -> tuple[Requirement, Framework]:
    found = queries.requirement(actor, requirement_id)
    return found, open_draft(actor, found.framework_id)


def _note(
    actor: Actor, framework: Framework, competency: Competency, verb: LineVerb, fields: Mapping[str, Any], now: datetime
) -> None:
    note_edit(
        actor, framework, part=EditedPart.REQUIREMENT, reference=competency.reference, name=competency.name, verb=verb,
        fields=fields, now=now,
    )  # fmt: skip


def note_edit(
    actor: Actor,
    framework: Framework,
    *,
    part: EditedPart,
    reference: str,
    name: str,
    verb: LineVerb,
    fields: Mapping[str, Any],
    now: datetime,
) -> None:
    """Keep who did what to a line, with the version and in the chain."""
    LineEdit.objects.record(
        actor, now=now, framework=framework, part=part, reference=reference, name=name, verb=verb,
        fields=dict(fields), person_id=actor.person_id,
    )  # fmt: skip
    kind = {EditedPart.REQUIREMENT: "line", EditedPart.TASK: "task", EditedPart.WHOLE: "framework"}[part]
    audit.record(actor, f"standards.{kind}.{verb.replace(' ', '_')}", framework, line=reference)


def _copied(row: Any, *fresh: str) -> dict[str, Any]:
    left = NEVER_COPIED | set(fresh)
    return {field.name: getattr(row, field.name) for field in row._meta.concrete_fields if field.name not in left}


def _copy_parts(actor: Actor, before: Framework, framework: Framework, now: datetime) -> None:
    """Every part of the version in force under the new one, the reasons with them: they stand until somebody edits.
    What its panel said is carried by the framework itself.
    """
    for legal in before.legal_requirements.all():
        type(legal).objects.record(actor, now=now, framework=framework, **_copied(legal))
    for job in before.reference_jobs.all():
        type(job).objects.record(actor, now=now, framework=framework, **_copied(job))
    for rubric in before.rubrics.select_related("work_task"):
        task = type(rubric.work_task).objects.record(actor, now=now, framework=framework, **_copied(rubric.work_task))
        type(rubric).objects.record(actor, now=now, framework=framework, work_task=task, **_copied(rubric, "work_task"))
    for line in before.requirements.select_related("competency", "kept_reason"):
        competency = type(line.competency).objects.record(
            actor, now=now, framework=framework, **_copied(line.competency)
        )
        copy = type(line).objects.record(
            actor, now=now, framework=framework, competency=competency, **_copied(line, "competency")
        )
        reason = getattr(line, "kept_reason", None)
        if reason is not None:
            type(reason).objects.record(actor, now=now, requirement=copy, **_copied(reason, "requirement"))
