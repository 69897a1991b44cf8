"""An assurer from outside comes from a recorded organisation, and ten attempts marked again have figures."""

from typing import Any

import pytest
from django.urls import reverse
from tests.assessment.factories import NOW, TO_STANDARD, Bench, bench, leads, mark, proven
from tests.assessment.looking import EVERYTHING, assurer_of, drawn, tried, where_lead

from skillmark.assessment import actions, rules, showing
from skillmark.assessment.models import SamplingPlan
from skillmark.kernel.agreement import agreement, icc, krippendorff
from skillmark.kernel.values import BadInput
from skillmark.people import actions as people_actions
from skillmark.people import queries as people_queries
from skillmark.people.actions import set_manager

pytestmark = pytest.mark.django_db
# what an attempt ended with on its first criterion, and what somebody who saw no marks gave it
PAIRS = [(2, 2), (3, 3), (2, 1), (0, 0), (3, 2), (1, 1), (2, 3), (0, 1), (3, 3), (2, 2), (1, 2)]


def from_outside(where: Bench, assurer: Any) -> SamplingPlan:
    actions.set_sampling(where.program, wanted=EVERYTHING, now=NOW)
    today = people_queries.today(where.program, NOW)
    return actions.draw_sample(
        assurer.actor, assurer_id=assurer.person_id, starts=today, ends=today, due_on=today, external=True, now=NOW
    )


def test_an_assurer_from_outside_has_another_organisation_and_no_place_here() -> None:
    where = bench()
    proven(where)
    assurer, home = assurer_of(where), people_queries.profile(where.program).name
    with pytest.raises(BadInput, match="no other organisation"):
        from_outside(where, assurer)
    job = {"person_id": assurer.person_id, "title": "Assurer", "now": NOW}
    people_actions.record_employment(where.program, organisation="Harbour College", **job)
    boss = leads(where, where.first)
    set_manager(where.program, person_id=assurer.person_id, manager_id=boss.person_id, now=NOW)
    with pytest.raises(BadInput, match="place in this workplace"):
        from_outside(where, assurer)
    set_manager(where.program, person_id=assurer.person_id, manager_id=None, now=NOW)
    plan = from_outside(where, assurer)
    assert (plan.external, plan.organisation) == (True, "Harbour College")
    page = where_lead(where).client().get(reverse("assessment:sample", args=[where.place.slug, plan.pk]))
    assert "Hana Sato looks again, from another organisation: Harbour College." in page.content.decode()
    people_actions.record_employment(where.program, organisation=home.upper(), **job)
    where_she_belongs = people_queries.belonging(where.program, [assurer.person_id], NOW.date())
    assert where_she_belongs[assurer.person_id].here, "a job at the workplace's own organisation is a place here"


def test_the_form_says_why_somebody_is_not_from_outside() -> None:
    where = bench()
    proven(where)
    assurer, today = assurer_of(where), people_queries.today(where.program, NOW)
    actions.set_sampling(where.program, wanted=EVERYTHING, now=NOW)
    days = {
        f"{name}_{part}": str(getattr(today, part)) for name in ("starts", "ends") for part in ("day", "month", "year")
    }
    due = {"due_on_day": "1", "due_on_month": "1", "due_on_year": "2999"}
    given = {"assurer": str(assurer.person_id), "external": "on"} | days | due
    page = where_lead(where).client().post(reverse("assessment:draw_sample", args=[where.place.slug]), given)
    assert "comes from no other organisation, as far as is recorded" in page.content.decode()
    assert not SamplingPlan.objects.within(where.program).exists()


def test_ten_attempts_marked_again_have_kappa_alpha_and_icc_and_nine_have_none() -> None:
    where, again = bench(), {}
    for number, (level, later) in enumerate(PAIRS):
        sitting = tried(where, f"Person {number}")
        again[sitting.pk] = (level, later)
        for rater in (where.first, where.second):
            mark(rater, sitting, TO_STANDARD | {"1": level})
    assurer, lead = assurer_of(where), where_lead(where)
    plan = drawn(where, assurer)
    units = list(plan.units.filter(drawn=True).order_by("number"))
    assert len(units) == len(PAIRS)
    weight = where.task.rubric.criteria[0]["weight"]
    rest = sum(2 * row["weight"] for row in where.task.rubric.criteria[1:])
    address, given = reverse("assessment:sample", args=[where.place.slug, plan.pk]), []
    for number, unit in enumerate(units):
        ended, later = again[unit.sitting_id]
        actions.mark_again(assurer.actor, unit_id=unit.pk, scores=TO_STANDARD | {"1": later}, now=NOW)
        given.append((weight * ended + rest, weight * later + rest))
        if number == rules.FEWEST_ATTEMPTS - 2:
            page = lead.client().get(address).content.decode()
            assert "too few to say. It takes 10 attempts marked again." in page
    page = lead.client().get(address).content.decode()
    kappa = agreement(given, with_interval=True)
    alpha, correlation = krippendorff(given, with_interval=True), icc(given, model="one-way")
    assert kappa.kappa is not None
    assert correlation is not None
    for name, value, interval in (
        ("Weighted kappa", float(kappa.kappa), kappa.interval),
        ("Krippendorff’s alpha", alpha.alpha, alpha.interval),
        ("Intraclass correlation", correlation.icc, correlation.interval),
    ):
        said = f"{name} of the results with the marks given again: {showing.with_interval(value, interval)}"
        assert said in page, said
    assert "too few to say" not in page
