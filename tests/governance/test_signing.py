"""What a group decided about a standard is carried out once management, those who do the work and a partner signed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.governance.factories import NOW, cast, full_body, held, holder_of, question, seat
from tests.people import factories as people
from tests.standards import factories as standards

from skillmark.foundation.access import Forbidden
from skillmark.foundation.models import Workspace
from skillmark.foundation.roles import Actor, Role
from skillmark.governance import actions, answers, queries
from skillmark.governance.queries import Choice, Constituency, Outcome, Proposal, Side
from skillmark.standards import actions as publishing
from skillmark.standards import handlers
from skillmark.standards.models import Framework, Status

pytestmark = pytest.mark.django_db
LATER = standards.NOON + timedelta(days=8)


@pytest.fixture
def system() -> Actor:
    return people.system(people.workspace())


def voted(system: Actor, without: Constituency, *, secret: bool = False) -> tuple[Framework, Proposal]:
    """A draft that passed, with a vote against it by this seat."""
    framework = standards.tideway(system)
    if secret:
        body = full_body(system, now=standards.NOON)
        chair = holder_of(held(system, body)[0])
        actions.choose_secrecy(chair, body_id=body.pk, secret=True, now=standards.NOON)
        standards.argued(system, framework, now=standards.NOON)
        proposal = publishing.ask_to_publish(
            system, framework_id=framework.pk, body_id=body.pk, title="Publish?", what_changes="Marks.",
            deadline=standards.NOON + timedelta(days=7), now=standards.NOON,
        )  # fmt: skip
    else:
        proposal = standards.ask(system, framework)
    for each in held(system, proposal.body):
        against = each.constituency == without
        cast(each, proposal, Choice.NO if against else Choice.YES, now=standards.NOON)
    decision = actions.close_proposal(system, proposal_id=proposal.pk, now=LATER)
    assert decision.outcome == Outcome.PASSED
    return framework, queries.proposal(system, proposal.pk)


def test_a_vote_in_favour_signs_and_the_side_that_voted_against_signs_before_it_is_published(system: Actor) -> None:
    framework, proposal = voted(system, Constituency.FRONTLINE)
    assert [side for side, _ in queries.signatures(proposal.decision)] == [
        Side.MANAGEMENT, Side.MANAGEMENT, Side.EXTERNAL,
    ]  # fmt: skip
    assert queries.unsigned(proposal.decision) == (Side.FRONTLINE,)
    handlers.publish_when_passed(system, proposal.decision.pk, {}, LATER)
    framework.refresh_from_db()
    assert framework.status == Status.DRAFT
    with pytest.raises(publishing.NotSigned):
        publishing.publish_framework(system, framework_id=framework.pk, now=LATER)
    frontline = holder_of(held(system, proposal.body)[2])
    assert [due.title for due in answers.due_for(frontline, LATER)] == [f"Sign: {proposal.title}"]
    actions.sign(frontline, proposal_id=proposal.pk, now=LATER)
    assert answers.due_for(frontline, LATER) == []
    handlers.publish_when_passed(system, proposal.decision.pk, {}, LATER)
    framework.refresh_from_db()
    assert framework.status == Status.PUBLISHED
    shown = Client().get(f"/standards/{framework.pk}/").content.decode()
    assert "Signed for management, for those who do the work and by an outside partner" in shown
    assert "Voice of" not in shown


def test_nobody_signs_for_another_side_twice_or_before_there_is_a_decision(system: Actor) -> None:
    _framework, proposal = voted(system, Constituency.FRONTLINE)
    late = seat(system, proposal.body, Constituency.FRONTLINE, name="Late", now=LATER)
    for each in (*held(system, proposal.body)[:2], late):  # management has signed; whoever came later had no vote
        with pytest.raises(actions.CannotSign):
            actions.sign(holder_of(each), proposal_id=proposal.pk, now=LATER)
    with pytest.raises(actions.CannotSign):
        actions.sign(system, proposal_id=proposal.pk, now=LATER)
    frontline = held(system, proposal.body)[2]
    weak = Actor(scope=system.scope, person_id=frontline.person_id)
    with pytest.raises(Forbidden):
        actions.sign(weak, proposal_id=proposal.pk, now=LATER)
    actions.sign(holder_of(frontline), proposal_id=proposal.pk, now=LATER)
    with pytest.raises(actions.CannotSign):
        actions.sign(holder_of(frontline), proposal_id=proposal.pk, now=LATER)
    undecided = standards.ask(system, standards.tideway(system))
    with pytest.raises(actions.CannotSign):
        actions.sign(holder_of(held(system, undecided.body)[2]), proposal_id=undecided.pk, now=LATER)


def test_only_the_decision_that_stands_is_to_be_signed_and_many_take_as_many_queries_as_one(
    system: Actor, django_assert_num_queries: Callable[..., Any]
) -> None:
    framework, proposal = voted(system, Constituency.FRONTLINE)
    body, frontline = proposal.body, holder_of(held(system, proposal.body)[2])
    with CaptureQueriesContext(connection) as counted:
        assert queries.to_sign(frontline, LATER) == [proposal]
    again = publishing.ask_to_publish(
        system, framework_id=framework.pk, body_id=body.pk, title="Again?", what_changes="Marks.",
        deadline=LATER + timedelta(days=7), now=LATER,
    )  # fmt: skip
    for each in held(system, body):
        against = each.constituency == Constituency.FRONTLINE
        cast(each, again, Choice.NO if against else Choice.YES, now=LATER)
    actions.close_proposal(system, proposal_id=again.pk, now=LATER)
    with django_assert_num_queries(len(counted)):
        assert queries.to_sign(frontline, LATER) == [again]


def test_a_secret_vote_signs_nothing_so_every_side_signs_afterwards(system: Actor) -> None:
    framework, proposal = voted(system, Constituency.HR, secret=True)
    assert queries.unsigned(proposal.decision) == tuple(Side)
    for number in (0, 2, 3):
        with pytest.raises(publishing.NotSigned):
            publishing.publish_framework(system, framework_id=framework.pk, now=LATER)
        actions.sign(holder_of(held(system, proposal.body)[number]), proposal_id=proposal.pk, now=LATER)
    assert publishing.publish_framework(system, framework_id=framework.pk, now=LATER).status == Status.PUBLISHED


def test_a_group_without_an_outside_partner_is_not_asked_to_publish(system: Actor) -> None:
    body = actions.set_up_body(system, name="Only ours", now=NOW)
    for constituency in (Constituency.HR, Constituency.OPERATIONS, Constituency.FRONTLINE):
        seat(system, body, constituency, chairs=constituency is Constituency.HR)
    framework = standards.tideway(system)
    standards.argued(system, framework, now=NOW)
    with pytest.raises(actions.NobodyToSign):
        publishing.ask_to_publish(
            system, framework_id=framework.pk, body_id=body.pk, title="Publish?", what_changes="Marks.",
            deadline=NOW + timedelta(days=7), now=NOW,
        )  # fmt: skip
    assert not question(system, body).wants_signatures  # other questions need no signature


def test_the_page_says_who_signed_and_lets_the_missing_side_sign() -> None:
    place: Workspace = people.workspace()
    system, worker = people.system(place), people.member(place, Role.WORKER, name="Joe Kaminski")
    body = actions.set_up_body(system, name="Group", now=standards.NOON)
    for constituency in actions.READY_SEATS:
        if constituency is Constituency.FRONTLINE:
            actions.take_seat(
                system, body_id=body.pk, constituency=constituency, person_id=worker.person_id,
                starts=standards.NOON.date(), now=standards.NOON,
            )  # fmt: skip
        else:
            seat(system, body, constituency, chairs=constituency is Constituency.HR, now=standards.NOON)
    framework = standards.tideway(system)
    standards.argued(system, framework, now=standards.NOON)
    proposal = publishing.ask_to_publish(
        system, framework_id=framework.pk, body_id=body.pk, title="Publish?", what_changes="Marks.",
        deadline=standards.NOON + timedelta(days=7), now=standards.NOON,
    )  # fmt: skip
    for each in held(system, body):
        cast(each, proposal, Choice.NO if each.person_id == worker.person_id else Choice.YES, now=standards.NOON)
    actions.close_proposal(system, proposal_id=proposal.pk, now=LATER)
    address, browser = f"/w/{place.slug}/decisions/{proposal.pk}/", worker.client(strong=True)
    shown = browser.get(address).content.decode()
    assert "Outside partner: Voice of external" in shown
    assert "not signed yet" in shown
    assert "for this side:" in browser.get(address + "sign/").content.decode()
    assert browser.post(address + "sign/").status_code == 302
    signed = browser.get(address).content.decode()
    assert "People who do the work: Joe Kaminski" in signed
    assert "not signed yet" not in signed
    assert browser.get(address + "sign/").status_code in (403, 404)
