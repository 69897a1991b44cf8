"""A body is given something to review every so many months, and says what each review came to."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from skillmark.foundation import access, audit, outbox
from skillmark.foundation.records import one
from skillmark.foundation.roles import Actor
from skillmark.foundation.scopes import NotFound
from skillmark.foundation.work import action
from skillmark.governance import queries, reviewed
from skillmark.governance.models import Body, Conclusion, Meeting, Review, ReviewCycle, ReviewReason
from skillmark.governance.rules import Timing
from skillmark.kernel.values import BadInput, told, written
from skillmark.people import queries as people


@action
def set_review(
    actor: Actor,
    *,
    body_id: UUID,
    subject_type: str,
    subject: str,
    months: int,
    first_due_on: date,
    responsible_id: UUID | None = None,
    now: datetime,
) -> ReviewCycle:
    """Have a body review a subject every so many months. A cycle that runs on it ends; what is due under it stays due.

    Raises NotFound for a subject nobody knows; BadInput for fewer than 3 or more than 60 months, a first day that has
    passed, one later than a review that is overdue, and for somebody without a role here.
    """
    body: Body = one(Body.objects.within(actor), body_id, lock=True)
    access.require(actor, "governance.review.set", queries.place_of(body))
    if subject not in reviewed.of(actor, subject_type, {subject}):
        raise NotFound(subject)
    if not ReviewCycle.fewest <= months <= ReviewCycle.most:
        limits = {"fewest": ReviewCycle.fewest, "most": ReviewCycle.most}
        raise BadInput.of(told("between %(fewest)s and %(most)s months", **limits), file="review", column="months")
    today = people.today(actor, now)
    runs = queries.cycle_of(actor, subject_type, subject)
    before = queries.cycle(actor, runs.pk, lock=True) if runs else None  # nobody concludes it meanwhile
    _check_first_day(actor, before, first_due_on, today, now)
    known = {person_id for person_id, _ in queries.whom_to_make_responsible(actor, today)}
    if responsible_id is not None and responsible_id not in known:
        raise BadInput.of(told("is none of those offered"), file="review", column="responsible")
    if before is not None:
        access.require(actor, "governance.review.set", before)
        ReviewCycle.objects.within(actor).filter(pk=before.pk).update(ended_at=now)
    cycle: ReviewCycle = ReviewCycle.objects.record(
        actor,
        now=now,
        body=body,
        subject_type=subject_type,
        subject=subject,
        months=months,
        first_due_on=first_due_on,
        responsible_id=responsible_id,
    )
    audit.record(
        actor, "governance.review.set", cycle, body=body.pk, months=months, first_due_on=first_due_on,
        replaces=before and before.pk,
    )  # fmt: skip
    return cycle


@action
def end_review(actor: Actor, *, cycle_id: UUID, reason: str, now: datetime) -> ReviewCycle:
    """Have nobody review a subject any more, with the reason: it is not used any more, or the body is dissolved. What
    waits for an answer goes on waiting where it was said. Raises NotFound for a cycle that has ended, BadInput for no
    reason or too long a one.
    """
    cycle: ReviewCycle = queries.cycle(actor, cycle_id, lock=True)
    access.require(actor, "governance.review.set", cycle)
    cycle.ended_because = written(reason, most=ReviewReason.longest, file="review", column="reason")
    cycle.ended_at, cycle.ended_by_id = now, actor.person_id
    cycle.save(update_fields=["ended_at", "ended_because", "ended_by"])
    audit.record(actor, "governance.review.ended", cycle, body=cycle.body_id)
    return cycle


@action
def conclude_review(
    actor: Actor,
    *,
    cycle_id: UUID,
    happened_on: date,
    conclusion: Conclusion,
    reason: str,
    carried: Collection[UUID] = (),
    meeting_id: UUID | None = None,
    now: datetime,
) -> Review:
    """Say what a review came to. All that lay before it is kept by id; the next one follows from `happened_on`.

    `carried`: what waits for an answer and is left to the next review. What is in neither is refused, so that nothing
    anybody said is lost. Raises NotFound for a cycle that has ended, or a meeting that is none of this body's; BadInput
    for a day that is ahead, before the last review or not the meeting's, for no reason or too long a one, and for what
    is neither answered nor carried over.
    """
    cycle = queries.cycle(actor, cycle_id, lock=True)
    access.require(actor, "governance.review.conclude", cycle)
    last = queries.last_review(actor, cycle)
    if happened_on > people.today(actor, now):
        raise BadInput.of(told("this day is ahead"), file="review", column="happened_on")
    if last is not None and happened_on < last.happened_on:
        raise BadInput.of(told("the last review was held after this day"), file="review", column="happened_on")
    _check_meeting(actor, cycle, meeting_id, happened_on, now)
    text = written(reason, most=ReviewReason.longest, file="review", column="reason")
    subject = reviewed.of(actor, cycle.subject_type, {cycle.subject}).get(cycle.subject)
    piles = queries.lying_before(actor, cycle, subject, last)
    waiting = queries.waiting(piles)
    left = len(waiting.keys() - set(carried))
    if left:
        raise BadInput.of(
            told(
                "without an answer and not left to the next review: %(count)s. Answer each, or tick it here", count=left
            ),
            file="review",
            column="carried",
        )
    review: Review = Review.objects.record(
        actor,
        now=now,
        cycle=cycle,
        happened_on=happened_on,
        meeting_id=meeting_id,
        conclusion=conclusion,
        laid={pile.kind: [str(paper.record_id) for paper in pile.papers if paper.record_id] for pile in piles},
        carried=sorted(str(paper_id) for paper_id in waiting),
    )
    ReviewReason.objects.record(actor, now=now, review=review, text=text, written_by_id=actor.person_id)
    audit.record(
        actor, "governance.review.concluded", review, cycle=cycle.pk, happened_on=happened_on, conclusion=conclusion,
        carried=review.carried,
    )  # fmt: skip
    outbox.announce("governance.review.concluded", review)
    return review


def _check_first_day(actor: Actor, before: ReviewCycle | None, first: date, today: date, now: datetime) -> None:
    """A review that is overdue is held, not put off."""
    stands = queries.review(actor, before.pk, now) if before is not None else None
    if stands is not None and stands.timing is Timing.OVERDUE:
        if first != stands.due_on:
            raise BadInput.of(
                told("the review is overdue: hold it, or leave its day as it is"), file="review", column="first_due_on"
            )
    elif first < today:
        raise BadInput.of(told("this day has passed"), file="review", column="first_due_on")


def _check_meeting(actor: Actor, cycle: ReviewCycle, meeting_id: UUID | None, happened_on: date, now: datetime) -> None:
    if meeting_id is None:
        return
    found = Meeting.objects.within(actor).filter(body_id=cycle.body_id, called_off_at=None)
    meeting: Meeting = one(found, meeting_id)
    if meeting.begins_at > now or people.today(actor, meeting.begins_at) != happened_on:
        raise BadInput.of(told("the meeting was on another day"), file="review", column="happened_on")
