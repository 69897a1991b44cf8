"""What a run of fit keeps, and that it equals what the kernel says."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from tests.credentials.factories import Issuer, as_file
from tests.hiring.factories import NOW, ranked, setting
from tests.people import factories as places

from skillmark.campaigns import actions as campaign_actions
from skillmark.campaigns import queries as campaigns
from skillmark.credentials import actions as credentials_actions
from skillmark.credentials import queries as credentials
from skillmark.foundation.roles import Role
from skillmark.hiring import actions, queries, showing
from skillmark.kernel import matching, planning
from skillmark.kernel.values import BadInput
from skillmark.learning import queries as learning
from skillmark.standards import queries as standards


@pytest.mark.django_db
def test_the_kept_order_equals_a_ranking_of_the_kept_rows() -> None:
    made, run = ranked()
    entries = list(queries.entries(made.actor, run.pk))
    requirements = [
        matching.Requirement(job, competency, level, weight, essential == "true")
        for job, competency, level, weight, essential in run.requirements
    ]
    holdings = [
        matching.Holding(entry.known_as, competency, level, matching.Basis(basis))
        for entry in entries
        for competency, level, basis in entry.holdings
    ]
    (ranking,) = matching.rank(
        matching.Requirements.of(requirements), matching.Holdings.of(reversed(holdings)), top=None
    )
    assert [(entry.known_as, entry.rank) for entry in entries] == [(row.person, row.rank) for row in ranking.people]
    assert [entry.missing for entry in entries] == [list(row.missing) for row in ranking.people]
    assert len(entries) == run.people == 80


@pytest.mark.django_db
def test_holdings_are_those_of_the_one_view() -> None:
    made, run = ranked()
    ids = list(queries.entries(made.actor, run.pk).values_list("person_id", flat=True))
    rows = credentials.holdings(made.actor, ids, framework_id=run.framework_id, as_of=NOW)
    kept = {
        (entry.known_as, competency, level, basis)
        for entry in queries.entries(made.actor, run.pk)
        for competency, level, basis in entry.holdings
    }
    assert kept == {(row.person_id, row.competency_id, row.level, row.basis.value) for row in rows}


@pytest.mark.django_db
def test_paths_are_the_cheapest_ones_and_listed_by_hours_cost_and_rank() -> None:
    made, run = ranked()
    asked = [
        matching.Requirement(line.job_id, line.competency_id, line.level, line.weight, line.essential)
        for line in standards.requirements(made.actor, run.framework_id)
    ]
    modules = learning.catalogue(made.actor, made.campaign.pk)
    listed = list(queries.entries_by_path(made.actor, run.pk))
    for entry in listed:
        levels: dict[str, int] = {}
        for competency, level, _ in entry.holdings:
            levels[competency] = max(level, levels.get(competency, 0))
        path = planning.cheapest_path(asked, levels, modules)
        assert entry.module_ids == list(path.module_ids)
        assert entry.unclosable == list(path.unclosable)
        assert (entry.hundredths_of_hours, entry.cost_minor) == (int(path.hours * 100), path.cost)
    keys = [(entry.hundredths_of_hours, entry.cost_minor, entry.rank) for entry in listed]
    assert keys == sorted(keys)
    assert [entry.pk for entry in listed] != [entry.pk for entry in queries.entries(made.actor, run.pk)]


@pytest.mark.django_db
def test_the_cohort_seats_only_those_who_could_be_ready_and_never_more_than_the_jobs() -> None:
    made, run = ranked(openings=4)
    seats = list(campaigns.seats(made.actor, made.campaign.pk))
    eligible = {entry.person_id for entry in queries.entries(made.actor, run.pk) if entry.eligible}
    assert 0 < len(seats) <= 4
    assert {seat.person_id for seat in seats} <= eligible
    totals = campaigns.mix_totals(made.actor, made.campaign)
    assert sum(seat.cost_minor for seat in seats) == totals[0].planned_minor > 0


@pytest.mark.django_db
def test_a_second_run_takes_the_place_of_the_first_and_seats_again() -> None:
    made, first = ranked()
    second = actions.run_fit(made.actor, campaign_id=made.campaign.pk, now=NOW)
    latest = queries.latest_run(made.actor, made.campaign.pk)
    assert latest is not None
    assert latest.pk == second.pk != first.pk
    assert campaigns.cohorts(made.actor, made.campaign.pk).count() == 1


@pytest.mark.django_db
def test_the_campaign_is_told_both_steps() -> None:
    made, run = ranked()
    steps = campaigns.steps(made.actor, made.campaign.pk)
    assert steps[campaigns.StepName.FIT].figures["people"] == run.people
    assert steps[campaigns.StepName.PLAN].url_name == "hiring:plan"


@pytest.mark.django_db
def test_nobody_applied_is_said_and_nothing_is_kept() -> None:
    made = setting(applicants=())
    with pytest.raises(BadInput, match="nobody has applied"):
        actions.run_fit(made.actor, campaign_id=made.campaign.pk, now=NOW)
    assert queries.latest_run(made.actor, made.campaign.pk) is None


@pytest.mark.django_db
def test_a_run_takes_the_same_reads_however_many_people(django_assert_max_num_queries: Callable[..., Any]) -> None:
    made = setting()
    with django_assert_max_num_queries(76) as counted:
        actions.run_fit(made.actor, campaign_id=made.campaign.pk, now=NOW)
    assert len(counted) > 10


@pytest.mark.django_db
def test_a_checked_record_makes_the_list_a_short_list_and_decides_its_order() -> None:
    made = setting()
    before = actions.run_fit(made.actor, campaign_id=made.campaign.pk, now=NOW)
    last = list(queries.entries(made.actor, before.pk))[-1]
    asked = next(row for row in before.requirements if row[1] == "TP-02")
    badge = Issuer().badge(subject_id=f"urn:applicant:{last.known_as}", value=str(asked[2]))
    credentials_actions.import_records(made.actor, files={"a.json": as_file(badge)}, accept_issuers=True, now=NOW)
    run = actions.run_fit(made.actor, campaign_id=made.campaign.pk, now=NOW)
    first = queries.entries(made.actor, run.pk)[0]
    assert run.anything_checked
    assert not before.anything_checked
    assert (first.known_as, first.rank) == (last.known_as, 1), "proof decides, whatever the others say of themselves"
    assert first.unmet_verified == last.unmet_verified - 1
    line = next(line for line in showing.explanation(first) if line.competency == "TP-02")
    assert line.state is matching.State.VERIFIED
    assert line.term_verified == line.possible > 0

    client = places.member(made.where, Role.TALENT_LEAD).client()
    place = {"workspace": made.where.slug, "campaign_id": made.campaign.pk}
    assert "<h1>Short list</h1>" in client.get(reverse("hiring:fit", kwargs=place)).content.decode()
    sheet = client.get(reverse("hiring:table", kwargs=place | {"sheet": "slate"})).content.decode()
    rows = list(csv.DictReader(io.StringIO(sheet)))
    assert [row["person"] for row in rows if float(row["coverage_verified"]) > 0] == [last.known_as]
    assert "TP-02" not in rows[0]["missing_verified"].split(";")
    assert all("TP-02" in row["missing_verified"].split(";") for row in rows[1:])


@pytest.mark.django_db
def test_fit_plans_for_the_seats_that_are_open() -> None:
    made = setting(openings=4)
    campaign_actions.open_cohort(
        made.actor, campaign_id=made.campaign.pk, seats=2, starts_on=made.campaign.starts_on, now=NOW
    )
    assert actions.run_fit(made.actor, campaign_id=made.campaign.pk, now=NOW).seats == 2
    assert campaigns.seats(made.actor, made.campaign.pk).count() == 2
