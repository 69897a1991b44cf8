"""Those who do the work confirm or dispute a line; a dispute is answered."""

from datetime import datetime
from uuid import UUID

from skillmark.foundation import access, audit
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.work import action
from skillmark.governance import queries as decisions
from skillmark.kernel.values import BadInput, told
from skillmark.people import actions as messages
from skillmark.standards import queries
from skillmark.standards.actions.refusals import NotHerWork, NotInForce
from skillmark.standards.models import Competency, Framework, LineVote, Status


@action
def say(actor: Actor, *, competency_id: UUID, agrees: bool, reason: str = "", now: datetime) -> LineVote:
    """Confirm a line of the version in force, or dispute it with a reason; what she said before stays as history.

    Raises NotFound, NotInForce, BadInput, and NotHerWork for whoever neither holds nor leads that job.
    """
    access.require(actor, "standards.line.validate")
    if actor.person_id is None:
        raise access.Forbidden("standards.line.validate")  # one voice a person: whoever is none has none
    # two taps at once would otherwise both find nothing said before
    competency = one(Competency.objects.within(actor).select_related("framework"), competency_id, lock=True)
    if competency.framework.status != Status.PUBLISHED:
        raise NotInForce(competency.framework.title)
    if not queries.may_say(actor, competency.framework, now):
        raise NotHerWork(competency.framework.title)
    text = reason.strip()
    if not agrees and not text:
        raise BadInput.of(told("Say what is wrong with it, so that somebody can answer"), file="line")
    if len(text) > LineVote.longest:
        raise BadInput.of(told("A reason has at most %(most)s characters", most=LineVote.longest), file="line")
    said = LineVote.objects.within(actor).filter(competency=competency, person_id=actor.person_id, replaced_at=None)
    before: LineVote | None = said.first()
    if before is not None and (before.agrees, before.reason) == (agrees, text) and before.answered_at is None:
        return before  # tapped twice, it is said once
    said.update(replaced_at=now)
    vote: LineVote = LineVote.objects.record(
        actor, now=now, competency=competency, person_id=actor.person_id, agrees=agrees, reason=text
    )
    audit.record(actor, "standards.line.said", competency, agrees=agrees)
    return vote


@action
def answer_dispute(actor: Actor, *, vote_id: UUID, text: str, now: datetime) -> LineVote:
    """Tell the disputer what came of it. Raises NotFound for what is no open dispute here, and BadInput."""
    vote = one(queries.open_disputes(actor), vote_id)
    access.require(actor, "standards.dispute.answer", vote)
    wanted = text.strip()
    if not wanted or len(wanted) > LineVote.longest:
        raise BadInput.of(told("An answer has between 1 and %(most)s characters", most=LineVote.longest), file="answer")
    vote.answer, vote.answered_by_id, vote.answered_at = wanted, actor.person_id, now
    vote.save(update_fields=["answer", "answered_by", "answered_at"])
    audit.record(actor, "standards.dispute.answered", vote.competency)
    if vote.person_id is not None:
        parameters = {"standard": vote.competency.framework.title, "line": vote.competency.name}
        messages.tell(
            actor, person_id=vote.person_id, event="standards.dispute_answered", parameters=parameters, now=now
        )
    return vote


@action
def tell_carried(actor: Actor, *, review_id: UUID, now: datetime) -> int:
    """Tell whoever disputed a line that her dispute was left to the next review, and by when that is held; gives how
    many were told. Answered meanwhile, nothing is said: that she was told already.
    """
    left = decisions.carried_over(actor, review_id)
    if left.subject_type != Framework._meta.label_lower:
        return 0
    carried = queries.open_disputes(actor).filter(pk__in=left.ids, person__isnull=False)
    for vote in carried:
        access.require(actor, "standards.dispute.answer", vote)
        assert vote.person_id is not None, "held by the query"
        messages.tell(
            actor,
            person_id=vote.person_id,
            event="standards.dispute_carried",
            parameters={
                "standard": vote.competency.framework.title,
                "line": vote.competency.name,
                "day": left.due_on.isoformat() if left.due_on else "",
            },
            now=now,
        )
        audit.record(actor, "standards.dispute.carried", vote.competency, review=review_id)
    return len(carried)
