"""Attempts and claims on which somebody can ask for a second decision, and what came of it."""

from uuid import UUID

from skillmark.assessment import rules
from skillmark.assessment.models import PriorLearning, PriorStatus, Sitting
from skillmark.assessment.queries.sittings import result, with_raters
from skillmark.foundation import access
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.governance import queries as decisions


def attempt_judged(actor: Actor, sitting_id: UUID) -> Sitting | None:
    """For the program that hears an appeal: an attempt with all that was judged of it; None where it is gone."""
    access.require(actor, "assessment.sitting.count")
    found = with_raters(Sitting.objects.within(actor).filter(pk=sitting_id))
    return found.prefetch_related("next_time").first()


def hands_in(sitting: Sitting) -> frozenset[UUID]:
    """Who had part in judging an attempt: gave marks, settled them, handed something in, said what to show next time,
    or looked at it again.
    """
    settlement = getattr(sitting, "settlement", None)
    hands: set[UUID | None] = {rating.assessor_id for rating in sitting.ratings.all()}
    hands |= {row.given_by_id for row in sitting.evidence.all()} | {row.author_id for row in sitting.next_time.all()}
    hands |= {finding.raised_by_id for finding in sitting.findings.all()}
    hands |= {closing.closed_by_id for one in sitting.findings.all() if (closing := getattr(one, "closing", None))}
    hands.add(settlement.moderator_id if settlement else None)
    return frozenset(hand for hand in hands if hand is not None and hand != sitting.person_id)


def below_the_mark(sitting: Sitting) -> list[str]:
    """What the criteria are called on which an attempt stayed below the pass mark, in the rubric's order."""
    levels, mark = result(sitting).levels or {}, sitting.task.rubric.pass_mark
    rows = sorted(sitting.task.rubric.criteria, key=lambda row: int(row["position"]))
    return [row["category"] for row in rows if levels.get(str(row["position"]), mark) < mark]


def can_be_appealed(sitting: Sitting) -> bool:
    """It was judged, was not passed, and nothing says that this does not count."""
    return result(sitting).stage is rules.Stage.NOT_PASSED


def may_mark_anew(actor: Actor, sitting: Sitting) -> bool:
    """Whether nothing of the attempt that this one came of was judged by the reader, nor the appeal decided by her."""
    return actor.person_id not in decisions.hands_before(actor, sitting.pk, or_decided=True)


def claim_declined(actor: Actor, claim_id: UUID, *, lock: bool = False) -> PriorLearning | None:
    """For the program that hears an appeal: a claim of prior learning that was declined; None for any other. `lock`
    holds it until the unit of work ends.
    """
    access.require(actor, "assessment.prior.hear")
    found = PriorLearning.objects.within(actor).filter(pk=claim_id, answer__status=PriorStatus.DECLINED)
    if not found.exists():
        return None
    if lock:
        one(PriorLearning.objects.within(actor), claim_id, lock=True)
    whole: PriorLearning | None = found.select_related("person", "framework", "answer").first()
    return whole


def hands_in_claim(claim: PriorLearning) -> frozenset[UUID]:
    """Who had part in a claim or its answer: declined it, wrote it for her, or handed something in."""
    hands = {claim.answer.given_by_id, claim.written_by_id, *(row.given_by_id for row in claim.evidence.all())}
    return frozenset(hand for hand in hands if hand is not None and hand != claim.person_id)


def must_be_tried(actor: Actor, claim: PriorLearning) -> bool:
    """Whether it came of an upheld appeal: that decision binds whoever answers it now."""
    return decisions.carried_appeals(actor, PriorLearning._meta.label_lower).filter(result_id=claim.pk).exists()
