"""Of a secret vote the count alone can ever be read."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core import serializers
from django.urls import reverse
from tests.governance.factories import NOW, cast, full_body, held, holder_of, question
from tests.people import factories as people

from skillmark.foundation import sealing
from skillmark.foundation.access import Forbidden
from skillmark.foundation.roles import Actor, Role
from skillmark.governance import actions, answers, queries
from skillmark.governance.queries import Body, Choice, Outcome, Proposal
from skillmark.people import queries as person_queries

pytestmark = pytest.mark.django_db
AFTER = NOW + timedelta(days=8)


@pytest.fixture
def lead() -> people.Member:
    return people.member(people.workspace(), Role.TALENT_LEAD, name="Ruth Adeyemi")


@pytest.fixture
def system(lead: people.Member) -> Actor:
    return people.system(person_queries.workspace(lead.actor))


def secret_body(lead: people.Member, system: Actor) -> Body:
    body = full_body(system)
    return actions.choose_secrecy(lead.actor, body_id=body.pk, secret=True, now=NOW)


def every_row() -> Iterator[str]:
    """All that the database holds, but for times and ids, which differ each time."""
    for model in apps.get_models():
        manager: Any = model._default_manager
        rows = manager.across_workspaces() if hasattr(manager, "across_workspaces") else manager.all()
        yield from (serializers.serialize("json", [row]) for row in rows)


def test_a_secret_vote_is_counted(lead: people.Member, system: Actor) -> None:
    body = secret_body(lead, system)
    proposal = question(lead.actor, body)
    choices = (Choice.YES, Choice.YES, Choice.NO, Choice.ABSTAIN)
    for seat, choice in zip(held(system, body), choices, strict=True):
        cast(seat, proposal, choice)
    decision = actions.close_proposal(lead.actor, proposal_id=proposal.pk, now=NOW)
    assert decision.outcome == Outcome.PASSED
    assert (decision.in_favour, decision.against, decision.abstained) == (2, 1, 1)
    assert {ballot.choice for ballot in proposal.ballots.all()} == {""}


def test_how_one_voted_stands_nowhere(lead: people.Member, system: Actor) -> None:
    """The rows of two votes that differ in who voted which way are the same but for what is sealed, before and after
    they are closed: no page, program, timeline, export or log could tell what the database does not.
    """
    body = secret_body(lead, system)
    one, other = question(lead.actor, body), question(lead.actor, body)
    ways = (Choice.YES, Choice.YES, Choice.NO, Choice.YES)
    for proposal, order in ((one, ways), (other, reversed(ways))):
        for seat, choice in zip(held(system, body), order, strict=True):
            cast(seat, proposal, choice)
    for closed in (False, True):
        if closed:
            for proposal in (one, other):
                actions.close_proposal(lead.actor, proposal_id=proposal.pk, now=NOW)
        ballots = [
            [(ballot.seat_id, ballot.choice, ballot.alternate_id) for ballot in proposal.ballots.order_by("seat_id")]
            for proposal in (one, other)
        ]
        assert ballots[0] == ballots[1]
        for row in every_row():
            assert '"choice": "yes"' not in row
            assert '"choice": "no"' not in row
    assert not apps.get_model("governance.Tally")._default_manager.across_workspaces().exists()  # type: ignore[attr-defined]


def test_what_is_sealed_has_one_length_and_never_repeats(lead: people.Member, system: Actor) -> None:
    body = secret_body(lead, system)
    proposal = question(lead.actor, body)
    seen = []
    for seat, choice in zip(held(system, body), (Choice.YES, Choice.NO, Choice.ABSTAIN, Choice.YES), strict=True):
        cast(seat, proposal, choice)
        proposal = queries.proposal(lead.actor, proposal.pk)
        seen.append(bytes(proposal.tally.sealed))
    assert len(set(seen)) == 4
    assert len({len(sealed) for sealed in seen}) == 1


def test_the_page_of_an_open_secret_vote_tells_how_many_voted_and_no_more(lead: people.Member, system: Actor) -> None:
    body = secret_body(lead, system)
    proposal = question(lead.actor, body, deadline=NOW.replace(year=2099))
    address = reverse("governance:proposal", args=[lead.slug, proposal.pk])
    shown = []
    for choice in (Choice.YES, Choice.NO):
        again = question(lead.actor, body, deadline=NOW.replace(year=2099), title="A question")
        cast(held(system, body)[2], again, choice)
        page = lead.client().get(reverse("governance:proposal", args=[lead.slug, again.pk])).content.decode()
        assert "1 of 4 seats have voted" in page
        shown.append(page[page.index("<h1") : page.index("</main>")].replace(str(again.pk), ""))
    assert shown[0] == shown[1]
    assert "The vote is secret: who voted is seen, never how one voted." in lead.client().get(address).content.decode()


def test_a_frontline_seat_that_abstained_in_secret_is_no_voice(lead: people.Member, system: Actor) -> None:
    body = secret_body(lead, system)
    proposal = question(lead.actor, body)
    for seat in held(system, body):
        cast(seat, proposal, Choice.ABSTAIN if seat.constituency == "frontline" else Choice.YES)
    assert queries.standing(proposal, AFTER).outcome is Outcome.NO_FRONTLINE_VOICE


def test_a_secret_vote_cannot_be_taken_out_again(lead: people.Member, system: Actor) -> None:
    body = secret_body(lead, system)
    proposal = question(lead.actor, body)
    seat = held(system, body)[3]
    cast(seat, proposal)
    with pytest.raises(actions.CannotDeclare):
        actions.declare_conflict(
            holder_of(seat), proposal_id=proposal.pk, seat_id=seat.pk, reason="A late thought.", now=NOW
        )


def test_a_secret_vote_whose_seats_went_counts_nobody(lead: people.Member, system: Actor) -> None:
    body = secret_body(lead, system)
    hr, operations, frontline, external = held(system, body)
    proposal = question(lead.actor, body)
    tomorrow = NOW + timedelta(days=1)
    for seat in (hr, frontline):
        cast(seat, proposal, now=tomorrow)
    for seat in (operations, external):
        actions.end_seat(lead.actor, seat_id=seat.pk, last_day=NOW.date(), now=tomorrow)
    decision = actions.close_proposal(lead.actor, proposal_id=proposal.pk, now=AFTER)
    assert (decision.outcome, decision.in_favour) == (Outcome.NO_QUORUM, None)


def test_a_secret_vote_that_another_installation_sealed_does_not_pass(
    lead: people.Member, system: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = secret_body(lead, system)
    proposal = question(lead.actor, body)
    for seat in held(system, body):
        cast(seat, proposal)
    monkeypatch.setattr(sealing, "SALT", "another installation")
    assert actions.close_proposal(lead.actor, proposal_id=proposal.pk, now=AFTER).outcome == Outcome.NO_QUORUM


def test_secrecy_is_chosen_by_whoever_leads_or_chairs_and_holds_from_then_on(
    lead: people.Member, system: Actor
) -> None:
    body = full_body(system)
    chair, operations, *_ = held(system, body)
    before: Proposal = question(lead.actor, body)
    with pytest.raises(Forbidden):
        actions.choose_secrecy(holder_of(operations), body_id=body.pk, secret=True, now=NOW)
    actions.choose_secrecy(holder_of(chair), body_id=body.pk, secret=True, now=NOW)
    after = question(lead.actor, queries.body(lead.actor, body.pk))
    assert (before.secret, after.secret) == (False, True)
    assert cast(operations, before).choice == Choice.YES, "what began open goes on so"
    assert [due.title for due in answers.due_for(holder_of(operations), NOW)] == ["Vote: A question"]
