"""A claim of prior learning, and those who help with it and answer it."""

from typing import Any

from tests.assessment.factories import NOW, Bench
from tests.people import factories as people
from tests.people.factories import Member

from skillmark.assessment import actions
from skillmark.assessment.models import PriorEvidence, PriorLearning, Sitting
from skillmark.assessment.queries import PriorKind
from skillmark.foundation.roles import Role
from skillmark.people import actions as people_actions
from skillmark.standards.queries import Framework

DID, SAW = "Quillwort seals fitted and tested in a repair shop.", "Marshlight: I saw her test each one."
SENTENCE = "Show the seal on Friday."
PAPER = b"A reference of the shop."


def coach_of(where: Bench, name: str = "Cora Lund") -> Member:
    """Her coach, who is an assessor besides."""
    coach = people.member(where.place, Role.CASE_MANAGER, name=name, over=where.candidate.person_id)
    people_actions.grant_role(where.program, person_id=coach.person_id, role=Role.ASSESSOR, now=NOW)
    return coach


def lead_of(where: Bench) -> Member:
    return people.member(where.place, Role.TALENT_LEAD, name="Lena Fuchs")


def claimed(where: Bench, by: Member | None = None, **other: Any) -> PriorLearning:
    told: dict[str, Any] = {
        "framework_id": where.framework.pk, "competencies": ["TP-02"], "kind": PriorKind.JOB, "text": DID,
        "place": "Portland", "period": "2016 to 2019",
    }  # fmt: skip
    return actions.claim_prior_learning(
        (by or where.candidate).actor, person_id=where.candidate.person_id, now=NOW, **(told | other)
    )


def shown(member: Member, claim: PriorLearning, *, paper: bool = False, others: bool = False) -> PriorEvidence:
    handed = {"content": PAPER, "file_name": "shop.txt", "others": others} if paper else {"text": SAW}
    return actions.add_prior_evidence(member.actor, claim_id=claim.pk, now=NOW, **handed)  # type: ignore[arg-type]


def accepted(where: Bench, claim: PriorLearning) -> Sitting:
    (sitting,) = actions.accept_prior_learning(
        lead_of(where).actor, claim_id=claim.pk, task_ids=[where.task.pk], sentence=SENTENCE, now=NOW
    )
    return sitting


def replace_version(where: Bench) -> None:
    Framework.objects.within(where.program).filter(pk=where.framework.pk).update(status="superseded")
