"""A standard is retired by the decision of its body alone: nothing new is started on it, and what was earned stays."""

import json
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from tests.assessment.factories import TO_STANDARD, TWO_ONE_INDEPENDENT
from tests.governance.factories import decided
from tests.hiring.factories import NOW, Setting, posting
from tests.hiring.test_applying import earnest
from tests.people import factories as people
from tests.standards.factories import load_small_database, net_menders, published

from skillmark.assessment import actions as assessment
from skillmark.campaigns import actions as campaigns
from skillmark.credentials import actions as credentials
from skillmark.foundation.roles import Role
from skillmark.governance.queries import Question
from skillmark.hiring import actions as hiring
from skillmark.hiring.queries import Posting
from skillmark.kernel.values import BadInput
from skillmark.standards import actions, affected, answers, consistency, queries

pytestmark = pytest.mark.django_db
House = tuple[Setting, Posting]


@pytest.fixture
def house() -> House:
    return earnest()


def retired(made: Setting, framework: queries.Framework, successor_id: UUID | None = None) -> queries.Retirement:
    decided(made.actor, framework, Question.RETIRE_STANDARD)
    return actions.retire_framework(made.actor, framework_id=framework.pk, successor_id=successor_id, now=NOW)


def raw(sql: str, framework: queries.Framework) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, [framework.pk.hex if connection.vendor == "sqlite" else framework.pk])


def test_without_a_standing_decision_nothing_is_retired(house: House) -> None:
    made, job = house
    with pytest.raises(actions.NoDecision):
        actions.retire_framework(made.actor, framework_id=job.framework_id, now=NOW)
    decided(made.actor, job.framework, Question.PUBLISH)  # about another question
    with pytest.raises(actions.NoDecision):
        actions.retire_framework(made.actor, framework_id=job.framework_id, now=NOW)
    assert queries.framework(made.actor, job.framework_id).status == queries.Status.PUBLISHED


def test_a_decision_about_one_version_retires_no_other(house: House) -> None:
    made, job = house
    decided(made.actor, job.framework, Question.RETIRE_STANDARD)
    newer = published(made.actor, actions.revise(made.actor, framework_id=job.framework_id, now=NOW))
    with pytest.raises(actions.NotInForce):
        actions.retire_framework(made.actor, framework_id=job.framework_id, now=NOW)
    with pytest.raises(actions.NoDecision):
        actions.retire_framework(made.actor, framework_id=newer.pk, now=NOW)


def test_everybody_reads_since_when_and_what_replaces_it(house: House) -> None:
    made, job = house
    load_small_database(made.actor)
    other = published(made.actor, net_menders(made.actor))
    with pytest.raises(BadInput):
        retired(made, job.framework, job.framework_id)
    ended = retired(made, job.framework, other.pk)
    assert retired(made, job.framework) == ended  # once, whatever is said later
    page = Client().get(reverse("standards:published", args=[job.framework_id])).content.decode()
    assert "No longer in use since" in page
    assert reverse("standards:published", args=[other.pk]) in page
    assert reverse("standards:self_assessment", args=[job.framework_id]) not in page
    told = json.loads(Client().get(reverse("standards:published_document", args=[job.framework_id])).content)
    assert (told["status"], told["replaced_by"]) == ("retired", str(other.pk))
    assert told["retired_on"] == ended.retired_on.isoformat()
    assert job.framework_id not in {one.pk for one in queries.in_public()}


def test_nothing_new_is_started_on_it_and_what_was_earned_stays(house: House) -> None:
    made, job = house
    framework, lead = job.framework, made.actor
    task = assessment.set_task(
        lead, framework_id=framework.pk, work_task_id=queries.work_tasks(lead, framework.pk)[0].pk, shows=["TP-01"],
        now=NOW,
    )  # fmt: skip
    assessment.set_policy(lead, framework_id=framework.pk, layers=TWO_ONE_INDEPENDENT, now=NOW)
    her = people.member(made.where, Role.WORKER)
    before = assessment.open_sitting(lead, task_id=task.pk, person_id=her.person_id, now=NOW)
    retired(made, framework)
    with pytest.raises(queries.NotInUse):
        assessment.open_sitting(lead, task_id=task.pk, person_id=her.person_id, now=NOW)
    with pytest.raises(queries.NotInUse):
        credentials.define_achievement(lead, framework_id=framework.pk, public_name="Pumps", now=NOW)
    with pytest.raises(queries.NotInUse):
        campaigns.start_campaign(
            lead, title="Pumps", template="nontraditional", framework_id=framework.pk, openings=2, starts_on=NOW.date(),
            now=NOW,
        )  # fmt: skip
    with pytest.raises(queries.NotInUse):
        posting(made)
    with pytest.raises(queries.NotInUse):
        hiring.run_fit(lead, campaign_id=made.campaign.pk, now=NOW)
    assessor = people.member(made.where, Role.ASSESSOR)
    assert assessment.rate(assessor.actor, sitting_id=before.pk, scores=TO_STANDARD, now=NOW).pk  # what began goes on


def test_what_uses_it_is_listed_and_an_open_job_is_flagged(house: House) -> None:
    made, job = house
    lead = people.member(made.where, Role.TALENT_LEAD)
    page = reverse("standards:retire", args=[lead.slug, job.framework_id])
    with time_machine.travel(NOW, tick=False):
        client = lead.client()
        assert reverse("governance:ask", args=[lead.slug]) in client.get(page).headers["Location"]
        decided(made.actor, job.framework, Question.RETIRE_STANDARD)
        (due,) = [one for one in answers.due_for(lead.actor, NOW) if one.url == page]
        shown = client.get(due.url).content.decode()
        assert "Open job" in shown
        assert client.post(page, {"successor": ""}).status_code == 302
        assert not [one for one in answers.due_for(lead.actor, NOW) if one.url == page]
        own = client.get(reverse("standards:framework", args=[lead.slug, job.framework_id])).content.decode()
        assert "No longer in use since" in own
        assert [fault.retired for fault in consistency.faults(lead.actor)] == [True]
        shown = client.get(reverse("standards:consistent", args=[lead.slug])).content.decode()
        assert reverse("hiring:end_job", args=[lead.slug, job.pk]) in shown
        public = Client().get(reverse("hiring:public_posting", args=[job.pk])).content.decode()
        assert "no longer in use" in public
    assert job.title in {hit.title for hits in affected.by(lead.actor, job.framework_id).values() for hit in hits}


@pytest.mark.parametrize("status", ["published", "superseded", "draft"])
def test_the_database_holds_what_is_retired(house: House, status: str) -> None:
    made, job = house
    retired(made, job.framework)
    with pytest.raises(DatabaseError, match="a published standard never changes"):
        raw(f"UPDATE standards_framework SET status = '{status}' WHERE id = %s", job.framework)


def test_it_can_come_back_as_a_new_version_only(house: House) -> None:
    made, job = house
    retired(made, job.framework)
    with pytest.raises(actions.NotInForce):
        actions.revise(made.actor, framework_id=job.framework_id, now=NOW + timedelta(days=1))
