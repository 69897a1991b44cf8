import io
from decimal import Decimal

import pytest
from tests.kernel.skills.factories import onet_files

from skillmark.kernel.skills import (
    Basis,
    GapState,
    Holding,
    PastJobOutcome,
    Requirement,
    applicant_holdings,
    gap,
    holding_rows,
    occupation_levels,
    onet_past_jobs,
    past_job_reports,
    read_applicants,
    read_catalogue,
    read_elements,
    read_holdings,
    read_occupations,
)
from skillmark.kernel.skills.tables import HOLDING_COLUMNS
from skillmark.kernel.values import BadInput, write_table

FILES = onet_files()
CATALOGUE = read_catalogue(FILES)
PAST_JOBS = onet_past_jobs(CATALOGUE)
LEVELS = occupation_levels(read_occupations(FILES, CATALOGUE).values())
IDENTITY = {identifier: identifier for identifier in read_elements(FILES)}
NEEDED = [Requirement("job", "2.C.4.a", 2, 100, True), Requirement("job", "2.A.1.e", 3, 50, False)]


def people(text: str, **options):
    return read_applicants(io.BytesIO(text.encode()), name="a.csv", competencies=IDENTITY, **options)


def held(text: str, **options):
    return applicant_holdings(people(text), PAST_JOBS, LEVELS, NEEDED, **options)


def refusal(text: str) -> BadInput:
    with pytest.raises(BadInput) as caught:
        people(text)
    return caught.value


@pytest.mark.parametrize(
    "given, outcome, code",
    [
        ("51-4121.00", PastJobOutcome.MATCHED, "51-4121.00"),
        ("  WELDERS ", PastJobOutcome.MATCHED, "51-4121.00"),  # also an alternate title of 51-4122.00
        ("arc welder", PastJobOutcome.MATCHED, "51-4121.00"),
        ("tig", PastJobOutcome.MATCHED, "51-4121.00"),
        ("Torch hand", PastJobOutcome.SEVERAL, None),
        ("Welder", PastJobOutcome.UNKNOWN, None),
        ("51-4121", PastJobOutcome.UNKNOWN, None),
        ("n/a", PastJobOutcome.UNKNOWN, None),
        ("", PastJobOutcome.NONE_GIVEN, None),
        ("Welding Machine Setters", PastJobOutcome.UNRATED, "51-4122.00"),
    ],
)
def test_a_past_job_is_a_code_or_an_exact_title_or_nothing(given, outcome, code):
    found = PAST_JOBS.resolve(given, LEVELS)
    assert (found.outcome, found.code) == (outcome, code)
    assert found.sentence()


def test_several_matches_are_reported_with_their_codes_and_infer_nothing():
    (one,) = held("name,previous_job\nAda,Torch Hand\n")
    assert [report.sentence for report in past_job_reports([one])] == [
        "“Torch Hand” may be any of 51-4121.00, 51-4122.00, so nothing is inferred"
    ]
    assert one.holdings == (Holding(one.applicant.person_id, "2.C.4.a", 0, Basis.INFERRED),)


def test_claimed_and_inferred_levels_are_rounded_half_up_and_not_relevant_is_nought():
    (one,) = held("applicant_id,name,prior_job,self_ratings\nA1,Ada,welders,2.A.1.e=4.5;2.C.4.a=0.49\n")
    assert list(holding_rows(one.holdings)) == [
        ("A1", "2.A.1.e", 5, "claimed"),
        ("A1", "2.C.4.a", 0, "claimed"),
        ("A1", "2.A.1.e", 3, "inferred"),
        ("A1", "2.C.4.a", 0, "inferred"),
    ]
    assert past_job_reports([one]) == ()


def test_verified_rows_stand_first_and_a_strangers_are_refused():
    checked = Holding("A1", "2.C.4.a", 4, Basis.VERIFIED)
    (one,) = held("applicant_id,name,prior_job\nA1,Ada,\n", verified=[checked])
    assert one.holdings == (checked,)
    with pytest.raises(ValueError, match="not a verified row"):
        held("applicant_id,name,prior_job\nA2,Ada,\n", verified=[checked])


def test_only_the_asked_competencies_are_kept_and_nobody_is_left_without_a_row():
    text = "applicant_id,name,prior_job,self_ratings\nA1,Ada,,2.A.1.e=4\n"
    assert held(text, competencies={"2.C.4.a"})[0].holdings == (Holding("A1", "2.C.4.a", 0, Basis.INFERRED),)


def test_without_an_id_column_everybody_gets_an_own_id_the_same_on_every_reading():
    text = "name,previous_job\nAda,Welders\nAda,Welders\nBo,Welders\n"
    first = [one.person_id for one in people(text)]
    assert first == [one.person_id for one in people(text)]
    assert len(set(first)) == 3
    assert not any("Ada" in person for person in first)
    assert set(first).isdisjoint(one.person_id for one in people(text, key=b"another"))


