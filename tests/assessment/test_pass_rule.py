"""What the public page of a standard says of how results are checked."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.assessment.factories import NOW, bench

from skillmark.assessment import actions
from skillmark.standards.queries import Framework

pytestmark = pytest.mark.django_db

SUPERVISED = [
    {"kind": "practical_test", "count": 2, "independent": 1, "months": 24},
    {"kind": "supervisor_confirmation", "count": 1, "independent": 0},
]


def page_of(framework: Framework, name: str = "published") -> str:
    found = Client().get(reverse(f"standards:{name}", args=[framework.pk]))
    assert found.status_code == 200
    return str(found.content.decode())


@pytest.mark.parametrize("name", ["published", "published_to_print"])
def test_everybody_reads_how_results_are_checked(name: str) -> None:
    where = bench(policy=SUPERVISED, demonstration=False)
    said = page_of(where.framework, name)
    assert "How results are checked" in said
    assert "Practical test: 2 needed, 1 of them independent, no older than 24 months when a record is signed." in said
    assert "1 needed." in said


def test_what_the_policy_keeps_apart_is_said_and_only_the_policy_in_force() -> None:
    where = bench(policy=SUPERVISED)
    actions.set_policy(
        where.program, framework_id=where.framework.pk, layers=SUPERVISED[:1], apart=[("practical_test", "coaches")],
        blind=True, now=NOW,
    )  # fmt: skip
    said = page_of(where.framework)
    assert "Assessors do not see whose attempt it is before their marks are in." in said
    assert "not by whoever also" in said
    assert "1 needed." not in said
