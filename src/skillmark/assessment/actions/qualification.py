"""Who may mark is said, trained for and shown: rules, reference samples, training noted, and tries."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from skillmark.assessment import queries, rules
from skillmark.assessment.actions.marking import CannotRate
from skillmark.assessment.models import (
    Calibration,
    QualificationKind,
    QualificationRule,
    ReferenceSample,
    TrainingNote,
)
from skillmark.foundation import access, audit
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.kernel.values import BadInput, add_months, told
from skillmark.people import queries as people
from skillmark.standards import queries as standards

LONGEST_SAMPLE = 4000  # letters: a record told in words fills a page
MOST_CLAIMS = 8


@action
def set_qualification_rule(
    actor: Actor, *, kind: QualificationKind, framework_id: UUID | None, wanted: rules.Qualifying, now: datetime
) -> QualificationRule:
    """Say what somebody shows before she counts as qualified, as a new version. The same again changes nothing.
    Raises BadInput.
    """
    access.require(actor, "assessment.qualification.set")
    rules.checked_qualifying(wanted)
    framework = standards.framework(actor, framework_id) if framework_id is not None else None
    if (kind == QualificationKind.ASSESSING) != (framework is not None):
        raise BadInput.of(told("is about one standard"), file="qualification", column="kind")
    before = queries.qualification_rule(actor, kind, framework_id)
    if before is not None and queries.qualifying_of(before) == wanted:
        return before
    rule: QualificationRule = QualificationRule.objects.record(
        actor,
        now=now,
        kind=kind,
        framework=framework,
        version=before.version + 1 if before else 1,
        samples=wanted.samples,
        pass_percent=wanted.pass_percent,
        limit=wanted.limit,
        months=wanted.months,
        demanded=wanted.demanded,
    )
    audit.record(actor, "assessment.qualification.set", rule, kind=kind.value, version=rule.version)
    return rule


@action
def take_as_reference(actor: Actor, *, sitting_id: UUID, now: datetime) -> ReferenceSample:
    """Let a settled attempt be a reference sample, with the marks it came to as the agreed ones. Raises BadInput for
    one that is not settled, in doubt, a reference already, or of which nothing was kept.
    """
    access.require(actor, "assessment.qualification.set")
    sitting = queries.sitting(actor, sitting_id)
    framework_id = sitting.task.framework_id
    if sitting.pk not in {found.pk for found in queries.possible_references(actor, framework_id)}:
        raise BadInput.of(told("is no attempt that can be a reference"), file="reference")
    sample: ReferenceSample = ReferenceSample.objects.record(
        actor,
        now=now,
        kind=QualificationKind.ASSESSING,
        framework_id=framework_id,
        sitting=sitting,
        text=sitting.task.work_task.sample_task,
        criteria=sitting.task.rubric.criteria,
        agreed=queries.result(sitting).levels,
    )
    audit.record(actor, "assessment.reference.taken", sample, sitting=sitting_id)
    return sample


@action
def write_reference(actor: Actor, *, text: str, claims: Sequence[tuple[str, int]], now: datetime) -> ReferenceSample:
    """A record told in words, with what of it is proven: each claim with its agreed answer, a place in
    `rules.READINGS`. Raises BadInput.
    """
    access.require(actor, "assessment.qualification.set")
    known = [(claim.strip(), answer) for claim, answer in claims if claim.strip()]
    if not text.strip() or len(text) > LONGEST_SAMPLE:
        said = told("needs words, %(most)s letters at most", most=LONGEST_SAMPLE)
        raise BadInput.of(said, file="reference", column="text")
    if not 1 <= len(known) <= MOST_CLAIMS:
        raise BadInput.of(told("needs 1 to %(most)s claims", most=MOST_CLAIMS), file="reference", column="claims")
    levels = [{"score": score, "quality": quality, "description": ""} for score, quality in enumerate(rules.READINGS)]
    if any(not 0 <= answer < len(levels) for _claim, answer in known):
        raise BadInput.of(told("says of each claim what is agreed"), file="reference", column="claims")
    sample: ReferenceSample = ReferenceSample.objects.record(
        actor,
        now=now,
        kind=QualificationKind.READING,
        text=text.strip(),
        criteria=[
            {"position": place, "category": claim, "levels": levels} for place, (claim, _answer) in enumerate(known, 1)
        ],
        agreed={str(place): answer for place, (_claim, answer) in enumerate(known, 1)},
    )
    audit.record(actor, "assessment.reference.written", sample, claims=len(known))
    return sample


@action
def retire_reference(actor: Actor, *, sample_id: UUID, now: datetime) -> ReferenceSample:
    """Give nobody this sample any more. What was shown on it stays."""
    access.require(actor, "assessment.qualification.set")
    sample: ReferenceSample = one(ReferenceSample.objects.within(actor), sample_id, lock=True)
    if sample.retired_at is None:
        sample.retired_at = now
        sample.save(update_fields=["retired_at"])
        audit.record(actor, "assessment.reference.retired", sample)
    return sample


@action
def note_training(
    actor: Actor, *, person_id: UUID, kind: QualificationKind, text: str, on: date, now: datetime
) -> TrainingNote:
    """Note that somebody was trained, in what and when. Nobody notes it of herself. Raises BadInput."""
    person = people.anyone(actor, person_id)
    access.require(actor, "assessment.training.note", person)
    if not text.strip():
        raise BadInput.of(told("say in what"), file="training", column="text")
    if on > people.today(actor, now):
        raise BadInput.of(told("the day is still to come"), file="training", column="on")
    note: TrainingNote = TrainingNote.objects.record(
        actor, now=now, happened_on=on, person=person, kind=kind, text=text.strip(), noted_by_id=actor.person_id
    )
    audit.record(actor, "assessment.training.noted", note, person=person_id, kind=kind.value)
    return note


@action
def calibrate(actor: Actor, *, rule_id: UUID, marks: Mapping[str, Mapping[str, int]], now: datetime) -> Calibration:
    """Keep what somebody gave the reference samples she was given, {sample id: {criterion position: level}}, and what
    it comes to beside the agreed marks. Raises BadInput for marks that do not fit, CannotRate before she was trained or
    where there are too few samples.
    """
    access.require(actor, "assessment.calibration.do")
    if actor.person_id is None:
        raise CannotRate(CannotRate.OWN)
    rule: QualificationRule = one(QualificationRule.objects.within(actor), rule_id)
    given = queries.given_to_show(actor, rule)
    today = people.today(actor, now)
    if not given:
        raise CannotRate(CannotRate.TOO_FEW)
    if not queries.is_trained(actor, actor.person_id, QualificationKind(rule.kind), today):
        raise CannotRate(CannotRate.UNTRAINED)
    if set(marks) != {str(sample.pk) for sample in given}:
        raise BadInput.of(told("every sample needs its marks"), file="marks")
    for sample in given:
        rules.fitting(marks[str(sample.pk)], rules.tops_of(sample.criteria))
    pairs = [
        (marks[str(sample.pk)][place], agreed) for sample in given for place, agreed in sorted(sample.agreed.items())
    ]
    found = rules.outcome(pairs, queries.qualifying_of(rule))
    kept: Calibration = Calibration.objects.record(
        actor,
        now=now,
        happened_on=today,
        person_id=actor.person_id,
        rule=rule,
        marks={name: dict(levels) for name, levels in marks.items()},
        equal=found.equal,
        compared=found.compared,
        beyond=found.beyond,
        kappa=found.kappa,
        passed=found.passed,
        expires_on=add_months(today, rule.months) if found.passed else None,
    )
    audit.record(actor, "assessment.calibration.done", kept, passed=found.passed)
    return kept
