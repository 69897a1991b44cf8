"""How a vote stands: which ballots count, whether enough can still vote, and what it comes to."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from skillmark.foundation import access
from skillmark.foundation.roles import Actor
from skillmark.governance import rules, tallies
from skillmark.governance.models import Ballot, Choice, Conflict, Constituency, Outcome, Proposal, Seat, Voter
from skillmark.governance.rules import Cast, Count, DecisionRule, Voice, Vote
from skillmark.people import queries as people


@dataclass(frozen=True, slots=True)
class Standing:
    """How a vote stands. `count` says how many voted which way: for `outcome` and the decision, never for a page while
    the vote is open. None where a secret vote cannot be counted.
    """

    voted: int
    seats: int
    lost: bool
    outcome: Outcome
    count: Count | None


def standing(proposal: Proposal, now: datetime) -> Standing:
    """The vote on a proposal as of an instant. The caller has read the proposal in its own scope."""
    zone = ZoneInfo(proposal.workspace.time_zone)
    ballots: list[Ballot] = list(proposal.ballots.select_related("seat"))
    voices = _voices(proposal)
    cast = [Cast(ballot.seat_id, ballot.recorded_at, ballot.recorded_at.astimezone(zone).date()) for ballot in ballots]
    counting = {vote.seat for vote in rules.counted(cast, voices, proposal.quorum)}
    count = _count(proposal, [ballot for ballot in ballots if ballot.seat_id in counting], len(ballots))
    lost = rules.able(voices, counting, now, now.astimezone(zone).date()) < proposal.quorum
    seats = sum(voice.conflict is None for voice in voices)
    rule = DecisionRule(seats=seats, quorum=proposal.quorum, lost=lost or count is None)
    outcome = rules.outcome(count or Count(), rule, proposal.deadline, now)
    return Standing(len(counting), seats, lost, outcome, count)


def is_lost(proposal: Proposal, now: datetime) -> bool:
    """Whether too few seats are left to reach the quorum: whatever is voted from here on does not count."""
    return standing(proposal, now).lost


def conflicts(actor: Actor, proposal: Proposal) -> "QuerySet[Conflict]":
    """Who has an interest of her own in a question, or was asked whether she has, in the order in which it was."""
    access.require(actor, "governance.proposal.read")
    found: QuerySet[Conflict] = Conflict.objects.within(actor).filter(proposal=proposal)
    return found.select_related("seat__person", "declared_by").order_by("recorded_at", "id")


def seats_to_declare(actor: Actor, proposal: Proposal) -> list[Seat]:
    """The seats with a vote on this question of which the actor may say that they have a conflict, or ask whether."""
    seats: QuerySet[Seat] = Seat.objects.within(actor).filter(pk__in=proposal.voters.values("seat_id"))
    left = seats.exclude(pk__in=proposal.conflicts.filter(asked=False).values("seat_id")).exclude(person=None)
    found = left.select_related("person", "body").prefetch_related("body__seats").order_by("constituency", "id")
    asked = set(proposal.conflicts.filter(asked=True).values_list("seat_id", flat=True))
    voted = set(proposal.ballots.values_list("seat_id", flat=True))
    return [
        seat
        for seat in found
        if access.may(actor, "governance.conflict.declare", seat)
        and (seat.person_id == actor.person_id or seat.pk not in asked)
        and rules.may_say_of_a_conflict(seat.person_id == actor.person_id, seat.pk in voted, proposal.secret)
    ]


def to_close(actor: Actor, now: datetime) -> list[tuple[Proposal, Outcome]]:
    """Questions of the groups that the actor chairs whose vote is over and not closed, with what each would come to."""
    if actor.person_id is None:
        return []
    today = people.today(actor, now)
    hers = Seat.objects.within(actor).filter(person_id=actor.person_id, chairs=True)
    chaired = [seat.body_id for seat in hers if rules.holds_seat(seat.starts, seat.ends, today)]
    found: QuerySet[Proposal] = Proposal.objects.within(actor)
    unclosed = found.filter(body_id__in=chaired, decision=None).select_related("workspace").order_by("deadline", "id")
    stand = [(proposal, standing(proposal, now).outcome) for proposal in unclosed]
    return [(proposal, outcome) for proposal, outcome in stand if outcome is not Outcome.OPEN]


def can_still_be_heard(proposal: Proposal, now: datetime) -> bool:
    """Whether a frontline seat could still vote on this question."""
    zone = ZoneInfo(proposal.workspace.time_zone)
    voted = {ballot.seat_id for ballot in proposal.ballots.all()}
    frontline = set(proposal.voters.filter(seat__constituency=Constituency.FRONTLINE).values_list("seat_id", flat=True))
    left = [voice for voice in _voices(proposal) if voice.seat in frontline - voted]
    return rules.able(left, set(), now, now.astimezone(zone).date()) > 0


def _voices(proposal: Proposal) -> list[Voice]:
    declared: dict[UUID, datetime] = dict(proposal.conflicts.filter(asked=False).values_list("seat_id", "recorded_at"))
    voters: list[Voter] = list(proposal.voters.select_related("seat"))
    return [Voice(voter.seat_id, voter.seat.ends, declared.get(voter.seat_id)) for voter in voters]


def _count(proposal: Proposal, counting: list[Ballot], cast: int) -> Count | None:
    if not proposal.secret:
        return rules.count(
            [Vote(Constituency(one.seat.constituency), Choice(one.choice), one.fitted) for one in counting]
        )
    # of a secret vote no single ballot can be left out: all of them count, or the vote does not
    return tallies.opened(proposal) if len(counting) == cast and hasattr(proposal, "tally") else None
