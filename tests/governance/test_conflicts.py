"""Conflicts of interest, quorums that are lost, and questions blocked for want of a frontline voice."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from tests.governance.factories import NOW, alternate, cast, full_body, held, holder_of, question
from tests.people import factories as people

from skillmark.foundation import audit, triggers
from skillmark.foundation.access import Forbidden
from skillmark.foundation.models import Workspace
from skillmark.foundation.roles import Actor, Role
from skillmark.foundation.scopes import NotFound
from skillmark.governance import actions, answers, queries
from skillmark.governance.models import Conflict, Decision, Extension
from skillmark.governance.queries import Choice, Outcome, Proposal, Seat
from skillmark.kernel.values import BadInput
from skillmark.people import actions as persons
from skillmark.people import queries as person_queries

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)
AFTER = NOW + timedelta(days=8)
WHY = "My sister runs the school."


@pytest.fixture
def place() -> Workspace:
    return people.workspace()


@pytest.fixture
def lead(place: Workspace) -> Actor:
    return people.member(place, Role.TALENT_LEAD, name="Ruth Adeyemi").actor


@pytest.fixture
def system(place: Workspace) -> Actor:
    return people.system(place)


def declare(actor: Actor, proposal: Proposal, seat: Seat, *, reason: str = WHY, now: datetime = NOW) -> Conflict:
    return actions.declare_conflict(actor, proposal_id=proposal.pk, seat_id=seat.pk, reason=reason, now=now)


def test_a_seat_with_a_conflict_neither_votes_nor_counts(lead: Actor, system: Actor) -> None:
    body = full_body(system)
    hr, operations, frontline, external = held(system, body)
    proposal = question(lead, body)
    declare(holder_of(external), proposal, external)
    with pytest.raises(actions.CannotVote):
        cast(external, proposal)
    assert answers.due_for(holder_of(external), NOW) == []
    assert queries.seat_to_vote(holder_of(external), proposal, NOW) is None
    for seat in (hr, operations):
        cast(seat, proposal)
    with pytest.raises(actions.StillOpen):
        actions.close_proposal(lead, proposal_id=proposal.pk, now=NOW)
    cast(frontline, proposal, Choice.NO)
    decision = actions.close_proposal(lead, proposal_id=proposal.pk, now=NOW)
    assert decision.outcome == Outcome.PASSED, "all who may have voted, so it need not wait"
    assert (decision.in_favour, decision.against, decision.abstained) == (2, 1, 0)


def test_a_vote_cast_before_a_conflict_was_declared_does_not_count(lead: Actor, system: Actor) -> None:
    body = full_body(system)
    chair, operations, frontline, external = held(system, body)
    proposal = question(lead, body)
    for seat, choice in ((operations, Choice.NO), (external, Choice.YES), (frontline, Choice.YES)):
        cast(seat, proposal, choice)
    declare(holder_of(external), proposal, external, now=NOW + timedelta(hours=1))
    cast(chair, proposal, Choice.NO, now=NOW + timedelta(hours=2))
    decision = actions.close_proposal(lead, proposal_id=proposal.pk, now=AFTER)
    assert (decision.outcome, decision.in_favour, decision.against) == (Outcome.REJECTED, 1, 2)


def test_an_alternate_does_not_vote_for_a_seat_with_a_conflict(lead: Actor, system: Actor) -> None:
    body = full_body(system)
    external = held(system, body)[3]
    stands_in = holder_of(alternate(lead, external))
    proposal = question(lead, body)
    declare(holder_of(external), proposal, external)
    with pytest.raises(actions.CannotVote):
        actions.vote(stands_in, proposal_id=proposal.pk, seat_id=external.pk, choice=Choice.YES, now=NOW)
    assert answers.due_for(stands_in, NOW) == []


def test_no_vote_counts_once_too_few_seats_are_left(lead: Actor, system: Actor) -> None:
    body = full_body(system)
    hr, operations, frontline, external = held(system, body)
    proposal = question(lead, body)
    cast(hr, proposal)
    for seat in (operations, external):
        declare(holder_of(seat), proposal, seat)
    with pytest.raises(actions.CannotVote, match="too few"):
        cast(frontline, proposal)
    assert actions.close_proposal(lead, proposal_id=proposal.pk, now=NOW).outcome == Outcome.NO_QUORUM


def test_a_vote_cast_after_a_term_that_turns_out_to_have_ended_does_not_count(lead: Actor, system: Actor) -> None:
    """Two seats ended yesterday; it is noted only after others voted today."""
    body = full_body(system)
    hr, operations, frontline, external = held(system, body)
    proposal = question(lead, body)
    tomorrow = NOW + timedelta(days=1)
    for seat in (hr, frontline):
        cast(seat, proposal, now=tomorrow)
    for seat in (operations, external):
        actions.end_seat(lead, seat_id=seat.pk, last_day=TODAY, now=tomorrow)
    stands = queries.standing(proposal, tomorrow)
    assert (stands.voted, stands.lost, stands.outcome) == (0, True, Outcome.NO_QUORUM)


@pytest.mark.parametrize("reason", ["", "  ", "x" * 501])
def test_a_conflict_has_a_reason_that_fits(lead: Actor, system: Actor, reason: str) -> None:
    body = full_body(system)
    seat, proposal = held(system, body)[3], question(lead, body)
    with pytest.raises(BadInput):
        declare(holder_of(seat), proposal, seat, reason=reason)


def test_who_declares_it_holds_the_seat_or_chairs(lead: Actor, system: Actor) -> None:
    body = full_body(system)
    chair, operations, _, external = held(system, body)
    proposal = question(lead, body)
    for other in (lead, system, holder_of(operations)):
        with pytest.raises(Forbidden):
            declare(other, proposal, external)
    stranger = people.member(people.workspace(), Role.TALENT_LEAD).actor
    with pytest.raises(NotFound):
        declare(stranger, proposal, external)
    assert queries.seats_to_declare(holder_of(external), proposal) == [external]
    assert set(queries.seats_to_declare(holder_of(chair), proposal)) == set(held(system, body))
    declare(holder_of(chair), proposal, external)
    with pytest.raises(actions.CannotDeclare):
        declare(holder_of(chair), proposal, external)
    declare(holder_of(external), proposal, external)
    for again in (chair, external):
        with pytest.raises(actions.CannotDeclare):
            declare(holder_of(again), proposal, external)


def test_a_chair_only_asks_and_strikes_no_vote(lead: Actor, system: Actor) -> None:
    body = full_body(system)
    chair, operations, frontline, external = held(system, body)
    proposal = question(lead, body)
    declare(holder_of(chair), proposal, operations)
    assert queries.standing(proposal, NOW).seats == 4
    assert queries.seat_to_vote(holder_of(operations), proposal, NOW) == operations
    for seat, choice in ((operations, Choice.NO), (external, Choice.NO), (frontline, Choice.YES), (chair, Choice.YES)):
        cast(seat, proposal, choice)
    assert queries.seats_to_declare(holder_of(chair), proposal) == [chair]
    with pytest.raises(actions.CannotDeclare):
        declare(holder_of(chair), proposal, external)
    decision = actions.close_proposal(lead, proposal_id=proposal.pk, now=NOW)
    assert (decision.outcome, decision.in_favour, decision.against) == (Outcome.REJECTED, 2, 2)


def test_the_database_keeps_votes_decisions_and_interests(lead: Actor, system: Actor) -> None:
    body = full_body(system)
    seats = held(system, body)
    proposal = question(lead, body)
    for seat in seats:
        cast(seat, proposal)
    declare(holder_of(seats[3]), proposal, seats[3])
    decision = actions.close_proposal(lead, proposal_id=proposal.pk, now=NOW)
    decisions = Decision.objects.within(lead).filter(pk=decision.pk)
    for change in (
        lambda: proposal.ballots.update(choice=Choice.NO),
        lambda: proposal.ballots.all().delete(),
        lambda: decisions.update(outcome=Outcome.REJECTED),
        lambda: decisions.delete(),
        lambda: proposal.conflicts.update(asked=True),
        lambda: proposal.conflicts.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


@pytest.mark.parametrize("secret", [False, True])
def test_an_open_vote_that_was_changed_shows_in_the_chain(lead: Actor, system: Actor, secret: bool) -> None:
    body = full_body(system)
    actions.choose_secrecy(lead, body_id=body.pk, secret=secret, now=NOW)
    proposal, where = question(lead, body), body.workspace_id
    for seat in held(system, body)[:2]:
        cast(seat, proposal, Choice.NO)
    assert queries.altered_votes(where) == []
    rows = [row.facts for row in audit.done(where, "governance.ballot.cast")]
    assert [set(facts) for facts in rows] == [{"seat", "alternate", "fitted"} | (set() if secret else {"vote"})] * 2
    if not secret:
        assert rows[0]["vote"] != rows[1]["vote"], "equal votes have unlike digests"
        with triggers.lifted(connection, ["governance_ballot"]):
            proposal.ballots.filter(seat=held(system, body)[0]).update(choice=Choice.YES)
        ((number, said),) = queries.altered_votes(where)
        assert said == f"the vote of row {number} is not the one that was cast"


def test_a_conflict_is_not_declared_once_the_vote_is_over(lead: Actor, system: Actor) -> None:
    body = full_body(system)
    seat, proposal = held(system, body)[3], question(lead, body)
    with pytest.raises(actions.CannotDeclare):
        declare(holder_of(seat), proposal, seat, now=AFTER)


def test_whoever_is_said_to_have_an_interest_is_told_and_forgotten(lead: Actor, system: Actor) -> None:
    body = full_body(system)
    chair, operations, *_ = held(system, body)
    her = people.member(operations.workspace, name="Ana Ruiz")
    Seat.objects.within(system).filter(pk=operations.pk).update(person=her.person_id)
    proposal = question(lead, body)
    declare(holder_of(chair), proposal, operations)
    (message,) = person_queries.own_messages(her.holder)
    assert "asks whether you have an interest of your own in “A question”" in message.text
    for person_id in (her.person_id, chair.person_id):
        assert person_id is not None
        found = [row for row in answers.personal_data(system, person_id) if row["kind"] == "conflict"]
        assert [row["values"] for row in found] == [{"title": "A question", "reason": WHY}]
    persons.erase_person(system, person_id=her.person_id, now=NOW)
    assert chair.person_id is not None
    persons.erase_person(system, person_id=chair.person_id, now=NOW)
    (left,) = queries.conflicts(lead, proposal)
    assert (left.reason, left.declared_by_id, left.seat.person_id) == ("", None, None)


# Blocked: no frontline voice


def blocked(lead: Actor, system: Actor) -> tuple[Proposal, list[Seat]]:
    body = full_body(system)
    seats = held(system, body)
    proposal = question(lead, body)
    for seat in (seats[0], seats[1], seats[3]):
        cast(seat, proposal)
    return proposal, seats


def test_a_question_without_a_frontline_voice_returns_to_whoever_chairs(lead: Actor, system: Actor) -> None:
    proposal, (chair, operations, frontline, _) = blocked(lead, system)
    assert answers.due_for(holder_of(chair), NOW) == []
    (due,) = answers.due_for(holder_of(chair), AFTER)
    assert due.title == "Blocked: no frontline voice: A question"
    assert answers.due_for(holder_of(operations), AFTER) == []
    again = AFTER + timedelta(days=3)
    actions.extend_deadline(holder_of(chair), proposal_id=proposal.pk, deadline=again, now=AFTER)
    assert answers.due_for(holder_of(chair), AFTER) == []
    assert [due.title for due in answers.due_for(holder_of(frontline), AFTER)] == ["Vote: A question"]
    cast(frontline, proposal, Choice.NO, now=AFTER)
    assert actions.close_proposal(lead, proposal_id=proposal.pk, now=AFTER).outcome == Outcome.PASSED
    (kept,) = Extension.objects.within(lead)
    assert (kept.before, kept.deadline) == (NOW + timedelta(days=7), again)


def test_closed_without_a_frontline_voice_it_never_passes(lead: Actor, system: Actor) -> None:
    proposal, _ = blocked(lead, system)
    assert actions.close_proposal(lead, proposal_id=proposal.pk, now=AFTER).outcome == Outcome.NO_FRONTLINE_VOICE
    assert queries.standing_decision(lead, proposal.subject_type, proposal.subject_id, proposal.question) is None


def test_only_a_blocked_question_gets_a_new_day_and_only_from_whoever_chairs(lead: Actor, system: Actor) -> None:
    proposal, (chair, operations, frontline, _) = blocked(lead, system)
    later = AFTER + timedelta(days=3)
    with pytest.raises(actions.NotBlocked):
        actions.extend_deadline(holder_of(chair), proposal_id=proposal.pk, deadline=later, now=NOW)
    for other in (lead, system, holder_of(operations)):
        with pytest.raises(Forbidden):
            actions.extend_deadline(other, proposal_id=proposal.pk, deadline=later, now=AFTER)
    with pytest.raises(BadInput):
        actions.extend_deadline(holder_of(chair), proposal_id=proposal.pk, deadline=AFTER, now=AFTER)
    cast(frontline, proposal)
    with pytest.raises(actions.NotBlocked):
        actions.extend_deadline(holder_of(chair), proposal_id=proposal.pk, deadline=later, now=AFTER)


def test_a_new_day_helps_nobody_where_no_frontline_seat_is_left(lead: Actor, system: Actor) -> None:
    body = full_body(system)
    chair, operations, frontline, external = held(system, body)
    proposal = question(lead, body)
    for seat in (chair, operations, external):
        cast(seat, proposal)
    actions.end_seat(lead, seat_id=frontline.pk, last_day=TODAY, now=NOW)
    with pytest.raises(actions.TooFewSeats):
        actions.extend_deadline(
            holder_of(chair), proposal_id=proposal.pk, deadline=AFTER + timedelta(days=1), now=AFTER
        )


def test_a_new_day_is_kept_by_the_database(lead: Actor, system: Actor) -> None:
    proposal, seats = blocked(lead, system)
    actions.extend_deadline(
        holder_of(seats[0]), proposal_id=proposal.pk, deadline=datetime(2026, 4, 1, tzinfo=UTC), now=AFTER
    )
    for change in (lambda: proposal.extensions.all().delete(), lambda: proposal.extensions.update(before=NOW)):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


def test_whoever_chairs_is_asked_to_close_what_everybody_voted_on(lead: Actor, system: Actor) -> None:
    body = full_body(system)
    proposal = question(lead, body)
    for seat in held(system, body):
        cast(seat, proposal)
    (due,) = answers.due_for(holder_of(held(system, body)[0]), NOW)
    assert due.title == "Close the vote: A question"
