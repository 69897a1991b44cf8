"""Both inputs: what is accepted, and what is refused with its place."""

from io import BytesIO

import pytest

from skillmark.kernel.matching import read_holdings, read_requirements
from skillmark.kernel.values import BadInput

REQUIREMENTS = "job_id,competency_id,level,weight,essential\n"
HOLDINGS = "person_id,competency_id,level,basis\n"


def requirements(text: str):
    return read_requirements(BytesIO(text.encode()), "requirements.csv")


def holdings(text: str):
    return read_holdings(BytesIO(text.encode()), "holdings.csv")


def test_columns_are_found_by_name_and_others_ignored():
    read = requirements("note,essential,weight,level,competency_id,job_id\nx,true,100,3,welding,w\n")
    (requirement,) = read.of_job(0)
    assert (requirement.job_id, requirement.competency_id, requirement.level) == ("w", "welding", 3)
    assert (requirement.weight, requirement.essential) == (100, True)


@pytest.mark.parametrize(
    "row, sentence",
    [
        ("j,c,0,1,true", "requirements.csv, row 2, column level: 0 is outside 1 to 10"),
        ("j,c,11,1,true", "requirements.csv, row 2, column level: 11 is outside 1 to 10"),
        ("j,c,2.5,1,true", "requirements.csv, row 2, column level: “2.5” is not a whole number"),
        ("j,c,1,0,true", "requirements.csv, row 2, column weight: 0 is outside 1 to 1000"),
        ("j,c,1,-4,true", "requirements.csv, row 2, column weight: -4 is outside 1 to 1000"),
        ("j,c,1,,true", "requirements.csv, row 2, column weight: is empty"),
        ("j,c,1,1001,true", "requirements.csv, row 2, column weight: 1001 is outside 1 to 1000"),
        ("j,c,1,1,yes", "requirements.csv, row 2, column essential: “yes” is none of true, false"),
        (",c,1,1,true", "requirements.csv, row 2, column job_id: is empty"),
        ("j,c,1,1", "requirements.csv, row 2: has 4 cells where the header has 5"),
    ],
)
def test_a_bad_requirement_is_refused_with_its_place(row, sentence):
    with pytest.raises(BadInput) as refused:
        requirements(REQUIREMENTS + row + "\n")
    assert str(refused.value) == sentence


def test_a_repeated_job_and_competency_is_refused_naming_both_rows():
    with pytest.raises(BadInput) as refused:
        requirements(REQUIREMENTS + "j,c,1,1,true\nk,c,1,1,true\nj,c,2,1,true\n")
    assert str(refused.value) == (
        "requirements.csv, row 4, column competency_id: job j already asks for competency c in row 2"
    )


def test_a_file_without_requirements_is_refused():
    with pytest.raises(BadInput, match="holds no requirement"):
        requirements(REQUIREMENTS)


def test_a_missing_column_is_named():
    with pytest.raises(BadInput, match="column essential: the column is missing"):
        requirements("job_id,competency_id,level,weight\nj,c,1,1\n")


def test_more_requirements_than_the_limit_are_refused(monkeypatch):
    monkeypatch.setattr("skillmark.kernel.matching.requirements.MOST_ROWS", 1)
    with pytest.raises(BadInput, match="more than 1 requirements"):
        requirements(REQUIREMENTS + "j,c,1,1,true\nj,d,1,1,true\n")


@pytest.mark.parametrize(
    "row, sentence",
    [
        ("p,c,-1,claimed", "holdings.csv, row 2, column level: -1 is outside 0 to 10"),
        ("p,c,11,claimed", "holdings.csv, row 2, column level: 11 is outside 0 to 10"),
        ("p,c,1,guessed", "holdings.csv, row 2, column basis: “guessed” is none of verified, claimed, inferred"),
        ("p,,1,claimed", "holdings.csv, row 2, column competency_id: is empty"),
    ],
)
def test_a_bad_holding_is_refused_with_its_place(row, sentence):
    with pytest.raises(BadInput) as refused:
        holdings(HOLDINGS + row + "\n")
    assert str(refused.value) == sentence


def test_more_holdings_than_the_limit_are_refused(monkeypatch):
    monkeypatch.setattr("skillmark.kernel.matching.holdings.MOST_ROWS", 2)
    with pytest.raises(BadInput, match="more than 2 rows"):
        holdings(HOLDINGS + "p,c,1,claimed\n" * 3)


def test_bases_are_kept_apart():
    read = holdings(HOLDINGS + "p,c,1,claimed\np,c,5,inferred\np,c,3,verified\np,d,2,inferred\np,c,2,claimed\n")
    assert read.levels(0) == {"c": (3, 2, 5), "d": (-1, -1, 2)}
    assert read.effective_levels(0) == {"c": 3, "d": 2}


def test_two_people_who_differ_by_the_apostrophe_alone_are_refused_and_one_spelling_is_one_person():
    assert holdings(HOLDINGS + "'=x,c,1,claimed\n'=x,d,2,claimed\n").people == ("=x",)
    assert holdings(HOLDINGS + "=x,c,1,claimed\n").people == ("=x",)
    with pytest.raises(BadInput) as refused:
        holdings(HOLDINGS + "'=x,c,1,claimed\n=x,c,2,claimed\n")
    assert "row 3, column person_id: “=x” and “'=x” in row 2 are the same id" in str(refused.value)


def test_whether_a_module_may_be_taken_depends_on_the_highest_level_on_any_basis():
    read = holdings(HOLDINGS + "p,c,4,verified\np,c,6,claimed\np,d,2,inferred\n")
    assert read.highest_levels(0) == {"c": 6, "d": 2}
    assert read.effective_levels(0) == {"c": 4, "d": 2}
