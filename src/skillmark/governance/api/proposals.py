"""What groups are asked, how each question stands, and casting a vote.

Of a vote that is open nobody reads more than how many have voted, and of a secret one only ever the count.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Schema, Status
from ninja.errors import HttpError

from skillmark.foundation import access, sources
from skillmark.foundation.api import Page, actor_of, operation, paged
from skillmark.governance import actions, queries, subjects
from skillmark.governance.api.router import router
from skillmark.governance.models import Choice, Outcome

OPEN = Outcome.OPEN.value


class ProposalOut(Schema):
    """A question put to a group, with its half page. `state`: open, passed, rejected, no_quorum, no_frontline_voice (of
    one that is not decided: nobody who does the work voted by the last day). The counts are null until it is decided.
    """

    id: UUID
    body_id: UUID
    body: str
    question: str
    title: str
    what_changes: str
    for_whom: str
    asked: str
    deadline: datetime
    quorum: int
    secret: bool
    state: str
    decided_on: date | None
    in_favour: int | None
    against: int | None
    abstained: int | None


class SubjectOut(Schema):
    """What a question is about, where the token's owner may see it."""

    type: str
    id: UUID
    title: str
    url: str


class ConflictOut(Schema):
    """A seat that does not vote on a question, and why."""

    constituency: str
    name: str
    reason: str
    declared_by: str


class SignatureOut(Schema):
    side: str
    name: str
    signed_on: date


class WholeProposalOut(ProposalOut):
    """`voted` of `seats` have voted. `lost`: too few seats are left to decide. `unsigned`: the sides that still have to
    sign. `may_vote`: the token's owner has a vote that she has not cast.
    """

    seats: int
    voted: int
    lost: bool
    subject: SubjectOut | None
    conflicts: list[ConflictOut]
    signatures: list[SignatureOut]
    unsigned: list[str]
    may_vote: bool


class BallotIn(Schema):
    choice: Choice


class BallotOut(Schema):
    """The vote is counted; how it was cast is not told again."""

    proposal_id: UUID
    voted: int
    seats: int


@router.get("/proposals", response=Page[ProposalOut], summary="Questions put to groups, oldest first")
@operation("governance.proposal.read")
def proposals(request: HttpRequest, cursor: str = "", limit: int = 50) -> object:
    now = sources.now()
    page = paged(queries.proposals(actor_of(request)), cursor, limit)
    return page | {"items": [_told(each, _state(each, now)) for each in page["items"]]}


@router.get("/proposals/{proposal_id}", response=WholeProposalOut, summary="One question, and how it stands")
@operation("governance.proposal.read")
def proposal(request: HttpRequest, proposal_id: UUID) -> object:
    actor, now = actor_of(request), sources.now()
    found = queries.proposal(actor, proposal_id)
    stands = queries.standing(found, now)
    decision = getattr(found, "decision", None)
    hit = subjects.of(actor, found.subject_type, found.subject_id)
    about = {"type": found.subject_type, "id": found.subject_id, "title": hit.title, "url": hit.url} if hit else None
    return _told(found, _state(found, now)) | {
        "seats": stands.seats,
        "voted": stands.voted,
        "lost": stands.lost and decision is None,
        "subject": about,
        "conflicts": [_conflict(each) for each in queries.conflicts(actor, found)],
        "signatures": [
            SignatureOut(side=side, name=one.seat.person.name if one.seat.person else "", signed_on=one.happened_on)
            for side, one in (queries.signatures(decision) if decision else [])
        ],
        "unsigned": list(queries.unsigned(decision)) if decision else [],
        "may_vote": queries.seat_to_vote(actor, found, now) is not None,
    }


@router.post(
    "/proposals/{proposal_id}/ballots",
    response={201: BallotOut},
    summary="Cast the vote of the token's owner, once; it needs a token made by a strong log-in",
)
@operation("governance.proposal.vote", keeps_body=False)
def vote(request: HttpRequest, proposal_id: UUID, given: BallotIn) -> object:
    actor, now = actor_of(request), sources.now()
    found = queries.proposal(actor, proposal_id)
    seat = queries.seat_to_vote(actor, found, now)
    if seat is None:
        raise access.Forbidden("governance.proposal.vote")
    try:
        actions.vote(actor, proposal_id=proposal_id, seat_id=seat.pk, choice=given.choice, now=now)
    except actions.CannotVote:
        raise HttpError(409, "This vote is closed, so yours could not be counted.") from None
    stands = queries.standing(queries.proposal(actor, proposal_id), now)
    return Status(201, BallotOut(proposal_id=proposal_id, voted=stands.voted, seats=stands.seats))


def _state(found: queries.Proposal, now: datetime) -> str:
    """As its page has it: nobody reads what an open vote would come to."""
    decision = getattr(found, "decision", None)
    if decision is not None:
        return str(decision.outcome)
    blocked = now >= found.deadline and queries.standing(found, now).outcome is Outcome.NO_FRONTLINE_VOICE
    return Outcome.NO_FRONTLINE_VOICE.value if blocked else OPEN


def _told(found: queries.Proposal, state: str) -> dict[str, Any]:
    decision = getattr(found, "decision", None)
    same = ("body_id", "question", "title", "what_changes", "for_whom", "asked", "deadline", "quorum", "secret")
    return {name: getattr(found, name) for name in same} | {
        "id": found.pk,
        "body": found.body.name,
        "state": state,
        "decided_on": decision and decision.happened_on,
        "in_favour": decision and decision.in_favour,
        "against": decision and decision.against,
        "abstained": decision and decision.abstained,
    }


def _conflict(found: Any) -> ConflictOut:
    return ConflictOut(
        constituency=found.seat.constituency, name=found.seat.person.name if found.seat.person else "",
        reason=found.reason, declared_by=found.declared_by.name if found.declared_by else "",
    )  # fmt: skip
