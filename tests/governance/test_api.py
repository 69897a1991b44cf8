"""Who decides, what is asked, voted, said, reviewed and appealed, over REST: as the pages have it, and no more."""

import hashlib
import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.governance.appealing import house
from tests.governance.consulting import ADDRESS, opened, said
from tests.governance.factories import LONG_AGO, cast, full_body, held, question
from tests.governance.test_secrecy import every_row
from tests.hiring.factories import sender
from tests.people import factories as people
from tests.standards import factories as standards

from skillmark.foundation import sources
from skillmark.foundation.models.doors import KeptAnswer
from skillmark.foundation.roles import Actor, Role
from skillmark.governance import actions, queries
from skillmark.governance.queries import Body, Choice, Constituency, Hidden, Proposal

pytestmark = pytest.mark.django_db
READ, VOTE = "governance.proposal.read", "governance.proposal.vote"
JSON = "application/json"


def get(member: people.Member, path: str, permission: str = "governance.body.read") -> Any:
    return Client().get(f"/api/v1{path}", headers=sender(member, permission))


def ballot(member: people.Member, proposal: Proposal, choice: str, key: str = "once", **token: str) -> Any:
    headers = token or sender(member, VOTE, key=key)
    body = {"choice": choice}
    return Client().post(f"/api/v1/proposals/{proposal.pk}/ballots", body, content_type=JSON, headers=headers)


def seated(system: Actor, lead: people.Member, body: Body) -> people.Member:
    """Somebody with a log-in in a fifth seat."""
    voter = people.member(people.queries.workspace(lead.actor), Role.WORKER, name="Vera Sol")
    actions.take_seat(
        system, body_id=body.pk, constituency=Constituency.FRONTLINE, person_id=voter.person_id, starts=LONG_AGO,
        now=people.NOW,
    )  # fmt: skip
    return voter


def asked(system: Actor, body: Body) -> Proposal:
    return question(system, body, now=sources.now())


def test_groups_tell_their_seats_and_whoever_is_missing(lead: people.Member, body: Body) -> None:
    (told,) = get(lead, "/decision-groups").json()["items"]
    assert [(seat["constituency"], seat["chairs"]) for seat in told["seats"]] == [
        ("hr", True), ("operations", False), ("frontline", False), ("external", False),
    ]  # fmt: skip
    assert (told["quorum"], told["missing"], told["seats"][0]["name"]) == (3, [], "Voice of hr")
    elsewhere = people.member(people.workspace(), Role.TALENT_LEAD)
    assert get(elsewhere, "/decision-groups").json()["items"] == []


def test_who_leads_on_an_area_of_work_and_what_is_asked_of_it(lead: people.Member, system: Actor, body: Body) -> None:
    now = sources.now()
    area = actions.add_workstream(lead.actor, name="Partners", owner_id=lead.person_id, now=now)
    actions.set_rights(lead.actor, item=area.pk, lead=body.pk, support=[Constituency.HR], now=now)
    actions.propose(
        system, body_id=body.pk, question="change_policy", subject_type=queries.WORKSTREAM, subject_id=area.pk,
        title="A third school?", what_changes="One more.", deadline=now + timedelta(days=7), now=now,
    )  # fmt: skip
    told = get(lead, "/decision-rights").json()
    assert [each["item"] for each in told[:2]] == ["publish", "cut_score"]
    own = told[-1]
    assert (own["name"], own["lead"]["body"], own["owner"]) == ("Partners", "Standards group", "Ruth Adeyemi")
    assert [each["constituency"] for each in own["support"]] == ["hr"]
    assert [(each["title"], each["left"]) for each in own["asked"]] == [("A third school?", 4)]


def test_a_vote_is_cast_once_by_whoever_has_it_and_its_count_is_told_when_it_is_closed(
    lead: people.Member, system: Actor, body: Body
) -> None:
    voter = seated(system, lead, body)
    proposal = asked(system, body)
    assert get(voter, f"/proposals/{proposal.pk}", READ).json()["may_vote"] is True
    assert ballot(lead, proposal, "yes").status_code == 403, "she has no seat"
    assert ballot(voter, proposal, "yes", **sender(voter, READ, key="x")).status_code == 403, "the token may not"
    answers = [ballot(voter, proposal, "yes", **headers) for headers in [sender(voter, VOTE, key="one")] * 2]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == {"proposal_id": str(proposal.pk), "voted": 1, "seats": 5}
    assert ballot(voter, proposal, "no", "two").status_code == 403, "she has cast it"
    told = get(lead, f"/proposals/{proposal.pk}", READ).json()
    assert (told["state"], told["voted"], told["in_favour"], told["may_vote"]) == ("open", 1, None, False)
    for seat in held(system, body):
        if seat.person_id != voter.person_id:
            cast(seat, proposal, Choice.NO, now=sources.now())
    assert get(lead, f"/proposals/{proposal.pk}", READ).json()["state"] == "open", "nobody has closed it"
    actions.close_proposal(system, proposal_id=proposal.pk, now=sources.now())
    (listed,) = get(lead, "/proposals", READ).json()["items"]
    assert (listed["state"], listed["in_favour"], listed["against"]) == ("rejected", 1, 4)


