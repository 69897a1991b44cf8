"""What addresses of looking again are about: attempts of their own, so that no other row meets a blind assurer."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from tests.matrix.finding import Maker, record_of, visitor_of
from tests.people import factories as make

from skillmark.assessment import actions as assessment
from skillmark.assessment import queries, rules
from skillmark.foundation import sources
from skillmark.foundation.roles import Role
from skillmark.people import queries as people

if TYPE_CHECKING:
    from tests.matrix.objects import Place

ONE_SAMPLE = rules.Qualifying(samples=1, pass_percent=70, limit=1, months=12, demanded=False)


def a_settled_attempt(place: Place) -> queries.Sitting:
    """Somebody else's attempt, settled just now, with a file that was handed in."""
    system, now = make.system(place.workspace), sources.now()
    task = record_of(place, "assessment.AssessmentTask")
    somebody = make.person(place.workspace, "Somebody tried")
    sitting = assessment.open_sitting(system, task_id=task.pk, person_id=somebody.pk, now=now)
    assessment.add_evidence(system, sitting_id=sitting.pk, content=b"plan", file_name="plan.txt", others=False, now=now)
    for name in ("First assessor", "Second assessor"):
        assessor = make.member(place.workspace, Role.ASSESSOR, name=name)
        assessment.rate(assessor.actor, sitting_id=sitting.pk, scores=_tops(sitting), now=now)
    return sitting


def _tops(sitting: queries.Sitting) -> dict[str, int]:
    return {one.criterion_id: one.top for one in queries.rubric(sitting)}


def a_sample(place: Place, member: make.Member | None) -> UUID:
    """Drawn for the visiting assurer, of what was settled today."""
    system, now = make.system(place.workspace), sources.now()
    a_settled_attempt(place)
    lead, assurer = (visitor_of(place, role) for role in (Role.TALENT_LEAD, Role.QUALITY_ASSURER))
    assessment.set_sampling(system, wanted=rules.READY, now=now)
    today = people.today(system, now)
    plan = assessment.draw_sample(
        lead.actor, assurer_id=assurer.person_id, starts=today - timedelta(days=1), ends=today,
        due_on=today + timedelta(days=14), now=now,
    )  # fmt: skip
    return plan.pk


def a_unit(place: Place, member: make.Member | None) -> UUID:
    """An attempt that the visiting assurer is to mark again."""
    unit = record_of(place, "assessment.SampledAttempt", plan_id=a_sample(place, member), drawn=True)
    return UUID(str(unit.pk))


def a_unit_done(place: Place, member: make.Member | None) -> UUID:
    """One that she has marked again."""
    assurer, unit_id = visitor_of(place, Role.QUALITY_ASSURER).actor, a_unit(place, member)
    unit = queries.to_mark_again(assurer, unit_id)
    assessment.mark_again(assurer, unit_id=unit_id, scores=_tops(unit.sitting), now=sources.now())
    return unit_id


def a_file_to_look_at(place: Place, member: make.Member | None) -> UUID:
    """What was handed in to the attempt that the visiting assurer is to mark again."""
    sampled = place.made["unit_id", ""]
    evidence = record_of(place, "assessment.Evidence", kind="file", sitting__sampled=sampled)
    return UUID(str(evidence.pk))


def a_finding(place: Place, member: make.Member | None) -> UUID:
    """An open finding that doubts an attempt."""
    assurer, unit_id = visitor_of(place, Role.QUALITY_ASSURER).actor, a_unit_done(place, member)
    plan_id = queries.marked_again(assurer, unit_id)[0].plan_id
    found = assessment.raise_finding(
        assurer, plan_id=plan_id, unit_id=unit_id, text="Look here.", doubts=True, now=sources.now()
    )
    return found.pk


def a_corrective_action(place: Place, member: make.Member | None) -> UUID:
    """Something that the person addresses are about is to do."""
    assurer, now = visitor_of(place, Role.QUALITY_ASSURER).actor, sources.now()
    asked = assessment.ask_action(
        assurer, finding_id=a_finding(place, member), person_id=place.person_id, text="Look through it.",
        due_on=people.today(assurer, now) + timedelta(days=7), now=now,
    )  # fmt: skip
    return asked.pk


def a_reading_rule(place: Place, member: make.Member | None) -> UUID:
    """What whoever reads records is to show, on one sample."""
    system = make.system(place.workspace)
    a_reference(place, member)
    rule = assessment.set_qualification_rule(
        system, kind=queries.QualificationKind.READING, framework_id=None, wanted=ONE_SAMPLE, now=sources.now()
    )
    return rule.pk


def a_reference(place: Place, member: make.Member | None) -> UUID:
    """A sample for whoever reads records."""
    system = make.system(place.workspace)
    return assessment.write_reference(system, text="A record.", claims=[("Welds", 0)], now=sources.now()).pk


