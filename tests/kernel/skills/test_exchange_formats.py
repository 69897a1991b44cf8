"""Every other format: tables, descriptors, folders of files; each the same after all that loses nothing."""

import csv
import io
import json
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kernel.skills.test_exchange import DATA, anything, packages, read, said, sound, words

from skillmark.kernel.skills import exchange
from skillmark.kernel.skills.exchange import formats
from skillmark.kernel.values import BadInput
from skillmark.kernel.values.tables import as_meant, write_table


def test_each_definition_has_a_row_of_its_own_and_long_ones_come_back() -> None:
    concepts = [{"identifier": f"k{number}", "title": "of rope " * 40} for number in range(4000)]
    whole = sound() | {"CFDefinitions": {"CFConcepts": concepts, "CFSubjects": []}, "more": {"a": "b" * 200_000}}
    found = read(whole)
    table = formats.written(found, formats.CSV)
    assert table.count("\nconcept,k") == 4000
    assert formats.read_file(table.encode(), name="knots.csv") == found


def test_our_table_saved_anew_as_a_workbook_is_still_ours() -> None:
    found = read(sound())
    rows = [*csv.reader(io.StringIO(formats.written(found, formats.CSV)))]
    assert formats.read_file(workbook([[as_meant(cell) for cell in row] for row in rows]), name="knots.xlsx") == found


def workbook(rows: list[list[str]]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for line, row in enumerate(rows):
            for place, cell in enumerate(row):
                sheet.write_string(line, place, cell)
    return stream.getvalue()


def outcomes(content: bytes, name: str) -> exchange.Package:
    """A file read, and its package the same after each way out and in that loses nothing."""
    return kept_by_every_format(formats.read_file(content, name=name))


def kept_by_every_format(package: exchange.Package) -> exchange.Package:
    for format_name in (formats.CASE, formats.CSV):
        written = formats.written(package, format_name).encode()
        assert formats.read_file(written, name=f"again.{format_name}", format_name=format_name) == package
    return package


@settings(max_examples=30, deadline=None)
@given(packages())
def test_our_table_loses_nothing(package: dict[str, Any]) -> None:
    found = read(package)
    assert formats.read_file(formats.written(found, formats.CSV).encode(), name="knots.csv") == found


names = st.dictionaries(st.sampled_from(["keywords", "authors", "employers", "Room"]), anything, max_size=3)
descriptors = st.builds(
    lambda rest, members: rest | members,
    names,
    st.fixed_dictionaries(
        {"skillStatement": said},
        optional={
            "skillName": words,
            "keywords": st.lists(words, max_size=3),
            "alignments": st.lists(st.fixed_dictionaries({"id": said}, optional={"skillName": words}), max_size=2),
        },
    ),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(descriptors, min_size=1, max_size=4), st.sampled_from(["one", "list", "collection"]), names)
def test_descriptors_are_written_as_they_were_read(
    skills: list[dict[str, Any]], form: str, more: dict[str, Any]
) -> None:
    told_apart = [skill | {"id": f"https://x.example/skills/{number}"} for number, skill in enumerate(skills)]
    value = {"one": told_apart[0], "list": told_apart, "collection": more | {"skills": told_apart}}[form]
    package = outcomes(json.dumps(value).encode(), "skills.json")
    written = formats.written(package, formats.RSD)
    assert json.loads(written) == value
    assert formats.read_file(written.encode(), name="skills.json", format_name=formats.RSD) == package


letters = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])
cells = st.text(letters, min_size=1, max_size=12).filter(str.strip)
TOLD = ("statement", "code", "keywords", "Room")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.fixed_dictionaries(dict.fromkeys(TOLD, cells)), min_size=1))
def test_a_table_of_ones_own_goes_the_way_of_every_lossless_format(rows: list[dict[str, str]]) -> None:
    stream = io.StringIO()
    columns = ["identifier", *TOLD, "parent"]
    parents = ["", *(f"k{number}" for number in range(len(rows)))]
    table = [[f"k{number}", *(row[column] for column in TOLD), parents[number]] for number, row in enumerate(rows)]
    write_table(stream, columns, table)
    package = outcomes(stream.getvalue().encode(), "skills.csv")
    assert [item.identifier for item in package.items] == [row[0] for row in table]
    assert [item.statement for item in package.items] == [row["statement"].strip() for row in rows]
    assert len(package.associations) == len(rows) - 1


