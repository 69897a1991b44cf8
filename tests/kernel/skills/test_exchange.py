"""A framework comes out of Skillmark as it went in, and what is no framework does not come in."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from skillmark.kernel.skills import exchange
from skillmark.kernel.skills.exchange import formats
from skillmark.kernel.skills.exchange.content import LARGEST_JSON
from skillmark.kernel.values import BadInput
from skillmark.kernel.values.tables import as_meant

DATA = Path(__file__).resolve().parents[3].parent / "shared" / "data"

words = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)
said = words.filter(lambda text: bool(text.strip()))
numbers = st.integers(-9, 9) | st.floats(-9, 9, allow_nan=False)
anything = st.recursive(st.none() | st.booleans() | numbers | words, lambda inner: st.lists(inner, max_size=2))
more = st.dictionaries(st.sampled_from(["extensions", "notes", "language", "uri", "licenseURI"]), anything, max_size=3)


def link(identifier: str) -> dict[str, str]:
    return {"identifier": identifier, "title": f"of {identifier}", "uri": f"https://example.org/{identifier}"}


@st.composite
def packages(draw: st.DrawFn) -> dict[str, Any]:
    """A sound CASE package with whatever else a publisher may have written into it."""
    names = [f"i{number}" for number in range(draw(st.integers(0, 5)))]
    optional = {
        "humanCodingScheme": words, "conceptKeywords": st.lists(words, max_size=3), "CFItemType": words,
        "licenseURI": st.just(link("l0")),
    }  # fmt: skip
    items = [
        draw(more) | draw(st.fixed_dictionaries({"fullStatement": said}, optional=optional)) | {"identifier": name}
        for name in names
    ]
    grouping = draw(st.sampled_from([{}, {"CFAssociationGroupingURI": link("g0")}]))
    associations = [
        {"identifier": f"a{number}", "associationType": kind, "originNodeURI": link(name),
         "destinationNodeURI": link(names[number - 1] if number else "d0")} | grouping | draw(more)
        for number, name in enumerate(names) for kind in [draw(st.sampled_from(["isChildOf", "precedes"]))]
    ]  # fmt: skip
    if names:
        associations.append(
            {"identifier": "ax", "associationType": "exactMatchOf", "originNodeURI": link(names[0]),
             "destinationNodeURI": link("elsewhere")}
        )  # fmt: skip
    level = {"description": draw(said)} | draw(st.fixed_dictionaries({}, optional={"score": numbers}))
    criteria = [
        {
            "identifier": f"c{number}",
            "weight": weight,
            "CFRubricCriterionLevels": [level | {"identifier": f"v{number}"}],
        }
        for number, weight in enumerate(draw(st.sampled_from([[1], [0.25, 0.75], [40, 60]])))
    ]
    whole: dict[str, Any] = {
        "CFDocument": draw(more) | {"identifier": "d0", "title": draw(said), "creator": draw(words)},
        "CFItems": items,
        "CFAssociations": associations,
        "CFDefinitions": {
            "CFLicenses": [{"identifier": "l0", "title": draw(words), "licenseText": draw(words)}],
            "CFAssociationGroupings": [{"identifier": "g0", "title": draw(words)}],
            "CFConcepts": [],
        },
        "CFRubrics": [{"identifier": "r0", "CFRubricCriteria": criteria}],
    }
    for absent in draw(st.sets(st.sampled_from(["CFDefinitions", "CFRubrics"]))):
        del whole[absent]
    return whole


def sound() -> dict[str, Any]:
    return {
        "CFDocument": {"identifier": "d0", "title": "Knots"},
        "CFItems": [{"identifier": f"i{number}", "fullStatement": f"Tie knot {number}"} for number in (1, 2)],
        "CFAssociations": [association("a1", "isChildOf", "i1", "i2")],
        "CFRubrics": [rubric([1], ["holds", "holds and comes undone again"])],
    }


def association(identifier: str, kind: str, origin: str, destination: str) -> dict[str, Any]:
    ends = {"originNodeURI": link(origin), "destinationNodeURI": link(destination)}
    return {"identifier": identifier, "associationType": kind} | ends


def rubric(weights: list[float], descriptors: list[str]) -> dict[str, Any]:
    criteria = [
        {
            "identifier": f"c{number}",
            "weight": weight,
            "CFRubricCriterionLevels": [
                {"identifier": f"v{number}.{place}", "description": text} for place, text in enumerate(descriptors)
            ],
        }
        for number, weight in enumerate(weights)
    ]
    return {"identifier": "r1", "title": "A tight knot", "CFRubricCriteria": criteria}


def read(package: object) -> exchange.Package:
    return exchange.read_case(json.dumps(package).encode(), name="knots.json")


@settings(max_examples=60, deadline=None)
@given(packages())
def test_a_case_package_is_written_as_it_was_read(package: dict[str, Any]) -> None:
    found = read(package)
    assert exchange.case_json(found) == package
    assert read(exchange.case_json(found)) == found


@pytest.mark.parametrize("path", sorted(DATA.glob("standards/case/*Framework.json")), ids=lambda path: path.stem)
def test_a_published_case_sample_comes_out_equal(path: Path) -> None:
    written = exchange.case_json(exchange.read_case(path.read_bytes(), name=path.name))
    assert written == json.loads(path.read_bytes())


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"CFAssociations": [association("a1", kind, "i1", "i2"), association("a2", kind, "i2", "i1")]},
         f"column CFAssociations: {kind} runs in a circle through “i1”")
        for kind in ("isChildOf", "isPartOf", "precedes")
    ] + [
        ({"CFAssociations": [association("a1", kind, "i1", "gone")]},
         f"column CFAssociations[0].destinationNodeURI: {kind} names “gone”, which is not in the package")
        for kind in ("isChildOf", "isPartOf", "precedes")
    ] + [
        ({"CFItems": [{"identifier": "i1", "fullStatement": "a"}, {"identifier": "i1", "fullStatement": "b"}]},
         "column CFItems[1]: the identifier “i1” stands twice, first at CFItems[0]"),
        ({"CFRubrics": [rubric([1], ["a", "b"]), rubric([1], ["c"])]}, "column CFRubrics[1]: the identifier “r1”"),
        ({"CFRubrics": [rubric([1], ["holds", " "])]},
         "CFRubrics[0].CFRubricCriteria[0].CFRubricCriterionLevels[1].description: the level has no descriptor"),
        ({"CFRubrics": [rubric([0.5, 0.6], ["holds"])]}, "“A tight knot” sum to 1.1, not to 1 or 100"),
        ({"CFRubrics": [rubric([1], ["holds"] * 11)]}, "the rubric “A tight knot” has 11 levels, more than the 10"),
        ({"CFItems": [{"identifier": "i1"}, 7]}, "CFItems[0].fullStatement: is missing, empty or not a text"),
        ({"CFDocument": []}, "CFDocument: is missing or not a JSON object"),
    ],
)  # fmt: skip
def test_a_broken_package_is_refused_with_the_path(change: dict[str, Any], told: str) -> None:
    read(sound())
    with pytest.raises(BadInput) as refused:
        read(sound() | change)
    sentences = [problem.sentence() for problem in refused.value.problems]
    assert any(told in sentence for sentence in sentences), sentences
    assert all(sentence.startswith("knots.json") for sentence in sentences)


def test_a_match_to_another_framework_is_kept_as_an_outside_reference() -> None:
    found = read(sound() | {"CFAssociations": [association("a1", "exactMatchOf", "i1", "elsewhere")]})
    assert found.associations[0].destination.uri == "https://example.org/elsewhere"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b'{"CFDocument":\n {"title": "caf\xe9 \xc3\xa9"}}', "row 2: mixes encodings or is not UTF-8 text"),
        (b'{"CFDocument":\n nothing}', "row 2: is not JSON"),
        (b'{"a": 1e999}', "holds a number that cannot be kept"),
        (b'{"a": "\\u0000"}', "holds a sign that no text has"),
        (b"[" * 100_000, "is nested too deeply"),
        (b" " * (LARGEST_JSON + 1), "is larger than 40 MB"),
    ],
    ids=["encodings", "syntax", "number", "nul", "depth", "size"],
)
def test_bytes_that_are_no_package_are_refused(content: bytes, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        exchange.read_case(content, name="knots.json")


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
    package = formats.read_file(content, name=name)
    for format_name in (formats.CASE, formats.CSV):
        written = formats.written(package, format_name).encode()
        assert formats.read_file(written, name=f"again.{format_name}", format_name=format_name) == package
    return package


@settings(max_examples=30, deadline=None)
@given(packages())
def test_our_table_loses_nothing(package: dict[str, Any]) -> None:
    found = read(package)
    assert formats.read_file(formats.written(found, formats.CSV).encode(), name="knots.csv") == found


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
        ("code,statement,parent\nA,Tie,B\nB,Bend,A\n", "isChildOf runs in a circle"),
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
