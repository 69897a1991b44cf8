"""Who has signed a decision, and who still has to."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from skillmark.foundation.roles import Actor
from skillmark.governance import rules
from skillmark.governance.models import (
    Ballot,
    Choice,
    Constituency,
    Decision,
    Outcome,
    Proposal,
    Seat,
    Side,
    Signature,
    Voter,
)
from skillmark.governance.queries.fitting import speaking_for
from skillmark.people import queries as people


def signatures(decision: Decision) -> "list[tuple[Side, Signature]]":
    """Who signed a decision, side by side and in the order in which they did."""
    rows: QuerySet[Signature] = decision.signatures.select_related("seat__person").order_by("recorded_at", "id")
    found = [(rules.SIDES.get(Constituency(row.seat.constituency)), row) for row in rows]
    return [(side, row) for side in Side for its, row in found if its is side]


def unsigned(decision: Decision) -> tuple[Side, ...]:
    """The sides whose signature a decision that passed still wants; none where its question needs no signatures."""
    if decision.outcome != Outcome.PASSED or not decision.proposal.wants_signatures:
        return ()
    signed = decision.signatures.values_list("seat__constituency", flat=True)
    return rules.unsigned(Constituency(one) for one in signed)


def signed_on(decision: Decision) -> date | None:
    """The day on which the last side signed; None while one is missing, or where none was asked to."""
    if not decision.proposal.wants_signatures or unsigned(decision):
        return None
    days = {side: row.happened_on for side, row in reversed(signatures(decision))}  # a side has signed with its first
    return max(days.values(), default=None)


def seat_to_sign(actor: Actor, proposal: Proposal, now: datetime) -> Seat | None:
    """The seat for whose side the actor can sign the decision: hers when the question was put, and today."""
    decision: Decision | None = getattr(proposal, "decision", None)
    wanted = unsigned(decision) if decision is not None and actor.person_id is not None else ()
    if not wanted:
        return None
    today = people.today(actor, now)
    seats: QuerySet[Seat] = Seat.objects.within(actor).filter(
        pk__in=proposal.voters.values("seat_id"), person_id=actor.person_id
    )
    can = speaking_for(actor, [actor.person_id], today)[actor.person_id] if actor.person_id else frozenset()
    seats = seats.filter(constituency__in=can)
    may = (seat for seat in seats.order_by("pk") if rules.SIDES.get(Constituency(seat.constituency)) in wanted)
    return next((seat for seat in may if rules.holds_seat(seat.starts, seat.ends, today)), None)


def to_sign(actor: Actor, now: datetime) -> list[Proposal]:
    """Decisions that passed and wait for the signature of a side the actor can sign for; of several about one subject
    the last, which is the one that stands.
    """
    if actor.person_id is None:
        return []
    today = people.today(actor, now)
    voters: QuerySet[Voter] = Voter.objects.within(actor).filter(proposal=OuterRef("pk"))
    hers = voters.filter(Q(seat__ends=None) | Q(seat__ends__gte=today), seat__person_id=actor.person_id)
    given: QuerySet[Signature] = Signature.objects.within(actor).filter(decision__proposal=OuterRef("pk"))
    can = speaking_for(actor, [actor.person_id], today)[actor.person_id]
    wanted = Q()
    for side in Side:
        speaks = [constituency for constituency, its in rules.SIDES.items() if its is side]
        hers_of_it = [constituency for constituency in speaks if constituency in can]
        unsigned_yet = ~Exists(given.filter(seat__constituency__in=speaks))
        wanted |= Q(Exists(hers.filter(seat__constituency__in=hers_of_it, seat__starts__lte=today)), unsigned_yet)
    when = OuterRef("decision__recorded_at")
    later: QuerySet[Decision] = Decision.objects.within(actor).filter(
        Q(recorded_at__gt=when) | Q(recorded_at=when, pk__gt=OuterRef("decision__pk")),
        proposal__subject_type=OuterRef("subject_type"),
        proposal__subject_id=OuterRef("subject_id"),
        proposal__question=OuterRef("question"),
    )
    passed: QuerySet[Proposal] = Proposal.objects.within(actor).filter(
        wanted, ~Exists(later), wants_signatures=True, decision__outcome=Outcome.PASSED
    )
    return list(passed.select_related("workspace").order_by("deadline", "id"))


def signed_by_vote(proposal: Proposal) -> list[UUID]:
    """The seats that voted openly in favour of what is to be signed, by whoever can speak for them, and had no conflict
    of interest.
    """
    if proposal.secret or not proposal.wants_signatures:
        return []
    ballots: QuerySet[Ballot] = proposal.ballots.filter(choice=Choice.YES, fitted=True).order_by("recorded_at", "id")
    barred = proposal.conflicts.filter(asked=False).values("seat_id")
    return list(ballots.exclude(seat_id__in=barred).values_list("seat_id", flat=True))
