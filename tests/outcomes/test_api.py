"""Outcomes by REST: the registered study, and figures as they left the house."""

import pytest
from django.test import Client
from tests.hiring.factories import NOW, ranked, sender
from tests.people import factories as places

from skillmark.foundation.roles import Role
from skillmark.outcomes import actions, rules

pytestmark = pytest.mark.django_db


def test_a_study_is_read_with_the_plan_its_hash_is_of() -> None:
    made, _ = ranked()
    may = sender(places.member(made.where, Role.EVALUATOR), "outcomes.study.read")
    base = f"/api/v1/campaigns/{made.campaign.pk}"
    assert Client().get(f"{base}/study", headers=may).status_code == 404
    assert Client().get(f"{base}/measurement-plan", headers=may).status_code == 404
    actions.register_study(made.actor, campaign_id=made.campaign.pk, now=NOW)
    told = Client().get(f"{base}/study", headers=may).json()
    plan = Client().get(f"{base}/measurement-plan", headers=may).json()
    added = {"registered_at", "plan_hash", "hash_of"}
    assert told["plan_hash"] == plan["plan_hash"]
    assert rules.digest_of({name: value for name, value in plan.items() if name not in added}) == told["plan_hash"]


def test_figures_are_the_same_with_a_token_and_without_and_name_no_count_that_is_hidden() -> None:
    made, _ = ranked()
    release = actions.release_figures(made.actor, campaign_id=made.campaign.pk, minimum=10, now=NOW)
    may = sender(places.member(made.where, Role.AGENCY), "outcomes.figures.read")
    (listed,) = Client().get(f"/api/v1/campaigns/{made.campaign.pk}/releases", headers=may).json()["items"]
    whole = Client().get(f"/api/v1/releases/{release.pk}", headers=may).json()
    assert Client().get("/api/v1/published-figures").json() == [listed]
    assert Client().get(f"/api/v1/published-figures/{release.pk}").json() == whole
    assert {name: whole[name] for name in listed} == listed
    assert [list(cell.values()) for cell in whole["cells"]] == release.rows
    assert any(cell["count"] is None for cell in whole["cells"])
    assert {"people", "erased"}.isdisjoint(whole)
    assert (listed["programme"], listed["job"]) == ("Start-here programme", release.run.framework.title)


def test_another_workspace_gets_neither_study_nor_release() -> None:
    made, _ = ranked()
    actions.register_study(made.actor, campaign_id=made.campaign.pk, now=NOW)
    release = actions.release_figures(made.actor, campaign_id=made.campaign.pk, minimum=10, now=NOW)
    member = places.member(places.workspace(), Role.EVALUATOR)
    may = sender(member, "outcomes.study.read", "outcomes.figures.read")
    base = f"/api/v1/campaigns/{made.campaign.pk}"
    for address in (f"{base}/study", f"{base}/measurement-plan", f"{base}/releases", f"/api/v1/releases/{release.pk}"):
        assert Client().get(address, headers=may).status_code == 404
