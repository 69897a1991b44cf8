"""Who is qualified to mark and to read records, by which rule, and what she is given to show it."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from skillmark.assessment import rules
from skillmark.assessment.models import (
    Calibration,
    Evidence,
    EvidenceKind,
    EvidenceState,
    QualificationKind,
    QualificationRule,
    ReferenceSample,
    Sitting,
)
from skillmark.assessment.queries import quality, sittings
from skillmark.assessment.queries.standing import ASKED, Qualified, qualification_rules, stand
from skillmark.foundation import access, sources
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import NotFound
from skillmark.people import queries as people


def standings(actor: Actor, day: date) -> list[Qualified]:
    """How everybody stands who marks or reads records, by rule and name."""
    access.require(actor, "assessment.qualification.read")
    held = people.in_force(actor, day).filter(person__erased_at=None).order_by("person__name", "person_id")
    named = {
        kind.value: dict(held.filter(role__in=roles).values_list("person_id", "person__name"))
        for kind, roles in ASKED.items()
    }
    return stand(actor, [(rule, named[rule.kind]) for rule in qualification_rules(actor)], day)


def own_standings(actor: Actor, day: date) -> list[Qualified]:
    """How the actor stands by every rule that is about her."""
    if actor.person_id is None or not access.may_ever(actor, "assessment.calibration.do"):
        return []
    asked = [rule for rule in qualification_rules(actor) if actor.has(ASKED[QualificationKind(rule.kind)])]
    return stand(actor, [(rule, {actor.person_id: ""}) for rule in asked], day)


def references(actor: Actor, kind: QualificationKind, framework_id: UUID | None) -> "QuerySet[ReferenceSample]":
    """Reference samples in use, the oldest first."""
    access.require(actor, "assessment.qualification.read")
    return _references(actor, kind, framework_id)


def _references(actor: Actor, kind: QualificationKind, framework_id: UUID | None) -> "QuerySet[ReferenceSample]":
    rows: QuerySet[ReferenceSample] = ReferenceSample.objects.within(actor)
    of = Q(framework=None) if framework_id is None else Q(framework_id=framework_id)
    found = rows.filter(of, kind=kind, retired_at=None)
    return found.select_related("sitting__person", "sitting__settlement").order_by("recorded_at", "id")


def reference(actor: Actor, sample_id: UUID) -> ReferenceSample:
    """One reference sample in use or retired, with its agreed marks. Raises NotFound."""
    access.require(actor, "assessment.qualification.set")
    rows: QuerySet[ReferenceSample] = ReferenceSample.objects.within(actor)
    return one(rows.select_related("sitting"), sample_id)


def all_references(actor: Actor) -> "QuerySet[ReferenceSample]":
    """Every reference sample in use, the oldest first."""
    access.require(actor, "assessment.qualification.read")
    rows: QuerySet[ReferenceSample] = ReferenceSample.objects.within(actor).filter(retired_at=None)
    return rows.order_by("recorded_at", "id")


def possible_references(actor: Actor, framework_id: UUID) -> list[Sitting]:
    """Settled attempts of a standard of which something is kept and that are no reference yet, the latest first."""
    access.require(actor, "assessment.qualification.set")
    taken = ReferenceSample.objects.within(actor).filter(sitting__isnull=False).values("sitting")
    rows = sittings.sittings(actor).filter(task__framework_id=framework_id, settled_at__isnull=False)
    kept = {"evidence__state": EvidenceState.SHOWN, "evidence__destroyed_at": None}
    rows = rows.filter(**kept).exclude(pk__in=taken).distinct()
    return [sitting for sitting in rows if sittings.result(sitting).stage.counts]


def given_to_show(actor: Actor, rule: QualificationRule) -> list[ReferenceSample]:
    """The reference samples this person marks next: those she has marked least often, the oldest first; none she had a
    part in. Empty where there are too few.
    """
    if actor.person_id is None or not actor.has(ASKED[QualificationKind(rule.kind)]):
        raise NotFound(str(rule.pk))
    access.require(actor, "assessment.calibration.do")
    herself = people.anyone(actor, actor.person_id)
    rows = list(
        _references(actor, QualificationKind(rule.kind), rule.framework_id).prefetch_related("sitting__ratings")
    )
    free = [one for one in rows if one.sitting is None or not quality.had_part(herself, one.sitting)]
    tried = _seen(Calibration.objects.within(actor).filter(person=herself))
    free.sort(key=lambda sample: tried.count(str(sample.pk)))
    return free[: rule.samples] if len(free) >= rule.samples else []


def _seen(tries: Iterable[Calibration]) -> list[str]:
    return [sample_id for one in tries for sample_id in one.marks]


def shown_of(actor: Actor, samples: list[ReferenceSample]) -> dict[UUID, list[Evidence]]:
    """What was seen and handed in, for each sample that is an attempt; nobody is named."""
    access.require(actor, "assessment.calibration.do")
    ids = {sample.sitting_id: sample.pk for sample in samples if sample.sitting_id}
    shown: dict[UUID, list[Evidence]] = {sample.pk: [] for sample in samples}
    for row in Evidence.objects.within(actor).filter(sitting_id__in=ids).order_by("recorded_at", "id"):
        if row.opens or row.kind == EvidenceKind.OBSERVATION:
            shown[ids[row.sitting_id]].append(row)
    return shown


def reference_file(actor: Actor, evidence_id: UUID) -> UUID:
    """A file of an attempt that is a reference sample of somebody's exercise. Raises NotFound."""
    access.require_ever(actor, "assessment.calibration.do")
    given = [sample for found in own_standings(actor, people.today(actor, sources.now())) for sample in
             given_to_show(actor, found.rule) if sample.sitting_id]  # fmt: skip
    rows: QuerySet[Evidence] = Evidence.objects.within(actor).filter(kind=EvidenceKind.FILE)
    found = one(rows.filter(Q(sitting_id__in=[sample.sitting_id for sample in given])), evidence_id)
    if found.file_id is None or not found.opens:
        raise NotFound(str(evidence_id))
    return found.file_id


def calibration(actor: Actor, calibration_id: UUID) -> Calibration:
    """The actor's own try. Raises NotFound for anybody else's."""
    access.require_ever(actor, "assessment.calibration.do")
    if actor.person_id is None:
        raise NotFound(str(calibration_id))
    rows = Calibration.objects.within(actor).filter(person_id=actor.person_id)
    found: Calibration = one(rows.select_related("rule__framework"), calibration_id)
    return found


def to_show(actor: Actor, day: date) -> list[Qualified]:
    """Rules by which the actor is not qualified yet, or not for long, though she marks: what she is told of."""
    soon = rules.soon(day)
    return [
        one
        for one in own_standings(actor, day)
        if (one.standing in (rules.Standing.NEVER, rules.Standing.LAPSED) and one.rule.demanded)
        or (one.standing is rules.Standing.QUALIFIED and one.until is not None and one.until <= soon)
    ]
