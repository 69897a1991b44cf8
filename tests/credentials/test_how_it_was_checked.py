"""How far assessors agree and how a task was drawn travel with the result, inside what is signed."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.assessment.factories import NOW, bench, mark, observe, proven
from tests.assessment.test_agreement import LEVELS, rated
from tests.assessment.test_pools import draw, pool_of
from tests.credentials.factories import achievement, awarded

from skillmark.assessment import queries
from skillmark.credentials.queries import SignedRecord

pytestmark = pytest.mark.django_db


def evidence(record: SignedRecord, genre: str) -> Any:
    [found] = [one for one in json.loads(record.document)["evidence"] if one["genre"] == genre]
    return found


def test_a_record_says_that_too_few_attempts_were_marked_to_state_a_figure() -> None:
    found = evidence(awarded(bench()), "agreement of assessors")
    assert found["narrative"] == (
        "Too few to say: no figure is stated for fewer than 10. Attempts at this task with all marks in, given by two "
        "or more: 1 (of the latest 200 attempts). As of 2026-03-02."
    )


def test_a_record_carries_method_number_value_with_interval_and_day() -> None:
    where = bench()
    proven(where)
    rated(where, LEVELS)
    record = awarded(where)
    said = evidence(record, "agreement of assessors")["narrative"]
    whole = queries.stated(where.program, [where.task.pk], NOW.date())[where.task.pk].figures
    assert whole.kappa is not None
    assert whole.kappa.kappa is not None
    assert whole.kappa.interval is not None
    assert whole.alpha is not None
    kappa, between = float(whole.kappa.kappa), whole.kappa.interval
    assert f"each attempt): {kappa:.2f}, 95% interval {between.low:.2f} to {between.high:.2f}." in said
    assert f"Krippendorff's alpha (ordinal, of all marks): {whole.alpha.alpha:.2f}, 95% interval" in said
    assert "Intraclass correlation (one-way, of a single mark): " in said
    assert f"Equal: {whole.kappa.agreed} of 11." in said
    assert said.endswith("more: 11 (of the latest 200 attempts). As of 2026-03-02.")
    page = where.candidate.client().get(reverse("credentials:own_record", args=[record.pk])).content.decode()
    assert "How far assessors agree on this task" in page


def test_pool_rule_and_seed_stand_in_the_record_and_in_public_without_the_other_tasks() -> None:
    where = bench()
    pool = pool_of(where)
    sitting = draw(where, pool)[0]
    observe(where.first, sitting)
    mark(where.first, sitting)
    mark(where.second, sitting)
    seals = achievement(where, competencies=["TP-02"])
    told = evidence(awarded(where, earned=seals), "task drawn from a pool")
    shown = queries.drawn_for(where.program, sitting)
    assert shown is not None
    assert f"1 of the 3 tasks of the pool (version 1) were drawn by the seed {shown.draw.seed}" in told["narrative"]
    others = [task for task, taken in shown.tasks if not taken]
    assert not any(str(task.pk) in json.dumps(told) or task.work_task.statement in json.dumps(told) for task in others)
    public = Client().get(reverse("standards:published", args=[where.framework.pk])).content.decode()
    assert f"“{pool.name}”: 1 of 3 tasks are drawn for whoever tries. Which they are is not shown here." in public
    assert "Nobody chooses the seed of a draw" in public
    own = where.candidate.client().get(reverse("assessment:attempt", args=[where.place.slug, sitting.pk]))
    drawn = own.content.decode().partition("How this task was drawn")[2]
    assert str(others[0].pk) in drawn
    assert not any(task.work_task.statement[1:] in drawn for task in others), "she may still be given them"
