"""Everybody reads how a task is shown: in what way, under what conditions, with what tools, of the exact version."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.assessment.factories import NOW, Bench, bench
from tests.people import factories as people
from tests.standards.factories import published

from skillmark.assessment import actions as assessment
from skillmark.assessment.queries import Method
from skillmark.foundation.roles import Role
from skillmark.standards import actions, queries, settings

pytestmark = pytest.mark.django_db
CONDITIONS = "At the test bench, alone, within 45 minutes."
TOOLS = "Torque wrench <5–60 Nm>\nThe maker's drawing"


@pytest.fixture
def where() -> Bench:
    made = bench(demonstration=False)
    assessment.correct_task(
        made.program, task_id=made.task.pk, method=Method.SIMULATION, conditions=CONDITIONS, tools=TOOLS, now=NOW
    )
    return made


def read(name: str, framework: queries.Framework) -> str:
    response = Client().get(reverse(f"standards:{name}", args=[framework.pk]))
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.mark.parametrize("face", ["published", "published_to_print"])
def test_without_a_log_in_the_way_conditions_and_tools_are_read_with_the_sample_task(where: Bench, face: str) -> None:
    page = read(face, where.framework)
    of_it = page[page.index('id="task-T-02"') :].split('<div id="task-')[0]
    for said in (
        "Simulation. The work in a place made for practice",
        CONDITIONS,
        "Torque wrench &lt;5–60 Nm&gt;<br>The maker&#x27;s drawing",
        "Sample task",
        "Pass mark",
    ):
        assert said in of_it
    assert page.count("In what way it is shown") == 1  # of the one task that people are asked to show


def test_what_nobody_wrote_leaves_no_empty_line() -> None:
    page = read("published", bench(demonstration=False).framework)
    assert "Work sample. A piece of the real work" in page
    assert "Conditions" not in page
    assert "Tools</dt>" not in page


def test_another_version_says_nothing_of_how_this_one_is_shown(where: Bench) -> None:
    newer = published(where.program, actions.revise(where.program, framework_id=where.framework.pk, now=NOW))
    assert CONDITIONS in read("published", where.framework)
    assert CONDITIONS not in read("published", newer)
    assert settings.of(newer.pk) == {}


def test_members_read_it_on_their_own_page_of_the_standard_too(where: Bench) -> None:
    worker = people.member(where.place, Role.WORKER)
    address = reverse("standards:framework", args=[worker.slug, where.framework.pk])
    assert CONDITIONS in worker.client().get(address).content.decode()


def test_it_is_read_in_spanish(where: Bench) -> None:
    client = Client()
    client.cookies["django_language"] = "es"
    page = client.get(reverse("standards:published", args=[where.framework.pk])).content.decode()
    assert "De qué manera se muestra" in page
    assert "Simulación" in page


def test_programs_read_it_beside_the_text_and_the_fingerprint_stays(where: Bench) -> None:
    document: dict[str, Any] = Client().get(f"/api/v1/published-standards/{where.framework.pk}").json()
    assert document["sample_tasks"] == [
        {"task_id": "T-02", "method": "simulation", "conditions": CONDITIONS, "tools": TOOLS}
    ]
    assert document["digest"] == where.framework.digest
    assert CONDITIONS not in json.dumps(document["text"])


def test_a_case_package_bears_it_and_what_is_kept_to_compare_stays_the_same(where: Bench) -> None:
    kept = actions.take_own_side(where.program, framework_id=where.framework.pk, now=NOW)
    case = Client().get(reverse("standards:published_case", args=[where.framework.pk])).json()
    (task,) = [item for item in case["CFItems"] if item["humanCodingScheme"] == "T-02"]
    assert task["extensions"]["method"] == "simulation"
    assert (task["extensions"]["conditions"], task["extensions"]["tools"]) == (CONDITIONS, TOOLS)
    (other,) = [item for item in case["CFItems"] if item["humanCodingScheme"] == "T-01"]
    assert "method" not in other["extensions"]
    assessment.correct_task(
        where.program, task_id=where.task.pk, method=Method.PROJECT, conditions="", tools="", now=NOW
    )
    assert actions.take_own_side(where.program, framework_id=where.framework.pk, now=NOW).pk == kept.pk


def test_many_tasks_take_one_read(where: Bench, django_assert_num_queries: Any) -> None:
    for task in queries.work_tasks(where.program, where.framework.pk):
        assessment.set_task(
            where.program, framework_id=where.framework.pk, work_task_id=task.pk, shows=["TP-01"], now=NOW
        )
    every = where.framework.work_tasks.count()
    with django_assert_num_queries(1):
        assert len(settings.of(where.framework.pk)) == every