def test_every_optional_column_is_read():
    (one,) = people(
        "applicant_id,name,email,prior_occupation,years,highest_education,minimum_hourly_wage,commute_minutes,"
        "available_from,self_ratings\nA1,Ada,a@example.org,Welders,7,some college,21.50,30,2026-03-11,\n"
    )
    assert (one.years, one.minimum_hourly_wage, one.commute_minutes) == (Decimal(7), Decimal("21.50"), 30)
    assert one.available_from is not None
    assert one.available_from.isoformat() == "2026-03-11"


@pytest.mark.parametrize(
    "row, column, said",
    [
        ("A1,Bo,,", "applicant_id", "“A1” stands twice"),
        (",Bo,,", "applicant_id", "is empty"),
        ("A2,,,", "name", "is empty"),
        ("A2,Bo,,2.A.1.e=7.1", "self_ratings", "the level of 2.A.1.e, 7.1, is outside 0 to 7"),
        ("A2,Bo,,2.A.1.e=-1", "self_ratings", "outside 0 to 7"),
        ("A2,Bo,,2.A.1.e=NaN", "self_ratings", "is not a number"),
        ("A2,Bo,,2.A.1.e=high", "self_ratings", "is not a number"),
        ("A2,Bo,,2.A.1.e", "self_ratings", "is not written element=level"),
        ("A2,Bo,,9.Z=1", "self_ratings", "there is no element “9.Z”"),
        ("A2,Bo,,2.A.1.e=1;2.A.1.e=2", "self_ratings", "is rated twice"),
    ],
)
def test_a_bad_applicant_is_named_by_row_and_column(row, column, said):
    bad = refusal(f"applicant_id,name,prior_occupation,self_ratings\nA1,Ada,,\n{row}\n")
    assert [(problem.file, problem.row, problem.column) for problem in bad.problems] == [("a.csv", 3, column)]
    assert said in bad.problems[0].message


def test_all_bad_rows_are_gathered():
    bad = refusal("applicant_id,name,prior_occupation\nA1,Ada,\nA1,Bo,\nA2,,\nA3,Cy,\nA3,Di,\n")
    assert [problem.row for problem in bad.problems] == [3, 4, 6]


def test_all_faults_of_one_cell_are_told_at_once():
    bad = refusal("applicant_id,name,prior_occupation,self_ratings\nA1,Ada,,2.A.1.e=8;9.Z=1;2.C.4.a=2\n")
    assert bad.problems[0].message == "the level of 2.A.1.e, 8, is outside 0 to 7; there is no element “9.Z”"


def test_a_table_without_a_previous_job_or_without_people_is_refused():
    assert "row 1, column prior_occupation: the column is missing" in str(refusal("name\nAda\n"))
    assert "has no applicants" in str(refusal("name,prior_job\n"))


def test_holdings_come_back_as_they_were_written():
    rows = [Holding("A1", "2.A.1.e", 10, Basis.CLAIMED), Holding("=A2", "2.A.1.e", 0, Basis.INFERRED)]
    text = io.StringIO()
    write_table(text, HOLDING_COLUMNS, holding_rows(rows))
    assert list(read_holdings(io.BytesIO(text.getvalue().encode()), name="holdings.csv")) == rows


@pytest.mark.parametrize(
    "rows, state, effective",
    [
        ({Basis.VERIFIED: 4}, GapState.VERIFIED, 4),
        ({Basis.VERIFIED: 2, Basis.CLAIMED: 7, Basis.INFERRED: 7}, GapState.ASSESSED_BELOW, 2),
        ({Basis.CLAIMED: 4, Basis.INFERRED: 5}, GapState.CLAIMED, 5),
        ({Basis.CLAIMED: 2, Basis.INFERRED: 4}, GapState.INFERRED, 4),
        ({Basis.CLAIMED: 3, Basis.INFERRED: 2}, GapState.NOT_YET_ASSESSED, 3),
        ({}, GapState.NOT_YET_ASSESSED, 0),
    ],
)
def test_a_gap_keeps_verified_claimed_inferred_and_both_kinds_of_missing_apart(rows, state, effective):
    holdings = [Holding("A1", "c", level, basis) for basis, level in rows.items()]
    (line,) = gap([Requirement("job", "c", 4, 100, True)], holdings)
    assert (line.state, line.effective, line.short_by) == (state, effective, max(0, 4 - effective))
    assert line.state.missing == (effective < 4)
    assert (line.verified, line.claimed, line.inferred) == tuple(rows.get(basis) for basis in Basis)


def test_of_several_rows_on_one_basis_the_highest_counts():
    rows = [Holding("A1", "c", level, Basis.VERIFIED) for level in (2, 5, 3)]
    assert gap([Requirement("job", "c", 4, 100, True)], rows)[0].verified == 5


def test_a_gap_is_of_one_person():
    with pytest.raises(ValueError, match="one person"):
        gap([], [Holding("A1", "c", 1, Basis.CLAIMED), Holding("A2", "c", 1, Basis.CLAIMED)])
