"""Hiring by REST: open jobs, runs of fit without what is private, and invitations."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.hiring.factories import NOW, posting, ranked, sender, setting
from tests.people import factories as places

from skillmark.foundation import sources
from skillmark.foundation.roles import Role
from skillmark.hiring import actions, queries
from skillmark.people.queries import day_in

pytestmark = pytest.mark.django_db
JSON = "application/json"


def test_open_jobs_are_read_with_a_token_and_by_everybody_without_one() -> None:
    made = setting()
    today = day_in(made.where, sources.now())
    opened = posting(made, opens_on=today, closes_on=today + timedelta(days=30))
    may = sender(places.member(made.where, Role.RECRUITER), "hiring.job.read")
    (listed,) = Client().get("/api/v1/open-jobs", headers=may).json()["items"]
    assert listed == Client().get(f"/api/v1/open-jobs/{opened.pk}", headers=may).json()
    assert (listed["pay_low"], listed["currency"], listed["pay_period"]) == (2350, "USD", "HOUR")
    (public,) = Client().get("/api/v1/published-jobs").json()["items"]
    assert public == {name: listed[name] for name in public}
    assert "campaign_id" not in public
    document = Client().get(f"/api/v1/published-jobs/{opened.pk}").json()
    assert document["@type"] == "JobPosting"
    actions.end_posting(made.actor, posting_id=opened.pk, now=NOW)
    assert Client().get("/api/v1/published-jobs").json()["items"] == []
    assert Client().get(f"/api/v1/published-jobs/{opened.pk}").status_code == 404


def test_a_run_tells_the_order_and_nothing_private() -> None:
    made, run = ranked()
    may = sender(places.member(made.where, Role.RECRUITER), "hiring.fit.read")
    (told,) = Client().get(f"/api/v1/campaigns/{made.campaign.pk}/fit-runs", headers=may).json()["items"]
    assert told == Client().get(f"/api/v1/fit-runs/{run.pk}", headers=may).json()
    assert (told["people"], told["seats"], told["anything_checked"]) == (80, 4, False)
    first = Client().get(f"/api/v1/fit-runs/{run.pk}/entries?limit=50", headers=may).json()
    rest = Client().get(f"/api/v1/fit-runs/{run.pk}/entries?cursor={first['next']}", headers=may).json()
    listed = sorted(first["items"] + rest["items"], key=lambda row: row["position"])
    kept = list(queries.entries(made.actor, run.pk))
    assert [row["person_id"] for row in listed] == [str(entry.person_id) for entry in kept]
    assert [row["unmet_essentials_effective"] for row in listed] == [entry.unmet_effective for entry in kept]
    assert {"holdings", "past_jobs", "tried", "known_as"}.isdisjoint(listed[0])
    assert not [name for name in listed[0] if "wage" in name or "commute" in name]


def test_a_recruiter_invites_once_however_often_it_is_sent() -> None:
    made, run = ranked()
    member = places.member(made.where, Role.RECRUITER)
    may = sender(member, "hiring.person.invite", key="one")
    chosen = [str(entry.pk) for entry in queries.entries(made.actor, run.pk)[:2]]
    address = f"/api/v1/fit-runs/{run.pk}/invitations"
    answers = [Client().post(address, {"entry_ids": chosen}, content_type=JSON, headers=may) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert {row["invited_by_id"] for row in answers[0].json()} == {str(member.person_id)}
    assert queries.invitations(made.actor, made.campaign.pk).count() == 2
    again = may | {"idempotency-key": "two"}
    assert Client().post(address, {"entry_ids": chosen}, content_type=JSON, headers=again).json() == []
    nobody = may | {"idempotency-key": "three"}
    assert Client().post(address, {"entry_ids": []}, content_type=JSON, headers=nobody).status_code == 422


def test_another_workspace_gets_no_run() -> None:
    made, run = ranked()
    elsewhere = sender(places.member(places.workspace(), Role.RECRUITER), "hiring.fit.read")
    for address in (f"campaigns/{made.campaign.pk}/fit-runs", f"fit-runs/{run.pk}", f"fit-runs/{run.pk}/entries"):
        assert Client().get(f"/api/v1/{address}", headers=elsewhere).status_code == 404
