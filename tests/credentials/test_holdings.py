"""What a person can do: checked, said, and likely, kept apart; the rows are the kernel's own."""

import time
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.assessment.factories import NOW, Bench, bench
from tests.credentials.factories import Issuer, as_file, awarded, signing
from tests.people import factories as people
from tests.standards.factories import TIDEWAY

from skillmark.credentials import actions, queries
from skillmark.foundation.roles import Role
from skillmark.kernel import skills
from skillmark.kernel.skills import Basis, Holding
from skillmark.people import actions as people_actions
from skillmark.standards import queries as standards

pytestmark = pytest.mark.django_db


def of(where: Bench, *people_ids: object, **when: object) -> list[Holding]:
    return queries.holdings(
        where.program,
        list(people_ids),
        framework_id=where.framework.pk,
        as_of=when.get("as_of", NOW),  # type: ignore[arg-type]
    )


def test_the_rows_are_those_of_the_kernel() -> None:
    where = bench()
    with (TIDEWAY / "applicants.csv").open("rb") as stream:
        applicants = skills.read_applicants(stream, name="applicants.csv")
    persons = people_actions.import_applicants(where.program, applicants=applicants, now=NOW)
    file = as_file(Issuer().badge(subject_id="urn:applicant:TW-001"))
    actions.import_records(where.program, files={"a.json": file}, accept_issuers=True, now=NOW)
    requirements = standards.requirements(where.program, where.framework.pk)
    past_jobs, levels = standards.past_job_levels(
        where.program, where.framework.pk, {applicant.previous_job for applicant in applicants}
    )
    expected = [
        row
        for held in skills.applicant_holdings(
            applicants,
            past_jobs,
            levels,
            requirements,
            verified=[Holding("TW-001", "TP-02", 4, Basis.VERIFIED)],
            competencies={requirement.competency_id for requirement in requirements},
        )
        for row in held.holdings
    ]
    order = [persons[applicant.person_id].pk for applicant in applicants]
    report = queries.holdings_report(where.program, order, framework_id=where.framework.pk, as_of=NOW)
    assert list(report.holdings) == expected
    assert {row.basis for row in expected} == set(Basis)
    assert report.past_jobs
    assert {row.person_id for row in report.holdings} == {applicant.person_id for applicant in applicants}


def test_269_people_take_a_second_and_the_queries_do_not_grow_with_them() -> None:
    where = bench()
    made = [
        people.applicant(f"A-{number:03}", f"Person {number}", "Warehouse picker", (("TP-01", "2"),))
        for number in range(269)
    ]
    persons = people_actions.import_applicants(where.program, applicants=made, now=NOW)
    order = [persons[applicant.person_id].pk for applicant in made]
    with CaptureQueriesContext(connection) as few:
        of(where, *order[:3])
    started = time.process_time()
    with CaptureQueriesContext(connection) as many:
        rows = of(where, *order)
    assert time.process_time() - started < 1.5  # about a second, in processor time: tests share their machine
    assert len(few) == len(many) == 13
    assert len({row.person_id for row in rows}) == 269


def test_a_record_signed_here_counts_from_its_first_instant_until_it_is_withdrawn() -> None:
    where = bench()
    record = awarded(where)
    her = where.candidate.person_id

    def verified(as_of: object) -> dict[str, int]:
        return {row.competency_id: row.level for row in of(where, her, as_of=as_of) if row.basis is Basis.VERIFIED}

    later = NOW + timedelta(days=30)
    assert verified(NOW) == {"TP-02": 4, "TP-07": 3}
    assert verified(NOW - timedelta(days=1)) == {}
    assert verified(NOW.replace(year=NOW.year + 11)) == {}
    with signing():
        actions.revoke(where.program, record_id=record.pk, reason="Mistaken identity.", now=later)
    assert verified(later) == {}
    assert verified(later - timedelta(seconds=1)) == {"TP-02": 4, "TP-07": 3}


def test_whoever_has_nothing_gets_a_row_so_that_everybody_is_ranked() -> None:
    where = bench()
    (row,) = of(where, where.candidate.person_id)
    assert (row.level, row.basis) == (0, Basis.INFERRED)


def test_of_several_past_jobs_the_highest_level_stands() -> None:
    where = bench()
    her = where.candidate.person_id
    for job in ("Warehouse picker", "Machine operator"):
        people_actions.record_employment(where.program, person_id=her, title=job, now=NOW)
    past_jobs, levels = standards.past_job_levels(
        where.program, where.framework.pk, {"Warehouse picker", "Machine operator"}
    )
    codes = [past_jobs.find(job).code or "" for job in ("Warehouse picker", "Machine operator")]
    best = {row.competency_id: row.level for row in of(where, her)}
    for competency, level in best.items():
        assert level == max(levels[code].get(competency, 0) for code in codes)
    assert len(best) > len(levels[codes[0]].keys() & {"TP-01"})


def test_a_line_manager_learns_of_her_reports_alone() -> None:
    where = bench()
    boss = people.member(where.place, Role.LINE_MANAGER, name="Marta Sole")
    people_actions.set_manager(where.program, person_id=where.candidate.person_id, manager_id=boss.person_id, now=NOW)
    rows = queries.holdings(
        boss.actor,
        [where.candidate.person_id, where.first.person_id],
        framework_id=where.framework.pk,
        as_of=NOW,
    )
    assert {row.person_id for row in rows} == {str(where.candidate.person_id)}


def test_claims_are_whole_levels() -> None:
    where = bench()
    her = where.candidate.person_id
    people_actions.rate_self(where.program, person_id=her, competency_id="TP-01", level=Decimal("2.5"), now=NOW)
    assert Holding(str(her), "TP-01", 3, Basis.CLAIMED) in of(where, her)
