import io
import json
from decimal import Decimal

import pytest

from skillmark.kernel.skills import (
    PastJobOutcome,
    applicant_holdings,
    case_standard,
    read_applicants,
    read_case_package,
    read_case_requirements,
)
from skillmark.kernel.values import BadInput

TABLE = """job_id,competency_id,level,weight,essential
Fitter,C-1,4,90,true
Fitter,C-2,3,50,false
Baker,id-1,2,10,false
"""


def item(identifier: str, code: str, statement: str, kind: str = "Competency") -> dict[str, str]:
    return {"identifier": identifier, "humanCodingScheme": code, "fullStatement": statement, "CFItemType": kind}


ITEMS = [
    item("id-1", "C-1", "Reads drawings"),
    item("id-2", "C-2", "Fits seals"),
    item("id-3", "T-1", "Mount seals to stop leaks.", "Task"),
    item("id-4", "T-2", "Knead dough.", "Task"),
]


def child(identifier: str, origin: str, destination: str) -> dict[str, object]:
    return {
        "identifier": identifier,
        "associationType": "isChildOf",
        "originNodeURI": {"identifier": origin},
        "destinationNodeURI": {"identifier": destination},
    }


def package(items=ITEMS, associations=()):
    document = {"identifier": "doc", "title": "Shop floor", "creator": "Us", "licenseURI": {"title": "CC0 1.0"}}
    content = {"CFDocument": document, "CFItems": list(items), "CFAssociations": list(associations)}
    return read_case_package(io.BytesIO(json.dumps(content).encode()), name="p.json")


def standard(*, items=ITEMS, associations=(), table: str = TABLE, job_id: str | None = None):
    read = package(items, associations)
    lines = read_case_requirements(io.BytesIO(table.encode()), read, name="requirements.csv")
    return case_standard(read, lines, requirements_name="requirements.csv", job_id=job_id)


def refusal(call) -> str:
    with pytest.raises(BadInput) as caught:
        call()
    return str(caught.value)


def test_the_first_job_is_the_target_unless_asked_otherwise():
    assert standard().standard.job_id == "Fitter"
    assert standard(job_id="Baker").standard.job_id == "Baker"


def test_tasks_lead_and_the_jobs_rows_screen():
    made = standard().standard
    assert made.tasks[0].statement == "can mount seals to stop leaks"
    assert [(one.competency_id, one.level, one.weight, one.essential) for one in made.indicators] == [
        ("C-1", 4, 90, True),
        ("C-2", 3, 50, False),
    ]
    assert made.source.attribution == "Shop floor, Us, CC0 1.0"


def test_an_identifier_and_a_code_mean_one_competency():
    made = standard()
    assert made.levels["Baker"] == {"C-1": 2}
    assert made.competencies["id-1"] == made.competencies["C-1"] == "C-1"


def test_where_the_job_is_an_item_only_the_tasks_below_it_count():
    items = [*ITEMS, item("id-9", "Fitter", "Pump fitter", "Job")]
    made = standard(items=items, associations=[child("a", "id-3", "id-9")])
    assert [task.task_id for task in made.standard.tasks] == ["T-1"]
    assert made.standard.title == "Pump fitter"


def test_the_other_jobs_serve_as_past_jobs():
    made = standard()
    table = b"name,previous_job,self_ratings\nAda,baker,id-2=2.5\nBo,Astronaut,\n"
    people = read_applicants(io.BytesIO(table), name="a.csv", competencies=made.competencies, highest_level=Decimal(10))
    ada, bo = applicant_holdings(people, made.past_jobs, made.levels, made.standard.requirements())
    assert [(one.competency_id, one.level, one.basis.value) for one in ada.holdings] == [
        ("C-2", 3, "claimed"),
        ("C-1", 2, "inferred"),
    ]
    assert bo.past_job.outcome is PastJobOutcome.UNKNOWN
    assert [(one.competency_id, one.level, one.basis.value) for one in bo.holdings] == [("C-1", 0, "inferred")]


@pytest.mark.parametrize(
    "row, said",
    [
        ("Fitter,C-9,1,1,true", "requirements.csv, row 5, column competency_id: “C-9” is no item of the package"),
        ("Fitter,T-1,1,1,true", "row 5, column competency_id: “T-1” is a task"),
        ("Fitter,id-1,1,1,true", "row 5, column competency_id: Fitter requires id-1 twice, once under another name"),
        ("Fitter,C-1,1,1,true", "row 5, column competency_id: job Fitter already asks for competency C-1 in row 2"),
        ("Baker,C-2,11,1,true", "row 5, column level: 11 is outside 1 to 10"),
        ("Baker,C-2,1,1001,true", "row 5, column weight: 1001 is outside 1 to 1000"),
        ("Baker,C-2,1,1,yes", "row 5, column essential: “yes” is none of true, false"),
    ],
)
def test_a_bad_requirement_is_named(row, said):
    assert said in refusal(lambda: standard(table=TABLE + row + "\n"))


def test_a_code_that_several_items_share_is_refused():
    items = [*ITEMS, item("id-8", "C-2", "Another")]
    assert "“C-2” is the code of several items; use the identifier" in refusal(lambda: standard(items=items))


def test_a_job_nobody_named_is_refused():
    assert "there is no job “Pilot”" in refusal(lambda: standard(job_id="Pilot"))


def test_a_repeated_identifier_is_refused():
    assert "the identifier “id-1” stands twice" in refusal(lambda: package([*ITEMS, item("id-1", "X", "Again")]))


def test_a_child_of_nobody_is_refused():
    said = refusal(lambda: package(associations=[child("a", "id-1", "ghost")]))
    assert "p.json, column CFAssociations[0].destinationNodeURI: isChildOf names “ghost”" in said


@pytest.mark.parametrize("circle", [[("id-1", "id-1")], [("id-1", "id-2"), ("id-2", "id-4"), ("id-4", "id-1")]])
def test_items_that_are_each_others_children_are_refused(circle):
    associations = [child(f"a{place}", *ends) for place, ends in enumerate([*circle, ("id-3", "doc")])]
    assert "isChildOf runs in a circle through “id-1”" in refusal(lambda: package(associations=associations))


def test_a_child_of_two_parents_is_no_circle():
    found = package(associations=[child("a", "id-1", "id-2"), child("b", "id-1", "id-4"), child("c", "id-2", "id-4")])
    assert found.under("id-4") == {"id-1", "id-2"}


@pytest.mark.parametrize(
    "content, said",
    [
        (b"\xff", "p.json: is not UTF-8 text"),
        (b"{", "p.json, row 1: is not JSON"),
        (b"[]", "p.json, column CFPackage: is missing or not a JSON object"),
        (b"{}", "p.json, column CFDocument: is missing or not a JSON object"),
        (b"[" * 200_000, "p.json: is nested too deeply"),
    ],
)
def test_what_is_no_package_is_refused(content, said):
    assert said in refusal(lambda: read_case_package(io.BytesIO(content), name="p.json"))


def test_what_a_package_does_not_hold_is_told_together_with_bad_cells():
    table = TABLE + "\nFitter,C-9,1,1,yes\nBaker,C-2,11,1,true\nBaker,T-1,1,1,true\n"
    with pytest.raises(BadInput) as refused:
        read_case_requirements(io.BytesIO(table.encode()), package(), name="requirements.csv")
    told = [(one.row, one.column) for one in refused.value.problems]
    assert told == [(6, "essential"), (6, "competency_id"), (7, "level"), (8, "competency_id")]
