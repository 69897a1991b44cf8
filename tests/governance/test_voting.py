"""Who votes on a question is fixed when it is put, and only people vote."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import translation
from tests.governance.factories import NOW, cast, full_body, held, holder_of, question, seat
from tests.people import factories as people

from skillmark.foundation.access import Forbidden
from skillmark.foundation.models import Workspace
from skillmark.foundation.roles import Actor, Role
from skillmark.foundation.scopes import NotFound
from skillmark.governance import actions, answers, queries
from skillmark.governance.queries import Choice, Constituency, Outcome, Proposal
from skillmark.people import actions as persons
from skillmark.people import queries as person_queries

pytestmark = pytest.mark.django_db
AFTER = NOW + timedelta(days=8)
HR, OPERATIONS, FRONTLINE, EXTERNAL, ALUMNI = Constituency


@pytest.fixture
def place() -> Workspace:
    return people.workspace()


@pytest.fixture
def lead(place: Workspace) -> Actor:
    return people.member(place, Role.TALENT_LEAD, name="Ruth Adeyemi").actor


@pytest.fixture
def system(place: Workspace) -> Actor:
    return people.system(place)


def test_seats_given_after_the_question_was_put_neither_vote_nor_count(lead: Actor, system: Actor) -> None:
    body = full_body(system)
    proposal = question(lead, body)
    cast(held(system, body)[2], proposal)
    stuffed = [seat(lead, body, FRONTLINE, name=f"Late {number}") for number in range(4)]
    for late in stuffed:
        with pytest.raises(actions.CannotVote):
            cast(late, proposal)
    with pytest.raises(actions.StillOpen):
        actions.close_proposal(lead, proposal_id=proposal.pk, now=NOW)
    assert actions.close_proposal(lead, proposal_id=proposal.pk, now=AFTER).outcome == Outcome.NO_QUORUM
    following = question(lead, body)
    assert following.seats == 8
    assert cast(stuffed[0], following).seat_id == stuffed[0].pk


def test_the_seats_there_were_vote_and_decide(lead: Actor, system: Actor) -> None:
    body = full_body(system)
    proposal = question(lead, body)
    for taken in held(system, body):
        cast(taken, proposal)
    assert actions.close_proposal(lead, proposal_id=proposal.pk, now=NOW).outcome == Outcome.PASSED


def test_a_seat_ended_meanwhile_cannot_vote_and_nobody_votes_in_its_place(lead: Actor, system: Actor) -> None:
    body = full_body(system)
    proposal = question(lead, body)
    frontline = held(system, body)[2]
    gone = holder_of(frontline)
    actions.end_seat(lead, seat_id=frontline.pk, last_day=date(2026, 3, 1), now=NOW)
    with pytest.raises(actions.CannotVote):
        actions.vote(gone, proposal_id=proposal.pk, seat_id=frontline.pk, choice=Choice.YES, now=NOW)
    successor = seat(lead, body, FRONTLINE, name="Successor")
    assert successor.pk != frontline.pk
    with pytest.raises(actions.CannotVote):
        cast(successor, proposal)


def test_a_vote_cast_before_the_seat_ended_counts(lead: Actor, system: Actor) -> None:
    body = full_body(system)
    proposal = question(lead, body)
    hr, operations, frontline, _ = held(system, body)
    for taken in (hr, operations, frontline):
        cast(taken, proposal)
    actions.end_seat(lead, seat_id=frontline.pk, last_day=date(2026, 3, 1), now=NOW)
    assert actions.close_proposal(lead, proposal_id=proposal.pk, now=AFTER).outcome == Outcome.PASSED


def test_the_seat_of_an_erased_person_is_not_voted_by_whoever_follows(lead: Actor, system: Actor) -> None:
    body = full_body(system)
    proposal = question(lead, body)
    frontline = held(system, body)[2]
    assert frontline.person_id is not None
    persons.erase_person(system, person_id=frontline.person_id, now=NOW)
    successor = seat(lead, body, FRONTLINE, name="Successor")
    assert successor.pk != frontline.pk
    with pytest.raises(actions.CannotVote):
        cast(successor, proposal)


def test_the_program_does_not_vote(lead: Actor, system: Actor) -> None:
    body = full_body(system)
    proposal = question(lead, body)
    for taken in held(system, body):
        for actor in (system, lead):
            with pytest.raises(Forbidden):
                actions.vote(actor, proposal_id=proposal.pk, seat_id=taken.pk, choice=Choice.YES, now=NOW)


def test_a_seat_votes_only_where_it_sits_and_once(lead: Actor, system: Actor) -> None:
    proposal, elsewhere = question(lead, full_body(system)), full_body(system, name="Another group")
    with pytest.raises(actions.CannotVote):
        cast(held(system, elsewhere)[0], proposal)
    mine = held(system, queries.body(system, proposal.body_id))[0]
    cast(mine, proposal)
    with pytest.raises(actions.CannotVote):
        cast(mine, proposal)


@pytest.mark.parametrize("taken", [(HR, OPERATIONS), (HR, OPERATIONS, EXTERNAL)], ids=["too few", "no frontline"])
def test_a_question_no_vote_could_pass_is_not_put(lead: Actor, system: Actor, taken: tuple[Constituency, ...]) -> None:
    body = actions.set_up_body(system, name="Standards group", now=NOW)
    for constituency in taken:
        seat(system, body, constituency)
    seat(system, body, FRONTLINE, starts=date(2026, 3, 3))  # from tomorrow
    with pytest.raises(actions.TooFewSeats):
        question(lead, body)


def test_the_list_of_who_votes_is_held_by_the_database(lead: Actor, system: Actor) -> None:
    proposal = question(lead, full_body(system))
    for change in (lambda: proposal.voters.all().delete(), lambda: proposal.voters.update(recorded_at=AFTER)):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


# The workspace's own day: New York is five hours behind in March.
EVENING = datetime(2026, 3, 3, 1, 0, tzinfo=UTC)  # 20:00 of 2 March there


def last_evening(lead: Actor, system: Actor) -> tuple[Proposal, queries.Seat]:
    body = actions.set_up_body(system, name="Standards group", now=NOW)
    for constituency in (HR, OPERATIONS, EXTERNAL):
        seat(system, body, constituency)
    hers = seat(system, body, FRONTLINE, ends=date(2026, 3, 2))
    return question(lead, body), hers


def test_a_member_votes_on_the_evening_of_her_last_day_where_she_is(lead: Actor, system: Actor) -> None:
    proposal, hers = last_evening(lead, system)
    assert [due.title for due in answers.due_for(holder_of(hers), EVENING)] == ["Vote: A question"]
    assert cast(hers, proposal, now=EVENING).seat_id == hers.pk


def test_a_member_does_not_vote_the_day_after_where_she_is(lead: Actor, system: Actor) -> None:
    proposal, hers = last_evening(lead, system)
    midnight = EVENING + timedelta(hours=4)
    assert answers.due_for(holder_of(hers), midnight) == []
    with pytest.raises(actions.CannotVote):
        cast(hers, proposal, now=midnight)


def test_seats_and_decisions_bear_the_day_of_the_workspace(lead: Actor, system: Actor) -> None:
    body = actions.set_up_body(system, name="Standards group", now=EVENING)
    assert {taken.starts for taken in body.seats.all()} == {date(2026, 3, 2)}
    for constituency in actions.READY_SEATS:
        seat(system, body, constituency)
    proposal = question(lead, body, now=EVENING)
    for taken in held(system, body):
        cast(taken, proposal, now=EVENING)
    decision = actions.close_proposal(lead, proposal_id=proposal.pk, now=EVENING)
    assert decision.happened_on == date(2026, 3, 2)


def test_a_vote_that_ends_with_a_day_is_due_on_that_day(lead: Actor, system: Actor) -> None:
    body = full_body(system)
    proposal = question(lead, body, deadline=datetime(2026, 3, 7, 5, 0, tzinfo=UTC))  # the end of 6 March there
    assert proposal.last_day == date(2026, 3, 6)
    (due,) = answers.due_for(holder_of(held(system, body)[0]), NOW)
    assert due.by == date(2026, 3, 6)
    assert answers.due_for(holder_of(held(system, body)[1]), AFTER) == [], "nobody can vote any more"


# Seats


def test_a_person_of_another_workspace_gets_no_seat(lead: Actor, system: Actor) -> None:
    body = full_body(system)
    stranger = people.person(people.workspace())
    with pytest.raises(NotFound):
        actions.take_seat(
            lead, body_id=body.pk, constituency=FRONTLINE, person_id=stranger.pk, starts=date(2026, 3, 2), now=NOW
        )


def test_nobody_holds_two_seats_of_a_group_at_once_but_may_come_back(lead: Actor, system: Actor) -> None:
    body = full_body(system)
    hers = held(system, body)[1]
    assert hers.person_id is not None
    again = {"body_id": body.pk, "constituency": FRONTLINE, "person_id": hers.person_id, "now": NOW}
    with pytest.raises(actions.AlreadySeated):
        actions.take_seat(lead, starts=date(2026, 3, 2), **again)  # type: ignore[arg-type]
    actions.end_seat(lead, seat_id=hers.pk, last_day=date(2026, 3, 2), now=NOW)
    with pytest.raises(actions.AlreadySeated):
        actions.take_seat(lead, starts=date(2026, 3, 2), **again)  # type: ignore[arg-type]
    assert actions.take_seat(lead, starts=date(2026, 3, 3), **again).person_id == hers.person_id  # type: ignore[arg-type]


def test_a_group_that_shrank_still_needs_three_voices(lead: Actor, system: Actor) -> None:
    body = full_body(system)
    for taken in held(system, body)[:1]:
        actions.end_seat(lead, seat_id=taken.pk, last_day=date(2026, 3, 1), now=NOW)
    assert question(lead, body).quorum == 3


def test_a_larger_group_needs_more_than_half(lead: Actor, system: Actor) -> None:
    body = full_body(system)
    for number in range(4):
        seat(system, body, OPERATIONS, name=f"Operator {number}")
    assert question(lead, body).quorum == 5


def test_a_new_chair_takes_over_and_a_former_one_no_longer_closes(lead: Actor, system: Actor) -> None:
    body = full_body(system)
    former = held(system, body)[0]
    seat(system, body, OPERATIONS, name="New chair", chairs=True)
    proposal = question(lead, body)
    with pytest.raises(Forbidden):
        actions.close_proposal(holder_of(former), proposal_id=proposal.pk, now=AFTER)


def test_a_chair_gives_seats_until_her_term_is_over(system: Actor) -> None:
    body = full_body(system)
    chair = held(system, body)[0]
    one, two = (persons.add_person(system, name=name, now=NOW) for name in ("One", "Two"))
    give = {"body_id": body.pk, "constituency": FRONTLINE, "starts": date(2026, 3, 2), "now": NOW}
    assert actions.take_seat(holder_of(chair), person_id=one.pk, **give).person_id == one.pk  # type: ignore[arg-type]
    actions.end_seat(system, seat_id=chair.pk, last_day=date(2026, 3, 1), now=NOW)
    with pytest.raises(Forbidden):
        actions.take_seat(holder_of(chair), person_id=two.pk, **give)  # type: ignore[arg-type]


def test_nobody_gives_herself_a_seat_or_ends_her_own(lead: Actor, system: Actor) -> None:
    body = full_body(system)
    chair = held(system, body)[0]
    assert lead.person_id is not None
    with pytest.raises(Forbidden):
        actions.take_seat(
            lead, body_id=body.pk, constituency=HR, person_id=lead.person_id, starts=date(2026, 3, 2), now=NOW
        )
    with pytest.raises(Forbidden):
        actions.end_seat(holder_of(chair), seat_id=chair.pk, last_day=date(2026, 3, 2), now=NOW)


def test_whoever_is_given_a_seat_or_loses_it_is_told(lead: Actor, place: Workspace) -> None:
    body = actions.set_up_body(lead, name="Panel", now=NOW)
    her = people.member(place, name="Ana Ruiz")
    given = actions.take_seat(
        lead, body_id=body.pk, constituency=FRONTLINE, person_id=her.person_id, starts=date(2026, 3, 2), now=NOW
    )
    actions.end_seat(lead, seat_id=given.pk, last_day=date(2026, 3, 9), now=NOW)
    assert messages(her, "en") == {
        "You have a seat in “Panel” from March 2, 2026. You speak there for: People who do the work",
        "Your seat in “Panel” ends. Its last day is March 9, 2026.",
    }
    assert messages(her, "es") == {
        "Usted tiene un puesto en «Panel» desde el 2 de marzo de 2026. Allí habla por: Quienes hacen el trabajo",
        "Su puesto en «Panel» termina. Su último día es el 9 de marzo de 2026.",
    }


def messages(her: people.Member, language: str) -> set[str]:
    with translation.override(language):
        return {message.text for message in person_queries.own_messages(her.holder)}
