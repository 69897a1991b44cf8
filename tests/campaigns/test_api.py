"""Campaigns and their training by REST."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.campaigns import factories as make
from tests.people import factories as people

from skillmark.foundation import sources, tokens
from skillmark.foundation.roles import Role
from skillmark.learning import actions as learning
from skillmark.people import queries as persons

pytestmark = pytest.mark.django_db


def sender(member: people.Member, *permissions: str) -> dict[str, Any]:
    now = sources.now()
    _, text = tokens.open_token(
        member.strong, name="test", permissions=permissions, expires_at=now + timedelta(days=1), now=now
    )
    return {"authorization": f"Bearer {text}"}


def test_a_campaign_is_read_with_its_steps_and_its_mix() -> None:
    where = make.place()
    lead = people.member(where, Role.TALENT_LEAD)
    started = make.campaign(where)
    make.promise(where, started.pk, 6)
    may = sender(lead, "campaigns.campaign.read")
    listed = Client().get("/api/v1/campaigns", headers=may).json()
    assert [item["title"] for item in listed["items"]] == ["Pump fitters"]
    found = Client().get(f"/api/v1/campaigns/{started.pk}", headers=may).json()
    assert found["promised"] == 6
    assert found["steps"][0] == {
        "step": "promise", "standing": "stuck", "happened_on": "2026-03-02", "figures": {"jobs": 6},
    }  # fmt: skip
    assert [arm["share"] for arm in found["mix"]] == [30, 40, 30]


def test_a_promise_sent_twice_counts_once() -> None:
    where = make.place()
    lead = people.member(where, Role.TALENT_LEAD)
    started = make.campaign(where)
    may = sender(lead, "campaigns.jobs.promise") | {"idempotency-key": "one"}
    employer = str(persons.profile(lead.actor).pk)
    given = {"employer_id": employer, "count": 4, "starts_on": "2026-05-04", "commitment": "Four."}
    for _ in range(2):
        told = Client().post(
            f"/api/v1/campaigns/{started.pk}/promises", given, content_type="application/json", headers=may
        )
        assert told.json()["count"] == 4
    assert make.queries.promised(lead.actor, started.pk) == 4


def test_modules_say_that_they_are_assumed() -> None:
    where = make.place()
    lead = people.member(where, Role.TALENT_LEAD)
    started = make.campaign(where)
    learning.assume_catalogue(lead.actor, campaign_id=started.pk, now=make.NOW)
    may = sender(lead, "learning.catalogue.read")
    listed = Client().get(f"/api/v1/campaigns/{started.pk}/modules?limit=2", headers=may).json()
    assert len(listed["items"]) == 2
    assert listed["next"]
    assert all(item["assumed"] and item["hours"] == 12 for item in listed["items"])


def test_another_workspace_gets_nothing() -> None:
    started = make.campaign(make.place())
    stranger = people.member(make.place(), Role.TALENT_LEAD)
    may = sender(stranger, "campaigns.campaign.read", "learning.catalogue.read")
    for page in ("", "/modules"):
        assert Client().get(f"/api/v1/campaigns/{started.pk}{page}", headers=may).status_code == 404
    assert Client().get("/api/v1/campaigns", headers=may).json()["items"] == []
