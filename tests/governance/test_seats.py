"""Terms, how a seat was filled, and who stands in for whoever holds it."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from tests.governance.factories import NOW, alternate, cast, full_body, held, holder_of, question, seat
from tests.people import factories as people

from skillmark.foundation.access import Forbidden
from skillmark.foundation.models import Workspace
from skillmark.foundation.roles import Actor, Role
from skillmark.foundation.scopes import NotFound
from skillmark.governance import actions, answers, queries
from skillmark.governance.queries import Alternate, Choice, Constituency, Filling, Outcome
from skillmark.kernel.values import BadInput
from skillmark.people import actions as persons

pytestmark = pytest.mark.django_db
HR, OPERATIONS, FRONTLINE, EXTERNAL, ALUMNI = Constituency
TODAY = date(2026, 3, 2)
AFTER = NOW + timedelta(days=8)


@pytest.fixture
def place() -> Workspace:
    return people.workspace()


@pytest.fixture
def lead(place: Workspace) -> Actor:
    return people.member(place, Role.TALENT_LEAD, name="Ruth Adeyemi").actor


@pytest.fixture
def system(place: Workspace) -> Actor:
    return people.system(place)


def test_a_frontline_alternate_is_a_frontline_voice(lead: Actor, system: Actor) -> None:
    body = full_body(system)
    hr, operations, frontline, _ = held(system, body)
    stands_in = alternate(lead, frontline)
    proposal = question(lead, body)
    cast(hr, proposal)
    cast(operations, proposal)
    assert [due.title for due in answers.due_for(holder_of(stands_in), NOW)] == ["Vote: A question"]
    ballot = actions.vote(
        holder_of(stands_in), proposal_id=proposal.pk, seat_id=frontline.pk, choice=Choice.YES, now=NOW
    )
    assert (ballot.seat_id, ballot.alternate_id) == (frontline.pk, stands_in.pk)
    assert answers.due_for(holder_of(stands_in), NOW) == []
    assert actions.close_proposal(lead, proposal_id=proposal.pk, now=AFTER).outcome == Outcome.PASSED


@pytest.mark.parametrize("first", ["holder", "alternate"])
def test_a_seat_has_one_vote_whoever_casts_it_first(lead: Actor, system: Actor, first: str) -> None:
    body = full_body(system)
    frontline = held(system, body)[2]
    both = [holder_of(frontline), holder_of(alternate(lead, frontline))]
    proposal = question(lead, body)
    one, other = both if first == "holder" else reversed(both)
    actions.vote(one, proposal_id=proposal.pk, seat_id=frontline.pk, choice=Choice.YES, now=NOW)
    with pytest.raises(actions.CannotVote):
        actions.vote(other, proposal_id=proposal.pk, seat_id=frontline.pk, choice=Choice.NO, now=NOW)
    assert [ballot.choice for ballot in proposal.ballots.all()] == [Choice.YES]
    assert queries.seat_to_vote(other, proposal, NOW) is None


def test_an_alternate_named_after_the_question_was_put_does_not_vote_on_it(lead: Actor, system: Actor) -> None:
    body = full_body(system)
    frontline = held(system, body)[2]
    proposal = question(lead, body)
    late = alternate(lead, frontline, now=NOW + timedelta(hours=1))
    with pytest.raises(actions.CannotVote):
        actions.vote(holder_of(late), proposal_id=proposal.pk, seat_id=frontline.pk, choice=Choice.YES, now=AFTER)
    assert answers.due_for(holder_of(late), NOW + timedelta(hours=2)) == []


@pytest.mark.parametrize("ended", ["alternate", "seat"])
def test_whose_days_are_over_stands_in_no_more(lead: Actor, system: Actor, ended: str) -> None:
    body = full_body(system)
    frontline = held(system, body)[2]
    stands_in = alternate(lead, frontline)
    proposal = question(lead, body)
    yesterday = TODAY - timedelta(days=1)
    if ended == "seat":
        actions.end_seat(lead, seat_id=frontline.pk, last_day=yesterday, now=NOW)
    else:
        actions.end_alternate(lead, alternate_id=stands_in.pk, last_day=yesterday, now=NOW)
    with pytest.raises((actions.CannotVote, Forbidden)):
        actions.vote(holder_of(stands_in), proposal_id=proposal.pk, seat_id=frontline.pk, choice=Choice.YES, now=NOW)


def test_nobody_speaks_for_two_seats_of_a_group(lead: Actor, system: Actor) -> None:
    body = full_body(system)
    hr, operations, frontline, _ = held(system, body)
    stands_in = alternate(lead, frontline)
    for whom, seat_id in ((hr.person_id, frontline.pk), (stands_in.person_id, operations.pk)):
        assert whom is not None
        with pytest.raises(actions.AlreadySeated):
            actions.name_alternate(lead, seat_id=seat_id, person_id=whom, starts=TODAY, now=NOW)
    assert stands_in.person_id is not None
    with pytest.raises(actions.AlreadySeated):
        actions.take_seat(lead, body_id=body.pk, constituency=HR, person_id=stands_in.person_id, starts=TODAY, now=NOW)
    with pytest.raises(actions.AlreadySeated):
        alternate(lead, frontline, name="A second one")


def test_one_person_casts_one_ballot_even_where_two_records_were_made_one(lead: Actor, system: Actor) -> None:
    body = full_body(system)
    hr, _, frontline, _ = held(system, body)
    stands_in = alternate(lead, frontline)
    proposal = question(lead, body)
    queries.alternate(lead, stands_in.pk)
    Alternate.objects.within(lead).update(person=hr.person)
    cast(hr, proposal)
    with pytest.raises(actions.CannotVote):
        actions.vote(holder_of(hr), proposal_id=proposal.pk, seat_id=frontline.pk, choice=Choice.YES, now=NOW)
    assert queries.seat_to_vote(holder_of(hr), proposal, NOW) is None


def test_an_alternate_is_named_by_whoever_gives_seats_and_never_by_herself(lead: Actor, system: Actor) -> None:
    body = full_body(system)
    chair, _, frontline, _ = held(system, body)
    assert lead.person_id is not None
    with pytest.raises(Forbidden):
        actions.name_alternate(lead, seat_id=frontline.pk, person_id=lead.person_id, starts=TODAY, now=NOW)
    with pytest.raises(Forbidden):
        alternate(holder_of(frontline), frontline)
    other = persons.add_person(system, name="Other", now=NOW).pk
    named = actions.name_alternate(holder_of(chair), seat_id=frontline.pk, person_id=other, starts=TODAY, now=NOW)
    assert named.filled_by == Filling.APPOINTMENT


def test_days_of_an_alternate_lie_within_the_seats(lead: Actor, system: Actor) -> None:
    body = full_body(system)
    short = seat(system, body, OPERATIONS, name="Short", ends=date(2026, 4, 1))
    for starts, ends in ((date(2026, 4, 2), None), (date(2026, 3, 9), date(2026, 3, 8))):
        with pytest.raises(BadInput):
            alternate(lead, short, starts=starts, ends=ends)


def test_another_workspace_neither_names_nor_ends_alternates(lead: Actor, system: Actor) -> None:
    frontline = held(system, full_body(system))[2]
    stands_in = alternate(lead, frontline)
    stranger = people.member(people.workspace(), Role.TALENT_LEAD).actor
    with pytest.raises(NotFound):
        alternate(stranger, frontline)
    with pytest.raises(NotFound):
        actions.end_alternate(stranger, alternate_id=stands_in.pk, last_day=TODAY, now=NOW)
    with pytest.raises(NotFound):
        queries.alternate(stranger, stands_in.pk)


def test_an_erased_alternate_makes_room_for_another(lead: Actor, system: Actor) -> None:
    frontline = held(system, full_body(system))[2]
    for starts in (TODAY - timedelta(days=9), TODAY + timedelta(days=9)):
        gone = alternate(lead, frontline, starts=starts)
        assert gone.person_id is not None
        (told,) = [row for row in answers.personal_data(system, gone.person_id) if row["kind"] == "alternate"]
        assert told["values"]["starts"] == starts  # type: ignore[index]
        persons.erase_person(system, person_id=gone.person_id, now=NOW)
        assert answers.personal_data(system, gone.person_id) == []
    assert alternate(lead, frontline, name="Next", starts=TODAY + timedelta(days=10)).ends is None


def test_two_open_alternates_of_a_seat_are_refused_by_the_database(lead: Actor, system: Actor) -> None:
    frontline = held(system, full_body(system))[2]
    alternate(lead, frontline)
    with pytest.raises(DatabaseError), transaction.atomic():
        Alternate.objects.record(
            lead, now=NOW, seat=frontline, person=None, filled_by=Filling.ELECTION, starts=date(2027, 1, 1)
        )


# Whose voice it is


def test_who_leads_does_not_speak_for_those_who_do_the_work_nor_who_is_from_here_for_outside(
    lead: Actor, place: Workspace, system: Actor
) -> None:
    body = actions.set_up_body(system, name="Panel", now=NOW)
    manager = people.member(place, Role.LINE_MANAGER, name="Boss")
    led = people.member(place, Role.WORKER, name="Una")
    leads = people.member(place, Role.WORKER, name="Informal")
    persons.set_manager(system, person_id=led.person_id, manager_id=leads.person_id, now=NOW)
    hires = people.member(place, Role.TALENT_LEAD, name="Hires too")
    partner = people.member(place, Role.PROVIDER, name="School")
    give = {"body_id": body.pk, "starts": TODAY, "now": NOW}
    for her, constituency in (
        (manager, FRONTLINE), (leads, FRONTLINE), (hires, FRONTLINE), (hires, EXTERNAL), (led, EXTERNAL),
        (partner, HR), (partner, FRONTLINE),
    ):  # fmt: skip
        with pytest.raises(BadInput):
            actions.take_seat(system, constituency=constituency, person_id=her.person_id, **give)  # type: ignore[arg-type]
    assert [name for _, name in queries.whom_to_seat(lead, body, TODAY, EXTERNAL)] == ["School"]
    assert [name for _, name in queries.whom_to_seat(lead, body, TODAY, FRONTLINE)] == ["Una"]
    frontline = actions.take_seat(system, constituency=FRONTLINE, person_id=led.person_id, **give)  # type: ignore[arg-type]
    with pytest.raises(BadInput):
        actions.name_alternate(system, seat_id=frontline.pk, person_id=manager.person_id, starts=TODAY, now=NOW)


def test_whoever_came_to_lead_has_a_vote_and_is_no_frontline_voice(lead: Actor, system: Actor) -> None:
    body = full_body(system)
    hr, operations, frontline, external = held(system, body)
    proposal = question(lead, body)
    assert frontline.person_id is not None
    persons.grant_role(system, person_id=frontline.person_id, role=Role.LINE_MANAGER, now=NOW)
    for seat_ in (hr, operations, frontline, external):
        cast(seat_, proposal)
    assert queries.groups(lead, TODAY)[0].unfitting == {frontline.pk}
    stands = queries.standing(proposal, AFTER)
    assert (stands.voted, stands.outcome) == (4, Outcome.NO_FRONTLINE_VOICE)
    with pytest.raises(actions.TooFewSeats):
        question(lead, body)


# Terms


def test_a_seat_says_how_it_was_filled(lead: Actor, system: Actor) -> None:
    body = full_body(system)
    her = persons.add_person(system, name="Una", now=NOW)
    elected = actions.take_seat(
        lead, body_id=body.pk, constituency=FRONTLINE, person_id=her.pk, starts=TODAY, now=NOW,
        filled_by=Filling.UNION_NOMINATION,
    )  # fmt: skip
    assert queries.seat(lead, elected.pk).filled_by == Filling.UNION_NOMINATION
    (told,) = answers.personal_data(system, her.pk)
    assert told["values"]["filled_by"] == "Union Nomination"  # type: ignore[index]


def test_a_former_participant_sits_and_votes(lead: Actor, system: Actor) -> None:
    body = full_body(system)
    assert ALUMNI not in queries.groups(lead, TODAY)[0].missing, "a group of four is whole without"
    alumna = seat(lead, body, ALUMNI, name="Alma")
    proposal = question(lead, body)
    assert proposal.seats == 5
    assert cast(alumna, proposal).choice == Choice.YES


def test_a_term_that_ran_out_is_overdue_until_somebody_follows(lead: Actor, system: Actor) -> None:
    body = full_body(system)
    frontline = held(system, body)[2]
    last = TODAY + timedelta(days=20)
    assert queries.groups(lead, TODAY)[0].overdue == {}
    assert answers.due_for(lead, NOW) == []
    actions.end_seat(lead, seat_id=frontline.pk, last_day=last, now=NOW)
    (due,) = answers.due_for(lead, NOW)
    assert (due.title, due.by) == ("Fill the seat: People who do the work, Standards group", last)
    assert answers.due_for(holder_of(held(system, body)[1]), NOW) == [], "she gives no seats"
    (group,) = queries.groups(lead, last + timedelta(days=1))
    assert group.overdue == {FRONTLINE: last}
    assert FRONTLINE in group.missing
    seat(lead, body, FRONTLINE, name="Next", starts=last + timedelta(days=1))
    assert answers.due_for(lead, NOW) == []
    assert queries.groups(lead, last + timedelta(days=1))[0].overdue == {}


def test_a_chair_is_told_of_a_term_that_ran_out(system: Actor) -> None:
    body = full_body(system)
    chair, operations, *_ = held(system, body)
    actions.end_seat(system, seat_id=operations.pk, last_day=TODAY - timedelta(days=1), now=NOW)
    assert [due.title for due in answers.due_for(holder_of(chair), NOW)] == [
        "Fill the seat: Operations, Standards group"
    ]