def test_small_folders_go_the_way_of_every_lossless_format() -> None:
    esco = {
        "skills_en.csv": "conceptUri,preferredLabel,altLabels\nhttp://x/1,tie,knot\nhttp://x/2,splice,\n",
        "broaderRelationsSkillPillar_en.csv": "conceptUri,broaderUri\nhttp://x/1,http://x/2\nhttp://x/1,http://x/9\n",
        "skillSkillRelations_en.csv":
            "originalSkillUri,relationType,relatedSkillUri\nhttp://x/1,optional,http://x/2\n",
    }  # fmt: skip
    folder = {name: lambda text=text: io.BytesIO(text.encode()) for name, text in esco.items()}
    package = kept_by_every_format(formats.read_folder(folder, name="esco"))
    assert [one.type for one in package.associations] == ["isChildOf", "ext:broaderConcept", "isRelatedTo"]
    assert kept_by_every_format(formats.read_folder(as_files(onet_rows(), "txt"), name="onet")).rubrics


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("skills_en.csv", "conceptUri,preferredLabel\nhttp://x/1,tie\nhttp://x/1,tie\n",
         "skills_en.csv, row 3, column conceptUri: “http://x/1” stands in row 2 already"),
        ("skills_en.csv", "conceptUri,preferredLabel\nhttp://x/1,\n", "skills_en.csv, row 2, column preferredLabel"),
        ("skills_en.csv", "conceptUri\nhttp://x/1\n", "skills_en.csv, row 1"),
        ("occupations_en.csv", "conceptUri,preferredLabel\n", "the ESCO folder lacks the file of its skills"),
    ],
)  # fmt: skip
def test_a_broken_esco_folder_is_refused_with_file_row_and_column(file: str, text: str, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        formats.read_folder({file: lambda: io.BytesIO(text.encode())}, name="esco", format_name=formats.ESCO)


def test_a_circle_of_esco_is_refused() -> None:
    esco = {
        "skills_en.csv": "conceptUri,preferredLabel\nhttp://x/1,tie\nhttp://x/2,splice\n",
        "broaderRelationsSkillPillar_en.csv": "conceptUri,broaderUri\nhttp://x/1,http://x/2\nhttp://x/2,http://x/1\n",
    }
    folder = {name: lambda text=text: io.BytesIO(text.encode()) for name, text in esco.items()}
    with pytest.raises(BadInput, match=r"_en\.csv, row 2, column broaderUri: isChildOf runs in a circle through"):
        formats.read_folder(folder, name="esco")


def test_mixed_encodings_of_a_table_are_refused_with_the_row() -> None:
    with pytest.raises(BadInput, match=r"skills\.csv, row 3: is not UTF-8 text"):
        formats.read_file("code,statement\nA,Tié\n".encode() + b"B,Ti\xe9\n", name="skills.csv")


@pytest.mark.skipif(not DATA.is_dir(), reason="the published samples are not on this machine")
def test_the_published_descriptor_comes_out_equal() -> None:
    content = (DATA / "standards/rsd/rsd_single.json").read_bytes()
    package = outcomes(content, "rsd_single.json")
    assert json.loads(formats.written(package, formats.RSD)) == json.loads(content)
    assert package.associations[0].destination.title == "Information Security Management"


@pytest.mark.skipif(not DATA.is_dir(), reason="the published samples are not on this machine")
def test_the_published_table_has_its_hierarchy() -> None:
    package = outcomes((DATA / "standards/case/sample_case.csv").read_bytes(), "sample_case.csv")
    assert len(package.items) == 10
    assert package.parents()["Math.Fractions.Cluster1"] == ["Math.Fractions"]
    graph = json.loads(formats.written(package, formats.CTDL))["@graph"]
    child = next(one for one in graph if one.get("ceasn:codedNotation") == "M.F.1-2")
    assert child["ceasn:isChildOf"] == ["https://credentialengineregistry.org/resources/ce-Math.Fractions"]


def test_descriptors_in_a_table_are_the_same_as_in_json() -> None:
    table = (
        "Canonical URL,RSD Name,Skill Statement,Authors,Keywords,Standards,Alignment Name,Alignment URL,Room\n"
        "https://x.example/skills/1,Knots,Tie a knot,Ann; Bo,rope;twine,S1,Bends,https://y.example/2,B 12\n"
    )
    (skill,) = json.loads(formats.written(outcomes(table.encode(), "skills.csv"), formats.RSD))
    assert skill == {
        "id": "https://x.example/skills/1", "skillName": "Knots", "skillStatement": "Tie a knot",
        "authors": ["Ann", "Bo"], "keywords": ["rope", "twine"], "standards": [{"skillName": "S1"}],
        "alignments": [{"id": "https://y.example/2", "skillName": "Bends"}], "Room": "B 12",
    }  # fmt: skip


def test_nice_keeps_roles_statements_and_how_they_belong_together() -> None:
    relation = {
        "source_doc_identifier": "NICE", "source_element_identifier": "PD-WRL-001",
        "dest_doc_identifier": "NICE", "dest_element_identifier": "T0001", "relationship_identifier": "projection",
    }  # fmt: skip
    nice = {
        "response": {
            "elements": {
                "documents": [{"doc_identifier": "NICE", "name": "Workforce Framework", "version": "2.0.0"}],
                "relationship_types": [{"relationship_identifier": "projection", "description": ""}],
                "elements": [
                    {"doc_identifier": "NICE", "element_type": "work_role", "element_identifier": "PD-WRL-001",
                     "title": "Defends", "text": "Watches a network."},
                    {"doc_identifier": "NICE", "element_type": "task", "element_identifier": "T0001", "title": "",
                     "text": "Read a log."},
                ],
                "relationships": [relation],
            }
        }
    }  # fmt: skip
    package = outcomes(json.dumps(nice).encode(), "nice.json")
    assert [(item.code, item.item_type, item.name) for item in package.items] == [
        ("PD-WRL-001", "work_role", "Defends"), ("T0001", "task", ""),
    ]  # fmt: skip
    (belongs,) = package.associations
    assert belongs.grouping is not None
    assert (belongs.destination.title, belongs.grouping.title) == ("T0001", "projection")


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("code,statement\nA,Tie\nA,Splice\n", "skills.csv, row 3, column code: “A” stands in row 2 already"),
        ("code,statement,parent\nA,Tie,B\n", "row 2, column parent: isChildOf names “B”, which is not in the package"),
        (
            "code,statement,parent\nA,Tie,B\nB,Bend,A\n",
            "skills.csv, row 2, column parent: isChildOf runs in a circle through “A”",
        ),
        ("code,statement\nA,\n", "row 2, column statement: is empty"),
        ("code,said\nA,Tie\n", "row 1: no column holds the statements"),
        ("RSD Name,Skill Statement\nKnots,\n", "row 2, column Skill Statement: is empty"),
        ("[7]", "is no framework in a format we know"),
    ],
)
def test_a_broken_table_is_refused_with_row_and_column(table: str, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        formats.read_file(table.encode(), name="skills.csv")


def test_a_cell_changed_beside_its_record_is_refused_not_ignored() -> None:
    written = formats.written(read(sound()), formats.CSV).replace(",Tie knot 1,", ",Tie knot 9,")
    with pytest.raises(BadInput, match="row 3, column statement: says something else than the column members"):
        formats.read_file(written.encode(), name="knots.csv")


@pytest.mark.skipif(not DATA.is_dir(), reason="the published files are not on this machine")
@pytest.mark.parametrize(("folder", "items"), [("esco", 14_163), ("onet/db_29_0_text", 20_439)])
def test_a_published_folder_is_read_whole(folder: str, items: int) -> None:
    files = {path.name: lambda path=path: path.open("rb") for path in (DATA / folder).iterdir()}
    package = formats.read_folder(files, name=folder)
    assert len(package.items) == items


def onet_rows() -> dict[str, list[list[str]]]:
    """A database of one occupation, in the official layouts; the Excel edition has names beside the codes."""
    code = "51-0001.00"
    return {
        "Occupation Data": [["O*NET-SOC Code", "Title", "Description"], [code, "Net Menders", "They mend."]],
        "Alternate Titles": [["O*NET-SOC Code", "Title", "Alternate Title", "Short Title"],
                             [code, "Net Menders", "Menders", "n/a"]],
        "Task Statements": [["O*NET-SOC Code", "Title", "Task ID", "Task", "Task Type"],
                            [code, "Net Menders", "7", "Mend a net.", "Core"]],
        "Content Model Reference": [["Element ID", "Element Name", "Description"], ["2.A", "Listening", "Hears."]],
        "Level Scale Anchors": [["Element ID", "Element Name", "Scale ID", "Anchor Value", "Anchor Description"],
                                ["2.A", "Listening", "LV", "2", "Hears a bell."]],
        "Skills": [["O*NET-SOC Code", "Element ID", "Scale ID", "Data Value", "Recommend Suppress", "Not Relevant"],
                   [code, "2.A", "IM", "3.12", "N", "n/a"], [code, "2.A", "LV", "2.5", "N", "N"]],
        "Knowledge": [["O*NET-SOC Code", "Element ID", "Scale ID", "Data Value", "Recommend Suppress", "Not Relevant"]],
    }  # fmt: skip


def as_files(rows: dict[str, list[list[str]]], ending: str) -> dict[str, Any]:
    def content(table: list[list[str]]) -> bytes:
        return workbook(table) if ending == "xlsx" else "".join("\t".join(row) + "\n" for row in table).encode()

    return {f"{name}.{ending}": lambda table=table: io.BytesIO(content(table)) for name, table in rows.items()}


def test_the_workbooks_of_onet_say_what_its_texts_say() -> None:
    texts = formats.read_folder(as_files(onet_rows(), "txt"), name="db_29_0_text")
    books = formats.read_folder(as_files(onet_rows(), "xlsx"), name="onet.zip", version="29.0")
    assert books == texts
    assert texts.document.version == "29.0"
    assert [item.code for item in texts.items] == ["2.A", "51-0001.00", "51-0001.00/7"]


def test_a_bad_cell_of_an_onet_workbook_is_told_with_its_workbook() -> None:
    rows = onet_rows()
    rows["Skills"][1][3] = "9"
    with pytest.raises(BadInput, match=r"Skills\.xlsx, row 2, column Data Value"):
        formats.read_folder(as_files(rows, "xlsx"), name="onet")
    del rows["Knowledge"]
    with pytest.raises(BadInput, match=r"Knowledge\.xlsx"):
        formats.read_folder(as_files(rows, "xlsx"), name="onet")
