"""What is said in public holds: a job that cites a replaced version, or asks for what nobody assesses, is flagged."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from tests.hiring.factories import NOW, posting
from tests.hiring.test_applying import earnest
from tests.people import factories as people
from tests.standards.factories import published

from skillmark.assessment import actions as assessment
from skillmark.assessment import queries as assessed
from skillmark.foundation.roles import Actor, Role
from skillmark.hiring import actions as hiring
from skillmark.hiring.queries import Posting
from skillmark.standards import actions, answers, consistency, queries

pytestmark = pytest.mark.django_db


def assess(actor: Actor, framework_id: Any) -> None:
    """Tasks that show all the standard asks, at the level asked for."""
    framework = queries.framework(actor, framework_id)
    task = queries.work_tasks(actor, framework_id)[0]
    set_up = assessment.set_task(
        actor, framework_id=framework_id, work_task_id=task.pk, shows=assessed.required(framework), now=NOW
    )
    assert set_up.shows == assessed.required(framework)


@pytest.fixture
def job() -> Posting:
    return earnest()[1]


def lead_of(job: Posting, role: Role = Role.TALENT_LEAD) -> people.Member:
    return people.member(job.workspace, role)


def test_what_is_in_force_and_assessed_is_not_flagged(job: Posting) -> None:
    lead = lead_of(job)
    assess(people.system(job.workspace), job.framework_id)
    with time_machine.travel(NOW, tick=False):
        assert consistency.faults(lead.actor) == []
        assert not [due for due in answers.due_for(lead.actor, NOW) if "does not hold" in due.title]
        page = lead.client().get(reverse("standards:consistent", args=[lead.slug])).content.decode()
    assert "Whatever is cited in public is in force, and assessed." in page


def test_a_competency_that_no_task_shows_is_named_with_what_to_do(job: Posting) -> None:
    lead, actor = lead_of(job), people.system(job.workspace)
    framework = queries.framework(actor, job.framework_id)
    asked = assessed.required(framework)
    short = [reference for reference in asked if reference not in ("TP-01", "TP-02")]
    task = queries.work_tasks(actor, framework.pk)[0]
    assessment.set_task(actor, framework_id=framework.pk, work_task_id=task.pk, shows=short, now=NOW)
    with time_machine.travel(NOW, tick=False):
        (fault,) = consistency.faults(lead.actor)
        assert fault.newer is None
        assert [line.competency.reference for line in fault.unassessed] == ["TP-01", "TP-02"]
        (due,) = [one for one in answers.due_for(lead.actor, NOW) if "does not hold" in one.title]
        page = lead.client().get(due.url).content.decode()
    for said in ("Read assembly drawings", "Fit seals and bearings", reverse("assessment:tasks", args=[lead.slug])):
        assert said in page


def test_a_job_made_from_a_replaced_version_is_flagged_with_the_way_down(job: Posting) -> None:
    lead, actor = lead_of(job), people.system(job.workspace)
    assess(actor, job.framework_id)
    newer = published(actor, actions.revise(actor, framework_id=job.framework_id, now=NOW))
    with time_machine.travel(NOW, tick=False):
        (fault,) = consistency.faults(lead.actor)
        assert fault.newer is not None
        assert (fault.newer.pk, fault.unassessed) == (newer.pk, ())
        page = lead.client().get(reverse("standards:consistent", args=[lead.slug])).content.decode()
        assert reverse("hiring:end_job", args=[lead.slug, job.pk]) in page
        assert "Version 2 has replaced the one it cites" in page
        hiring.end_posting(actor, posting_id=job.pk, now=NOW)
        assert consistency.faults(lead.actor) == []


def test_a_job_that_is_closed_says_nothing_to_anybody_any_more(job: Posting) -> None:
    lead = lead_of(job)
    with time_machine.travel(NOW + timedelta(days=40), tick=False):
        assert consistency.faults(lead.actor) == []


def test_it_is_the_leads_and_of_her_workspace_alone(job: Posting) -> None:
    with time_machine.travel(NOW, tick=False):
        elsewhere = people.member(people.workspace(), Role.TALENT_LEAD)
        assert consistency.faults(elsewhere.actor) == []
        recruiter = lead_of(job, Role.RECRUITER)
        assert not [due for due in answers.due_for(recruiter.actor, NOW) if "does not hold" in due.title]
        assert recruiter.client().get(reverse("standards:consistent", args=[recruiter.slug])).status_code == 403


def test_many_jobs_take_no_more_reads_than_one(job: Posting, django_assert_num_queries: Any) -> None:
    made_of = type("Made", (), {"actor": people.system(job.workspace), "campaign": job.campaign})
    lead = lead_of(job).actor
    with time_machine.travel(NOW, tick=False):
        consistency.faults(lead)
        with django_assert_num_queries(5):
            assert len(consistency.faults(lead)) == 1
        for _ in range(3):
            posting(made_of)  # type: ignore[arg-type]
        with django_assert_num_queries(5):
            assert len(consistency.faults(lead)) == 4
