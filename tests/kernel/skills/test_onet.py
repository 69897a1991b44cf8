import pytest
from tests.kernel.skills.factories import HEADERS, ROWS, of_bytes, onet_files

from skillmark.kernel.skills import (
    occupation_of,
    onet_source,
    onet_version,
    read_catalogue,
    read_elements,
    read_occupations,
)
from skillmark.kernel.values import BadInput


def read(files):
    catalogue = read_catalogue(files)
    read_elements(files)
    return read_occupations(files, catalogue)


def refusal(files) -> str:
    with pytest.raises(BadInput) as caught:
        read(files)
    return str(caught.value)


def test_mathematics_is_two_elements_with_one_name():
    ratings = read(onet_files())["51-4121.00"].ratings
    assert set(ratings) == {"2.A.1.e", "2.C.4.a"}


def test_not_relevant_counts_as_level_nought_and_suppressed_as_low_confidence():
    ratings = read(onet_files())["51-4121.00"].ratings
    assert ratings["2.C.4.a"].effective_level == 0
    assert ratings["2.A.1.e"].low_confidence
    assert str(ratings["2.A.1.e"].level) == "2.50"


def test_an_occupation_without_ratings_is_not_rated():
    assert not read(onet_files())["51-4122.00"].rated


def test_anchors_stand_in_ascending_order():
    assert [anchor.level for anchor in read_elements(onet_files())["2.A.1.e"].anchors] == [2, 4]


def test_reading_one_occupation_leaves_the_others_out():
    files = onet_files()
    assert list(read_occupations(files, read_catalogue(files), ["51-4121.00"])) == ["51-4121.00"]


@pytest.mark.parametrize("name", sorted(HEADERS))
def test_a_missing_file_is_named(name):
    changes = {name.removesuffix(".txt").replace(" ", "_"): None}
    assert refusal(onet_files(**changes)).startswith(f"{name}: ")


@pytest.mark.parametrize("name", sorted(HEADERS))
def test_a_missing_column_is_named(name):
    contents = {file: "\n".join([header, *ROWS[file]]).encode() for file, header in HEADERS.items()}
    first = HEADERS[name].split("\t")[0]
    contents[name] = contents[name].replace(first.encode(), b"Something", 1)
    assert f"{name}, row 1, column {first}: the column is missing" in refusal(of_bytes(contents))


@pytest.mark.parametrize("name", sorted(HEADERS))
def test_text_that_is_not_utf_8_is_named(name):
    contents = {file: "\n".join([header, *ROWS[file]]).encode() for file, header in HEADERS.items()}
    contents[name] += b"\xff"
    assert f"{name}, row {len(ROWS[name]) + 1}: is not UTF-8" in refusal(of_bytes(contents))


@pytest.mark.parametrize(
    "file, row, said",
    [
        ("Occupation Data", "51-4121.00\tAgain\t", "Occupation Data.txt, row 4, column O*NET-SOC Code: "),
        (
            "Task Statements",
            "51-4122.00\t1\tAgain.\tCore",
            "Task Statements.txt, row 4, column Task ID: 1 stands twice",
        ),
        ("Content Model Reference", "2.A.1.e\tAgain\t", "Content Model Reference.txt, row 4, column Element ID: "),
        ("Level Scale Anchors", "2.A.1.e\tM\tLV\t2\tAgain", "row 4, column Anchor Value: 2.A.1.e has level 2 twice"),
        ("Level Scale Anchors", "2.A.1.e\tM\tLV\t8\tOver", "row 4, column Anchor Value: 8 is outside 0 to 7"),
        ("Skills", "51-4121.00\t2.A.1.e\tM\tLV\t3\tN\tN", "row 4, column Element ID: 51-4121.00 is rated twice"),
        ("Skills", "51-4121.00\t2.A.1.f\tM\tLV\t7.01\tN\tN", "row 4, column Data Value: 7.01 is outside 0 to 7"),
        ("Skills", "51-4121.00\t2.A.1.f\tM\tIM\t5.5\tN\t", "row 4, column Data Value: 5.5 is outside 1 to 5"),
        ("Skills", "51-4121.00\t2.A.1.f\tM\tIM\t3\tN\t", "row 4, column Scale ID: 51-4121.00 has only one of"),
        ("Skills", "99-9999.00\t2.A.1.f\tM\tIM\t3\tN\t", "row 4, column O*NET-SOC Code: “99-9999.00” is not in"),
        ("Alternate Titles", "99-9999.00\tGhost\tn/a\t01", "row 6, column O*NET-SOC Code: “99-9999.00” is not in"),
    ],
)
def test_a_bad_row_is_named_by_file_row_and_column(file, row, said):
    changes = {file.replace(" ", "_"): [*ROWS[f"{file}.txt"], row]}
    assert said in refusal(onet_files(**changes))


def test_an_element_rated_in_both_files_is_refused():
    knowledge = [row.replace("2.C.4.a", "2.A.1.e") for row in ROWS["Knowledge.txt"]]
    assert "51-4121.00 is rated on 2.A.1.e in another file too" in refusal(onet_files(Knowledge=knowledge))


def test_an_unknown_code_is_refused():
    with pytest.raises(BadInput, match="there is no occupation “31-1131”"):
        occupation_of(read_catalogue(onet_files()), "31-1131")


def test_the_version_is_the_folders_or_not_stated():
    assert onet_version("db_29_0_text") == "29.0"
    assert onet_version("/data/db_29_3_text.zip") == "29.3"
    assert onet_version("onet") is None
    assert onet_source("29.0").attribution == "O*NET 29.0 Database, CC BY 4.0, US Department of Labor/ETA; modified"
    assert onet_source(None).attribution.startswith("O*NET Database (version not stated), CC BY 4.0")