def a_try(place: Place, member: make.Member | None) -> UUID:
    """What the visiting recruiter gave the sample."""
    system, now, rule_id = make.system(place.workspace), sources.now(), a_reading_rule(place, member)
    her = visitor_of(place, Role.RECRUITER)
    reading = queries.QualificationKind.READING
    today = people.today(system, now)
    assessment.note_training(system, person_id=her.person_id, kind=reading, text="A course.", on=today, now=now)
    rule = queries.qualification_rule(her.actor, reading, None)
    assert rule is not None
    marks = {str(sample.pk): {"1": 0} for sample in queries.given_to_show(her.actor, rule)}
    return assessment.calibrate(her.actor, rule_id=rule_id, marks=marks, now=now).pk


def a_file_of_a_reference(place: Place, member: make.Member | None) -> UUID:
    """What was handed in to an attempt that is a reference sample of the visiting assessor."""
    system, now, sitting = make.system(place.workspace), sources.now(), a_settled_attempt(place)
    assessment.take_as_reference(system, sitting_id=sitting.pk, now=now)
    assessment.set_qualification_rule(
        system, kind=queries.QualificationKind.ASSESSING, framework_id=sitting.task.framework_id, wanted=ONE_SAMPLE,
        now=now,
    )  # fmt: skip
    return UUID(str(record_of(place, "assessment.Evidence", kind="file", sitting_id=sitting.pk).pk))


def a_cut_panel(place: Place, member: make.Member | None) -> UUID:
    """A panel on which the visiting assessor sits."""
    system, task = make.system(place.workspace), record_of(place, "assessment.AssessmentTask")
    seated = [visitor_of(place, Role.ASSESSOR).person_id, *(make.person(place.workspace).pk for _seat in range(2))]
    return assessment.open_cut_panel(system, task_id=task.pk, person_ids=seated, now=sources.now()).pk


def a_need(place: Place, member: make.Member | None) -> UUID:
    """Something that the person addresses are about asked for, of an attempt the program opened for her."""
    system, now = make.system(place.workspace), sources.now()
    task = record_of(place, "assessment.AssessmentTask")
    sitting = assessment.open_sitting(system, task_id=task.pk, person_id=place.person_id, now=now)
    lead = visitor_of(place, Role.TALENT_LEAD).actor
    return assessment.ask_accommodation(lead, sitting_id=sitting.pk, text="More time.", now=now).pk


def a_file_with_others(place: Place, member: make.Member | None) -> UUID:
    """A file on which somebody else is, handed in by nobody who visits."""
    system, now = make.system(place.workspace), sources.now()
    sitting_id = record_of(place, "assessment.Sitting", person_id=place.person_id).pk
    handed_in = assessment.add_evidence(
        system, sitting_id=sitting_id, content=b"both", file_name="a.txt", others=True, asked=1, now=now
    )
    return handed_in.pk


def a_claim(place: Place, member: make.Member | None) -> UUID:
    """What the person that addresses are about learned before, claimed with a file; nobody has answered."""
    now = sources.now()
    task = record_of(place, "assessment.AssessmentTask")
    coach = visitor_of(place, Role.CASE_MANAGER).actor
    claim = assessment.claim_prior_learning(
        coach, person_id=place.person_id, framework_id=task.framework_id, competencies=list(task.shows)[:1],
        kind=queries.PriorKind.JOB, text="Pumps.", place="Portland", period="2016", now=now,
    )  # fmt: skip
    assessment.add_prior_evidence(
        coach, claim_id=claim.pk, content=b"plan", file_name="plan.txt", others=False, now=now
    )
    return claim.pk


def a_file_of_a_claim(place: Place, member: make.Member | None) -> UUID:
    """What was handed in with the claim that addresses are about."""
    evidence = record_of(place, "assessment.PriorEvidence", claim_id=place.made["claim_id", ""])
    return UUID(str(evidence.pk))


OBJECTS: dict[str, Maker] = {
    "claim_id": a_claim,
    "assessment:claim_file evidence_id": a_file_of_a_claim,
    "accommodation_id": a_need,
    "plan_id": a_sample,
    "unit_id": a_unit,
    "assessment:marked_again unit_id": a_unit_done,
    "assessment:again_file evidence_id": a_file_to_look_at,
    "assessment:others evidence_id": a_file_with_others,
    "finding_id": a_finding,
    "assessment:calibrate rule_id": a_reading_rule,
    "calibration_id": a_try,
    "panel_id": a_cut_panel,
    "sample_id": a_reference,
    "assessment:reference_file evidence_id": a_file_of_a_reference,
    "action_id": a_corrective_action,
}
