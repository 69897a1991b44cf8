"""What can be earned, and statements about it, are held against the version of the standard that is in force."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from tests.assessment.factories import NOW, Bench, bench
from tests.credentials.factories import achievement
from tests.credentials.test_stating import LATER, group, state
from tests.people import factories as people
from tests.standards.factories import published

from skillmark.credentials import answers
from skillmark.foundation.roles import Role
from skillmark.standards import actions as standards
from skillmark.standards import consistency
from skillmark.standards.consistency import Fault

pytestmark = pytest.mark.django_db


@pytest.fixture
def where() -> Bench:
    return bench(demonstration=False)


def faults(where: Bench) -> list[Fault]:
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        return consistency.faults(people.member(where.place, Role.TALENT_LEAD).actor)


def test_what_can_be_earned_must_be_assessed_and_the_rest_of_its_standard_need_not(where: Bench) -> None:
    earned = achievement(where, competencies=["TP-02"])
    assert faults(where) == []
    type(earned).objects.within(where.program).update(alignments=[*earned.alignments, ["TP-01", "Read drawings", ""]])
    (fault,) = faults(where)
    assert [line.competency.reference for line in fault.unassessed] == ["TP-01"]
    assert faults(bench()) == []


def test_what_can_be_earned_on_a_replaced_version_is_flagged_with_the_way_to_the_new_one(where: Bench) -> None:
    earned = achievement(where)
    newer = published(where.program, standards.revise(where.program, framework_id=where.framework.pk, now=NOW))
    (fault,) = faults(where)
    assert fault.newer == newer
    lead = people.member(where.place, Role.TALENT_LEAD)
    page = lead.client().get(reverse("standards:consistent", args=[lead.slug])).content.decode()
    for way in (
        reverse("credentials:define", args=[lead.slug, newer.pk]),
        reverse("credentials:retire", args=[lead.slug, earned.pk]),
    ):
        assert way in page
    type(earned).objects.within(where.program).update(retired_at=NOW)
    assert faults(where) == []


def test_a_statement_is_held_against_it_until_it_is_withdrawn_or_over() -> None:
    where, like, _everybody, _records = group()
    made = state(where, like)
    lead = people.member(where.place, Role.TALENT_LEAD).actor

    def cited(days: int) -> list[str]:
        with time_machine.travel(LATER + timedelta(days=days), tick=False):
            return [one.url for one in answers.cites(lead)]

    public = reverse("credentials:statement", args=[made.pk])
    assert public in cited(1)
    assert public not in cited(500)
    type(made).objects.within(where.program).filter(pk=made.pk).update(withdrawn_at=LATER)
    assert public not in cited(1)