def test_how_one_votes_in_secret_through_a_program_stands_nowhere(lead: people.Member, system: Actor) -> None:
    body = full_body(system)
    voter = seated(system, lead, body)
    actions.choose_secrecy(lead.actor, body_id=body.pk, secret=True, now=people.NOW)
    proposal = asked(system, body)
    token = sender(voter, VOTE, key="one")
    answer = ballot(voter, proposal, "no", **token)
    assert answer.status_code == 201
    again = ballot(voter, proposal, "yes", **token)
    assert (again.content, again.headers["Idempotency-Replayed"]) == (answer.content, "true")
    path = f"/api/v1/proposals/{proposal.pk}/ballots"
    tried = {
        hashlib.sha256(b"\n".join([b"POST", path.encode(), json.dumps({"choice": choice}, separators=way).encode()]))
        .hexdigest()
        for choice in Choice.values for way in (None, (",", ":"))
    }  # fmt: skip
    assert KeptAnswer.objects.get().request_digest not in tried, "whoever has the digest tries the few ways there are"
    assert not [row for row in every_row() if '"choice": "no"' in row or any(digest in row for digest in tried)]
    told = get(lead, f"/proposals/{proposal.pk}", READ).json()
    assert (told["secret"], told["voted"], told["in_favour"], told["against"]) == (True, 1, None, None)
    assert "ballots" not in told


def test_a_comment_is_read_without_hidden_words_and_never_with_an_address(
    lead: people.Member, system: Actor, body: Body
) -> None:
    draft = standards.tideway(system)
    round_of = opened(lead.actor, body, draft)
    said(round_of, "It is vague.", address=ADDRESS, organisation="A school")
    rude = said(round_of, "Ruth is a fool.")
    actions.hide_comment(lead.actor, comment_id=rude.pk, because=Hidden.INSULT, now=people.NOW)
    answer = get(lead, f"/consultations/{round_of.pk}/comments")
    first, second = answer.json()["items"]
    assert (first["text"], first["organisation"], first["response"]) == ("It is vague.", "A school", None)
    assert (second["text"], second["hidden_because"]) == ("", "insult")
    assert ADDRESS not in answer.content.decode()
    whole = get(lead, f"/consultations/{round_of.pk}").json()
    assert (whole["waiting"], hashlib.sha256(whole["text"].encode()).hexdigest()) == (2, whole["digest"])
    assert get(people.member(people.workspace(), Role.TALENT_LEAD), f"/consultations/{round_of.pk}").status_code == 404


def test_minutes_and_reviews_are_read_as_they_stand(lead: people.Member, system: Actor, body: Body) -> None:
    now = sources.now()
    called = actions.call_meeting(lead.actor, body_id=body.pk, begins_at=now + timedelta(days=7), now=now)
    (listed,) = get(lead, "/meetings").json()["items"]
    assert listed["id"] == str(called.pk)
    assert get(lead, f"/meetings/{called.pk}/minutes").json() == []
    draft = standards.published(system, standards.tideway(system))
    today = people.queries.today(lead.actor, now)
    cycle = actions.set_review(
        lead.actor, body_id=body.pk, subject_type=draft._meta.label_lower, subject=draft.lineage, months=12,
        first_due_on=today, now=now,
    )  # fmt: skip
    told = get(lead, f"/reviews/{cycle.pk}").json()
    assert (told["timing"], told["days"], told["due_on"], told["held"]) == ("soon", 0, today.isoformat(), [])
    (due,) = get(lead, "/reviews").json()["items"]
    assert due == {name: told[name] for name in due}


def test_an_appeal_is_read_by_who_files_it_and_by_who_leads_without_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    made = house(monkeypatch)
    found = made.appeal()
    permission = "governance.appeal.read"
    own = get(made.her, f"/appeals/{found.pk}", permission).json()
    assert (own["person_id"], own["text"], own["kept"]) == (str(made.her.person_id), found.text, False)
    led = get(made.lead, f"/appeals/{found.pk}", permission).json()
    assert (led["person_id"], led["text"], led["decider"]) == (str(made.her.person_id), None, "")
    assert get(made.marked, f"/appeals/{found.pk}", permission).status_code == 404
    assert get(made.marked, "/appeals", "governance.appeal.list").json()["items"] == []
    actions.name_agent(people.system(made.place), name="Local 12", starts=LONG_AGO, now=people.NOW)
    (kept,) = get(made.lead, "/appeals", "governance.appeal.list").json()["items"]
    assert (kept["kept"], kept["person_id"], kept["title"]) == (True, None, None)
    assert queries.appeals_in_sight(made.her.actor).count() == 1
